// SPDX-License-Identifier: Apache-2.0
// What the screens see of the door: results of scans, the state of the phone, and the door itself
// as one interface. engine.ts implements it.
import type { EnrolFault } from './api';
import type { DoorSetting, Holder, Message, Override, WalkInForm, WireIncident } from './wire';
import type { CheckReason, Direction, ScanKind, ScanMode, Verdict } from './words';

/** The same code read again within this is not looked at. */
export const same_code_ms = 3_000;

/** What staff brings: text of a camera, USB reader or keyboard, or a row of the search. */
export type ScanInput = { text: string } | { pass_id: string };

export interface ScanOptions {
  direction?: Direction;
  /** Persons who go through; asked for when it matters and is missing. */
  count?: number;
  /** Staff saw the adult who accompanies the child; asked for when it matters and is missing. */
  escort_seen?: boolean;
  /** Let in against the verdict that was shown. */
  override?: Override;
  /** By hand, not by a reader: the same code within three seconds counts. */
  is_deliberate?: boolean;
}

/** One row of the result table; the words and colours are the screen's. */
export type ResultKind =
  | 'admitted'
  | 'admitted_note' // green with a stripe: somebody should look, see notes
  | 'left'
  | 'undone'
  | 'already_in'
  | 'repeat' // this door, this person, seconds ago
  | 'wrong_site'
  | 'not_in_list' // well signed: staff admits or refuses
  | 'check' // see check and message
  | 'not_yet_open'
  | 'closed'
  | 'revoked'
  | 'wrong_event'
  | 'invalid' // unknown, not a pass, a document: see verdict
  | 'not_stored' // grey: use the paper list
  | 'ask'; // nothing recorded yet: call scan() again with what ask wants

/** door_note: what the organizers wrote, in holder.note. */
export type Note = 'door_note' | 'minor' | 'overridden' | 'party' | 'not_on_this_phone';

export interface DoorResult {
  kind: ResultKind;
  /** Null when nothing was recorded (ask, not_stored). */
  scan_id: string | null;
  at: number;
  verdict: Verdict | null;
  check: CheckReason | null;
  /** offline or timeout: this phone decided by itself. */
  mode: ScanMode | null;
  direction: Direction;
  count: number;
  pass_id: string | null;
  holder: Holder | null;
  first_in: { at: number; gate: string; is_this_gate: boolean } | null;
  right_site: string | null;
  /** Of a party: how many may still come in. */
  room: number;
  notes: Note[];
  /** What the server says, when it says more than the kind does. */
  message: Message | null;
  ask: { count: boolean; escort: boolean; room: number } | null;
  /** The verdict that staff may override, with scan(…, {override: {refused, reason}}). */
  may_override: Verdict | null;
  may_undo: boolean;
  /** Scans of this phone that the server has not got yet. */
  waiting: number;
}

export interface HistoryRow {
  scan_id: string;
  kind: ResultKind;
  scan_kind: ScanKind;
  at: number;
  label: string;
  agency: string;
  pass_id: string | null;
  direction: Direction;
  count: number;
  mode: ScanMode;
  is_sent: boolean;
  is_undone: boolean;
  may_undo: boolean;
  /** Not let in here without a network, though the server would have: nobody was recorded. */
  is_valid_later: boolean;
}

export interface FoundRow {
  pass_id: string;
  holder: Holder;
  inside: number;
  visits: number;
}

export type Phase =
  | 'opening'
  | 'other_tab' // another tab is the active one
  | 'no_storage' // IndexedDB cannot be opened: nothing can be recorded
  | 'unpaired'
  | 'loading' // paired, the first list is on its way
  | 'ready'
  | 'not_yet' // before the device's window
  | 'expired' // after it: hands in what is waiting
  | 'revoked'; // hands in what is waiting, then forgets everything

export interface DoorStatus {
  phase: Phase;
  link: 'online' | 'offline';
  /** Scans not yet handed in. */
  waiting: number;
  /** All that it made, of which it keeps every one. */
  scan_count: number;
  /** False: the server takes nothing of this phone any more. */
  may_hand_in: boolean;
  setting: DoorSetting | null;
  gate_name: string;
  site_name: string;
  list_version: number;
  /** Since the list was last known to be current; null: no list. */
  list_age_s: number | null;
  /** 0…1 while the list is loading. */
  list_progress: number | null;
  pass_count: number;
  /** Persons of this site: expected, and those who came. */
  expected: number;
  present: number;
  clock: { offset_ms: number; is_suspect: boolean; is_measured: boolean };
  /** Open ones that concern this door, newest first. */
  incidents: WireIncident[];
  /** What navigator.storage.persist() answered. */
  is_persisted: boolean | null;
  /** The last scan could not be stored: nothing can be recorded now. */
  is_storage_broken: boolean;
  /** What the list brought last could not be: it is there for as long as the page is open. */
  is_list_unstored: boolean;
  last_contact_at: number | null;
  /** A new version of the app is there; it may be taken when nothing is waiting. */
  has_update: boolean;
}

export type UndoFault = 'not_stored' | 'unknown_scan' | 'not_undoable';
export type WalkInFault = 'offline' | 'not_stored' | 'refused';

export interface WalkInResult {
  result: DoorResult;
  label: string;
  short_number: string | null;
  qr_text: string | null;
}

/** Scans as a file, to be handed over by hand. */
export interface SavedScans {
  /** Of the phone. */
  label: string;
  text: string;
  /** Scans that are not in it, because they cannot be read any more. */
  unreadable: number;
}

/** The whole door, as the screens use it. */
export interface Door {
  readonly status: DoorStatus;
  /** Calls back at once and on every change; returns how to stop. */
  subscribe(listener: (status: DoorStatus) => void): () => void;
  enrol(code: string): Promise<EnrolFault | null>;
  /** Null: the same code again within three seconds, nothing to show. */
  scan(input: ScanInput, options?: ScanOptions): Promise<DoorResult | null>;
  undo(scan_id: string): Promise<DoorResult | UndoFault>;
  walk_in(form: WalkInForm): Promise<WalkInResult | { fault: WalkInFault; message: Message | null }>;
  /** By name without accents (from 2 letters), agency, or the beginning of a short number. */
  search(query: string, limit?: number): FoundRow[];
  history(): HistoryRow[];
  /** Hands in and asks now. */
  sync(): Promise<void>;
  /** What is waiting, as a file to be handed over by hand; of a phone that may hand in nothing all that
   * it keeps. Null: it could not be made. */
  saved_scans(): Promise<SavedScans | null>;
  /** Refused while scans are waiting that may be handed in. */
  unpair(): Promise<boolean>;
  /** In phase other_tab: this tab becomes the door, the other one rests. */
  use_here(): void;
  /** Takes the new version; refused while scans are waiting. */
  update(): boolean;
  close(): Promise<void>;
}
