// SPDX-License-Identifier: Apache-2.0
// The door: opens what the phone keeps, ties scanner and sync together, and tells the screens. It
// alone decides when the phone forgets.
import { attempt } from './database';
import { DoorApi, real_clock, type Clock, type EnrolFault } from './api';
import type { Sync, Updates } from './beside';
import { Phone } from './phone';
import { history_row } from './present';
import type {
  Door,
  DoorResult,
  DoorStatus,
  FoundRow,
  HistoryRow,
  Phase,
  SavedScans,
  ScanInput,
  ScanOptions,
  UndoFault,
  WalkInFault,
  WalkInResult,
} from './results';
import { Scanner } from './scanner';
import { get_ready } from './signature';
import { phase_of, status_of } from './status';
import { DoorStore } from './store';
import type { Loaded } from './stored';
import { TabLock } from './tab_lock';
import { listen } from './surroundings';
import type { HelloAnswer, Message, WalkInForm } from './wire';

export interface DoorOptions {
  app_version?: string;
  /** Origin of the server; the page's own when empty. */
  base?: string;
  clock?: Clock;
  database?: string;
}

const found_rows = 50;
/** The list's age on the screen. */
const tick_ms = 5_000;

export async function open_door(options: DoorOptions = {}): Promise<Door> {
  const door = new DoorEngine(options);
  door.open();
  return door;
}

class DoorEngine implements Door {
  private readonly api: DoorApi;
  private readonly clock: Clock;
  private readonly app_version: string;
  private readonly database: string;
  private beside: typeof import('./beside') | null = null;
  private updates: Updates | null = null;
  private readonly listeners = new Set<(status: DoorStatus) => void>();
  private phase: Phase = 'opening';
  private store: DoorStore | null = null;
  private phone: Phone | null = null;
  private scanner: Scanner | null = null;
  private sync_loop: Sync | null = null;
  private is_persisted: boolean | null = null;
  private readonly lock = new TabLock({
    is_ours: () => void this.begin(),
    is_theirs: () => this.rest(),
  });
  private fetching: Promise<void> | null = null;
  private is_closed = false;
  private is_told = true;
  private stop_listening = () => {};

  constructor(options: DoorOptions) {
    this.clock = options.clock ?? real_clock;
    this.api = new DoorApi(options.base ?? '', this.clock);
    this.app_version = options.app_version ?? '';
    this.database = options.database ?? 'kinhmoi-door';
  }

  open(): void {
    // Missing where the page did not come over HTTPS: nothing could be sealed or locked.
    if (!navigator.locks || !crypto.subtle) return this.enter('no_storage');
    this.lock.take();
    this.listen();
    void this.ask_to_persist();
  }

  /** This tab is the door. */
  private async begin(): Promise<void> {
    if (this.is_closed) return this.lock.let_go();
    const opened = await attempt(() => DoorStore.open(this.database));
    if (!opened.ok) return this.enter('no_storage');
    this.store = opened.value;
    const loaded = await attempt(() => opened.value.load());
    if (!loaded.ok) return this.enter('no_storage');
    if (loaded.value) await this.start(loaded.value);
    else this.enter('unpaired');
    // Not before the list is in: that is what the queue waits for.
    void this.fetch_beside();
  }

  /** Another tab is: this one touches nothing any more. */
  private rest(): void {
    this.sync_loop?.stop();
    this.store?.close();
    this.phone = null;
    this.scanner = null;
    this.sync_loop = null;
    this.store = null;
    this.enter('other_tab');
  }

  use_here(): void {
    this.lock.take_over();
  }

  // --- what the screens see

  get status(): DoorStatus {
    return status_of(this.phone, {
      phase: this.phase_now(),
      progress: this.sync_loop?.snapshot.progress ?? null,
      is_persisted: this.is_persisted,
      has_update: this.updates?.has_update ?? false,
    });
  }

  subscribe(listener: (status: DoorStatus) => void): () => void {
    this.listeners.add(listener);
    listener(this.status);
    return () => this.listeners.delete(listener);
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    this.changed();
  }

  private phase_now(): Phase {
    return this.phone ? phase_of(this.phone) : this.phase;
  }

  /** Once for all that changes in one go, in a task of its own: a verdict is shown before it. */
  private changed(): void {
    if (!this.is_told) return;
    this.is_told = false;
    setTimeout(() => {
      this.is_told = true;
      const status = this.status;
      for (const listener of this.listeners) listener(status);
    });
  }

  // --- pairing and forgetting

  async enrol(code: string): Promise<EnrolFault | null> {
    const { store } = this;
    if (!store) return { fault: 'not_stored', message: null };
    if (this.phone && !(await this.unpair())) return { fault: 'waiting', message: null };
    await this.fetch_beside();
    if (!this.beside) return { fault: 'unreachable', message: null };
    const made = await this.beside.enrol(store, this.api, code.trim(), this.app_version);
    if ('fault' in made) return made;
    await this.start(made);
    return null;
  }

  private async start(loaded: Loaded): Promise<void> {
    const phone = new Phone(this.store!, this.api, this.clock, loaded, () => this.changed());
    const filled = await attempt(() => phone.fill());
    if (!filled.ok) return this.enter('no_storage');
    this.phone = phone;
    this.scanner = new Scanner(phone, () => this.wake());
    this.wake();
    this.changed();
    for (const { public_key } of phone.keys.values()) get_ready(public_key);
  }

  /** Scanning does not wait for what talks with the server, nor stops when that cannot be had. */
  private fetch_beside(): Promise<void> {
    this.fetching ??= this.take_beside().finally(() => (this.fetching = null));
    return this.fetching;
  }

  private async take_beside(): Promise<void> {
    if (this.beside) return;
    const fetched = await attempt(() => import('./beside'));
    if (!fetched.ok || this.is_closed) return;
    this.beside = fetched.value;
    this.updates = new this.beside.Updates(() => this.changed());
    void this.updates.start();
    this.wake();
  }

  private begin_sync(): void {
    const { phone, beside } = this;
    if (!phone || !beside) return;
    this.sync_loop = new beside.Sync(phone, {
      app_version: this.app_version,
      is_hidden: () => document.hidden,
      must_forget: (hello: HelloAnswer) => this.must_forget(hello),
      is_gone: () => this.gone(),
    });
  }

  private wake(what?: 'hello'): void {
    if (!this.beside) return void this.fetch_beside();
    if (!this.sync_loop) this.begin_sync();
    this.sync_loop?.wake(what);
  }

  /** Revoked: the list at once, the rest when it is handed in. After the event: when it is. */
  private async must_forget(hello: HelloAnswer): Promise<void> {
    const { phone } = this;
    if (!phone) return;
    const is_revoked = hello.standing === 'backlog_only' || hello.standing === 'gone';
    if (is_revoked) await this.forget_list(phone);
    await this.forget_unless_waiting(is_revoked ? 'revoked' : 'unpaired');
  }

  /** The server does not know this phone any more: nothing can be handed in. */
  private async gone(): Promise<void> {
    const { phone } = this;
    if (!phone) return;
    this.sync_loop?.stop();
    await phone.take_standing('gone');
    await this.forget_list(phone);
  }

  private async forget_list(phone: Phone): Promise<void> {
    phone.forget_list();
    await attempt(() => phone.store.forget_list(phone.device));
    this.changed();
  }

  private async forget_all(phase: Phase): Promise<boolean> {
    this.sync_loop?.stop();
    const wiped = await attempt(() => this.store!.wipe());
    if (!wiped.ok) return false;
    this.phone = null;
    this.scanner = null;
    this.sync_loop = null;
    this.api.set_token('');
    this.enter(phase);
    return true;
  }

  async unpair(): Promise<boolean> {
    if (!this.phone) {
      this.enter('unpaired');
      return true;
    }
    // What a revoked phone still holds after its time nobody will ever take.
    const is_lost = this.phone.counters.standing === 'gone';
    return is_lost ? this.forget_all('unpaired') : this.forget_unless_waiting('unpaired');
  }

  /** Also without a network: twelve hours after the event, once everything is handed in. */
  private async forget_in_time(): Promise<void> {
    const { phone } = this;
    if (!phone?.setting || phone.waiting > 0 || !phone.clock.is_measured) return;
    const is_adrift = Math.abs(phone.clock.drift_ms()) > tick_ms;
    if (is_adrift || phone.clock.now() < Date.parse(phone.setting.event.wipe_at)) return;
    await this.forget_unless_waiting('unpaired');
  }

  /** Between two scans: what is being stored is stored first, and then it waits. */
  private async forget_unless_waiting(phase: Phase): Promise<boolean> {
    const forget = async () => this.phone?.waiting === 0 && this.forget_all(phase);
    return (await this.scanner?.in_turn(forget)) ?? false;
  }

  // --- work

  async scan(input: ScanInput, options: ScanOptions = {}): Promise<DoorResult | null> {
    const phase = this.phase_now();
    if (!this.scanner || !(phase === 'ready' || phase === 'loading')) return null;
    return this.scanner.scan(input, options);
  }

  async undo(scan_id: string): Promise<DoorResult | UndoFault> {
    return this.scanner?.undo(scan_id) ?? 'unknown_scan';
  }

  async walk_in(
    form: WalkInForm,
  ): Promise<WalkInResult | { fault: WalkInFault; message: Message | null }> {
    return this.scanner?.walk_in(form) ?? { fault: 'offline', message: null };
  }

  search(query: string, limit = found_rows): FoundRow[] {
    const { phone, beside } = this;
    return phone && beside ? beside.search(phone.list, query, limit) : [];
  }

  history(): HistoryRow[] {
    const { phone } = this;
    return phone?.history.map((scan) => history_row(phone, scan)) ?? [];
  }

  async sync(): Promise<void> {
    await this.sync_loop?.settled();
  }

  async saved_scans(): Promise<SavedScans | null> {
    const { phone, beside } = this;
    return phone && beside ? beside.file_of(phone) : null;
  }

  update(): boolean {
    if ((this.phone?.waiting ?? 0) > 0) return false;
    this.updates?.take();
    return true;
  }

  async close(): Promise<void> {
    this.is_closed = true;
    this.sync_loop?.stop();
    this.stop_listening();
    this.store?.close();
    this.lock.let_go();
  }

  // --- the world around

  private listen(): void {
    const off_line = () => {
      if (this.phone) this.phone.link = 'offline';
      this.changed();
    };
    const on_show = () => {
      this.wake('hello');
      void this.updates?.look();
    };
    const on_tick = () => {
      void this.forget_in_time();
      if (!this.sync_loop) this.wake();
      this.changed();
    };
    const on_line = () => this.wake('hello');
    this.stop_listening = listen({ on_line, off_line, on_show, on_tick }, tick_ms);
  }

  /** Asked for, and shown; nothing relies on it. */
  private async ask_to_persist(): Promise<void> {
    const storage = navigator.storage;
    if (!storage?.persist) return;
    this.is_persisted = await storage.persist().catch(() => false);
    this.changed();
  }
}
