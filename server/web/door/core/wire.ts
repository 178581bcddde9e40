// SPDX-License-Identifier: Apache-2.0
// What the door's calls send and answer, as server/api/openapi.yaml has it.
import type {
  CheckReason,
  DelegateStatus,
  DeviceStanding,
  Direction,
  KeyState,
  ScanKind,
  ScanMode,
  Verdict,
} from './words';

/** One sentence in both languages. */
export interface Message {
  vi: string;
  en: string;
}

export interface WireEvent {
  id: string;
  title: string;
  time_zone: string;
  starts_at: string;
  ends_at: string | null;
  doors_open_at: string;
  doors_close_at: string;
  allows_reentry: boolean;
  wipe_at: string;
}

export interface WireDevice {
  id: string;
  label: string;
  epoch: string;
  site_id: string;
  gate_id: string;
  enrolled_at: string;
  valid_from: string;
  valid_until: string;
}

/** What stands around a door: its event, gates, keys. */
export interface DoorSetting {
  host: string;
  event: WireEvent;
  device: WireDevice;
  sites: { id: string; name: string }[];
  gates: { id: string; site_id: string; name: string }[];
  keys: { kid: number; public_key: string; state: KeyState }[];
  walk_in_quotas: { id: string; label: string }[];
}

export interface WireAdmission {
  inside: number;
  present: number;
  visits: number;
  first_in_at: string | null;
  first_in_gate_id: string | null;
}

/** The person or party of a pass, as a door may know them. */
export interface Holder {
  label: string;
  group: string;
  agency: string;
  seat: string;
  is_minor: boolean;
  party_size: number;
  short_number: string;
  status: DelegateStatus;
  admission: WireAdmission;
}

export interface WirePass {
  pass_id: string;
  issue: number;
  min_issue: number;
  site_id: string;
  holder?: Holder;
}

export interface WireIncident {
  id: string;
  kind: string;
  title: Message;
  state: 'open' | 'resolved' | 'withdrawn';
  pass_id: string | null;
  device_id: string | null;
  gate_id: string | null;
  opened_at: string;
}

export interface EnrolAnswer {
  token: string;
  setting: DoorSetting;
}

export interface HelloForm {
  epoch: string;
  last_dseq: number;
  queue_length: number;
  list_version: number;
  list_age_s: number | null;
  offset_ms: number;
  drift_ms: number;
  app_version: string;
}

export interface HelloAnswer {
  server_time_ms: number;
  standing: DeviceStanding;
  must_wipe: boolean;
  missing: { first: number; last: number }[];
  doors_open_at: string;
  doors_close_at: string;
  valid_from: string;
  valid_until: string;
  list_version: number;
}

export interface SnapshotPage {
  server_time_ms: number;
  version: number;
  setting: DoorSetting | null;
  passes: WirePass[];
  next_cursor: string | null;
  count: number;
  sha256: string;
}

export interface Changes {
  server_time_ms: number;
  version: number;
  is_too_old: boolean;
  has_more: boolean;
  revocations: { pass_id: string; min_issue: number }[];
  setting: DoorSetting | null;
  passes: WirePass[];
  admissions: ({ pass_id: string } & WireAdmission)[];
  incidents: WireIncident[];
}

export interface Override {
  refused: Verdict;
  reason: string;
}

/** A scan as it is stored on the phone and sent. */
export interface ScanRecord {
  scan_id: string;
  epoch: string;
  dseq: number;
  kind: ScanKind;
  text: string;
  pass_id: string | null;
  undoes: string | null;
  gate_id: string;
  direction: Direction;
  count: number;
  escort_seen: boolean;
  wall_ms: number;
  mono_ms: number;
  offset_ms: number;
  floor_ms: number;
  list_version: number;
  list_age_s: number | null;
  mode: ScanMode;
  local_verdict: Verdict | null;
  override: Override | null;
}

export interface ScanAnswer {
  scan_id: string | null;
  stored: 'new' | 'same' | 'conflict' | 'quarantined';
  seq: number | null;
  verdict: Verdict;
  check: CheckReason | null;
  overridden: Verdict | null;
  reason: string | null;
  pass_id: string | null;
  first_in: { at: string; gate_id: string; gate_name: string } | null;
  right_site: { id: string; name: string } | null;
  room: number;
  message: Message;
}

export interface WalkInForm {
  full_name: string;
  position?: string;
  organization?: string;
  quota_id?: string | null;
}

export interface WalkInAnswer {
  result: ScanAnswer;
  pass: {
    pass_id: string;
    issue: number;
    label: string;
    short_number: string;
    qr_text: string;
  } | null;
}
