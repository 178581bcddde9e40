// SPDX-License-Identifier: Apache-2.0
// A phone that the organizers took away while it held scans: none of them is lost.
import { type Browser, type BrowserContextOptions, expect, type Page, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of } from '../support/ceremony';
import type { DoorPage } from '../support/door_page';
import { open_entrance } from '../support/entrance';
import { Faults } from '../support/faults';
import { look } from '../support/look';

const entrance = open_entrance(8);
const { fresh_pass, ledger_of, paired_door } = entrance;

interface Device {
  id: string;
  label: string;
  enrolled_at: string;
}

async function newest_device(): Promise<Device> {
  const { api } = entrance.ceremony.organizer;
  const { items } = await api.get<{ items: Device[] }>(`/api/v1/events/${entrance.ceremony.event}/doors`);
  return items.sort((a, b) => a.enrolled_at.localeCompare(b.enrolled_at)).at(-1)!;
}

/** Which it was. */
async function revoke_newest(): Promise<Device> {
  const newest = await newest_device();
  await entrance.ceremony.organizer.api.del(`/api/v1/doors/${newest.id}`);
  return newest;
}

interface Saved {
  device: { id: string; label: string; event_id: string };
  unreadable: number;
  scans: { text: string; pass_id: string | null; verdict?: string }[];
}

/** The file that the phone saves, which says whose it is. */
async function saved_by(door: DoorPage, device: Device, button: string, says = 'Đã xuất tệp.'): Promise<Saved> {
  const download = door.page.waitForEvent('download');
  await door.page.getByRole('button', { name: button }).click();
  const given = await download;
  const file = JSON.parse(readFileSync(await given.path(), 'utf8')) as Saved;
  await expect(door.page.getByText(says)).toBeVisible();
  const { id, label } = device;
  expect(file.device).toEqual({ id, label, event_id: entrance.ceremony.event });
  expect(given.suggestedFilename()).toContain(`kinhmoi-${label}-`);
  return file;
}

const unsent = 'Xuất lượt chưa gửi ra tệp';
const all = 'Xuất mọi lượt ra tệp';
const texts_of = (file: Saved) => file.scans.map((scan) => scan.text);

/** From now on the server does not know this phone. */
async function forget_device(door: DoorPage): Promise<void> {
  door.faults.allow(/status of 401/);
  const problem = { type: 'about:blank', title: 'unauthenticated', status: 401 };
  await door.page.context().route('**/api/v1/door/**', (route) =>
    route.fulfill({ status: 401, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
  );
  await door.page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(door.heading('Máy chủ không nhận lượt của máy này nữa')).toBeVisible();
}

async function seen(door: DoorPage, name: string): Promise<void> {
  await check_accessibility(door.page);
  await check_reflow(door.page);
  await look(door.page, name);
}

/** What the organizer does in the console meanwhile, by the clock of the server. */
async function in_console(browser: Browser, options: BrowserContextOptions, now: number, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ ...options, baseURL: entrance.ceremony.url });
  const faults = new Faults();
  await faults.watch(context);
  await entrance.ceremony.sign_in(context, entrance.ceremony.organizer);
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  await work(page);
  await context.close();
  faults.check();
}

test('a revoked phone that cannot hand in saves its scans as a file, and still hands them in', async ({ browser, contextOptions }) => {
  const pass = fresh_pass();
  const door = await paired_door();
  const { page } = door;
  await door.cut_off();
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  const device = await revoke_newest();
  await page.context().route('**/scans/batch', (route) => route.abort());
  await page.context().unroute('**/api/**');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(door.heading('Máy này đã bị thu hồi')).toBeVisible();
  await expect(page.getByText('Còn 1 lượt')).toBeVisible();
  expect(texts_of(await saved_by(door, device, unsent))).toEqual([digits_of(pass)]);
  await expect(page.getByRole('button', { name: 'Rời và xoá dữ liệu' })).toBeHidden();
  await seen(door, 'door-revoked-waiting');
  await page.context().unroute('**/scans/batch');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByText('Dữ liệu trên máy đã được xoá')).toBeVisible({ timeout: 40_000 });
  const kept = await entrance.ceremony.organizer.api.every<{ reason: string }>(`/api/v1/events/${entrance.ceremony.event}/quarantine`);
  expect(kept).toMatchObject([{ reason: 'revoked_device' }]);
  await page.getByRole('button', { name: 'Ghép máy này với một cửa' }).click();
  await expect(door.heading('Ghép máy này với một cửa')).toBeVisible();

  // Whoever it had let in did come in: the organizers say so.
  await in_console(browser, contextOptions, Date.now() + entrance.ahead_ms, async (desk) => {
    await desk.goto(`/console/#/events/${entrance.ceremony.event}/quarantine`);
    await desk.getByRole('button', { name: `${device.label}: ghi nhận 1 lượt đã mời vào` }).click();
    // The server says whose pass it was.
    await expect(desk.getByRole('region', { name: 'Đã chọn 1 lượt' })).toContainText(/(Nguyễn|Trần|Lê|Phạm|Hoàng|Phan|Vũ|Đặng|Bùi|Đỗ) \S+ \S+ \(07:/);
    await desk.getByRole('button', { name: 'Ghi nhận 1 lượt có mặt' }).click();
    await expect(desk.getByRole('status').filter({ hasText: 'Đã ghi nhận 1 lượt có mặt.' }).first()).toBeVisible();
  });
  expect((await ledger_of(pass)).map((row) => row.verdict)).toEqual(['admitted']);
});

test('what cannot be read is not said to be saved, nor forgotten', async () => {
  const door = await paired_door();
  const { page } = door;
  await door.cut_off();
  await door.reader(digits_of(fresh_pass()));
  await expect(door.result('admitted')).toBeVisible();
  await door.go('/device');
  await page.evaluate(() => {
    IDBIndex.prototype.getAll = () => {
      throw new DOMException('broken', 'UnknownError');
    };
  });
  await page.getByRole('button', { name: 'Xuất lượt chưa gửi ra tệp' }).click();
  await expect(page.getByText('Chưa xuất được tệp')).toBeVisible();
});

test('a phone that its server does not know saves also what it had sent, and says what cannot be read', async () => {
  const [first, next] = [fresh_pass(), fresh_pass()];
  const door = await paired_door();
  const { page } = door;
  for (const pass of [first, next]) {
    await door.reader(digits_of(pass));
    await expect(door.result('admitted')).toContainText('MỜI VÀO');
    await page.keyboard.press('Escape');
  }
  await door.in_sync();
  const device = await newest_device();
  await forget_device(door);
  await expect(page.getByText('Máy còn giữ 2 lượt đã gửi')).toBeVisible();
  const leave = page.getByRole('button', { name: 'Rời và xoá dữ liệu' });
  await expect(leave).toBeHidden();
  await seen(door, 'door-unknown-sent');
  // One of them was changed by somebody else.
  await page.evaluate(async () => {
    const opening = indexedDB.open('kinhmoi-door');
    await new Promise((done) => (opening.onsuccess = done));
    const scans = opening.result.transaction('scans', 'readwrite').objectStore('scans');
    const reading = scans.get(1);
    await new Promise((done) => (reading.onsuccess = done));
    const writing = scans.put({ ...reading.result, iv: crypto.getRandomValues(new Uint8Array(12)) });
    await new Promise((done) => (writing.onsuccess = done));
    opening.result.close();
  });
  const file = await saved_by(door, device, all, 'Đã xuất tệp, nhưng thiếu 1 lượt không đọc được.');
  expect(file).toMatchObject({ unreadable: 1, scans: [{ text: '', pass_id: next.id }] });
  await seen(door, 'door-unknown-part');
  await leave.click();
  await expect(door.heading('Ghép máy này với một cửa')).toBeVisible();
});

test('a phone that its server does not know and that made no scan may go at once', async () => {
  const door = await paired_door();
  await forget_device(door);
  await expect(door.page.getByText('Máy này chưa ghi lượt nào.')).toBeVisible();
  await expect(door.page.getByRole('button', { name: all })).toBeHidden();
  await door.page.getByRole('button', { name: 'Rời và xoá dữ liệu' }).click();
  await expect(door.heading('Ghép máy này với một cửa')).toBeVisible();
});

// The last one: it moves the server's clock.
test('three days after it was revoked nobody takes its scans: saved first, then forgotten, and added in the console', async ({ browser, contextOptions }) => {
  const [sent, late] = [fresh_pass(), fresh_pass()];
  const door = await paired_door();
  const { page } = door;
  await door.reader(digits_of(sent));
  await door.expect_result('admitted', 'MỜI VÀO');
  await door.cut_off();
  await door.reader(digits_of(late));
  await expect(door.result('admitted')).toContainText('NGOẠI TUYẾN');
  const device = await revoke_newest();
  await page.context().route('**/scans/batch', (route) => route.abort());
  await page.context().unroute('**/api/**');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(door.heading('Máy này đã bị thu hồi')).toBeVisible();
  // While it may still hand in only what waits is saved: that is not all that it keeps.
  expect(texts_of(await saved_by(door, device, unsent))).toEqual([digits_of(late)]);
  const three_days_on = Date.now() + entrance.ahead_ms + 73 * 3_600_000;
  await entrance.ceremony.move_clock(new Date(three_days_on).toISOString());
  door.faults.allow(/status of 401/);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(door.heading('Máy chủ không nhận lượt của máy này nữa')).toBeVisible();
  await expect(page.getByText('Còn 1 lượt chưa gửi.')).toBeVisible();
  await expect(page.getByText('Đã xuất tệp.')).toBeHidden();
  await seen(door, 'door-too-late');
  const leave = page.getByRole('button', { name: 'Rời và xoá dữ liệu' });
  await expect(leave).toBeHidden();
  // Opened anew it still holds them.
  await page.reload();
  await expect(door.heading('Máy chủ không nhận lượt của máy này nữa')).toBeVisible();
  await expect(leave).toBeHidden();
  // All that it keeps: a server that does not know it may have lost what was handed in, too. But the
  // code of a pass only where it is needed: the file may get into anybody's hands.
  const file = await saved_by(door, device, all);
  expect(file.scans).toMatchObject([{ text: digits_of(late) }, { text: '', pass_id: sent.id, verdict: 'admitted' }]);
  expect(JSON.stringify(file)).not.toContain(digits_of(sent));
  await seen(door, 'door-too-late-saved');
  await leave.click();
  await expect(door.heading('Ghép máy này với một cửa')).toBeVisible();
  expect((await ledger_of(late)).map((row) => row.verdict)).toEqual([]);

  await in_console(browser, contextOptions, three_days_on, async (desk) => {
    await desk.goto(`/console/#/events/${entrance.ceremony.event}/supplement`);
    const take = (name: string, text: string) =>
      desk.getByLabel('Tệp lượt quét lưu từ máy').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await take('x.json', '{}');
    await expect(desk.getByText('Tệp này không phải tệp lượt quét do máy ở cửa lưu.')).toBeVisible();
    await take('khac.json', JSON.stringify({ ...file, device: { ...file.device, event_id: 'khac' } }));
    await expect(desk.getByText('Tệp này của sự kiện khác.')).toBeVisible();
    await take('may.json', JSON.stringify(file));
    const counts = `${device.label}: 2 lượt đã mời vào, xem lại rồi bấm Ghi nhận. 1 lượt đã được ghi nhận từ trước nên không cần nữa.`;
    await expect(desk.getByRole('status').filter({ hasText: counts }).first()).toBeVisible();
    await check_accessibility(desk);
    await check_reflow(desk);
    await look(desk, 'supplement-file');
    await desk.getByRole('button', { name: 'Ghi nhận 1 lượt có mặt' }).click();
    await expect(desk.getByRole('status').filter({ hasText: 'Đã ghi nhận 1 lượt có mặt.' }).first()).toBeVisible();
  });
  // The one that the server had is not counted twice.
  for (const pass of [late, sent]) expect((await ledger_of(pass)).map((row) => row.verdict)).toEqual(['admitted']);
});
