// SPDX-License-Identifier: Apache-2.0
// An organizer with an empty server and no plan file: everything is typed, from the first site to the report.
// What has a name needs no code, and nothing has to be known beforehand. Clerks and doors act through the API.
import type { Page } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { invented_people, moments, start_ceremony, type PassItem } from '../support/ceremony';
import { Door } from '../support/large';
import { look } from '../support/look';
import { expect, test as with_plan } from '../support/page';

const test = with_plan.extend({
  ceremony: async ({}, use) => {
    const ceremony = await start_ceremony(moments.lists_open, false);
    await use(ceremony);
    await ceremony.remove();
  },
});
const said = (page: Page, text: string | RegExp) => expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Các phần của sự kiện' }).getByRole('link', { name, exact: true }).click();
async function usable(page: Page, name: string): Promise<void> {
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, `hand-${name}`);
}
/** Adds a part by its name and what else is said. */
async function add(page: Page, heading: string, fields: Record<string, string>): Promise<void> {
  await page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) }).getByRole('button', { name: 'Thêm' }).click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
  await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('a ceremony from an empty server to its report, by hand', async ({ ceremony, open }) => {
  test.setTimeout(900_000);
  const page = await open(ceremony.organizer, '/console/');
  const dialog = page.getByRole('dialog');

  await test.step('nothing is there: the page says how to begin', async () => {
    await expect(page.getByRole('heading', { name: 'Chưa có sự kiện nào' })).toBeVisible();
    await usable(page, 'empty');
    await page.getByRole('link', { name: 'Tạo sự kiện' }).click();
  });

  await test.step('the ceremony, with a program that is new', async () => {
    await page.getByLabel('Tên sự kiện').fill('Lễ phát động Chương trình Thử');
    await page.getByLabel('Bắt đầu').fill('2026-05-29T08:00');
    await page.getByLabel('Kết thúc', { exact: true }).fill('2026-05-29T11:30');
    await page.getByLabel('Tổng số đại biểu theo kế hoạch').fill('40');
    await page.getByLabel('Ngày', { exact: true }).fill('2026-05-28');
    // A browser in English shows the month first; the weekday tells.
    await expect(page.getByText('Thứ Sáu, 29/05/2026')).toBeVisible();
    await expect(page.getByText('Thứ Năm, 28/05/2026')).toBeVisible();
    await expect(page.getByLabel('Mã sự kiện')).toHaveAttribute('placeholder', 'LPDCTT-20260529');
    await page.getByRole('button', { name: 'Thêm chương trình' }).click();
    await dialog.getByRole('textbox', { name: 'Tên chương trình' }).fill('Bảo vệ trẻ em trên môi trường mạng (thử)');
    await dialog.getByLabel('Từ năm').fill('2026');
    await dialog.getByLabel('Đến năm').fill('2030');
    await check_accessibility(page);
    await look(page, 'hand-program');
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
    await said(page, 'Đã lưu chương trình.');
    await expect(page.getByLabel('Thuộc chương trình')).toHaveText(/Bảo vệ trẻ em trên môi trường mạng \(thử\) \(2026–2030\)/);
    await page.getByLabel('Loại sự kiện').selectOption({ label: 'Lễ phát động' });
    await usable(page, 'event');
  });

  await test.step('its host is not in the directory yet; a name that is nobody does not get lost', async () => {
    await page.getByText('Cơ quan chịu trách nhiệm').click();
    await page.getByLabel('Đơn vị tổ chức').fill('Ủy ban nhân dân tỉnh Thử');
    await page.keyboard.press('Tab');
    await expect(page.getByText('Chưa có trong danh bạ.')).toBeVisible();
    await usable(page, 'host');
    await page.getByRole('button', { name: 'Thêm “Ủy ban nhân dân tỉnh Thử” vào danh bạ' }).click();
    await said(page, 'Đã thêm “Ủy ban nhân dân tỉnh Thử” vào danh bạ.');
    await page.getByLabel('Đơn vị chủ trì').fill('uy ban nhan dan tinh thu');
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('Đơn vị chủ trì')).toHaveValue('Ủy ban nhân dân tỉnh Thử');
    await page.getByLabel('Đơn vị lễ tân').fill('Văn phòng');
    await page.getByText('Cơ quan chịu trách nhiệm').click();
    await page.getByRole('button', { name: 'Tạo sự kiện' }).click();
    await expect(page.getByLabel('Đơn vị lễ tân')).toBeFocused();
    await page.getByLabel('Đơn vị lễ tân').fill('');
    await page.getByRole('button', { name: 'Tạo sự kiện' }).click();
    await said(page, 'Đã tạo sự kiện.');
  });

  await test.step('a site, two gates, two groups: only their names', async () => {
    await expect(page.getByText('Thêm điểm cầu trước, rồi thêm cửa của điểm cầu đó.')).toBeVisible();
    await expect(page.locator('section').filter({ has: page.getByRole('heading', { name: 'Cửa', exact: true }) }).getByRole('button', { name: 'Thêm' })).toBeDisabled();
    await usable(page, 'sites-none');
    await add(page, 'Điểm cầu', { Tên: 'Hội trường Thử', 'Sức chứa (chỗ ngồi)': '60' });
    await add(page, 'Cửa', { Tên: 'Cửa 1' });
    await add(page, 'Cửa', { Tên: 'Cửa 2' });
    await usable(page, 'sites');
    await page.getByRole('link', { name: 'Tiếp theo: Thành phần ›' }).click();
    await add(page, 'Thành phần tham dự', { Tên: 'Lãnh đạo các sở' });
    await add(page, 'Thành phần tham dự', { Tên: 'Hội, Hiệp hội' });
    await expect(page.locator('tbody th')).toHaveText([/^Lãnh đạo các sở/, /^Hội, Hiệp hội/]);
    await usable(page, 'groups');
  });

  await test.step('agencies are named where their quotas are given', async () => {
    await page.getByRole('link', { name: 'Chỉ tiêu', exact: true }).click();
    await usable(page, 'quotas-none');
    for (const name of ['Sở Thử Một', 'Sở Thử Hai']) {
      await page.getByRole('button', { name: 'Cơ quan chưa có trong danh bạ' }).click();
      await dialog.getByLabel('Tên', { exact: true }).fill(name);
      await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
      await expect(page.getByRole('rowheader', { name })).toBeVisible();
    }
    await page.getByLabel('Sở Thử Một, Lãnh đạo các sở').fill('3');
    await page.keyboard.press('ArrowDown');
    await said(page, 'Đã lưu 3: Sở Thử Một, Lãnh đạo các sở.');
    await page.getByLabel('Sở Thử Hai, Hội, Hiệp hội').fill('~5');
    await page.keyboard.press('Enter');
    await said(page, 'Đã lưu ~5: Sở Thử Hai, Hội, Hiệp hội.');
    await usable(page, 'quotas');
  });

  let link = '';
  await test.step('a letter for one agency', async () => {
    await tab(page, 'Thư gửi cơ quan');
    const row = page.getByRole('row', { name: /^Sở Thử Một/ });
    await row.getByRole('button', { name: 'Tạo đường dẫn' }).click();
    await said(page, 'Đã tạo 1 đường dẫn.');
    await row.getByRole('button', { name: 'Sao chép' }).click();
    link = await dialog.getByRole('textbox', { name: 'Đường dẫn' }).inputValue();
    await page.keyboard.press('Escape');
    await usable(page, 'letters');
  });

  const clerk = await ceremony.activate(new URL(link).hash.slice(1), 'van-phong-mot');
  ceremony.event = /events\/([^/?]+)/.exec(page.url())![1]!;
  const list = (await ceremony.organizer.api.every<{ id: string; agency: { name: string } }>(`/api/v1/events/${ceremony.event}/lists`)).find((one) => one.agency.name === 'Sở Thử Một')!.id;
  await ceremony.save_draft(clerk, list, invented_people(3, 'Sở Thử Một'));
  await ceremony.submit(clerk, list);

  await test.step('the overview leads to the list, the list to its passes', async () => {
    await tab(page, 'Tổng quan');
    await usable(page, 'overview');
    await page.getByRole('link', { name: '1 danh sách chờ duyệt' }).click();
    await page.getByRole('link', { name: 'Sở Thử Một' }).click();
    await page.getByRole('button', { name: 'Duyệt cả danh sách' }).click();
    await dialog.getByRole('button', { name: 'Duyệt cả danh sách' }).click();
    await said(page, 'Đã duyệt danh sách.');
    await page.getByRole('button', { name: 'Cấp thẻ' }).click();
    await said(page, /^Đã cấp 3 thẻ/);
    await usable(page, 'list');
    await page.getByRole('link', { name: 'In thẻ' }).click();
    await expect(page.getByRole('status').filter({ hasText: '3 thẻ · 1 tờ A4' })).toBeVisible();
    await usable(page, 'print');
  });

  await ceremony.move_clock(moments.doors_open);
  await ceremony.sign_in(page.context(), ceremony.organizer);
  await page.goto('about:blank');
  await page.goto(`/console/#/events/${ceremony.event}`);
  let code = '';
  await test.step('a door', async () => {
    await page.getByRole('link', { name: 'Chưa có máy nào ở cửa' }).click();
    await page.getByRole('button', { name: 'Ghép máy' }).click();
    await dialog.getByLabel('Tên máy').fill('Máy cửa 1');
    await dialog.getByRole('button', { name: 'Tạo mã ghép' }).click();
    code = await dialog.getByRole('textbox', { name: 'Mã', exact: true }).inputValue();
    await page.keyboard.press('Escape');
  });
  const door = new Door(await ceremony.enrol_by(code));
  const passes = await ceremony.organizer.api.every<PassItem>(`/api/v1/events/${ceremony.event}/passes`);

  await test.step('the board, the report and the log', async () => {
    await tab(page, 'Trực tiếp');
    await expect(page.locator('.big')).toHaveText(/^0\s*\/ 3$/);
    for (const pass of passes.slice(0, 2)) await door.scan(pass);
    await expect(page.locator('.big')).toHaveText(/^2\s*\/ 3$/);
    await usable(page, 'live');
    await tab(page, 'Báo cáo');
    const total = page.getByRole('row', { name: /^Tổng cộng/ }).first();
    await expect(total.getByRole('cell').nth(5)).toHaveText('2');
    await expect(total.getByRole('cell').nth(6)).toHaveText('1');
    await usable(page, 'report');
    await tab(page, 'Nhật ký');
    await expect(page.getByRole('row', { name: new RegExp(`^Duyệt danh sách .*${ceremony.organizer.display_name}`) })).toHaveCount(1);
    await expect(page.getByRole('row', { name: /Máy cửa 1/ }).first()).toBeVisible();
    await expect(page.getByRole('row', { name: new RegExp(`^Gửi danh sách .*${clerk.display_name}`) })).toHaveCount(1);
    await expect(page.getByRole('row', { name: /^Cấp thẻ .*số lượng: 3/ })).toBeVisible();
    await usable(page, 'log');
    await page.getByLabel('Việc').selectOption({ label: 'Duyệt danh sách' });
    await expect(page.locator('tbody tr')).toHaveCount(1);
  });
});
