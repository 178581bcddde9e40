// SPDX-License-Identifier: Apache-2.0
import { texts } from '$lib/i18n/locale.svelte';

const vi = {
  pick_one: 'Gõ một phần tên rồi chọn trong danh bạ.',
  not_known: 'Chưa có trong danh bạ.',
  add: (name: string) => `Thêm “${name}” vào danh bạ`,
  added: (name: string) => `Đã thêm “${name}” vào danh bạ.`,
  step_up: 'Nhập lại mật khẩu',
  step_up_hint: 'Việc này cần xác nhận đúng chủ tài khoản. Xác nhận có giá trị trong năm phút.',
  password: 'Mật khẩu',
  factor_code: 'Mã xác thực (nếu đã bật)',
  go_on: 'Tiếp tục',
  changed: 'Trong lúc ông/bà đang sửa, người khác đã lưu:',
  empty: 'để trống',
  taken: 'Đã lấy theo giá trị này.',
  clash: 'Ông/bà cũng sửa mục này: lưu sẽ thay bằng giá trị của ông/bà.',
  look_again: 'Chưa có gì được lưu. Đề nghị xem lại rồi lưu lần nữa.',
  gone: 'Mục này vừa bị người khác xoá.',
};
const en: typeof vi = {
  pick_one: 'Type a part of the name, then choose from the directory.',
  not_known: 'Not in the directory yet.',
  add: (name: string) => `Add “${name}” to the directory`,
  added: (name: string) => `“${name}” was added to the directory.`,
  step_up: 'Your password again',
  step_up_hint: 'This needs to be you. It counts for five minutes.',
  password: 'Password',
  factor_code: 'Code of the authenticator (if switched on)',
  go_on: 'Go on',
  changed: 'While you were typing, somebody else saved:',
  empty: 'empty',
  taken: 'This value was taken over.',
  clash: 'You changed it too: saving puts your value in its place.',
  look_again: 'Nothing was saved yet. Look again, then save once more.',
  gone: 'Somebody else has just removed this.',
};
export const parts = texts(vi, en);
