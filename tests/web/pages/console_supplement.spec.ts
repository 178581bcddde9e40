// SPDX-License-Identifier: Apache-2.0
// Whom the phones missed is present in the end: by the paper list of a door, a saved file, the quarantine.
import type { Page } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of, invented_children, invented_people } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';

const people = invented_people(4, 'Sở Nội vụ');
const [first, second, third, fourth] = people.map((person) => person.full_name) as [string, string, string, string];
const said = (page: Page, text: string | RegExp) => expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();
const search = (page: Page) => page.getByRole('searchbox');
const added = (page: Page) => page.getByRole('region', { name: /^Đã chọn/ });

test('a paper list is ticked off, recorded once though the answer was lost, and a mistake taken back', async ({ ceremony, open, faults }) => {
  faults.allow(/net::ERR_FAILED|status of 422/);
  const passes = await ceremony.approved_people('ct-snv', 'g09', people);
  await ceremony.move_clock('2026-05-29T10:00:00+07:00');
  const { api } = ceremony.organizer;
  const present = async () => (await api.get<{ total: { present: number } }>(`/api/v1/events/${ceremony.event}/report`)).total.present;

  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/doors`);
  await page.getByRole('link', { name: 'Ghi nhận bổ sung' }).click();
  await expect(page.getByText('Chọn cửa để thấy đại biểu của điểm cầu đó.')).toBeVisible();
  const gate = await ceremony.gate();
  await page.getByLabel('Cửa', { exact: true }).selectOption(gate.id);
  await expect(page.getByLabel('Giờ vào')).toHaveValue('2026-05-29T08:00');
  await expect(page.getByRole('checkbox')).toHaveCount(4);

  // By the keyboard alone: a name, Enter, the next name over it.
  await search(page).fill(first);
  await search(page).press('Enter');
  await said(page, `Đã chọn ${first}.`);
  await page.keyboard.type(second);
  await page.keyboard.press('Enter');
  await said(page, `Đã chọn ${second}.`);
  await page.keyboard.press('Enter');
  await said(page, `${second} đã được chọn từ trước.`);
  await search(page).fill('so noi vu');
  await search(page).press('Enter');
  await said(page, 'Có 4 người như vậy. Đề nghị đánh dấu đúng người hoặc gõ rõ hơn.');
  await search(page).fill('');
  await page.getByRole('checkbox', { name: `${third} đã vào` }).check();
  await expect(added(page).getByRole('listitem')).toHaveCount(3);
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'supplement');

  // Looking elsewhere loses nothing, nor does opening the page anew.
  await page.getByRole('link', { name: 'Đại biểu', exact: true }).click();
  await page.goBack();
  await expect(added(page).getByRole('listitem')).toHaveCount(3);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(added(page).getByRole('listitem')).toHaveCount(3);
  await expect(page.getByLabel('Cửa', { exact: true })).toHaveValue(gate.id);

  // Meanwhile a phone hands in its scan of one of them.
  const delegates = await api.every<{ id: string; person: { full_name: string } }>(`/api/v1/events/${ceremony.event}/delegates`);
  const who = delegates.find((delegate) => delegate.person.full_name === third)!;
  const of_third = passes.find((pass) => pass.delegate === who.id)!;
  const door = await ceremony.enrol_door();
  await door.api.post('/api/v1/door/scans', {
    scan_id: '0'.repeat(31) + '1', epoch: door.setting.device.epoch, gate_id: gate.id, dseq: 1, text: digits_of(of_third),
    direction: 'in', wall_ms: Date.parse('2026-05-29T10:00:00+07:00'), mono_ms: 1, offset_ms: 0, mode: 'online',
  });

  // The answer is lost on its way: it was recorded, and is sent again as the same.
  await page.route('**/supplements', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await page.getByRole('button', { name: 'Ghi nhận 3 lượt có mặt' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(added(page).getByRole('listitem')).toHaveCount(3);
  expect(await present()).toBe(3);
  await page.getByRole('button', { name: 'Ghi nhận 3 lượt có mặt' }).click();
  await said(page, 'Đã ghi nhận 2 lượt có mặt. 1 lượt chưa ghi nhận được, lý do ghi ngay bên dưới từng lượt.');
  await expect(added(page).getByRole('listitem')).toContainText(third);
  await expect(added(page)).toContainText('Đã điểm danh lúc 10:00 tại');
  await look(page, 'supplement-refused');
  await page.getByRole('button', { name: 'Bỏ các lượt không ghi nhận được' }).click();
  expect(await present()).toBe(3);
  await expect(page.getByText('Chưa chọn ai.')).toBeVisible();

  // A wrong day is refused beside its field, and nothing is lost.
  await search(page).fill(fourth);
  await page.getByRole('checkbox', { name: `${fourth} đã vào` }).check();
  await page.getByLabel('Giờ vào').fill('2026-05-28T08:00');
  await page.getByRole('button', { name: 'Ghi nhận 1 lượt có mặt' }).click();
  await expect(page.getByRole('alert')).toContainText(/Giờ vào: phải trong giờ đón đại biểu, từ 06:00 ngày 29\/5\/2026 đến /);
  await expect(added(page)).toContainText(fourth);
  await look(page, 'supplement-wrong-day');
  await page.getByLabel('Giờ vào').fill('2026-05-29T07:30');
  await page.getByRole('button', { name: 'Ghi nhận 1 lượt có mặt' }).click();
  await said(page, 'Đã ghi nhận 1 lượt có mặt.');
  expect(await present()).toBe(4);

  // It was the wrong one: taken back where the person is.
  await page.goto(`/console/#/events/${ceremony.event}/delegates`);
  await page.getByRole('button', { name: fourth }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Ghi nhận bổ sung có mặt');
  await dialog.getByText('Lượt quét liên quan').click();
  await expect(dialog.getByText(/07:30 29\/05\/2026.*ghi nhận bổ sung/)).toBeVisible();
  await check_accessibility(page);
  await look(page, 'delegate-scans');
  await dialog.getByRole('button', { name: 'Huỷ lượt này' }).click();
  await expect(dialog.getByText('Đã huỷ', { exact: true })).toBeVisible();
  expect(await present()).toBe(3);
});

test('of a party the paper says how many came', async ({ ceremony, open }) => {
  await ceremony.approved_people('ct-sgddt', 'g08', invented_children(5, 'Trường Tiểu học Giả Định'));
  await ceremony.move_clock('2026-05-29T10:00:00+07:00');
  const { api } = ceremony.organizer;
  const present = async () => (await api.get<{ total: { present: number } }>(`/api/v1/events/${ceremony.event}/report`)).total.present;
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/supplement`);
  await page.getByLabel('Cửa', { exact: true }).selectOption((await ceremony.gate()).id);
  const party = page.getByRole('checkbox', { name: 'Đoàn Trường Tiểu học Giả Định đã vào' });
  const record = async (heads: number) => {
    await party.check();
    await page.getByLabel('Số người').fill(String(heads));
    await page.getByRole('button', { name: 'Ghi nhận 1 lượt có mặt' }).click();
  };
  await expect(page.getByRole('checkbox')).toHaveCount(1);
  await expect(page.getByText('Bé A')).toBeHidden();
  await record(3);
  await said(page, 'Đã ghi nhận 1 lượt có mặt.');
  expect(await present()).toBe(3);
  // Two are missing: the party is still there to be chosen, but not for three.
  await record(3);
  await expect(added(page)).toContainText('Đoàn chỉ còn 2 người chưa vào. Đề nghị đếm lại.');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'supplement-party');
  await page.getByLabel('Số người').fill('2');
  await page.getByRole('button', { name: 'Ghi nhận 1 lượt có mặt' }).click();
  await said(page, 'Đã ghi nhận 1 lượt có mặt.');
  expect(await present()).toBe(5);
  await expect(party).toBeHidden();
});

test('a guest on no list, whom the door wrote down, is registered and counted', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 422/);
  await ceremony.move_clock('2026-05-29T10:00:00+07:00');
  const { api } = ceremony.organizer;
  const guests = async () => (await api.get<{ total: { walk_in: number } }>(`/api/v1/events/${ceremony.event}/report`)).total.walk_in;
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/supplement`);
  await page.getByLabel('Cửa', { exact: true }).selectOption((await ceremony.gate()).id);
  await page.getByText('Khách ngoài danh sách', { exact: true }).click();
  await page.getByLabel('Họ và tên').fill('Phạm Thử Khách');
  await page.getByLabel('Đơn vị công tác').fill('Hội Mẫu');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'supplement-guest');
  await page.getByLabel('Giờ vào').fill('2026-05-28T08:00');
  await page.getByRole('button', { name: 'Ghi nhận khách' }).click();
  await expect(page.getByRole('alert')).toContainText('Giờ vào: phải trong giờ đón đại biểu');
  await page.getByLabel('Giờ vào').fill('2026-05-29T07:40');
  await page.getByRole('button', { name: 'Ghi nhận khách' }).click();
  await said(page, 'Đã ghi nhận khách Phạm Thử Khách.');
  await expect(page.getByLabel('Họ và tên')).toBeFocused();
  await expect(page.getByLabel('Họ và tên')).toHaveValue('');
  expect(await guests()).toBe(1);
});
