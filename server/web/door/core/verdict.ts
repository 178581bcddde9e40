// SPDX-License-Identifier: Apache-2.0
// What a door is told about one scan. Pure. The twin of common/domain/decision.cpp, whose vectors
// (tests/vectors/door) it runs; change both or none.
import type { Override } from './wire';
import {
  isOverridable,
  type CheckReason,
  type CodeOutcome,
  type DelegateStatus,
  type Direction,
  type ScanKind,
  type Verdict,
} from './words';

/** The same device reading the same single pass again within this is a double read. */
export const repeatWindowMs = 10_000;
const suspectOffsetMs = 120_000;
const suspectDriftMs = 5_000;

/** Where and when a device stands. */
export interface DoorContext {
  device: string;
  event: string;
  site: string;
  opensAt: number;
  closesAt: number;
  allowsReentry: boolean;
}

/** What the list knows of a pass. */
export interface PassFacts {
  id: string;
  event: string;
  site: string;
  issue: number;
  minIssue: number;
  isMinor: boolean;
  partySize: number;
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
  firstIn: Movement | null;
  lastMove: Movement | null;
}
export const nobodyCame: AdmissionState = { inside: 0, visits: 0, firstIn: null, lastMove: null };

export interface Reading {
  code: CodeOutcome;
  kind: ScanKind;
  device: string;
  /** 0 when the code names none. */
  issue: number;
  direction: Direction;
  count: number;
  escortSeen: boolean;
  override: Override | null;
  pass: PassFacts | null;
  state: AdmissionState;
  /** Server time, as well as the phone knows it. */
  at: number;
  clockSuspect: boolean;
}

export interface Decision {
  verdict: Verdict;
  check: CheckReason | null;
  /** Admitted against this verdict. */
  overridden: Verdict | null;
  firstIn: Movement | null;
  rightSite: string | null;
  /** For a party: how many may still come in. */
  room: number;
}

/** For readings and walk-ins. */
export function decide(door: DoorContext, reading: Reading): Decision {
  if (reading.kind === 'reading') {
    const no = judgeCode(reading.code);
    if (no) return verdict(no);
  }
  const pass = reading.pass;
  if (!pass) return reading.code === 'valid' ? check('not_in_list') : verdict('unknown');
  // A stolen key signs anything: only what the list itself holds is believed.
  if (reading.code === 'compromised_key' && reading.issue !== pass.issue) return verdict('unknown');
  if (pass.event !== door.event) return verdict('wrong_event');
  if (reading.direction === 'out') return decideOut(door, pass, reading);

  let decision = decideIn(door, pass, reading);
  if (reading.override && isOverridable(decision.verdict)) {
    decision = { ...verdict('admitted'), overridden: decision.verdict };
  }
  if (decision.verdict === 'admitted' && isParty(pass)) {
    decision.room = Math.max(0, roomOf(pass, reading.state) - reading.count);
  }
  return decision;
}

export function isParty(pass: PassFacts): boolean {
  return pass.partySize > 1;
}

/** |offset| > 2 minutes or |drift| > 5 seconds: that phone refuses nobody because of the time. */
export function isClockSuspect(offsetMs: number, driftMs: number): boolean {
  return Math.abs(offsetMs) > suspectOffsetMs || Math.abs(driftMs) > suspectDriftMs;
}

/** A head count is confirmed by hand and an override is meant, so neither can be a double read. */
export function isDoubleRead(
  pass: PassFacts,
  state: AdmissionState,
  scan: { device: string; direction: Direction; override: Override | null },
  at: number,
): boolean {
  const last = state.lastMove;
  if (isParty(pass) || scan.override || !last) return false;
  if (last.device !== scan.device || last.direction !== scan.direction) return false;
  return Math.abs(at - last.at) < repeatWindowMs;
}

function judgeCode(code: CodeOutcome): Verdict | null {
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
function judgePass(door: DoorContext, pass: PassFacts, reading: Reading): Decision | null {
  const issue = reading.issue === 0 ? pass.issue : reading.issue;
  if (issue < pass.minIssue) return verdict('revoked');
  if (pass.status === 'substituted' || pass.status === 'cancelled') return verdict('revoked');
  if (issue > pass.issue) return check('newer_issue');
  if (pass.site !== door.site) return { ...verdict('wrong_site'), rightSite: pass.site };
  if (pass.status === 'nominated') return check('not_approved');
  return null;
}

function judgeTime(door: DoorContext, reading: Reading): Decision | null {
  if (reading.clockSuspect) return null;
  if (reading.at < door.opensAt) return verdict('not_yet_open');
  if (reading.at > door.closesAt) return verdict('closed');
  return null;
}

/** Whether they are in already; null when there is room for them. */
function judgeAdmission(door: DoorContext, pass: PassFacts, reading: Reading): Decision | null {
  const state = reading.state;
  if (isDoubleRead(pass, state, reading, reading.at)) return seenBefore('repeat', state);
  const room = roomOf(pass, state);
  if (room === 0) return seenBefore('already_in', state);
  if (!isParty(pass)) {
    const wasIn = state.visits > 0 && !door.allowsReentry;
    return wasIn ? seenBefore('already_in', state) : null;
  }
  return reading.count <= room ? null : { ...check('party_room'), room };
}

/** A person who goes out is let go and recorded, whatever else is wrong with the pass. */
function decideOut(door: DoorContext, pass: PassFacts, reading: Reading): Decision {
  if (!door.allowsReentry) return check('exit_not_recorded');
  if (isDoubleRead(pass, reading.state, reading, reading.at)) {
    return seenBefore('repeat', reading.state);
  }
  return verdict('left');
}

function decideIn(door: DoorContext, pass: PassFacts, reading: Reading): Decision {
  const no =
    judgePass(door, pass, reading) ??
    judgeTime(door, reading) ??
    judgeAdmission(door, pass, reading);
  if (no) return no;
  if (pass.isMinor && !reading.escortSeen) return check('escort');
  return verdict('admitted');
}

function roomOf(pass: PassFacts, state: AdmissionState): number {
  return Math.max(0, pass.partySize - state.inside);
}

function verdict(value: Verdict): Decision {
  return {
    verdict: value,
    check: null,
    overridden: null,
    firstIn: null,
    rightSite: null,
    room: 0,
  };
}

function check(reason: CheckReason): Decision {
  return { ...verdict('check'), check: reason };
}

function seenBefore(value: Verdict, state: AdmissionState): Decision {
  return { ...verdict(value), firstIn: state.firstIn };
}
