// SPDX-License-Identifier: Apache-2.0
// What goes wrong at an entrance, and what somebody might try: readers that stumble, codes that are
// none of ours, an old phone, a phone whose clock was moved, a second pairing link, a way back taken
// in the middle of a question.
import { expect, test } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of } from '../support/ceremony';
import { DoorPage, key_of } from '../support/door_page';
import { open_entrance } from '../support/entrance';
import { make_film, qr_png } from '../support/film';
import { look } from '../support/look';

const entrance = open_entrance(16);
const { fresh_pass, open_door, paired_door, png_of, start_server } = entrance;

/** Closed, and opened again where there is no server. */
async function open_alone(door: DoorPage): Promise<void> {
  await door.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await door.close();
  await entrance.ceremony.server.stop();
  await door.open();
  await expect(door.page.getByRole('heading', { level: 1, name: 'Cửa 1' })).toBeVisible();
}

test('a reader types the whole address, through a Vietnamese keyboard program, and nothing else happens', async () => {
  const [plain, telex] = [fresh_pass(), fresh_pass()];
  const door = await paired_door({ results_stay: true });
  await door.page.evaluate(() => {
    addEventListener('hashchange', () => (document.documentElement.dataset.went = location.hash));
  });
  await door.reader(`HTTPS://DAI.EXAMPLE/P/${digits_of(plain)}`);
  await door.expect_result('admitted', 'MỜI VÀO');
  // The slash of an address is no search.
  await expect(door.page.locator('html')).not.toHaveAttribute('data-went', /./);
  await door.page.keyboard.press('Escape');
  // Telex makes Đ of DD: it eats the second D, takes the first back and sends a letter of no key.
  const garbled = [
    ...[...'HTTPS://D'].map(key_of),
    { key: 'Backspace', code: 'Backspace' },
    { key: 'Đ', code: '', text: 'Đ' },
    ...[...`ONG.EXAMPLE/P/${digits_of(telex)}`].map(key_of),
    { key: 'Enter', code: 'Enter', text: '\r' },
  ];
  await door.keys(garbled);
  await door.expect_result('admitted', 'MỜI VÀO');
});

test('half a code, a wrong number, too many digits, an address elsewhere', async () => {
  const pass = fresh_pass();
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/door/scans')) sent.push((request.postDataJSON() as { text: string }).text);
  });
  await door.reader(digits_of(pass).slice(0, 101));
  await expect(await door.expect_result('invalid', 'KHÔNG HỢP LỆ')).toContainText('Chưa đọc hết mã. Đề nghị quét lại.');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-result-half');

  await door.go('/search');
  await page.getByRole('combobox').fill('12345678');
  await page.getByRole('combobox').press('Enter');
  await expect(door.result('invalid')).toContainText('Số ngắn không đúng.');

  // Into a form that somebody was filling in: it is as it was.
  await door.go('/walk-in');
  await page.getByLabel('Họ và tên').fill('Phan Giả');
  await page.getByLabel('Tính vào thành phần').focus();
  await door.reader('7'.repeat(520));
  await expect(await door.expect_result('invalid', 'KHÔNG HỢP LỆ')).toBeVisible();
  await door.go('/walk-in');
  await expect(page.getByLabel('Họ và tên')).toHaveValue('Phan Giả');
  await page.getByLabel('Họ và tên').focus();
  await door.reader('8'.repeat(40));
  await door.expect_result('invalid', 'KHÔNG HỢP LỆ');
  await door.go('/walk-in');
  await expect(page.getByLabel('Họ và tên')).toHaveValue('Phan Giả');
  await door.go('/');

  const elsewhere = 'https://xau.example/tang-qua?ma=1';
  await door.keys([...[...elsewhere.replace(/[?=]/g, '-')].map(key_of), { key: 'Enter', code: 'Enter', text: '\r' }]);
  await expect(door.result('invalid')).toContainText('Đây không phải mã QR của thẻ tham dự.');
  await expect(page.getByText('xau.example')).toHaveCount(0);
  expect(new URL(page.url()).pathname).toBe('/door/');
  await door.in_sync();
  expect(sent.length).toBeGreaterThanOrEqual(5);
  expect(Math.max(...sent.map((text) => text.length))).toBeLessThanOrEqual(512);
});

test('an address elsewhere before the camera is no pass, is not shown and not followed', async () => {
  const film = make_film([
    { png: qr_png('https://xau.example/tang-qua?ma=1'), seconds: 2 },
    { png: null, seconds: 1 },
  ]);
  const door = await paired_door({ film, results_stay: true });
  await door.start_camera();
  await expect(await door.expect_result('invalid', 'KHÔNG HỢP LỆ')).toContainText('Đây không phải mã QR của thẻ tham dự.');
  await expect(door.page.getByText('xau.example')).toHaveCount(0);
  await expect(door.page.locator('a[href*="xau"]')).toHaveCount(0);
  expect(new URL(door.page.url()).pathname).toBe('/door/');
});

test('an old iPhone: no vibration, wake lock, torch, frame callbacks or Ed25519 of its own, and no network', async () => {
  const pass = fresh_pass();
  const film = make_film([{ png: await png_of(pass), seconds: 1.5 }, { png: null, seconds: 6 }]);
  const door = await open_door({
    film,
    results_stay: true,
    before: () => {
      const gone = (object: object, name: string) => Reflect.deleteProperty(object, name);
      gone(Navigator.prototype, 'vibrate');
      gone(Navigator.prototype, 'wakeLock');
      gone(Navigator.prototype, 'userActivation');
      gone(StorageManager.prototype, 'persist');
      gone(MediaStreamTrack.prototype, 'getCapabilities');
      gone(HTMLVideoElement.prototype, 'requestVideoFrameCallback');
      gone(window, 'MediaStreamTrackProcessor');
      gone(window, 'VideoFrame');
      gone(window, 'BarcodeDetector');
      const import_key = SubtleCrypto.prototype.importKey;
      SubtleCrypto.prototype.importKey = function (this: SubtleCrypto, ...all: Parameters<typeof import_key>) {
        const { name } = all[2] as { name: string };
        return name === 'Ed25519' ? Promise.reject(new DOMException('', 'NotSupportedError')) : import_key.apply(this, all);
      } as typeof import_key;
    },
  });
  await door.pair();
  await door.go('/ready');
  await door.page.getByRole('button', { name: 'Thử camera' }).click();
  await expect(door.page.getByText('Đọc được, đúng thẻ của buổi lễ này.')).toBeVisible();
  await expect(door.page.getByText(/^Máy này có thể tự tắt màn hình/)).toBeVisible();
  await expect(door.page.getByText('Trang đã lưu trong máy: đóng rồi vẫn mở lại được.')).toBeVisible();
  await look(door.page, 'door-ready-old');
  // Also the other way to check signatures was kept for the time without a network.
  await open_alone(door);
  await door.start_camera();
  await expect(door.result('admitted').filter({ hasText: 'NGOẠI TUYẾN' })).toBeVisible();
  await expect(door.page.getByRole('button', { name: 'Đèn' })).toBeHidden();
  await start_server();
  await door.in_sync();
});

test('a clock set back while the app was closed refuses nobody', async () => {
  const pass = fresh_pass();
  const door = await paired_door();
  door.kit.ahead_ms = entrance.ahead_ms - 2 * 86_400_000;
  await open_alone(door);
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  // Set forward it cannot be told from time that went by: the list is old, and that is said.
  await door.close();
  door.kit.ahead_ms = entrance.ahead_ms + 45 * 60_000;
  await door.open();
  await expect(door.page.getByText(/^Danh sách cũ 4\d phút$/)).toBeVisible();
  await expect(door.page.getByText('Ngoại tuyến · 1 lượt chờ gửi')).toBeVisible();
  await start_server();
  await door.in_sync();
});

test('whoever goes back from the reason leaves the question, and the queue goes on', async () => {
  const [revoked, pass] = [fresh_pass(), fresh_pass()];
  await entrance.ceremony.organizer.api.post(`/api/v1/passes/${revoked.id}/revoke`, { reason: 'Mất thẻ' });
  const door = await paired_door();
  const { page } = door;
  await door.go('/search');
  await page.getByRole('combobox').fill('12');
  await door.go('/');
  await door.reader(digits_of(revoked));
  await door.expect_result('revoked', 'THẺ ĐÃ HUỶ');
  await page.getByRole('button', { name: 'Vẫn cho vào…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.evaluate(() => history.back());
  await expect(door.heading('Tìm theo tên')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('link', { name: 'Quay lại' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
});

test('a second pairing link asks, and moves the phone to the other gate', async () => {
  const door = await paired_door();
  const { page } = door;
  const code = await entrance.ceremony.door_code('ct-2', 'Máy đổi cửa');
  await page.goto(`/door/#${code}`);
  await expect(door.heading('Có mã ghép mới')).toBeVisible();
  await expect(page.getByText(/^Máy này đang ghép với Điểm cầu của thành phố Cần Thơ · Cửa 1/)).toBeVisible();
  expect(page.url()).not.toContain(code);
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-offered');
  await page.getByRole('button', { name: 'Rời cửa này và ghép lại' }).click();
  await page.getByRole('button', { name: 'Rời và xoá dữ liệu' }).click();
  await expect(page.getByText('Đã nhận mã ghép từ đường dẫn.')).toBeVisible();
  await page.getByRole('button', { name: 'Ghép máy này' }).click();
  await expect(door.heading('Kiểm tra trước giờ đón')).toBeVisible();
  await expect(page.getByText('Điểm cầu của thành phố Cần Thơ · Cửa 2')).toBeVisible();
});

test('each outcome has a sound and a vibration of its own, and the screen stays on without a camera', async () => {
  const pass = fresh_pass();
  const door = await paired_door({
    viewport: { width: 1280, height: 800 },
    before: () => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      navigator.vibrate = (pattern) => heard.push(`vibrates ${JSON.stringify(pattern)}`) > 0;
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (this: OscillatorNode, at?: number) {
        heard.push(`${this.frequency.value} Hz`);
        start.call(this, at);
      };
      navigator.wakeLock.request = () => Promise.resolve((heard.push('awake'), { released: false, release: () => Promise.resolve() }) as unknown as WakeLockSentinel);
    },
  });
  const { page } = door;
  // No tap and no camera since the page was loaded: only the reader's keys.
  await page.reload();
  await door.in_sync();
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await expect.poll(heard).toContain('awake');
  const sounds_with = async (text: string, kind: string, word: string, sounds: string[]) => {
    await page.evaluate(() => ((window as unknown as { heard: string[] }).heard.length = 0));
    await door.reader(text);
    await door.expect_result(kind, word);
    await expect.poll(heard).toEqual(sounds);
  };
  await sounds_with(digits_of(pass), 'admitted', 'MỜI VÀO', ['vibrates [80,70]', '1047 Hz']);
  await sounds_with('9'.repeat(187), 'invalid', 'KHÔNG HỢP LỆ', ['vibrates [260,90,260,90,260,70]', '262 Hz', '262 Hz', '262 Hz']);
  await page.evaluate(() => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = full;
  });
  await sounds_with(digits_of(fresh_pass()), 'not_stored', 'CHƯA GHI ĐƯỢC', ['vibrates [700,70]', '196 Hz']);
});

test('a browser that keeps nothing says so before anybody stands at the door', async () => {
  const none = await open_door({
    before: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('private', 'SecurityError');
      };
    },
  });
  await expect(none.heading('Máy này không lưu được dữ liệu')).toBeVisible();
  await check_accessibility(none.page);
  await check_reflow(none.page);
  await look(none.page, 'door-no-storage');

  // Some keep data in a private window, but no keys.
  const keyless = await open_door({
    before: () => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...all: Parameters<typeof put>) {
        if (all[0] instanceof CryptoKey) throw new DOMException('private', 'DataCloneError');
        return put.apply(this, all);
      };
    },
  });
  await keyless.page.goto(`/door/#${await entrance.ceremony.door_code('ct-1', 'Máy ẩn danh')}`);
  await keyless.page.getByRole('button', { name: 'Ghép máy này' }).click();
  await expect(keyless.page.getByText(/Đề nghị tắt chế độ ẩn danh/).first()).toBeVisible();
});
