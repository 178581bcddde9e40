// SPDX-License-Identifier: Apache-2.0
// One tab is the door; the others wait for it to close. Two would give the same number twice.

const lock_name = 'kinhmoi-door';

/** Calls back when another tab has the lock; resolves, with how to let go, when this one has it. */
export function take_tab_lock(is_taken: () => void): Promise<() => void> {
  return new Promise((resolve) => {
    const hold = (): Promise<void> =>
      new Promise((let_go) => {
        resolve(() => let_go());
      });
    void navigator.locks.request(lock_name, { ifAvailable: true }, (lock) => {
      if (lock) return hold();
      is_taken();
      void navigator.locks.request(lock_name, hold);
      return undefined;
    });
  });
}
