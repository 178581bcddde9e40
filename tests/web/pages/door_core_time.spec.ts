// SPDX-License-Identifier: Apache-2.0
// The door's core over a longer time: a list of several pages, the end of the event, the end of the
// time in which a backlog is taken. The clock is moved, so this ceremony is no other test's.
import { expect, test, type Browser } from '@playwright/test';
import { invented_people, moments, start_ceremony, type Ceremony, type PassItem } from '../support/ceremony';
import { door_calls, DoorPhone } from '../support/door_core';

const hour_ms = 3_600_000;
/** A page of the list is 500. */
const many = 620;

let ceremony: Ceremony;
let passes: PassItem[];
let ahead_ms = 0;
const phones: DoorPhone[] = [];

test.describe.configure({ mode: 'serial', timeout: 120_000 });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  ceremony = await start_ceremony();
  passes = await ceremony.approved_people('ct-ca', 'g03', invented_people(many, 'Hội Mẫu'));
  ahead_ms = Date.parse(moments.doors_open) - Date.now();
  await ceremony.move_clock(moments.doors_open);
});
test.afterAll(async () => {
  for (const phone of phones) await phone.remove();
  await ceremony.remove();
});

async function fresh(browser: Browser): Promise<DoorPhone> {
  const phone = await DoorPhone.start(browser, ceremony, ahead_ms);
  phones.push(phone);
  return phone;
}

const rfc3339 = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
const wake = (phone: DoorPhone): Promise<unknown> =>
  phone.page.evaluate(() => window.dispatchEvent(new Event('online')));

test('a list of several pages goes on where it was cut', async ({ browser }) => {
  const phone = await fresh(browser);
  const asked: string[] = [];
  let is_cut = true;
  await phone.context.route('**/api/v1/door/snapshot*', (route) => {
    const cursor = new URL(route.request().url()).searchParams.get('cursor') ?? '';
    asked.push(cursor);
    return is_cut && cursor !== '' ? route.abort() : route.fallback();
  });
  const code = await ceremony.door_code();
  await phone.page.evaluate((text) => window.door.enrol(text), code);
  await expect.poll(() => asked.length).toBeGreaterThanOrEqual(2);
  expect((await phone.status()).phase).toBe('loading');
  await phone.close_page();
  await phone.open();
  expect((await phone.status()).phase).toBe('loading');
  is_cut = false;
  await wake(phone);
  await expect.poll(async () => (await phone.status()).phase).toBe('ready');
  expect((await phone.status()).pass_count).toBe(many);
  expect(asked.filter((cursor) => cursor === '')).toHaveLength(1);
});

test('twelve hours after the event everything is forgotten, also by a phone without a network', async ({ browser }) => {
  const phone = await fresh(browser);
  await phone.enrol();
  const { setting } = await phone.status();
  await phone.go_offline();
  await phone.close_page();
  phone.shift_ms += Date.parse(setting!.event.wipe_at) - Date.parse(moments.doors_open) - hour_ms;
  await phone.open();
  expect((await phone.status()).phase).toBe('ready');
  await phone.close_page();
  phone.shift_ms += 2 * hour_ms;
  await phone.open();
  await expect.poll(() => phone.dump(), { timeout: 30_000 }).toBe('');
  expect((await phone.status()).phase).toBe('unpaired');
});

test('what is waiting then is handed in first, and after three days nobody takes it', async ({ browser }) => {
  const [early, late] = [await fresh(browser), await fresh(browser)];
  for (const phone of [early, late]) await phone.enrol();
  const { event, device } = (await early.status()).setting!;
  for (const phone of [early, late]) await phone.go_offline();
  const first = await early.scan(passes[0]!.url);
  const second = await late.scan(passes[1]!.url);
  expect([first.kind, second.kind]).toEqual(['admitted', 'admitted']);

  await ceremony.move_clock(rfc3339(Date.parse(event.wipe_at) + hour_ms));
  await early.context.unroute(door_calls);
  await wake(early);
  await expect.poll(() => early.dump(), { timeout: 30_000 }).toBe('');
  const ledger = () =>
    ceremony.organizer.api.every<{ scan_id: string }>(`/api/v1/events/${ceremony.event}/scans?limit=200`);
  expect((await ledger()).filter((row) => row.scan_id === first.scan_id)).toHaveLength(1);

  await ceremony.move_clock(rfc3339(Date.parse(device.valid_until) + 73 * hour_ms));
  await late.context.unroute(door_calls);
  await wake(late);
  await expect.poll(async () => (await late.status()).phase, { timeout: 30_000 }).toBe('revoked');
  // Nobody's name is left; the scan is, to be handed over by hand.
  expect(await late.status()).toMatchObject({ waiting: 1, pass_count: 0 });
  expect(await late.page.evaluate(() => window.door.search('nguyen'))).toEqual([]);
  const file = await late.page.evaluate(() => window.door.saved_scans());
  expect(file.text).toContain(second.scan_id);
  expect((await ledger()).filter((row) => row.scan_id === second.scan_id)).toHaveLength(0);
  expect(await late.page.evaluate(() => window.door.unpair())).toBe(true);
  expect(await late.dump()).toBe('');
});
