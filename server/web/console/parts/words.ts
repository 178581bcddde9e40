// SPDX-License-Identifier: Apache-2.0
import { texts } from '$lib/i18n/locale.svelte';

const vi = {
  pick_one: 'Gõ một phần tên rồi chọn trong danh bạ.',
  step_up: 'Nhập lại mật khẩu',
  step_up_hint: 'Việc này cần xác nhận đúng chủ tài khoản. Xác nhận có giá trị trong năm phút.',
  password: 'Mật khẩu',
  factor_code: 'Mã xác thực (nếu đã bật)',
  go_on: 'Tiếp tục',
};
const en: typeof vi = {
  pick_one: 'Type a part of the name, then choose from the directory.',
  step_up: 'Your password again',
  step_up_hint: 'This needs to be you. It counts for five minutes.',
  password: 'Password',
  factor_code: 'Code of the authenticator (if switched on)',
  go_on: 'Go on',
};
export const parts = texts(vi, en);
