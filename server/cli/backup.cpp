// SPDX-License-Identifier: Apache-2.0
// kinhmoi backup, restore, verify: copies of the database that are checked before they are trusted.
#include <iostream>

#include "server/app.hpp"
#include "server/app_backup.hpp"
#include "server/app_erasures.hpp"
#include "server/cli/command.hpp"
#include "server/files/document_files.hpp"
#include "server/files/erasure_list.hpp"
#include "server/store/rows/document_file_rows.hpp"
#include "server/store/sqlite/verify.hpp"
#include "server/usecase/audit.hpp"

namespace kinhmoi::cli {
namespace {

struct Copy {
    Common common;
    std::string path;
};

std::vector<files::ContentHash> contents_of(store::Store& store) {
    return store.read_now([](store::ReadTx& tx) { return store::all_contents(tx); });
}

void verify_files(const Config& config, store::Store& store) {
    const files::ContentFolder folder(config.files_folder());
    bool are_sound = true;
    for (const files::ContentHash& hash : contents_of(store)) {
        if (folder.get(hash)) continue;
        are_sound = false;
        std::cerr << "Tệp bị mất hoặc hỏng / A file is missing or damaged: " << to_hex(hash)
                  << "\n";
    }
    if (!are_sound) throw Exit{1};
}

void back_up(Copy copy) {
    const Config config = settings_of(copy.common);
    if (copy.path.empty()) copy.path = config.backups();
    // Only the last folder is made: a mistyped mount point must not fill the system's disk.
    std::error_code error;
    std::filesystem::create_directory(copy.path, error);
    if (!std::filesystem::is_directory(copy.path)) {
        fail(Failure(
            FailureKind::not_found,
            {"Không có thư mục " + copy.path + ". Đề nghị kiểm tra đường dẫn hoặc gắn ổ đĩa.",
             "There is no folder " + copy.path + ". Check the path or mount the disk."}));
    }
    const auto backup = must(back_up_everything(config, copy.path, system_now()));
    std::cout << "Đã sao lưu và kiểm tra / Backed up and verified\n"
              << backup.file.string() << "\n"
              << backup.manifest.string() << "\n"
              << "Bản sao không chứa khoá chính: cất " << config.master_key().string()
              << " ở nơi khác. / The copy holds no master key: keep that file elsewhere.\n";
}

void restore(const Copy& copy) {
    const Config config = settings_of(copy.common);
    const auto replaced =
        must(store::sqlite::restore(store_settings(config), copy.path, system_now()));
    const auto folder = std::filesystem::path(copy.path).parent_path();
    if (const auto copied = files::ErasureList(folder / config.erasures_file().filename());
        std::filesystem::exists(copied.file()))
        files::ErasureList(config.erasures_file()).add_all(copied);
    auto store = open_store(config);
    const files::ContentFolder files(config.files_folder());
    const bool has_files = files::ContentFolder(folder / config.files_folder().filename())
                               .copy_to(files, contents_of(*store));
    const std::int64_t again = erase_again(*store, config);
    std::cout << "Đã khôi phục / Restored " << config.database_file().string() << "\n";
    if (!replaced.empty())
        std::cout << "Tệp cũ được giữ tại / The replaced file is kept at " << replaced.string()
                  << "\n";
    if (again > 0)
        std::cout << "Đã xoá lại người được xoá sau khi sao lưu / Erased again who was erased "
                     "after the backup: "
                  << again << "\n";
    if (!has_files) {
        std::cerr << "Thiếu tệp văn bản trong bản sao lưu. / Files of documents are missing from "
                     "the backup.\n";
        throw Exit{1};
    }
}

/// The chain of the audit log is asked of the store: it needs the lock, so not while serving.
void verify(const Common& common) {
    const Config config = settings_of(common);
    const auto findings = store::sqlite::verify(store_settings(config), config.database_file());
    for (const auto& finding : findings)
        std::cerr << finding.code << ": " << finding.detail << "\n";
    if (!findings.empty()) throw Exit{1};
    auto store = open_store(config);
    const auto check =
        store->read_now([](store::ReadTx& tx) { return usecase::verify_audit_chain(tx); });
    if (check.first_bad) {
        std::cerr << "Nhật ký bị sửa từ dòng / The audit log was changed at entry "
                  << *check.first_bad << "\n";
        throw Exit{1};
    }
    if (const auto back = count_come_back(*store, config); back > 0) {
        std::cerr << "Có người đã xoá mà còn dữ liệu; khởi động máy chủ sẽ xoá lại. / Erased "
                     "persons are there again; starting the server erases them: "
                  << back << "\n";
        throw Exit{1};
    }
    verify_files(config, *store);
    std::cout << "Cơ sở dữ liệu và nhật ký nguyên vẹn. / Database and audit log are sound.\n"
              << "Nhật ký / audit log: " << check.entries << ", " << to_hex(check.head) << "\n";
}

}  // namespace

void add_backup(CLI::App& app) {
    auto copy = std::make_shared<Copy>();
    CLI::App* command =
        app.add_subcommand("backup", "Copy the database, also while the server runs");
    add_common(*command, copy->common);
    command->add_option("folder", copy->path,
                        "Where the copy and its manifest go (default: backup_folder)");
    command->footer("Example: kinhmoi backup --data /var/lib/kinhmoi /mnt/usb");
    command->callback([copy] { back_up(*copy); });
}

void add_restore(CLI::App& app) {
    auto copy = std::make_shared<Copy>();
    CLI::App* command =
        app.add_subcommand("restore", "Put a verified copy in the database's place");
    add_common(*command, copy->common);
    command->add_option("manifest", copy->path, "The manifest that backup wrote")->required();
    command->footer("Example: kinhmoi restore --data /var/lib/kinhmoi /mnt/usb/….manifest");
    command->callback([copy] { restore(*copy); });
}

void add_verify(CLI::App& app) {
    auto common = std::make_shared<Common>();
    CLI::App* command =
        app.add_subcommand("verify", "Check the database and the chain of the audit log");
    add_common(*command, *common);
    command->footer("Example: kinhmoi verify --data /var/lib/kinhmoi   (stop the server first)");
    command->callback([common] { verify(*common); });
}

}  // namespace kinhmoi::cli
