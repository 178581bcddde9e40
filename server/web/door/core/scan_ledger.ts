// SPDX-License-Identifier: Apache-2.0
// The scans of this phone as records: made, numbered and stored. A number is given only when its
// transaction is through.
import { attempt } from './database';
import { new_scan_id } from './ids';
import type { Phone } from './phone';
import type { DoorResult } from './results';
import type { ScanState, StoredScan } from './stored';
import type { ScanRecord } from './wire';

/** What a record says besides what the phone itself knows. */
export type RecordPart = Pick<ScanRecord, 'kind' | 'text' | 'pass_id' | 'undoes' | 'direction' | 'count'> &
  Partial<Pick<ScanRecord, 'escort_seen' | 'override'>>;

export class ScanLedger {
  constructor(private readonly phone: Phone) {}

  /** The server's time, never before an earlier scan of this phone nor its enrolment. */
  time_of_scan(): number {
    const { clock, setting } = this.phone;
    const enrolled_at = setting ? Date.parse(setting.device.enrolled_at) : 0;
    return Math.max(clock.now(), clock.floor_ms, enrolled_at);
  }

  new_record(part: RecordPart): ScanRecord {
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

  stored(
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
  async add(scan: StoredScan, state: ScanState, at: number): Promise<boolean> {
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

  async replace(scan: StoredScan, state: ScanState): Promise<boolean> {
    const kept = await attempt(() => this.phone.store.replace_scan(scan, state));
    this.phone.is_storage_broken = !kept.ok;
    return kept.ok;
  }
}

/** What a result repeats of its record. */
export function facts_of(record: ScanRecord, pass_id: string | null, at: number) {
  const { scan_id, mode, direction, count } = record;
  return { scan_id, at, mode, direction, count, pass_id };
}
