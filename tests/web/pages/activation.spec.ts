// SPDX-License-Identifier: Apache-2.0
// A link or a typed code: a new account, or the event for an account that somebody has.
import type { Page } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { type Ceremony, PASSWORD } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';

async function looks_right(page: Page, name: string): Promise<void> {
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, `activation-${name}`);
}
const create = (page: Page) => page.getByRole('button', { name: 'Kích hoạt', exact: true });

async function fill_in(page: Page, username: string): Promise<void> {
  await page.getByLabel('Tên hiển thị').fill('Văn phòng Thử');
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByRole('textbox', { name: 'Đặt mật khẩu' }).fill(PASSWORD);
}

test('a typed code is refused with a sentence, then makes an account', async ({ ceremony, open, faults }) => {
  faults.allow(/status of (404|410|422)/);
  const page = await open(null, '/activate');
  await page.getByLabel('Mã kích hoạt').fill('0000-0000-0000-0000');
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await looks_right(page, 'refused');
  const code = await ceremony.clerk_activation_code('ct-snv');
  await page.getByLabel('Mã kích hoạt').fill(code.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.getByText('Sở Nội vụ thành phố Cần Thơ')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Đăng nhập để nhận sự kiện' })).toBeVisible();
  await looks_right(page, 'sign-in-first');
  await fill_in(page, 'Văn phòng');
  await create(page).click();
  await expect(page.getByLabel('Tên đăng nhập')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Tên đăng nhập').fill('van-phong');
  await create(page).click();
  await expect(page).toHaveURL(/\/agency\//);
  // Used up: the link says so and goes no further.
  await page.goto(`/activate#${code}`);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(create(page)).toHaveCount(0);
});

test('a clerk who has an account signs in and takes the event, and no address ever holds the code', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const second = await ceremony.another_event('Hội nghị tổng kết Mẫu', 'ct-snv');
  const code = await ceremony.clerk_activation_code('ct-snv', second);
  const page = await open(null, '/activate');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  // The page stands open already: only what is behind '#' changes.
  await page.goto(`/activate#${code}`);
  await page.getByRole('link', { name: 'Đăng nhập để nhận sự kiện' }).click();
  await page.getByLabel('Tên đăng nhập').fill(clerk.username);
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page.getByText(`Đang đăng nhập bằng tài khoản ${clerk.display_name}.`)).toBeVisible();
  await looks_right(page, 'possible');
  await page.getByRole('button', { name: 'Nhận sự kiện vào tài khoản này' }).click();
  await expect(page).toHaveURL(new RegExp(`/agency/#/events/${second}$`));
  await expect(page.getByRole('heading', { name: 'Hội nghị tổng kết Mẫu', level: 1 })).toBeVisible();
  await expect(page.getByLabel('Sự kiện').getByRole('option')).toHaveCount(2);
  expect(asked.filter((url) => url.replace(/#.*/, '').includes(code))).toEqual([]);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

for (const [state, who, sentence] of [
  ['other-agency', (ceremony: Ceremony) => ceremony.create_clerk('ct-sgddt'), 'thuộc cơ quan, đơn vị khác'],
  ['other-role', (ceremony: Ceremony) => ceremony.create_account('reader'), 'có quyền khác'],
] as const) {
  test(`somebody who is signed in but cannot take the event makes a new account: ${state}`, async ({ ceremony, open }) => {
    const account = await who(ceremony);
    const code = await ceremony.clerk_activation_code('ct-snv');
    const page = await open(account, `/activate#${code}`);
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(page.getByText(account.display_name)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Nhận sự kiện vào tài khoản này' })).toHaveCount(0);
    await looks_right(page, state);
    await fill_in(page, 'van-phong-so');
    await create(page).click();
    await expect(page).toHaveURL(/\/agency\//);
    await expect(page.getByText('Văn phòng Thử')).toBeVisible();
    await expect(page.getByRole('article').filter({ hasText: 'Hội, Hiệp hội' })).toBeVisible();
  });
}

test('a link that gives no event only makes an account', async ({ ceremony, open }) => {
  const code = await ceremony.activation_code('administrator');
  const page = await open(null, `/activate#${code}`);
  await expect(create(page)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Đăng nhập để nhận sự kiện' })).toHaveCount(0);
  await looks_right(page, 'nothing-to-grant');
});
