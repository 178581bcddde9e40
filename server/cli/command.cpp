// SPDX-License-Identifier: Apache-2.0
#include "server/cli/command.hpp"

#include <iostream>

#include "qr/key_seal.hpp"
#include "server/app.hpp"

namespace kinhmoi::cli {

void add_common(CLI::App& command, Common& common) {
    command.add_option("--config", common.config_file,
                       "Settings (JSON); see config/kinhmoi.example.json");
    command.add_option("--data", common.data_folder,
                       "Folder of the database, keys and certificate");
}

Config settings_of(const Common& common) {
    Config config = common.config_file.empty() ? Config{} : must(load_config(common.config_file));
    if (!common.data_folder.empty()) config.data_folder = common.data_folder;
    return config;
}

void fail(const Failure& failure) {
    std::cerr << failure.message().vi << "\n" << failure.message().en << "\n";
    for (const FieldFault& fault : failure.faults())
        std::cerr << "  " << fault.path << ": " << fault.message.vi << " / " << fault.message.en
                  << "\n";
    throw Exit{1};
}

std::unique_ptr<store::Store> open_store(const Config& config, std::function<Instant()> clock) {
    if (!clock) clock = system_now;
    return must(store::sqlite::open(store_settings(config), store_environment(std::move(clock))));
}

void add_rehearsal_clock(CLI::App& command, std::string& now) {
    command.add_option("--now", now, "Rehearsal: the clock starts at this time");
}

std::function<Instant()> rehearsal_clock(const std::string& now) {
    if (now.empty()) return {};
    if (const auto start = parse_rfc3339(now)) return clock_starting_at(*start);
    fail(
        Failure(FailureKind::invalid, {"--now phải là thời điểm dạng 2026-05-28T08:00:00+07:00.",
                                       "--now must be a time such as 2026-05-28T08:00:00+07:00."}));
}

qr::MasterKey master_key_of(const Config& config) {
    return must(qr::load_master_key(config.master_key()));
}

}  // namespace kinhmoi::cli
