// SPDX-License-Identifier: Apache-2.0
// Whom a phone's file and the quarantine name as let in.
import { expect, test } from 'vitest';
import { lines_by_gate, read_quarantined, read_saved_file } from '../../../server/web/console/doors/saved_scans';

const gate = 'g1';
const text = '7'.repeat(187);
const scan = (id: string, rest: object = {}) =>
  ({ scan_id: id, gate_id: gate, text, wall_ms: Date.parse('2026-05-29T00:30:00Z'), offset_ms: 0, count: 1, kind: 'reading', direction: 'in', local_verdict: 'admitted', override: null, ...rest }) as const;
const ids = (...scans: object[]) => [...lines_by_gate(scans as Parameters<typeof lines_by_gate>[0])].flatMap(([, lines]) => lines.map((line) => line.scan_id));

test.each([
  ['shown green', {}, true],
  ['refused', { local_verdict: 'already_in' }, false],
  ['let in by staff', { local_verdict: 'wrong_site', override: { refused: 'wrong_site', reason: 'Khách mời' } }, true],
  ['nothing was shown', { local_verdict: null, mode: 'online' }, false],
  ['handed in, and shown green', { text: '', pass_id: 'ab', local_verdict: null, verdict: 'admitted' }, true],
  ['handed in, and refused', { text: '', pass_id: 'ab', local_verdict: 'admitted', verdict: 'already_in' }, false],
  ['left', { direction: 'out', local_verdict: 'left' }, false],
  ['nobody', { text: '' }, false],
  ['no time', { wall_ms: undefined }, false],
  ['a nonsensical time', { wall_ms: 1e300 }, false],
  ['no gate', { gate_id: undefined }, false],
])('%s', (_name, rest, is_in) => {
  expect(ids(scan('a', rest))).toEqual(is_in ? ['a'] : []);
});

test('what was taken back did not happen, the others stand by gate and by time', () => {
  const later = { wall_ms: Date.parse('2026-05-29T00:31:00Z'), offset_ms: 60_000 };
  const scans = [scan('c', later), scan('a'), scan('b'), { scan_id: 'u', kind: 'undo', undoes: 'b' }, scan('d', { gate_id: 'g2', count: 3 })];
  const lines = lines_by_gate(scans as Parameters<typeof lines_by_gate>[0]);
  expect([...lines.keys()]).toEqual(['g1', 'g2']);
  expect(lines.get('g1')).toEqual([
    { scan_id: 'a', text, at: '2026-05-29T00:30:00.000Z', count: 1 },
    { scan_id: 'c', text, at: '2026-05-29T00:32:00.000Z', count: 1 },
  ]);
  expect(lines.get('g2')).toMatchObject([{ scan_id: 'd', count: 3 }]);
});

test('a file is one that a phone saved, or none', () => {
  const device = { id: '1', label: 'Máy 3', event_id: 'e' };
  expect(read_saved_file(JSON.stringify({ device, unreadable: 2, scans: [scan('a'), null, 7] }))).toEqual({ device, unreadable: 2, scans: [scan('a')] });
  expect(read_saved_file(JSON.stringify({ device: null, scans: [] }))).toEqual({ device: null, unreadable: 0, scans: [] });
  for (const other of ['', '<html>', 'null', '[]', '{"scans": 3}', '%PDF-1.4']) expect(read_saved_file(other)).toBeUndefined();
});

test('what is no record stands for nobody', () => {
  const item = (content: string) => ({ content }) as Parameters<typeof read_quarantined>[0][number];
  expect(read_quarantined([item(JSON.stringify(scan('a'))), item('x'), item('3'), item('null')])).toEqual([scan('a')]);
});
