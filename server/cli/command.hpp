// SPDX-License-Identifier: Apache-2.0
// What every command of the program shares: the settings, the store, and how a refusal is told.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "qr/secure_bytes.hpp"
#include "server/app_store.hpp"
#include "server/config.hpp"
#include "server/store/sqlite/sqlite_store.hpp"

namespace kinhmoi::cli {

/// Ends the program with this status after its message was printed.
struct Exit {
    int status = 1;
};

/// Options that every command takes.
struct Common {
    std::string config_file;
    std::string data_folder;
};
void add_common(CLI::App& command, Common& common);
/// The file's settings with the options on top. Prints every fault and throws Exit.
Config settings_of(const Common& common);

/// Prints the sentence in both languages with its faults, then throws Exit.
[[noreturn]] void fail(const Failure& failure);
template <class T>
T must(Result<T> result) {
    if (!result) fail(result.error());
    return std::move(*result);
}
inline void must(const Result<void>& result) {
    if (!result) fail(result.error());
}

/// Locks and opens the store; tells how to stop a server that holds it. clock empty: the system's.
std::unique_ptr<store::Store> open_store(const Config& config, std::function<Instant()> clock = {});
/// --now: a rehearsal's time in place of the system's.
void add_rehearsal_clock(CLI::App& command, std::string& now);
/// Empty for an empty text; throws Exit for a text that is no time.
std::function<Instant()> rehearsal_clock(const std::string& now);
qr::MasterKey master_key_of(const Config& config);

void add_serve(CLI::App& app);
void add_init(CLI::App& app);
void add_account(CLI::App& app);
void add_plan(CLI::App& app);
void add_key(CLI::App& app);
void add_backup(CLI::App& app);
void add_restore(CLI::App& app);
void add_verify(CLI::App& app);

}  // namespace kinhmoi::cli
