// SPDX-License-Identifier: Apache-2.0
// The live board on the real stream: scans handed in by doors, a burst, a server that goes and comes back,
// the wall.
import type { Locator, Page } from '@playwright/test';
import { join } from 'node:path';
import { check_accessibility, check_reflow } from '../support/axe';
import { invented_people, moments, type Ceremony, type PassItem } from '../support/ceremony';
import { Door, enrol, fill_list, large_event } from '../support/large';
import { look } from '../support/look';
import { expect, test } from '../support/page';
import { SlowNetwork } from '../support/slow';

const present = (page: Page) => page.locator('.big b');
const connected = (page: Page) => expect(page.getByText('Đang cập nhật trực tiếp')).toBeVisible();
const CHILDREN = ['Phan Mẫu Nhí', 'Hoàng Thử Tí'];

/** Adults of one agency, a school party of another, one person of each of more groups than a wall shows; passes for all. */
async function ready(ceremony: Ceremony) {
  const adults = await ceremony.approved_people('ct-snv', 'g09', Array.from({ length: 5 }, (_, i) => invented_people(1, `Hội Thử số ${i}`, i)[0]!));
  const pupils = CHILDREN.map((full_name) => ({
    full_name, organization: 'Trường Tiểu học Thử', age_band: '7_to_15', leader_name: 'Lê Thử Cô', leader_phone: '0500000777',
    consents: { guardian_attend: 'yes', child_attend: 'yes', named: 'yes', photo: 'no' },
  }));
  const school = await ceremony.approved_people('ct-sgddt', 'g08', pupils);
  for (const [agency, group] of [['ct-ca', 'g02'], ['ct-ca', 'g05'], ['ct-ca', 'g06'], ['ct-svhttdl', 'g10']] as const)
    await ceremony.approved_people(agency, group, invented_people(1, `Đơn vị Thử ${group}`, 20));
  await ceremony.move_clock(moments.doors_open);
  return { adults, school, door: new Door(await ceremony.enrol_door('ct-1', 'Máy A')) };
}

test('the board follows the doors, and a wall shows no child', async ({ ceremony, open, faults }) => {
  const { adults, school, door } = await ready(ceremony);
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/live`);
  await connected(page);
  await expect(present(page)).toHaveText('0');
  await expect(page.getByText('Chưa có ai vào.').first()).toBeVisible();
  expect((await door.scan(adults[0]!)).verdict).toBe('admitted');
  await expect(present(page)).toHaveText('1');
  await door.scan(adults[1]!);
  await door.scan(adults[1]!); // a second reading lets nobody in
  await expect(present(page)).toHaveText('2');
  await expect(page.locator('.latest li')).toHaveCount(2);
  await expect(page.locator('.latest')).toContainText(/(Nguyễn|Trần|Lê|Phạm|Hoàng) [MTG]\. /);
  for (const pass of school) await door.scan(pass, pass.party_size);
  await expect(present(page)).toHaveText(String(2 + school.reduce((sum, pass) => sum + pass.party_size, 0)));
  await expect(page.locator('.latest')).toContainText('Đại biểu ngành Giáo dục · 2 người');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'live');

  await test.step('the wall', async () => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await door.scan(adults[4]!);
    await expect(page.locator('.latest li')).toHaveCount(3 + school.length);
    await page.getByRole('button', { name: 'Toàn màn hình' }).click();
    await expect(page.locator('.wall')).toBeVisible();
    // Read from 6 m: the number is a fifth of the screen high.
    expect(await present(page).evaluate((b) => parseFloat(getComputedStyle(b).fontSize) / innerHeight)).toBeGreaterThan(0.2);
    // Nothing lies over anything else, and all of it is on the screen.
    const edges = await page.evaluate(() => {
      const box = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
      const below = box('.wall .more').top;
      return { numbers: below - box('.wall dl').bottom, bars: below - box('.wall svg').bottom, screen: innerHeight - box('.wall > .quiet').bottom };
    });
    for (const room of Object.values(edges)) expect(room).toBeGreaterThanOrEqual(0);
    // Who came last is read whole or not at all; the state and the button stand beside the title.
    const cut = await page.locator('.wall .latest').evaluate((card) => {
      const edge = card.getBoundingClientRect().bottom;
      return [...card.querySelectorAll('li')].filter((line) => line.getBoundingClientRect().bottom > edge).length;
    });
    expect(cut).toBe(0);
    // The same on the screen of a laptop, with more lines than it has room for.
    await page.setViewportSize({ width: 1440, height: 900 });
    const half_seen = await page.locator('.wall .more > section').evaluateAll((cards) =>
      cards.flatMap((card) => {
        const edge = card.getBoundingClientRect();
        return [...card.querySelectorAll('tr, li')].filter((line) => {
          const box = line.getBoundingClientRect();
          return box.left < edge.right && box.right > edge.left && box.bottom > edge.bottom;
        }).map((line) => line.textContent);
      }),
    );
    expect(half_seen).toEqual([]);
    await look(page, 'wall', [{ width: 1440, height: 900 }]);
    for (const line of await page.locator('.wall .more tr').all()) {
      const [row, card] = await Promise.all([line.boundingBox(), page.locator('.wall .more > section').first().boundingBox()]);
      expect(row!.width).toBeGreaterThan(0.9 * (card!.width - 40)); // the name has all the room beside the number
    }
    await page.setViewportSize({ width: 1920, height: 1080 });
    const height = async (place: Locator) => (await place.boundingBox())!.height;
    expect(await height(page.locator('.wall > .row > .row'))).toBe(await height(page.getByRole('button', { name: 'Thoát toàn màn hình' })));
    for (const name of [...CHILDREN, 'Nhí', 'Lê Thử Cô', 'Trường Tiểu học Thử']) await expect(page.locator('.wall')).not.toContainText(name);
    await check_accessibility(page);
    if (process.env.KINHMOI_LOOK)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(process.env.KINHMOI_LOOK, `wall-1920-${colorScheme}.png`) });
      }
    await page.emulateMedia({ colorScheme: null });
    await page.getByRole('button', { name: 'Thoát toàn màn hình' }).click();
    await expect(page.locator('.wall')).toHaveCount(0);
  });

  await test.step('the server goes and comes back: a fresh snapshot, without a reload', async () => {
    faults.allow(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED/);
    const before = Number(await present(page).textContent());
    await ceremony.server.stop();
    await expect(page.getByText('Mất kết nối, đang nối lại…')).toBeVisible();
    await check_accessibility(page);
    await ceremony.server.start('2026-05-29T07:05:00+07:00');
    // While the page is still away.
    await door.scan(adults[2]!);
    await connected(page);
    await expect(present(page)).toHaveText(String(before + 1));
    await door.scan(adults[3]!);
    await expect(present(page)).toHaveText(String(before + 2));
  });
});

/** A minute at the rate of the whole nation; KINHMOI_BURST_S shortens it. */
const BURST_S = Number(process.env.KINHMOI_BURST_S ?? 60);
const SCANS_A_SECOND = 600;
const PASSES = 4000;

test('a minute of 600 scans a second: the board keeps up; a watcher that stalled is cut and comes back with a fresh snapshot', async ({ ceremony, open, faults }) => {
  test.setTimeout(900_000);
  const { event, lists } = await large_event(ceremony, { sites: 4, agencies: 4, lists_per_site: 1 });
  for (const [i, list] of lists.entries()) await fill_list(ceremony, list.id, PASSES / lists.length, i * 1000);
  const api = ceremony.organizer.api;
  await api.post(`/api/v1/events/${event}/passes`, {});
  const passes = await api.every<PassItem>(`/api/v1/events/${event}/passes?limit=500`);
  expect(passes).toHaveLength(PASSES);
  const delegates = await api.every<{ id: string; site: string }>(`/api/v1/events/${event}/delegates?limit=500`);
  const site_of = new Map(delegates.map((one) => [one.id, one.site]));
  await ceremony.move_clock(moments.doors_open);
  const gates = await api.every<{ id: string; site: string }>(`/api/v1/events/${event}/gates?limit=500`);
  const doors = await Promise.all(gates.map(async (gate, i) => ({ site: gate.site, door: await enrol(ceremony, event, gate.id, `Máy ${i}`) })));

  faults.allow(/ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_PROXY_CONNECTION/);
  const network = new SlowNetwork();
  const proxy = await network.start();
  try {
    const page = await open(ceremony.organizer, `/console/#/events/${event}/live`);
    const slow = await open(ceremony.organizer, `/console/#/events/${event}/live`, { proxy });
    for (const one of [page, slow]) {
      await connected(one);
      await expect(one.locator('.big span')).toHaveText('/ 4.000');
    }
    expect(network.opened).toBe(1);
    network.stall();
    // What was drawn: a board that falls behind would jump from nothing to the end.
    await page.evaluate(() => {
      const seen = ((globalThis as unknown as { seen: Set<string> }).seen = new Set());
      const big = document.querySelector('.big b')!;
      new MutationObserver(() => seen.add(big.textContent!)).observe(big, { characterData: true, subtree: true, childList: true });
    });

    // Each pass is read several times, as it is at doors; new ones come all the time.
    const readings = Math.max(1, Math.round((BURST_S * SCANS_A_SECOND) / PASSES));
    const started = Date.now();
    await Promise.all(doors.map(async ({ site, door }) => {
      const mine = passes.filter((pass) => site_of.get(pass.delegate) === site);
      const scans = mine.flatMap((pass) => Array<PassItem>(readings).fill(pass));
      for (let from = 0; from < scans.length; from += 100) {
        const due_ms = (from / scans.length) * BURST_S * 1000;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, started + due_ms - Date.now())));
        await door.hand_in(scans.slice(from, from + 100));
      }
    }));
    const posted_ms = Date.now() - started;
    await expect(present(page)).toHaveText('4.000');
    const behind_ms = Date.now() - started - posted_ms;
    console.log(`${PASSES * readings} scans in ${posted_ms} ms, all shown ${behind_ms} ms later`);
    const drawn = await page.evaluate(() => (globalThis as unknown as { seen: Set<string> }).seen.size);
    expect(drawn, 'numbers drawn on the way').toBeGreaterThan(10);

    await test.step('the same sums as the report', async () => {
      const report = await api.get<{ total: { present: number }; by_site: { present: number }[] }>(`/api/v1/events/${event}/report`);
      expect(report.total.present).toBe(PASSES);
      const by_site = page.locator('section').filter({ hasText: 'Theo điểm cầu' }).locator('td b');
      await expect(by_site).toHaveText(report.by_site.map((line) => line.present.toLocaleString('vi-VN')));
      await look(page, 'live-burst');
    });

    await test.step('the one that took nothing of it is cut, comes back by itself and is right', async () => {
      await expect(present(slow)).not.toHaveText('4.000');
      network.cut();
      await expect.poll(() => network.opened).toBe(2);
      await connected(slow);
      await expect(present(slow)).toHaveText('4.000');
    });
  } finally {
    await network.stop();
  }
});
