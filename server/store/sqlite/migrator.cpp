// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/migrator.hpp"

#include <sqlite3.h>

#include <cassert>

#include "server/store/sqlite/failures.hpp"
#include "server/store/sqlite/sha256.hpp"

namespace kinhmoi::store::sqlite {
namespace {

constexpr std::string_view record_table =
    "CREATE TABLE schema_migrations ("
    " version INTEGER PRIMARY KEY,"
    " name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),"
    " sha256 TEXT NOT NULL CHECK (length(sha256) = 64),"
    " applied_at INTEGER NOT NULL) STRICT";

/// A script that ends its own transaction could leave half of itself.
int forbid_transactions(void*, int action, const char*, const char*, const char*, const char*) {
    return action == SQLITE_TRANSACTION || action == SQLITE_ATTACH ? SQLITE_DENY : SQLITE_OK;
}

void run_script(SqliteConnection& connection, std::string_view sql) {
    const std::string text(sql);
    sqlite3_set_authorizer(connection.handle(), forbid_transactions, nullptr);
    const int code = sqlite3_exec(connection.handle(), text.c_str(), nullptr, nullptr, nullptr);
    sqlite3_set_authorizer(connection.handle(), nullptr, nullptr);
    if (code != SQLITE_OK) throw last_error(connection.handle(), code, "migration");
}

void apply(SqliteConnection& connection, const Migration& migration, Instant now) {
    connection.run("BEGIN IMMEDIATE");
    if (migration.version == 1) connection.run(record_table);
    run_script(connection, migration.sql);
    const std::string broken = connection.scalar("PRAGMA foreign_key_check");
    if (!broken.empty()) throw StoreError(Fault::constraint, "foreign keys broken in " + broken);
    const Random none;
    UuidSequence ids;
    WriteTx tx(connection, now, none, ids);
    tx.execute(
        "INSERT INTO schema_migrations (version, name, sha256, applied_at)"
        " VALUES ($1, $2, $3, $4)",
        migration.version, migration.name, sha256_hex(migration.sql), now);
    // A pragma takes no parameters; the version is a number of ours.
    connection.run("PRAGMA user_version = " + std::to_string(migration.version));
    connection.run("COMMIT");
}

}  // namespace

int schema_version(SqliteConnection& connection) {
    return std::stoi(connection.scalar("PRAGMA user_version"));
}

Result<void> check_migrations(SqliteConnection& connection, const std::vector<Migration>& known) {
    const int have = schema_version(connection);
    if (have > static_cast<int>(known.size()))
        return failures::newer_schema(have, static_cast<int>(known.size()));
    if (have == 0) return {};
    ReadTx tx(connection, Instant{});
    auto rows = tx.query("SELECT version, name, sha256 FROM schema_migrations ORDER BY version");
    int version = 0;
    while (rows.next()) {
        ++version;
        const auto name = rows.get<std::string>(1);
        if (version > have || rows.get<int>(0) != version) return failures::edited_migration(name);
        const Migration& ours = known[static_cast<std::size_t>(version - 1)];
        if (ours.name != name || sha256_hex(ours.sql) != rows.get<std::string_view>(2))
            return failures::edited_migration(name);
    }
    if (version != have)
        return failures::edited_migration(known[static_cast<std::size_t>(version)].name);
    return {};
}

Result<void> migrate(SqliteConnection& connection, const std::vector<Migration>& known,
                     Instant now) {
    if (auto checked = check_migrations(connection, known); !checked) return checked;
    // Off while tables are rebuilt (a DROP would cascade); every step checks all keys before
    // COMMIT.
    connection.run("PRAGMA foreign_keys = OFF");
    Result<void> outcome;
    for (std::size_t at = static_cast<std::size_t>(schema_version(connection)); at < known.size();
         ++at) {
        assert(known[at].version == static_cast<int>(at) + 1);
        try {
            apply(connection, known[at], now);
        } catch (const StoreError& error) {
            if (connection.in_transaction()) connection.run("ROLLBACK");
            outcome = failures::failed_migration(known[at].name, error.what());
            break;
        }
    }
    connection.run("PRAGMA foreign_keys = ON");
    return outcome;
}

}  // namespace kinhmoi::store::sqlite
