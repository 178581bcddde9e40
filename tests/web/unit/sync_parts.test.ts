// SPDX-License-Identifier: Apache-2.0
// The parts of handing in: ids in order, waits with jitter, batches that halve, the phone's clock.
import { expect, test } from 'vitest';
import { BatchSize, backoff_ms } from '../../../server/web/door/core/backoff';
import { ServerClock } from '../../../server/web/door/core/clock';
import { new_scan_id } from '../../../server/web/door/core/ids';
import { cut_text } from '../../../server/web/door/core/reading';
import { hash_on } from '../../../server/web/door/core/snapshot';
import { merge_incidents } from '../../../server/web/door/core/list_changes';
import type { WireIncident } from '../../../server/web/door/core/wire';

test('scan ids are 16 bytes and sort by time', () => {
  const ids = [0, 1, 255, 1_780_012_800_000, 1_780_012_800_001, 2 ** 47].map((ms) =>
    new_scan_id(ms),
  );
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(Array.from({ length: 1_000 }, () => new_scan_id(5))).size).toBe(1_000);
});

test('waits grow from one second to sixty, never in step', () => {
  expect(backoff_ms(1, 0)).toBe(1_000);
  expect(backoff_ms(3, 0)).toBe(2_000);
  expect(backoff_ms(3, 1)).toBe(4_000);
  expect(backoff_ms(50, 1)).toBe(60_000);
  expect(backoff_ms(50, 0)).toBe(30_000);
});

/** Hands in numbers; a batch with the poison in it fails. */
function drain(count: number, poison: number): { handed: number[]; calls: number } {
  const batch = new BatchSize();
  let waiting = Array.from({ length: count }, (_, i) => i + 1);
  const handed: number[] = [];
  let calls = 0;
  for (; calls < 1_000; ++calls) {
    const some = waiting.filter((one) => !batch.is_aside(one)).slice(0, batch.size);
    if (some.length === 0) break;
    if (some.includes(poison)) batch.failed(some);
    else {
      batch.worked();
      handed.push(...some);
      waiting = waiting.filter((one) => !some.includes(one));
    }
  }
  return { handed, calls };
}

test('one poisoned scan does not block the others, wherever it stands', () => {
  for (const poison of [1, 2, 77, 100, 101, 250]) {
    const { handed, calls } = drain(250, poison);
    expect(handed).toHaveLength(249);
    expect(handed).not.toContain(poison);
    expect(calls).toBeLessThan(40);
  }
});

function clock_at(wall: number, mono: number) {
  const now = { wall, mono };
  const reading = { wall: () => now.wall, mono: () => now.mono };
  const memory = { offset_ms: 0, floor_ms: 0, is_measured: false };
  return { now, server: new ServerClock(reading, memory) };
}

test('the offset is measured half way there and back', () => {
  const { server } = clock_at(1_000_000, 500);
  server.measure(999_800, 1_000_000, 5_000_000);
  expect(server.offset_ms).toBe(5_000_000 - 999_900);
  expect(server.now()).toBe(5_000_100);
  expect(server.is_suspect()).toBe(true);
});

test('a slow answer does not spoil a good measurement', () => {
  const { server } = clock_at(1_000_000, 500);
  server.measure(999_980, 1_000_000, 1_000_000);
  const good = server.offset_ms;
  server.measure(996_000, 1_000_000, 1_000_000);
  expect(server.offset_ms).toBe(good);
  // A clock that went backwards while waiting says nothing at all.
  server.measure(1_000_000, 900_000, 1_000_000);
  expect(server.offset_ms).toBe(good);
});

test('a clock that is moved is noticed, and measured anew', () => {
  const { now, server } = clock_at(1_000_000, 500);
  server.measure(999_990, 1_000_000, 1_000_000);
  expect(server.is_suspect()).toBe(false);
  now.wall += 259_200_000;
  now.mono += 1_000;
  expect(server.drift_ms()).toBe(259_199_000);
  expect(server.is_suspect()).toBe(true);
  server.measure(now.wall - 3_000, now.wall, 1_001_000);
  expect(server.drift_ms()).toBe(0);
  expect(server.offset_ms).toBeLessThan(-259_000_000);
});

test('a floor that ran ahead comes back to the server time', () => {
  const { server } = clock_at(1_000_000, 500);
  server.raise_floor(9_000_000);
  expect(server.floor_ms).toBe(9_000_000);
  server.measure(1_000_000, 1_000_000, 2_000_000);
  expect(server.floor_ms).toBe(2_000_000);
  server.raise_floor(1_500_000);
  expect(server.floor_ms).toBe(2_000_000);
});

test('the hash of a list runs over its pages as the server says', async () => {
  const site_id = '51515151-5151-5151-5151-515151515151';
  const pass = { pass_id: 'a1a1a1a1a1a1a1a1', issue: 2, min_issue: 1, site_id };
  const line = Buffer.from(`a1a1a1a1a1a1a1a1 2 1 ${site_id}\n`);
  const { createHash } = await import('node:crypto');
  const first = createHash('sha256').update(Buffer.alloc(32)).update(line).digest();
  const second = createHash('sha256').update(first).update(line).update(line).digest('hex');
  const made = await hash_on('0'.repeat(64), [pass]);
  expect(made).toBe(first.toString('hex'));
  expect(await hash_on(made, [pass, pass])).toBe(second);
});

test('foreign text is cut to 512 bytes, never within a character, and always readable', () => {
  expect(cut_text('ngắn')).toBe('ngắn');
  const long = cut_text('ế'.repeat(300));
  expect(new TextEncoder().encode(long).length).toBeLessThanOrEqual(512);
  expect(long).toBe('ế'.repeat(170));
  expect(JSON.stringify(cut_text('nửa \ud800'))).not.toContain('\\ud800');
});

test('incidents: open ones only, the newest first, each once', () => {
  const incident = (id: string, state: WireIncident['state'], opened_at: string): WireIncident => ({
    id,
    state,
    opened_at,
    kind: 'double_admission',
    title: { vi: '', en: '' },
    pass_id: null,
    device_id: null,
    gate_id: null,
  });
  const known = [incident('a', 'open', '2026-05-29T07:00:00Z')];
  const more = merge_incidents(known, [
    incident('b', 'open', '2026-05-29T08:00:00Z'),
    incident('c', 'resolved', '2026-05-29T09:00:00Z'),
  ]);
  expect(more.map((one) => one.id)).toEqual(['b', 'a']);
  expect(merge_incidents(more, [incident('a', 'withdrawn', '')]).map((one) => one.id)).toEqual([
    'b',
  ]);
});
