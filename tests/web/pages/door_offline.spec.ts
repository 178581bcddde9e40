// SPDX-License-Identifier: Apache-2.0
// The door without a network, without answers, with a wrong clock or taken away: it scans, and everything arrives once.
import { expect, test } from '@playwright/test';
import { check_accessibility } from '../support/axe';
import { digits_of, invented_people, type PassItem } from '../support/ceremony';
import type { DoorPage } from '../support/door_page';
import { open_entrance } from '../support/entrance';
import { make_film } from '../support/film';
import { look } from '../support/look';

const entrance = open_entrance(12);
const { fresh_pass, ledger_of, paired_door, png_of, start_server } = entrance;

/** The page there is now: another one after it was closed and opened. */
const page_of = (door: DoorPage) => door.page;

test('without a network: closed, opened, still scanning; later everything arrives once', async () => {
  const [first, second] = [fresh_pass(), fresh_pass()];
  const film = make_film([
    { png: await png_of(first), seconds: 1.5 },
    { png: null, seconds: 4 },
    { png: await png_of(second), seconds: 1.5 },
    { png: null, seconds: 4 },
  ]);
  const door = await paired_door({ film });
  await door.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await door.close();
  await entrance.ceremony.server.stop();
  await door.open();
  await expect(door.page.getByRole('heading', { level: 1, name: 'Cửa 1' })).toBeVisible();
  await door.start_camera();
  const shown = await door.expect_result('admitted', 'MỜI VÀO');
  await expect(shown).toContainText(/NGOẠI TUYẾN · \d+ chờ gửi/);
  await expect(door.page.getByText('Ngoại tuyến · 2 lượt chờ gửi')).toBeVisible();
  await start_server();
  await door.in_sync();
  for (const pass of [first, second]) {
    const admitted = (await ledger_of(pass)).filter((row) => row.verdict === 'admitted');
    expect(admitted).toHaveLength(1);
  }
});

test('without a network every screen opens: all that is fetched beside scanning was kept', async () => {
  const pass = fresh_pass();
  const door = await paired_door();
  const { page } = door;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await door.close();
  await entrance.ceremony.server.stop();
  await door.open();
  await expect(page_of(door).getByRole('heading', { level: 1, name: 'Cửa 1' })).toBeVisible();
  await door.go('/search');
  await page_of(door).getByRole('combobox').fill(pass.short_number);
  await page_of(door).getByRole('option').click();
  await door.expect_result('admitted', 'MỜI VÀO');
  await door.go('/history');
  await expect(door.heading('Lịch sử')).toBeVisible();
  await expect(page_of(door).getByRole('listitem').first()).toContainText('chờ gửi');
  await door.go('/walk-in');
  await page_of(door).getByLabel('Họ và tên').fill('Phan Giả Vắng');
  await page_of(door).getByRole('button', { name: 'Đăng ký và mời vào' }).click();
  await expect(page_of(door).getByText(/Đăng ký tại cửa cần có mạng/)).toBeVisible();
  await door.go('/device');
  await page_of(door).getByRole('button', { name: 'English' }).click();
  await expect(door.heading('This device')).toBeVisible();
  await door.go('/');
  await start_server();
  await page_of(door).evaluate(() => dispatchEvent(new Event('online')));
  await expect(page_of(door).getByText('Online · In sync').first()).toBeVisible();
  expect((await ledger_of(pass)).map((row) => row.verdict)).toEqual(['admitted']);
});

test('when nothing but scanning could be fetched, the door scans and says what is missing', async () => {
  const pass = fresh_pass();
  const door = await paired_door();
  // Neither kept by the service worker nor served.
  await door.page.evaluate(async () => {
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  });
  const beside = /\/assets\/(screens|beside|walk_ins|english)-/;
  door.faults.allow(/ERR_FAILED|when fetching the script/);
  await door.page.context().route(beside, (route) => route.abort());
  await door.page.context().route('**/door/sw.js', (route) => route.abort());
  await door.page.goto('/door/');
  await door.page.reload();
  await expect(door.page.getByRole('heading', { level: 1, name: 'Cửa 1' })).toBeVisible();
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  await door.go('/history');
  await expect(door.page.getByText(/^Chưa tải được phần này của trang/)).toBeVisible();
  await look(door.page, 'door-part-missing');
  await door.page.context().unroute(beside);
  await door.page.getByRole('button', { name: 'Tải lại' }).click();
  await expect(door.heading('Lịch sử')).toBeVisible();
  await door.go('/');
  await door.in_sync();
  expect((await ledger_of(pass)).map((row) => row.verdict)).toEqual(['admitted']);
});

test('a call that nobody answered sets no scan aside', async () => {
  const pass = fresh_pass();
  const door = await paired_door();
  await door.cut_off();
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  // The rest of the server can be reached again, handing in cannot.
  const tried = door.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/scans/batch'));
  await door.page.context().route('**/scans/batch', (route) => route.abort());
  await door.page.context().unroute('**/api/**');
  await door.page.evaluate(() => dispatchEvent(new Event('online')));
  await tried;
  await door.page.context().unroute('**/scans/batch');
  await door.page.evaluate(() => dispatchEvent(new Event('online')));
  await door.in_sync();
  expect(await ledger_of(pass)).toHaveLength(1);
});

test('two doors without a network and one pass: both green, one incident, everywhere', async () => {
  const pass = fresh_pass();
  const [one, two] = [await paired_door({}, 'ct-1'), await paired_door({}, 'ct-2')];
  await entrance.ceremony.server.stop();
  for (const door of [one, two]) {
    await door.reader(digits_of(pass));
    await door.expect_result('admitted', 'MỜI VÀO');
  }
  const name = await one.result('admitted').locator('.label').innerText();
  await start_server();
  for (const door of [one, two]) {
    await door.in_sync();
    await expect(door.page.getByRole('link', { name: /sự việc cần xem/ })).toBeVisible();
  }
  await one.page.getByRole('link', { name: /sự việc cần xem/ }).click();
  await expect(one.heading('Sự việc tại cửa này')).toBeVisible();
  await expect(one.page.getByRole('listitem').filter({ hasText: 'hai lần' })).toContainText(name);
  await look(one.page, 'door-history-incident');
  // Looked at, it is no news any more.
  await one.page.getByRole('link', { name: 'Quay lại' }).click();
  await expect(one.page.getByRole('link', { name: 'Lịch sử' })).toBeVisible();
  await expect(one.page.getByRole('link', { name: /sự việc cần xem/ })).toBeHidden();
  const incidents = await entrance.ceremony.organizer.api.every<{ kind: string; pass_id: string | null }>(
    `/api/v1/events/${entrance.ceremony.event}/incidents`,
  );
  const doubles = incidents.filter((incident) => incident.kind === 'double_admission');
  expect(doubles.filter((incident) => incident.pass_id === pass.id)).toHaveLength(1);
});

test('a clock three days off is said and refuses nobody', async () => {
  const pass = fresh_pass();
  const door = await paired_door({ ahead_ms: entrance.ahead_ms + 3 * 86_400_000 });
  await door.go('/device');
  await expect(door.page.getByText(/Lệch 3 ngày so với máy chủ/)).toBeVisible();
  await entrance.ceremony.server.stop();
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  await start_server();
  await door.in_sync();
  expect((await ledger_of(pass))[0]).toMatchObject({ verdict: 'admitted' });
});

test('a revoked device hands in what it holds, then has forgotten everything', async () => {
  const pass = fresh_pass();
  const door = await paired_door();
  const { items } = await entrance.ceremony.organizer.api.get<{ items: { id: string; enrolled_at: string }[] }>(
    `/api/v1/events/${entrance.ceremony.event}/doors`,
  );
  const device = items.sort((a, b) => a.enrolled_at.localeCompare(b.enrolled_at)).at(-1)!.id;
  await entrance.ceremony.server.stop();
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  await start_server();
  // Before the phone has come back: its call and the organizer's race, the outcome is the same.
  await entrance.ceremony.organizer.api.del(`/api/v1/doors/${device}`);
  await expect(door.heading('Máy này đã bị thu hồi')).toBeVisible();
  // It tries again by itself; a network that comes back hurries it.
  await door.page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(door.page.getByText('Dữ liệu trên máy đã được xoá')).toBeVisible({ timeout: 40_000 });
  await look(door.page, 'door-revoked');
  await check_accessibility(door.page);
  await door.page.reload();
  await expect(door.heading('Ghép máy này với một cửa')).toBeVisible();
});

test('a pass that is newer than the list of a phone without a network', async () => {
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await door.cut_off();
  const [newer, refused] = await entrance.ceremony.approved_people('ct-ca', 'g02', invented_people(2, 'Công an', 900)) as [PassItem, PassItem];
  await door.reader(digits_of(refused));
  await (await door.expect_result('not_in_list', 'HỢP LỆ – CHƯA CÓ TRONG DANH SÁCH')).getByRole('button', { name: 'Không cho vào' }).click();
  await expect(page.getByRole('heading', { name: 'CHƯA CHO VÀO' })).toBeVisible();
  await door.reader(digits_of(newer));
  const asked = await door.expect_result('not_in_list', 'HỢP LỆ – CHƯA CÓ TRONG DANH SÁCH');
  await check_accessibility(page);
  await look(page, 'door-result-not-in-list');
  await asked.getByRole('button', { name: 'Cho vào' }).first().click();
  await page.getByRole('button', { name: 'Đã xem giấy mời' }).click();
  const shown = await door.expect_result('admitted_note', 'MỜI VÀO – LƯU Ý');
  await expect(shown).toContainText('NGOẠI TUYẾN');
  await check_accessibility(page);
  await look(page, 'door-result-offline');
  await door.join_again();
  const rows = await ledger_of(newer);
  expect(rows.map((row) => row.shown)).toEqual(['admitted', 'check']);
  expect(rows[0]).toMatchObject({ override: { reason: 'Đã xem giấy mời' } });
  // Who was refused did not come.
  await door.go('/search');
  await page.getByRole('combobox').fill(refused.short_number);
  await expect(page.getByRole('option')).not.toContainText('Đã vào');
  await page.getByRole('combobox').fill(newer.short_number);
  await expect(page.getByRole('option')).toContainText('Đã vào');
});
