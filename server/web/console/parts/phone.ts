// SPDX-License-Identifier: Apache-2.0
/** 0500 000 020, as numbers of Vietnam are written; others stay as they are kept. */
export function phone(kept: string): string {
  if (!kept.startsWith('+84')) return kept;
  const local = `0${kept.slice(3)}`;
  return local.length === 10 ? `${local.slice(0, 4)} ${local.slice(4, 7)} ${local.slice(7)}` : local;
}
