// SPDX-License-Identifier: Apache-2.0
/** For searching on the page as the server searches: no case, no accents, đ is d. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim();
}
