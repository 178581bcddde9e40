// SPDX-License-Identifier: Apache-2.0
#include "server/cli/command.hpp"

#include <iostream>

#include "qr/key_seal.hpp"
#include "qr/secrets.hpp"
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

store::sqlite::Settings store_settings(const Config& config) {
    store::sqlite::Settings settings;
    settings.path = config.database_file();
    settings.writer_cache_kib = config.store.cache_mib * 1024;
    settings.checkpoint_pages = config.store.checkpoint_pages;
    return settings;
}

store::sqlite::Environment store_environment(std::function<Instant()> clock) {
    return {std::move(clock), [](std::span<std::uint8_t> out) { qr::random_bytes(out); }};
}

std::unique_ptr<store::Store> open_store(const Config& config) {
    return must(store::sqlite::open(store_settings(config), store_environment(system_now)));
}

qr::MasterKey master_key_of(const Config& config) {
    return must(qr::load_master_key(config.master_key()));
}

}  // namespace kinhmoi::cli
