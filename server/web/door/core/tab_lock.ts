// SPDX-License-Identifier: Apache-2.0
// One tab is the door; the others wait for it to close, or take it over. Two at once would give the
// same number twice.

const lock_name = 'kinhmoi-door';

export interface TabHooks {
  /** This tab is the door from now on. */
  is_ours(): void;
  /** Another tab is. */
  is_theirs(): void;
}

export class TabLock {
  private let_go_now: () => void = () => undefined;

  constructor(private readonly hooks: TabHooks) {}

  /** At once if it is free, else as soon as the other tab closes. */
  take(): void {
    this.ask({ ifAvailable: true });
  }

  /** From the tab that has it; that one is told. */
  take_over(): void {
    this.ask({ steal: true });
  }

  let_go(): void {
    this.let_go_now();
  }

  private ask(options: LockOptions): void {
    const held = navigator.locks.request(lock_name, options, (lock) => {
      if (!lock) return this.wait();
      this.hooks.is_ours();
      return new Promise<void>((let_go) => (this.let_go_now = let_go));
    });
    // Taken over by another tab.
    held.catch(() => this.wait());
  }

  private wait(): void {
    this.hooks.is_theirs();
    this.ask({});
  }
}
