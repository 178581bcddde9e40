// SPDX-License-Identifier: Apache-2.0
// Talks with the server in rounds: hello when it is due, a batch of what is waiting, a page of the
// snapshot or the changes. One round at a time; a failure only means a longer wait for the next.
import type { Answer, CallFault } from './api';
import { BatchSize, backoff_ms } from './backoff';
import type { ListDocument } from './list';
import type { Phone } from './phone';
import { SnapshotLoad } from './snapshot';
import { attempt, effect_of, type ListMeta, type LoadedScan } from './store';
import type { Changes, HelloAnswer, ScanAnswer } from './wire';

/** Other doors' admissions arrive within two of these. */
const poll_ms = 1_000;
const hidden_poll_ms = 15_000;
/** While the server cannot be reached it is tried at least this often. */
const retry_most_ms = 15_000;
const hello_every_ms = 60_000;
const forgive_every_ms = 300_000;
/** A list that did not change is marked as current on the disk this often. */
const mark_current_every_ms = 30_000;
/** Documents of changes after which the list is written anew. */
const changes_most = 400;
const rows_a_page = 500;
const incidents_kept = 50;
/** Enough to halve a hundred down to one. */
const short_pauses = 7;
const long_ago = Number.NEGATIVE_INFINITY;

export interface SyncHooks {
  app_version: string;
  is_hidden(): boolean;
  /** The server says that this phone must forget what it knows. */
  must_forget(hello: HelloAnswer): Promise<void>;
  /** The token is not known any more. */
  is_gone(): Promise<void>;
}

export class Sync {
  readonly snapshot: SnapshotLoad;
  private readonly batch = new BatchSize();
  private is_running = false;
  private is_stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private is_wanted = false;
  private failures = 0;
  private wait_until_s = 0;
  private hello_at = long_ago;
  private forgiven_at = 0;
  private marked_at = 0;
  private must_rewrite = false;
  private idle: (() => void)[] = [];

  constructor(
    private readonly phone: Phone,
    private readonly hooks: SyncHooks,
  ) {
    this.snapshot = new SnapshotLoad(phone);
  }

  stop(): void {
    this.is_stopped = true;
    clearTimeout(this.timer);
  }

  /** A round now, or right after the one that is running. */
  wake(reason: 'work' | 'hello' = 'work'): void {
    if (reason === 'hello') {
      this.hello_at = long_ago;
      this.failures = 0;
    }
    this.is_wanted = true;
    if (!this.is_running) this.schedule(0);
  }

  /** Ends with the next round that has nothing more to do or fails. */
  settled(): Promise<void> {
    const done = new Promise<void>((resolve) => this.idle.push(resolve));
    this.wake();
    return done;
  }

  private schedule(delay_ms: number): void {
    clearTimeout(this.timer);
    if (!this.is_stopped) this.timer = setTimeout(() => void this.run(), delay_ms);
  }

  private async run(): Promise<void> {
    if (this.is_running || this.is_stopped) return;
    this.is_running = true;
    this.is_wanted = false;
    let delay_ms = retry_most_ms;
    try {
      delay_ms = await this.one_round();
    } finally {
      this.is_running = false;
      this.phone.changed();
      if (delay_ms > 0) for (const resolve of this.idle.splice(0)) resolve();
      this.schedule(this.is_wanted ? 0 : delay_ms);
    }
  }

  /** How long to wait for the next round. */
  private async one_round(): Promise<number> {
    const { phone } = this;
    if (this.is_hello_due() && !(await this.hello())) return this.retry_ms();
    const standing = phone.counters.standing;
    const had_waiting = phone.waiting > 0;
    const has_backlog = standing === 'gone' ? false : await this.drain();
    if (has_backlog === null) return this.retry_ms();
    if (standing !== 'active') {
      // Handed in: the server may now say that everything is to be forgotten.
      if (!has_backlog && phone.waiting === 0 && had_waiting) this.hello_at = long_ago;
      return has_backlog ? 0 : this.rest_ms();
    }
    const has_more = await (phone.list_meta && !phone.building ? this.ask_changes() : this.load());
    if (has_more === null) return this.retry_ms();
    return has_more || has_backlog ? 0 : this.rest_ms();
  }

  private rest_ms(): number {
    return this.hooks.is_hidden() ? hidden_poll_ms : poll_ms;
  }

  private retry_ms(): number {
    const wait_ms = Math.min(retry_most_ms, backoff_ms(this.failures, Math.random()));
    return Math.max(wait_ms, this.wait_until_s * 1000);
  }

  /** Notes what a call that brought no answer means. */
  private async failed(answer: Extract<Answer<unknown>, { ok: false }>): Promise<void> {
    ++this.failures;
    this.wait_until_s = answer.retry_after_s ?? 0;
    const fault: CallFault = answer.fault;
    if (fault === 'unauthenticated') return this.hooks.is_gone();
    if (fault === 'forbidden') this.hello_at = long_ago;
    if (fault === 'unreachable' || fault === 'server_error') this.phone.link = 'offline';
  }

  private heard(): void {
    this.failures = 0;
    this.wait_until_s = 0;
    this.phone.heard();
  }

  // --- hello

  private is_hello_due(): boolean {
    const { phone } = this;
    if (phone.link === 'offline' || phone.clock.is_suspect()) {
      // After every silence: the clock may have been moved, the phone revoked.
      if (this.failures > 0 || !phone.clock.is_measured) return true;
    }
    return phone.device_clock.mono() - this.hello_at >= hello_every_ms;
  }

  private async hello(): Promise<boolean> {
    const { phone } = this;
    const { counters, clock } = phone;
    const answer = await phone.api.hello({
      epoch: counters.epoch,
      last_dseq: counters.last_dseq,
      queue_length: phone.waiting,
      list_version: phone.list_meta?.version ?? 0,
      list_age_s: phone.list_age_s(),
      offset_ms: clock.offset_ms,
      // A phone that slept may have stopped its steady clock: that says nothing about the other.
      drift_ms: this.hooks.is_hidden() ? 0 : clock.drift_ms(),
      app_version: this.hooks.app_version,
    });
    if (!answer.ok) {
      await this.failed(answer);
      return false;
    }
    this.heard();
    const hello = answer.value;
    this.hello_at = phone.device_clock.mono();
    clock.measure(answer.sent_at, answer.received_at, hello.server_time_ms);
    await phone.take_standing(hello.standing);
    for (const { first, last } of hello.missing) await this.send_again(first, last);
    if (hello.must_wipe || hello.standing === 'gone') await this.hooks.must_forget(hello);
    return true;
  }

  /** The server lacks numbers that it had answered for: it went back to a backup. */
  private async send_again(first: number, last: number): Promise<void> {
    const { phone } = this;
    const asked = await attempt(async () => {
      const kept = await phone.store.numbers_kept(first, last);
      if (kept.length > 0) await phone.store.set_state(kept, 'waiting');
      return kept.length;
    });
    if (asked.ok) phone.waiting += asked.value;
  }

  // --- handing in

  /** True: more to hand in at once; null: failed. */
  private async drain(): Promise<boolean | null> {
    const { phone, batch } = this;
    if (phone.waiting === 0) return false;
    this.forgive_after_a_while();
    const spare = phone.in_flight.size + batch.aside_count;
    const read = await attempt(() => phone.store.scans_in('waiting', batch.size + spare));
    if (!read.ok) return false;
    const scans = read.value
      .filter(({ record }) => !phone.in_flight.has(record.dseq) && !batch.is_aside(record.dseq))
      .slice(0, batch.size);
    if (scans.length === 0) {
      await this.count_waiting();
      return false;
    }
    const answer = await phone.api.batch(scans.map((scan) => scan.record));
    if (!answer.ok) {
      batch.failed(scans.map((scan) => scan.record.dseq));
      if (answer.fault === 'server_error' || answer.fault === 'refused') {
        await this.pause(batch.failures);
        return true;
      }
      await this.failed(answer);
      return null;
    }
    this.heard();
    const taken = await this.take_results(scans, answer.value.results);
    if (taken === 0) batch.failed(scans.map((scan) => scan.record.dseq));
    else batch.worked();
    return phone.waiting > phone.in_flight.size + batch.aside_count;
  }

  /** Only a scan whose own id stands in the results has arrived. */
  private async take_results(
    scans: readonly LoadedScan[],
    results: readonly ScanAnswer[],
  ): Promise<number> {
    const { phone } = this;
    const answered = new Set(results.map((result) => result.scan_id));
    const arrived = scans.filter((scan) => answered.has(scan.record.scan_id));
    const numbers = arrived.map((scan) => scan.record.dseq);
    const stored = await attempt(() => phone.store.set_state(numbers, 'sent'));
    if (!stored.ok) return 0;
    for (const scan of arrived) {
      phone.acknowledge(scan.record.dseq, effect_of(scan));
      const known = phone.history.find((one) => one.record.dseq === scan.record.dseq);
      if (known) known.state = 'sent';
    }
    phone.waiting = Math.max(0, phone.waiting - arrived.length);
    phone.changed();
    return arrived.length;
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

  // --- the list

  /** True: more pages to come; null: failed. */
  private async load(): Promise<boolean | null> {
    const { step, answer } = await this.snapshot.step();
    if (step === 'more' || step === 'done') {
      this.failures = 0;
      return true;
    }
    if (answer && !answer.ok) await this.failed(answer);
    else ++this.failures;
    return null;
  }

  /** True: more changes to come; null: failed. */
  private async ask_changes(): Promise<boolean | null> {
    const { phone } = this;
    const round = ++phone.round;
    const answer = await phone.api.changes(phone.list_meta!.version);
    if (!answer.ok) {
      await this.failed(answer);
      return null;
    }
    this.heard();
    if (answer.value.is_too_old) return this.load();
    await this.take_changes(answer.value, answer.value.has_more ? 0 : round);
    return answer.value.has_more;
  }

  private async take_changes(changes: Changes, round: number): Promise<void> {
    const { phone } = this;
    const { revocations, passes, admissions, incidents } = changes;
    const settled = phone.settled_by(round);
    const is_empty = revocations.length + passes.length + admissions.length === 0;
    const document: ListDocument | null = is_empty
      ? null
      : { kind: 'changes', changes: { revocations, passes, admissions } };
    const before = phone.list_meta!;
    const meta: ListMeta = {
      generation: before.generation,
      next_document: before.next_document + (document ? 1 : 0),
      version: changes.version,
      current_at: changes.has_more ? before.current_at : changes.server_time_ms,
    };
    const told = incidents.length > 0 ? merge_incidents(phone.incidents, incidents) : null;
    if (changes.setting) {
      phone.take_setting(changes.setting);
      await attempt(() => phone.store.save_device(phone.device));
    }
    const numbers = settled.map((scan) => scan.dseq);
    await this.keep_changes(document, meta, numbers, told);
    if (document) phone.list.apply(document);
    phone.list.settle(settled.map((scan) => scan.effect));
    phone.acknowledged = phone.acknowledged.filter((scan) => !settled.includes(scan));
    if (told) phone.incidents = told;
    phone.list_meta = meta;
    if (this.must_rewrite || meta.next_document > changes_most) await this.rewrite();
  }

  private async keep_changes(
    document: ListDocument | null,
    meta: ListMeta,
    settled: readonly number[],
    told: Phone['incidents'] | null,
  ): Promise<void> {
    const now = this.phone.device_clock.mono();
    const has_news = document || told || settled.length > 0;
    if (!has_news && now - this.marked_at < mark_current_every_ms) return;
    this.marked_at = now;
    const kept = await attempt(() =>
      this.phone.store.append_changes(document, meta, settled, told),
    );
    if (!kept.ok) this.must_rewrite = true;
    this.phone.is_storage_broken = !kept.ok;
  }

  /** Many small documents as few large ones; also after one could not be stored. */
  private async rewrite(): Promise<void> {
    const { phone } = this;
    const documents = phone.list.pages(rows_a_page);
    const meta: ListMeta = {
      ...phone.list_meta!,
      generation: phone.list_meta!.generation + 1,
      next_document: documents.length,
    };
    const kept = await attempt(() => phone.store.rewrite_list(documents, meta));
    if (!kept.ok) return;
    phone.list_meta = meta;
    this.must_rewrite = false;
  }
}

/** Open ones, newest first. */
export function merge_incidents(
  known: Phone['incidents'],
  news: Phone['incidents'],
): Phone['incidents'] {
  const ids = new Set(news.map((incident) => incident.id));
  return [...news, ...known.filter((incident) => !ids.has(incident.id))]
    .filter((incident) => incident.state === 'open')
    .sort((a, b) => (a.opened_at < b.opened_at ? 1 : -1))
    .slice(0, incidents_kept);
}
