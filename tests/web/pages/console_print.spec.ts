// SPDX-License-Identifier: Apache-2.0
// What the organizers print for the doors: A6 passes and A7 badges on A4, read back from the paper; the list to sign.
import type { Page } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { invented_people, type PassItem } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';
import { outer_rules, printed, type Sheet } from '../support/paper';

const LONG_NAME = 'Công Tằng Tôn Nữ Mẫu Thị Hoàng Nguyệt Quỳnh Anh';
const LONG_PLACE = 'Hội Khuyến học, Khuyến tài Mẫu Thử phường Cái Khế, thành phố Cần Thơ';
const CHILD = 'Phan Mẫu Nhí';
const LEADER = 'Lê Thử Cô';

const ready = async (page: Page) => expect(page.getByRole('button', { name: 'In', exact: true })).toBeEnabled();
const codes = (sheets: Sheet[]) => sheets.flatMap((sheet) => sheet.codes.map((code) => code.text)).sort();
const plain = (sheets: Sheet[]) => sheets.map((sheet) => sheet.text).join(' ').replace(/\s+/g, ' ');
const urls = (passes: PassItem[]) => passes.map((pass) => pass.url).sort();

/** What stands outside its card would be cut away. */
const cut = (page: Page) =>
  page.locator('article').evaluateAll((cards) =>
    cards.flatMap((card) => {
      const edge = card.getBoundingClientRect();
      return [...card.querySelectorAll('p, h2, img')]
        .filter((part) => {
          const range = document.createRange();
          range.selectNodeContents(part);
          const box = part.tagName === 'IMG' ? part.getBoundingClientRect() : range.getBoundingClientRect();
          return box.left < edge.left || box.right > edge.right || box.top < edge.top || box.bottom > edge.bottom;
        })
        .map((part) => part.outerHTML);
    }),
  );

test('passes and badges are printed for all, a group, an agency and chosen people, and read back', async ({ ceremony, open }) => {
  test.setTimeout(600_000);
  const people = invented_people(9, LONG_PLACE);
  people[1]!.full_name = LONG_NAME;
  const police = await ceremony.approved_people('ct-ca', 'g06', people);
  const clubs = await ceremony.approved_people('ct-snv', 'g09', [...invented_people(1, 'Hội Thử một', 20), ...invented_people(1, 'Hội Thử hai', 21)]);
  const school = await ceremony.approved_people('ct-sgddt', 'g08', [CHILD, 'Hoàng Thử Tí'].map((full_name) => ({
    full_name, organization: 'Trường Tiểu học Thử', age_band: '7_to_15', leader_name: LEADER, leader_phone: '0500000777',
    consents: { guardian_attend: 'yes', child_attend: 'yes', named: 'yes', photo: 'no' },
  })));
  const all = [...police, ...clubs, ...school];
  const host = (await ceremony.agency('ct-ubnd')).name.toUpperCase();
  const base = `/console/#/events/${ceremony.event}/print`;
  const page = await open(ceremony.organizer, base, { colorScheme: 'dark' });

  await test.step('A6, everybody: each code large and right, nothing cut, no child named', async () => {
    await ready(page);
    await expect(page.getByRole('status').filter({ hasText: `${all.length} thẻ · ${Math.ceil(all.length / 4)} tờ A4` })).toBeVisible();
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'print-cards');
    await page.emulateMedia({ media: 'print' });
    expect(await cut(page)).toEqual([]);
    await page.emulateMedia({ media: null });
    const sheets = await printed(page, 'console-cards');
    expect(sheets).toHaveLength(Math.ceil(all.length / 4));
    expect(codes(sheets)).toEqual(urls(all));
    for (const sheet of sheets) {
      expect([Math.round(sheet.width_mm), Math.round(sheet.height_mm)]).toEqual([210, 297]);
      expect(sheet.paper).toBe('white');
      for (const code of sheet.codes) expect(code.width_mm).toBeGreaterThan(45);
    }
    const text = plain(sheets);
    expect(text.split(host)).toHaveLength(all.length + 1);
    for (const word of LONG_NAME.split(' ')) expect(text).toContain(word);
    for (const pass of all) expect(text).toContain(pass.short_number);
    expect(text).toContain('Trường Tiểu học Thử');
    expect(text).toContain('Chuyên viên');
    for (const name of [CHILD, 'Nhí', LEADER, 'hoàn cảnh khó khăn']) expect(text).not.toContain(name);
  });

  await test.step('A7, one agency', async () => {
    await page.getByRole('button', { name: /^Phù hiệu A7/ }).click();
    await page.getByRole('combobox', { name: 'Cơ quan, đơn vị' }).fill('Công an thành phố Cần Thơ');
    await expect(page.getByRole('status').filter({ hasText: '9 thẻ · 2 tờ A4' })).toBeVisible();
    await ready(page);
    await check_accessibility(page);
    await look(page, 'print-badges');
    await page.emulateMedia({ media: 'print' });
    expect(await cut(page)).toEqual([]);
    await page.emulateMedia({ media: null });
    const sheets = await printed(page, 'console-badges', { rows: 4, from_mm: 63 });
    expect(sheets.map((sheet) => sheet.codes.length)).toEqual([8, 1]);
    expect(codes(sheets)).toEqual(urls(police));
    // Half a millimetre a module, and white around the code: four modules of 53.
    for (const code of sheets.flatMap((sheet) => sheet.codes)) {
      expect(code.width_mm).toBeGreaterThan(26);
      expect(code.clear_mm).toBeGreaterThan((4 * code.width_mm) / 53 - 0.3);
    }
    expect(plain(sheets).split(host)).toHaveLength(police.length + 1);
    for (const word of `${LONG_NAME} ${LONG_PLACE}`.split(' ')) expect(plain(sheets)).toContain(word);
  });

  await test.step('a group, a site, and people chosen in the table', async () => {
    await page.goto('about:blank');
    await page.goto(base);
    const group = page.getByRole('combobox', { name: 'Thành phần', exact: true });
    await group.selectOption({ label: (await ceremony.list('ct-snv', 'g09')).group.name });
    await expect(page.getByRole('status').filter({ hasText: '2 thẻ · 1 tờ A4' })).toBeVisible();
    await ready(page);
    expect(codes(await printed(page, 'console-group'))).toEqual(urls(clubs));
    await group.selectOption({ label: 'Tất cả' });
    await page.getByRole('combobox', { name: 'Điểm cầu', exact: true }).selectOption({ label: 'trường Tiểu học Vinschool The Harmony' });
    await expect(page.getByText('Chưa ai có thẻ với lựa chọn này.')).toBeVisible();

    await page.goto(`/console/#/events/${ceremony.event}/delegates?search=hoi+thu`);
    await expect(page.locator('tbody tr')).toHaveCount(2);
    await page.locator('tbody input[type=checkbox]').first().check();
    await page.getByRole('group', { name: /^Đã chọn/ }).getByRole('link', { name: 'In thẻ' }).click();
    await expect(page.getByText('Chỉ 1 đại biểu đã chọn')).toBeVisible();
    await ready(page);
    const sheets = await printed(page, 'console-chosen');
    expect(sheets.map((sheet) => sheet.codes.length)).toEqual([1]);
    expect(urls(clubs)).toContain(codes(sheets)[0]);
  });

  await test.step('whoever has no pass is counted, not passed over', async () => {
    await ceremony.organizer.api.post(`/api/v1/passes/${clubs[0]!.id}/revoke`, { reason: 'Mất thẻ' });
    await page.goto('about:blank');
    await page.goto(`${base}?delegates=${clubs.map((pass) => pass.delegate).join(',')}`);
    await expect(page.getByText('1 đại biểu đã chọn chưa có thẻ nên không được in.')).toBeVisible();
    await ready(page);
    expect(codes(await printed(page, 'console-revoked'))).toEqual([clubs[1]!.url]);
    await page.getByRole('button', { name: 'In tất cả' }).click();
    await expect(page.getByRole('status').filter({ hasText: `${all.length - 1} thẻ` })).toBeVisible();
    expect(codes(await printed(page, 'console-revoked-all'))).toEqual(urls(all.filter((pass) => pass.id !== clubs[0]!.id)));
  });
});

test('the list to sign repeats its heading, holds everybody once and no child’s name', async ({ ceremony, open }) => {
  await ceremony.approved_people('ct-ca', 'g06', invented_people(30, LONG_PLACE).map((person, i) => ({ ...person, organization: `Diễn đàn Thử số ${i}.` })));
  await ceremony.approved_people('ct-sgddt', 'g08', [{
    full_name: CHILD, organization: 'Trường Tiểu học Thử', age_band: '7_to_15', leader_name: LEADER, leader_phone: '0500000777',
    consents: { guardian_attend: 'yes', child_attend: 'yes', named: 'yes', photo: 'no' },
  }]);
  // Whose list waits, or was returned, is not invited yet.
  const clerk = await ceremony.create_clerk('ct-snv');
  const waiting = (await ceremony.list('ct-snv', 'g09')).id;
  await ceremony.save_draft(clerk, waiting, invented_people(2, 'Hội Thử chờ duyệt', 40));
  await ceremony.submit(clerk, waiting);
  // The report lies on its side; what is printed after it does not.
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/reports`);
  await expect(page.getByRole('row', { name: /^Tổng cộng/ })).toHaveCount(3);
  const report = await printed(page, 'console-report');
  for (const { width_mm, height_mm } of report) expect([Math.round(width_mm), Math.round(height_mm)]).toEqual([297, 210]);
  expect(report[0]!.text).toContain('ỦY BAN NHÂN DÂN');
  await page.goto(`/console/#/events/${ceremony.event}/print?kind=list`);
  await expect(page.locator('tbody tr')).toHaveCount(31);
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'print-list');
  const sheets = await printed(page, 'console-list');
  expect(sheets.length).toBeGreaterThan(1);
  for (const sheet of sheets) expect(Math.round(sheet.width_mm)).toBe(210);
  const rules = await outer_rules(page);
  expect(rules.right).toBe(rules.left);
  for (const sheet of sheets) expect(sheet.text).toContain('Ký tên');
  const text = plain(sheets);
  for (let i = 0; i < 30; i += 1) expect(text.split(`Thử số ${i}.`), `row ${i}`).toHaveLength(2);
  for (const [i, sheet] of sheets.entries()) expect(sheet.text.includes('ỦY BAN NHÂN DÂN')).toBe(i === 0);
  expect(text).toContain('Đại biểu ngành Giáo dục');
  for (const name of [CHILD, 'Nhí', LEADER, 'In ấn', 'Đăng xuất']) expect(text).not.toContain(name);
});

test('a letter to an agency says whose it is', async ({ ceremony, open }) => {
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/letters`);
  await page.evaluate(() => (window.print = () => document.body.setAttribute('data-printed', 'yes')));
  await page.getByRole('button', { name: /^Tạo đường dẫn cho/ }).click();
  await page.getByRole('button', { name: /^In tất cả thư/ }).click();
  await expect(page.locator('body[data-printed]')).toBeAttached();
  const sheets = await printed(page, 'console-letters');
  expect(sheets.length).toBeGreaterThan(1);
  for (const sheet of sheets) expect(sheet.text).toContain('ỦY BAN NHÂN DÂN');
  const rules = await outer_rules(page);
  expect(rules.right).toBe(rules.left);
});
