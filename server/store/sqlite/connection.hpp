// SPDX-License-Identifier: Apache-2.0
// The driver over one SQLite connection: a cache of prepared statements, and a memory of the last
// fault that spoils a whole group.
#pragma once

#include <SQLiteCpp/Database.h>

#include <array>
#include <memory>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/store/driver.hpp"

struct sqlite3;

namespace kinhmoi::store::sqlite {

class SqliteStatement;

/// A fault with SQLite's own extended code, for the writer's decisions.
class SqliteError : public StoreError {
public:
    SqliteError(Fault fault, int code, const std::string& what)
        : StoreError(fault, what), code_(code) {}
    int code() const { return code_; }

private:
    int code_;
};

/// The error a connection's last call left.
SqliteError last_error(sqlite3* db, int code, std::string_view doing);

class SqliteConnection final : public Connection {
public:
    explicit SqliteConnection(SQLite::Database database);
    ~SqliteConnection() override;

    Statement& prepare(std::string_view sql) override;
    std::int64_t changes() const override;

    sqlite3* handle() const { return database_.getHandle(); }
    /// Runs statements that take no values and whose rows do not matter.
    void run(std::string_view sql);
    /// The first column of the first row as text; empty when there is none.
    std::string scalar(const std::string& sql);
    bool in_transaction() const;
    /// From now on only the calling thread may use it; a debug build asserts.
    void confine_to_this_thread() { owner_ = std::this_thread::get_id(); }

    /// The first full, io, corrupt, busy or other fault since the last call: why SQLite gave up a
    /// transaction, even if a job caught the exception.
    std::optional<SqliteError> take_spoiling_fault() {
        return std::exchange(spoiled_, std::nullopt);
    }

private:
    friend class SqliteStatement;
    struct Entry;
    struct Slot {
        const char* data = nullptr;
        Entry* entry = nullptr;
    };

    Entry& entry_for(std::string_view sql);
    [[noreturn]] void raise(int code, std::string_view sql);

    SQLite::Database database_;
    std::thread::id owner_ = std::this_thread::get_id();
    std::unordered_map<std::string_view, std::unique_ptr<Entry>> entries_;
    std::array<Slot, 256> slots_{};
    std::optional<SqliteError> spoiled_;
};

}  // namespace kinhmoi::store::sqlite
