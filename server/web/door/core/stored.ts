// SPDX-License-Identifier: Apache-2.0
// What the phone keeps, by its shapes: scans and what they did, the device, the counters, the list.
import type { ClockMemory } from './clock';
import type { ResultKind } from './results';
import type { DoorSetting, ScanRecord, WireIncident } from './wire';
import { is_accepted, type DeviceStanding, type Direction, type Verdict } from './words';

/** waiting: to be handed in; sent: the server has it; settled: the list on this phone holds it, too;
 * held: a walk-in that only its own call can hand in; lost: its box cannot be opened any more. */
export type ScanState = 'waiting' | 'sent' | 'settled' | 'held' | 'lost';

export interface StoredScan {
  record: ScanRecord;
  /** What the screen said; verdict null: nothing yet. */
  shown: {
    kind: ResultKind;
    verdict: Verdict | null;
    pass_id: string | null;
    /** The server's time, as the phone knew it. */
    at: number;
    label: string;
    agency: string;
    /** Not let in here; the server, which knew more, said otherwise when it was handed in. */
    is_valid_later?: boolean;
  };
}

/**
 * What a scan did to a pass, for as long as the list does not hold it. Not sealed, so that a phone
 * with a long queue opens at once: random ids, a time and a count name nobody.
 */
export interface Effect {
  dseq: number;
  scan_id: string;
  pass_id: string;
  undoes: string | null;
  gate_id: string;
  at: number;
  direction: Direction;
  count: number;
  is_override: boolean;
}

/** Null: the scan changed nothing. */
export function effect_of({ record, shown }: StoredScan): Effect | null {
  if (shown.pass_id === null || shown.verdict === null || !is_accepted(shown.verdict)) return null;
  return {
    dseq: record.dseq,
    scan_id: record.scan_id,
    pass_id: shown.pass_id,
    undoes: record.undoes,
    gate_id: record.gate_id,
    at: shown.at,
    direction: record.direction,
    count: record.count,
    is_override: record.override !== null,
  };
}

/** Whose scans these are. */
export interface Origin {
  id: string;
  label: string;
  event_id: string;
}

export interface DeviceFile {
  token: string;
  setting: DoorSetting | null;
  /** Once the setting was forgotten. */
  origin?: Origin | null;
}

/** What must never go back: written in the same transaction as the scan that moved it. */
export interface Counters extends ClockMemory {
  epoch: string;
  last_dseq: number;
  standing: DeviceStanding;
}

export interface ListMeta {
  generation: number;
  next_document: number;
  version: number;
  /** Server time when this list was last known to be current. */
  current_at: number;
}
/** A snapshot that is not complete yet. */
export interface Building extends ListMeta {
  cursor: string;
  hash: string;
  count: number;
}

export interface LoadedScan extends StoredScan {
  state: ScanState;
}
export interface Loaded {
  device: DeviceFile;
  counters: Counters;
  list: ListMeta | null;
  building: Building | null;
  incidents: WireIncident[];
}
