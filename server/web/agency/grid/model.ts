// SPDX-License-Identifier: Apache-2.0
// The rows of the table and every change of them, as pure functions; and undo over their results.
import type { Block } from './clipboard';
import { choice_of, folded, is_blank, type Cells, type Column } from './columns';

/** The key follows a row wherever it goes; the server's id is kept beside the rows, by key. */
export interface Row {
  readonly key: number;
  readonly cells: Cells;
}
export type Rows = readonly Row[];
export interface Place {
  row: number;
  column: number;
}
export interface Area {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

let next_key = 1;
export function new_row(cells: Cells = {}): Row {
  return { key: next_key++, cells };
}

export function area_of(a: Place, b: Place): Area {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

function with_cell(row: Row, column: Column, text: string): Row {
  if ((row.cells[column.field] ?? '') === text) return row;
  const cells = { ...row.cells };
  if (text) cells[column.field] = text;
  else delete cells[column.field];
  return { key: row.key, cells };
}

export function set_cell(rows: Rows, at: Place, column: Column, text: string): Rows {
  return rows.map((row, i) => (i === at.row ? with_cell(row, column, text) : row));
}

export function clear(rows: Rows, area: Area, columns: readonly Column[]): Rows {
  const wiped = columns.slice(area.left, area.right + 1);
  return rows.map((row, i) =>
    i < area.top || i > area.bottom ? row : wiped.reduce((done, column) => with_cell(done, column, ''), row),
  );
}

export function copy(rows: Rows, area: Area, columns: readonly Column[], shown: (column: Column, text: string) => string): Block {
  return rows
    .slice(area.top, area.bottom + 1)
    .map((row) => columns.slice(area.left, area.right + 1).map((column) => shown(column, row.cells[column.field] ?? '')));
}

export interface Pasted {
  rows: Rows;
  area: Area;
  /** Words that a column of choices does not know; left empty. */
  not_understood: number;
}

const is_counter = (block: Block) =>
  block.every((row, i) => row.length > 1 && Number(row[0]!.replace(/\.$/, '')) === Number(block[0]![0]!.replace(/\.$/, '')) + i && /^\d+\.?$/.test(row[0]!));

/** A heading row and a first column of running numbers belong to the paper, not to the people. */
export function without_paper(block: Block, at: Place): Block {
  const has_heading = block.length > 1 && block[0]!.some((text) => /^(ho va ten|ho ten|full name)\b/.test(folded(text)));
  const people = has_heading ? block.slice(1) : block;
  return at.column === 0 && people.length > 0 && is_counter(people) ? people.map((row) => row.slice(1)) : people;
}

/** Puts a block at a place; one single cell fills the whole selection. Rows are added as needed. */
export function paste(rows: Rows, at: Area, block: Block, columns: readonly Column[]): Pasted {
  const people = without_paper(block, { row: at.top, column: at.left });
  const is_single = people.length === 1 && people[0]!.length === 1;
  const height = is_single ? at.bottom - at.top + 1 : people.length;
  const width = is_single ? at.right - at.left + 1 : Math.max(...people.map((row) => row.length), 1);
  const result = [...rows];
  while (result.length < at.top + height) result.push(new_row());
  let not_understood = 0;
  for (let r = 0; r < height; r += 1) {
    for (let c = 0; c < width; c += 1) {
      const column = columns[at.left + c];
      const text = is_single ? people[0]![0]! : people[r]![c];
      if (!column || text === undefined) continue;
      const meant = column.choices ? choice_of(text, column.choices) : text;
      if (meant === undefined) not_understood += 1;
      result[at.top + r] = with_cell(result[at.top + r]!, column, meant ?? '');
    }
  }
  const right = Math.min(columns.length, at.left + width) - 1;
  return { rows: result, area: { top: at.top, left: at.left, bottom: at.top + height - 1, right }, not_understood };
}

export function insert(rows: Rows, at: number): Rows {
  return [...rows.slice(0, at), new_row(), ...rows.slice(at)];
}

export function remove(rows: Rows, top: number, bottom: number): Rows {
  return rows.filter((_, i) => i < top || i > bottom);
}

/** Moves the rows top..bottom by one; the same rows when there is no room. */
export function move(rows: Rows, top: number, bottom: number, by: -1 | 1): Rows {
  if (top + by < 0 || bottom + by >= rows.length) return rows;
  const moved = rows.slice(top, bottom + 1);
  const rest = remove(rows, top, bottom);
  return [...rest.slice(0, top + by), ...moved, ...rest.slice(top + by)];
}

export function filled(rows: Rows): Rows {
  return rows.filter((row) => !is_blank(row.cells));
}

/** Steps back and forth over whole states; they share what did not change. */
export class History {
  #past: Rows[] = [];
  #future: Rows[] = [];

  note(before: Rows): void {
    this.#past.push(before);
    if (this.#past.length > 200) this.#past.shift();
    this.#future = [];
  }
  back(now: Rows): Rows | undefined {
    const before = this.#past.pop();
    if (before) this.#future.push(now);
    return before;
  }
  forth(now: Rows): Rows | undefined {
    const after = this.#future.pop();
    if (after) this.#past.push(now);
    return after;
  }
  clear(): void {
    this.#past = [];
    this.#future = [];
  }
  get can_go_back(): boolean {
    return this.#past.length > 0;
  }
  get can_go_forth(): boolean {
    return this.#future.length > 0;
  }
}
