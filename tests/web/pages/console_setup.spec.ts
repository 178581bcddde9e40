// SPDX-License-Identifier: Apache-2.0
// Setting a ceremony up in the browser, two organizers at once, a reader's view, and the states in
// which nothing is there, the server is slow, or it refuses.
import type { Page } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { invented_people } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';

const said = (page: Page, text: string | RegExp) => expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();

async function add(page: Page, kind: string, fields: Record<string, string>): Promise<void> {
  await page.locator('section').filter({ has: page.getByRole('heading', { name: kind, exact: true }) }).getByRole('button', { name: 'Thêm' }).click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
  await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('a ceremony is set up from nothing', async ({ ceremony, open }) => {
  test.slow();
  const page = await open(ceremony.organizer, '/console/#/agencies');
  await test.step('agencies by paste', async () => {
    await page.getByRole('button', { name: 'Dán danh bạ' }).click();
    await page.getByRole('textbox', { name: 'Danh bạ' }).fill('Sở Thử Một\tSTM\nSở Thử Hai\nBộ Công an\n');
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await expect(page.getByRole('button', { name: 'Thêm 2 cơ quan' })).toBeVisible();
    await page.getByRole('button', { name: 'Thêm 2 cơ quan' }).click();
    await said(page, 'Đã thêm 2 cơ quan vào danh bạ.');
    await check_accessibility(page);
    await check_reflow(page);
  });

  await test.step('the event', async () => {
    await page.goto('/console/#/new');
    await page.getByLabel('Tên sự kiện').fill('Lễ kỷ niệm thử');
    await page.getByLabel('Mã sự kiện').fill('LKN-THU');
    await page.getByLabel('Tổng số đại biểu theo kế hoạch').fill('100');
    await page.getByLabel('Bắt đầu').fill('2026-07-01T08:00');
    await page.getByLabel('Ngày', { exact: true }).fill('2026-06-25');
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'new-event');
    await page.getByRole('button', { name: 'Tạo sự kiện' }).click();
    await said(page, 'Đã tạo sự kiện.');
  });

  await test.step('a site, a gate, two groups', async () => {
    await add(page, 'Điểm cầu', { Tên: 'Hội trường Thử', Mã: 'ht', 'Sức chứa (chỗ ngồi)': '60' });
    await add(page, 'Cửa', { Tên: 'Cửa 1', Mã: 'c1' });
    await check_accessibility(page);
    await check_reflow(page);
    await page.getByRole('link', { name: 'Thành phần', exact: true }).click();
    await add(page, 'Thành phần tham dự', { Tên: 'Lãnh đạo sở', Mã: 'g1' });
    await add(page, 'Thành phần tham dự', { Tên: 'Trường học', Mã: 'g2', 'Thứ tự': '2' });
  });

  await test.step('quotas typed as in a spreadsheet', async () => {
    await page.getByRole('link', { name: 'Chỉ tiêu', exact: true }).click();
    for (const agency of ['Sở Thử Một', 'Sở Thử Hai']) {
      const field = page.getByLabel('Thêm cơ quan, đơn vị vào bảng');
      await field.fill(agency);
      const button = page.getByRole('button', { name: 'Thêm', exact: true });
      await expect(button).toBeEnabled();
      await button.click();
      await expect(page.getByRole('rowheader', { name: agency })).toBeVisible();
    }
    const cell = (agency: string, group: string) => page.getByLabel(`${agency}, ${group}`);
    await cell('Sở Thử Một', 'Lãnh đạo sở').fill('30');
    await page.keyboard.press('ArrowRight');
    await expect(cell('Sở Thử Một', 'Trường học')).toBeFocused();
    await said(page, 'Đã lưu 30: Sở Thử Một, Lãnh đạo sở.');
    await cell('Sở Thử Một', 'Trường học').fill('~60-65');
    await page.keyboard.press('Enter');
    await said(page, 'Đã lưu ~60-65: Sở Thử Một, Trường học.');
    await expect(cell('Sở Thử Một', 'Trường học')).toHaveValue('~60-65');
    // 30 + 65 of 100 announced, and more than the 60 seats.
    await expect(page.locator('dl').getByText('95', { exact: true })).toBeVisible();
    await expect(page.locator('dl').getByText('95 / 60')).toBeVisible();
    await expect(page.locator('dl > div').filter({ hasText: 'Chưa giao chỉ tiêu' })).toHaveText(/5$/);
    await expect(page.locator('dl > div.bad')).toHaveText(/95 \/ 60/);
    await expect(page.locator('dl')).not.toContainText('chưa rõ');
    await expect(page.getByRole('row', { name: /^Sở Thử Một/ }).getByRole('cell').last()).toHaveText('95');
    await expect(page.locator('tfoot td')).toHaveText(['30', '65', '95']);
    await cell('Sở Thử Hai', 'Trường học').fill('nhiều');
    await page.keyboard.press('Tab');
    await expect(page.getByText('Không hiểu “nhiều”')).toBeVisible();
    await cell('Sở Thử Hai', 'Trường học').fill('');
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'quotas');
  });

  await test.step('letters with code and QR', async () => {
    await page.getByRole('link', { name: 'Thư gửi cơ quan' }).click();
    await page.evaluate(() => (window.print = () => document.body.setAttribute('data-printed', 'yes')));
    await page.getByRole('button', { name: 'Tạo đường dẫn cho 1 cơ quan chưa có' }).click();
    await said(page, 'Đã tạo 1 đường dẫn.');
    await expect(page.getByRole('button', { name: 'Đã tạo, chưa mở 1' })).toBeVisible();
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'letters');
    await page.getByRole('button', { name: 'In tất cả thư (1)' }).click();
    await expect(page.locator('body[data-printed]')).toBeAttached();
    await page.emulateMedia({ media: 'print' });
    const letter = page.getByRole('article');
    await expect(letter.getByText('Sở Thử Một')).toBeVisible();
    for (const group of ['Lãnh đạo sở', 'Trường học']) await expect(letter.getByRole('row', { name: new RegExp(`^${group}`) })).toBeVisible();
    await expect(letter.getByText(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)).toBeVisible();
    expect(await letter.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await page.emulateMedia({ media: null });
    await page.getByRole('button', { name: 'Thu hồi', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Thu hồi' }).click();
    await said(page, 'Đã thu hồi đường dẫn.');
  });

  await test.step('a copy for another day', async () => {
    await page.goto('/console/#/new');
    await page.getByRole('button', { name: 'Sao chép sự kiện' }).click();
    await page.getByLabel('Sao chép từ').selectOption({ label: 'LKN-THU – Lễ kỷ niệm thử' });
    await page.getByLabel('Mã sự kiện').fill('LKN-THU');
    await expect(page.getByText('Mã này đã dùng cho một sự kiện khác.')).toBeVisible();
    await page.getByLabel('Mã sự kiện').fill('LKN-THU-2');
    await page.getByLabel('Bắt đầu').fill('2026-08-01T08:00');
    await page.getByRole('button', { name: 'Tạo bản sao' }).click();
    await said(page, 'Đã tạo sự kiện.');
    await expect(page.getByText('chậm nhất ngày 26/7/2026')).toBeVisible();
  });
});

test('what a plan holds can be changed in the browser: members, cooperating agencies, a document’s lines, a quota’s own hour', async ({ ceremony, open }) => {
  const api = ceremony.organizer.api;
  const part = async (kind: string, code: string) => (await api.every<Record<string, unknown>>(`/api/v1/events/${ceremony.event}/${kind}`)).find((one) => one.code === code)!;
  const agency = async (code: string) => (await ceremony.agency(code)).id;
  const base = `/console/#/events/${ceremony.event}/setup`;
  const page = await open(ceremony.organizer, `${base}/groups`);
  const dialog = page.getByRole('dialog');
  const pick = async (label: string, name: string) => {
    await dialog.getByLabel(label).fill(name);
    await expect(dialog.getByRole('listitem').filter({ hasText: name })).toBeVisible();
  };
  const save = async () => {
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
    await expect(dialog).toBeHidden();
    await said(page, 'Đã lưu.');
  };

  await page.getByRole('button', { name: /^Sửa: Doanh nghiệp lớn/ }).click();
  await pick('Thêm cơ quan vào thành phần', 'Sở Nội vụ thành phố Cần Thơ');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'group-members');
  await save();
  expect((await part('groups', 'g05')).member_agencies).toContain(await agency('ct-snv'));

  await page.goto(`${base}/contacts`);
  await expect(page.getByRole('cell', { name: '0500 000 749' })).toBeVisible();

  await page.goto(`${base}/tasks`);
  for (const [text, who] of [['Việc sau', 'Sở Nội vụ thành phố Cần Thơ'], ['Anh em làm trước', 'Công an thành phố Cần Thơ']] as const) {
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await dialog.getByLabel('Nội dung').fill(text);
    const agency = dialog.getByLabel('Cơ quan, đơn vị', { exact: true });
    await agency.fill(who);
    await expect.poll(() => agency.evaluate((input: HTMLInputElement) => input.checkValidity())).toBe(true);
    await save();
    await expect(page.getByRole('row', { name: new RegExp(`^${text}`) })).toContainText(who);
  }
  // As they were entered, not by the alphabet.
  await expect(page.getByRole('rowheader', { name: /^Việc sau|^Anh em/ })).toHaveText([/^Việc sau/, /^Anh em/]);
  await page.getByRole('button', { name: /^Sửa/ }).first().click();
  const had = await dialog.getByRole('listitem').count();
  await pick('Thêm cơ quan phối hợp', 'Sở Nội vụ thành phố Cần Thơ');
  await save();
  await page.getByRole('button', { name: /^Sửa/ }).first().click();
  await expect(dialog.getByRole('listitem')).toHaveCount(had + 1);
  await page.keyboard.press('Escape');

  await page.goto(`${base}/documents`);
  await page.getByRole('button', { name: /^Sửa: KẾ HOẠCH/ }).click();
  await dialog.getByLabel('Quyền hạn, chức vụ của người ký').fill('TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH');
  await dialog.getByLabel('Nơi nhận').fill('Như trên;\nLưu: VT.');
  await dialog.getByLabel('d-qd-468').check();
  await dialog.getByLabel('Kèm theo văn bản').selectOption({ label: 'd-kh-4821' });
  await check_accessibility(page);
  await look(page, 'document-lines');
  await save();
  expect(await part('documents', 'd-kh')).toMatchObject({
    authority_lines: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], recipients: ['Như trên;', 'Lưu: VT.'], attached_to: 'd-kh-4821',
  });
  expect((await part('documents', 'd-kh')).bases).toContain('d-qd-468');

  await page.goto(`${base}/quotas`);
  await page.getByLabel(/^Sở Nội vụ thành phố Cần Thơ, Hội/).focus();
  await page.keyboard.press('F2');
  await dialog.getByLabel(/^Hạn riêng/).fill('2026-05-27');
  await dialog.getByLabel('Giờ của hạn riêng').fill('17:00');
  await save();
  const quotas = await api.every<{ deadline: { due_on: string; time: string } | null }>(`/api/v1/events/${ceremony.event}/quotas`);
  expect(quotas.flatMap((quota) => quota.deadline ?? [])).toMatchObject([{ due_on: '2026-05-27', time: '17:00' }]);
});

test('the grid begins at the own site; what it did not understand stays marked until it is mended', async ({ ceremony, open }) => {
  const { api } = ceremony.organizer;
  const made = (path: string, body: object) => api.post<{ id: string }>(`/api/v1/events${path}`, body);
  const { id } = await made('', { code: 'LE-TIEP-SONG', title: 'Lễ tiếp sóng thử', starts_at: '2026-06-20T08:00:00+07:00' });
  await made(`/${id}/sites`, { code: 'chinh', name: 'Điểm cầu Trung ương', role: 'main', ordinal: 1 });
  await made(`/${id}/sites`, { code: 'tinh', name: 'Điểm cầu tỉnh', role: 'relay', ordinal: 2 });
  await made(`/${id}/groups`, { code: 'nhom', name: 'Đại diện các sở' });
  const page = await open(ceremony.organizer, `/console/#/events/${id}/setup/quotas`);
  await expect(page.getByRole('button', { name: 'Điểm cầu tỉnh', pressed: true })).toBeVisible();

  for (const name of ['Sở Nội vụ thành phố Cần Thơ', 'Công an thành phố Cần Thơ']) {
    await page.getByLabel('Thêm cơ quan, đơn vị vào bảng').fill(name);
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await expect(page.getByRole('rowheader', { name })).toBeVisible();
  }
  const cell = (name: string) => page.getByLabel(`${name} thành phố Cần Thơ, Đại diện các sở`);
  await cell('Sở Nội vụ').fill('vài người');
  await page.keyboard.press('Enter');
  await cell('Công an').fill('20 đơn vị');
  await page.keyboard.press('Enter');
  await said(page, /20 ĐV/);
  await expect(cell('Công an')).toHaveValue('20 ĐV');
  await expect(page.getByText('Không hiểu “vài người”')).toBeVisible();
  await expect(cell('Sở Nội vụ')).toHaveAttribute('aria-invalid', 'true');
  await check_accessibility(page);
  await look(page, 'quotas-refused');
  await cell('Sở Nội vụ').focus();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Không hiểu')).toHaveCount(0);
  await expect(cell('Sở Nội vụ')).toHaveValue('');
});

test('seats are added up as far as sites say, and how many do not say is told', async ({ ceremony, open }) => {
  const api = ceremony.organizer.api;
  const made = (path: string, body: object) => api.post<{ id: string }>(`/api/v1/events${path}`, body);
  const { id } = await made('', { code: 'LE-HAI-NOI', title: 'Lễ hai nơi', starts_at: '2026-06-20T08:00:00+07:00' });
  const group = await made(`/${id}/groups`, { code: 'nhom', name: 'Đại diện các sở' });
  const agency = (await ceremony.agency('ct-snv')).id;
  for (const [code, capacity] of [['mot', 60], ['hai', null]] as const) {
    const site = await made(`/${id}/sites`, { code, name: `Nơi ${code}`, ...(capacity && { capacity }) });
    await made(`/${id}/quotas`, { site: site.id, group: group.id, agency, max: 50 });
  }
  const page = await open(ceremony.organizer, `/console/#/events/${id}/setup/quotas`);
  const seats = page.locator('dl > div').filter({ hasText: 'Chỗ cần' });
  await expect(seats).toContainText('100 / 60');
  await expect(seats).toContainText('chưa kể 1 điểm cầu chưa rõ sức chứa');
  await expect(seats).not.toHaveClass(/bad/); // the other may have room for the rest
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'quotas-some-seats');
});

test('a dialog that cannot be fetched says so, and is fetched again', async ({ ceremony, open, faults }) => {
  faults.allow(/ERR_FAILED|Failed to fetch dynamically/);
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/setup/quotas`);
  const asked = page.getByRole('button', { name: 'Cơ quan chưa có trong danh bạ' });
  await page.route('**/assets/AgencyDialog-*.js', (route) => route.abort());
  await asked.click();
  const alert = page.getByRole('alert');
  await expect(alert).toBeVisible();
  await page.unroute('**/assets/AgencyDialog-*.js');
  await alert.getByRole('button', { name: 'Thử lại' }).click();
  await expect(page.getByRole('dialog').getByLabel('Tên', { exact: true })).toBeVisible();
  await expect(alert).toHaveCount(0);
});

test('tasks stand as they fall due, and a new one after those of the plan', async ({ ceremony, open }) => {
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/setup/tasks`);
  const codes = page.locator('tbody th small');
  await expect(codes).toHaveText(['t5', 't1a', 't1b', 't2', 't3', 't4']);
  await add(page, 'Phân công nhiệm vụ', { 'Nội dung': 'Kiểm tra âm thanh' });
  await add(page, 'Phân công nhiệm vụ', { 'Nội dung': 'Đón đoàn', 'Thời hạn hoàn thành': '2026-05-27' });
  await expect(codes).toHaveText(['t7', 't5', 't1a', 't1b', 't2', 't3', 't4', 't6']);
});

test('the overview asks for what a ceremony cannot do without', async ({ ceremony, open }) => {
  const made = await ceremony.organizer.api.post<{ id: string }>('/api/v1/events', {
    code: 'LE-MOI-TAO', title: 'Lễ mới tạo', starts_at: '2026-06-20T08:00:00+07:00', expected_total: 275, is_expected_total_approximate: true,
  });
  const page = await open(ceremony.organizer, `/console/#/events/${made.id}`);
  await expect(page.getByRole('link', { name: 'khoảng 275 Đại biểu theo kế hoạch' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveText([
    'Ghi đơn vị tổ chức buổi lễ', 'Đặt hạn gửi danh sách', 'Thêm điểm cầu và cửa đón', 'Thêm thành phần tham dự', 'Giao chỉ tiêu cho các cơ quan, đơn vị',
  ]);
  await page.getByRole('link', { name: 'Đặt hạn gửi danh sách' }).click();
  await expect(page.getByLabel('Danh sách gửi quá hạn')).toBeVisible();
});

test('a change that touches a sent list says whom before it is saved', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const list = (await ceremony.list('ct-snv', 'g09')).id;
  await ceremony.save_draft(clerk, list, invented_people(1, 'Hội Thử một'));
  await ceremony.submit(clerk, list);
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/setup/quotas`);
  const cell = page.getByLabel(/^Sở Nội vụ thành phố Cần Thơ, Hội/);
  await expect(cell).toHaveValue('10 ĐV');
  await cell.fill('8 dv');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toHaveText('Sở Nội vụ thành phố Cần Thơ');
  await check_accessibility(page);
  await page.keyboard.press('Escape');
  await expect(cell).toHaveValue('10 ĐV');
  await cell.fill('8 dv');
  await page.keyboard.press('Enter');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button').filter({ hasText: 'vẫn lưu' }).click();
  await said(page, /8 ĐV/);

  for (const [part, name, field] of [['sites', 'điểm cầu của thành phố', 'Địa chỉ'], ['groups', 'Hội, Hiệp hội', 'Ghi trên thẻ']] as const)
    await test.step(part, async () => {
      await page.goto(`/console/#/events/${ceremony.event}/setup/${part}`);
      await page.getByRole('button', { name: new RegExp(`^Sửa: ${name}`) }).click();
      await dialog.getByLabel(new RegExp(`^${field}`)).fill('Thử');
      await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
      await expect(dialog.locator('.notice').getByRole('listitem')).toHaveText('Sở Nội vụ thành phố Cần Thơ');
      await dialog.getByLabel('Tôi đã biết và vẫn lưu thay đổi').check();
      await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
      await said(page, 'Đã lưu.');
    });
});

test('two organizers: the second is told what the first has done', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 409|status of 422/);
  const clerk = await ceremony.create_clerk('ct-snv');
  const list = (await ceremony.list('ct-snv', 'g09')).id;
  await ceremony.save_draft(clerk, list, invented_people(1, 'Hội Thử một'));
  await ceremony.submit(clerk, list);
  const path = `/console/#/events/${ceremony.event}/lists/${list}`;
  const first = await open(ceremony.organizer, path);
  const second = await open(await ceremony.create_account('organizer'), path);
  await second.getByRole('button', { name: 'Duyệt cả danh sách' }).click();
  await first.getByRole('button', { name: 'Trả lại', exact: true }).click();
  await first.getByRole('dialog').getByLabel('Lý do trả lại').fill('Đề nghị bổ sung');
  await first.getByRole('dialog').getByRole('button', { name: 'Trả lại', exact: true }).click();
  await said(first, 'Đã trả lại danh sách.');
  await second.getByRole('dialog').getByRole('button', { name: 'Duyệt cả danh sách' }).click();
  await expect(second.getByRole('alert')).toBeVisible();
  await check_accessibility(second);
});

test('what was typed about a ceremony and not saved is still there after a look at another place', async ({ ceremony, open }) => {
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/setup/event`);
  const notes = page.getByLabel('Lưu ý gửi đại biểu');
  const kept = page.getByText('Những gì ông/bà đã nhập mà chưa lưu vẫn còn ở đây.');
  const parts = page.getByRole('navigation', { name: 'Thiết lập' });
  const away_and_back = async () => {
    await parts.getByRole('link', { name: 'Điểm cầu, cửa' }).click();
    await expect(page.getByRole('row', { name: /^Cửa 1/ }).first()).toBeVisible();
    await parts.getByRole('link', { name: 'Buổi lễ' }).click();
    await expect(notes).toBeVisible();
  };
  await notes.fill('Trang phục: lễ phục.');
  await away_and_back();
  await expect(notes).toHaveValue('Trang phục: lễ phục.');
  await expect(kept).toBeVisible();
  await check_accessibility(page);
  await look(page, 'kept');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await said(page, 'Đã lưu thông tin buổi lễ.');
  expect(await ceremony.organizer.api.get(`/api/v1/events/${ceremony.event}`)).toMatchObject({ notes: 'Trang phục: lễ phục.' });
  await away_and_back();
  await expect(kept).toHaveCount(0);

  await page.goto('/console/#/new');
  await page.getByLabel('Tên sự kiện').fill('Lễ thử');
  await page.getByRole('link', { name: 'Cơ quan, đơn vị' }).click();
  await expect(page.getByRole('button', { name: 'Thêm cơ quan' })).toBeVisible();
  await page.goto('/console/#/new');
  await expect(page.getByLabel('Tên sự kiện')).toHaveValue('Lễ thử');
  await page.getByRole('button', { name: 'Bỏ phần chưa lưu' }).click();
  await expect(page.getByLabel('Tên sự kiện')).toHaveValue('');
  await expect(kept).toHaveCount(0);
});

test('a reader sees numbers, no lists of people, and nothing that changes anything', async ({ ceremony, open }) => {
  const door = await ceremony.enrol_door('ct-1', 'Máy A');
  // A clock that is an hour wrong is an incident.
  await door.api.post('/api/v1/door/hello', {
    epoch: door.setting.device.epoch, last_dseq: 0, queue_length: 0, list_version: 0, offset_ms: 3_600_000,
  });
  const base = `/console/#/events/${ceremony.event}`;
  const page = await open(await ceremony.create_account('reader'), `${base}/doors`);
  const tabs = page.getByRole('navigation', { name: 'Các phần của sự kiện' });
  await expect(tabs.getByRole('link')).toHaveText(['Trực tiếp', 'Báo cáo', 'Cửa đón']);
  /** What can be pressed beside the frame of the page. */
  const buttons = () => page.locator('main').getByRole('button');
  await expect(page.getByRole('row', { name: /Máy A/ })).toBeVisible();
  await expect(buttons()).toHaveCount(0);
  await tabs.getByRole('link', { name: 'Báo cáo' }).click();
  await expect(page.getByRole('link', { name: 'Báo cáo XLSX' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Danh sách tổng hợp đại biểu XLSX' })).toHaveCount(0);
  await expect(buttons()).toHaveText(['In']);
  await tabs.getByRole('link', { name: 'Trực tiếp' }).click();
  await expect(page.getByText('Đang cập nhật trực tiếp')).toBeVisible();
  await expect(buttons()).toHaveText(['Toàn màn hình']);
  await page.goto(`${base}/incidents`);
  await expect(page.getByRole('article')).toBeVisible();
  await expect(page.getByRole('article').getByRole('button')).toHaveCount(0);
  // An address that was typed or sent by somebody else.
  for (const place of ['', '/setup/event', '/letters', '/lists', '/delegates', '/print']) {
    await page.goto(`${base}${place}`);
    await expect(page.getByText('Phần này dành cho ban tổ chức.')).toBeVisible();
    await expect(buttons()).toHaveCount(0);
  }
  await page.goto('/console/');
  await expect(page.getByRole('link', { name: /Lễ phát động/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Tạo sự kiện' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Cơ quan, đơn vị' })).toHaveCount(0);
});

test('nothing there, slow, refused: each state says what it is', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 500/);
  const base = `/console/#/events/${ceremony.event}`;
  const page = await open(ceremony.organizer, `${base}/delegates`);
  await expect(page.getByText('Chưa có đại biểu nào.')).toBeVisible();
  await check_accessibility(page);

  let go_on = () => {};
  const held = new Promise<void>((resolve) => (go_on = resolve));
  await page.route('**/api/v1/events/*/lists*', async (route) => { await held; await route.continue(); });
  await page.goto(`${base}/lists`);
  await expect(page.getByText('Đang tải…')).toBeVisible();
  await check_accessibility(page);
  go_on();
  await expect(page.getByRole('row', { name: /Sở Nội vụ/ })).toBeVisible();
  await page.unroute('**/api/v1/events/*/lists*');

  await page.route('**/api/v1/events/*/doors', (route) => route.fulfill({ status: 500, body: '' }));
  await page.goto(`${base}/doors`);
  await expect(page.getByRole('alert')).toContainText('Máy chủ gặp sự cố');
  await check_accessibility(page);
  await page.unroute('**/api/v1/events/*/doors');
  await page.getByRole('button', { name: 'Thử lại' }).click();
  await expect(page.getByText('Chưa ghép máy nào.')).toBeVisible();
  await look(page, 'doors-empty');
});

test('the administrator’s pages', async ({ ceremony, open }) => {
  const page = await open(ceremony.administrator, '/console/#/admin');
  for (const name of ['Tài khoản', 'Mời thành viên', 'Nhật ký hệ thống', 'Tình trạng máy chủ']) {
    await page.getByRole('navigation', { name: 'Quản trị' }).getByRole('link', { name }).click();
    await expect(page.locator('main table, main dl').first()).toBeVisible();
    await check_accessibility(page);
    await check_reflow(page);
  }
});
