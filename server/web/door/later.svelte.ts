// SPDX-License-Identifier: Apache-2.0
// A part of the page that scanning does not wait for: fetched beside it, and asked for again when it
// did not come.

export class Later<T> {
  part: T | undefined = $state.raw();
  is_missing = $state(false);
  private is_coming = false;

  constructor(private readonly load: () => Promise<T>) {}

  ask(): void {
    if (this.part || this.is_coming) return;
    this.is_coming = true;
    this.load()
      .then((part) => (this.part = part))
      .catch(() => undefined)
      .finally(() => {
        this.is_coming = false;
        this.is_missing = !this.part;
      });
  }
}
