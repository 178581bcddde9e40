// SPDX-License-Identifier: Apache-2.0
// What the SQLite store is told from outside. The defaults suit one machine and one ceremony.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/rows/door_memory.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store::sqlite {

/// One step of the schema. Versions run 1, 2, 3, … without a gap.
struct Migration {
    int version = 0;
    std::string name;  ///< "0001_initial"
    std::string_view sql;
};

/// Those of server/store/migrations, built into the program.
std::vector<Migration> embedded_migrations();

/// Anything but full loses acknowledged commits when the power fails. normal exists so that a test
/// can show that the crash test sees the loss.
enum class Synchronous { normal = 1, full = 2 };

struct Settings {
    std::filesystem::path path;  ///< the database file; its folder also holds path + ".lock"
    std::vector<Migration> migrations = embedded_migrations();
    /// What the writer remembers, of the tables that the migrations make; empty: nothing.
    std::function<std::unique_ptr<Memory>()> make_memory = make_door_memory;
    std::filesystem::path upgrade_backups;  ///< where a copy goes before an upgrade; empty:
                                            ///< "backups" beside the database

    std::size_t write_queue = 1'024;  ///< jobs; one more is refused as busy
    std::size_t read_queue = 1'024;
    std::size_t group_cap = 1'024;  ///< jobs a commit
    int readers = 2;

    int checkpoint_pages = 12'000;   ///< pages in the log before a PASSIVE checkpoint
    int idle_checkpoint_ms = 5'000;  ///< quiet time before a PASSIVE checkpoint
    int idle_truncate_ms = 600'000;  ///< further quiet time before the log is emptied
    int busy_timeout_ms = 5'000;
    /// A page with its header fills an allocation of 5 KiB: the memory is a quarter more than this.
    int writer_cache_kib = 32 * 1'024;
    int reader_cache_kib = 8 * 1'024;
    int page_size = 4'096;  ///< at creation only
    /// A file up to this is looked through before it is served. A larger one only after an unclean
    /// end, and while it is served.
    std::uintmax_t check_at_open_bytes = 64 * 1'024 * 1'024;
    std::int64_t max_pages = 0;  ///< 0: as many as the disk holds
    Synchronous synchronous = Synchronous::full;
    std::string vfs;  ///< a registered SQLite VFS; empty: the default one
};

/// Where time and chance come from.
struct Environment {
    Clock clock;
    Random random;
};

}  // namespace kinhmoi::store::sqlite
