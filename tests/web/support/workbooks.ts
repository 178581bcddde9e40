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
told = json.load(sys.stdin)
book = Workbook()
for number, sheet in enumerate(told["sheets"]):
    page = book.active if number == 0 else book.create_sheet()
    page.title = sheet["name"]
    for row in sheet["rows"]:
        page.append(row)
    for merge in sheet.get("merges", []):
        page.merge_cells(merge)
    for cell in sheet.get("dates", []):
        page[cell] = datetime.date(2026, 5, 27)
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

/** An OLE file whose directory names these streams, as an .xls with macros has. */
export function ole(...streams: string[]): Buffer {
  const head = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(1016)]);
  return Buffer.concat([head, ...streams.map((name) => Buffer.from(name, 'utf16le')), Buffer.alloc(512)]);
}
