// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/database.hpp"

#include <sqlite3.h>

#include "server/store/sqlite/failures.hpp"

namespace kinhmoi::store::sqlite {
namespace {

struct Pragma {
    const char* name;
    std::string value;     // as it is set
    std::string readback;  // as SQLite then states it
};

bool read_only(Role role) {
    return role == Role::reader || role == Role::checker;
}

std::vector<Pragma> pragmas(const Settings& settings, Role role) {
    const std::string busy = std::to_string(settings.busy_timeout_ms);
    const int cache_kib = read_only(role) ? settings.reader_cache_kib : settings.writer_cache_kib;
    const std::string cache = std::to_string(-cache_kib);
    const std::string sync = std::to_string(static_cast<int>(settings.synchronous));
    std::vector<Pragma> list{
        {"busy_timeout", busy, busy},      {"trusted_schema", "OFF", "0"},
        {"cell_size_check", "ON", "1"},    {"foreign_keys", "ON", "1"},
        {"recursive_triggers", "ON", "1"}, {"temp_store", "MEMORY", "2"},
        {"cache_size", cache, cache},
    };
    if (read_only(role)) {
        list.push_back({"query_only", "ON", "1"});
        return list;
    }
    list.push_back({"secure_delete", "ON", "1"});
    list.push_back({"synchronous", sync, sync});
    list.push_back({"journal_size_limit", "67108864", "67108864"});
    if (role == Role::writer) {
        list.push_back({"journal_mode", "WAL", "wal"});
        list.push_back({"wal_autocheckpoint", "0", "0"});
    }
    return list;
}

Result<void> apply_pragmas(SqliteConnection& connection, const Settings& settings, Role role) {
    for (const Pragma& pragma : pragmas(settings, role)) {
        const std::string name = pragma.name;
        connection.scalar("PRAGMA " + name + " = " + pragma.value);
        const std::string now = connection.scalar("PRAGMA " + name);
        if (now != pragma.readback) return failures::pragma_mismatch(name, pragma.readback, now);
    }
    // A VFS without memory maps answers nothing to this one.
    const std::string mapped = connection.scalar("PRAGMA mmap_size = 0");
    if (!mapped.empty() && mapped != "0")
        return failures::pragma_mismatch("mmap_size", "0", mapped);
    if (role == Role::reader) {
        const std::string mode = connection.scalar("PRAGMA journal_mode");
        if (mode != "wal") return failures::pragma_mismatch("journal_mode", "wal", mode);
    }
    if (settings.max_pages > 0 && role == Role::writer)
        connection.scalar("PRAGMA max_page_count = " + std::to_string(settings.max_pages));
    return {};
}

Result<void> apply_config(sqlite3* db, Role role) {
    struct Option {
        const char* name;
        int option;
        int value;
    };
    const Option options[] = {
        {"DEFENSIVE", SQLITE_DBCONFIG_DEFENSIVE, 1},
        {"ENABLE_LOAD_EXTENSION", SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {"ENABLE_TRIGGER", SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
        {"DQS_DML", SQLITE_DBCONFIG_DQS_DML, 0},
        {"DQS_DDL", SQLITE_DBCONFIG_DQS_DDL, 0},
        // The writer too: a clean stop empties the log itself, and after a failed sync nothing may.
        {"NO_CKPT_ON_CLOSE", SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, role == Role::solitary ? 0 : 1},
    };
    for (const Option& option : options) {
        int now = -1;
        const int code = sqlite3_db_config(db, option.option, option.value, &now);
        if (code != SQLITE_OK || now != option.value)
            return failures::pragma_mismatch(option.name, std::to_string(option.value),
                                             std::to_string(now));
    }
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 100);
    sqlite3_limit(db, SQLITE_LIMIT_VDBE_OP, 250'000);
    sqlite3_limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 16);
    return {};
}

/// SQLite's own statistics take a lock at every allocation, and nobody reads them. Once it runs, it
/// refuses to hear of it: then the statistics stay.
void stop_counting_memory() {
    static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(once);
}

Result<void> check_library() {
    if (sqlite3_libversion_number() >= SQLITE_VERSION_NUMBER && sqlite3_threadsafe() != 0)
        return {};
    return failures::library_too_old(sqlite3_libversion(), SQLITE_VERSION);
}

Result<void> prepare_connection(SqliteConnection& connection, const Settings& settings, Role role,
                                const std::filesystem::path& file) {
    sqlite3* db = connection.handle();
    sqlite3_extended_result_codes(db, 1);
    if (auto configured = apply_config(db, role); !configured) return configured;
    // An empty file passes SQLite's own checks; it has no application id.
    if (role != Role::solitary &&
        connection.scalar("PRAGMA application_id") != std::to_string(application_id))
        return failures::not_ours(file);
    return apply_pragmas(connection, settings, role);
}

}  // namespace

ConnectionResult open_connection(const Settings& settings, Role role,
                                 const std::filesystem::path& file) {
    if (auto library = check_library(); !library) return library.error();
    stop_counting_memory();
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored)) return failures::no_database(file);
    const int access = read_only(role) ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    try {
        auto connection = std::make_unique<SqliteConnection>(SQLite::Database(
            file.string(), access | SQLITE_OPEN_NOMUTEX, settings.busy_timeout_ms, settings.vfs));
        if (auto ready = prepare_connection(*connection, settings, role, file); !ready)
            return ready.error();
        return connection;
    } catch (const StoreError& error) {
        if (error.fault() == Fault::corrupt) return failures::damaged(file, error.what());
        return failures::cannot_open(file, error.what());
    } catch (const std::exception& error) {
        return failures::cannot_open(file, error.what());
    }
}

ConnectionResult open_connection(const Settings& settings, Role role) {
    return open_connection(settings, role, settings.path);
}

}  // namespace kinhmoi::store::sqlite
