// SPDX-License-Identifier: Apache-2.0
// Reads and writes workbooks away from the page. It has no network and no page; whoever started it
// ends it when it takes too long.
import { read, SSF, utils, write, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { CELL_CHARACTERS, COLUMNS, ROWS } from './limits';
import { hidden_parts } from './ods_hidden';
import type { DownMerge, Question, Reply, Sheet, SheetFault } from './sheet';
import { text_in_zip, zip_fault } from './zip';

const two = (n: number) => String(n).padStart(2, '0');

/** Days as people write them; phone numbers with all their digits, never 5.00E+08. */
function text_of(cell: CellObject | undefined, date1904: boolean): string {
  if (!cell || cell.v === undefined || cell.v === null || cell.t === 'e' || cell.t === 'z') return '';
  if (cell.t === 'b') return cell.v ? 'Có' : 'Không';
  if (cell.t !== 'n') return String(cell.v).slice(0, CELL_CHARACTERS * 2);
  const value = cell.v as number;
  if (typeof cell.z === 'string' && SSF.is_date(cell.z)) {
    const day = SSF.parse_date_code(value, { date1904 });
    if (day && day.y >= 1900) return `${two(day.d)}/${two(day.m)}/${day.y}`;
  }
  const shown = cell.w?.trim() ?? '';
  return /^[+0][\d .]{6,}$/.test(shown) ? shown : String(value);
}

function sheet_of(name: string, sheet: WorkSheet, is_hidden: boolean, date1904: boolean): Sheet {
  const data = (sheet as { '!data'?: (CellObject | undefined)[][] })['!data'] ?? [];
  const rows: string[][] = [];
  let is_cut = false;
  for (let r = 0; r < data.length; r += 1) {
    const cells = (data[r] ?? []).slice(0, COLUMNS);
    is_cut ||= (data[r] ?? []).slice(COLUMNS).some((cell) => text_of(cell, date1904).trim() !== '');
    const texts = Array.from(cells, (cell) => text_of(cell, date1904));
    while (texts.at(-1) === '') texts.pop();
    rows.push(texts);
  }
  while (rows.length > 0 && rows.at(-1)!.length === 0) rows.pop();
  const merges: DownMerge[] = (sheet['!merges'] ?? [])
    .filter((merge) => merge.e.r > merge.s.r && merge.s.c < COLUMNS && merge.s.r < ROWS)
    .map((merge) => ({ top: merge.s.r, bottom: merge.e.r, column: merge.s.c }));
  return { name, rows, merges, is_hidden, hidden_rows: hidden(sheet['!rows'], rows.length), hidden_columns: hidden(sheet['!cols'], COLUMNS), is_cut };
}

const hidden = (all: ({ hidden?: boolean } | undefined)[] | undefined, most: number): number[] =>
  (all ?? []).slice(0, most).flatMap((one, i) => (one?.hidden ? [i] : []));

const is_locked = (message: string) => /password|encrypt/i.test(message);

/** UTF-16 names of streams that only files with macros, or locked ones, have. */
function has_stream(bytes: Uint8Array, name: string): boolean {
  const wanted = [...name].flatMap((c) => [c.charCodeAt(0), 0]);
  outer: for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    for (let i = 1; i < wanted.length; i += 1) if (bytes[at + i] !== wanted[i]) continue outer;
    return true;
  }
  return false;
}

async function refused(bytes: Uint8Array, kind: 'zip' | 'ole'): Promise<SheetFault | undefined> {
  if (kind === 'zip') return zip_fault(bytes);
  if (has_stream(bytes, 'EncryptedPackage')) return 'locked';
  if (has_stream(bytes, '_VBA_PROJECT')) return 'macros';
  if (!has_stream(bytes, 'Workbook') && !has_stream(bytes, 'Book')) return 'not_a_sheet';
  return undefined;
}

async function read_book(bytes: Uint8Array, kind: 'zip' | 'ole'): Promise<Reply> {
  const fault = await refused(bytes, kind);
  if (fault) return { ok: false, fault };
  let book: WorkBook;
  try {
    book = read(bytes, { type: 'array', dense: true, sheetRows: ROWS + 1, cellNF: true, cellStyles: true, cellHTML: false, cellFormula: false, bookVBA: false });
  } catch (thrown) {
    const is_code = thrown instanceof Error && is_locked(thrown.message);
    return { ok: false, fault: is_code ? 'locked' : 'damaged' };
  }
  const date1904 = book.Workbook?.WBProps?.date1904 ?? false;
  const document = kind === 'zip' ? await text_in_zip(bytes, 'content.xml') : undefined;
  const unseen = document ? hidden_parts(document) : [];
  const sheets = book.SheetNames.map((name, i) => {
    const is_hidden = (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0;
    const sheet = sheet_of(name, book.Sheets[name]!, is_hidden, date1904);
    const told = unseen[i];
    if (!told) return sheet;
    return { ...sheet, is_hidden: told.is_hidden, hidden_rows: told.rows.filter((row) => row < sheet.rows.length), hidden_columns: told.columns };
  }).filter((sheet) => sheet.rows.length > 0);
  if (sheets.length === 0) return { ok: false, fault: 'no_cells' };
  if (sheets.some((sheet) => sheet.rows.length > ROWS)) return { ok: false, fault: 'too_many_cells' };
  return { ok: true, sheets };
}

/** Every cell is text: no formula is ever written. */
function write_book(name: string, rows: string[][], widths: number[]): Reply {
  const sheet: WorkSheet = utils.aoa_to_sheet(rows.map((row) => row.map((text) => ({ t: 's', v: text, z: '@' }))));
  sheet['!cols'] = widths.map((wch) => ({ wch }));
  const book = utils.book_new(sheet, name);
  return { ok: true, bytes: new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer) };
}

onmessage = async (event: MessageEvent<Question>) => {
  const question = event.data;
  const reply = question.do === 'read' ? await read_book(question.bytes, question.kind) : write_book(question.name, question.rows, question.widths);
  postMessage(reply);
};
