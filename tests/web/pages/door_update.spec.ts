// SPDX-License-Identifier: Apache-2.0
// A new version of the door's app waits while a scan waits.
import { expect, test } from '@playwright/test';
import { check_accessibility } from '../support/axe';
import { digits_of, invented_people, moments, start_ceremony, type Ceremony, type PassItem } from '../support/ceremony';
import { DoorPage } from '../support/door_page';
import { look } from '../support/look';

let ceremony: Ceremony;
let passes: PassItem[];
let door: DoorPage;

test.beforeAll(async () => {
  ceremony = await start_ceremony();
  passes = await ceremony.approved_people('ct-ca', 'g06', invented_people(1, 'Hội Mẫu'));
  await ceremony.move_clock(moments.doors_open);
  door = new DoorPage(ceremony, { ahead_ms: Date.parse(moments.doors_open) - Date.now() });
  await door.open();
  await door.pair();
});
test.afterAll(async () => {
  await door.remove();
  await ceremony.remove();
});

test('an update is offered when nothing waits, and no scan is lost by it', async () => {
  const { page } = door;
  const worker = () => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL ?? '').catch(() => 'reloading');
  await expect.poll(worker).toMatch(/sw\.js$/);
  await door.cut_off();
  await door.reader(digits_of(passes[0]!));
  await expect(door.result('admitted')).toBeVisible();
  // For the browser another address is another version of the same worker.
  await page.evaluate(() => navigator.serviceWorker.register('/door/sw.js?next', { scope: '/door/' }));
  const next = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/door/'))?.waiting?.scriptURL ?? '');
  await expect.poll(next).toMatch(/\?next$/);
  const offer = page.getByRole('button', { name: 'Cập nhật' });
  await expect(page.getByText(/1 lượt/).first()).toBeVisible();
  await expect(offer).toBeHidden();
  expect(await worker()).toMatch(/sw\.js$/);

  await door.join_again();
  await expect(offer).toBeVisible();
  await check_accessibility(page);
  await look(page, 'door-update');
  await offer.click();
  await expect.poll(worker).toMatch(/\?next$/);
  await door.in_sync();
  const rows = await ceremony.organizer.api.every<{ pass_id: string; shown: string }>(
    `/api/v1/events/${ceremony.event}/scans?limit=200`,
  );
  expect(rows.map((row) => row.shown)).toEqual(['admitted']);
});
