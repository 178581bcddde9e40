// SPDX-License-Identifier: Apache-2.0
// The closed lists of words that a door, the API and the vectors share. The same as in common/domain.

export type Verdict =
  | 'admitted'
  | 'already_in'
  | 'wrong_site'
  | 'wrong_event'
  | 'revoked'
  | 'not_yet_open'
  | 'closed'
  | 'unknown'
  | 'not_a_pass'
  | 'document_code'
  | 'check'
  | 'repeat'
  | 'left'
  | 'undone';

/** Why a person must look (verdict `check`). */
export type CheckReason =
  | 'not_in_list'
  | 'newer_issue'
  | 'not_approved'
  | 'escort'
  | 'party_room'
  | 'exit_not_recorded'
  | 'not_yours_to_undo';

/** What the code itself turned out to be. */
export type CodeOutcome =
  | 'valid'
  | 'short_number'
  | 'compromised_key'
  | 'bad_code'
  | 'wrong_event'
  | 'not_a_pass'
  | 'document_code';

export type Direction = 'in' | 'out';
export type ScanKind = 'reading' | 'undo' | 'walk_in';
export type ScanMode = 'online' | 'offline' | 'timeout';
export type KeyState = 'active' | 'retired' | 'compromised';
export type DelegateStatus =
  | 'nominated'
  | 'approved'
  | 'invited'
  | 'accepted'
  | 'declined'
  | 'substituted'
  | 'cancelled';
export type DeviceStanding = 'active' | 'not_yet' | 'expired' | 'backlog_only' | 'gone';

const overridable: ReadonlySet<Verdict> = new Set<Verdict>([
  'already_in',
  'wrong_site',
  'revoked',
  'not_yet_open',
  'closed',
  'check',
  'repeat',
]);

/** Staff may let in against this verdict, with a reason: there is a pass to let in. */
export function is_overridable(verdict: Verdict): boolean {
  return overridable.has(verdict);
}

/** Green: admitted, left or undone. */
export function is_accepted(verdict: Verdict): boolean {
  return verdict === 'admitted' || verdict === 'left' || verdict === 'undone';
}
