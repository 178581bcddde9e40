// SPDX-License-Identifier: Apache-2.0
// What organizers decide about one list or one agency: some people before the others, more people than
// asked, more time, the end of changes; a link sent again; a set of agencies taken apart.
import type { Page } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { invented_people, type Ceremony, type Person } from '../support/ceremony';
import { tab_to } from '../support/keyboard';
import { look } from '../support/look';
import { expect, test } from '../support/page';

const said = (page: Page, text: string | RegExp) => expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();
const clubs = (count: number, from = 0) => Array.from({ length: count }, (_, i) => invented_people(1, `Hội Thử số ${from + i}`, from + i)[0]!);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function sent(ceremony: Ceremony, agency: string, group: string, people: Person[]): Promise<string> {
  const clerk = await ceremony.create_clerk(agency);
  const list = (await ceremony.list(agency, group)).id;
  await ceremony.save_draft(clerk, list, people);
  await ceremony.submit(clerk, list);
  return list;
}
interface Quota { id: string; agency: string; site: string; group: string; min: number | null; max: number | null; [field: string]: unknown }
async function quota_of(ceremony: Ceremony, agency_code: string, group_code: string): Promise<Quota> {
  const { agency, group } = await ceremony.list(agency_code, group_code);
  const all = await ceremony.organizer.api.every<Quota>(`/api/v1/events/${ceremony.event}/quotas`);
  return all.find((quota) => quota.agency === agency.id && quota.group === group.id)!;
}
async function change_quota(ceremony: Ceremony, quota: Quota, change: object): Promise<void> {
  const { id, event: _event, etag: _etag, deadline_text: _text, late_from: _late, ...now } = quota;
  await ceremony.organizer.api.put(`/api/v1/quotas/${id}`, { ...now, ...change });
}

test('some of a list are approved before the others; then it is locked, and unlocked', async ({ ceremony, open }) => {
  const people = clubs(4);
  const list = await sent(ceremony, 'ct-snv', 'g09', people);
  const states = async () => {
    const all = await ceremony.organizer.api.every<{ person: Person; status: string }>(`/api/v1/events/${ceremony.event}/delegates?list=${list}`);
    return Object.fromEntries(all.map(({ person, status }) => [person.full_name, status]));
  };
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/lists/${list}`);
  const [first, second, third, fourth] = people.map((person) => person.full_name) as [string, string, string, string];
  for (const name of [second, fourth]) await page.getByRole('checkbox', { name: `Chọn ${name}` }).check();
  await look(page, 'list-some');
  await button(page, 'Duyệt 2 người đã chọn').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Duyệt 2 người trong danh sách này?')).toBeVisible();
  await check_accessibility(page);
  await button(page, 'Duyệt 2 người đã chọn').last().click();
  await said(page, 'Đã duyệt 2 người.');
  expect(await states()).toEqual({ [first]: 'nominated', [second]: 'approved', [third]: 'nominated', [fourth]: 'approved' });
  for (const name of [second, fourth]) await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Đã duyệt');
  for (const name of [first, third]) await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Được cử');
  await check_accessibility(page);
  await check_reflow(page);
  await look(page, 'list-partly');

  await test.step('the others', async () => {
    await page.getByRole('checkbox', { name: `Chọn ${second}` }).waitFor({ state: 'detached' });
    await button(page, 'Duyệt cả danh sách').click();
    await expect(dialog.getByText('Duyệt 2 người trong danh sách này?')).toBeVisible();
    await dialog.getByRole('button', { name: 'Duyệt cả danh sách' }).click();
    await said(page, 'Đã duyệt danh sách.');
    expect(Object.values(await states())).toEqual(Array(4).fill('approved'));
    await expect(button(page, 'Duyệt cả danh sách')).toHaveCount(0);
  });

  await test.step('locked: nobody is approved any more', async () => {
    await button(page, 'Chốt').click();
    await said(page, /^Đã chốt danh sách/);
    await expect(page.locator('.chip', { hasText: 'Đã chốt' })).toBeVisible();
    await expect(button(page, 'Chốt')).toHaveCount(0);
    expect((await ceremony.list('ct-snv', 'g09')).state).toBe('locked');
    await check_accessibility(page);
    await look(page, 'list-locked');
    await button(page, 'Mở chốt').click();
    await said(page, 'Đã mở chốt danh sách.');
    await expect(button(page, 'Chốt')).toBeVisible();
    expect((await ceremony.list('ct-snv', 'g09')).state).toBe('approved');
  });
});

test('from the first page to an approved list with the keyboard alone', async ({ ceremony, open }) => {
  await sent(ceremony, 'ct-snv', 'g09', clubs(2));
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}`);
  for (const name of [/^1 danh sách chờ duyệt/, 'Sở Nội vụ thành phố Cần Thơ']) {
    await tab_to(page, page.getByRole('main').getByRole('link', { name }));
    await page.keyboard.press('Enter');
  }
  await tab_to(page, button(page, 'Duyệt cả danh sách'));
  await page.keyboard.press('Enter');
  await tab_to(page, page.getByRole('dialog').getByRole('button', { name: 'Duyệt cả danh sách' }));
  await page.keyboard.press('Enter');
  await said(page, 'Đã duyệt danh sách.');
});

test('more people than asked are approved only with a yes', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 409/);
  await change_quota(ceremony, await quota_of(ceremony, 'ct-ca', 'g06'), { min: 3, max: 3, is_approximate: true });
  const about = await sent(ceremony, 'ct-ca', 'g06', invented_people(5, 'Diễn đàn Thử'));
  const exact = await sent(ceremony, 'ct-snv', 'g09', clubs(4, 10));
  await change_quota(ceremony, await quota_of(ceremony, 'ct-snv', 'g09'), { min: 3, max: 3 });
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/lists?show=over`);
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await page.getByRole('row', { name: /^Sở Nội vụ/ }).getByRole('link').click();
  await page.getByRole('link', { name: '‹ Danh sách' }).click();
  await expect(page.getByRole('button', { name: /^Vượt chỉ tiêu/, pressed: true })).toBeVisible();
  await expect(page.locator('tbody tr')).toHaveCount(2);

  for (const [list, over, words] of [[about, 'Vượt 2', 'Đồng ý nhận vượt chỉ tiêu 2 người'], [exact, 'Vượt 1', 'Đồng ý nhận vượt chỉ tiêu 1 đơn vị']] as const)
    await test.step(words, async () => {
      await page.goto(`/console/#/events/${ceremony.event}/lists/${list}`);
      await expect(page.locator('.chip', { hasText: over })).toBeVisible();
      await button(page, 'Duyệt cả danh sách').click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByRole('checkbox', { name: words })).not.toBeChecked();
      await dialog.getByRole('button', { name: 'Duyệt cả danh sách' }).click();
      await expect(dialog.getByRole('alert')).toContainText('Đề nghị xác nhận chấp nhận vượt chỉ tiêu');
      await check_accessibility(page);
      await look(page, list === about ? 'overrun' : 'overrun-exact');
      await dialog.getByRole('checkbox', { name: words }).check();
      await dialog.getByRole('button', { name: 'Duyệt cả danh sách' }).click();
      await said(page, 'Đã duyệt danh sách.');
      await expect(page.locator('.chip', { hasText: over })).toHaveCount(0);
      expect(await ceremony.organizer.api.get(`/api/v1/lists/${list}`)).toMatchObject({ state: 'approved', is_overrun_accepted: true });
    });
});

test('a draft that is too long is marked, and counted as over only when it was sent', async ({ ceremony, open }) => {
  await change_quota(ceremony, await quota_of(ceremony, 'ct-ca', 'g06'), { min: 3, max: 3, is_approximate: true });
  const clerk = await ceremony.create_clerk('ct-ca');
  const list = (await ceremony.list('ct-ca', 'g06')).id;
  await ceremony.save_draft(clerk, list, invented_people(5, 'Diễn đàn Thử'));
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/lists`);
  await expect(page.getByRole('button', { name: 'Vượt chỉ tiêu 0' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Công an/ }).getByText('Đang nhập quá 2')).toBeVisible();
  await check_accessibility(page);
  await look(page, 'lists-draft-over');
  await ceremony.submit(clerk, list);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Vượt chỉ tiêu 1' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Công an/ }).getByText('Vượt 2')).toBeVisible();
});

test('one agency is given more time, with a reason, and the others are not', async ({ ceremony, open, faults }) => {
  faults.allow(/status of 422/);
  const list = (await ceremony.list('ct-snv', 'g09')).id;
  const other = (await ceremony.list('ct-svhttdl', 'g10')).id;
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/lists/${list}`);
  await expect(page.getByText('đến hết ngày 28/05/2026')).toBeVisible();
  await button(page, 'Gia hạn').click();
  const dialog = page.getByRole('dialog', { name: 'Gia hạn cho Sở Nội vụ thành phố Cần Thơ' });
  const extend = dialog.getByRole('button', { name: 'Gia hạn' });
  await dialog.getByLabel('Đến hết ngày').fill('2026-05-27');
  await dialog.getByLabel('Lý do').fill('Đề nghị của Sở Nội vụ ngày 26/5');
  await extend.click();
  // What is refused stands beside its field, and nothing typed is lost.
  await expect(dialog.getByLabel('Đến hết ngày')).toHaveAccessibleDescription(/phải muộn hơn hạn ban đầu/);
  await check_accessibility(page);
  await look(page, 'extend-refused');
  await dialog.getByLabel('Đến hết ngày').fill('2026-05-29');
  await dialog.getByLabel(/^Giờ/).fill('06:30');
  await extend.click();
  await said(page, 'Đã gia hạn.');
  await expect(page.getByText('đến 06:30 ngày 29/05/2026')).toBeVisible();
  await check_reflow(page);
  await page.goto(`/console/#/events/${ceremony.event}/lists/${other}`);
  await expect(page.getByText('đến hết ngày 28/05/2026')).toBeVisible();
  const given = await ceremony.organizer.api.every(`/api/v1/events/${ceremony.event}/extensions`);
  expect(given).toMatchObject([{ agency: (await ceremony.agency('ct-snv')).id, reason: 'Đề nghị của Sở Nội vụ ngày 26/5' }]);
});

test('a link that was lost is sent again: the new one opens, the old one no longer does', async ({ ceremony, open }) => {
  const old = await ceremony.clerk_activation_code('ct-snv');
  const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/letters`);
  const row = page.getByRole('row', { name: /^Sở Nội vụ/ });
  await expect(row).toContainText('Đã tạo, chưa mở');
  await row.getByRole('button', { name: 'Tạo lại đường dẫn' }).click();
  await said(page, /^Đã tạo đường dẫn mới; đường dẫn và mã cũ không còn dùng được/);
  await expect(row).toContainText('Đã tạo, chưa mở');
  await row.getByRole('button', { name: 'Sao chép' }).click();
  const dialog = page.getByRole('dialog');
  const link = await dialog.getByRole('textbox', { name: 'Đường dẫn' }).inputValue();
  await check_accessibility(page);
  await look(page, 'link-again');
  await page.keyboard.press('Escape');

  const works = async (code: string) => (await ceremony.nobody().send('POST', '/api/v1/activation/peek', { code })).status;
  expect(await works(link.split('#')[1]!)).toBe(200);
  expect(await works(old)).toBe(410);
  const links = await ceremony.organizer.api.every<{ state: string }>(`/api/v1/events/${ceremony.event}/access-links`);
  expect(links.map((one) => one.state).sort()).toEqual(['opened', 'revoked']);
});

test('the quota of a set of agencies is taken apart into one for each member', async ({ ceremony, open }) => {
  const api = ceremony.organizer.api;
  const members: string[] = [];
  for (const n of [1, 2, 3])
    members.push((await api.post<{ id: string }>('/api/v1/agencies', { code: `ca-xa-thu-${n}`, name: `Công an xã Thử ${n}` })).id);
  const page = await open(ceremony.organizer, '/console/#/agencies');

  await test.step('the set is given its members', async () => {
    await page.getByRole('searchbox').fill('cong an cac xa');
    await page.getByRole('button', { name: 'Sửa: Công an các xã, phường' }).click();
    const dialog = page.getByRole('dialog');
    for (const n of [1, 2, 3]) {
      await dialog.getByLabel('Thêm thành viên').fill(`Công an xã Thử ${n}`);
      await expect(dialog.getByRole('listitem').filter({ hasText: `Công an xã Thử ${n}` })).toBeVisible();
    }
    await check_accessibility(page);
    await look(page, 'set-members');
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
    await said(page, 'Đã lưu cơ quan.');
  });

  await test.step('its quota is typed, then taken apart', async () => {
    await page.goto(`/console/#/events/${ceremony.event}/setup/quotas`);
    await page.getByLabel('Thêm cơ quan, đơn vị vào bảng').fill('Công an các xã, phường');
    await button(page, 'Thêm').click();
    const row = page.getByRole('rowheader', { name: /^Công an các xã, phường/ });
    await expect(row).toContainText('nhóm cơ quan');
    const cell = page.getByLabel(/^Công an các xã, phường, Đại diện lãnh đạo các Phòng/);
    await cell.fill('2');
    await page.keyboard.press('Enter');
    await said(page, 'Đã lưu 2: Công an các xã, phường, Đại diện lãnh đạo các Phòng');
    await row.locator('..').getByRole('button', { name: /Tách/ }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/3 đơn vị/)).toBeVisible();
    await check_accessibility(page);
    await look(page, 'expand');
    await dialog.getByRole('button', { name: 'Tách ra từng đơn vị' }).click();
    await said(page, 'Đã tách thành 3 chỉ tiêu.');
    await expect(row).toHaveCount(0);
    for (const n of [1, 2, 3])
      await expect(page.getByLabel(new RegExp(`^Công an xã Thử ${n}, Đại diện lãnh đạo các Phòng`))).toHaveValue('2');
    await check_reflow(page);
  });
  const quotas = await api.every<Quota>(`/api/v1/events/${ceremony.event}/quotas`);
  expect(quotas.filter((quota) => members.includes(quota.agency)).map((quota) => quota.max)).toEqual([2, 2, 2]);
});
