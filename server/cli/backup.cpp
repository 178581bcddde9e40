// SPDX-License-Identifier: Apache-2.0
// kinhmoi backup, restore, verify: copies of the database that are checked before they are trusted.
#include "server/store/sqlite/backup.hpp"

#include <iostream>

#include "server/app.hpp"
#include "server/cli/command.hpp"
#include "server/store/sqlite/verify.hpp"
#include "server/usecase/audit.hpp"

namespace kinhmoi::cli {
namespace {

struct Copy {
    Common common;
    std::string path;
};

void back_up(const Copy& copy) {
    const Config config = settings_of(copy.common);
    // Only the last folder is made: a mistyped mount point must not fill the system's disk.
    std::error_code error;
    std::filesystem::create_directory(copy.path, error);
    if (!std::filesystem::is_directory(copy.path)) {
        fail(Failure(
            FailureKind::not_found,
            {"Không có thư mục " + copy.path + ". Đề nghị kiểm tra đường dẫn hoặc gắn ổ đĩa.",
             "There is no folder " + copy.path + ". Check the path or mount the disk."}));
    }
    const auto backup =
        must(store::sqlite::back_up(store_settings(config), copy.path, system_now()));
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
    std::cout << "Đã khôi phục / Restored " << config.database_file().string() << "\n";
    if (!replaced.empty())
        std::cout << "Tệp cũ được giữ tại / The replaced file is kept at " << replaced.string()
                  << "\n";
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
    std::cout << "Cơ sở dữ liệu và nhật ký nguyên vẹn. / Database and audit log are sound.\n"
              << "Nhật ký / audit log: " << check.entries << ", " << to_hex(check.head) << "\n";
}

}  // namespace

void add_backup(CLI::App& app) {
    auto copy = std::make_shared<Copy>();
    CLI::App* command =
        app.add_subcommand("backup", "Copy the database, also while the server runs");
    add_common(*command, copy->common);
    command->add_option("folder", copy->path, "Where the copy and its manifest go")->required();
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
