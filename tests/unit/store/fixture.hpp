// SPDX-License-Identifier: Apache-2.0
// A store over a real file in a folder of its own, with a small schema for these tests only.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>

#include "server/store/sqlite/sqlite_store.hpp"

namespace kinhmoi::store::test {

namespace fs = std::filesystem;

/// A new folder that goes with the object.
class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "kinhmoi-store-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
        path_ = name;
    }
    explicit Folder(fs::path path) : path_(std::move(path)) {}
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }
    fs::path operator/(const std::string& name) const { return path_ / name; }

private:
    fs::path path_;
};

inline const sqlite::Migration first_migration{1, "0001_initial",
                                               "CREATE TABLE notes ("
                                               " id INTEGER PRIMARY KEY,"
                                               " body TEXT NOT NULL) STRICT;"
                                               "CREATE INDEX notes_body ON notes (body);"
                                               "CREATE TABLE parents (id BLOB PRIMARY KEY) STRICT;"
                                               "CREATE TABLE children ("
                                               " id INTEGER PRIMARY KEY,"
                                               " parent_id BLOB REFERENCES parents (id)"
                                               " DEFERRABLE INITIALLY DEFERRED) STRICT;"};
inline const sqlite::Migration second_migration{
    2, "0002_titles", "ALTER TABLE notes ADD COLUMN title TEXT NOT NULL DEFAULT '';"};

inline sqlite::Settings settings_in(const fs::path& folder) {
    sqlite::Settings settings;
    settings.path = folder / "test.db";
    settings.migrations = {first_migration};
    settings.make_memory = nullptr;
    settings.idle_checkpoint_ms = 60'000;
    settings.writer_cache_kib = 2'048;
    settings.reader_cache_kib = 1'024;
    return settings;
}

/// Time that moves by one millisecond a look, and bytes that count up.
inline sqlite::Environment environment() {
    auto ticks = std::make_shared<std::atomic<std::int64_t>>(1'700'000'000'000);
    auto bytes = std::make_shared<std::atomic<std::uint8_t>>(0);
    return {[ticks] { return Instant{ticks->fetch_add(1)}; },
            [bytes](std::span<std::uint8_t> out) {
                for (std::uint8_t& byte : out) byte = bytes->fetch_add(1);
            }};
}

inline std::unique_ptr<Store> must_open(const sqlite::Settings& settings) {
    auto opened = sqlite::open(settings, environment());
    if (!opened) throw std::runtime_error(opened.error().message().en);
    return std::move(*opened);
}

inline std::unique_ptr<Store> must_create(const sqlite::Settings& settings) {
    if (auto made = sqlite::create(settings, environment()); !made)
        throw std::runtime_error(made.error().message().en);
    return must_open(settings);
}

inline void add_note(WriteTx& tx, std::int64_t id, std::string_view body) {
    tx.execute("INSERT INTO notes (id, body) VALUES ($1, $2)", id, body);
}

inline std::int64_t count_notes(Store& store) {
    return store.read_now([](ReadTx& tx) {
        auto rows = tx.query("SELECT count(*) FROM notes");
        rows.next();
        return rows.get<std::int64_t>(0);
    });
}

inline std::string read_bytes(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

inline void write_bytes(const fs::path& file, const std::string& bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline Failure refusal() {
    return Failure(FailureKind::over_quota, {"Đã đủ số lượng.", "The quota is used up."});
}

/// Keeps the writer busy until it is let go, so that what is submitted meanwhile forms one group.
class Plug {
public:
    explicit Plug(Store& store)
        : thread_([this, &store] {
              store.write_now([this](WriteTx&) {
                  running_.store(true);
                  running_.notify_all();
                  let_go_.wait(false);
              });
          }) {
        running_.wait(false);
    }
    ~Plug() { release(); }
    void release() {
        let_go_.store(true);
        let_go_.notify_all();
        if (thread_.joinable()) thread_.join();
    }

private:
    std::atomic<bool> running_{false};
    std::atomic<bool> let_go_{false};
    std::thread thread_;
};

}  // namespace kinhmoi::store::test
