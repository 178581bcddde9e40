// SPDX-License-Identifier: Apache-2.0
// What stands in the browser until the server has it, and how a later page takes it over.
import type { Field } from './grid/columns';
import { merge, type Merged } from './grid/merge';
import { filled, new_row, type Row, type Rows } from './grid/model';
import { ids_of_arrived, with_arrived } from './unanswered';

export interface Copy {
  revision: number;
  base: Rows;
  rows: Rows;
  /** Of saves that were not answered. */
  sent: Row[];
  ids: [number, string][];
}

/** The cell that is being typed into: no change yet, but kept like one. */
export interface Typed {
  key: number;
  field: Field;
  text: string;
}
export function with_typed(rows: Rows, typed: Typed | undefined): Rows {
  if (!typed) return rows;
  const { key, field, text } = typed;
  if (!rows.some((row) => row.key === key)) return [...rows, { key, cells: { [field]: text } }];
  return rows.map((row) => (row.key === key ? { key, cells: { ...row.cells, [field]: text } } : row));
}

/** What this browser still keeps of a list, line by line: for a page that cannot take it now. */
export function kept_lines(copies: Copy[]): string[] {
  return copies.flatMap(({ base, rows }) => {
    const before = new Map(base.map((row) => [row.key, JSON.stringify(row.cells)]));
    return filled(rows).filter((row) => before.get(row.key) !== JSON.stringify(row.cells)).map((row) => Object.values(row.cells).join(', '));
  });
}

/**
 * The copy and the list as it is now (`rows`, known by `ids`) as one, with the ids of its rows. Keys are
 * of the page that made them: rows that the server knows take today's, others a new one.
 */
export function taken_over(copy: Copy, rows: Rows, ids: ReadonlyMap<number, string>): { merged: Merged; ids: Map<number, string> } {
  const server = rows.flatMap((row) => (ids.has(row.key) ? [{ id: ids.get(row.key)!, row }] : []));
  const own = new Map(copy.ids);
  const known = new Map([...own, ...ids_of_arrived(copy.sent, own, server)]);
  const today = new Map(server.map(({ id, row }) => [id, row.key]));
  const keys = new Map<number, number>();
  const renewed = (all: Rows) =>
    all.map((row) => {
      if (!keys.has(row.key)) keys.set(row.key, today.get(known.get(row.key) ?? '') ?? new_row().key);
      return { key: keys.get(row.key)!, cells: row.cells };
    });
  const [base, mine, sent] = [renewed(copy.base), renewed(copy.rows), renewed(copy.sent)];
  const found = new Map([...known].flatMap(([key, id]): [number, string][] => (keys.has(key) ? [[keys.get(key)!, id]] : [])));
  return { merged: merge(with_arrived(base, sent, rows), mine, rows), ids: found };
}
