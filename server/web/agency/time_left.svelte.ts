// SPDX-License-Identifier: Apache-2.0
// The time left by the server's clock: what it said, less what has passed here since.
import type { List, ListDetail } from './quota_text';

const TICK_MS = 20_000;

/** For a component: `ms` follows the time; nothing without a deadline. */
export function time_left(list: () => List | ListDetail): { readonly ms: number | null } {
  let now = $state(performance.now());
  let asked = $state({ at: performance.now(), left: null as number | null });

  $effect(() => {
    asked = { at: performance.now(), left: list().time_left_ms };
    now = performance.now();
  });
  $effect(() => {
    const timer = setInterval(() => (now = performance.now()), TICK_MS);
    return () => clearInterval(timer);
  });
  const ms = $derived(asked.left === null ? null : Math.max(0, asked.left - (now - asked.at)));
  return {
    get ms() {
      return ms;
    },
  };
}
