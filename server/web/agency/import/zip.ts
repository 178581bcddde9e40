// SPDX-License-Identifier: Apache-2.0
// Looks a zip over before anybody unpacks it: its names, and how much it really unpacks to, counted
// while inflating (a header can lie).
import { ENTRIES, ENTRY_BYTES, UNPACKED_BYTES } from './limits';

export interface ZipEntry {
  name: string;
  method: number;
  at: number;
  packed: number;
}

/** The entries of the central directory; nothing if there is none that holds together. */
export function zip_entries(bytes: Uint8Array): ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const lowest = Math.max(0, end - 65_536);
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < lowest || end < 0) return undefined;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return undefined;
    const [name, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

export type ZipFault = 'damaged' | 'too_big' | 'macros' | 'locked' | 'not_a_sheet';

function packed_bytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  return bytes.slice(start, start + entry.packed);
}

async function unpacked_size(bytes: Uint8Array, entry: ZipEntry, most: number): Promise<number> {
  if (entry.method === 0) return entry.packed;
  const packed = packed_bytes(bytes, entry);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return size;
    size += value.length;
    if (size <= most) continue;
    await reader.cancel();
    return size;
  }
}

/** The text of an entry of a zip that was looked over; nothing if it has no such entry. */
export async function text_in_zip(bytes: Uint8Array, name: string): Promise<string | undefined> {
  const entry = zip_entries(bytes)?.find((one) => one.name === name);
  if (!entry) return undefined;
  const packed = new Blob([packed_bytes(bytes, entry)]);
  const plain = entry.method === 0 ? packed : packed.stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(plain).text();
}

/** A locked OpenDocument file says so in its manifest; what it locks is stored as if it were plain. */
const is_locked_document = async (bytes: Uint8Array): Promise<boolean> =>
  (await text_in_zip(bytes, 'META-INF/manifest.xml'))?.includes('encryption-data') ?? false;

/** What forbids to read this zip as a workbook; nothing when it may be read. */
export async function zip_fault(bytes: Uint8Array): Promise<ZipFault | undefined> {
  const entries = zip_entries(bytes);
  if (!entries) return 'damaged';
  if (entries.length > ENTRIES) return 'too_big';
  const names = entries.map((entry) => entry.name.toLowerCase());
  if (names.some((name) => name.endsWith('vbaproject.bin') || name.startsWith('basic/'))) return 'macros';
  if (!names.some((name) => name === 'xl/workbook.xml' || name === 'content.xml' || name === 'xl/workbook.bin')) return 'not_a_sheet';
  let total = 0;
  for (const entry of entries) {
    try {
      const size = await unpacked_size(bytes, entry, ENTRY_BYTES);
      total += size;
      if (size > ENTRY_BYTES || total > UNPACKED_BYTES) return 'too_big';
    } catch {
      return 'damaged';
    }
  }
  // Its size is known to be small now.
  return (await is_locked_document(bytes)) ? 'locked' : undefined;
}
