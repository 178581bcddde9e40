// SPDX-License-Identifier: Apache-2.0
// The sample lists as a clerk without a manual takes them through the portal: the link, the first
// page, the file, the preview, the table, the receipt. Nothing but what is to be seen on the page.
import type { Page } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { type Ceremony, PASSWORD } from '../support/ceremony';
import { tab_to } from '../support/keyboard';
import { look } from '../support/look';
import { expect, test } from '../support/page';
import { vector } from '../support/workbooks';

async function activate(page: Page, ceremony: Ceremony, agency: string): Promise<void> {
  await page.goto(`/activate#${await ceremony.clerk_activation_code(agency)}`);
  await expect(page.getByText((await ceremony.agency(agency)).name)).toBeVisible();
  await page.getByLabel('Tên hiển thị').fill('Văn thư Thử');
  await page.getByLabel('Tên đăng nhập').fill('van-thu');
  await page.getByRole('textbox', { name: 'Đặt mật khẩu' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Kích hoạt', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Danh sách cần gửi' })).toBeVisible();
}

async function choose_file(page: Page, file: string): Promise<void> {
  await page.getByRole('link', { name: 'Nhập từ tệp Excel' }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByText('Chọn tệp…').click()]);
  await chooser.setFiles(vector(file));
}

async function confirm(page: Page, people: number): Promise<void> {
  await page.getByRole('button', { name: `Đưa ${people} người vào danh sách` }).click();
  await expect(page.getByText(`Thêm ${people} người.`).first()).toBeVisible();
}

async function send(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: 'Gửi danh sách' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Gửi danh sách' }).click();
  await expect(page.getByRole('heading', { name: 'Giấy biên nhận danh sách đại biểu' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Danh sách đã được gửi.' })).toBeVisible();
  await expect(page.getByText(/^[0-9A-F]{8}-01$/)).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: new RegExp(`^${count}$`) })).toBeVisible();
  await expect(page.locator('tbody tr')).toHaveCount(count);
}

const sent_rows = async (ceremony: Ceremony, agency: string, group: string) => {
  const { id } = await ceremony.list(agency, group);
  return ceremony.organizer.api.get<{ state: string; rows: { full_name: string; phone: string; organization: string }[] }>(`/api/v1/lists/${id}`);
};

test('the list of the Department of Home Affairs', async ({ ceremony, open }) => {
  const page = await open(null, '/activate');
  await activate(page, ceremony, 'ct-snv');
  await choose_file(page, 'delegates-clean-can-tho-so-noi-vu.csv');
  await expect(page.getByText('10 người, không có lỗi.')).toBeVisible();
  await confirm(page, 10);
  await page.getByRole('link', { name: 'Mở danh sách' }).click();
  await send(page, 10);
  expect((await sent_rows(ceremony, 'ct-snv', 'g09')).state).toBe('submitted');
});

test('both lists of the Department of Education: the page finds the list that fits the file', async ({ ceremony, open }) => {
  const page = await open(null, '/activate');
  await activate(page, ceremony, 'ct-sgddt');
  for (const [file, group, count] of [
    ['delegates-clean-can-tho-so-gddt-truong.csv', 'g07', 20],
    ['delegates-clean-can-tho-so-gddt-hoc-sinh.csv', 'g08', 50],
  ] as const) {
    await choose_file(page, file);
    await expect(page.getByText(`${count} người, không có lỗi.`)).toBeVisible();
    if (group === 'g07') {
      await expect(page.getByRole('radio', { name: /^Trường học các cấp/ })).toBeChecked();
      await check_accessibility(page);
      await check_reflow(page);
      await look(page, 'agency-import-guessed');
    }
    await confirm(page, count);
    await page.getByRole('link', { name: 'Mở danh sách' }).click();
    await send(page, count);
    expect((await sent_rows(ceremony, 'ct-sgddt', group)).state).toBe('submitted');
    await page.getByRole('link', { name: 'Về trang đầu' }).click();
  }
  await expect(page.getByRole('article').filter({ hasText: 'Đã gửi, chờ duyệt' })).toHaveCount(2);
  // Nothing is left to be filled, so nothing asks for a file.
  await expect(page.getByRole('link', { name: 'Nhập từ tệp Excel' })).toHaveCount(0);
});

test('a file that fits two lists is a question, and nothing goes on before the answer', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-ca');
  const page = await open(clerk, '/agency/');
  await choose_file(page, 'delegates-clean-can-tho-so-noi-vu.csv');
  const question = page.getByRole('group', { name: 'Những người trong tệp thuộc danh sách nào?' });
  await expect(question.getByRole('radio')).toHaveCount(4);
  await expect(page.getByRole('button', { name: /vào danh sách$/ })).toHaveCount(0);
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-import-which');
  await question.getByRole('radio', { name: /^KOLs/ }).check();
  await confirm(page, 10);
  const list = await sent_rows(ceremony, 'ct-ca', 'g06');
  expect(list.rows).toHaveLength(10);
});

test('the list with every usual defect: each fault stays beside its cell until it is mended, then both lists are sent', async ({ ceremony, open }) => {
  const page = await open(null, '/activate');
  await activate(page, ceremony, 'ct-ca');
  await choose_file(page, 'delegates-dirty-can-tho-cong-an.csv');
  await expect(page.getByText('20 người; 7 lỗi')).toBeVisible();
  await expect(page.getByText('Không đưa vào: 3 dòng trùng người, 1 dòng không có họ và tên.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Nhập Dòng 16' })).toBeDisabled();
  await confirm(page, 16);
  await expect(page.getByText('Còn 2 chỗ cần sửa.')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-import-outcome');

  const business = page.getByRole('listitem').filter({ hasText: 'Doanh nghiệp lớn' });
  await business.getByRole('link', { name: 'Mở danh sách' }).click();
  await expect(page.getByText('Vượt chỉ tiêu 1 đơn vị')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Gửi danh sách' })).toBeDisabled();
  await page.getByRole('rowheader', { name: '6' }).click();
  await page.getByRole('button', { name: 'Xoá dòng' }).click();
  await send(page, 5);

  await page.getByRole('link', { name: 'Về trang đầu' }).click();
  await page.getByRole('link', { name: /^KOLs/ }).click();
  await expect(page.getByText('2 chỗ cần sửa trước khi gửi')).toBeVisible();
  await expect(page.getByRole('gridcell').filter({ hasText: 'Nguy?n Th? M?u' })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Gửi danh sách' })).toBeDisabled();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-list-file-faults');
  // They wait for another day, too.
  await page.reload();
  await expect(page.getByText('2 chỗ cần sửa trước khi gửi')).toBeVisible();

  await page.getByRole('button', { name: 'Dòng 6', exact: true }).click();
  await page.keyboard.type('Nguyễn Thử Mẫu');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 chỗ cần sửa trước khi gửi')).toBeVisible();
  // What was undone is wrong again.
  await page.keyboard.press('Control+z');
  await expect(page.getByText('2 chỗ cần sửa trước khi gửi')).toBeVisible();
  await page.keyboard.press('Control+y');
  await page.getByRole('button', { name: 'Dòng 4', exact: true }).click();
  await page.keyboard.type('0500 000 216');
  await page.keyboard.press('Enter');
  await expect(page.getByText('chỗ cần sửa trước khi gửi')).toHaveCount(0);
  await send(page, 10);
  const list = await sent_rows(ceremony, 'ct-ca', 'g06');
  expect(list.state).toBe('submitted');
  expect(list.rows.map((row) => row.full_name)).toContain('Nguyễn Thử Mẫu');
  expect(list.rows.find((row) => row.full_name === 'Lâm Giả Oanh')?.phone).toBe('+84500000216');
});

test('a fault of the file that needs no mending is put aside, and signing out forgets the rest', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-ca');
  const page = await open(clerk, '/agency/');
  await choose_file(page, 'delegates-dirty-can-tho-cong-an.csv');
  await confirm(page, 16);
  const list = (await ceremony.list('ct-ca', 'g06')).id;
  await page.goto(`/agency/#/lists/${list}`);
  await page.getByRole('button', { name: 'Không cần sửa: Dòng 4' }).click();
  await expect(page.getByText('1 chỗ cần sửa trước khi gửi')).toBeVisible();
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft:')));
  expect(await kept()).not.toEqual([]);
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await expect(page).toHaveURL(/sign-in/);
  expect(await kept()).toEqual([]);
});

test('from the first page to the receipt with the keyboard alone', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const page = await open(clerk, '/agency/');
  await tab_to(page, page.getByRole('link', { name: 'Nhập từ tệp Excel' }));
  await page.keyboard.press('Enter');
  // Asked for before the way there: a key can be quicker than the browser's own readiness to tell.
  const chooser = page.waitForEvent('filechooser');
  await tab_to(page, page.locator('input[type=file]'));
  await page.keyboard.press('Space');
  await (await chooser).setFiles(vector('delegates-clean-can-tho-so-noi-vu.csv'));
  await tab_to(page, page.getByRole('button', { name: 'Đưa 10 người vào danh sách' }));
  await page.keyboard.press('Enter');
  await tab_to(page, page.getByRole('link', { name: 'Mở danh sách' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeVisible();
  await tab_to(page, page.getByRole('grid').locator('[data-active]'));
  // Tab is for cells here; Esc leaves the table.
  await page.keyboard.press('Escape');
  await tab_to(page, page.getByRole('button', { name: 'Gửi danh sách' }));
  await page.keyboard.press('Enter');
  await tab_to(page, page.getByRole('dialog').getByRole('button', { name: 'Gửi danh sách' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Giấy biên nhận danh sách đại biểu' })).toBeVisible();
  await tab_to(page, page.getByRole('link', { name: 'Về danh sách' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Danh sách đã gửi và đang chờ duyệt')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-frozen');
});
