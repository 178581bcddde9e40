// SPDX-License-Identifier: Apache-2.0
// How long the door takes: frame to stored verdict, start without a network, search. Medians and
// 95th percentiles of one run, and as shares of what the design allows.
import { expect, test, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { invented_people, moments, start_ceremony, type Ceremony, type PassItem } from '../support/ceremony';
import { DoorPage, page_weight, type Equipment } from '../support/door_page';
import { make_film } from '../support/film';

const frame_ms = 1000 / 30;
const many = 10_000;
/** As many as one agency may send. */
const people = 30;

let ceremony: Ceremony;
let passes: PassItem[];
let kit: Equipment;

interface Measured {
  /** From a picture in hand to the verdict on it, stored and shown. */
  readings: number[];
  opened_ms: number;
}
declare global {
  interface Window {
    measured: Measured;
  }
}

/** Both sides count from 1970, so that their times can be compared. */
interface Answer {
  text?: string | null;
  /** When the reader had the picture of this text in hand. */
  taken_at?: number;
}

/** Listens from outside: when a picture is taken, when its text comes, when the verdict stands. */
function listen(): void {
  const measured: Measured = { readings: [], opened_ms: 0 };
  window.measured = measured;
  const now = () => performance.timeOrigin + performance.now();
  let taken_here = 0;
  let read_of = 0;
  // Where the page takes the pictures.
  window.VideoFrame = class extends VideoFrame {
    constructor(video: HTMLVideoElement) {
      taken_here = now();
      super(video);
    }
  } as unknown as typeof VideoFrame;
  window.Worker = class extends Worker {
    constructor(...all: ConstructorParameters<typeof Worker>) {
      super(...all);
      // Before the app's own listener, which takes the next picture.
      this.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
        if (data.text) read_of = data.taken_at ?? taken_here;
      });
    }
  };
  let last: string | null = null;
  new MutationObserver(() => {
    if (measured.opened_ms === 0 && document.querySelector('h1')?.textContent?.startsWith('Cửa')) measured.opened_ms = performance.now();
    const shown = document.querySelector('section[data-kind="admitted"] .label')?.textContent ?? null;
    const number = document.querySelector('section[data-kind="admitted"] .agency')?.textContent ?? '';
    const verdict = shown && shown + number;
    if (verdict && verdict !== last && read_of > 0) {
      measured.readings.push(now() - read_of);
      read_of = 0;
    }
    last = verdict;
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** The same in the reader, where that takes the pictures: each counts from when the camera gave it,
 * also while it waited for the one before. */
function listen_in_reader(): void {
  const now = () => performance.timeOrigin + performance.now();
  let taken_at: number | undefined;
  // How far the camera's clock is behind: by the picture that was quickest in hand.
  let behind = Infinity;
  const { prototype } = ReadableStreamDefaultReader;
  const read = prototype.read;
  prototype.read = async function (this: ReadableStreamDefaultReader<VideoFrame>) {
    const taken = (await read.call(this)) as ReadableStreamReadResult<VideoFrame>;
    if (taken.value) {
      const by_camera = taken.value.timestamp / 1000;
      behind = Math.min(behind, now() - by_camera);
      taken_at = by_camera + behind;
    }
    return taken;
  } as typeof read;
  const answer = self.postMessage.bind(self);
  self.postMessage = ((message: Answer) => answer({ ...message, taken_at } as Answer)) as typeof self.postMessage;
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
  const slowest = values.map((ms, i) => `${ms.toFixed(0)} (${i + 1}.)`).sort((a, b) => parseInt(b) - parseInt(a));
  console.log(`${what}: the slowest ${slowest.slice(0, 6).join(', ')}`);
  console.log(`${what}: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms of ${allowed_ms.toFixed(0)} ms allowed (${share}), ${sorted.length} times`);
  return { median, p95 };
}

test.beforeAll(async () => {
  ceremony = await start_ceremony();
  passes = await ceremony.approved_people('ct-ca', 'g06', invented_people(people, 'Hội Mẫu'));
  await ceremony.move_clock(moments.doors_open);
  const scenes = [];
  for (const pass of passes) {
    const { body } = await ceremony.organizer.api.send('GET', `/api/v1/passes/${pass.id}/qr.png`);
    scenes.push({ png: body, seconds: 0.4 });
  }
  kit = { film: make_film(scenes), ahead_ms: Date.parse(moments.doors_open) - Date.now(), before: listen };
});
test.afterAll(async () => {
  await ceremony.remove();
  const path = process.env.KINHMOI_METRICS;
  if (path) writeFileSync(path, `${JSON.stringify({ metrics }, null, 1)}\n`);
});

test('what the page weighs', async () => {
  const { bytes } = await page_weight(ceremony);
  add('door_page_brotli_bytes', bytes, 'B');
});

/** Each pass of the film once, on two phones one after the other that have no network and have seen none
 * of them: a percentile is not one reading. */
async function read_film(slower: number): Promise<number[]> {
  const all: number[] = [];
  for (const gate of ['ct-1', 'ct-2']) {
    const phone = new DoorPage(ceremony, kit);
    await phone.open();
    await phone.pair(gate);
    // A door that was set up a moment ago still fetches for the time without a network.
    await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await phone.cut_off();
    await phone.throttle(slower);
    const reader = phone.page.waitForEvent('worker');
    await phone.start_camera();
    await (await reader).evaluate(listen_in_reader);
    const readings = () => phone.page.evaluate(() => window.measured.readings);
    await expect.poll(async () => (await readings()).length, { timeout: 120_000 }).toBeGreaterThanOrEqual(0.9 * people);
    all.push(...(await readings()));
    await phone.remove();
  }
  return all;
}

test('frame to stored verdict', async () => {
  const { p95 } = tell('frame to stored verdict', await read_film(1), frame_ms);
  add('door_frame_to_stored_p95_ms', p95, 'ms');
  add('door_frame_to_stored_p95_over_frame', p95 / frame_ms, 'frames');
});

test('the same, six times slower', async () => {
  const { p95 } = tell('frame to stored verdict at 6x', await read_film(6), 3 * frame_ms);
  add('door_frame_p95_slow6_frames', p95 / frame_ms, 'frames');
});

test('ten thousand passes', async () => {
  const big = new DoorPage(ceremony, { ...kit, film: undefined });
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
