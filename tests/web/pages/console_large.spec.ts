// SPDX-License-Identifier: Apache-2.0
// A province: a hundred sites, two thousand lists, ten thousand people. Every page that lists asks the
// server for one page at a time.
import type { Page } from '@playwright/test';
import { check_reflow } from '../support/axe';
import { fill_list, large_event } from '../support/large';
import { look } from '../support/look';
import { expect, test } from '../support/page';

const PEOPLE = 10_200;

/** The largest answer, in rows, of what a page reads while it is used. */
function watch_pages(page: Page): () => number {
  let most = 0;
  page.on('response', (response) => {
    if (!response.url().includes('/api/v1/')) return;
    void response.json().then((body: { items?: unknown[] }) => (most = Math.max(most, body.items?.length ?? 0)), () => undefined);
  });
  return () => most;
}
/** Milliseconds from the address to the row; a figure for people, nothing is judged by it. */
async function first_rows(page: Page, path: string): Promise<void> {
  await page.goto('about:blank');
  const began = Date.now();
  await page.goto(path);
  await expect(page.locator('tbody tr').first()).toBeVisible();
  console.log(`${path.replace(/events\/[^/]*/, 'events/…')}: ${Date.now() - began} ms`);
}

test('a province stays usable: every page of a list is one page of the server', async ({ ceremony, open }) => {
  test.setTimeout(600_000);
  const large = await large_event(ceremony, { sites: 100, agencies: 100, lists_per_site: 20 });
  expect(large.lists).toHaveLength(2000);
  for (let i = 0; i < 30; i += 1) await fill_list(ceremony, large.lists[i]!.id, PEOPLE / 30, i * (PEOPLE / 30));
  const page = await open(ceremony.organizer, '/console/');

  await test.step('lists, filtered by the server', async () => {
    const most = watch_pages(page);
    await first_rows(page, `/console/#/events/${large.event}/lists`);
    await expect(page.getByRole('button', { name: /^Tất cả\s*2\.000$/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /Tổng cộng 2\.000 danh sách/ })).toContainText('10.200');
    await expect(page.locator('tbody tr')).toHaveCount(50);
    const first = await page.locator('tbody tr').first().textContent();
    await page.getByRole('button', { name: /Trang sau/ }).click();
    await expect(page.getByText('Trang 2')).toBeVisible();
    await expect(page.locator('tbody tr').first()).not.toHaveText(first!);
    await check_reflow(page);
    await look(page, 'lists-many');

    await page.getByRole('button', { name: /^Chờ duyệt/ }).click();
    await expect(page.getByText('Không có danh sách nào như vậy.')).toBeVisible();
    await page.getByRole('button', { name: /^Đã duyệt/ }).click();
    await expect(page.locator('tbody tr')).toHaveCount(30);
    await page.getByRole('button', { name: /^Chưa gửi/ }).click();
    await expect(page.locator('tbody tr')).toHaveCount(50);
    await page.getByRole('searchbox').fill('xa thu 050');
    await expect(page.locator('tbody tr').filter({ hasNotText: 'xã Thử 050' })).toHaveCount(0);
    await expect(page.locator('tbody tr').first()).toBeVisible();
    expect(most()).toBeLessThanOrEqual(500);

    await page.getByRole('button', { name: 'Nhắc gửi danh sách' }).click();
    const letters = page.getByRole('dialog').getByRole('textbox', { name: 'Nhắc gửi danh sách' });
    await expect(letters).toHaveValue(/Kính gửi: Ủy ban nhân dân xã Thử 001/);
    await page.getByRole('dialog').getByLabel('Nhắc ai').selectOption({ label: 'Ủy ban nhân dân xã Thử 050' });
    await expect(letters).toHaveValue(/^Kính gửi: Ủy ban nhân dân xã Thử 050\n/);
    await expect(letters).not.toHaveValue(/xã Thử 001/);
  });

  await test.step('delegates, the overview, letters, set-up and the report', async () => {
    const base_path = `/console/#/events/${large.event}`;
    await first_rows(page, `${base_path}/delegates`);
    await expect(page.locator('tbody tr')).toHaveCount(50);
    await page.getByLabel('Điểm danh').selectOption({ label: 'Đã có mặt' });
    await expect(page.getByText('Không có đại biểu nào như vậy.')).toBeVisible();
    await page.getByLabel('Điểm danh').selectOption({ label: 'Chưa có mặt' });
    await expect(page.locator('tbody tr')).toHaveCount(50);
    await page.getByRole('searchbox').fill('tran thu binh');
    await expect(page.locator('tbody tr').first()).toContainText('Trần Thử Bình');
    await look(page, 'delegates-many');

    await page.goto('about:blank');
    const began = Date.now();
    await page.goto(base_path);
    await expect(page.getByRole('link', { name: /30\s*\/\s*2\.000\s*Danh sách đã gửi/ })).toBeVisible();
    console.log(`overview: ${Date.now() - began} ms`);
    await expect(page.getByText(/^\d+ cơ quan, đơn vị chưa có đường dẫn/)).toBeVisible();
    console.log(`agencies without a link: ${Date.now() - began} ms`);
    await look(page, 'home-many');
    await first_rows(page, `${base_path}/letters`);
    await expect(page.locator('tbody tr')).toHaveCount(50);
    await first_rows(page, `${base_path}/setup/sites`);
    await first_rows(page, `${base_path}/setup/quotas`);
    await look(page, 'quotas-many');
    await first_rows(page, `${base_path}/reports`);
    await look(page, 'report-many');
  });
});
