// SPDX-License-Identifier: Apache-2.0
// The door reads passes as the server does: tests/vectors/pass, and every single-bit flip.
import { describe, expect, test } from 'vitest';
import { bytes_of_hex } from '../../../server/web/door/core/bytes';
import {
  bytes_of_digits,
  find_pass_digits,
  is_document_code,
  judge_digits,
  parse_short_number,
  type KeyRecord,
  type KeyRing,
} from '../../../server/web/door/core/pass';
import {
  verify_by_noble,
  verify_by_web_crypto,
  web_crypto_works,
} from '../../../server/web/door/core/signature';
import type { KeyState } from '../../../server/web/door/core/words';
import { vectors } from './vectors';

interface CodeCase {
  name: string;
  digits: string;
  outcome: string;
  pass?: { event_id: string; kid: number; pass_id: string; issue: number; minor: boolean };
}
interface Codes {
  keys: { kid: number; event_id: string; public_key: string; state: KeyState }[];
  cases: CodeCase[];
}

const codes = vectors<Codes>('pass/codes.json');
const ring: KeyRing = new Map(
  codes.keys.map((key): [number, KeyRecord] => [
    key.kid,
    {
      kid: key.kid,
      event_id: key.event_id,
      public_key: bytes_of_hex(key.public_key),
      state: key.state,
    },
  ]),
);

function digits_of_bytes(code: Uint8Array): string {
  let digits = '';
  for (let group = 0; group < 11; ++group) {
    let value = 0n;
    for (let i = 0; i < 7; ++i) value = (value << 8n) | BigInt(code[group * 7 + i]!);
    digits += value.toString().padStart(17, '0');
  }
  return digits;
}

function signed_message(event: string, code: Uint8Array): Uint8Array<ArrayBuffer> {
  const context = new TextEncoder().encode('KINHMOI-PASS-1\0');
  return Uint8Array.from([...context, ...bytes_of_hex(event.replaceAll('-', '')), ...code.slice(0, 13)]);
}

describe('passes', () => {
  test('every code of the vectors is judged as the server judges it', { timeout: 60_000 }, async () => {
    const wrong: string[] = [];
    for (const one of codes.cases) {
      const judged = await judge_digits(one.digits, ring);
      const pass = judged.payload && {
        event_id: judged.event_id,
        kid: judged.payload.kid,
        pass_id: judged.payload.pass_id,
        issue: judged.payload.issue,
        minor: judged.payload.is_minor,
      };
      const is_same =
        judged.outcome === one.outcome && JSON.stringify(pass) === JSON.stringify(one.pass ?? null);
      if (!is_same) wrong.push(`${one.name}: ${judged.outcome}, not ${one.outcome}`);
    }
    expect(codes.cases.length).toBeGreaterThan(1_000);
    expect(wrong).toEqual([]);
  });

  test('no single bit of a pass can be changed', { timeout: 60_000 }, async () => {
    const good = codes.cases.filter((one) => one.outcome === 'valid');
    const taken = [good[0]!, good[7]!, good[good.length - 1]!];
    let flips = 0;
    for (const one of taken) {
      const code = bytes_of_digits(one.digits) as Uint8Array;
      expect(digits_of_bytes(code)).toBe(one.digits);
      for (let bit = 0; bit < code.length * 8; ++bit) {
        const spoilt = Uint8Array.from(code);
        spoilt[bit >> 3]! ^= 1 << (bit & 7);
        const judged = await judge_digits(digits_of_bytes(spoilt), ring);
        expect(judged.payload, `${one.name}, bit ${bit}`).toBeNull();
        ++flips;
      }
    }
    expect(flips).toBe(3 * 616);
  });

  test('both verifiers say the same of every signature', { timeout: 60_000 }, async () => {
    expect(await web_crypto_works()).toBe(true);
    const seen = { true: 0, false: 0 };
    for (const one of codes.cases) {
      const code = bytes_of_digits(one.digits);
      if (typeof code === 'string') continue;
      const key = ring.get((code[1]! << 8) | code[2]!);
      if (!key) continue;
      const message = signed_message(key.event_id, code);
      const signature = code.slice(13);
      const native = await verify_by_web_crypto(key.public_key, signature, message);
      expect(await verify_by_noble(key.public_key, signature, message), one.name).toBe(native);
      ++seen[`${native}`];
    }
    expect(seen.true).toBeGreaterThan(100);
    expect(seen.false).toBeGreaterThan(500);
  });

  test('texts are told apart', () => {
    const file = vectors<{
      own_host: string;
      cases: { name: string; text: string; kind: string; digits?: string }[];
    }>('pass/texts.json');
    for (const one of file.cases) {
      const digits = find_pass_digits(one.text);
      const is_document = digits === null && is_document_code(one.text, file.own_host);
      const kind = digits !== null ? 'pass_digits' : is_document ? 'document_code' : 'not_a_pass';
      expect(kind, one.name).toBe(one.kind);
      expect(digits ?? undefined, one.name).toBe(one.digits);
    }
  });

  test('short numbers are read as the server reads them', () => {
    const file = vectors<{ cases: { text: string; digits: string | null }[] }>(
      'pass/short_numbers.json',
    );
    for (const one of file.cases) expect(parse_short_number(one.text), one.text).toBe(one.digits);
  });
});
