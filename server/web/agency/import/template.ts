// SPDX-License-Identifier: Apache-2.0
// The form that is offered to fill: always Vietnamese, as the papers are; numbered to the quota.

const ADULTS = ['STT', 'Họ và tên', 'Chức vụ', 'Đơn vị công tác', 'Điện thoại', 'Ghi chú'];
const MINORS = [
  'STT', 'Họ và tên học sinh', 'Nhóm tuổi', 'Trường', 'Người phụ trách', 'Điện thoại người phụ trách',
  'Cha mẹ/người giám hộ đồng ý tham dự', 'Trẻ đồng ý (từ đủ 7 tuổi)', 'Đồng ý chụp ảnh, ghi hình', 'Đồng ý công bố họ tên',
];

export function template_of(is_minors: boolean, max: number | null): { rows: string[][]; widths: number[] } {
  const heading = is_minors ? MINORS : ADULTS;
  const lines = Array.from({ length: Math.min(max ?? 30, 500) }, (_, i) => [String(i + 1), ...heading.slice(1).map(() => '')]);
  return { rows: [heading, ...lines], widths: heading.map((text) => Math.max(6, text.length + 4)) };
}
