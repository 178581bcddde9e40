// SPDX-License-Identifier: Apache-2.0
// The pairing code inside what was read, typed or pasted.

/** Four groups of four, with hyphens, spaces or neither; alone or at the end of a link or message. */
export function pairing_code(text: string): string | undefined {
  return /(?:^|[#\s])(\w{4}([- ]?\w{4}){3})\s*$/.exec(text)?.[1];
}
