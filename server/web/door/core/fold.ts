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

/** fold_text for many texts of the same few words: the names of a list. */
export function text_folder(): (text: string) => string {
  const known = new Map<string, string>();
  const folded = (word: string): string => {
    let found = known.get(word);
    if (found === undefined) {
      found = fold_text(word);
      known.set(word, found);
    }
    return found;
  };
  return (text) => text.split(' ').map(folded).filter(Boolean).join(' ');
}
