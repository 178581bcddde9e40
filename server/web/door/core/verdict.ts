// SPDX-License-Identifier: Apache-2.0
// What a door is told about one scan. Pure. The twin of common/domain/decision.cpp, whose vectors
// (tests/vectors/door) it runs; change both or none.
import type { Override } from './wire';
import {
  is_overridable,
  type CheckReason,
  type CodeOutcome,
  type DelegateStatus,
  type Direction,
  type ScanKind,
  type Verdict,
} from './words';

/** The same device reading the same single pass again within this is a double read. */
export const repeat_window_ms = 10_000;
const suspect_offset_ms = 120_000;
const suspect_drift_ms = 5_000;

/** Where and when a device stands. */
export interface DoorContext {
  device: string;
  event: string;
  site: string;
  opens_at: number;
  closes_at: number;
  allows_reentry: boolean;
}

/** What the list knows of a pass. */
export interface PassFacts {
  id: string;
  event: string;
  site: string;
  issue: number;
  min_issue: number;
  is_minor: boolean;
  party_size: number;
  status: DelegateStatus;
}

export interface Movement {
  at: number;
  gate: string;
  device: string;
  scan: string;
  direction: Direction;
}

/** The part of an admission that a verdict needs. */
export interface AdmissionState {
  inside: number;
  visits: number;
  first_in: Movement | null;
  last_move: Movement | null;
}
export const nobody_came: AdmissionState = { inside: 0, visits: 0, first_in: null, last_move: null };

export interface Reading {
  code: CodeOutcome;
  kind: ScanKind;
  device: string;
  /** 0 when the code names none. */
  issue: number;
  direction: Direction;
  count: number;
  escort_seen: boolean;
  override: Override | null;
  pass: PassFacts | null;
  state: AdmissionState;
  /** Server time, as well as the phone knows it. */
  at: number;
  clock_suspect: boolean;
}

export interface Decision {
  verdict: Verdict;
  check: CheckReason | null;
  /** Admitted against this verdict. */
  overridden: Verdict | null;
  first_in: Movement | null;
  right_site: string | null;
  /** For a party: how many may still come in. */
  room: number;
}

/** For readings and walk-ins. */
export function decide(door: DoorContext, reading: Reading): Decision {
  if (reading.kind === 'reading') {
    const no = judge_code(reading.code);
    if (no) return verdict(no);
  }
  const pass = reading.pass;
  if (!pass) return reading.code === 'valid' ? check('not_in_list') : verdict('unknown');
  // A stolen key signs anything: only what the list itself holds is believed.
  if (reading.code === 'compromised_key' && reading.issue !== pass.issue) return verdict('unknown');
  if (pass.event !== door.event) return verdict('wrong_event');
  if (reading.direction === 'out') return decide_out(door, pass, reading);

  let decision = decide_in(door, pass, reading);
  if (reading.override && is_overridable(decision.verdict)) {
    decision = { ...verdict('admitted'), overridden: decision.verdict };
  }
  if (decision.verdict === 'admitted' && is_party(pass)) {
    decision.room = Math.max(0, room_of(pass, reading.state) - reading.count);
  }
  return decision;
}

export function is_party(pass: PassFacts): boolean {
  return pass.party_size > 1;
}

/** |offset| > 2 minutes or |drift| > 5 seconds: that phone refuses nobody because of the time. */
export function is_clock_suspect(offset_ms: number, drift_ms: number): boolean {
  return Math.abs(offset_ms) > suspect_offset_ms || Math.abs(drift_ms) > suspect_drift_ms;
}

/** A head count is confirmed by hand and an override is meant, so neither can be a double read. */
export function is_double_read(
  pass: PassFacts,
  state: AdmissionState,
  scan: { device: string; direction: Direction; override: Override | null },
  at: number,
): boolean {
  const last = state.last_move;
  if (is_party(pass) || scan.override || !last) return false;
  if (last.device !== scan.device || last.direction !== scan.direction) return false;
  return Math.abs(at - last.at) < repeat_window_ms;
}

function judge_code(code: CodeOutcome): Verdict | null {
  switch (code) {
    case 'not_a_pass':
      return 'not_a_pass';
    case 'document_code':
      return 'document_code';
    case 'bad_code':
      return 'unknown';
    case 'wrong_event':
      return 'wrong_event';
    default:
      return null;
  }
}

/** Whether the pass counts at all at this door; null when it does. */
function judge_pass(door: DoorContext, pass: PassFacts, reading: Reading): Decision | null {
  const issue = reading.issue === 0 ? pass.issue : reading.issue;
  if (issue < pass.min_issue) return verdict('revoked');
  if (pass.status === 'substituted' || pass.status === 'cancelled') return verdict('revoked');
  if (issue > pass.issue) return check('newer_issue');
  if (pass.site !== door.site) return { ...verdict('wrong_site'), right_site: pass.site };
  if (pass.status === 'nominated') return check('not_approved');
  return null;
}

function judge_time(door: DoorContext, reading: Reading): Decision | null {
  if (reading.clock_suspect) return null;
  if (reading.at < door.opens_at) return verdict('not_yet_open');
  if (reading.at > door.closes_at) return verdict('closed');
  return null;
}

/** Whether they are in already; null when there is room for them. */
function judge_admission(door: DoorContext, pass: PassFacts, reading: Reading): Decision | null {
  const state = reading.state;
  if (is_double_read(pass, state, reading, reading.at)) return seen_before('repeat', state);
  const room = room_of(pass, state);
  if (room === 0) return seen_before('already_in', state);
  if (!is_party(pass)) {
    const was_in = state.visits > 0 && !door.allows_reentry;
    return was_in ? seen_before('already_in', state) : null;
  }
  return reading.count <= room ? null : { ...check('party_room'), room };
}

/** A person who goes out is let go and recorded, whatever else is wrong with the pass. */
function decide_out(door: DoorContext, pass: PassFacts, reading: Reading): Decision {
  if (!door.allows_reentry) return check('exit_not_recorded');
  if (is_double_read(pass, reading.state, reading, reading.at)) {
    return seen_before('repeat', reading.state);
  }
  return verdict('left');
}

function decide_in(door: DoorContext, pass: PassFacts, reading: Reading): Decision {
  const no =
    judge_pass(door, pass, reading) ??
    judge_time(door, reading) ??
    judge_admission(door, pass, reading);
  if (no) return no;
  if (pass.is_minor && !reading.escort_seen) return check('escort');
  return verdict('admitted');
}

function room_of(pass: PassFacts, state: AdmissionState): number {
  return Math.max(0, pass.party_size - state.inside);
}

function verdict(value: Verdict): Decision {
  return {
    verdict: value,
    check: null,
    overridden: null,
    first_in: null,
    right_site: null,
    room: 0,
  };
}

function check(reason: CheckReason): Decision {
  return { ...verdict('check'), check: reason };
}

function seen_before(value: Verdict, state: AdmissionState): Decision {
  return { ...verdict(value), first_in: state.first_in };
}
