// SPDX-License-Identifier: Apache-2.0
// From the text to the verdict, with the list and the own moves of a phone: tests/vectors/door/local.json.
import { expect, test } from 'vitest';
import { PassList } from '../../../server/web/door/core/list';
import { key_ring_of } from '../../../server/web/door/core/pass';
import { read_code } from '../../../server/web/door/core/reading';
import { decide, nobody_came } from '../../../server/web/door/core/verdict';
import type { WirePass } from '../../../server/web/door/core/wire';
import type {
  DelegateStatus,
  Direction,
  KeyState,
  Verdict,
} from '../../../server/web/door/core/words';
import { vectors } from './vectors';

type Key = [kid: number, public_key: string, state: KeyState];
type Row = [string, number, number, boolean, boolean, number, DelegateStatus, string];
type Move = [direction: Direction, count: number, at: number, override: boolean, undone: boolean];
type Expect = [Verdict, string | null, Verdict | null, number, number | null, boolean];
type Case = [
  text: string | number,
  direction: Direction,
  count: number,
  escort_seen: boolean,
  refused: Verdict | null,
  at: number,
  clock_suspect: boolean,
  moves: Move[],
  expect: Expect,
];
interface World {
  door: {
    device: string;
    event: string;
    site: string;
    opens_at: number;
    closes_at: number;
    allows_reentry: boolean;
  };
  keys: Key[];
  list: Row[];
  codes: string[];
  cases: Case[];
}

const nothing = { inside: 0, present: 0, visits: 0, first_in_at: null, first_in_gate_id: null };

function pass_of(row: Row, site: string): WirePass {
  const [pass_id, issue, min_issue, is_here, is_minor, party_size, status, short_number] = row;
  const pass: WirePass = { pass_id, issue, min_issue, site_id: is_here ? site : 'another' };
  if (!is_here) return pass;
  const text = { label: '', group: '', agency: '', seat: '', note: '' };
  return {
    ...pass,
    holder: { ...text, is_minor, party_size, short_number, status, admission: nothing },
  };
}

function list_of(world: World): PassList {
  const list = new PassList(world.door.event);
  list.apply({ kind: 'page', passes: world.list.map((row) => pass_of(row, world.door.site)) });
  return list;
}

/** The one pass with this case's own moves. */
function list_with(world: World, pass: WirePass, moves: Move[]): PassList {
  const list = new PassList(world.door.event);
  list.apply({ kind: 'page', passes: [pass] });
  moves.forEach(([direction, count, at, is_override, is_undone], i) => {
    list.add_move(pass.pass_id, {
      scan_id: String(i),
      at,
      gate: 'g',
      device: world.door.device,
      direction,
      count,
      is_override,
      is_settled: false,
      undo: is_undone ? 'waiting' : 'no',
    });
  });
  return list;
}

async function judge(world: World, whole: PassList, one: Case, host: string): Promise<Expect> {
  const [named, direction, count, escort_seen, refused, at, clock_suspect, moves] = one;
  const keys = world.keys.map(([kid, public_key, state]) => ({ kid, public_key, state }));
  const ring = key_ring_of(keys, world.door.event);
  const text = typeof named === 'number' ? world.codes[named]! : named;
  const read = await read_code({ text }, whole, ring, host);
  const list = read.pass ? list_with(world, read.pass, moves) : whole;
  const decision = decide(world.door, {
    code: read.code,
    kind: 'reading',
    device: world.door.device,
    issue: read.issue,
    direction,
    count,
    escort_seen,
    override: refused && { refused, reason: 'khách mời' },
    pass: read.pass && list.facts(read.pass),
    state: read.pass ? list.state(read.pass) : nobody_came,
    at,
    clock_suspect,
  });
  return [
    decision.verdict,
    decision.check,
    decision.overridden,
    decision.room,
    decision.first_in?.at ?? null,
    decision.right_site !== null,
  ];
}

test('a phone alone says what the rules say, thousands of times', { timeout: 60_000 }, async () => {
  const { host, worlds } = vectors<{ host: string; worlds: World[] }>('door/local.json');
  const wrong: unknown[] = [];
  let count = 0;
  for (const world of worlds) {
    const whole = list_of(world);
    for (const one of world.cases) {
      const made = await judge(world, whole, one, host);
      ++count;
      if (JSON.stringify(made) !== JSON.stringify(one[8])) wrong.push({ one, made });
    }
  }
  expect(count).toBeGreaterThanOrEqual(4_000);
  expect(wrong.slice(0, 5)).toEqual([]);
});
