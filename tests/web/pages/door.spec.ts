// SPDX-License-Identifier: Apache-2.0
// The door as its staff uses it: pairing, reading by camera, reader, search and hand, with a network
// and without one. What the phone keeps and decides is tested in door_core.spec.ts.
import { expect, test } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of, invented_people, type PassItem } from '../support/ceremony';
import { DoorPage, page_weight } from '../support/door_page';
import { open_entrance } from '../support/entrance';
import { make_film, qr_png } from '../support/film';
import { look } from '../support/look';

const entrance = open_entrance(30);
const { change_event, fresh_pass, ledger_of, open_door, paired_door, png_of, start_server } = entrance;

/** The page there is now: another one after it was closed and opened. */
const page_of = (door: DoorPage) => door.page;

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

test('no camera: said, and a reader works wherever the focus is', async () => {
  const pass = fresh_pass();
  const door = await paired_door({ viewport: { width: 1280, height: 800 } });
  await door.start_camera();
  await expect(door.heading('Máy này không có camera')).toBeVisible();
  await check_accessibility(door.page);
  await look(door.page, 'door-no-camera');
  // None was seen yet.
  await expect(door.page.getByText('Có máy quét USB thì cắm vào là quét được')).toBeVisible();
  await expect(door.page.getByText('Máy quét sẵn sàng')).toBeHidden();
  await door.page.keyboard.press('/');
  const field = door.page.getByRole('combobox');
  await expect(field).toBeFocused();
  await field.pressSequentially('hoi', { delay: 90 });
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  await door.page.keyboard.press('Escape');
  await expect(door.page.getByText('Máy quét sẵn sàng')).toBeVisible();
  await door.go('/search');
  await expect(door.page.getByRole('combobox')).toHaveValue('');
});

test('search by keyboard alone, then undo', async () => {
  const pass = fresh_pass();
  const door = await paired_door({ viewport: { width: 1280, height: 800 } });
  const { page } = door;
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(pass.short_number, { delay: 90 });
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const green = await door.expect_result('admitted', 'MỜI VÀO');
  await expect(green.getByRole('button')).toHaveText('Ghi nhầm? Hoàn tác');
  await page.keyboard.press('Control+z');
  await door.expect_result('undone', 'ĐÃ HOÀN TÁC');
  await page.keyboard.press('Escape');
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
  expect((await ledger_of(pass))[0]).toMatchObject({ verdict: 'undone' });

  await page.keyboard.press('/');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('cong an', { delay: 90 });
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-search');
  await page.keyboard.press('Escape');
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
});

test('a name typed in full, a number that nobody has', async () => {
  // The list has "Nguyễn M. …": what a delegate says is the whole name.
  const [delegate] = await entrance.ceremony.approved_people('ct-ca', 'g03', [
    { full_name: 'Nguyễn Thử Hoàng Khánh', position: 'Chỉ huy', organization: 'Công an phường Giả Định' },
  ]);
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await door.go('/search');
  await page.getByRole('combobox').fill('nguyen thu hoang khanh');
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('option')).toContainText(delegate!.short_number);
  await expect(page.getByRole('option')).toContainText('Đại biểu Công an');

  const none = delegate!.short_number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
  await page.getByRole('combobox').fill(none.slice(0, 7));
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.getByRole('combobox').fill(none);
  await expect(page.getByText('Không có số ngắn nào như vậy.')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-search-number');
  // Also who sees no Enter may ask.
  await page.getByRole('button', { name: `Kiểm tra số ${none}` }).click();
  await expect(await door.expect_result('invalid', 'KHÔNG HỢP LỆ')).toContainText('Số ngắn không đúng.');
});

test('let in against the verdict, with a reason', async () => {
  const pass = fresh_pass();
  await entrance.ceremony.organizer.api.post(`/api/v1/passes/${pass.id}/revoke`, { reason: 'Mất thẻ' });
  const door = await paired_door();
  await door.reader(digits_of(pass));
  const refused = await door.expect_result('revoked', 'THẺ ĐÃ HUỶ');
  await refused.getByRole('button', { name: 'Vẫn cho vào…' }).click();
  await check_accessibility(door.page);
  await look(door.page, 'door-reason');
  await door.page.getByRole('button', { name: 'Cho vào và ghi lý do' }).click();
  await expect(door.page.getByText('Đề nghị chọn hoặc nhập lý do.')).toBeVisible();
  const told = door.page.waitForResponse(async (response) => response.url().includes('/door/changes') && (await response.text()).includes('override_used'));
  await door.page.getByRole('button', { name: 'Ban tổ chức đồng ý' }).click();
  await door.expect_result('admitted_note', 'MỜI VÀO – LƯU Ý');
  expect((await ledger_of(pass))[0]).toMatchObject({ verdict: 'admitted', override: { reason: 'Ban tổ chức đồng ý' } });
  // It stays until somebody has seen it.
  await door.page.getByRole('button', { name: 'Đã xem' }).click();
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
  // Who gave the reason needs no call to look at it; the history has it.
  await told;
  await expect(door.page.getByRole('link', { name: /sự việc cần xem/ })).toBeHidden();
  await door.go('/history');
  await expect(door.page.getByText(/Cán bộ tại cửa đã cho vào/).first()).toBeVisible();
  await door.page.getByRole('button', { name: /^Hoàn tác/ }).first().click();
  await expect(door.page.getByRole('status').filter({ hasText: /^Đã hoàn tác lượt của .+ .+\.$/ })).toBeInViewport();
  expect((await ledger_of(pass))[0]).toMatchObject({ verdict: 'undone' });
});

test('of older scans only a second tap takes one back', async () => {
  const [earlier, later] = [fresh_pass(), fresh_pass()];
  const door = await paired_door();
  for (const pass of [earlier, later]) {
    await door.reader(digits_of(pass));
    await door.expect_result('admitted', 'MỜI VÀO');
  }
  await door.go('/history');
  await door.page.getByRole('button', { name: /^Hoàn tác/ }).nth(1).click();
  const sure = door.page.getByRole('button', { name: /^Chắc chắn hoàn tác/ });
  await expect(sure).toBeFocused();
  expect((await ledger_of(earlier))[0]).toMatchObject({ verdict: 'admitted' });
  await check_accessibility(door.page);
  await look(door.page, 'door-undo-sure');
  await sure.click();
  await expect(door.page.getByRole('status').filter({ hasText: /^Đã hoàn tác lượt của/ })).toBeInViewport();
  await look(door.page, 'door-undone');
  await expect.poll(async () => (await ledger_of(earlier))[0]).toMatchObject({ verdict: 'undone' });
  expect((await ledger_of(later))[0]).toMatchObject({ verdict: 'admitted' });
});

test('somebody who stands on no list is registered at the door', async () => {
  const door = await paired_door();
  const { page } = door;
  await door.go('/search');
  await page.getByRole('link', { name: /đăng ký tại cửa/ }).click();
  await page.getByRole('button', { name: 'Đăng ký và mời vào' }).click();
  await expect(page.getByText('Đề nghị nhập họ và tên.')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-walk-in');
  await page.getByLabel('Họ và tên').fill('Phan Giả Khách');
  await page.getByLabel('Cơ quan, đơn vị').fill('Hợp tác xã Thử');
  await page.getByRole('button', { name: 'Đăng ký và mời vào' }).click();
  await expect(page.locator('section.result.green')).toBeVisible();
  await expect(page.locator('section.result.green')).toContainText('Phan G. Khách');
  await expect(page.locator('section.result.green')).toContainText('Hợp tác xã Thử');
  await expect(page.getByText(/Số ngắn \d{4} \d{4}/)).toBeVisible();
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

async function school_pass(): Promise<PassItem> {
  const children = Array.from({ length: 5 }, (_, i) => ({
    full_name: `Trần Thử Bé ${'ABCDE'[i]}`,
    organization: 'Trường Tiểu học Giả Định',
    age_band: '7_to_15',
    leader_name: 'Nguyễn Mẫu Ước',
    leader_phone: '0500000100',
    consents: { guardian_attend: 'yes', child_attend: 'yes', photo: 'no', named: 'no' },
  }));
  const is_party = (pass: PassItem) => pass.party_size === 5;
  const known = (await entrance.ceremony.issue_passes()).find(is_party);
  return known ?? (await entrance.ceremony.approved_people('ct-sgddt', 'g08', children)).find(is_party)!;
}

test('a school comes as a party: some now, the rest later, never more than it has', async () => {
  const school = await school_pass();
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await door.reader(digits_of(school));
  const asked = await door.expect_result('ask', 'MỜI ĐOÀN VÀO – MẤY NGƯỜI?');
  await expect(asked).not.toContainText('Trần Thử');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-result-party');
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 844, height: 390 });
  for (const part of ['.label', '.line']) await expect(asked.locator(part)).toBeInViewport({ ratio: 1 });
  await look(page, 'door-sideways-party', [{ width: 844, height: 390 }]);
  await expect(page.getByRole('button', { name: 'Không cho vào' })).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 320, height: 568 });
  await expect(asked.locator('.label')).toBeInViewport({ ratio: 0.9 });
  await page.setViewportSize(before);
  expect(await ledger_of(school)).toEqual([]);
  await page.getByRole('button', { name: 'Bớt một người' }).click();
  await page.getByRole('button', { name: 'Bớt một người' }).click();
  await page.getByRole('button', { name: /^Mời 3 người vào/ }).click();
  await expect(page.locator('section.result.green')).toContainText('Vừa vào 3 người · đoàn còn 2 chỗ');
  await look(page, 'door-result-party-in');
  await door.go('/search');
  await page.getByRole('combobox').fill(school.short_number);
  await expect(page.getByRole('option')).toContainText('Đã vào 3/5');
  await page.getByRole('option').click();
  await page.getByRole('button', { name: /^Mời 2 người vào/ }).click();
  await expect(page.locator('section.result.green')).toContainText('đoàn đã vào đủ');
  expect((await ledger_of(school)).map((row) => row.count)).toEqual([2, 3]);
});

test('where exits are recorded: out, and in again', async () => {
  await change_event({ allows_reentry: true });
  const pass = fresh_pass();
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  await page.getByText('Ra', { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(door.heading('Đang ghi lượt RA')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-exits');
  await door.go('/search');
  await page.getByRole('combobox').fill(pass.short_number);
  await page.getByRole('option').click();
  await door.expect_result('left', 'ĐÃ GHI LƯỢT RA');
  await page.getByText('Vào', { exact: true }).click();
  await door.go('/search');
  await page.getByRole('combobox').fill(pass.short_number);
  await expect(page.getByRole('option')).toContainText('Đã ra');
  await page.getByRole('option').click();
  await door.expect_result('admitted', 'MỜI VÀO');
  expect((await ledger_of(pass)).map((row) => row.verdict)).toEqual(['admitted', 'left', 'admitted']);

  // A party that goes out is asked for nothing but its count.
  const school = await school_pass();
  if ((await ledger_of(school)).length === 0) {
    await door.reader(digits_of(school));
    await page.getByRole('button', { name: /^Mời 5 người vào/ }).click();
    await expect(page.locator('section.result.green')).toContainText('đoàn đã vào đủ');
  }
  await page.getByText('Ra', { exact: true }).click();
  await door.go('/search');
  await page.getByRole('combobox').fill(school.short_number);
  await page.getByRole('option').click();
  await expect(await door.expect_result('ask', 'ĐOÀN RA – MẤY NGƯỜI?')).toContainText('Đang có 5 người bên trong.');
  await check_accessibility(page);
  await look(page, 'door-result-party-out');
  await page.getByRole('button', { name: 'Bớt một người' }).click();
  await page.getByRole('button', { name: 'Ghi 4 người ra' }).click();
  await expect(await door.expect_result('left', 'ĐÃ GHI LƯỢT RA')).toContainText('4 người ra');
  await door.go('/search');
  await page.getByRole('combobox').fill(school.short_number);
  await page.getByRole('option').click();
  await page.getByRole('button', { name: 'Không ghi' }).click();
  await expect(door.heading('Đang ghi lượt RA')).toBeVisible();
});
