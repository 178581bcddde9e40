// SPDX-License-Identifier: Apache-2.0

const STEPS = ['1', '0.92', '0.85', '0.78', '0.7', '0.62', '0.55'];

/** Makes the text of a card smaller until all of it stands inside: a name is never cut. */
export function fit(card: HTMLElement): void {
  for (const step of STEPS) {
    card.style.setProperty('--size', step);
    if (card.scrollHeight <= card.clientHeight && card.scrollWidth <= card.clientWidth) return;
  }
}
