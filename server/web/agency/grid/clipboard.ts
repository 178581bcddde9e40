// SPDX-License-Identifier: Apache-2.0
// What spreadsheets, word processors and web tables put on the clipboard: lines of cells between
// tabs; a cell with line breaks or quotes stands in quotes.

export type Block = string[][];

const one_line = (text: string) => text.replace(/\s*\r?\n\s*/g, '; ').replace(/\u00a0/g, ' ').trim();

export function read_block(text: string): Block {
  const block: Block = [];
  let row: string[] = [];
  let at = 0;
  const source = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  while (at <= source.length) {
    let cell = '';
    const close = source[at] === '"' ? closing_quote(source, at) : -1;
    if (close >= 0) {
      cell = source.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
    } else {
      const end = source.slice(at).search(/[\t\n]/);
      cell = source.slice(at, end < 0 ? undefined : at + end);
      at += cell.length;
    }
    row.push(one_line(cell));
    if (source[at] !== '\t') {
      block.push(row);
      row = [];
    }
    at += 1;
  }
  return block;
}

/** The quote that ends the cell begun at `from`; -1 if the quote is only a character of the text. */
function closing_quote(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at += 1) {
    if (source[at] !== '"') continue;
    if (source[at + 1] === '"') at += 1;
    else return at + 1 === source.length || /[\t\n]/.test(source[at + 1]!) ? at : -1;
  }
  return -1;
}

const quoted = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function write_block(block: Block): string {
  return block.map((row) => row.map(quoted).join('\t')).join('\n');
}
