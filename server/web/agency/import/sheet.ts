// SPDX-License-Identifier: Apache-2.0
// What the sheet worker is asked and answers.

/** Cells merged downwards: the text of the first counts for all of them. */
export interface DownMerge {
  top: number;
  bottom: number;
  column: number;
}
export interface Sheet {
  name: string;
  rows: string[][];
  merges: DownMerge[];
  is_hidden: boolean;
  /** Rows and columns that the program which made the file does not show, by their index. */
  hidden_rows: number[];
  hidden_columns: number[];
  /** There is more to the right than is read. */
  is_cut: boolean;
}

/** Of text: nothing is hidden, nothing merged. */
export function plain_sheet(name: string, rows: string[][]): Sheet {
  return { name, rows, merges: [], is_hidden: false, hidden_rows: [], hidden_columns: [], is_cut: false };
}

export type SheetFault =
  | 'empty' | 'html' | 'other' | 'damaged' | 'too_big' | 'too_slow' | 'macros' | 'locked' | 'not_a_sheet' | 'no_cells' | 'too_many_cells';

export type Question =
  | { do: 'read'; bytes: Uint8Array<ArrayBuffer>; kind: 'zip' | 'ole' }
  | { do: 'write'; name: string; rows: string[][]; widths: number[] };
export type Reply =
  | { ok: true; sheets: Sheet[] }
  | { ok: true; bytes: Uint8Array<ArrayBuffer> }
  | { ok: false; fault: SheetFault };

/** Rows with what stands merged above them, below the heading only. */
export function filled_down(rows: string[][], merges: DownMerge[], heading_end: number): string[][] {
  const wanted = merges.filter((merge) => merge.top >= heading_end);
  if (wanted.length === 0) return rows;
  const filled = rows.map((row) => [...row]);
  for (const merge of wanted) {
    const text = filled[merge.top]?.[merge.column] ?? '';
    for (let row = merge.top + 1; row <= merge.bottom && row < filled.length; row += 1) {
      const cells = filled[row]!;
      // Rows that say nothing else are the blank tail of the table.
      if (cells.every((cell) => !cell)) continue;
      while (cells.length <= merge.column) cells.push('');
      cells[merge.column] = text;
    }
  }
  return filled;
}
