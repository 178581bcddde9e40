// SPDX-License-Identifier: Apache-2.0
// A phone that the organizers took away while it held scans: none of them is lost.
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of } from '../support/ceremony';
import type { DoorPage } from '../support/door_page';
import { open_entrance } from '../support/entrance';
import { look } from '../support/look';

const entrance = open_entrance(6);
const { fresh_pass, ledger_of, paired_door } = entrance;

interface Device {
  id: string;
  enrolled_at: string;
}

async function revoke_newest(): Promise<void> {
  const { api } = entrance.ceremony.organizer;
  const { items } = await api.get<{ items: Device[] }>(`/api/v1/events/${entrance.ceremony.event}/doors`);
  const newest = items.sort((a, b) => a.enrolled_at.localeCompare(b.enrolled_at)).at(-1)!;
  await api.del(`/api/v1/doors/${newest.id}`);
}

/** The texts of the scans in the file that the phone saves. */
async function saved_by(door: DoorPage): Promise<string[]> {
  const download = door.page.waitForEvent('download');
  await door.page.getByRole('button', { name: 'Xuất lượt chưa gửi ra tệp' }).click();
  const file = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as { scans: { text: string }[] };
  await expect(door.page.getByText('Đã xuất tệp.')).toBeVisible();
  return file.scans.map((scan) => scan.text);
}

async function seen(door: DoorPage, name: string): Promise<void> {
  await check_accessibility(door.page);
  await check_reflow(door.page);
  await look(door.page, name);
}

test('a revoked phone that cannot hand in saves its scans as a file, and still hands them in', async () => {
  const pass = fresh_pass();
  const door = await paired_door();
  const { page } = door;
  await door.cut_off();
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  await revoke_newest();
  await page.context().route('**/scans/batch', (route) => route.abort());
  await page.context().unroute('**/api/**');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(door.heading('Máy này đã bị thu hồi')).toBeVisible();
  await expect(page.getByText('Còn 1 lượt')).toBeVisible();
  expect(await saved_by(door)).toEqual([digits_of(pass)]);
  await expect(page.getByRole('button', { name: 'Rời và xoá dữ liệu' })).toBeHidden();
  await seen(door, 'door-revoked-waiting');
  await page.context().unroute('**/scans/batch');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByText('Dữ liệu trên máy đã được xoá')).toBeVisible({ timeout: 40_000 });
  const kept = await entrance.ceremony.organizer.api.every<{ reason: string }>(`/api/v1/events/${entrance.ceremony.event}/quarantine`);
  expect(kept).toMatchObject([{ reason: 'revoked_device' }]);
  await page.getByRole('button', { name: 'Ghép máy này với một cửa' }).click();
  await expect(door.heading('Ghép máy này với một cửa')).toBeVisible();
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

// The last one: it moves the server's clock.
test('three days after it was revoked nobody takes its scans: saved first, then forgotten', async () => {
  const [sent, late] = [fresh_pass(), fresh_pass()];
  const door = await paired_door();
  const { page } = door;
  await door.reader(digits_of(sent));
  await door.expect_result('admitted', 'MỜI VÀO');
  await door.cut_off();
  await door.reader(digits_of(late));
  await expect(door.result('admitted')).toContainText('NGOẠI TUYẾN');
  await revoke_newest();
  const three_days_on = Date.now() + entrance.ahead_ms + 73 * 3_600_000;
  await entrance.ceremony.move_clock(new Date(three_days_on).toISOString());
  door.faults.allow(/status of 401/);
  await page.context().unroute('**/api/**');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(door.heading('Máy chủ không nhận lượt của máy này nữa')).toBeVisible();
  await expect(page.getByText('Còn 1 lượt chưa gửi.')).toBeVisible();
  await seen(door, 'door-too-late');
  const leave = page.getByRole('button', { name: 'Rời và xoá dữ liệu' });
  await expect(leave).toBeHidden();
  // Opened anew it still holds them.
  await page.reload();
  await expect(door.heading('Máy chủ không nhận lượt của máy này nữa')).toBeVisible();
  await expect(leave).toBeHidden();
  // All that it keeps: a server that does not know it may have lost what was handed in, too.
  expect((await saved_by(door)).sort()).toEqual([digits_of(sent), digits_of(late)].sort());
  await seen(door, 'door-too-late-saved');
  await leave.click();
  await expect(door.heading('Ghép máy này với một cửa')).toBeVisible();
  expect((await ledger_of(late)).map((row) => row.verdict)).toEqual([]);
});
