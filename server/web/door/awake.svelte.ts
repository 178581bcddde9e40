// SPDX-License-Identifier: Apache-2.0
// The screen stays on while this device is a door, with a camera or without.

class Awake {
  /** Whether it does so by itself; unknown before the first try. */
  keeps: boolean | undefined = $state();
  private lock: WakeLockSentinel | undefined;
  private is_wanted = false;

  /** Returns how to let it sleep again. */
  stay(): () => void {
    this.is_wanted = true;
    const ask = () => void this.ask();
    ask();
    // The lock goes with the page, and some browsers give one only after a tap.
    document.addEventListener('visibilitychange', ask);
    addEventListener('pointerup', ask);
    return () => {
      this.is_wanted = false;
      document.removeEventListener('visibilitychange', ask);
      removeEventListener('pointerup', ask);
      void this.lock?.release().catch(() => undefined);
    };
  }

  private async ask(): Promise<void> {
    if (document.hidden || (this.lock && !this.lock.released)) return;
    try {
      const lock = await navigator.wakeLock.request('screen');
      if (this.is_wanted) this.lock = lock;
      else void lock.release();
      this.keeps = true;
    } catch {
      this.keeps = false;
    }
  }
}

export const awake = new Awake();
