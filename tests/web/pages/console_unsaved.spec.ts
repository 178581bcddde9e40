// SPDX-License-Identifier: Apache-2.0
// What was typed in a dialog is not lost by an accident, and codes that are shown once not by leaving.
import type { Page } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { invented_people } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';

const REASON = 'Đề nghị bổ sung chức vụ của từng đại biểu';

/** Answers the browser's own questions and keeps their kinds and texts. */
function answers(page: Page) {
  const heard = { asked: [] as string[], yes: false };
  page.on('dialog', async (dialog) => {
    heard.asked.push(dialog.type() === 'confirm' ? dialog.message() : dialog.type());
    await (heard.yes ? dialog.accept() : dialog.dismiss());
  });
  return heard;
}

test('a reason that was typed survives Esc, the close button and another place', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const list = (await ceremony.list('ct-snv', 'g09')).id;
  await ceremony.save_draft(clerk, list, invented_people(5, 'Hội Thử').map((one, i) => ({ ...one, organization: `Hội Thử ${i}` })));
  await ceremony.submit(clerk, list);
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/lists`);
  const place = `/console/#/events/${ceremony.event}/lists/${list}`;
  await page.goto(place);
  const dialog = page.getByRole('dialog');
  const reason = dialog.getByLabel('Lý do trả lại');
  const warning = dialog.getByText('Phần vừa nhập chưa được lưu và sẽ mất.');
  const begin = () => page.getByRole('button', { name: 'Trả lại', exact: true }).click();

  await test.step('nothing typed: closed at once', async () => {
    await begin();
    await expect(reason).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('Esc asks, and again, and a third time', async () => {
    await begin();
    await reason.fill(REASON);
    for (let times = 0; times < 3; times++) {
      await page.keyboard.press('Escape');
      await expect(warning).toBeVisible();
      await expect(dialog.getByRole('button', { name: 'Nhập tiếp' })).toBeFocused();
    }
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'unsaved');
    await page.keyboard.press('Enter');
    await expect(warning).toBeHidden();
    await expect(reason).toBeFocused();
    await expect(reason).toHaveValue(REASON);
  });

  await test.step('another place and a closed tab ask in words of the browser', async () => {
    const heard = answers(page);
    await page.goBack();
    await expect.poll(() => heard.asked).toEqual(['Phần vừa nhập chưa được lưu và sẽ mất. Vẫn rời trang này?']);
    await expect(page).toHaveURL(new RegExp(`/lists/${list}$`));
    await expect(reason).toHaveValue(REASON);
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => heard.asked.at(-1)).toBe('beforeunload');
    await expect(reason).toHaveValue(REASON);
    page.removeAllListeners('dialog');
  });

  await test.step('the close button asks; what is given up is gone', async () => {
    await dialog.getByRole('button', { name: 'Đóng', exact: true }).click();
    await dialog.getByRole('button', { name: 'Bỏ phần đã nhập' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('what was sent closes without a question', async () => {
    await begin();
    await reason.fill(REASON);
    await dialog.getByRole('button', { name: 'Trả lại', exact: true }).click();
    await expect(dialog).toBeHidden();
    await page.goBack();
    await expect(page).not.toHaveURL(new RegExp(`/lists/${list}$`));
  });
});

test('what was refused is still unsaved, what was saved is not', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 422/);
  await ceremony.approved_people('ct-snv', 'g09', [{ full_name: 'Nguyễn Mẫu An', position: 'Chuyên viên', organization: 'Hội Thử' }]);
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/setup/tasks`);
  const dialog = page.getByRole('dialog');
  const warning = dialog.getByText('Phần vừa nhập chưa được lưu và sẽ mất.');
  await page.route('**/tasks', (route) => (route.request().method() === 'POST' ? route.fulfill({
    status: 422, contentType: 'application/problem+json',
    json: { type: 'about:blank', title: 'invalid', status: 422, kind: 'invalid', message: { vi: 'Chưa hợp lệ.', en: 'Invalid.' }, faults: [], request_id: '' },
  }) : route.continue()));
  await page.getByRole('button', { name: /^Thêm/ }).click();
  await dialog.getByRole('textbox', { name: 'Nội dung' }).fill('Chuẩn bị hội trường');
  await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(dialog.getByText('Chưa hợp lệ.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(warning).toBeVisible();
  await dialog.getByRole('button', { name: 'Bỏ phần đã nhập' }).click();
  await expect(dialog).toBeHidden();

  await page.goto(`/console/#/events/${ceremony.event}/delegates`);
  await page.getByRole('button', { name: 'Nguyễn Mẫu An' }).click();
  await dialog.getByLabel('Chỗ ngồi').fill('A-01');
  await dialog.getByRole('button', { name: 'Lưu chỗ ngồi và lưu ý' }).click();
  await expect(dialog.getByText('Đã lưu chỗ ngồi và lưu ý.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a session that ends while a form is filled costs nothing: sign in elsewhere, then save', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 401/);
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/setup/tasks`);
  const dialog = page.getByRole('dialog');
  answers(page);
  await page.getByRole('button', { name: 'Thêm', exact: true }).click();
  await dialog.getByLabel('Nội dung').fill('Chuẩn bị hội trường');
  await page.context().clearCookies();
  await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(dialog.getByText(/^Phiên đăng nhập đã hết/)).toBeVisible();
  await check_accessibility(page);
  await look(page, 'signed-out');
  await ceremony.sign_in(page.context(), ceremony.organizer);
  await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row', { name: /^Chuẩn bị hội trường/ })).toBeVisible();
});

test('codes of letters that nobody has yet are not lost by leaving', async ({ ceremony, open }) => {
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/letters`);
  await page.evaluate(() => (globalThis.print = () => {}));
  const heard = answers(page);
  const make = page.getByRole('button', { name: /^Tạo đường dẫn cho/ });
  await make.click();
  await expect(make).toBeHidden();
  const count = /\((\d+)\)/.exec((await page.getByRole('button', { name: /^In .*\(\d+\)$/ }).textContent())!)![1]!;

  await page.getByRole('link', { name: 'Danh sách', exact: true }).click();
  await expect.poll(() => heard.asked).toEqual([`Mã của ${count} cơ quan, đơn vị chưa được in hay sao chép và sẽ không hiện lại. Vẫn rời trang này?`]);
  await expect(page).toHaveURL(/\/letters$/);
  await expect(page.getByRole('button', { name: 'Sao chép' }).first()).toBeVisible();
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => heard.asked.at(-1)).toBe('beforeunload');

  await test.step('a filter is the same place', async () => {
    await page.getByRole('searchbox').fill('Sở');
    await expect(page).toHaveURL(/search=/);
    expect(heard.asked).toHaveLength(2);
  });

  await test.step('one that was copied is no longer missing', async () => {
    await page.getByRole('button', { name: 'Sao chép' }).first().click();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Danh sách', exact: true }).click();
    await expect.poll(() => heard.asked.at(-1)).toContain(`Mã của ${Number(count) - 1} cơ quan`);
  });

  await test.step('printed: nothing is lost any more', async () => {
    await page.getByRole('button', { name: /^In .*\(\d+\)$/ }).click();
    await page.getByRole('link', { name: 'Danh sách', exact: true }).click();
    await expect(page).toHaveURL(/\/lists$/);
    expect(heard.asked).toHaveLength(3);
  });
});

test('who leaves all the same goes where they wanted', async ({ ceremony, open }) => {
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/letters`);
  const heard = answers(page);
  heard.yes = true;
  await page.getByRole('row', { name: /^Sở Nội vụ/ }).getByRole('button', { name: 'Tạo đường dẫn' }).click();
  await expect(page.getByRole('button', { name: 'Sao chép' })).toBeVisible();
  await page.getByRole('link', { name: 'Danh sách', exact: true }).click();
  await expect(page).toHaveURL(/\/lists$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Danh sách');
  expect(heard.asked).toHaveLength(1);
});
