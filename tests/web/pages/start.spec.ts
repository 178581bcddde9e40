// SPDX-License-Identifier: Apache-2.0
// What everybody sees first: the start page and the way in.
import { check_accessibility, check_reflow } from '../support/axe';
import { PASSWORD } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';

test('the start page leads to every application', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kính mời');
  for (const path of ['/agency/', '/console/', '/door/'])
    await expect(page.locator(`li a[href="${path}"]`)).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'start');
});

test('the sign-in page lets an organizer in', async ({ page, ceremony }) => {
  await page.goto('/sign-in');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'sign-in');
  await page.getByLabel('Tên đăng nhập').fill(ceremony.organizer.username);
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page).toHaveURL(/\/console\//);
});

test('a refused password is said beside the form', async ({ page, ceremony, faults }) => {
  faults.allow(/status of 401/);
  await page.goto('/sign-in');
  await page.getByLabel('Tên đăng nhập').fill(ceremony.organizer.username);
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill('không phải câu này');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await check_accessibility(page);
  await look(page, 'sign-in-refused');
});

test('every application opens', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-sgddt');
  for (const [who, path] of [
    [clerk, '/agency/'],
    [ceremony.organizer, '/console/'],
    [null, '/door/'],
  ] as const) {
    const page = await open(who, path);
    await expect(page.locator('h1').first()).toBeVisible();
  }
});
