// SPDX-License-Identifier: Apache-2.0
// Words that more than one app says.
import { texts } from './locale.svelte';

const vi = {
  close: 'Đóng',
  unsaved: 'Phần vừa nhập chưa được lưu và sẽ mất.',
  go_on: 'Nhập tiếp',
  leave: 'Phần vừa nhập chưa được lưu và sẽ mất. Vẫn rời trang này?',
  discard: 'Bỏ phần đã nhập',
  cancel: 'Huỷ bỏ',
  save: 'Lưu',
  back: 'Quay lại',
  loading: 'Đang tải…',
  try_again: 'Thử lại',
  sign_out: 'Đăng xuất',
  skip: 'Đến nội dung chính',
  other_language: 'English',
  unreachable: 'Không kết nối được với máy chủ. Đề nghị kiểm tra mạng rồi thử lại.',
  unexpected: 'Máy chủ gặp sự cố. Đề nghị thử lại; nếu vẫn lỗi, báo mã yêu cầu cho quản trị viên.',
  signed_out: 'Phiên đăng nhập đã hết. Phần vừa nhập vẫn ở đây: đề nghị đăng nhập lại trong một thẻ khác của trình duyệt, rồi lưu lần nữa.',
  request: (id: string) => `Mã yêu cầu: ${id}`,
};

const en: typeof vi = {
  close: 'Close',
  unsaved: 'What you typed is not saved and will be lost.',
  go_on: 'Go on typing',
  leave: 'What you typed is not saved and will be lost. Leave this page all the same?',
  discard: 'Discard it',
  cancel: 'Cancel',
  save: 'Save',
  back: 'Back',
  loading: 'Loading…',
  try_again: 'Try again',
  sign_out: 'Sign out',
  skip: 'Skip to content',
  other_language: 'Tiếng Việt',
  unreachable: 'The server cannot be reached. Check the network, then try again.',
  unexpected: 'The server failed. Try again; if it fails again, tell the administrator the request id.',
  signed_out: 'You are no longer signed in. What you typed is still here: sign in again in another tab, then save once more.',
  request: (id: string) => `Request id: ${id}`,
};

export const common = texts(vi, en);
