// SPDX-License-Identifier: Apache-2.0
// The agency portal: home, the editable list, two clerks, submission and what follows.
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { check_accessibility, check_reflow } from '../support/axe';
import { invented_people, moments, PASSWORD, totp, type Account } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';

const saved = (page: Page) => expect(page.getByText('Đã lưu mọi thay đổi.')).toBeVisible();
const grid = (page: Page) => page.getByRole('grid');
const active = (page: Page) => grid(page).locator('[data-active]');
const cell = (page: Page, row: number, column: number) =>
  grid(page).locator(`[role=row][aria-rowindex="${row + 1}"] [aria-colindex="${column + 1}"]`);

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((plain) => {
    const data = new DataTransfer();
    data.setData('text/plain', plain);
    document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}
const rows_of = async (clerk: Account, list: string) =>
  (await clerk.api.get<{ rows: { full_name: string; position: string; phone: string }[] }>(`/api/v1/lists/${list}`)).rows;

test('home shows what is asked, of whom, until when', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-sgddt');
  const page = await open(clerk, '/agency/');
  const schools = page.getByRole('article').filter({ hasText: '20 trường học các cấp' });
  await expect(schools).toContainText('Chưa nhập');
  await expect(schools).toContainText('0 / 20 đơn vị');
  await expect(schools).toContainText('hết ngày 28/05/2026');
  await expect(schools).toContainText('còn 2 ngày 1');
  await expect(page.getByRole('heading', { name: 'Đầu mối liên hệ' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nhiệm vụ được giao' })).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-home');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(schools).toContainText('Not begun');
});

test('papers that the organizers keep are saved from the first page, others are only named', async ({ ceremony, open }) => {
  const bytes = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n';
  const [paper] = await ceremony.organizer.api.every<{ id: string; title: string }>(`/api/v1/events/${ceremony.event}/documents`);
  const office = await open(ceremony.organizer, '/console/');
  const status = await office.evaluate(
    async ([id, body]) => (await fetch(`/api/v1/documents/${id}/file?name=ke-hoach.pdf`, { method: 'POST', body, headers: { 'Content-Type': 'application/pdf' } })).status,
    [paper!.id, bytes] as const,
  );
  expect(status).toBe(201);
  const page = await open(await ceremony.create_clerk('ct-snv'), '/agency/');
  const papers = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Văn bản' }) });
  await expect(papers).toContainText('(PDF, 1 kB)');
  await expect(papers.getByRole('link')).toHaveCount(1);
  const [download] = await Promise.all([page.waitForEvent('download'), papers.getByRole('link').click()]);
  expect(download.suggestedFilename()).toBe('ke-hoach.pdf');
  expect(readFileSync(await download.path(), 'utf8')).toBe(bytes);
});

test('a list is typed with the keyboard alone, saved by itself, and undone', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const list = await ceremony.list('ct-snv', 'g09');
  const page = await open(clerk, `/agency/#/lists/${list.id}`);
  await expect(active(page)).toBeVisible();
  for (let i = 0; i < 40 && !(await active(page).evaluate((e) => e === document.activeElement)); i += 1) await page.keyboard.press('Tab');
  await page.keyboard.type('Nguyễn Mẫu An');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Chủ tịch');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.type('Trần Thử Bình');
  await page.keyboard.press('Escape');
  await page.keyboard.type('Lê Giả Cường');
  await page.keyboard.press('Enter');
  await saved(page);
  expect((await rows_of(clerk, list.id)).map((row) => row.full_name)).toEqual(['Nguyễn Mẫu An', 'Lê Giả Cường']);

  // F2 keeps what stands there; arrows then move in the text.
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('F2');
  await page.keyboard.type('h');
  await page.keyboard.press('Enter');
  await expect(cell(page, 1, 1)).toHaveText('Nguyễn Mẫu Anh');
  await page.keyboard.press('Control+z');
  await expect(cell(page, 1, 1)).toHaveText('Nguyễn Mẫu An');
  await page.keyboard.press('Control+y');
  await expect(cell(page, 1, 1)).toHaveText('Nguyễn Mẫu Anh');
  // So do the buttons.
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(cell(page, 1, 1)).toHaveText('Nguyễn Mẫu An');
  await page.getByRole('button', { name: 'Làm lại' }).click();
  await expect(cell(page, 1, 1)).toHaveText('Nguyễn Mẫu Anh');
  await cell(page, 2, 1).click();
  // Rows move and go.
  await page.keyboard.press('Alt+ArrowUp');
  await expect(cell(page, 1, 1).locator('input')).toHaveValue('Lê Giả Cường');
  await page.keyboard.press('Control+Delete');
  await expect(cell(page, 2, 0)).toHaveText('+');
  await saved(page);
  expect((await rows_of(clerk, list.id)).map((row) => row.full_name)).toEqual(['Nguyễn Mẫu Anh']);
  // The table is no trap.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(active(page)).not.toBeFocused();
});

test('blocks are pasted, copied and cleared; faults stand in their cells; too many cannot be sent', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const list = await ceremony.list('ct-snv', 'g09');
  const page = await open(clerk, `/agency/#/lists/${list.id}`);
  await active(page).click();
  const lines = Array.from({ length: 11 }, (_, i) => `${i + 1}\tTrần Thử Bình ${i}\tPhó Chủ tịch\tHội Mẫu Thử số ${i}\t050000010${i % 10}`);
  await paste(page, lines.join('\r\n'));
  await saved(page);
  await expect(page.getByText('Vượt chỉ tiêu 1 đơn vị')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Gửi danh sách' })).toBeDisabled();
  expect((await rows_of(clerk, list.id))[3]).toMatchObject({ full_name: 'Trần Thử Bình 3', phone: '+84500000103' });

  await page.keyboard.press('Control+End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+Delete');
  await cell(page, 2, 4).click();
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await saved(page);
  await expect(cell(page, 2, 4)).toContainText('không phải số điện thoại');
  await expect(page.getByText('1 chỗ cần sửa trước khi gửi')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-list');
  await page.getByRole('button', { name: 'Dòng 2' }).click();
  await page.keyboard.press('Delete');
  await saved(page);
  await expect(page.getByRole('button', { name: 'Gửi danh sách' })).toBeEnabled();
});

test('a closed tab loses nothing, and signing out leaves nothing behind', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const list = await ceremony.list('ct-snv', 'g09');
  const first = await open(clerk, `/agency/#/lists/${list.id}`);
  await expect(active(first)).toBeVisible();
  // The network is away: what is typed stays in the browser.
  await first.context().route('**/draft', (route) => route.abort());
  await active(first).click();
  await first.keyboard.type('Phạm Mẫu Dũng');
  await first.keyboard.press('Enter');
  expect(await rows_of(clerk, list.id)).toEqual([]);
  await first.context().unroute('**/draft');
  const context = first.context();
  await first.close();

  const second = await context.newPage();
  await second.goto(`/agency/#/lists/${list.id}`);
  await expect(second.getByText('Đã khôi phục phần chưa lưu')).toBeVisible();
  await saved(second);
  expect((await rows_of(clerk, list.id)).map((row) => row.full_name)).toEqual(['Phạm Mẫu Dũng']);
  const kept = () => second.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft:')));
  expect(await kept()).toEqual([]);
  await second.evaluate(() => localStorage.setItem('draft:somebody:list', '{"at":1,"value":{}}'));
  await second.getByRole('button', { name: 'Đăng xuất' }).click();
  await expect(second).toHaveURL(/sign-in/);
  expect(await kept()).toEqual([]);
});

test('two clerks at once: the second is told, both keep their work, one cell is a question', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 409/);
  const [one, two] = [await ceremony.create_clerk('ct-snv'), await ceremony.create_clerk('ct-snv')];
  const list = await ceremony.list('ct-snv', 'g09');
  await ceremony.save_draft(one, list.id, invented_people(2, 'Hội Mẫu Thử'));
  const [a, b] = [await open(one, `/agency/#/lists/${list.id}`), await open(two, `/agency/#/lists/${list.id}`)];
  await cell(b, 1, 2).click();
  await cell(a, 1, 2).click();
  await a.keyboard.type('Trưởng ban');
  await a.keyboard.press('Enter');
  await saved(a);

  await cell(b, 3, 1).click();
  await b.keyboard.type('Người mới Mẫu');
  await b.keyboard.press('Enter');
  await expect(b.getByText('Người khác cùng cơ quan vừa sửa danh sách')).toBeVisible();
  await saved(b);
  let rows = await rows_of(one, list.id);
  expect(rows.map((row) => row.full_name)).toContain('Người mới Mẫu');
  expect(rows[0]!.position).toBe('Trưởng ban');

  // The same cell, in two ways.
  await cell(a, 2, 2).click();
  await a.keyboard.type('Phó ban');
  await a.keyboard.press('Enter');
  await saved(a);
  await cell(b, 2, 2).click();
  await b.keyboard.type('Uỷ viên');
  await b.keyboard.press('Enter');
  const dialog = b.getByRole('dialog', { name: 'Cùng một ô được sửa khác nhau' });
  await expect(dialog).toContainText('Phó ban');
  await check_accessibility(b);
  await look(b, 'agency-clash');
  await dialog.getByLabel('Của người khác: Phó ban').check();
  await dialog.getByRole('button', { name: 'Giữ lựa chọn này' }).click();
  await saved(b);
  rows = await rows_of(one, list.id);
  expect(rows[1]!.position).toBe('Phó ban');
  expect(rows).toHaveLength(3);
});

test('sent, returned, sent again, approved: receipts, differences, passes, a substitute', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const list = await ceremony.list('ct-snv', 'g09');
  await ceremony.save_draft(clerk, list.id, invented_people(3, 'Hội Mẫu Thử'));
  const page = await open(clerk, `/agency/#/lists/${list.id}`);
  await page.getByRole('button', { name: 'Gửi danh sách' }).click();
  const dialog = page.getByRole('dialog', { name: 'Gửi danh sách này?' });
  await check_accessibility(page);
  await dialog.getByRole('button', { name: 'Gửi danh sách' }).click();
  await expect(page.getByRole('heading', { name: 'Giấy biên nhận danh sách đại biểu' })).toBeVisible();
  await expect(page.getByText(/^[0-9A-F]{8}-01$/)).toBeVisible();
  await expect(page.getByText(clerk.display_name).last()).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-receipt');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'In' })).toBeHidden();
  await expect(page.getByRole('cell', { name: 'Trần Thử Bình' })).toBeVisible();
  await page.emulateMedia({ media: null });

  await page.getByRole('link', { name: 'Về danh sách' }).click();
  await expect(page.getByText('Danh sách đã gửi và đang chờ duyệt')).toBeVisible();
  await ceremony.organizer.api.post(`/api/v1/lists/${list.id}/return`, { reason: 'Thiếu chức vụ của ông Cường' });
  await page.reload();
  await expect(page.getByText('Thiếu chức vụ của ông Cường')).toBeVisible();
  await cell(page, 3, 2).click();
  await page.keyboard.type('Tổng Thư ký');
  await page.keyboard.press('Enter');
  await saved(page);
  await look(page, 'agency-returned');
  await page.getByRole('button', { name: 'Gửi lại danh sách' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Gửi danh sách' }).click();
  await expect(page.getByText(/^[0-9A-F]{8}-02$/)).toBeVisible();

  await ceremony.approve(list.id);
  const passes = await ceremony.issue_passes();
  expect(passes).toHaveLength(3);
  await page.getByRole('link', { name: 'Về danh sách' }).click();
  await expect(page.getByText('Đã phát hành 3 thẻ.')).toBeVisible();
  await page.getByRole('button', { name: 'Thay đổi so với lần trước' }).click();
  await expect(page.getByText('Chức vụ: Tổng Thư ký')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-approved');

  await page.getByRole('button', { name: 'Thay đổi Nguyễn Mẫu An' }).click();
  await page.getByRole('button', { name: 'Cử người dự thay' }).click();
  await check_accessibility(page);
  await look(page, 'agency-substitute');
  await page.getByLabel('Họ và tên').fill('Võ Thử Thay');
  await page.getByLabel('Lý do').fill('Bận công tác');
  await page.getByRole('button', { name: 'Thực hiện' }).click();
  await expect(page.getByText('thẻ cũ không còn hiệu lực')).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Võ Thử Thay' })).toBeVisible();
  const current = (await clerk.api.every<{ short_number: string; state: string }>(`/api/v1/events/${ceremony.event}/passes`)).filter((pass) => pass.state === 'current');
  const old = passes.map((pass) => pass.short_number).filter((number) => !current.some((pass) => pass.short_number === number));
  expect(old).toHaveLength(1);

  await page.getByRole('button', { name: 'Thay đổi Lê Giả Cường' }).click();
  await page.getByRole('button', { name: 'Báo vắng có lý do' }).click();
  await page.getByLabel('Lý do').fill('Đi công tác');
  await page.getByRole('button', { name: 'Thực hiện' }).click();
  await expect(page.getByText('vắng có lý do: Đi công tác')).toBeVisible();

  await page.getByRole('link', { name: 'Xem, tải, in thẻ' }).click();
  await expect(page.getByRole('img', { name: /^QR/ }).first()).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-passes');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải ảnh PNG' }).first().click()]);
  expect(download.suggestedFilename()).toMatch(/^the-\d{8}\.png$/);
});

test('after the cut-off one person is changed by a request', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const passes = await ceremony.approved_people('ct-snv', 'g09', invented_people(3, 'Hội Mẫu Thử'));
  const list = await ceremony.list('ct-snv', 'g09');
  await ceremony.move_clock(moments.after_deadline);
  const page = await open(clerk, `/agency/#/lists/${list.id}`);
  await page.getByRole('button', { name: 'Thay đổi Nguyễn Mẫu An' }).click();
  await page.getByRole('button', { name: 'Rút khỏi danh sách' }).click();
  await expect(page.getByText('thay đổi được gửi thành đề nghị')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-withdraw');
  await page.getByLabel('Lý do').fill('Ốm');
  await page.getByRole('button', { name: 'Thực hiện' }).click();
  await expect(page.getByText('Đã gửi đề nghị')).toBeVisible();
  await expect(page.getByText('Đang chờ ban tổ chức xem xét')).toBeVisible();
  await check_accessibility(page);
  await look(page, 'agency-late');
  expect(passes).toHaveLength(3);
});

test('nothing of another agency can be seen or guessed', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 404/);
  const clerk = await ceremony.create_clerk('ct-snv');
  const other = await ceremony.list('ct-sgddt', 'g07');
  const sgddt = await ceremony.create_clerk('ct-sgddt');
  await ceremony.save_draft(sgddt, other.id, [{ full_name: 'Người Giả Kín', organization: 'Trường Kín' }]);
  await ceremony.submit(sgddt, other.id);
  const unknown = '01900000-0000-7000-8000-000000000000';
  const texts: string[] = [];
  for (const id of [other.id, unknown]) {
    for (const path of [`/lists/${id}`, `/lists/${id}/import`, `/lists/${id}/receipts/1`, `/lists/${id}/passes`]) {
      const page = await open(clerk, `/agency/#${path}`);
      await expect(page.getByRole('heading', { name: 'Không tìm thấy' })).toBeVisible();
      texts.push(await page.locator('main').innerText());
    }
  }
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).not.toContain('Kín');
});

test('a second factor is offered, confirmed, asked for at signing in', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 401/);
  const clerk = await ceremony.create_clerk('ct-snv');
  const page = await open(clerk, '/agency/#/security');
  await check_accessibility(page);
  await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
  await page.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
  await expect(page.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' })).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-factor');
  const secret = (await page.locator('form .code').first().innerText()).replaceAll(' ', '');
  await page.getByLabel('Mã xác thực').fill(totp(secret, moments.lists_open));
  await page.getByRole('button', { name: 'Xác nhận' }).click();
  await expect(page.getByText('Mã dự phòng')).toBeVisible();
  const [recovery] = await page.locator('ul.code li').allInnerTexts();

  const fresh = await open(null, '/sign-in');
  await fresh.getByLabel('Tên đăng nhập').fill(clerk.username);
  await fresh.getByRole('textbox', { name: 'Mật khẩu' }).fill(PASSWORD);
  await fresh.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(fresh.getByLabel('Mã xác thực')).toBeFocused();
  await check_accessibility(fresh);
  await fresh.getByLabel('Mã xác thực').fill(recovery!);
  await fresh.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(fresh).toHaveURL(/\/agency\//);
});
