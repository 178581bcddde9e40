// SPDX-License-Identifier: Apache-2.0
// What comes out of the printer, as PDF pages: the receipt, and passes four to a sheet. The reader's
// screen is dark; paper is not.
import { invented_people } from '../support/ceremony';
import { expect, test } from '../support/page';
import { printed } from '../support/paper';

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
  }
  const text = sheets.map((sheet) => sheet.text).join('');
  expect(text).toContain(receipt_number);
  for (let n = 0; n < 30; n += 1) expect(text.split(`0500 000 ${String(n).padStart(3, '0')}`), `row ${n + 1}`).toHaveLength(2);
  expect(text).not.toContain('Đăng xuất');
  expect(text).not.toContain('Về danh sách');
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
