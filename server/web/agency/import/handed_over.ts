// SPDX-License-Identifier: Apache-2.0
// A paper pasted, or a file dropped, on another page of the portal, on its way to the import.

let waiting: string | File | undefined;

export function hand_over(what: string | File): void {
  waiting = what;
}
export function take_over(): string | File | undefined {
  const what = waiting;
  waiting = undefined;
  return what;
}
