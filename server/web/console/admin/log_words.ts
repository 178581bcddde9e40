// SPDX-License-Identifier: Apache-2.0
// What the lines of the log are called; one that is not here is shown by its key.
import type { Schemas } from '$lib/api/client';
import { texts } from '$lib/i18n/locale.svelte';
import { t as console_words } from '../words';
import { say_actor, say_detail } from './log_text';

const vi: Record<string, string> = {
  'session.open': 'Đăng nhập', 'session.close': 'Đăng xuất', 'session.refused': 'Đăng nhập không thành công',
  'session.prove': 'Xác nhận lại mật khẩu', 'account.activate': 'Kích hoạt tài khoản', 'account.redeem': 'Nhận thêm quyền',
  'account.change': 'Sửa tài khoản', 'account.change_password': 'Đổi mật khẩu', 'account.end_sessions': 'Đăng xuất mọi nơi',
  'account.revoke_token': 'Thu hồi khoá truy cập của tài khoản',
  'second_factor.enrol': 'Bắt đầu bật xác thực hai bước', 'second_factor.on': 'Bật xác thực hai bước',
  'second_factor.off': 'Tắt xác thực hai bước', 'second_factor.reset': 'Bỏ xác thực hai bước',
  'second_factor.use_recovery_code': 'Dùng mã dự phòng', 'token.create': 'Tạo khoá truy cập', 'token.revoke': 'Thu hồi khoá truy cập',
  'link.create': 'Tạo đường dẫn', 'link.revoke': 'Thu hồi đường dẫn', 'event.create': 'Tạo sự kiện', 'event.copy': 'Sao chép sự kiện',
  'event.update': 'Sửa thông tin buổi lễ', 'event.delete': 'Xoá sự kiện', 'plan.import': 'Nhập tệp kế hoạch',
  'quota.expand': 'Tách chỉ tiêu của nhóm', 'extension.grant': 'Gia hạn', 'agency.create': 'Thêm cơ quan', 'agency.update': 'Sửa cơ quan',
  'agency.delete': 'Xoá cơ quan', 'document.put_file': 'Đưa tệp văn bản lên', 'document.remove_file': 'Xoá tệp văn bản',
  'list.view': 'Xem danh sách', 'list.save': 'Lưu danh sách', 'list.import': 'Nhập danh sách từ tệp', 'list.submit': 'Gửi danh sách',
  'list.return': 'Trả lại danh sách', 'list.approve': 'Duyệt danh sách', 'list.lock': 'Chốt danh sách', 'list.unlock': 'Mở chốt danh sách',
  'list.invited': 'Ghi nhận đã gửi giấy mời', 'delegates.view': 'Xem đại biểu', 'delegates.export': 'Xuất danh sách đại biểu',
  'report.export': 'Xuất báo cáo', 'delegate.withdraw': 'Rút đại biểu', 'delegate.substitute': 'Cử người dự thay',
  'delegate.seat': 'Xếp chỗ ngồi', 'delegate.door_note': 'Ghi lưu ý ở cửa', 'delegate.accept': 'Xác nhận dự',
  'delegate.decline': 'Báo không dự', 'delegate.excuse': 'Ghi nhận vắng có lý do', 'delegate.unexcuse': 'Bỏ ghi nhận vắng', 'delegate.supplement': 'Ghi nhận bổ sung có mặt',
  'delegate.erase': 'Xoá dữ liệu đại biểu', 'delegate.erase_again': 'Xoá lại dữ liệu sau khôi phục',
  'retention.erase': 'Xoá dữ liệu hết hạn lưu', 'pass.issue': 'Cấp thẻ', 'pass.reissue': 'Cấp lại thẻ', 'pass.revoke': 'Huỷ thẻ',
  'key.make': 'Tạo khoá ký thẻ', 'late_change.request': 'Đề nghị thay đổi muộn', 'late_change.accept': 'Đồng ý thay đổi muộn',
  'late_change.refuse': 'Từ chối thay đổi muộn', 'door.offer': 'Tạo mã ghép máy', 'door.enrol': 'Ghép máy ở cửa',
  'door.revoke': 'Ngắt máy ở cửa', 'door.walk_in': 'Đón khách ngoài danh sách', 'scan.undo': 'Huỷ lượt điểm danh',
  'incident.resolve': 'Ghi nhận xử lý sự cố',
  'site.create': 'Thêm điểm cầu', 'site.update': 'Sửa điểm cầu', 'site.delete': 'Xoá điểm cầu',
  'gate.create': 'Thêm cửa', 'gate.update': 'Sửa cửa', 'gate.delete': 'Xoá cửa',
  'group.create': 'Thêm thành phần', 'group.update': 'Sửa thành phần', 'group.delete': 'Xoá thành phần',
  'quota.create': 'Thêm chỉ tiêu', 'quota.update': 'Sửa chỉ tiêu', 'quota.delete': 'Xoá chỉ tiêu',
  'contact.create': 'Thêm đầu mối', 'contact.update': 'Sửa đầu mối', 'contact.delete': 'Xoá đầu mối',
  'task.create': 'Thêm nhiệm vụ', 'task.update': 'Sửa nhiệm vụ', 'task.delete': 'Xoá nhiệm vụ',
  'document.create': 'Thêm văn bản', 'document.update': 'Sửa văn bản', 'document.delete': 'Xoá văn bản',
  'stream.create': 'Thêm nền tảng phát trực tuyến', 'stream.update': 'Sửa nền tảng phát trực tuyến', 'stream.delete': 'Xoá nền tảng phát trực tuyến',
  'program.create': 'Thêm chương trình', 'program.update': 'Sửa chương trình', 'program.delete': 'Xoá chương trình',
  'badges.export': 'In thẻ, phù hiệu', 'backup.begin': 'Sao lưu',
};

const en: typeof vi = {
  'session.open': 'Signed in', 'session.close': 'Signed out', 'session.refused': 'Sign-in refused', 'session.prove': 'Proved the password',
  'account.activate': 'Activated an account', 'account.redeem': 'Redeemed a link', 'account.change': 'Changed an account',
  'account.change_password': 'Changed the password', 'account.end_sessions': 'Ended sessions',
  'account.revoke_token': 'Revoked a token of the account',
  'second_factor.enrol': 'Began the second factor', 'second_factor.on': 'Second factor on', 'second_factor.off': 'Second factor off',
  'second_factor.reset': 'Second factor reset', 'second_factor.use_recovery_code': 'Used a recovery code', 'token.create': 'Made a token',
  'token.revoke': 'Revoked a token', 'link.create': 'Made a link', 'link.revoke': 'Revoked a link', 'event.create': 'Made the event',
  'event.copy': 'Copied an event', 'event.update': 'Changed the event', 'event.delete': 'Deleted the event',
  'plan.import': 'Imported a plan', 'quota.expand': 'Expanded a quota', 'extension.grant': 'Gave more time',
  'agency.create': 'Added an agency', 'agency.update': 'Changed an agency', 'agency.delete': 'Removed an agency',
  'document.put_file': 'Uploaded a file', 'document.remove_file': 'Removed a file', 'list.view': 'Saw a list', 'list.save': 'Saved a list',
  'list.import': 'Imported a list', 'list.submit': 'Sent a list', 'list.return': 'Returned a list', 'list.approve': 'Approved a list',
  'list.lock': 'Locked a list', 'list.unlock': 'Unlocked a list', 'list.invited': 'Noted invitations', 'delegates.view': 'Saw delegates',
  'delegates.export': 'Exported delegates', 'report.export': 'Exported the report', 'delegate.withdraw': 'Withdrew a delegate',
  'delegate.substitute': 'Substituted a delegate', 'delegate.seat': 'Seated a delegate', 'delegate.door_note': 'Noted for the door',
  'delegate.accept': 'Accepted', 'delegate.decline': 'Declined', 'delegate.excuse': 'Excused', 'delegate.unexcuse': 'Took the excuse back', 'delegate.supplement': 'Added as present',
  'delegate.erase': 'Erased a delegate', 'delegate.erase_again': 'Erased again', 'retention.erase': 'Erased by retention',
  'pass.issue': 'Issued passes', 'pass.reissue': 'Issued a pass anew', 'pass.revoke': 'Revoked a pass', 'key.make': 'Made a signing key',
  'late_change.request': 'Asked for a late change', 'late_change.accept': 'Accepted a late change',
  'late_change.refuse': 'Refused a late change', 'door.offer': 'Offered a pairing', 'door.enrol': 'Paired a door',
  'door.revoke': 'Revoked a door', 'door.walk_in': 'Took a walk-in', 'scan.undo': 'Undid a scan',
  'incident.resolve': 'Resolved an incident',
  'site.create': 'Added a site', 'site.update': 'Changed a site', 'site.delete': 'Removed a site',
  'gate.create': 'Added a gate', 'gate.update': 'Changed a gate', 'gate.delete': 'Removed a gate',
  'group.create': 'Added a group', 'group.update': 'Changed a group', 'group.delete': 'Removed a group',
  'quota.create': 'Added a quota', 'quota.update': 'Changed a quota', 'quota.delete': 'Removed a quota',
  'contact.create': 'Added a contact', 'contact.update': 'Changed a contact', 'contact.delete': 'Removed a contact',
  'task.create': 'Added a task', 'task.update': 'Changed a task', 'task.delete': 'Removed a task',
  'document.create': 'Added a document', 'document.update': 'Changed a document', 'document.delete': 'Removed a document',
  'stream.create': 'Added a stream', 'stream.update': 'Changed a stream', 'stream.delete': 'Removed a stream',
  'program.create': 'Added a program', 'program.update': 'Changed a program', 'program.delete': 'Removed a program',
  'badges.export': 'Printed passes', 'backup.begin': 'Began a backup',
};

export const actions = texts(vi, en);

const vi_words = {
  count: 'số lượng', rows: 'số dòng', version: 'lần gửi', revision: 'bản', added: 'thêm', known: 'đã có', bytes: 'số byte', left: 'còn',
  role: 'vai trò', request: 'đề nghị', link: 'đường dẫn', by: 'thay bằng', agency: 'cơ quan', site: 'điểm cầu', group: 'thành phần',
  list: 'danh sách', minors: 'có tên trẻ em', adults: 'người lớn', chosen: 'một số người được chọn', approved: 'được duyệt',
  delegates: 'đại biểu', parties: 'đoàn', requests: 'đề nghị', events: 'sự kiện', members: 'thành viên', created: 'thêm', updated: 'sửa',
  at: 'lúc', persons: 'số người', disabled: 'khoá', enabled: 'mở khoá', display_name: 'tên hiển thị',
};
const en_words: typeof vi_words = {
  count: 'count', rows: 'rows', version: 'version', revision: 'revision', added: 'added', known: 'known', bytes: 'bytes', left: 'left',
  role: 'role', request: 'request', link: 'link', by: 'by', agency: 'agency', site: 'site', group: 'group',
  list: 'list', minors: 'names of children', adults: 'adults', chosen: 'chosen people', approved: 'approved',
  delegates: 'delegates', parties: 'parties', requests: 'requests', events: 'events', members: 'members', created: 'added', updated: 'changed',
  at: 'at', persons: 'persons', disabled: 'disabled', enabled: 'enabled', display_name: 'display name',
};
const words = texts(vi_words, en_words);

const vi_others = { command_line: 'Dòng lệnh trên máy chủ', anonymous: 'Người chưa đăng nhập', account: 'Tài khoản không còn', door: 'Máy ở cửa không còn' };
const en_others: typeof vi_others = { command_line: 'The server’s command line', anonymous: 'Nobody signed in', account: 'An account that is gone', door: 'A door that is gone' };
const others = texts(vi_others, en_others);

type Entry = Pick<Schemas['AuditEntry'], 'actor' | 'actor_name' | 'subject_name'>;

export const actor_text = ({ actor, actor_name }: Entry): string => say_actor(actor, actor_name, others());
/** Ids say nothing to people; they stay in the log and in the API. Nothing either for who did it to themselves. */
export const subject_text = ({ actor_name, subject_name }: Entry): string => (subject_name && subject_name !== actor_name ? subject_name : '');
export const detail_text = (detail: string): string => say_detail(detail, words(), console_words().roles);

const ELSEWHERE = /^(session|account|second_factor|token|agency|program|backup)\./;
/** What can stand in the log of one event, by name. */
export const event_actions = (): [key: string, label: string][] =>
  Object.entries(actions()).filter(([key]) => !ELSEWHERE.test(key)).sort(([, a], [, b]) => a.localeCompare(b, 'vi'));
