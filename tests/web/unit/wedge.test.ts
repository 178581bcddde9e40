// SPDX-License-Identifier: Apache-2.0
// A USB reader is told from a person by its pace, and read by the place of its keys.
import { expect, test } from 'vitest';
import { character_of, Wedge, type KeyPress } from '../../../server/web/door/core/wedge';

const code_of: Record<string, [string, boolean]> = {};
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
  code_of[letter] = [`Key${letter}`, true];
  code_of[letter.toLowerCase()] = [`Key${letter}`, false];
}
for (const digit of '0123456789') code_of[digit] = [`Digit${digit}`, false];
code_of[':'] = ['Semicolon', true];
code_of['/'] = ['Slash', false];
code_of['.'] = ['Period', false];
code_of['-'] = ['Minus', false];
code_of['?'] = ['Slash', true];
code_of['='] = ['Equal', false];

function keys_of(text: string, gap_ms: number, from_ms: number): KeyPress[] {
  const keys: KeyPress[] = [];
  let at_ms = from_ms;
  for (const letter of text) {
    const [code, is_shift] = code_of[letter]!;
    if (is_shift) keys.push({ code: 'ShiftLeft', is_shift: true, is_command: false, at_ms });
    keys.push({ code, is_shift, is_command: false, at_ms });
    at_ms += gap_ms;
  }
  return keys;
}
const enter = (at_ms: number): KeyPress => ({
  code: 'Enter',
  is_shift: false,
  is_command: false,
  at_ms,
});

function readings_of(keys: KeyPress[]): string[] {
  const wedge = new Wedge();
  return keys.flatMap((key) => {
    const step = wedge.press(key);
    return step.kind === 'reading' ? [step.text] : [];
  });
}

const code = `HTTPS://KINHMOI.CANTHO.EXAMPLE/P/${'0028148917'.repeat(18)}0028148`;

test('a burst that ends in Enter is a reading, to the last character', () => {
  for (const gap_ms of [0, 2, 30, 60]) {
    const keys = keys_of(code, gap_ms, 1_000);
    const end = keys[keys.length - 1]!.at_ms;
    expect(readings_of([...keys, enter(end + gap_ms)])).toEqual([code]);
  }
});

test('two readings in a row are two', () => {
  const one = keys_of(code, 2, 0);
  const two = keys_of(code.toLowerCase(), 2, 5_000);
  expect(readings_of([...one, enter(445), ...two, enter(5_445)])).toEqual([
    code,
    code.toLowerCase(),
  ]);
});

test('a person is never a reader', () => {
  const typed = keys_of('nguyen van an so noi vu thanh pho'.replaceAll(' ', '-'), 90, 0);
  expect(readings_of([...typed, enter(typed[typed.length - 1]!.at_ms + 90)])).toEqual([]);
  // Fast, but short: a number from the number pad.
  expect(readings_of([...keys_of('12345678', 20, 0), enter(170)])).toEqual([]);
  // A burst, and Enter by hand a moment later.
  const burst = keys_of(code, 2, 0);
  expect(readings_of([...burst, enter(burst[burst.length - 1]!.at_ms + 61)])).toEqual([]);
});

test('what a person typed before the burst is not part of it', () => {
  const before = keys_of('an', 90, 0);
  const burst = keys_of(code, 2, 300);
  expect(readings_of([...before, ...burst, enter(745)])).toEqual([code]);
});

test('a command or a key without a character breaks a burst', () => {
  const head = keys_of(code.slice(0, 30), 2, 0);
  const tail = keys_of(code.slice(30), 2, 62);
  const command: KeyPress = { code: 'KeyV', is_shift: false, is_command: true, at_ms: 61 };
  const arrow: KeyPress = { code: 'ArrowLeft', is_shift: false, is_command: false, at_ms: 61 };
  for (const stop of [command, arrow]) {
    const texts = readings_of([...head, stop, ...tail, enter(450)]);
    expect(texts).toEqual([code.slice(30)]);
  }
});

test('a key is what stands at its place, whatever a keyboard program makes of it', () => {
  expect(character_of('KeyA', true)).toBe('A');
  expect(character_of('KeyA', false)).toBe('a');
  expect(character_of('Digit2', false)).toBe('2');
  expect(character_of('Digit2', true)).toBe('@');
  expect(character_of('Numpad7', false)).toBe('7');
  expect(character_of('Slash', true)).toBe('?');
  expect(character_of('Tab', false)).toBeNull();
  expect(character_of('F5', false)).toBeNull();
  expect(character_of('Process', false)).toBeNull();
});

test('of a code that is far too long the beginning is kept, and it is one reading', () => {
  const long = '7'.repeat(4_000);
  expect(readings_of([...keys_of(long, 1, 0), enter(4_000)])).toEqual(['7'.repeat(2_000)]);
  // What stood in a field before the first key is given back, not what stood there in the middle.
  const wedge = new Wedge();
  const steps = keys_of(long, 1, 0).map((key) => wedge.press(key).kind);
  expect(steps.lastIndexOf('first')).toBe(0);
});
