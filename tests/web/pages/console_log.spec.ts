// SPDX-License-Identifier: Apache-2.0
// The log in words: who, what and of what by their names, roles as people call them, and no person in it
// but those who act.
import { check_accessibility, check_reflow } from '../support/axe';
import { invented_people } from '../support/ceremony';
import { look } from '../support/look';
import { expect, test } from '../support/page';

const ID = /[0-9a-f]{8}-[0-9a-f]{4}|\b[0-9a-f]{16}\b/;
const ROLES = /: (organizer|administrator|reader|clerk)|role=/;
const CHILD = 'Phan Mẫu Nhí';

test('a log says what things are called, never a delegate, an id or a role in English', async ({ ceremony, open }) => {
  const adults = await ceremony.approved_people('ct-snv', 'g09', invented_people(1, 'Hội Thử'));
  await ceremony.approved_people('ct-sgddt', 'g08', [{
    full_name: CHILD, organization: 'Trường Tiểu học Thử', age_band: '7_to_15', leader_name: 'Lê Thử Cô', leader_phone: '0500000777',
    consents: { guardian_attend: 'yes', child_attend: 'yes', named: 'yes', photo: 'no' },
  }]);
  const api = ceremony.organizer.api;
  const people = await api.every<{ id: string; person: { full_name: string } }>(`/api/v1/events/${ceremony.event}/delegates`);
  const child = people.find((one) => one.person.full_name === CHILD)!.id;
  await api.patch(`/api/v1/delegates/${child}`, { seat: 'A-01', door_note: '' });
  await api.post(`/api/v1/passes/${adults[0]!.id}/reissue`, { reason: 'Mất thẻ' });
  const door = await ceremony.enrol_door('ct-1', 'Máy A');
  await api.del(`/api/v1/doors/${door.setting.device.id}`);
  await ceremony.create_account('reader');

  await test.step('of the event, for its organizer', async () => {
    const page = await open(ceremony.organizer, `/console/#/events/${ceremony.event}/log`);
    const row = (action: string) => page.getByRole('row', { name: new RegExp(`^${action}`) }).first();
    await expect(row('Duyệt danh sách')).toContainText('Sở Giáo dục và Đào tạo');
    await expect(row('Xếp chỗ ngồi')).toContainText('Đại biểu ngành Giáo dục');
    await expect(row('Cấp lại thẻ')).toContainText('Sở Nội vụ');
    await expect(row('Ngắt máy ở cửa')).toContainText('Máy A');
    await expect(row('Kích hoạt tài khoản')).toContainText('vai trò: ');
    const table = page.getByRole('table');
    for (const banned of [ID, ROLES, CHILD, people[0]!.person.full_name]) await expect(table).not.toContainText(banned);
    await check_accessibility(page);
    await check_reflow(page);
    await look(page, 'log');
  });

  await test.step('of all, for the administrator', async () => {
    const page = await open(ceremony.administrator, '/console/#/admin/log');
    const row = (action: string) => page.getByRole('row', { name: new RegExp(`^${action}`) }).first();
    await expect(row('Kích hoạt tài khoản')).toContainText('vai trò: Lãnh đạo (chỉ xem)');
    await expect(row('Tạo đường dẫn')).toContainText('Quản trị viên');
    const table = page.getByRole('table');
    for (const banned of [ID, ROLES, CHILD, people[0]!.person.full_name]) await expect(table).not.toContainText(banned);
    await check_accessibility(page);
    await look(page, 'log-all');
  });
});
