// SPDX-License-Identifier: Apache-2.0
// A row that is pushed sideways on a phone shows the one of its links or buttons that is current.

export function in_sight(row: HTMLElement | undefined): void {
  const one = row?.querySelector('[aria-current], [aria-pressed=true]')?.getBoundingClientRect();
  if (!row || !one) return;
  const box = row.getBoundingClientRect();
  row.scrollLeft += (one.left + one.right - box.left - box.right) / 2;
}
