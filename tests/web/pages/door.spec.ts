// SPDX-License-Identifier: Apache-2.0
// The door as its staff uses it with a network: pairing, reading by camera, every result and screen. What the
// phone keeps and decides is tested in door_core.spec.ts; other specs: door_offline, door_hand, door_party.
import { expect, test } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of, type PassItem } from '../support/ceremony';
import { page_weight } from '../support/door_page';
import { open_entrance } from '../support/entrance';
import { make_film, qr_png } from '../support/film';
import { look } from '../support/look';

const entrance = open_entrance(30);
const { fresh_pass, ledger_of, open_door, paired_door, png_of } = entrance;

/** Well formed, signed by nobody. */
const forged = (pass: PassItem): string => {
  const digits = digits_of(pass);
  return digits.slice(0, -1) + String((Number(digits.at(-1)) + 1) % 10);
};

test('the page of the door stays small', async () => {
  const { files, bytes } = await page_weight(entrance.ceremony);
  expect(files).toBeGreaterThan(1);
  expect(bytes).toBeLessThanOrEqual(40_000);
});

test('pair, ready check, scan', async () => {
  const pass = fresh_pass();
  const film = make_film([{ png: await png_of(pass), seconds: 1 }, { png: null, seconds: 4 }]);
  const door = await open_door({ film, results_stay: true });
  const { page } = door;
  await expect(door.heading('Ghép máy này với một cửa')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-pair');
  await page.getByRole('button', { name: 'Ghép máy này' }).click();
  await expect(page.getByText('Đề nghị nhập mã ghép.').first()).toBeVisible();
  await page.getByLabel('Mã ghép thiết bị').fill('0000 0000-00000000');
  door.faults.allow(/status of 410/);
  await page.getByRole('button', { name: 'Ghép máy này' }).click();
  await expect(page.getByText('Mã ghép thiết bị không đúng').first()).toBeVisible();
  await page.getByLabel('Mã ghép thiết bị').fill(await entrance.ceremony.door_code('ct-1', 'Máy thử 1'));
  await page.getByRole('button', { name: 'Ghép máy này' }).click();

  await expect(door.heading('Kiểm tra trước giờ đón')).toBeVisible();
  await expect(page.getByText('Điểm cầu của thành phố Cần Thơ · Cửa 1')).toBeVisible();
  const begin = page.getByRole('button', { name: 'Bắt đầu đón đại biểu' });
  await expect(begin).toBeDisabled();
  await expect(begin).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Thử camera' }).click();
  await expect(page.getByText('Đọc được, đúng thẻ của buổi lễ này.')).toBeVisible();
  await page.getByRole('button', { name: 'Phát thử' }).click();
  await expect(page.getByText(/^Vừa phát ba tiếng/)).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-ready');
  await begin.click();
  // The test recorded nobody.
  const shown = await door.expect_result('admitted', 'MỜI VÀO');
  await expect(shown).toContainText('Khách mời');
  await expect(page.getByText(/Đã vào\s+1\s+\/\s+30/)).toBeVisible();
  await look(page, 'door-scan');
});

test('by camera: in, forged, revoked, already in', async () => {
  const [pass, stolen] = [fresh_pass(), fresh_pass()];
  const film = make_film([
    { png: await png_of(pass), seconds: 1.5 },
    { png: null, seconds: 3 },
    { png: qr_png(`HTTPS://DOOR.EXAMPLE/P/${forged(pass)}`), seconds: 1.5 },
    { png: null, seconds: 3 },
    { png: await png_of(stolen), seconds: 1.5 },
    { png: null, seconds: 3.5 },
  ]);
  await entrance.ceremony.organizer.api.post(`/api/v1/passes/${stolen.id}/revoke`, { reason: 'Mất thẻ' });
  const door = await paired_door({ film });
  await door.start_camera();
  await door.expect_result('admitted', 'MỜI VÀO');
  await door.expect_result('invalid', 'KHÔNG HỢP LỆ');
  await door.expect_result('revoked', 'THẺ ĐÃ HUỶ');
  const again = await door.expect_result('already_in', 'ĐÃ VÀO TRƯỚC ĐÓ');
  await expect(again).toContainText(/Lần đầu lúc \d\d:\d\d, tại cửa này\. Mời gặp bàn hướng dẫn\./);
  expect((await ledger_of(pass))[0]).toMatchObject({ verdict: 'already_in' });
  expect((await ledger_of(pass)).at(-1)).toMatchObject({ verdict: 'admitted' });
});

test('a second tab takes the door over', async () => {
  const door = await paired_door();
  const other = await door.new_tab();
  await other.goto('/door/');
  await expect(other.getByRole('heading', { name: 'Đang mở ở tab khác' })).toBeVisible();
  await check_accessibility(other);
  await look(other, 'door-other-tab');
  await other.getByRole('button', { name: 'Dùng ở đây' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Cửa 1' })).toBeVisible();
  await expect(door.heading('Đang mở ở tab khác')).toBeVisible();
});

test('every screen in English, and by a person who needs larger or darker', async () => {
  const door = await paired_door();
  const { page } = door;
  await door.go('/device');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-device');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(door.heading('This device')).toBeVisible();
  for (const [path, title] of [['/history', 'History'], ['/search', 'Search by name'], ['/walk-in', 'Register at the door'], ['/ready', 'Check before doors open']] as const) {
    await door.go(path);
    await expect(door.heading(title)).toBeVisible();
    await check_accessibility(page);
    await check_reflow(page);
  }
  await door.go('/');
  await expect(door.heading('Ready to scan')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
});

test('every result can be read by everybody, and waits for the staff', async () => {
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  const [inside, revoked, strange] = [fresh_pass(), fresh_pass(), fresh_pass()];
  await entrance.ceremony.organizer.api.post(`/api/v1/passes/${revoked.id}/revoke`, { reason: 'Mất thẻ' });
  const seen = async (kind: string, word: string) => {
    await door.expect_result(kind, word);
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, `door-result-${kind}`);
  };
  await door.reader(digits_of(inside));
  await seen('admitted', 'MỜI VÀO');
  // Looking took longer than the ten seconds in which the same door repeats itself.
  const twice = fresh_pass();
  await door.reader(digits_of(twice));
  await expect(page.getByText(/Đã vào\s+\d+/)).toBeVisible();
  await door.go('/search');
  await page.getByRole('combobox').fill(twice.short_number);
  await expect(page.getByRole('option')).toContainText('Đã vào');
  await page.getByRole('option').click();
  await seen('repeat', 'VỪA QUÉT');
  await door.reader(forged(inside));
  await seen('invalid', 'KHÔNG HỢP LỆ');
  await door.reader('KHONG-PHAI-THE-CUA-BUOI-LE');
  await expect(door.result('invalid')).toContainText('Đây không phải mã QR của thẻ tham dự.');
  await door.reader(digits_of(revoked));
  await seen('revoked', 'THẺ ĐÃ HUỶ');
  await page.keyboard.press('Control+z');
  await seen('undone', 'ĐÃ HOÀN TÁC');

  // The disk is full: nothing is green.
  await page.evaluate(() => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = full;
  });
  await door.reader(digits_of(strange));
  await seen('not_stored', 'CHƯA GHI ĐƯỢC');
  expect(await ledger_of(strange)).toEqual([]);
});
