// SPDX-License-Identifier: Apache-2.0
// The console's own rules: what a grid cell means, wall clocks of a zone, a plan for another day, and
// changes of the live board.
import { expect, test } from 'vitest';
import { say_actor, say_detail } from '../../../server/web/console/admin/log_text';
import { read_seats } from '../../../server/web/console/delegates/seats';
import { take_theirs } from '../../../server/web/console/parts/take_theirs';
import { apply, type Board } from '../../../server/web/console/live/board.svelte';
import { from_local, to_local } from '../../../server/web/console/parts/zone';
import { cell_text, read_cell } from '../../../server/web/console/setup/cell';
import { next_number } from '../../../server/web/console/setup/tasks';
import { as_they_fall_due } from '../../../server/web/lib/tasks';

test.each([
  ['30', { unit: 'person', min: null, max: 30, is_approximate: false }],
  ['60-65', { unit: 'person', min: 60, max: 65, is_approximate: false }],
  ['~60-65', { unit: 'person', min: 60, max: 65, is_approximate: true }],
  ['20-', { unit: 'person', min: 20, max: null, is_approximate: false }],
  ['20 ĐV', { unit: 'organization', min: null, max: 20, is_approximate: false }],
  ['x', { unit: 'person', min: null, max: null, is_approximate: false }],
  ['', ''],
  ['65-60', undefined],
  ['nhiều', undefined],
  ['-5', undefined],
])('the cell %j', (text, meaning) => {
  const read = read_cell(text);
  expect(read).toEqual(meaning);
  if (read) expect(cell_text(read)).toBe(text);
});

test('a cell forgives what people type', () => {
  expect(read_cell('Khoảng 65')).toEqual({ unit: 'person', min: null, max: 65, is_approximate: true });
  expect(read_cell('20 dv')).toEqual({ unit: 'organization', min: null, max: 20, is_approximate: false });
  expect(read_cell('05 đv')).toEqual({ unit: 'organization', min: null, max: 5, is_approximate: false });
  expect(read_cell('60–65 người')).toEqual({ unit: 'person', min: 60, max: 65, is_approximate: false });
  expect(read_cell('20 đơn vị')).toEqual({ unit: 'organization', min: null, max: 20, is_approximate: false });
  expect(read_cell('20 Đơn vị'.normalize('NFD'))).toEqual({ unit: 'organization', min: null, max: 20, is_approximate: false });
});

test.each([
  [[], 'nv-001'],
  [['nv-009', 'nv-002'], 'nv-010'],
  [['t1a', 't1b', 't5'], 't6'],
  [['t9', 't10'], 't11'],
  [['mở đầu'], 'nv-001'],
  [['a1', 'b'], 'a2'],
  [['9007199254740993'], '9007199254740994'], // more than a number holds exactly
])('after the tasks %j comes %s', (codes, next) => {
  expect(next_number(codes.map((code) => ({ code })))).toBe(next);
});

test('tasks stand as they fall due, then as they are numbered', () => {
  const tasks = [['t1', null], ['t10', null], ['t9', null], ['t5', '2026-05-28'], ['t12', '2026-05-27'], ['t11', '2026-05-28']] as const;
  const order = as_they_fall_due(tasks.map(([code, due_on]) => ({ code, due_on })));
  expect(order.map((task) => task.code)).toEqual(['t12', 't5', 't11', 't1', 't9', 't10']);
});

test.each([
  ['Asia/Ho_Chi_Minh', '2026-05-29T08:00', '2026-05-29T01:00:00.000Z'],
  ['America/New_York', '2026-03-08T12:00', '2026-03-08T16:00:00.000Z'], // the day the clocks change
  ['America/New_York', '2026-03-07T12:00', '2026-03-07T17:00:00.000Z'],
])('in %s %s is %s', (zone, wall, instant) => {
  expect(from_local(wall, zone)).toBe(instant);
  expect(to_local(instant, zone)).toBe(wall);
});

test('what others changed is taken where the form did not touch it, and named where both did', () => {
  const before = { name: 'Hội trường', capacity: 60, address: '' };
  const form = { ...before, capacity: 80 };
  expect(take_theirs(before, before, form)).toEqual([]);
  expect(take_theirs(before, { ...before, capacity: 80 }, form)).toEqual([]); // both meant the same
  const changed = take_theirs(before, { name: 'Hội trường lớn', capacity: 70, address: '' }, form);
  expect(changed).toEqual([
    { key: 'name', theirs: 'Hội trường lớn', is_clash: false },
    { key: 'capacity', theirs: 70, is_clash: true },
  ]);
  expect(form).toEqual({ name: 'Hội trường lớn', capacity: 80, address: '' });
});

test('a pasted seating plan is rows of number and seat, or its first wrong line', () => {
  expect(read_seats('1234 5678\tA-01\n\n2345 6789; A-02\n')).toEqual({
    rows: [{ short_number: '1234 5678', seat: 'A-01' }, { short_number: '2345 6789', seat: 'A-02' }], lines: [1, 3], bad: undefined,
  });
  expect(read_seats('1234 5678\tA-01\n2345 6789 A-02').bad).toBe(2);
  expect(read_seats('1234 5678\t').rows).toEqual([{ short_number: '1234 5678', seat: '' }]); // takes the seat away
});

test('a change of the board replaces what it names and keeps the rest', () => {
  const line = (id: string, present: number) => ({ id, present });
  const board = {
    total: { present: 1 }, by_site: [line('a', 1), line('b', 0)], by_group: [], by_agency: [], open_incidents: 0, incidents: [],
    arrivals: [{ at: '07:00', count: 1 }, { at: '07:05', count: 2 }], latest: [{ id: 'x', at: '07:01' }],
  } as never as Board;
  const next = apply(board, {
    as_of: '07:06', by_site: [line('b', 1)], arrivals: [{ at: '07:05', count: 0 }, { at: '07:10', count: 4 }],
    latest: { put: [{ id: 'y', at: '07:02' }], gone: [] },
  } as never);
  expect(next.by_site).toEqual([line('a', 1), line('b', 1)]);
  expect(next.arrivals).toEqual([{ at: '07:00', count: 1 }, { at: '07:10', count: 4 }]);
  expect(next.latest.map((one) => one.id)).toEqual(['y', 'x']);
  expect(next.total).toEqual({ present: 1 });
  expect(apply(next, { as_of: '07:07', latest: { put: [], gone: ['x'] } }).latest.map((one) => one.id)).toEqual(['y']);
});

const ID = '0190b8c1-0000-7000-8000-000000000001';
const LOG = { role: 'vai trò', count: 'số lượng', chosen: 'người được chọn', disabled: 'khoá', minors: 'trẻ em', rows: 'số dòng', created: 'thêm', updated: 'sửa' };
const ROLES = { reader: 'Lãnh đạo', clerk: 'Cán bộ' };
test.each([
  [`role=reader link=${ID}`, 'vai trò: Lãnh đạo'],
  [`role=clerk agency=${ID}`, 'vai trò: Cán bộ'],
  ['role=reader disabled', 'vai trò: Lãnh đạo · khoá'],
  [`count=85 site=${ID} chosen`, 'số lượng: 85 · người được chọn'],
  [ID, ''],
  [`by=${ID}`, ''],
  ['minors count=3 rows=2', 'trẻ em · số lượng: 3 · số dòng: 2'],
  ['3 created, 2 updated', '3 thêm, 2 sửa'],
  ['role=king unknown=x', 'vai trò: king · unknown: x'],
  ['xlsx', 'xlsx'],
  ['', ''],
])('the log says %j as %j', (detail, said) => expect(say_detail(detail, LOG, ROLES)).toBe(said));

test('who acted is told by name, or by a word for what has none', () => {
  const words = { command_line: 'Dòng lệnh', anonymous: 'Chưa đăng nhập', account: 'Tài khoản không còn', door: 'Máy không còn' };
  expect(say_actor(`account:${ID} token:${ID}`, 'Trần Giả Bình', words)).toBe('Trần Giả Bình');
  expect(say_actor(`account:${ID} token:${ID}`, null, words)).toBe('Tài khoản không còn');
  expect(say_actor(`door:${ID}`, null, words)).toBe('Máy không còn');
  expect(say_actor('command-line', null, words)).toBe('Dòng lệnh');
  expect(say_actor('anonymous', null, words)).toBe('Chưa đăng nhập');
});
