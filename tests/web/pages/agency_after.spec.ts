// SPDX-License-Identifier: Apache-2.0
// The portal around and after an event: who came, several events, what another agency may not see,
// and what the first page weighs.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of, invented_people, moments, type Ceremony, type EnrolledDoor, type PassItem, type Person } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';
import { office_file } from '../support/workbooks';

let sequence = 0;
async function let_in(door: EnrolledDoor, pass: PassItem, more: object = {}): Promise<void> {
  const { epoch, gate_id } = door.setting.device;
  sequence += 1;
  const answer = await door.api.post<{ verdict: string }>('/api/v1/door/scans', {
    scan_id: randomUUID().replaceAll('-', ''), epoch, dseq: sequence, gate_id, text: digits_of(pass), mode: 'online',
    wall_ms: Date.parse(moments.doors_open) + sequence * 1000, mono_ms: sequence * 1000, offset_ms: 0, ...more,
  });
  expect(answer).toMatchObject({ verdict: 'admitted' });
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

test('after the event the list says who came and when, and who was excused', async ({ ceremony, open }) => {
  const passes = await ceremony.approved_people('ct-snv', 'g09', invented_people(3, 'Hội Mẫu Thử'));
  const clerk = await ceremony.create_clerk('ct-snv');
  const list = await ceremony.list('ct-snv', 'g09');
  const before = await open(clerk, `/agency/#/lists/${list.id}`);
  await expect(row(before, 'Nguyễn Mẫu An')).toBeVisible();
  await expect(before.getByRole('columnheader', { name: 'Có mặt' })).toHaveCount(0);
  await before.getByRole('button', { name: 'Thay đổi Lê Giả Cường' }).click();
  await before.getByRole('button', { name: 'Báo vắng có lý do' }).click();
  await before.getByLabel('Lý do').fill('Đi công tác');
  await before.getByRole('button', { name: 'Thực hiện' }).click();
  await expect(row(before, 'Lê Giả Cường')).toContainText('vắng có lý do: Đi công tác');
  await check_accessibility(before);
  await check_reflow(before);
  await look(before, 'agency-excused');
  await before.close();

  await ceremony.move_clock(moments.doors_open);
  const door = await ceremony.enrol_door();
  const named = async (name: string) => {
    const { items } = await clerk.api.get<{ items: { id: string; person: Person }[] }>(`/api/v1/events/${ceremony.event}/delegates?list=${list.id}`);
    const delegate = items.find((item) => item.person.full_name === name)!;
    return passes.find((pass) => pass.delegate === delegate.id)!;
  };
  await let_in(door, await named('Nguyễn Mẫu An'));
  const page = await open(clerk, `/agency/#/lists/${list.id}`);
  await expect(page.getByText('Đã có mặt 1/3 người.')).toBeVisible();
  await expect(row(page, 'Nguyễn Mẫu An')).toContainText(/vào lúc 07:0\d/);
  await expect(row(page, 'Trần Thử Bình')).toContainText('chưa có mặt');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-who-came');
});

test('of a party of children the number is shown, never who', async ({ ceremony, open }) => {
  const children = invented_people(4, 'Trường Tiểu học Mẫu Thử').map(({ full_name, organization }) => ({
    full_name, organization, age_band: '7_to_15', leader_name: 'Vũ Mẫu Thị Bình', leader_phone: '0500000101',
    consents: { guardian_attend: 'yes', child_attend: 'yes', photo: 'no', named: 'no' },
  }));
  const [party] = await ceremony.approved_people('ct-sgddt', 'g08', children);
  const clerk = await ceremony.create_clerk('ct-sgddt');
  const list = await ceremony.list('ct-sgddt', 'g08');
  await ceremony.move_clock(moments.doors_open);
  await let_in(await ceremony.enrol_door(), party!, { count: 3, escort_seen: true });
  const page = await open(clerk, `/agency/#/lists/${list.id}`);
  await expect(page.getByText('Đã có mặt 3/4 người.')).toBeVisible();
  await expect(page.getByText('đoàn 3/4 người')).toHaveCount(4);
  await expect(page.getByText('vào lúc')).toHaveCount(0);
  await look(page, 'agency-party-came');
  await page.getByRole('link', { name: 'Xem, tải, in thẻ' }).click();
  await expect(page.getByRole('img', { name: /^QR/ })).toHaveCount(1);
  // Passes are carried about: no child is named on them.
  for (const child of children) await expect(page.getByText(child.full_name)).toHaveCount(0);
  await look(page, 'agency-party-pass');
});

async function take_event(page: Page, ceremony: Ceremony, event: string): Promise<void> {
  await page.goto(`/activate#${await ceremony.clerk_activation_code('ct-snv', event)}`);
  await page.getByRole('button', { name: 'Nhận sự kiện vào tài khoản này' }).click();
}

test('several events stand in one portal, each with its own lists', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const second = await ceremony.another_event('Hội nghị tổng kết Mẫu', 'ct-snv');
  const page = await open(clerk, '/agency/');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText('Lễ phát động');
  await expect(page.getByLabel('Sự kiện')).toHaveCount(0);
  await take_event(page, ceremony, second);
  await expect(heading).toHaveText('Hội nghị tổng kết Mẫu');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('article')).toContainText('Đại diện các sở');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-two-events');
  await page.getByLabel('Sự kiện').selectOption({ index: 0 });
  await expect(heading).toContainText('Lễ phát động');
  await expect(page.getByRole('article')).toContainText('Hội, Hiệp hội');
  await page.goBack();
  await expect(heading).toHaveText('Hội nghị tổng kết Mẫu');
});

test('an address typed by hand that is of another agency says so in one sentence and names nobody', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 40[34]/);
  faults.allow(/status of 422/);
  const foreign = await ceremony.another_event('Hội nghị Kín Mẫu', 'ct-sgddt');
  const list = await ceremony.list('ct-sgddt', 'g07');
  const sgddt = await ceremony.create_clerk('ct-sgddt');
  await ceremony.save_draft(sgddt, list.id, [{ full_name: 'Người Giả Kín', organization: 'Trường Kín' }]);
  const clerk = await ceremony.create_clerk('ct-snv');
  const page = await open(clerk, '/agency/');
  await expect(page.getByRole('article')).toHaveCount(1);
  const unknown = '01900000-0000-7000-8000-000000000000';
  const texts = new Set<string>();
  for (const path of [`/lists/${list.id}`, `/lists/${unknown}`, '/lists/abc', `/events/${foreign}`, `/events/${foreign}/import`, `/events/${unknown}/import`, '/không-có']) {
    await page.goto(`/agency/#${path}`);
    await expect(page.getByRole('heading', { name: 'Không tìm thấy' }), path).toBeVisible();
    texts.add(await page.locator('main').innerText());
  }
  expect([...texts]).toHaveLength(1);
  expect([...texts][0]).not.toMatch(/Kín|Trường học/);
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'agency-not-found');
  expect(await page.evaluate(async (id) => (await fetch(`/api/v1/lists/${id}`)).status, list.id)).toBe(404);
});

test('the first page is light: the table, the import and its reader of workbooks come when they are wanted', async ({ ceremony, open }) => {
  const clerk = await ceremony.create_clerk('ct-snv');
  const page = await open(clerk, '/sign-in');
  const asked_for = new Set<string>();
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (/\.(js|css)$/.test(path)) asked_for.add(path);
  });
  let workers = 0;
  page.on('worker', () => (workers += 1));
  // Fetched apart: what a worker that has ended was sent can no longer be had from the page.
  const size_of = async (path: string) => brotliCompressSync(await (await page.request.get(path)).body()).length;
  const weight = async () => (await Promise.all([...asked_for].map(size_of))).reduce((sum, size) => sum + size, 0);
  await page.goto('/agency/');
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.waitForLoadState('networkidle');
  const first = await weight();
  expect(first, 'the first page').toBeGreaterThan(10_000);
  expect(first).toBeLessThanOrEqual(40_000);
  await page.getByRole('link', { name: /^Hội, Hiệp hội/ }).click();
  await expect(page.getByRole('grid')).toBeVisible();
  const with_table = await weight();
  expect(with_table).toBeGreaterThan(first);
  await page.getByRole('link', { name: 'Nhập từ tệp Excel' }).click();
  await expect(page.getByRole('button', { name: 'Tải biểu mẫu' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  // SheetJS alone would be more than all of this together.
  expect(await weight()).toBeLessThan(80_000);
  await page.locator('input[type=file]').setInputFiles(office_file('list.xlsx'));
  await expect(page.getByText('4 người, không có lỗi.')).toBeVisible();
  // One, for the file: none was started before.
  expect(workers).toBe(1);
});
