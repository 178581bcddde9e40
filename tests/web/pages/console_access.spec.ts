// SPDX-License-Identifier: Apache-2.0
// What opens a colleague's account, seen and ended by an administrator.
import { check_accessibility, check_reflow } from '../support/axe';
import { PASSWORD } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';

test('an administrator sees a colleague’s sessions and token, and ends them', async ({ ceremony, faults, open }) => {
  faults.allow(/status of 401/); // of the browser that was signed out
  const colleague = await ceremony.create_account('organizer');
  const mine = await open(colleague, '/console/#/me');
  const page = await open(ceremony.administrator, '/console/#/admin');
  await expect(page.getByRole('link', { name: `Phiên và khoá: ${colleague.display_name}` })).toBeVisible();
  await look(page, 'accounts');
  await page.getByRole('link', { name: `Phiên và khoá: ${colleague.display_name}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: colleague.display_name })).toBeVisible();
  const sessions = page.getByRole('table', { name: 'Phiên đăng nhập' });
  const tokens = page.getByRole('table', { name: 'Khoá truy cập cho phần mềm' });
  const dialog = page.getByRole('dialog');

  await test.step('what is shown is no secret', async () => {
    await expect(tokens.getByRole('row', { name: /^thử nghiệm/ })).toBeVisible();
    // One of the browser, one that made the token.
    await expect(sessions.getByRole('row')).toHaveCount(3);
    await expect(sessions.getByText('Phiên này')).toHaveCount(0);
    await expect(page.locator('main')).not.toContainText(/km[st]_|127\.0\.0\.1/);
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'account-access');
  });

  await test.step('a token is revoked only after the question', async () => {
    const revoke = page.getByRole('button', { name: 'Thu hồi: thử nghiệm' });
    await revoke.click();
    await expect(dialog.getByRole('heading')).toHaveText('Thu hồi khoá “thử nghiệm”?');
    await check_accessibility(page);
    await dialog.getByRole('button', { name: 'Huỷ' }).click();
    await expect(dialog).toBeHidden();
    expect((await colleague.api.send('GET', '/api/v1/session')).status).toBe(200);
    await revoke.click();
    await dialog.getByRole('button', { name: 'Thu hồi' }).click();
    await expect(page.getByText('Chưa có khoá nào.')).toBeVisible();
    expect((await colleague.api.send('GET', '/api/v1/session')).status).toBe(401);
  });

  await test.step('the browsers stay signed in until they are signed out too', async () => {
    const status = () => mine.evaluate(async () => (await fetch('/api/v1/tokens')).status);
    expect(await status()).toBe(200);
    await page.getByRole('button', { name: 'Đăng xuất mọi nơi' }).click();
    await dialog.getByRole('button', { name: 'Đăng xuất mọi nơi' }).click();
    await expect(page.getByText('Không đăng nhập ở đâu.')).toBeVisible();
    expect((await ceremony.administrator.api.send('GET', '/api/v1/session')).status).toBe(200);
    // Whoever is in the middle of something is told why a password is asked for, and comes back to it.
    await mine.getByRole('link', { name: 'Sự kiện', exact: true }).click();
    await expect(mine).toHaveURL(/\/sign-in/);
    await expect(mine.getByText('Phiên đăng nhập đã kết thúc.')).toBeVisible();
    await check_accessibility(mine);
    await look(mine, 'sign-in-ended');
    await mine.getByLabel('Tên đăng nhập').fill(colleague.username);
    await mine.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await mine.getByRole('button', { name: 'Đăng nhập' }).click();
    await expect(mine).toHaveURL(/\/console\/#\/$/);
    // Nothing has ended for whoever was not in.
    await mine.context().clearCookies();
    await mine.goto('about:blank');
    await mine.goto('/console/');
    await expect(mine).toHaveURL(/\/sign-in\?next=/);
    await expect(mine.getByText('Phiên đăng nhập đã kết thúc.')).toHaveCount(0);
  });

  await test.step('the log names the account, and no id', async () => {
    await page.goto('/console/#/admin/log');
    const row = page.getByRole('row', { name: /^Thu hồi khoá truy cập của tài khoản/ });
    await expect(row).toContainText(colleague.display_name);
    await expect(row).not.toContainText(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });
});
