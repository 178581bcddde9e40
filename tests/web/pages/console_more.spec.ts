// SPDX-License-Identifier: Apache-2.0
// What organizers do beside the straight way: files, seats, a date for a returned list, late changes,
// people in two lists, scans set aside, a second factor, and two who edit one form.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Download, Page } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { invented_people, moments, PASSWORD, totp } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';

const said = (page: Page, text: string | RegExp) => expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();
async function usable(page: Page, name: string): Promise<void> {
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, name);
}
const saved = async (download: Download) => readFileSync((await download.path())!);
const clubs = (count: number, from = 0) => Array.from({ length: count }, (_, i) => invented_people(1, `Hội Thử số ${from + i}`, from + i)[0]!);

test('the file of a document is put in place, saved as it was, replaced, refused and taken away', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 422/);
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/setup/documents`);
  const files = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Tệp của văn bản' }) });
  const row = files.getByRole('row').nth(1);
  await expect(row).toContainText('Chưa có tệp');
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  await row.locator('input[type=file]').setInputFiles({ name: 'Giấy mời số 12.pdf', mimeType: 'application/pdf', buffer: pdf });
  await said(page, /^Đã lưu tệp của/);
  const link = row.getByRole('link', { name: 'Giấy mời số 12.pdf' });
  await usable(page, 'document-files');
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(await saved(download)).toEqual(pdf);
  await row.locator('input[type=file]').setInputFiles({ name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<script>') });
  await expect(files.getByRole('alert')).toBeVisible();
  await expect(link).toBeVisible();
  await row.getByRole('button', { name: /^Xoá/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Xoá', exact: true }).click();
  await said(page, 'Đã xoá tệp; văn bản vẫn còn.');
  await expect(row).toContainText('Chưa có tệp');
});

test('two organizers edit one ceremony: the second sees what the first saved before saving over it', async ({ ceremony, open }) => {
  test.slow();
  const path = `/console/#/events/${ceremony.event}/setup/event`;
  const first = await open(ceremony.organizer, path);
  const second = await open(await ceremony.create_account('organizer'), path);
  const event = () => ceremony.organizer.api.get<{ notes: string; title: string; expected_total: number }>(`/api/v1/events/${ceremony.event}`);
  const { title } = await event();
  const save = (page: Page) => page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await second.getByLabel('Lưu ý gửi đại biểu').fill('Trang phục: lễ phục.');
  await second.getByLabel('Tổng số đại biểu theo kế hoạch').fill('280');
  await first.getByLabel('Tên sự kiện').fill(`${title} (lần hai)`);
  await first.getByLabel('Tổng số đại biểu theo kế hoạch').fill('300');
  await save(first);
  await said(first, 'Đã lưu thông tin buổi lễ.');

  await save(second);
  const notice = second.getByRole('alert');
  await expect(notice.getByRole('listitem')).toHaveText([
    new RegExp(`Tên sự kiện: .*lần hai.*Đã lấy theo giá trị này`),
    /Tổng số đại biểu theo kế hoạch: 300\. Ông\/bà cũng sửa mục này/,
  ]);
  expect(await event()).toMatchObject({ notes: '', expected_total: 300 }); // nothing was saved yet
  await check_accessibility(second);
  await look(second, 'changed-meanwhile');
  await save(second);
  await said(second, 'Đã lưu thông tin buổi lễ.');
  expect(await event()).toMatchObject({ title: `${title} (lần hai)`, notes: 'Trang phục: lễ phục.', expected_total: 280 });

  await test.step('a site, and a cell of the quota grid', async () => {
    for (const page of [first, second]) await page.goto(`/console/#/events/${ceremony.event}/setup/sites`);
    await second.getByRole('button', { name: /^Sửa: điểm cầu của thành phố/ }).click();
    await second.getByRole('dialog').getByLabel('Địa chỉ').fill('Số 1 đường Thử');
    await first.getByRole('button', { name: /^Sửa: điểm cầu của thành phố/ }).click();
    await first.getByRole('dialog').getByLabel('Sức chứa (chỗ ngồi)').fill('321');
    await first.getByRole('dialog').getByRole('button', { name: 'Lưu', exact: true }).click();
    await said(first, 'Đã lưu.');
    await second.getByRole('dialog').getByRole('button', { name: 'Lưu', exact: true }).click();
    await expect(second.getByRole('dialog').getByRole('listitem')).toHaveText(/Sức chứa \(chỗ ngồi\): 321\. Đã lấy theo/);
    await second.getByRole('dialog').getByRole('button', { name: 'Lưu', exact: true }).click();
    await said(second, 'Đã lưu.');
    await expect(second.getByRole('row', { name: /^điểm cầu của thành phố/ })).toContainText('321');

    for (const page of [first, second]) await page.goto(`/console/#/events/${ceremony.event}/setup/quotas`);
    const cell = (page: Page) => page.getByLabel(/^Sở Nội vụ thành phố Cần Thơ, Hội/);
    await expect(cell(second)).toHaveValue('10 ĐV');
    await cell(first).fill('8 dv');
    await first.keyboard.press('Enter');
    await said(first, /8 ĐV/);
    await cell(second).fill('12 dv');
    await second.keyboard.press('Enter');
    await expect(second.getByRole('alert')).toContainText('thành 8 ĐV. Chưa lưu số của ông/bà');
    await expect(cell(second)).toHaveValue('8 ĐV');
  });
});

test('what is saved in the instant between reading and saving is not lost, and nothing typed is either', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 412/);
  const api = ceremony.organizer.api;
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/setup/sites`);
  const site = async () => (await api.every<Record<string, unknown>>(`/api/v1/events/${ceremony.event}/sites`)).find((one) => one.code === 'ct')!;
  /** Somebody else is quicker by an instant: the page has read the item, and not yet sent its own. */
  const overtake = async (path: string, change: (now: Record<string, unknown>) => object) => {
    let is_done = false;
    await page.route(`**/api/v1/${path}`, async (route) => {
      if (route.request().method() === 'PUT' && !is_done) {
        is_done = true;
        const { id: _id, event: _event, etag: _etag, deadline_text: _text, late_from: _late, door_window: _window, ...now } = await api.get<Record<string, unknown>>(`/api/v1/${path}`);
        await api.put(`/api/v1/${path}`, { ...now, ...change(now) });
      }
      await route.continue();
    });
  };
  const dialog = page.getByRole('dialog');
  const id = (await site()).id as string;
  await overtake(`sites/${id}`, () => ({ capacity: 321 }));
  await page.getByRole('button', { name: /^Sửa: điểm cầu của thành phố/ }).click();
  await dialog.getByLabel('Địa chỉ').fill('Số 1 đường Thử');
  await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(dialog.getByRole('listitem')).toHaveText(/Sức chứa \(chỗ ngồi\): 321\. Đã lấy theo/);
  await expect(dialog.getByLabel('Địa chỉ')).toHaveValue('Số 1 đường Thử');
  expect(await site()).toMatchObject({ capacity: 321 });
  expect((await site()).address).not.toBe('Số 1 đường Thử');
  await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
  await said(page, 'Đã lưu.');
  expect(await site()).toMatchObject({ capacity: 321, address: 'Số 1 đường Thử' });

  await test.step('the ceremony itself', async () => {
    await page.goto(`/console/#/events/${ceremony.event}/setup/event`);
    await overtake(`events/${ceremony.event}`, () => ({ expected_total: 300 }));
    await page.getByLabel('Lưu ý gửi đại biểu').fill('Trang phục: lễ phục.');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await expect(page.getByRole('alert').getByRole('listitem')).toHaveText(/Tổng số đại biểu theo kế hoạch: 300/);
    await expect(page.getByLabel('Lưu ý gửi đại biểu')).toHaveValue('Trang phục: lễ phục.');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await said(page, 'Đã lưu thông tin buổi lễ.');
    expect(await api.get(`/api/v1/events/${ceremony.event}`)).toMatchObject({ expected_total: 300, notes: 'Trang phục: lễ phục.' });
  });

  await test.step('a cell of the quota grid', async () => {
    const quotas = await api.every<{ id: string; agency: string; group: string }>(`/api/v1/events/${ceremony.event}/quotas`);
    const agency = (await ceremony.agency('ct-snv')).id;
    await overtake(`quotas/${quotas.find((quota) => quota.agency === agency)!.id}`, () => ({ min: 8, max: 8 }));
    await page.goto(`/console/#/events/${ceremony.event}/setup/quotas`);
    const cell = page.getByLabel(/^Sở Nội vụ thành phố Cần Thơ, Hội/);
    await expect(cell).toHaveValue('10 ĐV');
    await cell.fill('12 dv');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('ĐV. Chưa lưu số của ông/bà');
    await expect(cell).not.toHaveValue('12 dv');
    expect(await api.get(`/api/v1/quotas/${quotas.find((quota) => quota.agency === agency)!.id}`)).toMatchObject({ max: 8 });
  });
});

test('an administrator makes a copy of the database and sees that it is good', async ({ ceremony, open }) => {
  const page = await open(ceremony.administrator, '/console/#/admin/system');
  await expect(page.getByText('Chưa có bản sao nào dùng được. Đề nghị sao lưu ngay.')).toBeVisible();
  await usable(page, 'backups-none');
  await page.getByRole('button', { name: 'Sao lưu ngay' }).click();
  await expect(page.getByRole('row', { name: /Tốt/ })).toHaveCount(1);
  await expect(page.getByText(/^Bản sao tốt gần nhất: 26\/05\/2026/)).toBeVisible();
  await usable(page, 'backups');
});

test('a new deadline says who has sent already', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const list = (await ceremony.list('ct-snv', 'g09')).id;
  await ceremony.save_draft(clerk, list, clubs(2));
  await ceremony.submit(clerk, list);
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/setup/event`);
  await page.getByLabel('Ngày', { exact: true }).fill('2026-05-27');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(page.getByText('Thay đổi này liên quan đến 1 danh sách đã gửi của:')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Sở Nội vụ' })).toBeVisible();
  await page.getByLabel('Tôi đã biết và vẫn lưu thay đổi').check();
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await said(page, 'Đã lưu thông tin buổi lễ.');

  // A returned list may be given a day of its own.
  await page.goto(`/console/#/events/${ceremony.event}/lists/${list}`);
  await page.getByRole('button', { name: 'Trả lại', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Lý do trả lại').fill('Đề nghị bổ sung chức vụ');
  await dialog.getByLabel(/^Gửi lại chậm nhất ngày/).fill('2026-05-28');
  await check_accessibility(page);
  await dialog.getByRole('button', { name: 'Trả lại', exact: true }).click();
  await said(page, 'Đã trả lại danh sách.');
  await expect(page.getByText('đến hết ngày 28/05/2026')).toBeVisible();
});

test('late changes, people in two lists, scans set aside, seats', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 422/);
  test.slow();
  const base = `/console/#/events/${ceremony.event}`;
  const page = await open(ceremony.organizer, `${base}/late-changes`);
  await expect(page.getByText('Không có đề nghị thay đổi muộn nào.')).toBeVisible();
  await usable(page, 'late-changes-empty');
  await page.goto(`${base}/duplicates`);
  await expect(page.getByText('Không thấy ai có tên trong hai danh sách.')).toBeVisible();
  await usable(page, 'duplicates-empty');
  await page.goto(`${base}/quarantine`);
  await expect(page.getByText('Không có lượt quét nào bị giữ riêng.')).toBeVisible();
  await usable(page, 'quarantine-empty');

  const clerk = await ceremony.create_clerk('ct-snv');
  const passes = await ceremony.approved_people('ct-snv', 'g09', clubs(3));
  await ceremony.approved_people('ct-svhttdl', 'g10', clubs(1));
  await page.goto(`${base}/duplicates`);
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('article').getByRole('row')).toHaveCount(3);
  await usable(page, 'duplicates');

  await page.goto(`${base}/delegates`);
  await page.getByRole('button', { name: 'Dán sơ đồ chỗ ngồi' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Chỗ ngồi').fill(`${passes[0]!.short_number}\tA-01\n0000 0000\tA-02`);
  await dialog.getByRole('button', { name: 'Lưu chỗ ngồi' }).click();
  await expect(dialog.getByRole('listitem')).toHaveText(/^Dòng 2: /); // and nowhere a second time
  await check_accessibility(page);
  await look(page, 'seats-refused');
  await dialog.getByLabel('Chỗ ngồi').fill(`${passes[0]!.short_number}\tA-01\n${passes[1]!.short_number};A-02`);
  await dialog.getByRole('button', { name: 'Lưu chỗ ngồi' }).click();
  await said(page, 'Đã xếp chỗ cho 2 đại biểu.');
  await expect(page.locator('tbody')).toContainText('A-01');
  await expect(page.locator('tbody')).toContainText('A-02');

  await ceremony.move_clock(moments.after_deadline);
  await ceremony.sign_in(page.context(), ceremony.organizer);
  await clerk.api.post(`/api/v1/delegates/${passes[2]!.delegate}/withdraw`, { reason: 'Bận công tác đột xuất' });
  await page.goto('about:blank');
  await page.goto(`${base}/late-changes`);
  await expect(page.getByRole('article')).toContainText('Bận công tác đột xuất');
  await usable(page, 'late-changes');
  await page.getByRole('button', { name: 'Đồng ý', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.getByRole('dialog').getByRole('button', { name: 'Đồng ý', exact: true }).focus();
  await page.keyboard.press('Enter');
  await said(page, /^Đã đồng ý/);
  await expect(page.getByText('Không có đề nghị thay đổi muộn nào.')).toBeVisible();

  // A reading from a door that was revoked is kept apart.
  await ceremony.move_clock(moments.doors_open);
  await ceremony.sign_in(page.context(), ceremony.organizer);
  const door = await ceremony.enrol_door('ct-1', 'Máy bị thu hồi');
  await ceremony.organizer.api.del(`/api/v1/doors/${door.setting.device.id}`);
  await door.api.post('/api/v1/door/scans', {
    scan_id: 'a'.repeat(32), epoch: door.setting.device.epoch, dseq: 1, gate_id: door.setting.device.gate_id, wall_ms: Date.parse(moments.doors_open),
    mono_ms: 1, offset_ms: 0, mode: 'offline', local_verdict: 'admitted', text: '1234',
  });
  await page.goto('about:blank');
  await page.goto(`${base}/quarantine`);
  await expect(page.getByRole('row', { name: /Máy bị thu hồi/ })).toBeVisible();
  await usable(page, 'quarantine');
});

test('a second factor is switched on in the console, and an administrator resets it', async ({ ceremony, open }) => {
  const page = await open(ceremony.organizer, '/console/#/me');
  await page.getByRole('link', { name: 'Bật, tắt, xem mã dự phòng' }).click();
  await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
  await page.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
  await expect(page.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' })).toBeVisible();
  await usable(page, 'second-factor');
  const secret = (await page.locator('span.code').textContent())!.replaceAll(' ', '');
  await page.getByLabel('Mã xác thực').fill(totp(secret, moments.lists_open));
  await page.getByRole('button', { name: 'Xác nhận' }).click();
  await expect(page.locator('ul.code li')).toHaveCount(8);
  await usable(page, 'second-factor-on');

  const admin = await open(ceremony.administrator, '/console/#/admin');
  await admin.getByRole('button', { name: `Sửa: ${ceremony.organizer.display_name}` }).click();
  await admin.getByRole('button', { name: 'Bỏ xác thực hai bước' }).click();
  await said(admin, 'Đã bỏ xác thực hai bước');
  await admin.goto('/console/#/admin/system');
  await expect(admin.getByText('Chỗ trống trên ổ đĩa')).toBeVisible();
  await look(admin, 'system');
});

test('the files of the report: what a spreadsheet opens is text, and no formula runs', async ({ ceremony, open }) => {
  test.slow();
  const tricky = ['=1+1', '+84500000001', '-2+3', '@SUM(1+1)', '=HYPERLINK("http://127.0.0.1/","x")'];
  await ceremony.approved_people('ct-snv', 'g09', tricky.map((full_name, i) => ({ ...clubs(1, i)[0]!, full_name: `${full_name} Mẫu`, position: full_name })));
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/reports`);
  const fetch = async (name: string) => (await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]))[0];
  const folder = mkdtempSync(join(tmpdir(), 'kinhmoi-office-'));
  try {
    const book = join(folder, 'dai-bieu.xlsx');
    await (await fetch('Danh sách tổng hợp đại biểu XLSX')).saveAs(book);
    const sums = join(folder, 'bao-cao.xlsx');
    await (await fetch('Báo cáo XLSX')).saveAs(sums);
    execFileSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', '--outdir', folder, book, sums], { stdio: 'pipe' });
    const opened = (file: string) => execFileSync('sh', ['-c', `cat "$0"-*.csv`, join(folder, basename(file, '.xlsx'))], { encoding: 'utf8' });
    const people = opened(book);
    // CSV doubles quotation marks.
    for (const text of tricky) expect(people).toContain(`${text} Mẫu`.replaceAll('"', '""'));
    expect(people).not.toMatch(/(^|,)"?2 Mẫu/m);
    expect(people).not.toContain('Err:');
    const report = opened(sums);
    expect(report).toContain('Sở Nội vụ thành phố Cần Thơ');
    expect(report).toContain('Tổng cộng');

    const plain = (await saved(await fetch('Danh sách tổng hợp đại biểu CSV'))).toString('utf8');
    for (const text of tricky) expect(plain).toContain(`'${text}`.replaceAll('"', '""'));
    expect((await saved(await fetch('Báo cáo CSV'))).toString('utf8')).toContain('Tổng,CT-LPD-20260529');
    if (process.env.KINHMOI_LOOK) await page.pdf({ path: join(process.env.KINHMOI_LOOK, 'report.pdf'), preferCSSPageSize: true, printBackground: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
