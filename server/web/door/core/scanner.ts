// SPDX-License-Identifier: Apache-2.0
// One scan after the other: judge, store, ask the server if it is there, show. The scan is on the
// disk before anything is green; a call that takes too long ends in this phone's own decision under
// the same scan id.
import { new_scan_id } from './ids';
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
import { attempt, effect_of, type ScanState, type StoredScan } from './store';
import type { Message, ScanAnswer, ScanRecord, WalkInForm } from './wire';
import { is_accepted, type Verdict } from './words';

/** What a record says besides what the phone itself knows. */
type RecordPart = Pick<ScanRecord, 'kind' | 'text' | 'pass_id' | 'undoes' | 'direction' | 'count'> &
  Partial<Pick<ScanRecord, 'escort_seen' | 'override'>>;

interface PendingWalkIn {
  form: string;
  record: ScanRecord;
}

export class Scanner {
  private tail: Promise<unknown> = Promise.resolve();
  private readonly seen = new Map<string, number>();
  private walk_in_asked: PendingWalkIn | null = null;

  constructor(
    private readonly phone: Phone,
    private readonly wake: () => void,
  ) {}

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
    return this.in_turn(() => this.walk_in_now(form));
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
    const at = this.time_of_scan();
    if (!setting) return not_stored(phone, at);
    const read = await read_code(input, phone.list, phone.keys, setting.host);
    const direction = options.direction ?? 'in';
    const question = question_of(phone, read, options, at);
    if (question) return asked(phone, read, question, at, direction);

    const overridden = options.override
      ? { ...options.override, reason: cut_text(options.override.reason) }
      : null;
    const here = () => told_here(phone, decide_here(phone, read, options, at));
    const record = this.new_record({
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
    const undo = this.new_record({
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
    const at = this.time_of_scan();
    // Before the question: while it is on its way, the list may hear of this very scan.
    const own = here();
    if (phone.link !== 'online') {
      const decided = { ...record, mode: 'offline', local_verdict: own.verdict } as const;
      return this.keep_own(decided, pass_id, own, at, true);
    }
    phone.in_flight.add(record.dseq);
    try {
      const question = this.stored(record, pass_id, null, at);
      if (!(await this.add(question, 'waiting', at))) return not_stored(phone, at);
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
    const scan = this.stored(record, pass_id, result, at);
    const is_kept = is_new
      ? await this.add(scan, 'waiting', at)
      : await this.replace(scan, 'waiting');
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
    const scan = this.stored(record, pass, result, at);
    await this.replace(scan, 'sent');
    phone.waiting = Math.max(0, phone.waiting - 1);
    phone.remember_scan({ ...scan, state: 'sent' });
    if (result.kind !== 'not_stored') phone.count_effect(effect_of(scan));
    phone.acknowledge(record.dseq, effect_of(scan));
    phone.changed();
    return { ...result, waiting: phone.waiting };
  }

  // --- walk-ins: the server makes the pass, so only with the server

  private async walk_in_now(
    form: WalkInForm,
  ): Promise<WalkInResult | { fault: WalkInFault; message: Message | null }> {
    const { phone } = this;
    if (!phone.setting || phone.link !== 'online') return { fault: 'offline', message: null };
    const record = await this.walk_in_record(form);
    if (!record) return { fault: 'not_stored', message: null };
    const at = this.time_of_scan();
    const answer = await phone.api.walk_in(form, record);
    if (!answer.ok) {
      if (answer.fault === 'unreachable') phone.link = 'offline';
      // Whoever tries again with the same form asks with the same scan id: nobody is there twice.
      const fault = answer.fault === 'refused' ? 'refused' : 'offline';
      return { fault, message: answer.message };
    }
    this.walk_in_asked = null;
    phone.heard();
    const { result: said, pass } = answer.value;
    const pass_id = pass?.pass_id ?? said.pass_id;
    const shown = result_of(phone, told_by_server(said), facts_of(record, pass_id, at));
    // Nothing to look at twice: whoever stands there was registered this minute.
    const result: DoorResult = pass ? { ...shown, kind: 'admitted', notes: [] } : shown;
    const kept = { ...record, pass_id };
    const scan = this.stored(kept, pass_id, result, at);
    scan.shown.label = pass?.label ?? '';
    await this.replace(scan, 'sent');
    phone.remember_scan({ ...scan, state: 'sent' });
    phone.acknowledge(record.dseq, effect_of(scan));
    this.wake();
    phone.changed();
    const short_number = pass?.short_number ?? null;
    return { result, label: pass?.label ?? '', short_number, qr_text: pass?.qr_text ?? null };
  }

  private async walk_in_record(form: WalkInForm): Promise<ScanRecord | null> {
    const text = JSON.stringify(form);
    if (this.walk_in_asked?.form === text) return this.walk_in_asked.record;
    const part = { text: '', pass_id: null, undoes: null, direction: 'in', count: 1 } as const;
    const record = this.new_record({ kind: 'walk_in', ...part });
    const at = this.time_of_scan();
    if (!(await this.add(this.stored(record, null, null, at), 'held', at))) return null;
    this.walk_in_asked = { form: text, record };
    return record;
  }

  // --- records

  /** The server's time, never before an earlier scan of this phone nor its enrolment. */
  private time_of_scan(): number {
    const { clock, setting } = this.phone;
    const enrolled_at = setting ? Date.parse(setting.device.enrolled_at) : 0;
    return Math.max(clock.now(), clock.floor_ms, enrolled_at);
  }

  private new_record(part: RecordPart): ScanRecord {
    const { phone } = this;
    const wall_ms = phone.device_clock.wall();
    return {
      escort_seen: false,
      override: null,
      ...part,
      scan_id: new_scan_id(phone.clock.now()),
      epoch: phone.counters.epoch,
      dseq: phone.counters.last_dseq + 1,
      gate_id: phone.setting!.device.gate_id,
      wall_ms,
      mono_ms: Math.max(0, phone.device_clock.mono()),
      offset_ms: phone.clock.offset_ms,
      floor_ms: Math.max(0, phone.clock.floor_ms),
      list_version: phone.list_meta?.version ?? 0,
      list_age_s: phone.list_age_s(),
      mode: 'online',
      local_verdict: null,
    };
  }

  private stored(
    record: ScanRecord,
    pass_id: string | null,
    result: DoorResult | null,
    at: number,
  ): StoredScan {
    const holder = pass_id === null ? null : this.phone.list.find(pass_id)?.holder;
    return {
      record,
      shown: {
        kind: result?.kind ?? 'not_stored',
        verdict: result?.verdict ?? null,
        pass_id,
        at,
        label: holder?.label ?? '',
        agency: holder?.agency ?? '',
      },
    };
  }

  /** The number is given only when the transaction is through. */
  private async add(scan: StoredScan, state: ScanState, at: number): Promise<boolean> {
    const { phone } = this;
    const floor_ms = Math.max(phone.clock.floor_ms, at);
    const last_dseq = scan.record.dseq;
    const counters = { ...phone.counters, ...phone.clock.remember(), floor_ms, last_dseq };
    const kept = await attempt(() => phone.store.add_scan(scan, state, counters));
    phone.is_storage_broken = !kept.ok;
    if (!kept.ok) {
      await this.find_number();
      phone.changed();
      return false;
    }
    phone.counters = { ...phone.counters, last_dseq };
    phone.clock.raise_floor(at);
    if (state === 'waiting') ++phone.waiting;
    return true;
  }

  /** A tab that was the door a moment ago may have given a number that this one does not know. */
  private async find_number(): Promise<void> {
    const { phone } = this;
    const newest = await attempt(() => phone.store.newest_number());
    if (!newest.ok) return;
    const last_dseq = Math.max(phone.counters.last_dseq, newest.value);
    phone.counters = { ...phone.counters, last_dseq };
  }

  private async replace(scan: StoredScan, state: ScanState): Promise<boolean> {
    const kept = await attempt(() => this.phone.store.replace_scan(scan, state));
    this.phone.is_storage_broken = !kept.ok;
    return kept.ok;
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

function facts_of(record: ScanRecord, pass_id: string | null, at: number) {
  const { scan_id, mode, direction, count } = record;
  return { scan_id, at, mode, direction, count, pass_id };
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

