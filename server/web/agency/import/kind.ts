// SPDX-License-Identifier: Apache-2.0
// What a file is, by its first bytes and never by its name.

export type FileKind = 'text' | 'zip' | 'ole' | 'html' | 'other' | 'empty';

const STARTS: [FileKind, number[]][] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
  ['other', [0x25, 0x50, 0x44, 0x46]], // PDF
  ['other', [0x89, 0x50, 0x4e, 0x47]], // PNG
  ['other', [0xff, 0xd8, 0xff]], // JPEG
  ['other', [0x7b, 0x5c, 0x72, 0x74, 0x66]], // RTF
];

export function kind_of(bytes: Uint8Array): FileKind {
  for (const [kind, start] of STARTS) if (start.every((byte, i) => bytes[i] === byte)) return kind;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096)).replaceAll('\0', '').trimStart();
  if (head === '' || head === 'ÿþ' || head === 'þÿ' || head === 'ï»¿') return bytes.length > 4096 ? 'other' : 'empty';
  if (/<(html|table|!doctype html|\?xml)\b/i.test(head)) return 'html';
  return 'text';
}
