// SPDX-License-Identifier: Apache-2.0
// Vietnamese text as one types it in a hurry: no accents, no capitals, đ as d.

/** "Nguyễn V. Đức – Sở" becomes "nguyen v duc so". */
export function fold_text(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
