// SPDX-License-Identifier: Apache-2.0
// What happens around the page: the network comes and goes, the app is looked at again, time passes.

export interface Heard {
  on_line(): void;
  off_line(): void;
  /** The page is visible again. */
  on_show(): void;
  on_tick(): void;
}

/** Returns how to stop. */
export function listen(heard: Heard, tick_ms: number): () => void {
  const on_show = () => {
    if (!document.hidden) heard.on_show();
  };
  addEventListener('online', heard.on_line);
  addEventListener('offline', heard.off_line);
  document.addEventListener('visibilitychange', on_show);
  const timer = setInterval(heard.on_tick, tick_ms);
  return () => {
    removeEventListener('online', heard.on_line);
    removeEventListener('offline', heard.off_line);
    document.removeEventListener('visibilitychange', on_show);
    clearInterval(timer);
  };
}
