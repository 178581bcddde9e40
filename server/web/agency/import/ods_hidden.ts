// SPDX-License-Identifier: Apache-2.0
// What an OpenDocument file does not show: hidden and filtered rows, hidden columns and sheets. SheetJS
// tells it of every other format.
import { COLUMNS, ROWS } from './limits';

export interface Hidden {
  is_hidden: boolean;
  rows: number[];
  columns: number[];
}

const TAG = /<(style:style|style:table-properties|table:table|table:table-row|table:table-column)(\s(?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const attribute = (text: string, name: string) => new RegExp(`\\s${name}=(["'])(.*?)\\1`).exec(text)?.[2];

/** The sheets of a content.xml, in their order. */
export function hidden_parts(xml: string): Hidden[] {
  const sheets: Hidden[] = [];
  const unseen_styles = new Set<string>();
  let style = '';
  let [row, column] = [0, 0];
  for (const [, tag, text] of xml.matchAll(TAG)) {
    const told = (name: string) => attribute(text!, name);
    if (tag === 'style:style') style = told('style:name') ?? '';
    else if (tag === 'style:table-properties') {
      if (told('table:display') === 'false') unseen_styles.add(style);
    } else if (tag === 'table:table') {
      [row, column] = [0, 0];
      sheets.push({ is_hidden: unseen_styles.has(told('table:style-name') ?? ''), rows: [], columns: [] });
    } else {
      const is_row = tag === 'table:table-row';
      const [from, most] = is_row ? [row, ROWS] : [column, COLUMNS];
      const to = from + Number(told(`table:number-${is_row ? 'rows' : 'columns'}-repeated`) ?? 1);
      const is_seen = (told('table:visibility') ?? 'visible') === 'visible';
      const own = is_row ? sheets.at(-1)?.rows : sheets.at(-1)?.columns;
      if (!is_seen) for (let i = from; i < Math.min(to, most); i += 1) own?.push(i);
      if (is_row) row = to;
      else column = to;
    }
  }
  return sheets;
}
