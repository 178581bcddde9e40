// SPDX-License-Identifier: Apache-2.0
// kinhmoi init: makes a data folder with an empty database, a master key and a certificate.
#include <iostream>

#include "server/app.hpp"
#include "server/cli/command.hpp"
#include "server/cli/master_key_file.hpp"
#include "server/net/self_signed.hpp"
#include "server/usecase/activation.hpp"

namespace kinhmoi::cli {
namespace {

void make_folder(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

void run(const Common& common) {
    const Config config = settings_of(common);
    make_folder(config.data_folder);
    must(store::sqlite::create(store_settings(config), store_environment(system_now)));
    if (!std::filesystem::exists(config.master_key())) write_new_master_key(config.master_key());
    if (!std::filesystem::exists(config.certificate()))
        net::make_self_signed(config.certificate(), config.private_key(),
                              {config.public_host, "localhost", "127.0.0.1"});
    auto store = open_store(config);
    const auto code = store->write_now(
        [](store::WriteTx& tx) { return usecase::first_admin_code(tx, 24 * hour_ms); });
    std::cout << "Đã tạo dữ liệu tại / Created " << config.data_folder.string() << "\n"
              << "Mã kích hoạt quản trị viên (dùng một lần) / one-time administrator code: "
              << code.code.text() << "\n"
              << "Giữ " << config.master_key().string()
              << " ngoài các bản sao lưu. / Keep it apart from backups.\n";
}

}  // namespace

void add_init(CLI::App& app) {
    auto common = std::make_shared<Common>();
    CLI::App* command =
        app.add_subcommand("init", "Make a data folder: database, keys, certificate");
    add_common(*command, *common);
    command->footer("Example: kinhmoi init --data /var/lib/kinhmoi");
    command->callback([common] { run(*common); });
}

}  // namespace kinhmoi::cli
