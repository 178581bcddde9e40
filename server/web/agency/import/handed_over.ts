// SPDX-License-Identifier: Apache-2.0
// A paper pasted on another page of the portal, on its way to the import.

let pasted: string | undefined;

export function set_pasted(text: string): void {
  pasted = text;
}
export function take_pasted(): string | undefined {
  const text = pasted;
  pasted = undefined;
  return text;
}
