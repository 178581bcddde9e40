// SPDX-License-Identifier: Apache-2.0
// Two people changed the list that both had read: everything both did is kept. Only where they wrote
// different things into one cell does somebody have to choose.
import type { Field } from './columns';
import type { Row, Rows } from './model';

export interface Clash {
  key: number;
  field: Field;
  mine: string;
  theirs: string;
}
export interface Merged {
  rows: Rows;
  clashes: Clash[];
  /** What the other person did that is not done here too, in rows. */
  added: number;
  removed: number;
  changed: number;
}

const by_key = (rows: Rows) => new Map(rows.map((row) => [row.key, row]));
const fields_of = (...rows: Row[]) => [...new Set(rows.flatMap((row) => Object.keys(row.cells)))] as Field[];
const text = (row: Row | undefined, field: Field) => row?.cells[field] ?? '';
const is_same = (a: Row, b: Row) => a === b || fields_of(a, b).every((field) => text(a, field) === text(b, field));

/** Whether two texts say the same: the server sets spaces and phone numbers its own way. */
function same_text(field: Field, a: string, b: string): boolean {
  const is_phone = field === 'phone' || field === 'leader_phone';
  const plain = (own: string) => own.normalize('NFC').replace(/\s+/g, ' ').trim();
  const digits = (own: string) => own.replace(/[\s.()-]/g, '').replace(/^\+?84/, '0');
  return is_phone ? digits(a) === digits(b) : plain(a) === plain(b);
}
export const says_same = (a: Row, b: Row): boolean => fields_of(a, b).every((field) => same_text(field, text(a, field), text(b, field)));

function merged_row(base: Row, mine: Row, theirs: Row, clashes: Clash[]): Row {
  const cells: Partial<Record<Field, string>> = {};
  for (const field of fields_of(base, mine, theirs)) {
    const [was, here, there] = [text(base, field), text(mine, field), text(theirs, field)];
    const is_clash = here !== was && there !== was && !same_text(field, here, there);
    if (is_clash) clashes.push({ key: mine.key, field, mine: here, theirs: there });
    const kept = is_clash || there === was ? here : there;
    if (kept) cells[field] = kept;
  }
  return { key: mine.key, cells };
}

/**
 * `base`: what both began with; the same key is the same row. The order is mine, with the other's
 * new rows behind the row they follow there. A row that one removed and the other changed stays.
 */
export function merge(base: Rows, mine: Rows, theirs: Rows): Merged {
  const [before, here, there] = [by_key(base), by_key(mine), by_key(theirs)];
  const clashes: Clash[] = [];
  const kept: Row[] = [];
  for (const row of mine) {
    const was = before.get(row.key);
    const other = there.get(row.key);
    if (was && other) kept.push(merged_row(was, row, other, clashes));
    else if (!was || !is_same(was, row)) kept.push(row); // mine is new, or changed though removed there
  }
  const present = new Set(kept.map((row) => row.key));
  theirs.forEach((row, i) => {
    if (present.has(row.key)) return;
    const was = before.get(row.key);
    if (was && (here.has(row.key) || is_same(was, row))) return; // removed here, and unchanged there
    const neighbour = theirs.slice(0, i).reverse().find((other) => present.has(other.key));
    const at = neighbour ? kept.findIndex((other) => other.key === neighbour.key) + 1 : 0;
    kept.splice(at, 0, row);
    present.add(row.key);
  });
  return {
    rows: kept,
    clashes,
    added: theirs.filter((row) => !before.has(row.key)).length,
    removed: base.filter((row) => !there.has(row.key) && here.has(row.key)).length,
    changed: theirs.filter((row) => before.has(row.key) && !is_same(before.get(row.key)!, row)).length,
  };
}
