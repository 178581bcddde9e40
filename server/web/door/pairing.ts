// SPDX-License-Identifier: Apache-2.0
// The pairing code inside what was read or pasted.

/** kme_ and 52 letters and digits, alone or at the end of a link. */
export function pairing_code(text: string): string | undefined {
  return /(?:^|[#/\s])(kme_[a-z0-9]{52})\s*$/i.exec(text.trim())?.[1]?.toLowerCase();
}
