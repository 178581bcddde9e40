// SPDX-License-Identifier: Apache-2.0
// The words of the second factor.
import { texts } from '$lib/i18n/locale.svelte';

const vi = {
  place: 'Bảo mật',
  title: 'Xác thực hai bước',
  why: 'Khi bật, mỗi lần đăng nhập cần thêm mã 6 số từ ứng dụng xác thực trên điện thoại. Người biết mật khẩu cũng không vào được nếu không có điện thoại. Không bắt buộc.',
  password: 'Mật khẩu hiện tại',
  code: 'Mã xác thực',
  code_hint: '6 chữ số đang hiện trong ứng dụng.',
  begin: 'Bật xác thực hai bước',
  scan: 'Mở ứng dụng xác thực trên điện thoại (ứng dụng TOTP bất kỳ) và quét mã này, rồi nhập 6 chữ số mà ứng dụng hiện ra.',
  qr: 'Mã QR cho ứng dụng xác thực',
  or_type: 'Nếu không quét được, nhập khoá này vào ứng dụng:',
  same_phone: 'Mở ứng dụng trên chính điện thoại này',
  confirm: 'Xác nhận',
  is_on: 'Đã bật xác thực hai bước.',
  since: (day: string) => `Bật từ ngày ${day}.`,
  left: (n: number) => `Còn ${n} mã dự phòng.`,
  recovery: 'Mã dự phòng, mỗi mã dùng một lần khi mất điện thoại. Chỉ hiện lần này: đề nghị in hoặc chép lại và cất riêng.',
  print: 'In',
  off: 'Tắt xác thực hai bước',
};

const en: typeof vi = {
  place: 'Security',
  title: 'Two-step sign-in',
  why: 'When it is on, every sign-in also asks for 6 digits of an authenticator app on your phone: a password alone opens nothing. It is not required.',
  password: 'Present password',
  code: 'Authentication code',
  code_hint: 'The 6 digits the app shows now.',
  begin: 'Switch on two-step sign-in',
  scan: 'Open an authenticator app on your phone (any TOTP app), scan this code, then enter the 6 digits it shows.',
  qr: 'QR code for the authenticator app',
  or_type: 'If it cannot be scanned, type this key into the app:',
  same_phone: 'Open the app on this very phone',
  confirm: 'Confirm',
  is_on: 'Two-step sign-in is on.',
  since: (day: string) => `Since ${day}.`,
  left: (n: number) => `${n} recovery codes are left.`,
  recovery: 'Recovery codes, each works once if the phone is lost. Shown only now: print or write them down and keep them apart.',
  print: 'Print',
  off: 'Switch two-step sign-in off',
};

export const t = texts(vi, en);
