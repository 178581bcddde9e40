// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/failures.hpp"

namespace kinhmoi::store::sqlite::failures {
namespace {

Failure unavailable(std::string vi, std::string en) {
    return Failure(FailureKind::unavailable, {std::move(vi), std::move(en)});
}

Failure conflict(std::string vi, std::string en) {
    return Failure(FailureKind::conflict, {std::move(vi), std::move(en)});
}

}  // namespace

Failure queue_full() {
    return Failure(FailureKind::busy, {"Hệ thống đang bận. Đề nghị thử lại sau vài giây.",
                                       "The server is busy. Please try again in a few seconds."});
}

Failure stopping() {
    return unavailable("Hệ thống đang dừng. Đề nghị thử lại sau ít phút.",
                       "The server is stopping. Please try again in a few minutes.");
}

Failure disk_full() {
    return unavailable(
        "Ổ đĩa đã đầy nên chưa ghi được dữ liệu. Đề nghị người quản trị giải phóng dung lượng, sau "
        "đó "
        "thực hiện lại.",
        "The disk is full, so nothing was written. Please have the administrator free some space, "
        "then try again.");
}

Failure writing_stopped() {
    return unavailable(
        "Ổ đĩa báo lỗi ghi nên hệ thống đã ngừng ghi để bảo vệ dữ liệu. Đề nghị người quản trị "
        "kiểm "
        "tra ổ đĩa rồi khởi động lại.",
        "The disk failed a write, so writing has stopped to protect the data. Please have the "
        "administrator check the disk, then restart.");
}

Failure group_failed() {
    return unavailable("Chưa ghi được dữ liệu. Đề nghị thực hiện lại.",
                       "Nothing was written. Please try again.");
}

Failure corrupt_while_serving() {
    return unavailable(
        "Tệp cơ sở dữ liệu bị hỏng. Đề nghị người quản trị dừng hệ thống và khôi phục bản sao lưu "
        "mới "
        "nhất đã kiểm tra.",
        "The database file is damaged. Please have the administrator stop the server and restore "
        "the "
        "newest verified backup.");
}

Failure purge_busy() {
    return Failure(FailureKind::busy,
                   {"Đang có tác vụ đọc kéo dài nên chưa xoá hết dữ liệu cũ. Đề nghị thử lại.",
                    "A long read still holds old data. Please try again."});
}

Failure in_use(const Path& database) {
    return conflict("Cơ sở dữ liệu " + database.string() +
                        " đang được một tiến trình khác sử dụng. Đề nghị dừng tiến trình đó trước.",
                    "Another process is using the database " + database.string() +
                        ". Stop that process first.");
}

Failure no_database(const Path& database) {
    return Failure(FailureKind::not_found,
                   {"Không tìm thấy cơ sở dữ liệu " + database.string() +
                        ". Đề nghị khởi tạo (init) hoặc khôi phục (restore).",
                    "There is no database at " + database.string() + ". Run init, or restore."});
}

Failure already_exists(const Path& database) {
    return conflict("Đã có tệp " + database.string() + ". Đề nghị chọn thư mục dữ liệu khác.",
                    database.string() + " already exists. Choose another data folder.");
}

Failure no_folder(const Path& folder) {
    return Failure(FailureKind::not_found,
                   {"Không tìm thấy hoặc không ghi được thư mục " + folder.string() +
                        ". Đề nghị tạo thư mục và cấp quyền ghi.",
                    "The folder " + folder.string() +
                        " does not exist or cannot be written. Create it and allow writing."});
}

Failure not_ours(const Path& database) {
    return conflict(
        "Tệp " + database.string() +
            " không phải là cơ sở dữ liệu của hệ thống này. Đề nghị kiểm tra đường dẫn.",
        database.string() + " is not a database of this service. Check the path.");
}

Failure damaged(const Path& database, const std::string& finding) {
    return unavailable(
        "Tệp " + database.string() + " bị hỏng (" + finding +
            "). Đề nghị khôi phục bản sao lưu mới nhất đã kiểm tra (restore).",
        database.string() + " is damaged (" + finding + "). Restore the newest verified backup.");
}

Failure library_too_old(const std::string& have, const std::string& want) {
    return unavailable("Thư viện SQLite " + have + " cũ hơn bản đã biên dịch " + want +
                           ". Đề nghị cập nhật hệ điều hành.",
                       "The SQLite library " + have + " is older than the one built against, " +
                           want + ", or lacks threads. Update the system.");
}

Failure pragma_mismatch(const std::string& name, const std::string& want, const std::string& have) {
    return unavailable("Thiết lập " + name + " của SQLite là \"" + have + "\", phải là \"" + want +
                           "\". Hệ thống không khởi động để bảo vệ dữ liệu.",
                       "SQLite's " + name + " is \"" + have + "\" and must be \"" + want +
                           "\". Refusing to start, to protect the data.");
}

Failure newer_schema(int have, int known) {
    const std::string h = std::to_string(have);
    const std::string k = std::to_string(known);
    return conflict("Cơ sở dữ liệu thuộc phiên bản mới hơn (" + h + " > " + k +
                        "). Đề nghị dùng phần mềm mới hơn hoặc khôi phục bản sao lưu cũ.",
                    "The database is of a newer version (" + h + " > " + k +
                        "). Use the newer program, or restore an older backup.");
}

Failure edited_migration(const std::string& name) {
    return conflict(
        "Bước nâng cấp " + name + " khác với bước đã áp dụng. Đề nghị cài lại đúng bản phần mềm.",
        "Migration " + name +
            " differs from the one that was applied. Install the right program again.");
}

Failure failed_migration(const std::string& name, const std::string& why) {
    return unavailable("Bước nâng cấp " + name + " không thực hiện được (" + why +
                           "). Dữ liệu giữ nguyên như trước. Đề nghị báo đơn vị phát triển.",
                       "Migration " + name + " failed (" + why +
                           "). The data is as before. Report this to the developers.");
}

Failure cannot_open(const Path& database, const std::string& why) {
    return unavailable(
        "Không mở được " + database.string() + " (" + why +
            "). Đề nghị kiểm tra ổ đĩa và quyền truy cập.",
        "Cannot open " + database.string() + " (" + why + "). Check the disk and the permissions.");
}

Failure backup_failed(const Path& target, const std::string& why) {
    return unavailable("Chưa sao lưu được vào " + target.string() + " (" + why +
                           "). Đề nghị kiểm tra dung lượng và quyền ghi.",
                       "The backup to " + target.string() + " failed (" + why +
                           "). Check the free space and the permissions.");
}

Failure bad_manifest(const Path& manifest, const std::string& why) {
    return conflict("Bản sao lưu không khớp với bản kê " + manifest.string() + " (" + why +
                        "). Đề nghị dùng bản sao lưu khác.",
                    "The backup does not match its manifest " + manifest.string() + " (" + why +
                        "). Use another backup.");
}

}  // namespace kinhmoi::store::sqlite::failures
