// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/connection.hpp"

#include <sqlite3.h>

#include <cassert>
#include <cerrno>
#include <cstdlib>

namespace kinhmoi::store::sqlite {
namespace {

/// A write past a quota or a file size limit reports an I/O error; the cure is space, as for full.
bool is_out_of_space(int code, int system_errno) {
    return code == SQLITE_IOERR_WRITE &&
           (system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG);
}

Fault fault_of(int code, int system_errno) {
    if (is_out_of_space(code, system_errno)) return Fault::full;
    switch (code & 0xff) {
        case SQLITE_CONSTRAINT:
            return Fault::constraint;
        case SQLITE_ERROR:
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
        case SQLITE_MISMATCH:
        case SQLITE_TOOBIG:
        case SQLITE_READONLY:
        case SQLITE_AUTH:
            return Fault::misuse;
        case SQLITE_FULL:
            return Fault::full;
        case SQLITE_IOERR:
            return Fault::io;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Fault::corrupt;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Fault::busy;
        default:
            return Fault::other;
    }
}

bool spoils_a_group(Fault fault) {
    return fault != Fault::constraint && fault != Fault::misuse;
}

}  // namespace

SqliteError last_error(sqlite3* db, int code, std::string_view doing) {
    // sqlite3_system_errno() is not set when a COMMIT fails to write; errno still holds the cause.
    const int system_errno = errno;
    const int extended = sqlite3_extended_errcode(db) ? sqlite3_extended_errcode(db) : code;
    const Fault fault = fault_of(extended, system_errno);
    return SqliteError(fault, extended,
                       std::string(sqlite3_errmsg(db)) + ": " + std::string(doing));
}

class SqliteStatement final : public Statement {
public:
    SqliteStatement(SqliteConnection& connection, std::string_view sql)
        : connection_(connection), sql_(sql) {
        const int code =
            sqlite3_prepare_v3(connection.handle(), sql.data(), static_cast<int>(sql.size()),
                               SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
        if (code != SQLITE_OK) connection.raise(code, sql);
        if (!statement_) throw StoreError(Fault::misuse, "no SQL in: " + std::string(sql));
        only_reads_ = sqlite3_stmt_readonly(statement_) != 0;
        number_parameters();
    }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;
    ~SqliteStatement() override { sqlite3_finalize(statement_); }

    bool busy() const { return busy_; }
    void lend() { busy_ = true; }

    int parameter_count() const override { return static_cast<int>(places_.size()); }
    bool only_reads() const override { return only_reads_; }
    void bind_null(int at) override { check(sqlite3_bind_null(statement_, place(at))); }
    void bind_int(int at, std::int64_t value) override {
        check(sqlite3_bind_int64(statement_, place(at), value));
    }
    void bind_real(int at, double value) override {
        check(sqlite3_bind_double(statement_, place(at), value));
    }
    void bind_text(int at, std::string_view value, Keep keep) override {
        // A null pointer would bind NULL instead of an empty text.
        check(sqlite3_bind_text64(statement_, place(at), value.data() ? value.data() : "",
                                  value.size(), how_long(keep), SQLITE_UTF8));
    }
    void bind_blob(int at, std::span<const std::uint8_t> value, Keep keep) override {
        if (value.empty()) return check(sqlite3_bind_zeroblob(statement_, place(at), 0));
        check(
            sqlite3_bind_blob64(statement_, place(at), value.data(), value.size(), how_long(keep)));
    }

    bool step() override {
        if (done_) return false;  // SQLite would start over
        errno = 0;
        const int code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        done_ = true;
        if (code != SQLITE_DONE) connection_.raise(code, sql_);
        return false;
    }

    void reset() noexcept override {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
        done_ = false;
        busy_ = false;
    }

    int column_count() const override { return sqlite3_column_count(statement_); }
    bool is_null(int column) const override {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }
    std::int64_t int_at(int column) const override {
        return sqlite3_column_int64(statement_, column);
    }
    double real_at(int column) const override { return sqlite3_column_double(statement_, column); }
    std::string_view text_at(int column) const override {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        if (!text) return {};
        return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    std::span<const std::uint8_t> blob_at(int column) const override {
        const auto* bytes =
            static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
        if (!bytes) return {};
        return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

private:
    static sqlite3_destructor_type how_long(Keep keep) {
        return keep == Keep::borrow ? SQLITE_STATIC : SQLITE_TRANSIENT;
    }
    void check(int code) {
        if (code != SQLITE_OK) connection_.raise(code, sql_);
    }

    /// SQLite numbers "$2" by where it first stands in the text; we mean its name.
    void number_parameters() {
        places_.resize(static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_)));
        for (int place = 1; place <= parameter_count(); ++place) {
            const char* name = sqlite3_bind_parameter_name(statement_, place);
            const int number = name && name[0] == '$' ? std::atoi(name + 1) : 0;
            if (number < 1 || number > parameter_count()) {
                sqlite3_finalize(statement_);
                throw StoreError(Fault::misuse,
                                 "parameters are not $1, $2, …: " + std::string(sql_));
            }
            places_[static_cast<std::size_t>(number - 1)] = place;
        }
    }
    int place(int at) const { return places_.at(static_cast<std::size_t>(at - 1)); }

    SqliteConnection& connection_;
    std::string_view sql_;  // of the cache entry, which lives as long
    sqlite3_stmt* statement_ = nullptr;
    std::vector<int> places_;  // [n - 1]: SQLite's index of "$n"
    bool only_reads_ = false;
    bool busy_ = false;
    bool done_ = false;
};

struct SqliteConnection::Entry {
    std::string sql;
    std::vector<std::unique_ptr<SqliteStatement>> statements;  // more than one only while nested
};

SqliteConnection::SqliteConnection(SQLite::Database database) : database_(std::move(database)) {}

SqliteConnection::~SqliteConnection() {
    entries_.clear();
}

// Nearly all SQL is a literal at a fixed address, so the address finds the entry and one comparison
// confirms it; only the first use of each literal hashes its text.
SqliteConnection::Entry& SqliteConnection::entry_for(std::string_view sql) {
    const auto address = reinterpret_cast<std::uintptr_t>(sql.data());
    Slot& slot = slots_[(address >> 3 ^ address >> 11) % slots_.size()];
    if (slot.data == sql.data() && slot.entry->sql == sql) return *slot.entry;
    auto found = entries_.find(sql);
    if (found == entries_.end()) {
        auto entry = std::make_unique<Entry>();
        entry->sql = sql;
        const std::string_view key = entry->sql;
        found = entries_.emplace(key, std::move(entry)).first;
    }
    slot = {sql.data(), found->second.get()};
    return *slot.entry;
}

Statement& SqliteConnection::prepare(std::string_view sql) {
    assert(owner_ == std::this_thread::get_id());
    Entry& entry = entry_for(sql);
    for (auto& statement : entry.statements) {
        if (statement->busy()) continue;
        statement->lend();
        return *statement;
    }
    entry.statements.push_back(std::make_unique<SqliteStatement>(*this, entry.sql));
    entry.statements.back()->lend();
    return *entry.statements.back();
}

std::int64_t SqliteConnection::changes() const {
    return sqlite3_changes64(handle());
}

void SqliteConnection::run(std::string_view sql) {
    Statement& statement = prepare(sql);
    try {
        while (statement.step()) {
        }
    } catch (...) {
        statement.reset();
        throw;
    }
    statement.reset();
}

std::string SqliteConnection::scalar(const std::string& sql) {
    Statement& statement = prepare(sql);
    std::string text;
    try {
        if (statement.step()) text = statement.text_at(0);
    } catch (...) {
        statement.reset();
        throw;
    }
    statement.reset();
    return text;
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(handle()) == 0;
}

void SqliteConnection::raise(int code, std::string_view sql) {
    SqliteError error = last_error(handle(), code, sql);
    if (spoils_a_group(error.fault()) && !spoiled_) spoiled_ = error;
    throw error;
}

}  // namespace kinhmoi::store::sqlite
