// SPDX-License-Identifier: Apache-2.0
// What everybody sees first: the start page and the way in.
import { check_accessibility, check_reflow } from '../support/axe';
import { PASSWORD } from '../support/ceremony';
import { Faults } from '../support/faults';
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

test('the watch over pages sees what it forbids', async ({ browser, ceremony }) => {
  const watch = new Faults();
  watch.allow(/allowed here/);
  const context = await browser.newContext({ baseURL: ceremony.url });
  await watch.watch(context);
  const page = await context.newPage();
  await page.goto('/sign-in');
  expect(watch.wrong).toEqual([]);
  await page.evaluate(() => {
    console.error('allowed here');
    console.error('a mistake');
    setTimeout(() => { throw new Error('thrown by a page'); });
    document.body.insertAdjacentHTML('beforeend', '<p style="color: red">inline</p>');
    document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.invalid/x.png' }));
  });
  for (const seen of [/console: a mistake/, /thrown: .*thrown by a page/, /policy: style-src/, /policy: img-src/])
    await expect.poll(() => watch.wrong.some((fault) => seen.test(fault)), String(seen)).toBe(true);
  expect(watch.wrong.join()).not.toContain('allowed here');
  // Where no policy stands in the way the request itself is seen.
  await page.route('**/sign-in', (route) => route.fulfill({ contentType: 'text/html', body: '<img src="//elsewhere.invalid/y.png">' }));
  await page.goto('/sign-in');
  await expect.poll(() => watch.wrong.some((fault) => /foreign request: .*y\.png/.test(fault))).toBe(true);
  await context.close();
});
