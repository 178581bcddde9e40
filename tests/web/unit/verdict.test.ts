// SPDX-License-Identifier: Apache-2.0
// The door decides as the server does: tests/vectors/door/decide.json.
import { expect, test } from 'vitest';
import {
  decide,
  isClockSuspect,
  type DoorContext,
  type Movement,
  type Reading,
} from '../../../server/web/door/core/verdict';
import { isAccepted } from '../../../server/web/door/core/words';
import { vectors } from './vectors';

interface DecideCase {
  case: number;
  door: {
    device: string;
    event: string;
    site: string;
    opens_at: number;
    closes_at: number;
    allows_reentry: boolean;
  };
  reading: {
    code: Reading['code'];
    kind: Reading['kind'];
    device: string;
    issue: number;
    direction: Reading['direction'];
    count: number;
    escort_seen: boolean;
    override: Reading['override'];
    at: number;
    clock_suspect: boolean;
    pass: null | {
      id: string;
      event: string;
      site: string;
      issue: number;
      is_minor: boolean;
      party_size: number;
      min_issue: number;
      status: NonNullable<Reading['pass']>['status'];
    };
    state: {
      inside: number;
      visits: number;
      first_in: Movement | null;
      last_move: Movement | null;
    };
  };
  expect: {
    verdict: string;
    accepted: boolean;
    check: string;
    overridden: string | null;
    first_in: Movement | null;
    right_site: string | null;
    room: number;
  };
}

function doorOf(door: DecideCase['door']): DoorContext {
  return {
    device: door.device,
    event: door.event,
    site: door.site,
    opensAt: door.opens_at,
    closesAt: door.closes_at,
    allowsReentry: door.allows_reentry,
  };
}

function readingOf(reading: DecideCase['reading']): Reading {
  const { pass, state } = reading;
  return {
    code: reading.code,
    kind: reading.kind,
    device: reading.device,
    issue: reading.issue,
    direction: reading.direction,
    count: reading.count,
    escortSeen: reading.escort_seen,
    override: reading.override,
    at: reading.at,
    clockSuspect: reading.clock_suspect,
    pass: pass && {
      id: pass.id,
      event: pass.event,
      site: pass.site,
      issue: pass.issue,
      minIssue: pass.min_issue,
      isMinor: pass.is_minor,
      partySize: pass.party_size,
      status: pass.status,
    },
    state: {
      inside: state.inside,
      visits: state.visits,
      firstIn: state.first_in,
      lastMove: state.last_move,
    },
  };
}

test('every case of the vectors is decided as the server decides it', () => {
  const { cases } = vectors<{ cases: DecideCase[] }>('door/decide.json');
  const wrong: unknown[] = [];
  for (const one of cases) {
    const made = decide(doorOf(one.door), readingOf(one.reading));
    const decision = {
      verdict: made.verdict,
      accepted: isAccepted(made.verdict),
      check: made.check ?? 'none',
      overridden: made.overridden,
      first_in: made.firstIn,
      right_site: made.rightSite,
      room: made.room,
    };
    if (JSON.stringify(decision) !== JSON.stringify(one.expect)) {
      wrong.push({ case: one.case, decision, expect: one.expect });
    }
  }
  expect(wrong).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(480);
});

test('a clock is suspect from two minutes off or five seconds adrift', () => {
  expect(isClockSuspect(120_000, 5_000)).toBe(false);
  expect(isClockSuspect(120_001, 0)).toBe(true);
  expect(isClockSuspect(-120_001, 0)).toBe(true);
  expect(isClockSuspect(0, 5_001)).toBe(true);
  expect(isClockSuspect(0, -5_001)).toBe(true);
});
