// SPDX-License-Identifier: Apache-2.0
import { texts } from '$lib/i18n/locale.svelte';

const vi = {
  title: 'Báo cáo kết quả đăng ký và tham dự',
  as_of: (text: string) => `Số liệu lúc ${text}`,
  parts: { by_site: 'Theo điểm cầu', by_group: 'Theo thành phần', by_agency: 'Theo cơ quan, đơn vị mời' },
  columns: {
    quota: 'Chỉ tiêu', nominated: 'Đã cử', approved: 'Đã duyệt', accepted: 'Nhận lời', expected: 'Dự kiến', present: 'Có mặt', absent: 'Vắng',
    excused: 'Vắng có lý do', substituted: 'Dự thay', walk_in: 'Khách ngoài DS',
  },
  sum: 'Dự kiến = có mặt + vắng + vắng có lý do. Khách ngoài danh sách (kể cả người vượt số của đoàn) không tính trong số dự kiến.',
  download: 'Tải về',
  report_of: 'Báo cáo',
  people_of: 'Danh sách tổng hợp đại biểu',
  with_children: 'Kèm tên trẻ em có đồng ý nêu tên',
  signature: 'NGƯỜI LẬP BÁO CÁO',
};

const en: typeof vi = {
  title: 'Registration and attendance',
  as_of: (text: string) => `As of ${text}`,
  parts: { by_site: 'By site', by_group: 'By group', by_agency: 'By inviting agency' },
  columns: {
    quota: 'Quota', nominated: 'Nominated', approved: 'Approved', accepted: 'Accepted', expected: 'Expected', present: 'Present',
    absent: 'Absent', excused: 'Excused', substituted: 'Substituted', walk_in: 'Walk-ins',
  },
  sum: 'Expected = present + absent + excused. Walk-ins (and whoever came beyond a party) are not among the expected.',
  download: 'Download',
  report_of: 'Report',
  people_of: 'Consolidated list of delegates',
  with_children: 'With the names of children who agreed to be named',
  signature: 'REPORTED BY',
};

export const t = texts(vi, en);
