// SPDX-License-Identifier: Apache-2.0
// What is typed or pasted as seats: one a line for people that are known, or number and seat.

export const lines_of = (text: string): string[] => text.replace(/\n+$/, '').split('\n').map((line) => line.trim());

export interface SeatRow {
  short_number: string;
  seat: string;
}
/** Rows of "number, seat"; the first line that is none, counted from one. Empty lines are passed over. */
export function read_seats(text: string): { rows: SeatRow[]; lines: number[]; bad: number | undefined } {
  const rows: SeatRow[] = [];
  const lines: number[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (!line.trim()) continue;
    const [short_number = '', seat] = line.split(/\t|;/).map((cell) => cell.trim());
    if (!short_number || seat === undefined) return { rows, lines, bad: i + 1 };
    rows.push({ short_number, seat });
    lines.push(i + 1);
  }
  return { rows, lines, bad: undefined };
}
