// SPDX-License-Identifier: Apache-2.0
// Files as agencies have them, made on the spot: workbooks by openpyxl (Debian's python) and by
// SheetJS, and the hostile ones byte by byte.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { project } from './server';

export interface UploadedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}
type Cell = string | number;

export const vector = (name: string): string => join(project, 'tests/vectors/vi', name);
/** Made by LibreOffice. */
export const office_file = (name: string): string => join(project, 'tests/vectors/files', name);
export const upload = (name: string, buffer: Buffer): UploadedFile => ({ name, mimeType: 'application/octet-stream', buffer });

const OPENPYXL = `
import json, sys, datetime
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
told = json.load(sys.stdin)
book = Workbook()
for number, sheet in enumerate(told["sheets"]):
    page = book.active if number == 0 else book.create_sheet()
    page.title = sheet["name"]
    if sheet.get("is_hidden"):
        page.sheet_state = "hidden"
    if sheet.get("epoch_1904"):
        book.epoch = CALENDAR_MAC_1904
    for row in sheet["rows"]:
        page.append(row)
    for merge in sheet.get("merges", []):
        page.merge_cells(merge)
    for cell in sheet.get("dates", []):
        page[cell] = datetime.date(2026, 5, 27)
    for line in sheet.get("hidden_rows", []):
        page.row_dimensions[line].hidden = True
    for letter in sheet.get("hidden_columns", []):
        page.column_dimensions[letter].hidden = True
    for line in sheet.get("negative_rows", []):
        page.row_dimensions[line].height = -12
    if sheet.get("far"):
        page["XFD1048576"] = "x"
book.save(sys.stdout.buffer)
`;

export interface Page {
  name: string;
  rows: Cell[][];
  merges?: string[];
  dates?: string[];
  far?: boolean;
  is_hidden?: boolean;
  epoch_1904?: boolean;
  /** By their numbers in the program. */
  hidden_rows?: number[];
  hidden_columns?: string[];
  negative_rows?: number[];
}
/** As Excel would write it. */
export function workbook(...sheets: Page[]): Buffer {
  return execFileSync('/usr/bin/python3', ['-c', OPENPYXL], { input: JSON.stringify({ sheets }), maxBuffer: 64 * 1024 * 1024 });
}

/** The same cells in another format: xls (BIFF8), ods, … */
export function sheetjs(format: 'xls' | 'ods' | 'xlsx' | 'xlsb', rows: Cell[][]): Buffer {
  const { utils, write } = createRequire(join(project, 'server/web/package.json'))('@e965/xlsx');
  const book = utils.book_new(utils.aoa_to_sheet(rows), 'Danh sách');
  const bookType = format === 'xls' ? 'biff8' : format;
  return write(book, { type: 'buffer', bookType }) as Buffer;
}

/** The cells of a workbook that the page offered for download. */
export function cells_of(path: string): string[][] {
  const { read, utils } = createRequire(join(project, 'server/web/package.json'))('@e965/xlsx');
  const book = read(readFileSync(path));
  return utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1, raw: false, defval: '' }) as string[][];
}

/** Where the workbook has formulas: A1, B2 … */
export function formulas_of(path: string): string[] {
  const { read, utils } = createRequire(join(project, 'server/web/package.json'))('@e965/xlsx');
  const book = read(readFileSync(path), { cellFormula: true });
  return utils.sheet_to_formulae(book.Sheets[book.SheetNames[0]]).filter((line: string) => /^[A-Z]+\d+=(?!')/.test(line));
}

/** MS-OVBA's compressed container of up to a chunk, with literals only. */
function vba_packed(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 8) parts.push(Buffer.from([0]), bytes.subarray(at, at + 8));
  const chunk = Buffer.concat(parts);
  const head = Buffer.alloc(3);
  head[0] = 1;
  head.writeUInt16LE(0xb000 | (chunk.length - 1), 1);
  return Buffer.concat([head, chunk]);
}

/** A workbook with a VBA project as Office keeps it: the storages and streams that MS-OVBA names. */
export function macro_book(format: 'xlsm' | 'xls', rows: Cell[][]): Buffer {
  const { CFB, utils, write } = createRequire(join(project, 'server/web/package.json'))('@e965/xlsx');
  const vba = CFB.utils.cfb_new();
  CFB.utils.cfb_add(vba, '/PROJECT', Buffer.from('ID="{00000000-0000-0000-0000-000000000000}"\r\nModule=Mau\r\nName="VBAProject"\r\n', 'latin1'));
  CFB.utils.cfb_add(vba, '/VBA/_VBA_PROJECT', Buffer.from([0xcc, 0x61, 0xff, 0xff, 0, 0, 0]));
  CFB.utils.cfb_add(vba, '/VBA/dir', vba_packed('\x01\0\x04\0\0\0\x03\0\0\0'));
  CFB.utils.cfb_add(vba, '/VBA/Mau', vba_packed('Attribute VB_Name = "Mau"\r\nSub Auto_Open()\r\n  MsgBox "Chao"\r\nEnd Sub\r\n'));
  const book = utils.book_new(utils.aoa_to_sheet(rows), 'Danh sách');
  book.vbaraw = CFB.write(vba, { type: 'buffer' });
  return write(book, { type: 'buffer', bookType: format === 'xls' ? 'biff8' : 'xlsm' }) as Buffer;
}

const KEEP_VBA = `
import io, sys
from openpyxl import load_workbook
load_workbook(io.BytesIO(sys.stdin.buffer.read()), keep_vba=True).save(sys.stdout.buffer)
`;
/** The same after openpyxl read it and wrote it again with its macros. */
export function kept_macros(xlsm: Buffer): Buffer {
  return execFileSync('/usr/bin/python3', ['-c', KEEP_VBA], { input: xlsm, maxBuffer: 64 * 1024 * 1024 });
}

/** Cells that hold a formula and what it came to, as files have them that somebody prepared. */
export function formula_book(cells: { formula: string; value: string }[][]): Buffer {
  const { utils, write } = createRequire(join(project, 'server/web/package.json'))('@e965/xlsx');
  const sheet = utils.aoa_to_sheet(cells.map((row) => row.map(({ formula, value }) => (formula ? { t: 's', v: value, f: formula } : { t: 's', v: value }))));
  return write(utils.book_new(sheet, 'Danh sách'), { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

interface Entry {
  name: string;
  bytes: Buffer;
  /** What the header says; less than the truth in a bomb that lies. */
  claims?: number;
}
/** A zip of deflated entries; its checksums are not looked at by whom it is meant for. */
export function zip(entries: Entry[]): Buffer {
  const locals: Buffer[] = [];
  const heads: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, claims } of entries) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claims ?? bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(20, 6);
    head.writeUInt16LE(8, 10);
    head.writeUInt32LE(packed.length, 20);
    head.writeUInt32LE(claims ?? bytes.length, 24);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), packed);
    heads.push(head, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const size = heads.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...heads, end]);
}

/** 200 MB of one sheet in some 200 kB; its header claims a kilobyte. */
export function zip_bomb(): Buffer {
  const huge = Buffer.alloc(200 * 1024 * 1024, 0x20);
  return zip([
    { name: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') },
    { name: 'xl/worksheets/sheet1.xml', bytes: huge, claims: 1024 },
  ]);
}
