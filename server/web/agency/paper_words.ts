// SPDX-License-Identifier: Apache-2.0
// The words of papers, which are Vietnamese whatever the page speaks. Number, place and day are for
// the clerk to write: the software invents none of them.
import type { Schemas } from '$lib/api/client';
import { HOME_ZONE } from '$lib/format';

export const paper = {
  day: '……………, ngày …… tháng …… năm ………',
  list: 'DANH SÁCH ĐẠI BIỂU',
  attending: 'tham dự',
  group: 'Thành phần',
  annex: '(Kèm theo Công văn số:            /            ngày      /      /          )',
  number: 'STT',
  school: 'Trường',
  fields: {
    full_name: 'Họ và tên', position: 'Chức vụ', organization: 'Đơn vị công tác', phone: 'Điện thoại', note: 'Ghi chú',
    age_band: 'Nhóm tuổi', leader_name: 'Người phụ trách', leader_phone: 'Điện thoại người phụ trách',
  },
  age_bands: { under_7: 'Dưới 7 tuổi', '7_to_15': 'Từ 7 đến 15 tuổi', '16_plus': 'Từ 16 tuổi' },
  sum: (count: string) => `Danh sách này gồm ${count} người./.`,
  minors: 'Danh sách có thông tin của trẻ em: chỉ dùng để trình ký và lưu hồ sơ, không đăng tải, không sao gửi cho nơi khác.',
  made_by: 'NGƯỜI LẬP BIỂU',
  made_by_how: '(Ký, ghi rõ họ tên)',
  head: 'THỦ TRƯỞNG CƠ QUAN',
  head_how: '(Ký, đóng dấu, ghi rõ họ tên)',

  invitation: 'GIẤY MỜI',
  invitation_number: 'Số:          /GM-',
  invites: (issuer: string) => `${issuer} trân trọng kính mời:`,
  person: 'Ông/bà',
  party: 'Đoàn',
  leader: 'Trưởng đoàn',
  party_of: (count: string) => `${count} người`,
  to: 'Tới dự',
  when: 'Thời gian',
  tentative: '(dự kiến)',
  where: 'Địa điểm',
  seat: 'Vị trí ngồi',
  bring: 'Đề nghị mang theo giấy mời này. Mã bên cạnh dùng để điểm danh tại cửa vào.',
  pass_number: 'Số thẻ',
  close: 'Trân trọng kính mời./.',
  recipients: 'Nơi nhận:',
  recipients_list: ['- Như trên;', '- Lưu: VT.'],
  signed: '(Chức vụ, chữ ký, đóng dấu, họ tên người ký)',
};
export type PaperField = keyof typeof paper.fields;

/** Counts below 10 with a zero, as papers write them. */
export const counted = (n: number): string => String(n).padStart(2, '0');

const WEEKDAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];

/** "08 giờ 00 phút, thứ Sáu, ngày 29/5/2026": a zero before days below 10 and months 1 and 2 only. */
export function day_and_hour(instant: string, zone: string = HOME_ZONE): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const p = Object.fromEntries(format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  const [year, month, day] = [Number(p.year), Number(p.month), Number(p.day)];
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return `${p.hour} giờ ${p.minute} phút, ${weekday}, ngày ${counted(day)}/${month < 3 ? counted(month) : month}/${year}`;
}

export const named = (person: Schemas['Person']): string => [person.honorific, person.rank, person.full_name].filter(Boolean).join(' ');
