// SPDX-License-Identifier: Apache-2.0
// kinhmoi key: the master key's file and the signing keys of an event, for when the API is out of
// reach. Stop the server first: the store has one owner.
#include <iomanip>
#include <iostream>

#include "server/app.hpp"
#include "server/cli/command.hpp"
#include "server/cli/master_key_file.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/keys.hpp"

namespace kinhmoi::cli {
namespace {

struct KeyOptions {
    Common common;
    std::string file;
    std::string event;  ///< its code
    std::uint16_t kid = 0;
};

EventId event_of(store::ReadTx& tx, const std::string& code) {
    const auto event = store::load_event_by_code(tx, code);
    if (!event) {
        fail(Failure(FailureKind::not_found, {"Không có sự kiện mang mã " + code + ".",
                                              "No event has the code " + code + "."}));
    }
    return event->id;
}

void print(const usecase::KeyView& key) {
    std::cout << std::right << std::setw(5) << key.kid << "  " << std::left << std::setw(12)
              << qr::key_state_name(key.state) << rfc3339(key.created_at) << "  "
              << to_hex(key.public_key) << "\n";
}

void make_master_key(const KeyOptions& options) {
    write_new_master_key(options.file);
    std::cout << "Đã tạo khoá chính / Made the master key " << options.file << "\n"
              << "Giữ tệp này ngoài các bản sao lưu; mất tệp thì phải tạo khoá ký mới cho từng sự "
                 "kiện. / Keep it apart from backups; without it each event needs a new signing "
                 "key.\n";
}

void list(const KeyOptions& options) {
    auto store = open_store(settings_of(options.common));
    const auto keys = must(store->read_now([&](store::ReadTx& tx) {
        return usecase::list_keys(tx, usecase::command_line_actor(), event_of(tx, options.event));
    }));
    for (const usecase::KeyView& key : keys) print(key);
    if (keys.empty())
        std::cout << "Chưa có khoá: khoá đầu tiên được tạo khi phát thẻ. / No keys yet: the first "
                     "is made when passes are issued.\n";
}

void rotate(const KeyOptions& options) {
    const Config config = settings_of(options.common);
    const qr::MasterKey master_key = master_key_of(config);
    auto store = open_store(config);
    print(must(store->write_now([&](store::WriteTx& tx) {
        return usecase::rotate_key(tx, usecase::command_line_actor(), event_of(tx, options.event),
                                   master_key);
    })));
}

void mark_compromised(const KeyOptions& options) {
    const Config config = settings_of(options.common);
    const qr::MasterKey master_key = master_key_of(config);
    auto store = open_store(config);
    print(must(store->write_now([&](store::WriteTx& tx) {
        return usecase::mark_key_compromised(tx, usecase::command_line_actor(), options.kid,
                                             master_key);
    })));
    std::cout << "Đề nghị cấp lại các thẻ đã ký bằng khoá này. / Issue anew the passes that this "
                 "key signed.\n";
}

using Run = void (*)(const KeyOptions&);

CLI::App* add(CLI::App& key, const std::shared_ptr<KeyOptions>& options, const char* name,
              const char* what, const char* example, Run run) {
    CLI::App* command = key.add_subcommand(name, what);
    command->footer(std::string("Example: kinhmoi key ") + example);
    command->callback([options, run] { run(*options); });
    return command;
}

}  // namespace

void add_key(CLI::App& app) {
    CLI::App* key = app.add_subcommand("key", "Master key; signing keys of an event");
    key->require_subcommand(1);
    auto options = std::make_shared<KeyOptions>();

    CLI::App* master = add(*key, options, "new-master", "Make the file of a new master key",
                           "new-master /etc/kinhmoi/master.key", make_master_key);
    master->add_option("file", options->file, "Must not exist yet")->required();

    CLI::App* listing = add(*key, options, "list", "Numbers, states and public halves",
                            "list --data /var/lib/kinhmoi CT-LPD-20260529", list);
    CLI::App* rotation =
        add(*key, options, "rotate", "A new key signs from now on; the old one stays valid",
            "rotate --data /var/lib/kinhmoi CT-LPD-20260529", rotate);
    for (CLI::App* command : {listing, rotation}) {
        add_common(*command, options->common);
        command->add_option("event", options->event, "The event's code")->required();
    }

    CLI::App* compromise =
        add(*key, options, "compromise", "Say that a key was stolen; another one signs at once",
            "compromise --data /var/lib/kinhmoi 3", mark_compromised);
    add_common(*compromise, options->common);
    compromise->add_option("kid", options->kid, "The key's number")
        ->required()
        ->check(CLI::Range(1, 65534));
}

}  // namespace kinhmoi::cli
