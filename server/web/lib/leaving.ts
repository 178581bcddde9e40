// SPDX-License-Identifier: Apache-2.0
// What would be lost when the page is left, and asking first: before the tab closes (in the browser's
// words) and before another place of the same app.
import { router } from './router.svelte';

/** The sentence to ask with; nothing while nothing would be lost. */
type Loss = () => string | undefined;
const losses = new Set<Loss>();

function first_loss(): string | undefined {
  for (const loss of losses) {
    const text = loss();
    if (text) return text;
  }
  return undefined;
}

const place_of = (url: string) => url.split('?')[0];

function before_unload(event: BeforeUnloadEvent): void {
  if (first_loss()) event.preventDefault();
}

/** The browser has moved already: whoever stays is moved back. */
router.may_move = (event) => {
  if (place_of(event.oldURL) === place_of(event.newURL)) return true;
  const text = first_loss();
  if (!text || confirm(text)) return true;
  history.pushState(null, '', event.oldURL);
  return false;
};

/** Call what it gives back when there is nothing to lose any more. */
export function hold(loss: Loss): () => void {
  if (losses.size === 0) addEventListener('beforeunload', before_unload);
  losses.add(loss);
  return () => {
    losses.delete(loss);
    if (losses.size === 0) removeEventListener('beforeunload', before_unload);
  };
}
