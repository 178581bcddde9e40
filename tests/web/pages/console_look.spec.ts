// SPDX-License-Identifier: Apache-2.0
// How the console stands on narrow and wide screens, where no rule of accessibility says it.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/page';

const phone = { viewport: { width: 390, height: 844 } };
const top_of = async (control: Locator) => Math.round((await control.boundingBox())!.y);

test('on a phone the place that is open stands in sight in each row that is pushed sideways', async ({ ceremony, open }) => {
  const base = `/console/#/events/${ceremony.event}`;
  const page = await open(ceremony.organizer, `${base}/log`, phone);
  const in_sight = (current: Locator) => expect(current).toBeInViewport({ ratio: 0.99 });
  const places = page.getByRole('navigation', { name: 'Các phần của sự kiện' });
  await in_sight(places.getByRole('link', { name: 'Nhật ký' }));
  // A phone that is turned, a window that is made narrow.
  await page.setViewportSize({ width: 1280, height: 800 });
  await in_sight(places.getByRole('link', { name: 'Tổng quan' }));
  await page.setViewportSize({ width: 320, height: 700 });
  await in_sight(places.getByRole('link', { name: 'Nhật ký' }));
  await page.goto(`${base}/setup/streams`);
  await in_sight(page.getByRole('navigation', { name: 'Thiết lập' }).getByRole('link', { name: 'Nền tảng phát trực tuyến' }));
  await page.goto(`${base}/print?kind=list`);
  await in_sight(page.getByRole('button', { name: 'Danh sách ký tên' }));
  await page.goto('/console/#/me/second-factor');
  const own = page.getByRole('banner').getByRole('link', { name: 'Tài khoản của tôi' });
  await expect(own).toHaveAttribute('aria-current', 'page');
  await in_sight(own);
});

test('fields side by side stand on one line, with hints, faults and long labels; on a phone they stay in their frame', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 422/);
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/setup/event`);
  const on_one_line = async (first: Locator, second: Locator) => expect(await top_of(first)).toBe(await top_of(second));
  await on_one_line(page.getByLabel('Loại sự kiện'), page.getByLabel('Mã sự kiện')); // the second has a hint
  await page.getByLabel('Kết thúc', { exact: true }).fill('2026-05-28T08:00');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(page.getByLabel('Kết thúc', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await on_one_line(page.getByLabel('Bắt đầu', { exact: true }), page.getByLabel('Kết thúc', { exact: true }));
  await on_one_line(page.getByLabel('Bắt đầu', { exact: true }), page.getByLabel('Múi giờ'));

  await page.setViewportSize({ width: 320, height: 700 });
  expect(await sticking_out(page)).toEqual([]);
});

/** Controls that do not end before the padding of their fieldset does. */
function sticking_out(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('fieldset')].flatMap((frame) => {
      const edge = frame.getBoundingClientRect().right - parseFloat(getComputedStyle(frame).paddingRight);
      return [...frame.querySelectorAll('input, select, textarea')].filter((one) => one.getBoundingClientRect().right > edge + 1).map((one) => one.outerHTML);
    }),
  );
}
