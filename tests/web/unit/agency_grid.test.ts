// SPDX-License-Identifier: Apache-2.0
// The table of a list without its page: blocks of the clipboard, changes and undo, merging.
import { describe, expect, test } from 'vitest';
import { read_block, write_block } from '../../../server/web/agency/grid/clipboard';
import { cells_of, choice_of, columns_of, person_of, shown_phone } from '../../../server/web/agency/grid/columns';
import { merge } from '../../../server/web/agency/grid/merge';
import { clear, copy, filled, History, insert, move, new_row, paste, remove, set_cell, type Row, type Rows } from '../../../server/web/agency/grid/model';

const adults = columns_of(false);
const minors = columns_of(true);
const named = (...names: string[]): Rows => names.map((full_name) => new_row({ full_name }));
const names = (rows: Rows) => rows.map((row) => row.cells.full_name ?? '');
const at = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });
const as_it_is = (_: unknown, text: string) => text;

describe('blocks of the clipboard', () => {
  test.each([
    ['a\tb\nc\td\n', [['a', 'b'], ['c', 'd']]],
    ['a\tb\r\nc\td\r\n', [['a', 'b'], ['c', 'd']]],
    ['a\t\nb\t', [['a', ''], ['b', '']]],
    ['"Phó Giám đốc\nkiêm Chủ tịch"\tb', [['Phó Giám đốc; kiêm Chủ tịch', 'b']]],
    ['"Nói ""có"""\tb', [['Nói "có"', 'b']]],
    ['"Mở\tb', [['"Mở', 'b']]],
    ['Công ty "Mẫu"\tb', [['Công ty "Mẫu"', 'b']]],
    ['a\u00a0b', [['a b']]],
  ])('%j', (text, block) => expect(read_block(text)).toEqual(block));
  test('what is written is read again', () => {
    const block = [['a "b"', 'c'], ['', 'd']];
    expect(read_block(write_block(block))).toEqual(block);
  });
});

describe('changes', () => {
  test('a block adds the rows it needs', () => {
    const done = paste(named('A'), at(0, 0), [['B', 'Trưởng'], ['C', 'Phó']], adults);
    expect(names(done.rows)).toEqual(['B', 'C']);
    expect(done.rows[1]!.cells.position).toBe('Phó');
    expect(done.area).toEqual(at(0, 0, 1, 1));
  });
  test('a heading and running numbers stay outside', () => {
    const done = paste([], at(0, 0), [['STT', 'Họ và tên', 'Chức vụ'], ['1', 'A', 'x'], ['2', 'B', 'y']], adults);
    expect(names(done.rows)).toEqual(['A', 'B']);
    expect(names(paste([], at(0, 0), [['1', 'A'], ['3', 'B']], adults).rows)).toEqual(['1', '3']);
  });
  test('one cell fills the selection', () => {
    const done = paste(named('A', 'B', 'C'), at(0, 2, 2, 2), [['Sở Mẫu']], adults);
    expect(done.rows.map((row) => row.cells.organization)).toEqual(['Sở Mẫu', 'Sở Mẫu', 'Sở Mẫu']);
  });
  test('choices are understood or left empty', () => {
    const done = paste(named('A', 'B'), at(0, 5, 1, 5), [['Có'], ['có lẽ']], minors);
    expect(done.rows.map((row) => row.cells.guardian_attend)).toEqual(['yes', undefined]);
    expect(done.not_understood).toBe(1);
    expect(choice_of('Từ đủ 7 đến dưới 16 tuổi', ['under_7', '7_to_15', '16_plus'])).toBe('7_to_15');
  });
  test('copy, clear, insert, remove, move', () => {
    const rows = named('A', 'B', 'C');
    expect(copy(rows, at(0, 0, 1, 0), adults, as_it_is)).toEqual([['A'], ['B']]);
    expect(filled(clear(rows, at(1, 0, 1, 0), adults)).length).toBe(2);
    expect(names(insert(rows, 1))).toEqual(['A', '', 'B', 'C']);
    expect(names(remove(rows, 0, 1))).toEqual(['C']);
    expect(names(move(rows, 0, 1, 1))).toEqual(['C', 'A', 'B']);
    expect(move(rows, 0, 1, -1)).toBe(rows);
  });
  test('undo goes back and forth, and a change forgets what was undone', () => {
    const history = new History();
    const [a, b, c] = [named('A'), named('B'), named('C')];
    history.note(a);
    history.note(b);
    expect(history.back(c)).toBe(b);
    expect(history.back(b)).toBe(a);
    expect(history.back(a)).toBeUndefined();
    expect(history.forth(a)).toBe(b);
    history.note(b);
    expect(history.can_go_forth).toBe(false);
  });
});

describe('merging what two clerks did', () => {
  const base = named('A', 'B', 'C');
  const changed = (rows: Rows, i: number, column: number, text: string) => set_cell(rows, { row: i, column }, adults[column]!, text);

  test('different cells of one row are both kept', () => {
    const done = merge(base, changed(base, 0, 1, 'Trưởng phòng'), changed(base, 0, 2, 'Sở Mẫu'));
    expect(done.rows[0]!.cells).toEqual({ full_name: 'A', position: 'Trưởng phòng', organization: 'Sở Mẫu' });
    expect(done.clashes).toEqual([]);
    expect(done.changed).toBe(1);
  });
  test('the same cell is a question, and mine stands until it is answered', () => {
    const done = merge(base, changed(base, 0, 0, 'M'), changed(base, 0, 0, 'T'));
    expect(done.clashes).toEqual([{ key: base[0]!.key, field: 'full_name', mine: 'M', theirs: 'T' }]);
    expect(names(done.rows)).toEqual(['M', 'B', 'C']);
    expect(merge(base, changed(base, 0, 0, 'M'), changed(base, 0, 0, 'M')).clashes).toEqual([]);
  });
  test('new rows of both are kept, theirs behind their neighbour', () => {
    const theirs: Row[] = [base[0]!, new_row({ full_name: 'T' }), base[1]!, base[2]!];
    const done = merge(base, [...base, new_row({ full_name: 'M' })], theirs);
    expect(names(done.rows)).toEqual(['A', 'T', 'B', 'C', 'M']);
    expect(done.added).toBe(1);
  });
  test('a removed row goes, unless the other one changed it', () => {
    expect(names(merge(base, remove(base, 1, 1), base).rows)).toEqual(['A', 'C']);
    expect(names(merge(base, base, remove(base, 1, 1)).rows)).toEqual(['A', 'C']);
    expect(names(merge(base, changed(base, 1, 1, 'x'), remove(base, 1, 1)).rows)).toEqual(['A', 'B', 'C']);
    expect(names(merge(base, remove(base, 1, 1), changed(base, 1, 1, 'x')).rows)).toEqual(['A', 'B', 'C']);
  });
});

test('a person goes into cells and comes back', () => {
  const person = {
    full_name: 'Tô Mẫu Hữu', honorific: '', rank: '', position: '', organization: 'Trường Giả Định 21', phone: '', email: '', note: '',
    age_band: '7_to_15' as const, leader_name: 'Nguyễn Mẫu Ước', leader_phone: '+84500000100',
    consents: { guardian_attend: 'yes' as const, child_attend: 'yes' as const, photo: 'no' as const, named: null },
  };
  const cells = cells_of(person);
  expect(cells.leader_phone).toBe('0500 000 100');
  expect(cells.named).toBeUndefined();
  const back = person_of(cells, true);
  expect(back).toMatchObject({ full_name: 'Tô Mẫu Hữu', age_band: '7_to_15', consents: { guardian_attend: 'yes', photo: 'no', named: null } });
  expect(Object.keys(back)).not.toContain('phone');
  expect(shown_phone('+1 202 555')).toBe('+1 202 555');
});
