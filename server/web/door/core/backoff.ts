// SPDX-License-Identifier: Apache-2.0
// How long to wait after a failure: twice as long each time, from 1 to 60 seconds, with jitter, so
// that a hundred doors do not come back in the same moment.

const first_ms = 1_000;
const most_ms = 60_000;

/** While the server cannot be reached it is tried at least this often. */
export const retry_most_ms = 15_000;

/** failures: in a row, from 1. random: 0…1. */
export function backoff_ms(failures: number, random: number): number {
  const full = Math.min(most_ms, first_ms * 2 ** Math.max(0, failures - 1));
  return Math.max(first_ms, Math.round(full * (0.5 + random / 2)));
}

const batch_most = 100;

/**
 * How many scans to hand in at once. Half after an error; an item that fails alone is set aside, so
 * that it cannot stand in the way of the others.
 */
export class BatchSize {
  size = batch_most;
  failures = 0;
  private aside = new Set<number>();

  is_aside(dseq: number): boolean {
    return this.aside.has(dseq);
  }
  get aside_count(): number {
    return this.aside.size;
  }

  failed(dseqs: readonly number[]): void {
    ++this.failures;
    if (dseqs.length === 1) {
      this.aside.add(dseqs[0]!);
      this.failures = 0;
    }
    this.shrink(dseqs.length);
  }

  /** A call that nobody answered says nothing about what it carried, only that less is quicker. */
  shrink(sent: number): void {
    this.size = Math.max(1, Math.min(this.size, sent) >> 1);
  }

  worked(): void {
    this.failures = 0;
    this.size = Math.min(batch_most, this.size * 2);
  }

  /** Another try for those that failed alone. */
  forgive(): void {
    this.aside = new Set();
  }
}
