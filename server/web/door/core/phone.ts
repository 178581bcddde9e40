// SPDX-License-Identifier: Apache-2.0
// The paired phone as it stands: what was loaded from the store, what the server said last. The
// scanner and the sync work on it; both write to the store first, then here.
import type { Clock, DoorApi } from './api';
import { ServerClock } from './clock';
import { PassList } from './list';
import { key_ring_of, type KeyRing } from './pass';
import { attempt } from './database';
import type { DoorStore } from './store';
import type {
  Building,
  Counters,
  DeviceFile,
  Effect,
  ListMeta,
  Loaded,
  LoadedScan,
  Origin,
} from './stored';
import { is_clock_suspect, type DoorContext } from './verdict';
import type { DoorSetting, WireIncident } from './wire';
import type { DeviceStanding } from './words';

/** A scan that the server has and the list on this phone does not show yet. */
export interface Acknowledged {
  dseq: number;
  effect: Effect | null;
  /** The list holds it once a question that began in a later round was answered. */
  round: number;
}

const history_rows = 50;

export class Phone {
  device: DeviceFile;
  counters: Counters;
  clock: ServerClock;
  list: PassList;
  list_meta: ListMeta | null;
  building: Building | null;
  incidents: WireIncident[];
  keys: KeyRing = new Map();

  link: 'online' | 'offline' = 'offline';
  last_contact_at: number | null = null;
  /** Of scans alone: nothing else says whether one can be stored. */
  is_storage_broken = false;
  is_list_unstored = false;
  /** Scans in the store that are not handed in yet. */
  waiting = 0;
  /** Of these, the ones that are being asked about right now. */
  readonly in_flight = new Set<number>();
  acknowledged: Acknowledged[] = [];
  round = 0;
  /** Newest first. */
  history: LoadedScan[] = [];

  constructor(
    readonly store: DoorStore,
    readonly api: DoorApi,
    readonly device_clock: Clock,
    loaded: Loaded,
    readonly changed: () => void,
  ) {
    this.device = loaded.device;
    this.counters = loaded.counters;
    this.clock = new ServerClock(device_clock, loaded.counters);
    this.list_meta = loaded.list;
    this.building = loaded.building;
    this.incidents = loaded.incidents;
    this.list = new PassList(this.setting?.event.id ?? '');
    api.set_token(loaded.device.token);
    this.take_setting(loaded.device.setting);
  }

  get setting(): DoorSetting | null {
    return this.device.setting;
  }

  /** Named in the file of its scans, also after the setting was forgotten. */
  get origin(): Origin | null {
    const { setting, device } = this;
    if (!setting) return device.origin ?? null;
    return { id: setting.device.id, label: setting.device.label, event_id: setting.event.id };
  }

  /** Reads the list and the unsettled scans of the store. */
  async fill(): Promise<void> {
    const { store, list_meta } = this;
    // Asked for first: it is by far the longest.
    const reading = attempt(async () => (list_meta ? store.read_list(list_meta) : []));
    // A walk-in whose answer never came: handed in like the others, so that its number is no gap.
    const held = await store.numbers_in('held');
    if (held.length > 0) await store.set_state(held, 'waiting');
    const [documents, waiting, stored, sent, history] = await Promise.all([
      reading,
      store.count_in('waiting'),
      store.effects(),
      store.numbers_in('sent'),
      store.history(),
    ]);
    // A list that cannot be read is taken anew; until then signatures count.
    if (!documents.ok) this.list_meta = this.building = null;
    this.waiting = waiting;
    const effects = new Map(stored.map((effect) => [effect.dseq, effect]));
    this.list.in_bulk(() => {
      if (documents.ok) for (const document of documents.value) this.list.apply(document);
      for (const effect of stored) this.count_effect(effect);
    });
    for (const dseq of sent) this.acknowledge(dseq, effects.get(dseq) ?? null);
    this.history = history;
  }

  take_setting(setting: DoorSetting | null): void {
    this.device = { ...this.device, setting };
    this.keys = setting ? key_ring_of(setting.keys, setting.event.id) : new Map();
  }

  context(): DoorContext | null {
    const setting = this.setting;
    if (!setting) return null;
    return {
      device: setting.device.id,
      event: setting.event.id,
      site: setting.device.site_id,
      opens_at: Date.parse(setting.event.doors_open_at),
      closes_at: Date.parse(setting.event.doors_close_at),
      allows_reentry: setting.event.allows_reentry,
    };
  }

  gate_name(gate_id: string): string {
    return this.setting?.gates.find((gate) => gate.id === gate_id)?.name ?? '';
  }
  site_name(site_id: string): string {
    return this.setting?.sites.find((site) => site.id === site_id)?.name ?? '';
  }

  list_age_s(): number | null {
    if (!this.list_meta) return null;
    return Math.max(0, Math.round((this.clock.now() - this.list_meta.current_at) / 1000));
  }

  /** Also when it is behind what the server said when this list was current. */
  is_clock_suspect(): boolean {
    const known = this.list_meta?.current_at ?? 0;
    return this.clock.is_suspect() || is_clock_suspect(Math.min(0, this.clock.now() - known), 0);
  }

  /** Somebody went in or out, or that was taken back: counts on this phone from now on. */
  count_effect(effect: Effect | null): void {
    if (!effect) return;
    if (effect.undoes !== null) {
      this.list.set_undo(effect.pass_id, effect.undoes, 'waiting');
      return;
    }
    this.list.add_move(effect.pass_id, {
      scan_id: effect.scan_id,
      at: effect.at,
      gate: effect.gate_id,
      device: this.setting?.device.id ?? '',
      direction: effect.direction,
      count: effect.count,
      is_override: effect.is_override,
      is_settled: false,
      undo: 'no',
    });
  }

  acknowledge(dseq: number, effect: Effect | null): void {
    this.acknowledged.push({ dseq, effect, round: this.round });
  }

  /** What an answer to a question of that round includes. */
  settled_by(round: number): Acknowledged[] {
    return this.acknowledged.filter((scan) => scan.round < round);
  }

  remember_scan(scan: LoadedScan): void {
    const others = this.history.filter((one) => one.record.dseq !== scan.record.dseq);
    this.history = [scan, ...others]
      .sort((a, b) => b.record.dseq - a.record.dseq)
      .slice(0, history_rows);
  }

  /** After a hello: also keeps what it taught about the clock. */
  async take_standing(standing: DeviceStanding): Promise<void> {
    const clock = this.clock.remember();
    this.counters = { ...this.counters, ...clock, standing };
    await attempt(() => this.store.save_clock({ ...clock, standing }));
  }

  /** The list, the setting and everything that names people; not what waits to be handed in. */
  forget_list(): void {
    this.device = { ...this.device, origin: this.origin, setting: null };
    this.keys = new Map();
    this.list = new PassList('');
    this.list_meta = null;
    this.building = null;
    this.incidents = [];
    this.history = [];
  }

  heard(): void {
    this.link = 'online';
    this.last_contact_at = this.device_clock.wall();
  }
}
