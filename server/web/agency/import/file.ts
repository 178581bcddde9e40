// SPDX-License-Identifier: Apache-2.0
// A chosen file as sheets of cells. Workbooks are read in a worker that is started for each file and
// ended with it; text files by the server, which knows the old Vietnamese encodings.
import { api, ask } from '$lib/api/client';
import { kind_of } from './kind';
import { FILE_BYTES, PARSE_MS } from './limits';
import { plain_sheet, type Question, type Reply, type Sheet, type SheetFault } from './sheet';

/** Why a file cannot be read; the page says it in words. */
export class FileFault extends Error {
  constructor(readonly fault: SheetFault) {
    super(fault);
  }
}

export interface Source {
  name: string;
  sheets: Sheet[];
  /** Of a text file: what it was written in, and where its rows begin. */
  encoding?: string;
  first_lines?: number[];
}

function ask_worker(question: Question): Promise<Exclude<Reply, { ok: false }>> {
  const worker = new Worker(new URL('./sheet_worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Reply>((done, fail) => {
    const timer = setTimeout(() => fail(new FileFault('too_slow')), PARSE_MS);
    worker.onmessage = (event: MessageEvent<Reply>) => {
      clearTimeout(timer);
      done(event.data);
    };
    worker.onerror = () => {
      clearTimeout(timer);
      fail(new FileFault('damaged'));
    };
    worker.postMessage(question);
  })
    .then((reply) => {
      if (!reply.ok) throw new FileFault(reply.fault);
      return reply;
    })
    .finally(() => worker.terminate());
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

export async function read_file(file: File, event: string): Promise<Source> {
  if (file.size === 0) throw new FileFault('empty');
  if (file.size > FILE_BYTES) throw new FileFault('too_big');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = kind_of(bytes);
  if (kind === 'empty' || kind === 'html' || kind === 'other') throw new FileFault(kind);
  if (kind !== 'text') {
    const reply = await ask_worker({ do: 'read', bytes, kind });
    return { name: file.name, sheets: 'sheets' in reply ? reply.sheets : [] };
  }
  const path = { event };
  const text = await ask(api.POST('/api/v1/events/{event}/import/text', { params: { path }, body: { data: base64(bytes) } }));
  return {
    name: file.name,
    sheets: [plain_sheet(file.name, text.rows)],
    encoding: text.encoding,
    first_lines: text.first_lines,
  };
}

/** Makes a workbook and hands it to the browser's downloads. */
export async function download_sheet(file_name: string, sheet_name: string, rows: string[][], widths: number[]): Promise<void> {
  const reply = await ask_worker({ do: 'write', name: sheet_name, rows, widths });
  if (!('bytes' in reply)) return;
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const url = URL.createObjectURL(new Blob([reply.bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file_name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
