// SPDX-License-Identifier: Apache-2.0
// Importing lists: the fixtures, every format and encoding, and files that mean harm.
import type { Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { check_accessibility, check_reflow } from '../support/axe';
import { type Account, type Ceremony, start_ceremony } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test as base } from '../support/page';
import { cells_of, formula_book, formulas_of, kept_macros, macro_book, office_file, sheetjs, upload, vector, workbook, zip, zip_bomb, type UploadedFile } from '../support/workbooks';

let shared: Ceremony;
let clerk: Account;
let list: string;
// Checking saves nothing, so these tests share one server.
const test = base.extend<object, { world: Ceremony }>({
  world: [
    async ({}, use) => {
      shared = await start_ceremony();
      clerk = await shared.create_clerk('ct-snv');
      list = (await shared.list('ct-snv', 'g09')).id;
      await use(shared);
      await shared.remove();
    },
    { scope: 'worker' },
  ],
  ceremony: async ({ world }, use) => use(world),
});

const choose = (page: Page, file: string | UploadedFile) => page.locator('input[type=file]').setInputFiles(file);
const names = (page: Page) => page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => (row.querySelector('td.name .what')!.textContent ?? '').trim()));
/** The columns, which are folded away when all of them were understood. */
const show_columns = (page: Page) => page.locator('summary').filter({ hasText: '2. Kiểm tra các cột' }).click();
const HEAD = ['STT', 'Họ và tên', 'Chức vụ', 'Đơn vị công tác', 'Điện thoại', 'Ghi chú'];
const FIVE = ['Nguyễn Mẫu Thắng', 'Đặng Mẫu Ánh', 'Trần Thị Thử Hường', 'Vương Thử Quỳnh'];

test('the clean list of the department goes through, and twice adds nobody twice', async ({ open }) => {
  const own = await start_ceremony();
  try {
    const someone = await own.create_clerk('ct-snv');
    const id = (await own.list('ct-snv', 'g09')).id;
    const page = await open(null, 'about:blank');
    await own.sign_in(page.context(), someone);
    for (const added of [10, 0]) {
      await page.goto(`${own.url}/agency/#/lists/${id}/import`);
      await page.reload();
      await choose(page, vector('delegates-clean-can-tho-so-noi-vu.csv'));
      await expect(page.getByRole('heading', { name: '3. Xem trước và xác nhận' })).toBeVisible();
      const confirm = page.getByRole('button', { name: `Đưa ${added} người vào danh sách` });
      if (added === 0) {
        await expect(confirm).toBeDisabled();
        continue;
      }
      expect((await someone.api.get<{ rows: unknown[] }>(`/api/v1/lists/${id}`)).rows).toHaveLength(0);
      await confirm.click();
      await expect(page.getByText('Thêm 10 người.').first()).toBeVisible();
      await check_accessibility(page);
      await look(page, 'agency-import-done');
    }
    expect((await someone.api.get<{ rows: unknown[] }>(`/api/v1/lists/${id}`)).rows).toHaveLength(10);
  } finally {
    await own.remove();
  }
});

test('the schools and the pupils go through, each into its list', async ({ open }) => {
  const someone = await shared.create_clerk('ct-sgddt');
  for (const [group, file, count] of [
    ['g07', 'delegates-clean-can-tho-so-gddt-truong.csv', 20],
    ['g08', 'delegates-clean-can-tho-so-gddt-hoc-sinh.csv', 50],
  ] as const) {
    const id = (await shared.list('ct-sgddt', group)).id;
    const page = await open(someone, `/agency/#/lists/${id}/import`);
    await choose(page, vector(file));
    await expect(page.getByText(`${count} người, không có lỗi.`)).toBeVisible();
    if (group === 'g08') await expect(page.getByText('chỉ nhập dữ liệu tối thiểu')).toBeVisible();
    await look(page, `agency-import-${group}`);
    await page.getByRole('button', { name: `Đưa ${count} người vào danh sách` }).click();
    await page.getByRole('link', { name: 'Mở danh sách' }).click();
    await expect(page.getByRole('button', { name: 'Gửi danh sách' })).toBeEnabled();
    await check_accessibility(page);
    await look(page, `agency-list-${group}`);
  }
});

test('the dirty list shows every fault beside its cell, the faulty rows first, and can be had marked', async ({ open }) => {
  const someone = await shared.create_clerk('ct-ca');
  const page = await open(someone, `/agency/#/events/${shared.event}/import`);
  await choose(page, vector('delegates-dirty-can-tho-cong-an.csv'));
  await expect(page.getByText('20 người; 7 lỗi')).toBeVisible();
  const expected = JSON.parse(readFileSync(vector('delegates-dirty-can-tho-cong-an.expected.json'), 'utf8')) as {
    rows: { kind: string; first_line: number; normalized?: { full_name: string | null } }[];
  };
  const people = expected.rows.filter((row) => row.kind === 'delegate');
  await expect(page.locator('tbody tr')).toHaveCount(people.length);
  for (const person of people) {
    const row = page.locator('tbody tr').filter({ has: page.getByRole('checkbox', { name: `Nhập Dòng ${person.first_line}`, exact: true }) });
    if (person.normalized?.full_name) await expect(row).toContainText(person.normalized.full_name);
  }
  const lines = await page.locator('tbody td.number').allTextContents();
  expect(lines.slice(0, 2)).toEqual(['Dòng 16', 'Dòng 17']);
  await expect(page.locator('tbody tr').filter({ hasText: 'Lâm Giả Oanh' }).locator('td.wrong')).toContainText('Số điện thoại không đọc được');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-import-dirty');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải tệp đã đánh dấu lỗi' }).click()]);
  const marked = cells_of(await download.path());
  expect(marked[7]!.at(-1)).toBe('Cần sửa');
  expect(marked.find((row) => row.includes('KOL') && row[1]?.includes('Oanh'))!.at(-1)).toContain('Số điện thoại không đọc được');
});

test('every encoding of the fixtures is read, and the lossy file refused with a reason', async ({ open, faults }) => {
  faults.allow(/status of 422/);
  const page = await open(clerk, `/agency/#/lists/${list}/import`);
  for (const name of readdirSync(vector('encodings')).filter((file) => file.startsWith('list-'))) {
    await choose(page, vector(`encodings/${name}`));
    if (name === 'list-cp1252-lost.csv') {
      await expect(page.getByText('Chữ có dấu trong tệp đã mất')).toBeVisible();
      await expect(page.locator('tbody')).toHaveCount(0);
      continue;
    }
    await expect(page.getByText(name, { exact: true })).toBeVisible();
    await expect(page.locator('tbody tr')).toHaveCount(4);
    expect((await names(page)).sort(), name).toEqual([...FIVE].sort());
  }
});

const ROWS = [
  HEAD,
  [1, 'Nguyễn Mẫu An', 'Chủ tịch', 'Hội Mẫu Thử số 01', 500000001, ''],
  [2, 'Vũ Mẫu Thị Dũng', 'Phó Chủ tịch', '-nt-', '0500000002', ''],
];
for (const [name, make] of [
  ['openpyxl.xlsx', () => workbook({ name: 'Danh sách', rows: ROWS })],
  ['sheetjs.xlsx', () => sheetjs('xlsx', ROWS)],
  ['sheetjs.xls', () => sheetjs('xls', ROWS)],
  ['sheetjs.ods', () => sheetjs('ods', ROWS)],
  ['sheetjs.xlsb', () => sheetjs('xlsb', ROWS)],
] as const) {
  test(`a workbook: ${name}`, async ({ open }) => {
    const page = await open(clerk, `/agency/#/lists/${list}/import`);
    await choose(page, upload(name, make()));
    await expect(page.locator('tbody tr')).toHaveCount(2);
    const second = page.locator('tbody tr').filter({ hasText: 'Vũ Mẫu Thị Dũng' });
    await expect(second).toContainText('Hội Mẫu Thử số 01');
    await expect(page.locator('tbody')).toContainText('0500 000 001');
  });
}

// Files that LibreOffice made (tests/vectors/files): title rows, merged headings and cells, phones and
// days as numbers, a second sheet.
for (const kind of ['xlsx', 'xls', 'ods']) {
  test(`a list as a department keeps it: ${kind} of LibreOffice`, async ({ open }) => {
    const page = await open(clerk, `/agency/#/lists/${list}/import`);
    await choose(page, office_file(`list.${kind}`));
    await expect(page.getByText('4 người, không có lỗi.')).toBeVisible();
    await expect(page.getByRole('radio', { name: /^Danh sách/ })).toBeChecked();
    const row = (name: string) => page.locator('tbody tr').filter({ hasText: name });
    await expect(row('Nguyễn Mẫu An')).toContainText('0500 000 001');
    await expect(row('Vũ Mẫu Thị Dũng')).toContainText('Hội Mẫu Thử số 01');
    await expect(row('Dương Thử Hữu')).toContainText('0500 000 003');
    await expect(row('Đặng Giả Ước')).toContainText('Hội Mẫu Thử số 03');
    await show_columns(page);
    await expect(page.getByText('27/05/2026 · 28/05/2026')).toBeVisible();
  });
}

test('title rows, merged headings and cells, several sheets, dates, sensitive columns, a blank tail', async ({ open }) => {
  const page = await open(clerk, `/agency/#/lists/${list}/import`);
  const rows = [
    ['SỞ NỘI VỤ THÀNH PHỐ CẦN THƠ'],
    ['DANH SÁCH ĐẠI BIỂU'],
    ['STT', 'Họ và tên', 'Chức vụ', 'Đơn vị công tác', 'Liên hệ', '', 'Số CCCD', 'Ngày đăng ký'],
    ['', '', '', '', 'SĐT', 'Email', '', ''],
    [1, 'Nguyễn Mẫu An', 'Chủ tịch', 'Hội Mẫu Thử số 01', 500000001, '', '001234567890', ''],
    [2, 'Vũ Mẫu Thị Dũng', 'Phó Chủ tịch', '', '0500000002', '', '001234567891', ''],
    [3, '', '', '', '', '', '', ''],
    ['', '', '', '', '', '', '', ''],
  ];
  const file = workbook(
    { name: 'Bìa', rows: [['Ghi chú']] },
    { name: 'Danh sách', rows, merges: ['A3:A4', 'B3:B4', 'C3:C4', 'D3:D4', 'E3:F3', 'D5:D6'], dates: ['H5'] },
  );
  await choose(page, upload('danh-sach.xlsx', file));
  await expect(page.getByRole('radio', { name: /^Danh sách/ })).toBeChecked();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await expect(page.locator('tbody tr').nth(1)).toContainText('Hội Mẫu Thử số 01');
  await expect(page.getByText('Số CCCD: Cột này chứa dữ liệu cá nhân không được thu thập')).toBeVisible();
  await show_columns(page);
  await expect(page.getByText('Không được thu thập – đã bỏ')).toBeVisible();
  expect(await page.locator('main').innerText()).not.toContain('001234567890');
  await expect(page.getByText('27/05/2026').first()).toBeVisible();
});

test('columns without known headings are matched by hand, and that is remembered', async ({ open }) => {
  const page = await open(clerk, `/agency/#/lists/${list}/import`);
  const file = upload('la.xlsx', workbook({ name: 'A', rows: [['STT', 'Họ và tên', 'Nơi đang làm'], [1, 'Nguyễn Mẫu An', 'Hội Mẫu Thử số 01']] }));
  await choose(page, file);
  const meaning = page.getByRole('combobox', { name: 'Nội dung: Nơi đang làm' });
  await expect(meaning).toHaveValue('');
  await meaning.selectOption('organization');
  await expect(page.locator('tbody tr')).toContainText('Hội Mẫu Thử số 01');
  // Nothing is folded away under the hand that chose.
  await expect(meaning).toBeVisible();
  await page.reload();
  await choose(page, file);
  await expect(page.locator('summary').filter({ hasText: 'Đã hiểu cả 3 cột.' })).toBeVisible();
  await expect(meaning).toBeHidden();
  await show_columns(page);
  await expect(meaning).toHaveValue('organization');
});

test('a table pasted on the page is understood like a file', async ({ open }) => {
  const page = await open(clerk, `/agency/#/lists/${list}`);
  await expect(page.getByRole('grid')).toBeVisible();
  const text = 'STT\tHọ và tên\tChức vụ\n1\tNguyễn Mẫu An\tChủ tịch\n2\tVũ Mẫu Thị Dũng\tPhó Chủ tịch';
  await page.evaluate((plain) => {
    const data = new DataTransfer();
    data.setData('text/plain', plain);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await expect(page.getByRole('heading', { name: 'Nhập danh sách từ tệp' })).toBeVisible();
  await expect(page.locator('tbody tr')).toHaveCount(2);
});

const MANY = Array.from({ length: 60 }, (_, i) => [i + 1, `Nguyễn Mẫu Thứ ${i}`, 'Hội viên', `Hội Mẫu Thử số ${i}`, `05${String(i).padStart(8, '0')}`, '']);
for (const [width, height] of [[390, 844], [320, 640], [1280, 800]] as const) {
  test(`people are seen as soon as the file is read, and the way to confirm always is: ${width}x${height}`, async ({ open }) => {
    const page = await open(clerk, `/agency/#/lists/${list}/import`, { viewport: { width, height } });
    await choose(page, upload('dai.xlsx', workbook({ name: 'Danh sách', rows: [HEAD, ...MANY] })));
    const rows = page.locator('tbody tr');
    await expect(rows).toHaveCount(60);
    const confirm = page.getByRole('button', { name: 'Đưa 60 người vào danh sách' });
    const bar = page.locator('.confirm');
    const top_of_bar = () => bar.evaluate((element) => element.getBoundingClientRect().top);
    const bottom_of = (selector: string) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().bottom);
    await expect(confirm).toBeInViewport({ ratio: 1 });
    if (width > 320) expect(await bottom_of('tbody tr:first-child td:nth-child(3)')).toBeLessThan(await top_of_bar());
    await expect(page.getByRole('combobox').first()).toBeHidden();
    await look(page, `agency-import-long-${width}`);
    // Down the list by keys: what has the focus is never behind the bar.
    await rows.first().getByRole('checkbox').focus();
    for (let i = 0; i < 20; i += 1) {
      await page.keyboard.press('Tab');
      expect(await bottom_of(':focus'), `box ${i}`).toBeLessThanOrEqual(await top_of_bar());
    }
    await expect(confirm).toBeInViewport({ ratio: 1 });
    // At the end the bar stands below everything.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(confirm).toBeInViewport({ ratio: 1 });
    expect(await bottom_of('section[aria-labelledby=step-3]')).toBeLessThanOrEqual(await top_of_bar());
  });
}

test('5,000 rows stay usable', async ({ open }) => {
  const page = await open(clerk, `/agency/#/lists/${list}/import`);
  const rows = Array.from({ length: 5_000 }, (_, i) => [i + 1, `Nguyễn Mẫu Thứ ${i}`, 'Hội viên', `Hội Mẫu Thử số ${i}`, `05${String(i).padStart(8, '0')}`, '']);
  await choose(page, upload('nhieu.xlsx', workbook({ name: 'Danh sách', rows: [HEAD, ...rows] })));
  await expect(page.getByText(/^5000 người/)).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('tbody tr')).toHaveCount(100);
  await page.getByRole('button', { name: 'Xem thêm 200 dòng' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(300);
});

for (const [what, file, sentence] of [
  ['an empty file', () => upload('rong.xlsx', Buffer.alloc(0)), 'Tệp rỗng'],
  ['more than 5 MB', () => upload('lon.xlsx', Buffer.alloc(5 * 1024 * 1024 + 1, 0x41)), 'Tệp quá lớn'],
  ['a web page called .xls', () => upload('bang.xls', Buffer.from('<html><body><table><tr><td>Họ và tên</td></tr></table></body></html>')), 'trang web (HTML)'],
  ['a PDF called .xlsx', () => upload('a.xlsx', Buffer.from('%PDF-1.7 …')), 'không phải bảng tính'],
  ['a zip bomb', () => upload('bom.xlsx', zip_bomb()), 'Tệp quá lớn'],
  ['macros', () => upload('m.xlsm', macro_book('xlsm', ROWS)), 'có macro'],
  ['macros, written by openpyxl', () => upload('m.xlsm', kept_macros(macro_book('xlsm', ROWS))), 'có macro'],
  ['macros under the name of a file without', () => upload('danh-sach.xlsx', macro_book('xlsm', ROWS)), 'có macro'],
  ['macros of an old .xls', () => upload('m.xls', macro_book('xls', ROWS)), 'có macro'],
  ['a password, .xlsx', () => office_file('locked.xlsx'), 'có mật khẩu'],
  ['a password, .xls', () => office_file('locked.xls'), 'có mật khẩu'],
  ['a password, .ods', () => office_file('locked.ods'), 'có mật khẩu'],
  ['macros of LibreOffice', () => office_file('macros.ods'), 'có macro'],
  ['a Word document', () => upload('van-ban.docx', zip([{ name: 'word/document.xml', bytes: Buffer.from('<x/>') }])), 'không phải bảng tính'],
  ['half a file', () => upload('nua.xlsx', workbook({ name: 'A', rows: ROWS }).subarray(0, 2_000)), 'Tệp bị hỏng'],
  ['a sheet without cells', () => upload('trong.xlsx', workbook({ name: 'A', rows: [] })), 'không có nội dung'],
] as const) {
  test(`a file that cannot be taken says why, and the page lives on: ${what}`, async ({ open }) => {
    const page = await open(clerk, `/agency/#/lists/${list}/import`);
    await choose(page, file());
    await expect(page.getByRole('alert')).toContainText(sentence);
    if (what === 'a zip bomb') {
      await check_accessibility(page);
      await look(page, 'agency-import-refused');
    }
    await choose(page, upload('tot.xlsx', workbook({ name: 'A', rows: ROWS })));
    await expect(page.locator('tbody tr')).toHaveCount(2);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
}

test('a cell at the far end of the sheet costs nothing', async ({ open }) => {
  const page = await open(clerk, `/agency/#/lists/${list}/import`);
  await choose(page, upload('xa.xlsx', workbook({ name: 'A', rows: ROWS, far: true })));
  await expect(page.locator('tbody tr')).toHaveCount(2);
});

test('what a file hides is shown, not taken unless it is ticked', async ({ open }) => {
  const page = await open(clerk, `/agency/#/lists/${list}/import`);
  const rows = [['STT', 'Họ và tên', 'Chức vụ', 'Điện thoại'], [1, 'Nguyễn Mẫu An', 'Chủ tịch', '0500000001'], [2, 'Vũ Mẫu Ẩn', 'Phó Chủ tịch', '0500000002'], [3, 'Lê Giả Cường', 'Hội viên', '0500000003']];
  const file = workbook({ name: 'Danh sách', rows, hidden_rows: [3], hidden_columns: ['D'] }, { name: 'Cũ', rows: [...rows, ...rows], is_hidden: true });
  await choose(page, upload('an.xlsx', file));
  await expect(page.getByRole('radio', { name: 'Danh sách (4 dòng)' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Cũ (8 dòng, đang ẩn)' })).toBeVisible();
  await expect(page.getByText('1 dòng đang ẩn trong tệp nên chưa được chọn.')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Nội dung: Điện thoại' })).toHaveValue('');
  await expect(page.getByText('Cột D – đang ẩn trong tệp')).toBeVisible();
  await expect(page.locator('tbody tr').filter({ hasText: 'Vũ Mẫu Ẩn' })).toContainText('đang ẩn trong tệp');
  await expect(page.getByRole('button', { name: 'Đưa 2 người vào danh sách' })).toBeEnabled();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-import-hidden');
  await page.getByRole('checkbox', { name: 'Nhập Dòng 3' }).check();
  await expect(page.getByRole('button', { name: 'Đưa 3 người vào danh sách' })).toBeEnabled();
});

// Files of LibreOffice that hide a person, a column and a sheet longer than the other.
for (const kind of ['xls', 'ods']) {
  test(`what a file hides is shown, not taken unless it is ticked: ${kind} of LibreOffice`, async ({ open }) => {
    const page = await open(clerk, `/agency/#/lists/${list}/import`);
    await choose(page, office_file(`hidden.${kind}`));
    await expect(page.getByRole('radio', { name: 'Danh sách (9 dòng)' })).toBeChecked();
    await expect(page.getByRole('radio', { name: 'Năm trước (20 dòng, đang ẩn)' })).toBeVisible();
    await expect(page.getByText('1 dòng đang ẩn trong tệp nên chưa được chọn.')).toBeVisible();
    await expect(page.getByText('Cột F – đang ẩn trong tệp')).toBeVisible();
    await expect(page.getByText('an@vi-du.example')).toHaveCount(1);
    const person = page.locator('tbody tr').filter({ hasText: 'Vũ Mẫu Thị Dũng' });
    await expect(person).toContainText('đang ẩn trong tệp');
    await expect(page.getByRole('button', { name: 'Đưa 3 người vào danh sách' })).toBeEnabled();
    await person.getByRole('checkbox').check();
    await expect(page.getByRole('button', { name: 'Đưa 4 người vào danh sách' })).toBeEnabled();
  });
}

test('numbers and days that a workbook keeps as text are read as what they are; a birth date is not kept', async ({ open }) => {
  const page = await open(clerk, `/agency/#/lists/${list}/import`);
  const rows = [
    ['STT', 'Họ và tên', 'Chức vụ', 'Đơn vị công tác', 'Điện thoại', 'Ngày sinh', 'Ngày đăng ký'],
    ['1', 'Nguyễn Mẫu An', 'Chủ tịch', 'Hội Mẫu Thử số 01', '500000001', '01/02/1970', '27/05/2026'],
    ['2', 'Vũ Mẫu Thị Dũng', 'Phó Chủ tịch', 'Hội Mẫu Thử số 02', "'0500000002", '25600', '2026-05-28'],
    ['3', 'Lê Giả Cường', 'Hội viên', 'Hội Mẫu Thử số 03', '0500 000 003 ', '1970-02-03', ''],
    ['4', 'Đỗ Thử Khánh', 'Hội viên', 'Hội Mẫu Thử số 04', '+84500000004', '03/1970', ''],
  ];
  for (const file of [upload('chu.xlsx', workbook({ name: 'Danh sách', rows })), upload('chu.xls', sheetjs('xls', rows)), upload('chu.ods', sheetjs('ods', rows))]) {
    await choose(page, file);
    await expect(page.getByText(file.name)).toBeVisible();
    await expect(page.locator('tbody tr')).toHaveCount(4);
    for (const n of [1, 2, 3, 4]) await expect(page.locator('tbody tr').filter({ hasText: `số 0${n}` }), file.name).toContainText(`0500 000 00${n}`);
    await expect(page.getByText('27/05/2026')).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Nội dung: Ngày sinh' })).toHaveValue('');
    expect(await page.locator('tbody').innerText()).not.toMatch(/1970|25600/);
  }
});

test('a hostile sheet is only text: formulas, marks that turn writing round, far columns, odd heights, other calendars', async ({ open }) => {
  const page = await open(clerk, `/agency/#/lists/${list}/import`);
  await choose(page, upload('cong-thuc.xlsx', formula_book([
    HEAD.map((value) => ({ formula: '', value })),
    [{ formula: '', value: '1' }, { formula: 'HYPERLINK("http://vi-du.example/x","Nguyễn Mẫu An")', value: 'Nguyễn Mẫu An' }, { formula: '', value: "=cmd|'/c calc'!A0" }, { formula: "CONCATENATE(\"Hội\",\" Mẫu\")", value: 'Hội Mẫu' }, { formula: '', value: '0500000001' }, { formula: '', value: '' }],
  ])));
  const row = page.locator('tbody tr');
  await expect(row).toContainText('Nguyễn Mẫu An');
  await expect(row).toContainText("=cmd|'/c calc'!A0");
  await expect(row).toContainText('chỉ được giữ như chữ');
  await expect(row.locator('a')).toHaveCount(0);
  // What is given back holds no formula either.
  const [marked] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải tệp đã đánh dấu lỗi' }).click()]);
  expect(formulas_of(await marked.path())).toEqual([]);

  const turned = ['STT', 'Họ và tên', 'Chức vụ', ...Array.from({ length: 297 }, (_, i) => `Cột ${i}`)];
  const person = [1, 'Nguy\u200bễn \u202eMẫu\u202c An\u2066', 'Chủ tịch', ...Array.from({ length: 297 }, () => 'x')];
  await choose(page, upload('rong.xlsx', workbook({ name: 'Danh sách', rows: [turned, person], negative_rows: [1, 2] })));
  await expect(page.getByText('chỉ đọc 64 cột đầu')).toBeVisible();
  await expect(row).toHaveCount(1);
  expect((await names(page))[0]).toBe('Nguyễn Mẫu An');
  await page.getByRole('checkbox', { name: 'Hiện cả những điều đã tự xử lý' }).check();
  await expect(row).toContainText('Đã bỏ ký tự ẩn');

  await choose(page, upload('mot-o.xlsx', workbook({ name: 'A', rows: [['Nguyễn Mẫu An']] })));
  await expect(page.getByText('mot-o.xlsx')).toBeVisible();
  await expect(page.getByRole('button', { name: /vào danh sách$/ })).toHaveCount(0);
  await expect(page.locator('.notice.bad')).toBeVisible();

  const dated = [['STT', 'Họ và tên', 'Đơn vị công tác', 'Ngày đăng ký'], ['1', 'Nguyễn Mẫu An', 'Hội Mẫu Thử', ''], ['2', 'Vũ Mẫu Bình', '', ''], ['3', 'Lê Giả Cường', '', '']];
  await choose(page, upload('lich-1904.xlsx', workbook({ name: 'A', rows: dated, epoch_1904: true, dates: ['D2'], merges: ['C2:C4', 'D2:D4'] })));
  await expect(row).toHaveCount(3);
  await show_columns(page);
  await expect(page.getByText('27/05/2026').first()).toBeVisible();
  await expect(row.nth(2)).toContainText('Hội Mẫu Thử');
});

test('the form that is offered is understood when it comes back filled', async ({ open }) => {
  const page = await open(clerk, `/agency/#/lists/${list}/import`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải biểu mẫu' }).click()]);
  const form = cells_of(await download.path());
  expect(form[0]).toEqual(HEAD);
  expect(form).toHaveLength(11);
  form[1] = ['1', 'Nguyễn Mẫu An', 'Chủ tịch', 'Hội Mẫu Thử số 01', '0500000001', ''];
  await choose(page, upload('bieu-mau.xlsx', sheetjs('xlsx', form)));
  await expect(page.getByText('1 người, không có lỗi.')).toBeVisible();
});
