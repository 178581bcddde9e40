// SPDX-License-Identifier: Apache-2.0
// What the camera reads, how the door stands on a phone that lies on its side, and phones outside
// the hours that they were given.
import { expect, test } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of, invented_people, type PassItem } from '../support/ceremony';
import { without_stream } from '../support/door_page';
import { open_entrance } from '../support/entrance';
import { make_film } from '../support/film';
import { look } from '../support/look';

const entrance = open_entrance(13);
const { fresh_pass, ledger_of, open_door, png_of } = entrance;

const sideways = { width: 844, height: 390 };

for (const [whose, before] of [['the camera gives', undefined], ['the page takes', without_stream]] as const) {
  test(`a code that is held far away is read as one that is near, in pictures that ${whose}`, async () => {
    const [near, far] = [fresh_pass(), fresh_pass()];
    // The far one is too fine for the small picture that is tried first. In between nobody comes for
    // longer than a camera may be without a picture.
    const film = make_film([
      { png: null, seconds: 6 },
      { png: await png_of(near), seconds: 1.5, side: 600 },
      { png: null, seconds: 2 },
      { png: await png_of(far), seconds: 3, side: 110 },
    ]);
    const door = await open_door({ film, before });
    await door.pair();
    await door.start_camera();
    for (const pass of [near, far]) {
      const path = `/api/v1/events/${entrance.ceremony.event}/scans?limit=200&pass=${pass.id}`;
      await expect.poll(async () => (await entrance.ceremony.organizer.api.every(path)).length).toBeGreaterThan(0);
    }
  });
}

test('the camera goes on when one text could not be dealt with', async () => {
  const [first, second] = [fresh_pass(), fresh_pass()];
  const film = make_film([
    { png: await png_of(first), seconds: 1 },
    { png: null, seconds: 1.5 },
    { png: await png_of(second), seconds: 1 },
    { png: null, seconds: 1.5 },
  ]);
  const door = await open_door({
    film,
    before: () => {
      // A fault that nobody foresaw, at the first scan: no id can be made.
      const real = Crypto.prototype.getRandomValues;
      Crypto.prototype.getRandomValues = function <T extends ArrayBufferView | null>(this: Crypto, bytes: T): T {
        if (!document.querySelector('video.live') || document.documentElement.dataset.failed) return real.call(this, bytes as never) as T;
        document.documentElement.dataset.failed = 'yes';
        throw new Error('no random numbers');
      };
    },
  });
  door.faults.allow(/no random numbers/);
  await door.pair();
  await door.start_camera();
  await expect(door.page.locator('html')).toHaveAttribute('data-failed', 'yes');
  await door.expect_result('admitted', 'MỜI VÀO');
});

test('the camera goes on while another screen lies over it, and reads nothing there', async () => {
  const pass = fresh_pass();
  const film = make_film([{ png: null, seconds: 6 }, { png: await png_of(pass), seconds: 1 }]);
  const door = await open_door({ film });
  await door.pair();
  await door.start_camera();
  const picture = door.page.locator('video.live');
  for (const path of ['/device', '/history', '/search']) {
    await door.go(path);
    await expect(door.page.getByRole('link', { name: 'Quay lại' })).toBeVisible();
    await expect(picture).toBeAttached();
  }
  await door.page.waitForTimeout(7_000);
  expect(await ledger_of(pass)).toEqual([]);
  await door.go('/');
  await expect(picture).toBeVisible();
  await door.expect_result('admitted', 'MỜI VÀO');
});

test('opened again the camera starts by itself where the browser says that it may', async () => {
  const pass = fresh_pass();
  const film = make_film([{ png: await png_of(pass), seconds: 2 }, { png: null, seconds: 2 }]);
  const door = await open_door({
    film,
    tells_allowed: true,
    results_stay: true,
    // Whatever this test asks the page counts as a touch.
    before: () => Object.defineProperty(UserActivation.prototype, 'hasBeenActive', { get: () => false }),
  });
  await door.pair();
  await door.close();
  await door.open();
  await expect(door.page.locator('video.live')).toBeVisible();
  await door.expect_result('already_in', 'ĐÃ VÀO TRƯỚC ĐÓ');
  // Nobody has touched it, so it may make no sound yet.
  const silent = door.page.getByText('Chạm màn hình một lần để có tiếng.');
  await expect(silent).toBeVisible();
  await check_accessibility(door.page);
  await look(door.page, 'door-untouched');
  await door.page.mouse.click(195, 300);
  await expect(silent).toBeHidden();
});

test('opened again where nobody sees it the camera waits until somebody does', async () => {
  const door = await open_door({
    cameras: 1,
    tells_allowed: true,
    before: () => {
      Object.defineProperty(Document.prototype, 'hidden', { get: () => localStorage.getItem('hidden') === 'yes' });
      const real = MediaDevices.prototype.getUserMedia;
      MediaDevices.prototype.getUserMedia = function (wanted) {
        document.documentElement.dataset.asked ??= document.hidden ? 'hidden' : 'seen';
        return real.call(this, wanted);
      };
    },
  });
  await door.pair();
  await door.page.evaluate(() => localStorage.setItem('hidden', 'yes'));
  await door.close();
  await door.open();
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
  await expect(door.page.getByRole('button', { name: 'Bật camera để quét' })).toBeVisible();
  await door.page.evaluate(() => {
    localStorage.removeItem('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(door.page.locator('video.live')).toBeVisible();
  await expect(door.page.locator('html')).toHaveAttribute('data-asked', 'seen');
});

test('a camera that comes after its screen has gone is put out', async () => {
  const door = await open_door({
    cameras: 1,
    before: () => {
      const real = MediaDevices.prototype.getUserMedia;
      MediaDevices.prototype.getUserMedia = async function (wanted) {
        const stream = await real.call(this, wanted);
        document.documentElement.dataset.camera = 'come';
        await new Promise((go) => addEventListener('let go', go, { once: true }));
        setTimeout(() => (document.documentElement.dataset.camera = stream.getVideoTracks()[0]!.readyState));
        return stream;
      };
    },
  });
  await door.pair();
  await door.start_camera();
  await expect(door.page.locator('html')).toHaveAttribute('data-camera', 'come');
  await door.go('/ready');
  await expect(door.heading('Kiểm tra trước giờ đón')).toBeVisible();
  await door.page.evaluate(() => dispatchEvent(new Event('let go')));
  await expect(door.page.locator('html')).toHaveAttribute('data-camera', 'ended');
  await door.go('/');
  await expect(door.page.getByRole('button', { name: 'Bật camera để quét' })).toBeVisible();
});

/** Before the app: says "in play" in the midst of a start of the camera, once the document says "catch
 * it", and on the page when that start was turned away. */
function caught_in_play(): void {
  const real = HTMLMediaElement.prototype.play;
  let is_next = false;
  addEventListener('catch it', () => (is_next = true));
  HTMLMediaElement.prototype.play = function () {
    const playing = real.call(this);
    if (!is_next) return playing;
    is_next = false;
    const turned_away = () => setTimeout(() => (document.documentElement.dataset.turned = 'away'));
    playing.catch(turned_away);
    dispatchEvent(new Event('in play'));
    return playing;
  };
}

test('the camera is changed twice in a row: the second change stands, with a picture that is read', async () => {
  const pass = fresh_pass();
  // Away for longer than a code counts as the same reading.
  const film = make_film([{ png: await png_of(pass), seconds: 1 }, { png: null, seconds: 4 }]);
  const door = await open_door({ film, before: caught_in_play });
  const { page } = door;
  // One film is one camera, so it is there twice.
  await page.evaluate(() => {
    const real = MediaDevices.prototype.enumerateDevices;
    MediaDevices.prototype.enumerateDevices = async function () {
      const [camera] = (await real.call(this)).filter((device) => device.kind === 'videoinput');
      return [camera!, camera!];
    };
  });
  await door.pair();
  await door.start_camera();
  const change = page.getByRole('button', { name: 'Đổi camera' });
  await expect(change).toBeEnabled();
  await change.evaluate((button: HTMLButtonElement) => {
    // A tap that came before the button was shown as one that cannot be pressed.
    const tap = () => {
      document.documentElement.dataset.disabled = String(button.disabled);
      button.disabled = false;
      button.click();
    };
    addEventListener('in play', tap, { once: true });
    dispatchEvent(new Event('catch it'));
    button.click();
  });
  await expect(page.locator('html')).toHaveAttribute('data-turned', 'away');
  await expect(page.locator('html')).toHaveAttribute('data-disabled', 'true');
  await expect(page.locator('video.live')).toBeVisible();
  const has_picture = () => page.evaluate(() => document.querySelector('video')!.srcObject !== null);
  expect(await has_picture()).toBe(true);
  const before = (await ledger_of(pass)).length;
  await expect.poll(async () => (await ledger_of(pass)).length).toBeGreaterThan(before);
});

test('a page that is put away while its camera starts has it when it is seen again', async () => {
  const pass = fresh_pass();
  const film = make_film([{ png: await png_of(pass), seconds: 1 }, { png: null, seconds: 2 }]);
  const door = await open_door({ film, before: caught_in_play });
  const { page } = door;
  await door.pair();
  await page.evaluate(() => {
    const see = (hidden: boolean) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    addEventListener('in play', () => see(true));
    addEventListener('seen again', () => see(false));
    dispatchEvent(new Event('catch it'));
  });
  await door.start_camera();
  await expect(page.locator('html')).toHaveAttribute('data-turned', 'away');
  await expect(page.locator('.trouble')).toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event('seen again')));
  await expect(page.locator('video.live')).toBeVisible();
  await door.expect_result('admitted', 'MỜI VÀO');
});

test('a page or a reader that is busy for long is not taken for a camera without pictures', async () => {
  const pass = fresh_pass();
  const film = make_film([{ png: null, seconds: 6 }, { png: await png_of(pass), seconds: 2 }]);
  const door = await open_door({
    film,
    before: () => {
      const noted = new MutationObserver(() => {
        if (document.querySelector('.trouble')) document.documentElement.dataset.trouble = 'yes';
      });
      noted.observe(document, { subtree: true, childList: true });
    },
  });
  await door.pair();
  const coming = door.page.waitForEvent('worker');
  await door.start_camera();
  await expect(door.page.locator('video.live')).toBeVisible();
  const work = () => {
    const until = performance.now() + 6_500;
    while (performance.now() < until);
  };
  await (await coming).evaluate(work);
  await door.page.evaluate(work);
  await expect.poll(async () => (await ledger_of(pass)).length).toBeGreaterThan(0);
  await expect(door.page.locator('html')).not.toHaveAttribute('data-trouble');
});

test('a reader that never comes is said', async () => {
  const door = await open_door({
    cameras: 1,
    before: () => {
      const real = Worker.prototype.postMessage as (...all: unknown[]) => void;
      Worker.prototype.postMessage = function (this: Worker, ...all: unknown[]) {
        if (all[0] !== 'look') real.apply(this, all);
      };
    },
  });
  await door.pair();
  await door.start_camera();
  await expect(door.heading('Camera gặp lỗi')).toBeVisible();
});

test('on its side a phone shows the verdict, the picture and what to press, all at once', async () => {
  const pass = fresh_pass();
  const film = make_film([{ png: await png_of(pass), seconds: 2 }, { png: null, seconds: 2 }]);
  const door = await open_door({ film, viewport: sideways, results_stay: true });
  const { page } = door;
  await door.pair();
  await check_reflow(page);
  await expect(page.getByRole('button', { name: 'Bật camera để quét' })).toBeInViewport({ ratio: 1 });
  await door.start_camera();
  const shown = await door.expect_result('admitted', 'MỜI VÀO');
  for (const part of ['.label', '.agency']) await expect(shown.locator(part)).toBeInViewport({ ratio: 1 });
  await expect(shown.getByRole('heading', { level: 2 })).toBeInViewport({ ratio: 1 });
  await expect(page.locator('video.live')).toBeInViewport();
  // The word is the biggest of all: half a centimetre of capitals on a phone.
  const sizes = await page.evaluate(() =>
    [...document.querySelectorAll('main *')].filter((part) => part.checkVisibility()).map((part) => [part.tagName, parseFloat(getComputedStyle(part).fontSize)] as const),
  );
  const word = sizes.find(([tag]) => tag === 'H2')![1];
  expect(word).toBeGreaterThanOrEqual(48);
  expect(Math.max(...sizes.filter(([tag]) => tag !== 'H2').map(([, size]) => size))).toBeLessThan(word);
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-sideways', [sideways]);
  // A long word is smaller and still the first thing.
  await door.cut_off();
  const [newer] = (await entrance.ceremony.approved_people('ct-ca', 'g02', invented_people(1, 'Công an', 900))) as [PassItem];
  await door.reader(digits_of(newer));
  const asked = await door.expect_result('not_in_list', 'HỢP LỆ – CHƯA CÓ TRONG DANH SÁCH');
  await expect(asked.getByRole('heading', { level: 2 })).toBeInViewport({ ratio: 1 });
  await expect(asked.getByRole('button', { name: 'Không cho vào' })).toBeInViewport({ ratio: 1 });
  await look(page, 'door-sideways-long', [sideways]);
});

test('a phone outside the hours it was given says from when, opens by itself, and closes when it has sent all', async () => {
  const in_seconds = (seconds: number) => new Date(Date.now() + entrance.ahead_ms + seconds * 1_000).toISOString();
  const gate_id = (await entrance.ceremony.gate('ct-1')).id;
  const offer = { gate_id, label: 'Máy thử', valid_from: in_seconds(30), valid_until: in_seconds(3_600) };
  const { code } = await entrance.ceremony.organizer.api.post<{ code: string }>(`/api/v1/events/${entrance.ceremony.event}/doors`, offer);
  const door = await open_door();
  const { page } = door;
  await page.goto(`/door/#${code}`);
  await page.getByRole('button', { name: 'Ghép máy này' }).click();
  await expect(door.heading('Chưa đến giờ dùng máy này')).toBeVisible();
  await expect(page.getByText(/Máy dùng được từ 29\/05\/2026 07:0\d/)).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-not-yet');

  // Within seconds, not with the next of its hellos, of which there is one a minute.
  await expect(door.heading('Kiểm tra trước giờ đón')).toBeVisible();
  await door.go('/');
  await door.in_sync();
  await door.reader(digits_of(fresh_pass()));
  await door.expect_result('admitted', 'MỜI VÀO');

  await entrance.ceremony.move_clock(in_seconds(3_660));
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(door.heading('Máy này đã hết giờ dùng')).toBeVisible();
  await expect(page.getByText('Mọi lượt đã được gửi về máy chủ.')).toBeVisible();
  await check_accessibility(page);
  await look(page, 'door-expired');
});
