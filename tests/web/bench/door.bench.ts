// SPDX-License-Identifier: Apache-2.0
// How long the door takes: frame to stored verdict, start without a network, search. Medians and
// 95th percentiles of one run, and as shares of what the design allows.
import { expect, test, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { invented_people, moments, start_ceremony, type Ceremony, type PassItem } from '../support/ceremony';
import { DoorPage, page_weight } from '../support/door_page';
import { make_film } from '../support/film';

const frame_ms = 1000 / 30;
const many = 10_000;

let ceremony: Ceremony;
let passes: PassItem[];
let door: DoorPage;

interface Measured {
  /** A picture was taken, and this is when it was first shown to have been judged and stored. */
  readings: number[];
  grabbed_at: number;
  shown: number;
  opened_ms: number;
}
declare global {
  interface Window {
    measured: Measured;
  }
}

/** Listens from outside: when a picture is taken, when its text comes, when the verdict stands. */
function listen(): void {
  const measured: Measured = { readings: [], grabbed_at: 0, shown: 0, opened_ms: 0 };
  window.measured = measured;
  let read_of = 0;
  window.VideoFrame = class extends VideoFrame {
    constructor(video: HTMLVideoElement) {
      measured.grabbed_at = performance.now();
      super(video);
    }
  } as unknown as typeof VideoFrame;
  window.Worker = class extends Worker {
    constructor(...all: ConstructorParameters<typeof Worker>) {
      super(...all);
      // Before the app's own listener, which takes the next picture.
      this.addEventListener('message', (event: MessageEvent<{ text?: string | null }>) => {
        if (event.data.text) read_of = measured.grabbed_at;
      });
    }
  };
  let last: string | null = null;
  new MutationObserver(() => {
    if (measured.opened_ms === 0 && document.querySelector('h1')?.textContent?.startsWith('Cửa')) measured.opened_ms = performance.now();
    const shown = document.querySelector('section[data-kind="admitted"] .label')?.textContent ?? null;
    const number = document.querySelector('section[data-kind="admitted"] .agency')?.textContent ?? '';
    const now = shown && shown + number;
    if (now && now !== last && read_of > 0) {
      measured.readings.push(performance.now() - read_of);
      read_of = 0;
    }
    last = now;
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const at = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;

/** Written at the end to the file that KINHMOI_METRICS names. */
const metrics: { name: string; value: number; unit: string }[] = [];

function add(name: string, value: number, unit: string): void {
  metrics.push({ name, value: Number(value.toFixed(4)), unit });
  console.log(`${name}: ${value.toFixed(3)} ${unit}`);
}

/** The 95th percentile is what is judged. */
function tell(what: string, values: number[], allowed_ms: number): { median: number; p95: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const [median, p95] = [at(sorted, 0.5), at(sorted, 0.95)];
  const share = `${Math.round((100 * p95) / allowed_ms)} %`;
  console.log(`${what}: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms of ${allowed_ms.toFixed(0)} ms allowed (${share}), ${sorted.length} times`);
  return { median, p95 };
}

test.beforeAll(async () => {
  ceremony = await start_ceremony();
  passes = await ceremony.approved_people('ct-ca', 'g06', invented_people(30, 'Hội Mẫu'));
  await ceremony.move_clock(moments.doors_open);
  const scenes = [];
  for (const pass of passes) {
    const { body } = await ceremony.organizer.api.send('GET', `/api/v1/passes/${pass.id}/qr.png`);
    scenes.push({ png: body, seconds: 0.4 });
  }
  door = new DoorPage(ceremony, { film: make_film(scenes), ahead_ms: Date.parse(moments.doors_open) - Date.now(), before: listen });
  await door.open();
  await door.pair();
});
test.afterAll(async () => {
  await door.remove();
  await ceremony.remove();
  const path = process.env.KINHMOI_METRICS;
  if (path) writeFileSync(path, `${JSON.stringify({ metrics }, null, 1)}\n`);
});

test('what the page weighs', async () => {
  const { bytes } = await page_weight(ceremony);
  add('door_page_brotli_bytes', bytes, 'B');
});

/** Each pass of the film once, on a phone that has no network and has seen none of them. */
async function read_film(page: Page): Promise<number[]> {
  await page.evaluate(() => (window.measured.readings = []));
  await door.start_camera();
  await expect.poll(() => page.evaluate(() => window.measured.readings.length), { timeout: 120_000 }).toBeGreaterThanOrEqual(24);
  return page.evaluate(() => window.measured.readings);
}

test('frame to stored verdict', async () => {
  await door.cut_off();
  const { p95 } = tell('frame to stored verdict', await read_film(door.page), frame_ms);
  add('door_frame_to_stored_p95_ms', p95, 'ms');
  add('door_frame_to_stored_p95_over_frame', p95 / frame_ms, 'frames');
});

test('the same, six times slower', async () => {
  // Another phone: this one has seen them all.
  const slow = new DoorPage(ceremony, door.kit);
  await slow.open();
  await slow.pair('ct-2');
  await slow.cut_off();
  await slow.throttle(6);
  const before = door;
  door = slow;
  const { p95 } = tell('frame to stored verdict at 6x', await read_film(slow.page), 3 * frame_ms);
  add('door_frame_p95_slow6_frames', p95 / frame_ms, 'frames');
  door = before;
  await slow.remove();
});

test('ten thousand passes', async () => {
  const big = new DoorPage(ceremony, { ...door.kit, film: undefined });
  await big.open();
  await big.serve_list(enlarge);
  await big.pair();
  const { page } = big;
  await big.go('/search');
  const field = page.getByRole('combobox');
  await field.waitFor();
  const queries = ['ng', 'nguyen', 'tran t', 'hoi ma', 'so no', 'an', 'le g', 'pham', '1234', 'binh'];
  const searched = await page.evaluate(async (wanted) => {
    const input = document.querySelector<HTMLInputElement>('input[role="combobox"]')!;
    const times: number[] = [];
    for (let round = 0; round < 5; ++round) {
      for (const query of wanted) {
        const begin = performance.now();
        input.value = query;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        // The screen is changed in a microtask; a message comes after all of them.
        await new Promise<void>((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          port2.postMessage(null);
        });
        times.push(performance.now() - begin);
      }
    }
    return times;
  }, queries);
  add('door_search_10k_p95_ms', tell('search in 10,000, letters to rows', searched, 20).p95, 'ms');

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await ceremony.server.stop();
  const starts: number[] = [];
  for (let round = 0; round < 7; ++round) {
    await big.close();
    await big.open('/door/');
    await expect(page_of(big).getByRole('heading', { level: 1, name: 'Cửa 1' })).toBeVisible();
    await expect(page_of(big).getByText(/Đã vào\s+0\s+\/\s+10\.0\d\d/)).toBeVisible();
    starts.push(await page_of(big).evaluate(() => window.measured.opened_ms));
  }
  // A median: seven starts are too few for a 95th percentile.
  add('door_offline_start_10k_ms', tell('start without a network, 10,000 passes', starts, 1000).median, 'ms');
  await big.remove();
});

const page_of = (one: DoorPage): Page => one.page;

interface Snapshot {
  passes: { pass_id: string; issue: number; min_issue: number; site_id: string; holder?: { label: string; short_number: string } }[];
  count: number;
  sha256: string;
}

/** The server's own list, its rows repeated under other numbers. */
function enlarge(snapshot: Snapshot): Snapshot {
  const given = snapshot.passes;
  const passes = Array.from({ length: many }, (_, i) => {
    const model = given[i % given.length]!;
    if (i < given.length) return model;
    const short_number = String(20_000_000 + i);
    return { ...model, pass_id: i.toString(16).padStart(16, '0'), holder: { ...model.holder!, short_number } };
  });
  const hash = createHash('sha256').update(Buffer.alloc(32));
  for (const pass of passes) hash.update(`${pass.pass_id} ${pass.issue} ${pass.min_issue} ${pass.site_id}\n`);
  return { ...snapshot, passes, count: passes.length, sha256: hash.digest('hex') };
}
