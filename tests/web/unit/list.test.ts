// SPDX-License-Identifier: Apache-2.0
// The list on the phone: search, own moves on top of the server's rows, counts.
import { describe, expect, test } from 'vitest';
import { fold_text } from '../../../server/web/door/core/fold';
import { PassList } from '../../../server/web/door/core/list';
import { search } from '../../../server/web/door/core/search';
import type { OwnMove } from '../../../server/web/door/core/moves';
import type { WirePass } from '../../../server/web/door/core/wire';

const site_id = '51515151-5151-5151-5151-515151515151';
const none = { inside: 0, present: 0, visits: 0, first_in_at: null, first_in_gate_id: null };

type HolderPart = Partial<NonNullable<WirePass['holder']>>;

function pass_of(number: number, holder: HolderPart = {}): WirePass {
  return {
    pass_id: number.toString(16).padStart(16, '0'),
    issue: 1,
    min_issue: 0,
    site_id,
    holder: {
      label: `Nguyễn Mẫu ${number}`,
      group: 'Đại biểu',
      agency: 'Sở Nội vụ',
      seat: '',
      note: '',
      is_minor: false,
      party_size: 1,
      short_number: String(10_000_000 + number),
      status: 'accepted',
      admission: none,
      ...holder,
    },
  };
}

function list_of(...passes: WirePass[]): PassList {
  const list = new PassList('event');
  list.apply({ kind: 'page', passes });
  return list;
}

function move(number: number, more: Partial<OwnMove> = {}): OwnMove {
  return {
    scan_id: String(number),
    at: number,
    gate: 'g',
    device: 'd',
    direction: 'in',
    count: 1,
    is_override: false,
    is_settled: false,
    undo: 'no',
    ...more,
  };
}

describe('search', () => {
  const list = list_of(
    pass_of(1, { label: 'Nguyễn Mẫu Đức', agency: 'Sở Y tế' }),
    pass_of(2, { label: 'Trần Thử Ân', agency: 'Công an thành phố', seat: 'A12' }),
    pass_of(3, { label: 'Lê Giả Hà', agency: 'Sở Giáo dục và Đào tạo' }),
    pass_of(4, { label: 'Phạm Mẫu An', status: 'cancelled' }),
    { ...pass_of(5, { label: 'Bùi Mẫu An' }), min_issue: 2 },
    { pass_id: 'f'.repeat(16), issue: 1, min_issue: 0, site_id: 'other' },
  );
  const found = (query: string) => search(list, query, 10).map((row) => row.holder.label);

  test('needs no accents, capitals or order', () => {
    expect(found('duc')).toEqual(['Nguyễn Mẫu Đức', 'Lê Giả Hà']); // Giáo dục
    expect(found('ĐỨC nguyen')).toEqual(['Nguyễn Mẫu Đức']);
    expect(found('hà')).toEqual(['Lê Giả Hà']);
  });
  test('takes agency and seat, names first', () => {
    expect(found('so y')).toEqual(['Nguyễn Mẫu Đức']);
    expect(found('a12')).toEqual(['Trần Thử Ân']);
    expect(found('an')).toEqual(['Trần Thử Ân']);
    expect(found('gia')).toEqual(['Lê Giả Hà']);
  });
  test('finds by the full name whom the list holds with initials', () => {
    const short = list_of(
      pass_of(1, { label: 'Nguyễn M. An', agency: 'Sở M. Thử' }),
      pass_of(2, { label: 'Nguyễn T. H. Linh' }),
      pass_of(3, { label: 'Nguyễn Mẫu' }),
      pass_of(4, { label: 'Lê G. An', agency: 'Uỷ ban M. Thử' }),
    );
    const full = (query: string) => search(short, query, 10).map((row) => row.holder.label);
    expect(full('nguyễn mẫu an')).toEqual(['Nguyễn M. An']);
    expect(full('nguyen thu hoang linh')).toEqual(['Nguyễn T. H. Linh']);
    expect(full('an nguyen mau')).toEqual(['Nguyễn M. An']);
    expect(full('nguyen mau')).toEqual(['Nguyễn Mẫu', 'Nguyễn M. An']);
    // Initials alone are nobody, and an agency has none.
    expect(full('mau')).toEqual(['Nguyễn Mẫu']);
    expect(full('mau thuy')).toEqual([]);
    expect(full('le mau')).toEqual([]);
  });
  test('takes a short number, however it is typed', () => {
    expect(found('1000 0003')).toEqual(['Lê Giả Hà']);
    expect(found('1000-00')).toHaveLength(3);
  });
  test('needs two letters, finds no cancelled or revoked pass, and none of other sites', () => {
    expect(found('a')).toEqual([]);
    expect(found('  ')).toEqual([]);
    expect(found('phạm')).toEqual([]);
    expect(found('bùi')).toEqual([]);
  });
});

test('text is folded as people type it', () => {
  expect(fold_text('Nguyễn V. Đức – Sở GD&ĐT')).toBe('nguyen v duc so gd dt');
  expect(fold_text('  ')).toBe('');
});

describe('own moves', () => {
  test('count until the list holds them, and once', () => {
    const pass = pass_of(1);
    const list = list_of(pass);
    expect([list.expected, list.present]).toEqual([1, 0]);
    list.add_move(pass.pass_id, move(1));
    expect(list.state(pass)).toMatchObject({ inside: 1, visits: 1 });
    expect(list.present).toBe(1);
    const came = { ...none, inside: 1, present: 1, visits: 1, first_in_at: '2026-05-29T00:00:00Z' };
    const admissions = [{ pass_id: pass.pass_id, ...came }];
    list.apply({ kind: 'changes', changes: { revocations: [], passes: [], admissions } });
    list.settle([{ pass_id: pass.pass_id, scan_id: '1', undoes: null }]);
    const now = list.find(pass.pass_id)!;
    expect(list.state(now)).toMatchObject({ inside: 1, visits: 1 });
    expect(list.state(now).last_move).toMatchObject({ scan: '1' });
    expect(list.present).toBe(1);
  });

  test('taken back: before and after the list held them', () => {
    const pass = pass_of(1);
    const list = list_of(pass);
    list.add_move(pass.pass_id, move(1));
    list.set_undo(pass.pass_id, '1', 'waiting');
    expect(list.state(pass)).toMatchObject({ inside: 0, visits: 0, first_in: null });
    expect(list.state(pass).last_move).toBeNull();
    expect(list.present).toBe(0);
    // The list learns of the entry first, of the undo later.
    const entry = { pass_id: pass.pass_id, scan_id: '1', undoes: null };
    list.apply({
      kind: 'page',
      passes: [pass_of(1, { admission: { ...none, inside: 1, present: 1, visits: 1 } })],
    });
    list.settle([entry]);
    expect(list.state(list.find(pass.pass_id)!)).toMatchObject({ inside: 0, visits: 0 });
    expect(list.present).toBe(0);
    list.apply({ kind: 'page', passes: [pass_of(1)] });
    list.settle([{ pass_id: pass.pass_id, scan_id: '2', undoes: '1' }]);
    expect(list.state(list.find(pass.pass_id)!)).toMatchObject({ inside: 0, visits: 0 });
  });

  test('of a party, by count and never beyond its size unless staff say so', () => {
    const pass = pass_of(1, { party_size: 30 });
    const list = list_of(pass);
    list.add_move(pass.pass_id, move(1, { count: 20 }));
    list.add_move(pass.pass_id, move(2, { count: 20 }));
    expect(list.state(pass).inside).toBe(30);
    list.add_move(pass.pass_id, move(3, { count: 5, is_override: true }));
    expect(list.state(pass).inside).toBe(35);
    list.add_move(pass.pass_id, move(4, { count: 10, direction: 'out' }));
    expect(list.state(pass).inside).toBe(25);
    expect([list.expected, list.present]).toEqual([30, 25]);
  });
});

test('counts follow revocations, substitutions and other doors', () => {
  const list = list_of(pass_of(1), pass_of(2), pass_of(3, { party_size: 10 }));
  expect(list.expected).toBe(12);
  list.apply({
    kind: 'changes',
    changes: {
      revocations: [{ pass_id: pass_of(1).pass_id, min_issue: 2 }],
      passes: [pass_of(2, { status: 'substituted' })],
      admissions: [{ pass_id: pass_of(3).pass_id, ...none, inside: 7, present: 8, visits: 2 }],
    },
  });
  expect([list.expected, list.present, list.size]).toEqual([10, 8, 3]);
});

test('a new list takes over the moves that the old one knows', () => {
  const pass = pass_of(1);
  const old = list_of(pass);
  old.add_move(pass.pass_id, move(1));
  const list = list_of(pass, pass_of(2));
  list.adopt_moves(old);
  expect(list.state(pass).inside).toBe(1);
  expect(list.present).toBe(1);
});
