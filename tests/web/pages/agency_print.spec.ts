// SPDX-License-Identifier: Apache-2.0
// What comes out of the printer, as PDF pages: the receipt, and passes four to a sheet. The reader's
// screen is dark; paper is not.
import { check_accessibility, check_reflow } from '../support/axe';
import { invented_people } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';
import { printed } from '../support/paper';

// Times New Roman or what has its widths; letters that it lacks from another serif.
const sans = (fonts: string[]) => fonts.filter((font) => /Sans|Mono/.test(font));
const LONG = 'Hội Khuyến học, Khuyến tài Mẫu Thử phường Cái Khế, thành phố Cần Thơ';

test('the receipt prints on A4, every row once, the heading on each page, dark ink only', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-ca');
  const list = await ceremony.list('ct-ca', 'g06');
  await ceremony.save_draft(clerk, list.id, invented_people(30, LONG));
  const { receipt_number } = await ceremony.submit(clerk, list.id);
  const page = await open(clerk, `/agency/#/lists/${list.id}/receipts/1`, { colorScheme: 'dark' });
  await expect(page.getByRole('heading', { name: 'Giấy biên nhận' })).toBeVisible();
  const sheets = await printed(page, 'receipt');
  expect(sheets.length, 'how many depends on the fonts').toBeGreaterThan(1);
  for (const sheet of sheets) {
    expect([Math.round(sheet.width_mm), Math.round(sheet.height_mm)]).toEqual([210, 297]);
    if (/0500 000 \d/.test(sheet.text)) expect(sheet.text).toContain('Họ và tên');
    expect(sheet.paper).toBe('white');
    expect(sheet.fonts.join()).toMatch(/TimesNewRoman|Tinos|LiberationSerif/);
    expect(sans(sheet.fonts)).toEqual([]);
  }
  const text = sheets.map((sheet) => sheet.text).join('');
  expect(text).toContain(receipt_number);
  for (let n = 0; n < 30; n += 1) expect(text.split(`0500 000 ${String(n).padStart(3, '0')}`), `row ${n + 1}`).toHaveLength(2);
  expect(text).not.toContain('Đăng xuất');
  expect(text).not.toContain('Về danh sách');
});

test('a paper to sign before the list is sent: the official head, every row, two signatures, nothing that the form does not ask for', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-ca');
  const list = await ceremony.list('ct-ca', 'g06');
  const people = invented_people(30, LONG).map((person, i) => ({ ...person, email: `nguoi-${i}@vi-du.example`, rank: i === 0 ? 'Thượng tá' : '' }));
  await ceremony.save_draft(clerk, list.id, people);
  const page = await open(clerk, `/agency/#/lists/${list.id}`, { colorScheme: 'dark' });
  await page.getByRole('button', { name: 'In bản trình ký' }).click();
  await expect(page.getByRole('heading', { name: 'DANH SÁCH ĐẠI BIỂU' })).toBeVisible();
  await expect(page.getByRole('article')).toContainText('Công an thành phố Cần Thơ');
  await expect(page.getByRole('cell', { name: 'Thượng tá Nguyễn Mẫu An' })).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-paper');
  const sheets = await printed(page, 'paper');
  expect(sheets.length).toBeGreaterThan(1);
  for (const sheet of sheets) {
    expect([Math.round(sheet.width_mm), Math.round(sheet.height_mm)]).toEqual([210, 297]);
    expect(sheet.paper).toBe('white');
    expect(sheet.fonts.join()).toMatch(/TimesNewRoman|Tinos|LiberationSerif/);
    expect(sans(sheet.fonts)).toEqual([]);
  }
  const text = sheets.map((sheet) => sheet.text).join('').replace(/\s+/g, ' ');
  for (const words of ['BỘ CÔNG AN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Danh sách này gồm 30 người./.']) expect(text).toContain(words);
  for (let n = 0; n < 30; n += 1) expect(text.split(`0500 000 ${String(n).padStart(3, '0')}`), `row ${n + 1}`).toHaveLength(2);
  expect(text).not.toMatch(/vi-du\.example|Đăng xuất|Về danh sách/);
  const signed = sheets.filter((sheet) => /NGƯỜI LẬP BIỂU/.test(sheet.text) && /THỦ TRƯỞNG CƠ QUAN/.test(sheet.text));
  expect(signed).toEqual([sheets.at(-1)]);
});

test('of children the paper names school and leader; answers of families stay in the list', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-sgddt');
  const list = await ceremony.list('ct-sgddt', 'g08');
  await ceremony.save_draft(clerk, list.id, invented_people(3, 'Trường Tiểu học Mẫu Thử').map(({ full_name, organization }) => ({
    full_name, organization, age_band: '7_to_15', leader_name: 'Vũ Mẫu Thị Bình', leader_phone: '0500000101',
    consents: { guardian_attend: 'yes', child_attend: 'yes', photo: 'no', named: 'no' },
  })));
  const page = await open(clerk, `/agency/#/lists/${list.id}/paper`);
  await expect(page.getByRole('columnheader')).toHaveText(['STT', 'Họ và tên', 'Nhóm tuổi', 'Trường', 'Người phụ trách', 'Điện thoại người phụ trách']);
  await expect(page.getByText('không đăng tải')).toBeVisible();
  await expect(page.getByRole('article')).not.toContainText('đồng ý');
  await look(page, 'agency-paper-minors');
});

test('passes print four to an A4 page, each QR large, with room around it, and right', async ({ ceremony, open }) => {
  const people = invented_people(6, LONG);
  people[1]!.full_name = 'Công Tằng Tôn Nữ Mẫu Thị Hoàng Nguyệt Quỳnh Anh';
  const passes = await ceremony.approved_people('ct-ca', 'g06', people);
  const clerk = await ceremony.create_clerk('ct-ca');
  const list = await ceremony.list('ct-ca', 'g06');
  const page = await open(clerk, `/agency/#/lists/${list.id}/passes`, { colorScheme: 'dark' });
  const images = page.getByRole('img', { name: /^QR/ });
  await expect(images).toHaveCount(6);
  for (const image of await images.all()) await expect.poll(() => image.evaluate((e: HTMLImageElement) => e.naturalWidth)).toBeGreaterThan(0);
  const sheets = await printed(page, 'passes');
  expect(sheets.map((sheet) => sheet.codes.length)).toEqual([4, 2]);
  expect(sheets.flatMap((sheet) => sheet.codes.map((code) => code.text)).sort()).toEqual(passes.map((pass) => pass.url).sort());
  for (const sheet of sheets) {
    expect([Math.round(sheet.width_mm), Math.round(sheet.height_mm)]).toEqual([210, 297]);
    expect(sheet.paper).toBe('white');
    for (const code of sheet.codes) {
      expect(code.width_mm, 'width of the code').toBeGreaterThan(45);
      expect(Math.abs(code.width_mm - code.height_mm)).toBeLessThan(0.5);
      // Four modules of the 53 that the code has.
      expect(code.clear_mm, 'white around the code').toBeGreaterThan((4 * code.width_mm) / 53);
    }
  }
  const text = sheets.map((sheet) => sheet.text).join('');
  for (const pass of passes) expect(text).toContain(pass.short_number);
  expect(text.replace(/\s+/g, ' ')).not.toContain('Tải ảnh');
});

test('an invitation for everybody who comes, one A4 page each, as Decree 30 forms it; of children one to their leader', async ({ ceremony, open }) => {
  const passes = await ceremony.approved_people('ct-ca', 'g06', [...invented_people(2, LONG), { full_name: 'Phạm Mẫu Đức', honorific: 'Đồng chí', rank: 'Thượng tá', position: 'Trưởng phòng', organization: 'Phòng Mẫu' }]);
  const clerk = await ceremony.create_clerk('ct-ca');
  const list = await ceremony.list('ct-ca', 'g06');
  const page = await open(clerk, `/agency/#/lists/${list.id}`, { colorScheme: 'dark' });
  await page.getByRole('link', { name: 'In giấy mời' }).click();
  await expect(page.getByRole('article')).toHaveCount(3);
  for (const image of await page.getByRole('img', { name: /^QR/ }).all()) await expect.poll(() => image.evaluate((e: HTMLImageElement) => e.naturalWidth)).toBeGreaterThan(0);
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-invitations');
  const sheets = await printed(page, 'invitations');
  expect(sheets).toHaveLength(3);
  for (const [i, sheet] of sheets.entries()) {
    expect([Math.round(sheet.width_mm), Math.round(sheet.height_mm)]).toEqual([210, 297]);
    expect(sheet.fonts.join()).toMatch(/TimesNewRoman|Tinos|LiberationSerif/);
    expect(sans(sheet.fonts)).toEqual([]);
    const text = sheet.text.replace(/\s+/g, ' ');
    for (const words of ['GIẤY MỜI', 'trân trọng kính mời:', '08 giờ 00 phút, thứ Sáu, ngày 29/5/2026 (dự kiến)', 'Trân trọng kính mời./.', 'Nơi nhận:']) expect(text).toContain(words);
    expect(passes.filter((pass) => text.includes(pass.short_number)), `page ${i + 1}`).toHaveLength(1);
  }
  const last = sheets[2]!.text.replace(/\s+/g, ' ');
  expect(last).toContain('Đồng chí Thượng tá Phạm Mẫu Đức');
  expect(last).not.toContain('Ông/bà');

  const child = { full_name: 'Trần Thử Nhí', organization: 'Trường Tiểu học Mẫu Thử', age_band: '7_to_15', leader_name: 'Vũ Mẫu Thị Bình', leader_phone: '0500000101', consents: { guardian_attend: 'yes', child_attend: 'yes', photo: 'no', named: 'no' } };
  await ceremony.approved_people('ct-sgddt', 'g08', [child, { ...child, full_name: 'Lê Giả Nhí' }]);
  const school = await open(await ceremony.create_clerk('ct-sgddt'), `/agency/#/lists/${(await ceremony.list('ct-sgddt', 'g08')).id}/invitations`);
  await expect(school.getByRole('article')).toHaveCount(1);
  await expect(school.getByRole('article')).toContainText('Trưởng đoàn: Vũ Mẫu Thị Bình');
  await expect(school.getByRole('article')).not.toContainText('Nhí');
  await look(school, 'agency-invitation-party');
});

test('of a list of 250 every pass and invitation is there, with few requests and none refused as too many', async ({ ceremony, open }) => {
  const list = await ceremony.list('ct-snv', 'g09');
  const { quota } = await ceremony.organizer.api.get<{ quota: { id: string } }>(`/api/v1/lists/${list.id}`);
  const quotas = await ceremony.organizer.api.every<Record<string, unknown>>(`/api/v1/events/${ceremony.event}/quotas`);
  const { id, event: _event, etag: _etag, ...body } = quotas.find((one) => one.id === quota.id)!;
  await ceremony.organizer.api.put(`/api/v1/quotas/${String(id)}`, { ...body, unit: 'person', min: null, max: 250 });
  const passes = await ceremony.approved_people('ct-snv', 'g09', invented_people(250, LONG));
  expect(passes).toHaveLength(250);
  const page = await open(await ceremony.create_clerk('ct-snv'), `/agency/#/lists/${list.id}`);
  await expect(page.getByText('Đã phát hành 250 thẻ.')).toBeVisible();
  const asked: string[] = [];
  page.on('response', (response) => void (/\/api\//.test(response.url()) && asked.push(`${response.status()} ${response.url()}`)));
  const drawn = () => page.getByRole('img', { name: /^QR/ }).evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length);
  await page.getByRole('link', { name: 'Xem, tải, in thẻ' }).click();
  await expect(page.getByText('Đã phát hành 250 thẻ.')).toBeVisible();
  await expect.poll(drawn).toBe(250);
  for (const pass of passes) await expect(page.getByText(pass.short_number, { exact: true })).toHaveCount(1);
  await page.getByRole('link', { name: 'In giấy mời' }).click();
  await expect(page.getByText(/^250 giấy mời/)).toBeVisible();
  await expect.poll(drawn).toBe(250);
  expect(asked.filter((line) => !line.startsWith('200'))).toEqual([]);
  expect(asked.length).toBeLessThan(30);
});
