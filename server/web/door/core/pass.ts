// SPDX-License-Identifier: Apache-2.0
// Reading a pass: from scanned text to 77 bytes to judged fields. The twin of qr/ (see
// qr/DESIGN.md); tests/vectors/pass holds the two together. Signatures: signature.ts.
import { bytes_of_hex, hex_of } from './bytes';
import { verify_signature } from './signature';
import type { KeyState } from './words';

const pass_digit_count = 187;
const group_count = 11;
const group_bytes = 7;
const group_digits = 17;
const code_bytes = group_count * group_bytes;
const body_bytes = 13;
const group_limit = 1n << 56n;

const version = 1;
const minor_flag = 0x80;
const signing_context = new TextEncoder().encode('KINHMOI-PASS-1\0');

/** Why a code is none, in the order in which it is found; or that it is one. */
export type PassOutcome =
  | 'bad_length'
  | 'bad_digit'
  | 'group_overflow'
  | 'bad_version'
  | 'bad_issue'
  | 'bad_flags'
  | 'unknown_key'
  | 'bad_signature'
  | 'compromised_key'
  | 'valid_retired'
  | 'valid';

export interface PassPayload {
  kid: number;
  /** 16 hexadecimal digits. */
  pass_id: string;
  issue: number;
  is_minor: boolean;
}

export interface KeyRecord {
  kid: number;
  /** The UUID that is signed with every pass of this key. */
  event_id: string;
  public_key: Uint8Array<ArrayBuffer>;
  state: KeyState;
}
export type KeyRing = ReadonlyMap<number, KeyRecord>;

export interface PassJudgement {
  outcome: PassOutcome;
  /** Only of a code whose signature is good. */
  payload: PassPayload | null;
  event_id: string | null;
}

/** The 187 digits at the end of what was read; null when the last run is shorter or longer. */
export function find_pass_digits(text: string): string | null {
  let end = text.length;
  while (end > 0 && is_space(text.charCodeAt(end - 1))) --end;
  let start = end;
  while (start > 0 && is_digit(text.charCodeAt(start - 1))) --start;
  return end - start === pass_digit_count ? text.slice(start, end) : null;
}

/** Strict: nothing but 187 ASCII digits, each group of 17 below 2^56. */
export function bytes_of_digits(digits: string): Uint8Array<ArrayBuffer> | PassOutcome {
  if (digits.length !== pass_digit_count) return 'bad_length';
  for (let i = 0; i < digits.length; ++i) {
    if (!is_digit(digits.charCodeAt(i))) return 'bad_digit';
  }
  const code = new Uint8Array(code_bytes);
  const view = new DataView(code.buffer);
  for (let group = 0; group < group_count; ++group) {
    const value = BigInt(digits.slice(group * group_digits, (group + 1) * group_digits));
    if (value >= group_limit) return 'group_overflow';
    const high = Number(value >> 32n);
    const at = group * group_bytes;
    view.setUint8(at, high >> 16);
    view.setUint16(at + 1, high & 0xffff);
    view.setUint32(at + 3, Number(value & 0xffffffffn));
  }
  return code;
}

/** The fields of a code whose signature is not checked here. */
export function decode_pass(code: Uint8Array): PassPayload | PassOutcome {
  const flags = code[12]!;
  if (code[0] !== version) return 'bad_version';
  if (code[11] === 0) return 'bad_issue';
  if ((flags & ~minor_flag) !== 0) return 'bad_flags';
  return {
    kid: (code[1]! << 8) | code[2]!,
    pass_id: hex_of(code.subarray(3, 11)),
    issue: code[11]!,
    is_minor: (flags & minor_flag) !== 0,
  };
}

/** Decode, version, kid known, signature, key state: in that order. */
export async function judge_digits(digits: string, keys: KeyRing): Promise<PassJudgement> {
  const code = bytes_of_digits(digits);
  if (typeof code === 'string') return refused(code);
  const payload = decode_pass(code);
  if (typeof payload === 'string') return refused(payload);
  const key = keys.get(payload.kid);
  if (!key) return refused('unknown_key');
  const is_signed = await verify_signature(
    key.public_key,
    code.slice(body_bytes),
    signed_message(key.event_id, code),
  );
  if (!is_signed) return refused('bad_signature');
  return { outcome: outcome_of_key[key.state], payload, event_id: key.event_id };
}

const outcome_of_key: Record<KeyState, PassOutcome> = {
  active: 'valid',
  retired: 'valid_retired',
  compromised: 'compromised_key',
};

export function key_ring_of(
  keys: readonly { kid: number; public_key: string; state: KeyState }[],
  event_id: string,
): KeyRing {
  const ring = new Map<number, KeyRecord>();
  for (const { kid, public_key, state } of keys) {
    ring.set(kid, { kid, event_id, public_key: bytes_of_hex(public_key), state });
  }
  return ring;
}

/** `HTTPS://<own host>/D/<uuid>` in any letter case, white space around it, nothing else. */
export function is_document_code(text: string, own_host: string): boolean {
  let start = 0;
  let end = text.length;
  while (end > 0 && is_space(text.charCodeAt(end - 1))) --end;
  while (start < end && is_space(text.charCodeAt(start))) ++start;
  const prefix = ascii_lower(`https://${own_host}/d/`);
  const link = ascii_lower(text.slice(start, end));
  if (!link.startsWith(prefix)) return false;
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(link.slice(prefix.length));
}

// Damm's quasigroup of order 10: a number with its check digit folds to 0.
const damm_table = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** The 8 digits of a short number as typed, or null. Spaces, hyphens and dots may stand anywhere. */
export function parse_short_number(text: string): string | null {
  const digits = text.replace(/[ \t\r\n\-.\u00a0\u202f]/g, '');
  if (!/^[0-9]{8}$/.test(digits)) return null;
  let state = 0;
  for (const digit of digits) state = Number(damm_table[state]![Number(digit)]);
  return state === 0 ? digits : null;
}

function signed_message(event_id: string, code: Uint8Array): Uint8Array<ArrayBuffer> {
  const event = bytes_of_hex(event_id.replaceAll('-', ''));
  const message = new Uint8Array(signing_context.length + event.length + body_bytes);
  message.set(signing_context);
  message.set(event, signing_context.length);
  message.set(code.subarray(0, body_bytes), signing_context.length + event.length);
  return message;
}

function refused(outcome: PassOutcome): PassJudgement {
  return { outcome, payload: null, event_id: null };
}

function is_digit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

// Not trim(), which also cuts no-break spaces: the two languages must cut the same.
function is_space(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

// Not toLowerCase(), which makes a k of the Kelvin sign.
function ascii_lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
}
