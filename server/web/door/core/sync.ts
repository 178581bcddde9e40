// SPDX-License-Identifier: Apache-2.0
// Talks with the server in rounds: hello when it is due, a batch of what is waiting, a page of the
// snapshot or the changes. One round at a time; a failure only means a longer wait for the next.
import type { Answer, CallFault } from './api';
import { backoff_ms, retry_most_ms } from './backoff';
import { HandingIn, type Step } from './handing_in';
import { ListChanges } from './list_changes';
import type { Phone } from './phone';
import { prepare } from './search';
import { SnapshotLoad } from './snapshot';
import type { HelloAnswer } from './wire';

/** Other doors' admissions arrive within two of these. */
const poll_ms = 1_000;
const hidden_poll_ms = 15_000;
const hello_every_ms = 60_000;
/** When the hours of the device begin or end: the server decides, by its own clock. */
const turn_every_ms = 5_000;
/** The camera and who stands before it come first, then the list is sorted for the search. */
const settle_ms = 500;
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
  private readonly handing_in: HandingIn;
  private readonly changes: ListChanges;
  private is_running = false;
  private is_stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sorting: ReturnType<typeof setTimeout> | undefined;
  private is_wanted = false;
  private failures = 0;
  private wait_until_s = 0;
  private hello_at = long_ago;
  private idle: (() => void)[] = [];

  constructor(
    private readonly phone: Phone,
    private readonly hooks: SyncHooks,
  ) {
    this.snapshot = new SnapshotLoad(phone);
    const heard = () => this.heard();
    this.handing_in = new HandingIn(phone, heard);
    this.changes = new ListChanges(phone, heard);
    this.sort_soon();
  }

  stop(): void {
    this.is_stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.sorting);
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
      this.sort_soon();
      if (delay_ms > 0) for (const resolve of this.idle.splice(0)) resolve();
      this.schedule(this.is_wanted ? 0 : delay_ms);
    }
  }

  /** What a round brought is sorted when it is quiet: whoever types a letter waits for nothing. */
  private sort_soon(): void {
    clearTimeout(this.sorting);
    if (!this.is_stopped) this.sorting = setTimeout(() => prepare(this.phone.list), settle_ms);
  }

  /** How long to wait for the next round. */
  private async one_round(): Promise<number> {
    const { phone } = this;
    if (this.is_hello_due() && !(await this.hello())) return this.retry_ms();
    const standing = phone.counters.standing;
    const had_waiting = phone.waiting > 0;
    const handed = standing === 'gone' ? 'done' : await this.handing_in.step();
    if (await this.is_cut(handed)) return this.retry_ms();
    const has_backlog = handed === 'more';
    if (standing !== 'active') {
      // Handed in: the server may now say that everything is to be forgotten.
      if (!has_backlog && phone.waiting === 0 && had_waiting) this.hello_at = long_ago;
      return has_backlog ? 0 : this.rest_ms();
    }
    const listed = await this.step_of_list();
    if (await this.is_cut(listed)) return this.retry_ms();
    return listed === 'more' || has_backlog ? 0 : this.rest_ms();
  }

  private async step_of_list(): Promise<Step> {
    const { phone } = this;
    if (phone.list_meta && !phone.building) {
      const step = await this.changes.step();
      if (step !== 'too_old') return step;
    }
    const { step, answer } = await this.snapshot.step();
    if (answer && !answer.ok) return answer;
    if (step === 'failed' || step === 'wrong') return 'failed';
    this.failures = 0;
    return 'more';
  }

  private async is_cut(step: Step): Promise<boolean> {
    if (step === 'failed') ++this.failures;
    else if (typeof step !== 'string') await this.failed(step);
    else return false;
    return true;
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
    if (phone.link === 'offline' || phone.is_clock_suspect()) {
      // After every silence: the clock may have been moved, the phone revoked.
      if (this.failures > 0 || !phone.clock.is_measured) return true;
    }
    const silence_ms = phone.device_clock.mono() - this.hello_at;
    return silence_ms >= (this.is_turn_of_hours() ? turn_every_ms : hello_every_ms);
  }

  private is_turn_of_hours(): boolean {
    const { setting, counters, clock } = this.phone;
    if (!setting) return false;
    const { valid_from, valid_until } = setting.device;
    if (counters.standing === 'not_yet') return clock.now() >= Date.parse(valid_from);
    return counters.standing === 'active' && clock.now() >= Date.parse(valid_until);
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
    for (const { first, last } of hello.missing) await this.handing_in.send_again(first, last);
    if (hello.must_wipe || hello.standing === 'gone') await this.hooks.must_forget(hello);
    return true;
  }
}
