// SPDX-License-Identifier: Apache-2.0
// The Cần Thơ ceremony from the plan to the report, in browsers alone: the organizer's, a clerk's and a
// door's. Only the days in between are jumped over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { digits_of, moments, PASSWORD, type PassItem } from '../support/ceremony';
import { DoorPage } from '../support/door_page';
import { expect, test } from '../support/page';
import { project } from '../support/server';

const said = (page: Page, text: string | RegExp) => expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Các phần của sự kiện' }).getByRole('link', { name, exact: true }).click();
const PEOPLE = [
  ['Nguyễn Mẫu An', 'Chủ tịch', 'Hội Thử số 1', '0500000001'],
  ['Trần Thử Bình', 'Phó Chủ tịch', 'Hội Thử số 2', '0500000002'],
  ['Lê Giả Cường', '', 'Hội Thử số 3', '0500000003'],
];

test('set up, agencies, lists, delegates, doors, live, report', async ({ ceremony, open }) => {
  test.setTimeout(900_000);
  const page = await open(ceremony.organizer, '/console/#/new');
  let agency_link = '';

  await test.step('set up: the plan, then one quota by hand', async () => {
    const plan = JSON.parse(readFileSync(join(project, 'config/can-tho.plan.json'), 'utf8'));
    plan.event.code = 'CT-LE-THU';
    await page.getByRole('button', { name: 'Từ tệp kế hoạch' }).click();
    await page.getByLabel('Tệp kế hoạch').setInputFiles({ name: 'can-tho.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(plan)) });
    await page.getByRole('button', { name: 'Nhập kế hoạch' }).click();
    await said(page, /^Đã nhập kế hoạch: tạo/);
    await tab(page, 'Thiết lập');
    await page.getByRole('link', { name: 'Chỉ tiêu', exact: true }).click();
    const cell = page.getByLabel(/^Sở Nội vụ thành phố Cần Thơ, Hội/);
    await expect(cell).toHaveValue('10 ĐV');
    await cell.fill('3 dv');
    await page.keyboard.press('Enter');
    await said(page, /3 ĐV/);
  });

  await test.step('agencies: a link for one', async () => {
    await tab(page, 'Thư gửi cơ quan');
    const row = page.getByRole('row', { name: /Sở Nội vụ/ });
    await row.getByRole('button', { name: 'Tạo đường dẫn' }).click();
    await said(page, 'Đã tạo 1 đường dẫn.');
    await row.getByRole('button', { name: 'Sao chép' }).click();
    agency_link = await page.getByRole('dialog').getByRole('textbox', { name: 'Đường dẫn' }).inputValue();
    await page.keyboard.press('Escape');
  });

  await test.step('the clerk activates, pastes the list and sends it', async () => {
    const { pathname, hash } = new URL(agency_link);
    const clerk = await open(null, pathname + hash);
    await clerk.getByLabel('Tên hiển thị').fill('Văn phòng Sở');
    await clerk.getByLabel('Tên đăng nhập').fill('van-phong-so');
    await clerk.getByRole('textbox', { name: 'Đặt mật khẩu' }).fill(PASSWORD);
    await clerk.getByRole('button', { name: 'Kích hoạt' }).click();
    await clerk.getByRole('article').filter({ hasText: 'Hội, Hiệp hội' }).getByRole('link').first().click();
    const first = clerk.getByRole('grid').locator('[role=row][aria-rowindex="2"] [aria-colindex="2"]');
    await first.click();
    await clerk.evaluate((plain) => {
      const data = new DataTransfer();
      data.setData('text/plain', plain);
      document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, PEOPLE.map((row) => row.join('\t')).join('\n'));
    await expect(clerk.getByText('Đã lưu mọi thay đổi.')).toBeVisible();
    await clerk.getByRole('button', { name: 'Gửi danh sách' }).click();
    await clerk.getByRole('dialog').getByRole('button', { name: 'Gửi danh sách' }).click();
    await expect(clerk.getByText(/^[0-9A-F]{8}-01$/)).toBeVisible();
    await clerk.context().close();
  });

  await test.step('lists: approved, locked', async () => {
    await tab(page, 'Danh sách');
    await page.getByRole('button', { name: /^Chờ duyệt/ }).click();
    await page.getByRole('row', { name: /Sở Nội vụ/ }).getByRole('link').click();
    await expect(page.getByRole('row', { name: /Nguyễn Mẫu An/ })).toBeVisible();
    await page.getByRole('button', { name: 'Duyệt cả danh sách' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Duyệt cả danh sách' }).click();
    await said(page, 'Đã duyệt danh sách.');
    await page.getByRole('button', { name: 'Chốt', exact: true }).click();
    await said(page, /^Đã chốt danh sách/);
  });

  let number = '';
  await test.step('delegates: passes, a seat', async () => {
    await tab(page, 'Đại biểu');
    await page.getByRole('button', { name: 'Cấp thẻ cho sự kiện' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cấp thẻ', exact: true }).click();
    await said(page, /^Đã cấp 3 thẻ/);
    await page.getByRole('checkbox', { name: 'Chọn Nguyễn Mẫu An' }).check();
    await page.getByRole('button', { name: 'Xếp chỗ ngồi' }).click();
    await page.getByRole('dialog').getByLabel('Chỗ ngồi').fill('A-01');
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu chỗ ngồi' }).click();
    await said(page, 'Đã xếp chỗ cho 1 đại biểu.');
    await page.getByRole('button', { name: 'Nguyễn Mẫu An' }).click();
    number = (await page.getByRole('dialog').locator('b.code').textContent())!;
    await page.keyboard.press('Escape');
  });
  const console_path = `/console/${new URL(page.url()).hash.replace(/\/delegates.*/, '')}`;

  await ceremony.move_clock(moments.doors_open);
  await ceremony.sign_in(page.context(), ceremony.organizer);
  const door = new DoorPage(ceremony, { ahead_ms: Date.parse(moments.doors_open) - Date.now() });
  try {
    await test.step('doors: a phone is paired and lets one in', async () => {
      await page.goto('about:blank');
      await page.goto(`${console_path}/doors`);
      await page.getByRole('button', { name: 'Ghép máy' }).click();
      const dialog = page.getByRole('dialog');
      // Both sites have a gate of this name.
      const gate = dialog.locator('optgroup[label="điểm cầu của thành phố Cần Thơ"] option').first();
      await dialog.getByLabel('Cửa').selectOption((await gate.getAttribute('value'))!);
      await dialog.getByLabel('Tên máy').fill('Máy cửa chính');
      await dialog.getByRole('button', { name: 'Tạo mã ghép' }).click();
      const code = await dialog.getByRole('textbox', { name: 'Mã', exact: true }).inputValue();
      await door.open(`/door/#${code}`);
      await door.page.getByRole('button', { name: 'Ghép máy này' }).click();
      await expect(dialog.getByText('Đã ghép Máy cửa chính.')).toBeVisible();
      await page.keyboard.press('Escape');
      await tab(page, 'Trực tiếp');
      await expect(page.getByText('Đang cập nhật trực tiếp')).toBeVisible();
      await expect(page.locator('.big')).toHaveText(/^0\s*\/ 3$/);
      await door.go('/');
      await door.in_sync();
      // What a reader reads from the pass that was printed.
      const event = /events\/([^/]+)/.exec(console_path)![1]!;
      const passes = await ceremony.organizer.api.every<PassItem>(`/api/v1/events/${event}/passes`);
      await door.reader(digits_of(passes.find((pass) => pass.short_number === number)!));
      await door.expect_result('admitted', 'MỜI VÀO');
    });
    await test.step('live: one of three is here', async () => {
      await expect(page.locator('.big')).toHaveText(/^1\s*\/ 3$/);
      await expect(page.locator('.latest')).toContainText('Nguyễn M. An');
    });
  } finally {
    await door.remove();
  }

  await test.step('report: the same number on paper', async () => {
    await tab(page, 'Báo cáo');
    const total = page.getByRole('row', { name: /^Tổng cộng/ }).first();
    await expect(total.getByRole('cell').nth(5)).toHaveText('1');
    await expect(total.getByRole('cell').nth(6)).toHaveText('2');
  });
});
