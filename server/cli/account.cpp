// SPDX-License-Identifier: Apache-2.0
// kinhmoi account: the first administrator's code, and a look at who may sign in. Everything else
// about accounts is done by administrators through the API.
#include <iomanip>
#include <iostream>

#include "server/app.hpp"
#include "server/cli/command.hpp"
#include "server/store/rows/account_rows.hpp"
#include "server/usecase/activation.hpp"

namespace kinhmoi::cli {
namespace {

struct FirstCode {
    Common common;
    std::string now;
};

void print_first_code(const FirstCode& options) {
    auto store = open_store(settings_of(options.common), rehearsal_clock(options.now));
    const auto code = store->write_now(
        [](store::WriteTx& tx) { return usecase::first_admin_code(tx, 24 * hour_ms); });
    std::cout << "Mã kích hoạt quản trị viên, dùng một lần, trước / one-time administrator code, "
                 "until "
              << rfc3339_local(code.expires_at, default_time_zone) << "\n"
              << code.code.text() << "\n";
}

void print_accounts(const Common& common) {
    auto store = open_store(settings_of(common));
    const auto accounts =
        store->read_now([](store::ReadTx& tx) { return store::load_accounts(tx, std::nullopt); });
    for (const Account& account : accounts) {
        std::cout << std::left << std::setw(24) << account.username << std::setw(15)
                  << name_of(account.role) << (account.is_disabled ? "disabled" : "active") << "\n";
    }
    if (accounts.empty())
        std::cout << "Chưa có tài khoản. / No accounts yet: kinhmoi account first-code\n";
}

}  // namespace

void add_account(CLI::App& app) {
    CLI::App* account = app.add_subcommand("account", "First administrator; list of accounts");
    account->require_subcommand(1);
    auto common = std::make_shared<Common>();
    auto options = std::make_shared<FirstCode>();

    CLI::App* first = account->add_subcommand(
        "first-code", "Print a one-time code that makes an administrator (24 hours)");
    add_common(*first, options->common);
    add_rehearsal_clock(*first, options->now);
    first->footer("Example: kinhmoi account first-code --data /var/lib/kinhmoi");
    first->callback([options] { print_first_code(*options); });

    CLI::App* list = account->add_subcommand("list", "User names, roles and states");
    add_common(*list, *common);
    list->footer("Example: kinhmoi account list --data /var/lib/kinhmoi");
    list->callback([common] { print_accounts(*common); });
}

}  // namespace kinhmoi::cli
