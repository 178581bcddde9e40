// SPDX-License-Identifier: Apache-2.0
// The pairing code inside what was read, typed or pasted.

/** Four groups of four, with hyphens, spaces or neither; alone or at the end of a link or message. */
export function pairing_code(text: string): string | undefined {
  const found = /(?:^|[#\s])([0-9a-z]{4}(?:[- ]?[0-9a-z]{4}){3})\s*$/i.exec(text);
  return found?.[1]?.replace(/[- ]/g, '').toUpperCase().replace(/(.{4})(?=.)/g, '$1-');
}
