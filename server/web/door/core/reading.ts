// SPDX-License-Identifier: Apache-2.0
// What was read, and what this phone would say of it by itself.
import type { PassList } from './list';
import { find_pass_digits, is_document_code, judge_digits, parse_short_number } from './pass';
import type { KeyRing, PassOutcome } from './pass';
import type { Phone } from './phone';
import type { ScanInput, ScanOptions } from './results';
import { decide, is_party, nobody_came, type Decision, type Reading } from './verdict';
import type { WirePass } from './wire';
import type { CodeOutcome } from './words';

/** The server keeps no more of a text. */
const text_most_bytes = 512;

export interface ReadCode {
  /** As it is stored and sent. */
  text: string;
  code: CodeOutcome;
  pass_id: string | null;
  /** 0 when the code names none. */
  issue: number;
  /** The list's row, if there is one. */
  pass: WirePass | null;
}

const outcome_of: Partial<Record<PassOutcome, CodeOutcome>> = {
  valid: 'valid',
  valid_retired: 'valid',
  compromised_key: 'compromised_key',
};

export async function read_code(
  input: ScanInput,
  list: PassList,
  keys: KeyRing,
  own_host: string,
): Promise<ReadCode> {
  const nothing = { pass_id: null, issue: 0, pass: null };
  if ('pass_id' in input) {
    const pass = list.find(input.pass_id);
    const text = pass?.holder?.short_number ?? '';
    return { text, code: 'short_number', pass_id: input.pass_id, issue: 0, pass };
  }
  const digits = find_pass_digits(input.text);
  if (digits !== null) {
    const judged = await judge_digits(digits, keys);
    const code = outcome_of[judged.outcome] ?? 'bad_code';
    if (!judged.payload) return { ...nothing, text: digits, code };
    const { pass_id, issue } = judged.payload;
    return { text: digits, code, pass_id, issue, pass: list.find(pass_id) };
  }
  const number = parse_short_number(input.text);
  if (number !== null) {
    const pass = list.find_number(number);
    return { text: number, code: 'short_number', pass_id: pass?.pass_id ?? null, issue: 0, pass };
  }
  const code = is_document_code(input.text, own_host) ? 'document_code' : 'not_a_pass';
  return { ...nothing, text: cut_text(input.text), code };
}

/** At most 512 bytes of UTF-8, never half a character. */
export function cut_text(text: string): string {
  // There and back also mends half surrogates, which no server would read.
  const bytes = new TextEncoder().encode(text);
  let end = Math.min(text_most_bytes, bytes.length);
  while (end < bytes.length && end > 0 && (bytes[end]! & 0xc0) === 0x80) --end;
  return new TextDecoder().decode(bytes.subarray(0, end));
}

/** The decision of this phone alone, at a moment of the server's time. */
export function decide_here(
  phone: Phone,
  read: ReadCode,
  options: ScanOptions,
  at: number,
): Decision {
  const reading: Reading = {
    code: read.code,
    kind: 'reading',
    device: phone.setting!.device.id,
    issue: read.issue,
    direction: options.direction ?? 'in',
    count: options.count ?? 1,
    escort_seen: options.escort_seen ?? false,
    override: options.override ?? null,
    pass: read.pass && phone.list.facts(read.pass),
    state: read.pass ? phone.list.state(read.pass) : nobody_came,
    at,
    clock_suspect: phone.is_clock_suspect(),
  };
  const decision = decide(phone.context()!, reading);
  // The server never lets in a pass that it has no row for. Here the list may only be old, and a
  // member of staff has looked at a code that is well signed.
  if (decision.check === 'not_in_list' && options.override && reading.direction === 'in') {
    return { ...decision, verdict: 'admitted', check: null, overridden: 'check' };
  }
  return decision;
}

export interface Ask {
  count: boolean;
  escort: boolean;
  room: number;
}

/** What staff must say before anything is recorded; null: nothing. */
export function question_of(
  phone: Phone,
  read: ReadCode,
  options: ScanOptions,
  at: number,
): Ask | null {
  if (!read.pass?.holder) return null;
  const facts = phone.list.facts(read.pass);
  const direction = options.direction ?? 'in';
  const assumed = { ...options, escort_seen: true, count: options.count ?? 1 };
  const { verdict } = decide_here(phone, read, assumed, at);
  if (verdict !== 'admitted' && verdict !== 'left') return null;
  const count = is_party(facts) && options.count === undefined;
  const escort = facts.is_minor && direction === 'in' && !options.escort_seen && !options.override;
  if (!count && !escort) return null;
  const { inside } = phone.list.state(read.pass);
  return { count, escort, room: direction === 'in' ? facts.party_size - inside : inside };
}
