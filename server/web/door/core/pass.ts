// SPDX-License-Identifier: Apache-2.0
// Reading a pass: from scanned text to 77 bytes to judged fields. The twin of qr/ (see
// qr/DESIGN.md); tests/vectors/pass holds the two together. Signatures: signature.ts.
import { bytesOfHex, hexOf } from './bytes';
import { verifySignature } from './signature';
import type { KeyState } from './words';

const passDigitCount = 187;
const groupCount = 11;
const groupBytes = 7;
const groupDigits = 17;
const codeBytes = groupCount * groupBytes;
const bodyBytes = 13;
const groupLimit = 1n << 56n;

const version = 1;
const minorFlag = 0x80;
const signingContext = new TextEncoder().encode('KINHMOI-PASS-1\0');

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
  passId: string;
  issue: number;
  isMinor: boolean;
}

export interface KeyRecord {
  kid: number;
  /** The UUID that is signed with every pass of this key. */
  eventId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  state: KeyState;
}
export type KeyRing = ReadonlyMap<number, KeyRecord>;

export interface PassJudgement {
  outcome: PassOutcome;
  /** Only of a code whose signature is good. */
  payload: PassPayload | null;
  eventId: string | null;
}

/** The 187 digits at the end of what was read; null when the last run is shorter or longer. */
export function findPassDigits(text: string): string | null {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) --end;
  let start = end;
  while (start > 0 && isDigit(text.charCodeAt(start - 1))) --start;
  return end - start === passDigitCount ? text.slice(start, end) : null;
}

/** Strict: nothing but 187 ASCII digits, each group of 17 below 2^56. */
export function bytesOfDigits(digits: string): Uint8Array<ArrayBuffer> | PassOutcome {
  if (digits.length !== passDigitCount) return 'bad_length';
  for (let i = 0; i < digits.length; ++i) {
    if (!isDigit(digits.charCodeAt(i))) return 'bad_digit';
  }
  const code = new Uint8Array(codeBytes);
  const view = new DataView(code.buffer);
  for (let group = 0; group < groupCount; ++group) {
    const value = BigInt(digits.slice(group * groupDigits, (group + 1) * groupDigits));
    if (value >= groupLimit) return 'group_overflow';
    const high = Number(value >> 32n);
    const at = group * groupBytes;
    view.setUint8(at, high >> 16);
    view.setUint16(at + 1, high & 0xffff);
    view.setUint32(at + 3, Number(value & 0xffffffffn));
  }
  return code;
}

/** The fields of a code whose signature is not checked here. */
export function decodePass(code: Uint8Array): PassPayload | PassOutcome {
  const flags = code[12]!;
  if (code[0] !== version) return 'bad_version';
  if (code[11] === 0) return 'bad_issue';
  if ((flags & ~minorFlag) !== 0) return 'bad_flags';
  return {
    kid: (code[1]! << 8) | code[2]!,
    passId: hexOf(code.subarray(3, 11)),
    issue: code[11]!,
    isMinor: (flags & minorFlag) !== 0,
  };
}

/** Decode, version, kid known, signature, key state: in that order. */
export async function judgeDigits(digits: string, keys: KeyRing): Promise<PassJudgement> {
  const code = bytesOfDigits(digits);
  if (typeof code === 'string') return refused(code);
  const payload = decodePass(code);
  if (typeof payload === 'string') return refused(payload);
  const key = keys.get(payload.kid);
  if (!key) return refused('unknown_key');
  const isSigned = await verifySignature(
    key.publicKey,
    code.slice(bodyBytes),
    signedMessage(key.eventId, code),
  );
  if (!isSigned) return refused('bad_signature');
  return { outcome: outcomeOfKey[key.state], payload, eventId: key.eventId };
}

const outcomeOfKey: Record<KeyState, PassOutcome> = {
  active: 'valid',
  retired: 'valid_retired',
  compromised: 'compromised_key',
};

export function keyRingOf(
  keys: readonly { kid: number; public_key: string; state: KeyState }[],
  eventId: string,
): KeyRing {
  const ring = new Map<number, KeyRecord>();
  for (const { kid, public_key, state } of keys) {
    ring.set(kid, { kid, eventId, publicKey: bytesOfHex(public_key), state });
  }
  return ring;
}

/** `HTTPS://<own host>/D/<uuid>` in any letter case, white space around it, nothing else. */
export function isDocumentCode(text: string, ownHost: string): boolean {
  let start = 0;
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) --end;
  while (start < end && isSpace(text.charCodeAt(start))) ++start;
  const prefix = asciiLower(`https://${ownHost}/d/`);
  const link = asciiLower(text.slice(start, end));
  if (!link.startsWith(prefix)) return false;
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(link.slice(prefix.length));
}

// Damm's quasigroup of order 10: a number with its check digit folds to 0.
const dammTable = [
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
export function parseShortNumber(text: string): string | null {
  const digits = text.replace(/[ \t\r\n\-.\u00a0\u202f]/g, '');
  if (!/^[0-9]{8}$/.test(digits)) return null;
  let state = 0;
  for (const digit of digits) state = Number(dammTable[state]![Number(digit)]);
  return state === 0 ? digits : null;
}

function signedMessage(eventId: string, code: Uint8Array): Uint8Array<ArrayBuffer> {
  const event = bytesOfHex(eventId.replaceAll('-', ''));
  const message = new Uint8Array(signingContext.length + event.length + bodyBytes);
  message.set(signingContext);
  message.set(event, signingContext.length);
  message.set(code.subarray(0, bodyBytes), signingContext.length + event.length);
  return message;
}

function refused(outcome: PassOutcome): PassJudgement {
  return { outcome, payload: null, eventId: null };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

// Not trim(), which also cuts no-break spaces: the two languages must cut the same.
function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

// Not toLowerCase(), which makes a k of the Kelvin sign.
function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
}
