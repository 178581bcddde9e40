// SPDX-License-Identifier: Apache-2.0
// The app's own versions: a service worker keeps the door's files. A new one waits until staff take
// it, and staff can take it only when no scan is waiting.

/** What the page tells the worker that waits. */
export const take_over = 'take over';

export class Updates {
  private registration: ServiceWorkerRegistration | null = null;

  constructor(private readonly changed: () => void) {}

  get has_update(): boolean {
    return !!this.registration?.waiting;
  }

  async start(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    try {
      const options = { scope: '/door/', updateViaCache: 'none' } as const;
      this.registration = await navigator.serviceWorker.register('/door/sw.js', options);
    } catch {
      // Without a worker the door works as long as its page stays open.
      return;
    }
    this.registration.addEventListener('updatefound', () => {
      this.registration?.installing?.addEventListener('statechange', () => this.changed());
    });
    this.changed();
  }

  /** Asks whether there is a new version. */
  async look(): Promise<void> {
    await this.registration?.update().catch(() => undefined);
  }

  /** The page is loaded again as soon as the new version has taken over. */
  take(): void {
    const waiting = this.registration?.waiting;
    if (!waiting) return;
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
      once: true,
    });
    waiting.postMessage(take_over);
  }
}
