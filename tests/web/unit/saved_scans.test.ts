// SPDX-License-Identifier: Apache-2.0
// Whom a phone's file and the quarantine name as let in.
import { expect, test } from 'vitest';
import { let_in, read_quarantined, read_saved_file, type SavedScan } from '../../../server/web/console/doors/saved_scans';

const gate = 'g1';
const id = (letter: string) => letter.repeat(32);
const text = '7'.repeat(187);
const scan = (letter: string, rest: object = {}) =>
  ({ scan_id: letter.repeat(32), gate_id: gate, text, wall_ms: Date.parse('2026-05-29T00:30:00Z'), offset_ms: 0, count: 1, kind: 'reading', direction: 'in', local_verdict: 'admitted', override: null, ...rest }) as const;
const found = (...scans: object[]) => let_in(scans as SavedScan[]);

test.each([
  ['shown green', {}, true],
  ['refused', { local_verdict: 'already_in' }, false],
  ['let in by staff', { local_verdict: 'wrong_site', override: { refused: 'wrong_site', reason: 'Khách mời' } }, true],
  ['nothing was shown', { local_verdict: null, mode: 'online' }, false],
  ['handed in, and shown green', { text: '', pass_id: 'ab'.repeat(8), local_verdict: null, verdict: 'admitted' }, true],
  ['handed in, and refused', { text: '', pass_id: 'ab'.repeat(8), local_verdict: 'admitted', verdict: 'already_in' }, false],
  ['left', { direction: 'out', local_verdict: 'left' }, false],
])('%s', (_name, rest, is_in) => {
  expect(found(scan('a', rest))).toMatchObject({ count: is_in ? 1 : 0, unusable: 0 });
});

test.each([
  ['nobody', { text: '' }],
  ['an id that is none', { scan_id: 'x' }],
  ['no text', { text: 7 }],
  ['a text too long', { text: '7'.repeat(513) }],
  ['no time', { wall_ms: undefined }],
  ['a nonsensical time', { wall_ms: 1e300 }],
  ['no gate', { gate_id: undefined }],
  ['nobody at all', { count: 0 }],
  ['half a person', { count: 1.5 }],
  ['a crowd', { count: 10_001 }],
])('%s cannot be used, and is told of', (_name, rest) => {
  expect(found(scan('a', rest))).toMatchObject({ count: 0, unusable: 1 });
});

test('what was taken back did not happen, the others stand by gate and by time', () => {
  const later = { wall_ms: Date.parse('2026-05-29T00:31:00Z'), offset_ms: 60_000 };
  const undo = { scan_id: id('e'), kind: 'undo', undoes: id('b') };
  const { by_gate, count } = found(scan('c', later), scan('a'), scan('a', { mode: 'timeout' }), scan('b'), undo, scan('d', { gate_id: 'g2', count: 3 }));
  expect(count).toBe(3);
  expect([...by_gate.keys()]).toEqual(['g1', 'g2']);
  expect(by_gate.get('g1')).toEqual([
    { scan_id: id('a'), text, at: '2026-05-29T00:30:00.000Z', count: 1 },
    { scan_id: id('c'), text, at: '2026-05-29T00:32:00.000Z', count: 1 },
  ]);
  expect(by_gate.get('g2')).toMatchObject([{ scan_id: id('d'), count: 3 }]);
});

test('a file is one that a phone saved, or none', () => {
  const device = { id: '1', label: 'Máy 3', event_id: 'e' };
  expect(read_saved_file(JSON.stringify({ device, unreadable: 2, scans: [scan('a'), null, 7] }))).toEqual({ device, unreadable: 2, scans: [scan('a')] });
  expect(read_saved_file(JSON.stringify({ device: null, scans: [] }))).toEqual({ device: null, unreadable: 0, scans: [] });
  for (const other of ['', '<html>', 'null', '[]', '{"scans": 3}', '%PDF-1.4']) expect(read_saved_file(other)).toBeUndefined();
});

test('what is no record stands for nobody', () => {
  const item = (content: string, reason = 'revoked_device') => ({ content, reason }) as Parameters<typeof read_quarantined>[0][number];
  expect(read_quarantined([item(JSON.stringify(scan('a'))), item(JSON.stringify(scan('b')), 'conflicting_copy'), item('x'), item('3'), item('null')])).toEqual([scan('a')]);
});
