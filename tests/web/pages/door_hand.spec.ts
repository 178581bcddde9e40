// SPDX-License-Identifier: Apache-2.0
// The door by hand: a reader, search, an override, undo, and people on no list.
import { expect, test } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of } from '../support/ceremony';
import { open_entrance } from '../support/entrance';
import { look } from '../support/look';

const entrance = open_entrance(9);
const { fresh_pass, ledger_of, paired_door } = entrance;

test('no camera: said, and a reader works wherever the focus is', async () => {
  const pass = fresh_pass();
  const door = await paired_door({ viewport: { width: 1280, height: 800 } });
  await door.start_camera();
  await expect(door.heading('Máy này không có camera')).toBeVisible();
  await check_accessibility(door.page);
  await look(door.page, 'door-no-camera');
  // None was seen yet.
  await expect(door.page.getByText('Có máy quét USB thì cắm vào là quét được')).toBeVisible();
  await expect(door.page.getByText('Máy quét sẵn sàng')).toBeHidden();
  await door.page.keyboard.press('/');
  const field = door.page.getByRole('combobox');
  await expect(field).toBeFocused();
  await field.pressSequentially('hoi', { delay: 90 });
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  await door.page.keyboard.press('Escape');
  await expect(door.page.getByText('Máy quét sẵn sàng')).toBeVisible();
  await door.go('/search');
  await expect(door.page.getByRole('combobox')).toHaveValue('');
});

test('search by keyboard alone, then undo', async () => {
  const pass = fresh_pass();
  const door = await paired_door({ viewport: { width: 1280, height: 800 } });
  const { page } = door;
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(pass.short_number, { delay: 90 });
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const green = await door.expect_result('admitted', 'MỜI VÀO');
  await expect(green.getByRole('button')).toHaveText('Ghi nhầm? Hoàn tác');
  await page.keyboard.press('Control+z');
  await door.expect_result('undone', 'ĐÃ HOÀN TÁC');
  await page.keyboard.press('Escape');
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
  expect((await ledger_of(pass))[0]).toMatchObject({ verdict: 'undone' });

  await page.keyboard.press('/');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('cong an', { delay: 90 });
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-search');
  await page.keyboard.press('Escape');
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
});

test('a name typed in full, a number that nobody has', async () => {
  // The list has "Nguyễn M. …": what a delegate says is the whole name.
  const [delegate] = await entrance.ceremony.approved_people('ct-ca', 'g03', [
    { full_name: 'Nguyễn Thử Hoàng Khánh', position: 'Chỉ huy', organization: 'Công an phường Giả Định' },
  ]);
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await door.go('/search');
  await page.getByRole('combobox').fill('nguyen thu hoang khanh');
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('option')).toContainText(delegate!.short_number);
  await expect(page.getByRole('option')).toContainText('Đại biểu Công an');

  const none = delegate!.short_number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
  await page.getByRole('combobox').fill(none.slice(0, 7));
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.getByRole('combobox').fill(none);
  await expect(page.getByText('Không có số ngắn nào như vậy.')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-search-number');
  // Also who sees no Enter may ask.
  await page.getByRole('button', { name: `Kiểm tra số ${none}` }).click();
  await expect(await door.expect_result('invalid', 'KHÔNG HỢP LỆ')).toContainText('Số ngắn không đúng.');
});

test('let in against the verdict, with a reason', async () => {
  const pass = fresh_pass();
  await entrance.ceremony.organizer.api.post(`/api/v1/passes/${pass.id}/revoke`, { reason: 'Mất thẻ' });
  const door = await paired_door();
  await door.reader(digits_of(pass));
  const refused = await door.expect_result('revoked', 'THẺ ĐÃ HUỶ');
  await refused.getByRole('button', { name: 'Vẫn cho vào…' }).click();
  await check_accessibility(door.page);
  await look(door.page, 'door-reason');
  await door.page.getByRole('button', { name: 'Cho vào và ghi lý do' }).click();
  await expect(door.page.getByText('Đề nghị chọn hoặc nhập lý do.')).toBeVisible();
  const told = door.page.waitForResponse(async (response) => response.url().includes('/door/changes') && (await response.text()).includes('override_used'));
  await door.page.getByRole('button', { name: 'Ban tổ chức đồng ý' }).click();
  await door.expect_result('admitted_note', 'MỜI VÀO – LƯU Ý');
  expect((await ledger_of(pass))[0]).toMatchObject({ verdict: 'admitted', override: { reason: 'Ban tổ chức đồng ý' } });
  // It stays until somebody has seen it.
  await door.page.getByRole('button', { name: 'Đã xem' }).click();
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
  // Who gave the reason needs no call to look at it; the history has it.
  await told;
  await expect(door.page.getByRole('link', { name: /sự việc cần xem/ })).toBeHidden();
  await door.go('/history');
  await expect(door.page.getByText(/Cán bộ tại cửa đã cho vào/).first()).toBeVisible();
  await door.page.getByRole('button', { name: /^Hoàn tác/ }).first().click();
  await expect(door.page.getByRole('status').filter({ hasText: /^Đã hoàn tác lượt của .+ .+\.$/ })).toBeInViewport();
  expect((await ledger_of(pass))[0]).toMatchObject({ verdict: 'undone' });
});

test('of older scans only a second tap takes one back', async () => {
  const [earlier, later] = [fresh_pass(), fresh_pass()];
  const door = await paired_door();
  for (const pass of [earlier, later]) {
    await door.reader(digits_of(pass));
    await door.expect_result('admitted', 'MỜI VÀO');
  }
  await door.go('/history');
  await door.page.getByRole('button', { name: /^Hoàn tác/ }).nth(1).click();
  const sure = door.page.getByRole('button', { name: /^Chắc chắn hoàn tác/ });
  await expect(sure).toBeFocused();
  expect((await ledger_of(earlier))[0]).toMatchObject({ verdict: 'admitted' });
  await check_accessibility(door.page);
  await look(door.page, 'door-undo-sure');
  await sure.click();
  await expect(door.page.getByRole('status').filter({ hasText: /^Đã hoàn tác lượt của/ })).toBeInViewport();
  await look(door.page, 'door-undone');
  await expect.poll(async () => (await ledger_of(earlier))[0]).toMatchObject({ verdict: 'undone' });
  expect((await ledger_of(later))[0]).toMatchObject({ verdict: 'admitted' });
});

test('somebody who stands on no list is registered at the door', async () => {
  const door = await paired_door();
  const { page } = door;
  await door.go('/search');
  await page.getByRole('link', { name: /đăng ký tại cửa/ }).click();
  await page.getByRole('button', { name: 'Đăng ký và mời vào' }).click();
  await expect(page.getByText('Đề nghị nhập họ và tên.')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-walk-in');
  await page.getByLabel('Họ và tên').fill('Phan Giả Khách');
  await page.getByLabel('Cơ quan, đơn vị').fill('Hợp tác xã Thử');
  await page.getByRole('button', { name: 'Đăng ký và mời vào' }).click();
  await expect(page.locator('section.result.green')).toBeVisible();
  await expect(page.locator('section.result.green')).toContainText('Phan G. Khách');
  await expect(page.locator('section.result.green')).toContainText('Hợp tác xã Thử');
  await expect(page.getByText(/Số ngắn \d{4} \d{4}/)).toBeVisible();
});
