// SPDX-License-Identifier: Apache-2.0
// One scan after the other: judge, store, ask the server if it is there, show. The scan is on the
// disk before anything is green; a call that takes too long ends in this phone's own decision under
// the same scan id.
import { attempt } from './database';
import type { Phone } from './phone';
import { not_stored, result_of, told_by_server, told_here, type Told } from './present';
import { cut_text, decide_here, question_of, read_code, type Ask, type ReadCode } from './reading';
import {
  same_code_ms,
  type DoorResult,
  type ScanInput,
  type ScanOptions,
  type UndoFault,
  type WalkInFault,
  type WalkInResult,
} from './results';
import { facts_of, ScanLedger } from './scan_ledger';
import { effect_of } from './stored';
import type { WalkIns } from './walk_ins';
import type { Message, ScanAnswer, ScanRecord, WalkInForm } from './wire';
import { is_accepted, type Verdict } from './words';

export class Scanner {
  private tail: Promise<unknown> = Promise.resolve();
  private readonly seen = new Map<string, number>();
  private readonly ledger: ScanLedger;
  private walk_ins: WalkIns | null = null;

  constructor(
    private readonly phone: Phone,
    private readonly wake: () => void,
  ) {
    this.ledger = new ScanLedger(phone);
  }

  /** Everything that numbers scans goes through here: one at a time, in the order of the asking. */
  in_turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.tail.then(work);
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  scan(input: ScanInput, options: ScanOptions): Promise<DoorResult | null> {
    if (!is_deliberate(options) && this.is_same_again(input)) return Promise.resolve(null);
    return this.in_turn(() => this.scan_now(input, options));
  }

  undo(scan_id: string): Promise<DoorResult | UndoFault> {
    return this.in_turn(() => this.undo_now(scan_id));
  }

  walk_in(
    form: WalkInForm,
  ): Promise<WalkInResult | { fault: WalkInFault; message: Message | null }> {
    return this.in_turn(async () => {
      const fetched = await attempt(() => import('./walk_ins'));
      if (!fetched.ok) return { fault: 'offline', message: null };
      this.walk_ins ??= new fetched.value.WalkIns(this.phone, this.ledger, this.wake);
      return this.walk_ins.register(form);
    });
  }

  /** A code that stays before the camera is one reading. */
  private is_same_again(input: ScanInput): boolean {
    if (!('text' in input)) return false;
    const now = this.phone.device_clock.mono();
    for (const [text, at] of this.seen) if (now - at >= same_code_ms) this.seen.delete(text);
    const is_again = this.seen.has(input.text);
    this.seen.set(input.text, now);
    return is_again;
  }

  private async scan_now(input: ScanInput, options: ScanOptions): Promise<DoorResult> {
    const { phone } = this;
    const setting = phone.setting;
    const at = this.ledger.time_of_scan();
    if (!setting) return not_stored(phone, at);
    const read = await read_code(input, phone.list, phone.keys, setting.host);
    const direction = options.direction ?? 'in';
    const question = question_of(phone, read, options, at);
    if (question) return asked(phone, read, question, at, direction);

    const overridden = options.override
      ? { ...options.override, reason: cut_text(options.override.reason) }
      : null;
    const here = () => told_here(phone, decide_here(phone, read, options, at));
    const record = this.ledger.new_record({
      kind: 'reading',
      text: read.text,
      pass_id: null,
      undoes: null,
      direction,
      count: options.count ?? 1,
      escort_seen: options.escort_seen ?? false,
      override: overridden,
    });
    return this.record_and_ask(record, read.pass_id, here);
  }

  private async undo_now(scan_id: string): Promise<DoorResult | UndoFault> {
    const { phone } = this;
    const target = phone.history.find((one) => one.record.scan_id === scan_id);
    if (!target) return 'unknown_scan';
    const { record, shown } = target;
    const is_undone = phone.history.some((one) => one.record.undoes === scan_id);
    const is_green = shown.verdict !== null && is_accepted(shown.verdict);
    if (record.kind === 'undo' || is_undone || !is_green || !shown.pass_id) return 'not_undoable';
    const undo = this.ledger.new_record({
      kind: 'undo',
      text: '',
      pass_id: shown.pass_id,
      undoes: scan_id,
      direction: record.direction,
      count: record.count,
    });
    // Whoever was read by mistake may be read again at once.
    this.seen.clear();
    const result = await this.record_and_ask(undo, shown.pass_id, () => told('undone'));
    return result.kind === 'not_stored' && result.scan_id === null ? 'not_stored' : result;
  }

  /** Stores, asks, and returns what is to be shown. */
  private async record_and_ask(
    record: ScanRecord,
    pass_id: string | null,
    here: () => Told,
  ): Promise<DoorResult> {
    const { phone } = this;
    const at = this.ledger.time_of_scan();
    // Before the question: while it is on its way, the list may hear of this very scan.
    const own = here();
    if (phone.link !== 'online') {
      const decided = { ...record, mode: 'offline', local_verdict: own.verdict } as const;
      return this.keep_own(decided, pass_id, own, at, true);
    }
    phone.in_flight.add(record.dseq);
    try {
      const question = this.ledger.stored(record, pass_id, null, at);
      if (!(await this.ledger.add(question, 'waiting', at))) return not_stored(phone, at);
      const answer = await phone.api.scan(record);
      if (answer.ok && answer.value.scan_id === record.scan_id) {
        phone.heard();
        return await this.keep_answer(record, pass_id, answer.value, at);
      }
      if (!answer.ok && (answer.fault === 'unreachable' || answer.fault === 'server_error')) {
        phone.link = 'offline';
      }
      const decided = { ...record, mode: 'timeout', local_verdict: own.verdict } as const;
      return await this.keep_own(decided, pass_id, own, at, false);
    } finally {
      phone.in_flight.delete(record.dseq);
      this.wake();
    }
  }

  /** This phone's own decision: on the disk first, then on the screen. */
  private async keep_own(
    record: ScanRecord,
    pass_id: string | null,
    own: Told,
    at: number,
    is_new: boolean,
  ): Promise<DoorResult> {
    const { phone } = this;
    const result = result_of(phone, own, facts_of(record, pass_id, at));
    const scan = this.ledger.stored(record, pass_id, result, at);
    const is_kept = is_new
      ? await this.ledger.add(scan, 'waiting', at)
      : await this.ledger.replace(scan, 'waiting');
    if (!is_kept) return not_stored(phone, at);
    phone.remember_scan({ ...scan, state: 'waiting' });
    phone.count_effect(effect_of(scan));
    if (is_new) this.wake();
    phone.changed();
    return { ...result, waiting: phone.waiting };
  }

  /** The server's decision. It holds the scan, so a fault of this store does not matter any more. */
  private async keep_answer(
    record: ScanRecord,
    pass_id: string | null,
    answer: ScanAnswer,
    at: number,
  ): Promise<DoorResult> {
    const { phone } = this;
    const pass = answer.pass_id ?? pass_id;
    const result = result_of(phone, told_by_server(answer), facts_of(record, pass, at));
    const scan = this.ledger.stored(record, pass, result, at);
    await this.ledger.replace(scan, 'sent');
    phone.waiting = Math.max(0, phone.waiting - 1);
    phone.remember_scan({ ...scan, state: 'sent' });
    if (result.kind !== 'not_stored') phone.count_effect(effect_of(scan));
    phone.acknowledge(record.dseq, effect_of(scan));
    phone.changed();
    return { ...result, waiting: phone.waiting };
  }
}

/** Staff said something about this very code, so it is meant. */
function is_deliberate({ is_deliberate, count, escort_seen, override }: ScanOptions): boolean {
  return is_deliberate === true || count !== undefined || escort_seen === true || !!override;
}

function told(verdict: Verdict): Told {
  return {
    verdict,
    check: null,
    overridden: null,
    first_in: null,
    right_site: null,
    room: 0,
    message: null,
    is_unrecorded: false,
  };
}

/** Nothing is recorded before staff has answered. */
function asked(
  phone: Phone,
  read: ReadCode,
  ask: Ask,
  at: number,
  direction: DoorResult['direction'],
): DoorResult {
  const facts = { scan_id: null, at, mode: null, direction, count: 1, pass_id: read.pass_id };
  const result = result_of(phone, told('check'), facts);
  return { ...result, kind: 'ask', verdict: null, ask, room: ask.room, may_override: null };
}

