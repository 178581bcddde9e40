// SPDX-License-Identifier: Apache-2.0
// Those who come as a party, and those who leave and come back.
import { expect, test } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of, invented_children, type PassItem } from '../support/ceremony';
import { open_entrance } from '../support/entrance';
import { look } from '../support/look';

const entrance = open_entrance(8);
const { change_event, fresh_pass, ledger_of, paired_door } = entrance;

async function school_pass(): Promise<PassItem> {
  const is_party = (pass: PassItem) => pass.party_size === 5;
  const known = (await entrance.ceremony.issue_passes()).find(is_party);
  return known ?? (await entrance.ceremony.approved_people('ct-sgddt', 'g08', invented_children(5, 'Trường Tiểu học Giả Định'))).find(is_party)!;
}

test('a school comes as a party: some now, the rest later, never more than it has', async () => {
  const school = await school_pass();
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await door.reader(digits_of(school));
  const asked = await door.expect_result('ask', 'MỜI ĐOÀN VÀO – MẤY NGƯỜI?');
  await expect(asked).not.toContainText('Trần Thử');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-result-party');
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 844, height: 390 });
  for (const part of ['.label', '.line']) await expect(asked.locator(part)).toBeInViewport({ ratio: 1 });
  await look(page, 'door-sideways-party', [{ width: 844, height: 390 }]);
  await expect(page.getByRole('button', { name: 'Không cho vào' })).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 320, height: 568 });
  await expect(asked.locator('.label')).toBeInViewport({ ratio: 0.9 });
  await page.setViewportSize(before);
  expect(await ledger_of(school)).toEqual([]);
  await page.getByRole('button', { name: 'Bớt một người' }).click();
  await page.getByRole('button', { name: 'Bớt một người' }).click();
  await page.getByRole('button', { name: /^Mời 3 người vào/ }).click();
  await expect(page.locator('section.result.green')).toContainText('Vừa vào 3 người · đoàn còn 2 chỗ');
  await look(page, 'door-result-party-in');
  await door.go('/search');
  await page.getByRole('combobox').fill(school.short_number);
  await expect(page.getByRole('option')).toContainText('Đã vào 3/5');
  await page.getByRole('option').click();
  await page.getByRole('button', { name: /^Mời 2 người vào/ }).click();
  await expect(page.locator('section.result.green')).toContainText('đoàn đã vào đủ');
  expect((await ledger_of(school)).map((row) => row.count)).toEqual([2, 3]);
});

test('where exits are recorded: out, and in again', async () => {
  await change_event({ allows_reentry: true });
  const pass = fresh_pass();
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await door.reader(digits_of(pass));
  await door.expect_result('admitted', 'MỜI VÀO');
  await page.getByText('Ra', { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(door.heading('Đang ghi lượt RA')).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'door-exits');
  await door.go('/search');
  await page.getByRole('combobox').fill(pass.short_number);
  await page.getByRole('option').click();
  await door.expect_result('left', 'ĐÃ GHI LƯỢT RA');
  await page.getByText('Vào', { exact: true }).click();
  await door.go('/search');
  await page.getByRole('combobox').fill(pass.short_number);
  await expect(page.getByRole('option')).toContainText('Đã ra');
  await page.getByRole('option').click();
  await door.expect_result('admitted', 'MỜI VÀO');
  expect((await ledger_of(pass)).map((row) => row.verdict)).toEqual(['admitted', 'left', 'admitted']);

  // A party that goes out is asked for nothing but its count.
  const school = await school_pass();
  if ((await ledger_of(school)).length === 0) {
    await door.reader(digits_of(school));
    await page.getByRole('button', { name: /^Mời 5 người vào/ }).click();
    await expect(page.locator('section.result.green')).toContainText('đoàn đã vào đủ');
  }
  await page.getByText('Ra', { exact: true }).click();
  await door.go('/search');
  await page.getByRole('combobox').fill(school.short_number);
  await page.getByRole('option').click();
  await expect(await door.expect_result('ask', 'ĐOÀN RA – MẤY NGƯỜI?')).toContainText('Đang có 5 người bên trong.');
  await check_accessibility(page);
  await look(page, 'door-result-party-out');
  await page.getByRole('button', { name: 'Bớt một người' }).click();
  await page.getByRole('button', { name: 'Ghi 4 người ra' }).click();
  await expect(await door.expect_result('left', 'ĐÃ GHI LƯỢT RA')).toContainText('4 người ra');
  await door.go('/search');
  await page.getByRole('combobox').fill(school.short_number);
  await page.getByRole('option').click();
  await page.getByRole('button', { name: 'Không ghi' }).click();
  await expect(door.heading('Đang ghi lượt RA')).toBeVisible();
});
