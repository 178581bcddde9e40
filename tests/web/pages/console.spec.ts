// SPDX-License-Identifier: Apache-2.0
// A ceremony run in the browser alone: from the plan file to the report. Agencies and doors, who have
// pages of their own, act through the API.
import { randomUUID } from 'node:crypto';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of, invented_people, moments, type Ceremony, type Person } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';

/** A clerk of an agency sends people for a group. */
async function send(ceremony: Ceremony, agency: string, group: string, people: Person[]): Promise<string> {
  const clerk = await ceremony.create_clerk(agency);
  const list = (await ceremony.list(agency, group)).id;
  await ceremony.save_draft(clerk, list, people);
  await ceremony.submit(clerk, list);
  return list;
}

test('the organizer decides lists, issues passes and reads the report', async ({ ceremony, open }) => {
  const organizations = Array.from({ length: 5 }, (_, i) => invented_people(1, `Hội Thử số ${i}`, i)[0]!);
  await send(ceremony, 'ct-snv', 'g09', organizations);
  const page = await open(ceremony.organizer, '/console/');
  await page.getByRole('link', { name: /Lễ phát động/ }).click();

  await test.step('what is to be done next', async () => {
    await expect(page.getByRole('link', { name: '1 danh sách chờ duyệt' })).toBeVisible();
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'home');
    await page.getByRole('link', { name: '1 danh sách chờ duyệt' }).click();
  });

  await test.step('returned with a reason', async () => {
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'lists');
    await page.getByRole('link', { name: 'Sở Nội vụ thành phố Cần Thơ' }).click();
    await expect(page.getByRole('row', { name: /Nguyễn Mẫu An/ })).toBeVisible();
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'list');
    await page.getByRole('button', { name: 'Trả lại', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lý do trả lại').fill('Đề nghị bổ sung chức vụ');
    await dialog.getByRole('button', { name: 'Trả lại', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Đã trả lại danh sách.' })).toBeVisible();
    await expect(page.getByText('Đề nghị bổ sung chức vụ')).toBeVisible();
    // Until it is sent again nobody in it can be decided.
    await expect(page.getByRole('row', { name: /Nguyễn Mẫu An/ })).toBeVisible();
    await expect(page.getByRole('checkbox')).toHaveCount(0);
  });

  await test.step('sent again: the difference, then approved', async () => {
    await send(ceremony, 'ct-snv', 'g09', [...organizations, ...invented_people(1, 'Hội Thử số 9', 20)]);
    await page.reload();
    await page.getByText('Khác nhau giữa các lần gửi').click();
    await expect(page.locator('details[open]').getByText('Thêm').first()).toBeVisible();
    await page.getByRole('button', { name: 'Duyệt cả danh sách' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Duyệt cả danh sách' }).click();
    await expect(page.getByText('Đã duyệt danh sách.')).toBeVisible();
  });

  await test.step('passes for the event, a seat, a revoked pass', async () => {
    await page.getByRole('link', { name: 'Tổng quan', exact: true }).click();
    await page.getByRole('link', { name: '6 đại biểu đã duyệt chưa có thẻ' }).click();
    const pass = page.getByRole('combobox', { name: 'Thẻ' });
    await expect(pass).toHaveValue('none');
    await expect(pass.getByRole('option')).toHaveText(['Tất cả', 'Có thẻ (0)', 'Chưa có thẻ (6)']);
    await expect(page.locator('tbody tr')).toHaveCount(6);
    await page.getByRole('button', { name: 'Cấp thẻ cho sự kiện' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cấp thẻ', exact: true }).click();
    await expect(page.getByText(/^Đã cấp 6 thẻ/)).toBeVisible();
    await expect(pass.getByRole('option')).toHaveText(['Tất cả', 'Có thẻ (6)', 'Chưa có thẻ (0)']);
    await expect(page.locator('tbody tr')).toHaveCount(6);
    await pass.selectOption({ label: 'Chưa có thẻ (0)' });
    await expect(page.getByText('Không có đại biểu nào như vậy.')).toBeVisible();
    await pass.selectOption({ label: 'Có thẻ (6)' });
    await expect(page.locator('tbody tr')).toHaveCount(6);
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'delegates-with-pass');
    // Accent-free search by the server, kept in the address.
    await page.getByRole('searchbox').fill('nguyen mau an');
    await expect(page.getByRole('button', { name: 'Nguyễn Mẫu An' })).toBeVisible();
    await expect(page.locator('tbody tr')).toHaveCount(1);
    await page.getByRole('button', { name: 'Nguyễn Mẫu An' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/^Đã cấp/)).toHaveCount(0);
    await dialog.getByLabel('Chỗ ngồi').fill('A-01');
    await dialog.getByRole('button', { name: 'Lưu chỗ ngồi và lưu ý' }).click();
    await expect(dialog.getByText('Đã lưu chỗ ngồi và lưu ý.')).toBeVisible();
    await look(page, 'delegate');
    await check_accessibility(page);
    await page.keyboard.press('Escape');
    await expect(page.locator('tbody')).toContainText('A-01');
    await check_reflow(page);
  });

  await test.step('a phone is paired by the code on the screen', async () => {
    await page.getByRole('link', { name: 'Cửa đón' }).click();
    await page.getByRole('button', { name: 'Ghép máy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tên máy').fill('Máy cửa chính');
    await dialog.getByRole('button', { name: 'Tạo mã ghép' }).click();
    await expect(dialog.getByRole('img')).toBeVisible();
    // Both sites have a gate of this name.
    const place = dialog.getByText(/^.+ · Cửa 1$/);
    await expect(place).toBeVisible();
    await check_accessibility(page);
    await look(page, 'pairing');
    const code = await dialog.getByRole('textbox', { name: 'Mã', exact: true }).inputValue();
    await ceremony.nobody().post('/api/v1/door/enrol', { code });
    await expect(dialog.getByText('Đã ghép Máy cửa chính.')).toBeVisible();
    await expect(place).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('row', { name: /Máy cửa chính/ })).toBeVisible();
    await check_accessibility(page);
    await check_reflow(page);
  });
});

test('who came stands in the report, and an incident is resolved with a note', async ({ ceremony, open }) => {
  const [first, second] = await ceremony.approved_people('ct-snv', 'g09', [
    ...invented_people(1, 'Hội Thử một', 0), ...invented_people(1, 'Hội Thử hai', 1),
  ]);
  await ceremony.move_clock(moments.doors_open);
  const doors = [await ceremony.enrol_door('ct-1', 'Máy A'), await ceremony.enrol_door('ct-2', 'Máy B')];
  let at = Date.parse(moments.doors_open);
  const scan = (door: (typeof doors)[number], text: string, dseq: number, mode: string) => {
    at += 1000;
    return door.api.post('/api/v1/door/scans', {
      scan_id: randomUUID().replaceAll('-', ''),
      epoch: door.setting.device.epoch, dseq, gate_id: door.setting.device.gate_id, wall_ms: at, mono_ms: dseq * 1000, offset_ms: 0, mode, text,
      ...(mode === 'offline' ? { local_verdict: 'admitted' } : {}),
    });
  };
  // Both doors are without a network and let the same pass in: both stay, and an incident is opened.
  await scan(doors[0]!, digits_of(first!), 1, 'offline');
  await scan(doors[1]!, digits_of(first!), 1, 'offline');
  await scan(doors[0]!, digits_of(second!), 2, 'online');

  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/reports`);
  const total = page.getByRole('row', { name: /^Tổng cộng/ }).first();
  await expect(total.getByRole('cell').nth(5)).toHaveText('2');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'report');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Độc lập - Tự do - Hạnh phúc')).toBeVisible();
  await expect(page.getByText((await ceremony.agency('ct-ubnd')).name, { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'In', exact: true })).toBeHidden();
  await page.emulateMedia({ media: null });

  await page.goto(`/console/#/events/${ceremony.event}/incidents`);
  const incident = page.getByRole('article').first();
  await expect(incident).toBeVisible();
  await check_accessibility(page);
  await check_reflow(page);
  await incident.getByRole('button', { name: 'Ghi nhận xử lý' }).click();
  await page.getByRole('dialog').getByLabel('Ghi chú').fill('Một người, hai cửa; đã hỏi lại.');
  await page.getByRole('dialog').getByRole('button', { name: 'Ghi nhận xử lý' }).click();
  await expect(page.getByText('Đã ghi nhận xử lý sự cố.')).toBeVisible();
  await expect(page.getByText('Không có sự cố nào.')).toBeVisible();
});

test('a faulty plan is answered with all its faults, a good one becomes an event', async ({ ceremony, open }) => {
  const page = await open(ceremony.organizer, '/console/#/new');
  await page.getByRole('button', { name: 'Từ tệp kế hoạch' }).click();
  const file = page.getByLabel('Tệp kế hoạch');
  await file.setInputFiles({ name: 'ke-hoach.json', mimeType: 'application/json', buffer: Buffer.from('{') });
  await expect(page.getByText('Tệp này không phải JSON')).toBeVisible();
  const plan = { plan_version: 1, event: { code: 'THU-1', title: 'Lễ thử', starts_at: '2026-06-01T08:00:00+07:00' } };
  const upload = (content: object) =>
    file.setInputFiles({ name: 'ke-hoach.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) });
  await upload({ ...plan, event: { ...plan.event, title: '', starts_at: 'sáng thứ Sáu' } });
  await expect(page.getByRole('row')).toHaveCount(3);
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'plan-faults');
  await upload(plan);
  await page.getByRole('button', { name: 'Nhập kế hoạch' }).click();
  await expect(page.getByText(/^Đã nhập kế hoạch: tạo/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Thêm điểm cầu và cửa đón' })).toBeVisible();
});
