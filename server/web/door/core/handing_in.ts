// SPDX-License-Identifier: Apache-2.0
// Hands in what is waiting, a batch at a time. What fails alone is set aside, so that it holds up
// nothing else.
import type { Answer } from './api';
import { BatchSize, backoff_ms, retry_most_ms } from './backoff';
import { attempt } from './database';
import type { Phone } from './phone';
import { effect_of, type LoadedScan } from './stored';
import type { ScanAnswer } from './wire';
import { is_accepted } from './words';

const forgive_every_ms = 300_000;
/** Enough to halve a hundred down to one. */
const short_pauses = 7;

/** How a part of a round went: more is to be done at once; or what the server said instead. */
export type Step = 'done' | 'more' | 'failed' | Extract<Answer<unknown>, { ok: false }>;

export class HandingIn {
  private readonly batch = new BatchSize();
  private forgiven_at = 0;

  constructor(
    private readonly phone: Phone,
    private readonly heard: () => void,
  ) {}

  async step(): Promise<Step> {
    const { phone, batch } = this;
    if (phone.waiting === 0) return 'done';
    this.forgive_after_a_while();
    const spare = phone.in_flight.size + batch.aside_count;
    const read = await attempt(() => phone.store.scans_in('waiting', batch.size + spare));
    if (!read.ok) return 'done';
    const scans = read.value
      .filter(({ record }) => !phone.in_flight.has(record.dseq) && !batch.is_aside(record.dseq))
      .slice(0, batch.size);
    if (scans.length === 0) {
      await this.count_waiting();
      return 'done';
    }
    const answer = await phone.api.batch(scans.map((scan) => scan.record));
    if (!answer.ok) {
      if (answer.fault === 'server_error' || answer.fault === 'refused') {
        batch.failed(scans.map((scan) => scan.record.dseq));
        await this.pause(batch.failures);
        return 'more';
      }
      batch.shrink(scans.length);
      return answer;
    }
    this.heard();
    const taken = await this.take_results(scans, answer.value.results);
    if (taken === 0) batch.failed(scans.map((scan) => scan.record.dseq));
    else batch.worked();
    return phone.waiting > phone.in_flight.size + batch.aside_count ? 'more' : 'done';
  }

  /** Only a scan whose own id stands in the results has arrived. */
  private async take_results(
    scans: readonly LoadedScan[],
    results: readonly ScanAnswer[],
  ): Promise<number> {
    const { phone } = this;
    const answered = new Map(results.map((result) => [result.scan_id, result]));
    const arrived = scans.filter((scan) => answered.has(scan.record.scan_id));
    const numbers = arrived.map((scan) => scan.record.dseq);
    const stored = await attempt(() => phone.store.set_state(numbers, 'sent'));
    if (!stored.ok) return 0;
    for (const scan of arrived) {
      await this.correct(scan, answered.get(scan.record.scan_id)!);
      phone.acknowledge(scan.record.dseq, effect_of(scan));
      const known = phone.history.find((one) => one.record.dseq === scan.record.dseq);
      if (known) Object.assign(known, { state: 'sent', shown: scan.shown });
    }
    phone.waiting = Math.max(0, phone.waiting - arrived.length);
    phone.changed();
    return arrived.length;
  }

  /** A green is never made of it: whoever was turned away is gone. Only the line in the history. */
  private async correct(scan: LoadedScan, answer: ScanAnswer): Promise<void> {
    const { local_verdict } = scan.record;
    if (local_verdict === null || is_accepted(local_verdict) || answer.verdict !== 'admitted') return;
    if (answer.stored === 'quarantined' || answer.stored === 'conflict') return;
    scan.shown = { ...scan.shown, is_valid_later: true };
    await attempt(() => this.phone.store.replace_scan(scan, 'sent'));
  }

  private async count_waiting(): Promise<void> {
    const counted = await attempt(() => this.phone.store.count_in('waiting'));
    if (counted.ok) this.phone.waiting = counted.value;
  }

  private forgive_after_a_while(): void {
    const now = this.phone.device_clock.mono();
    if (now - this.forgiven_at < forgive_every_ms) return;
    this.forgiven_at = now;
    this.batch.forgive();
  }

  /** Within the round. Halving must not take minutes, so the first waits do not grow. */
  private pause(failures: number): Promise<void> {
    const wait_ms = Math.min(
      retry_most_ms,
      backoff_ms(failures - short_pauses, Math.random()),
    );
    return new Promise((resolve) => setTimeout(resolve, wait_ms));
  }

  /** The server lacks numbers that it had answered for: it went back to a backup. */
  async send_again(first: number, last: number): Promise<void> {
    const { phone } = this;
    const asked = await attempt(async () => {
      const kept = await phone.store.numbers_kept(first, last);
      if (kept.length > 0) await phone.store.set_state(kept, 'waiting');
      return kept.length;
    });
    if (asked.ok) phone.waiting += asked.value;
  }
}
