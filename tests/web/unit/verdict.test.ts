// SPDX-License-Identifier: Apache-2.0
// The door decides as the server does: tests/vectors/door/decide.json.
import { expect, test } from 'vitest';
import {
  decide,
  is_clock_suspect,
  type DoorContext,
  type Movement,
  type Reading,
} from '../../../server/web/door/core/verdict';
import { is_accepted } from '../../../server/web/door/core/words';
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

function door_of(door: DecideCase['door']): DoorContext {
  return {
    device: door.device,
    event: door.event,
    site: door.site,
    opens_at: door.opens_at,
    closes_at: door.closes_at,
    allows_reentry: door.allows_reentry,
  };
}

function reading_of(reading: DecideCase['reading']): Reading {
  const { pass, state } = reading;
  return {
    code: reading.code,
    kind: reading.kind,
    device: reading.device,
    issue: reading.issue,
    direction: reading.direction,
    count: reading.count,
    escort_seen: reading.escort_seen,
    override: reading.override,
    at: reading.at,
    clock_suspect: reading.clock_suspect,
    pass: pass && {
      id: pass.id,
      event: pass.event,
      site: pass.site,
      issue: pass.issue,
      min_issue: pass.min_issue,
      is_minor: pass.is_minor,
      party_size: pass.party_size,
      status: pass.status,
    },
    state: {
      inside: state.inside,
      visits: state.visits,
      first_in: state.first_in,
      last_move: state.last_move,
    },
  };
}

test('every case of the vectors is decided as the server decides it', () => {
  const { cases } = vectors<{ cases: DecideCase[] }>('door/decide.json');
  const wrong: unknown[] = [];
  for (const one of cases) {
    const made = decide(door_of(one.door), reading_of(one.reading));
    const decision = {
      verdict: made.verdict,
      accepted: is_accepted(made.verdict),
      check: made.check ?? 'none',
      overridden: made.overridden,
      first_in: made.first_in,
      right_site: made.right_site,
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
  expect(is_clock_suspect(120_000, 5_000)).toBe(false);
  expect(is_clock_suspect(120_001, 0)).toBe(true);
  expect(is_clock_suspect(-120_001, 0)).toBe(true);
  expect(is_clock_suspect(0, 5_001)).toBe(true);
  expect(is_clock_suspect(0, -5_001)).toBe(true);
});
