// SPDX-License-Identifier: Apache-2.0
// Turns a decision, of this phone or of the server, into what the screens show.
import type { Phone } from './phone';
import type { DoorResult, HistoryRow, Note, ResultKind } from './results';
import type { LoadedScan } from './stored';
import type { Decision } from './verdict';
import type { Holder, Message, ScanAnswer } from './wire';
import { is_accepted, is_overridable, type Direction, type ScanMode, type Verdict } from './words';

/** A decision as both sides word it. */
export interface Told {
  verdict: Verdict;
  check: DoorResult['check'];
  overridden: Verdict | null;
  first_in: { at: number; gate_id: string } | null;
  right_site: string | null;
  room: number;
  message: Message | null;
  /** The server kept the scan without any effect and did not let anybody in. */
  is_unrecorded: boolean;
}

export function told_here(phone: Phone, decision: Decision): Told {
  const { verdict, check, overridden, first_in, right_site, room } = decision;
  return {
    verdict,
    check,
    overridden,
    first_in: first_in && { at: first_in.at, gate_id: first_in.gate },
    right_site: right_site === null ? null : phone.site_name(right_site),
    room,
    message: null,
    is_unrecorded: false,
  };
}

export function told_by_server(answer: ScanAnswer): Told {
  const { verdict, check, overridden, first_in, right_site, room, message } = answer;
  return {
    verdict,
    check,
    overridden,
    first_in: first_in && { at: Date.parse(first_in.at), gate_id: first_in.gate_id },
    right_site: right_site?.name ?? null,
    room,
    message,
    is_unrecorded:
      verdict === 'check' &&
      check === null &&
      (answer.stored === 'quarantined' || answer.stored === 'conflict'),
  };
}

export interface ScanFacts {
  scan_id: string | null;
  at: number;
  mode: ScanMode | null;
  direction: Direction;
  count: number;
  pass_id: string | null;
}

export function result_of(phone: Phone, told: Told, scan: ScanFacts): DoorResult {
  const pass = scan.pass_id === null ? null : phone.list.find(scan.pass_id);
  const holder = pass?.holder ?? null;
  const notes = notes_of(told, holder);
  const accepted = is_accepted(told.verdict);
  const this_gate = phone.setting?.device.gate_id;
  return {
    kind: told.is_unrecorded ? 'not_stored' : kind_of(told, notes),
    ...scan,
    verdict: told.verdict,
    check: told.check,
    holder,
    first_in: told.first_in && {
      at: told.first_in.at,
      gate: phone.gate_name(told.first_in.gate_id),
      is_this_gate: told.first_in.gate_id === this_gate,
    },
    right_site: told.right_site,
    room: told.room,
    notes,
    message: told.message,
    ask: told.check === 'escort' ? { count: false, escort: true, room: 1 } : null,
    may_override: may_override(told, scan) ? told.verdict : null,
    may_undo: accepted && told.verdict !== 'undone' && !told.is_unrecorded,
    waiting: phone.waiting,
  };
}

/** Nothing was recorded: the paper list. */
export function not_stored(phone: Phone, at: number): DoorResult {
  return {
    kind: 'not_stored',
    scan_id: null,
    at,
    verdict: null,
    check: null,
    mode: null,
    direction: 'in',
    count: 1,
    pass_id: null,
    holder: null,
    first_in: null,
    right_site: null,
    room: 0,
    notes: [],
    message: null,
    ask: null,
    may_override: null,
    may_undo: false,
    waiting: phone.waiting,
  };
}

export function history_row(phone: Phone, scan: LoadedScan): HistoryRow {
  const { record, shown, state } = scan;
  const is_undone = phone.history.some((one) => one.record.undoes === record.scan_id);
  const accepted = shown.verdict !== null && is_accepted(shown.verdict);
  // Whom the list did not hold then it may hold now.
  const holder = shown.pass_id === null ? null : phone.list.find(shown.pass_id)?.holder;
  return {
    scan_id: record.scan_id,
    kind: shown.kind,
    scan_kind: record.kind,
    at: shown.at,
    label: shown.label || (holder?.label ?? ''),
    agency: shown.agency || (holder?.agency ?? ''),
    pass_id: shown.pass_id,
    direction: record.direction,
    count: record.count,
    mode: record.mode,
    is_sent: state === 'sent' || state === 'settled',
    is_undone,
    may_undo: accepted && record.kind !== 'undo' && !is_undone && shown.pass_id !== null,
    is_valid_later: shown.is_valid_later ?? false,
  };
}

function kind_of(told: Told, notes: readonly Note[]): ResultKind {
  switch (told.verdict) {
    case 'admitted':
      return notes.some((note) => note !== 'party') ? 'admitted_note' : 'admitted';
    case 'check':
      return told.check === 'not_in_list' ? 'not_in_list' : 'check';
    case 'unknown':
    case 'not_a_pass':
    case 'document_code':
      return 'invalid';
    default:
      return told.verdict;
  }
}

function notes_of(told: Told, holder: Holder | null): Note[] {
  const notes: Note[] = [];
  if (told.verdict !== 'admitted') return notes;
  if (holder?.note) notes.push('door_note');
  if (holder?.is_minor) notes.push('minor');
  if (told.overridden !== null) notes.push('overridden');
  if (holder && holder.party_size > 1) notes.push('party');
  if (!holder) notes.push('not_on_this_phone');
  return notes;
}

function may_override(told: Told, scan: ScanFacts): boolean {
  if (scan.direction === 'out' || scan.pass_id === null || told.is_unrecorded) return false;
  return is_overridable(told.verdict);
}
