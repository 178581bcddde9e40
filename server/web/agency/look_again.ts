// SPDX-License-Identifier: Apache-2.0
// Keeping up with what others do: a look now and then while the page is seen, and at once when it
// comes back into sight.

export function look_again(work: () => void, every_ms: number): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') work();
  };
  const timer = setInterval(look, every_ms);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
