// SPDX-License-Identifier: Apache-2.0
// The power fails at every point of a recorded run; each disk that could remain is opened. Every
// acknowledged job must be there. The twin at the end shows that the test sees a loss.
#include <sqlite3.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <set>

#include "tests/unit/store/fixture.hpp"
#include "tests/unit/store/test_vfs.hpp"

namespace kinhmoi::store::test {
namespace {

constexpr std::size_t sector = 512;

/// What a disk holds for certain, and what may or may not have reached it since the last sync.
struct DiskFile {
    std::string durable;
    std::vector<const DiskOp*> pending;
};

void apply(std::string& image, const DiskOp& op) {
    const auto at = static_cast<std::size_t>(op.offset);
    if (op.kind == DiskOp::Kind::truncate) return image.resize(at);
    if (op.kind == DiskOp::Kind::remove) return image.clear();
    if (image.size() < at + op.bytes.size()) image.resize(at + op.bytes.size());
    image.replace(at, op.bytes.size(), op.bytes);
}

enum class Fate { dropped, kept, torn };

/// Of the database and of its log: two files on one disk need not fare alike.
constexpr std::pair<Fate, Fate> fates[] = {{Fate::dropped, Fate::dropped},
                                           {Fate::kept, Fate::kept},
                                           {Fate::kept, Fate::dropped},
                                           {Fate::dropped, Fate::kept},
                                           {Fate::torn, Fate::torn}};

std::string remains(const DiskFile& file, Fate fate, std::mt19937& random) {
    std::string image = file.durable;
    if (fate == Fate::dropped) return image;
    for (const DiskOp* op : file.pending) {
        if (fate == Fate::kept) {
            apply(image, *op);
            continue;
        }
        if (op->kind != DiskOp::Kind::write) {
            if (random() % 2) apply(image, *op);
            continue;
        }
        for (std::size_t at = 0; at < op->bytes.size(); at += sector) {
            if (random() % 2) continue;
            apply(image,
                  {DiskOp::Kind::write, op->is_log, op->offset + static_cast<std::int64_t>(at),
                   op->bytes.substr(at, sector)});
        }
    }
    return image;
}

struct Verdict {
    bool sound = false;
    std::set<std::int64_t> notes;
};

/// Opens what remains with SQLite alone, as a restart would.
Verdict look(const fs::path& file, const std::string& database, const std::string& log) {
    write_bytes(file, database);
    write_bytes(file.string() + "-wal", log);
    fs::remove(file.string() + "-shm");
    Verdict verdict;
    sqlite3* db = nullptr;
    if (sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
        const auto each = [](void* to, int, char** columns, char**) {
            static_cast<std::set<std::int64_t>*>(to)->insert(std::stoll(columns[0]));
            return 0;
        };
        const auto is_ok = [](void* to, int, char** columns, char**) {
            *static_cast<bool*>(to) = std::string(columns[0]) == "ok";
            return 0;
        };
        sqlite3_exec(db, "PRAGMA integrity_check", is_ok, &verdict.sound, nullptr);
        if (sqlite3_exec(db, "SELECT id FROM notes", each, &verdict.notes, nullptr) != SQLITE_OK)
            verdict.sound = false;
    }
    sqlite3_close(db);
    return verdict;
}

struct Tally {
    int cases = 0;
    int unsound = 0;
    int lossy = 0;
};

/// Writers in coroutines, so that groups of several jobs form, with checkpoints in between.
std::vector<DiskOp> record_run(const fs::path& folder, TestVfs& vfs,
                               sqlite::Synchronous synchronous) {
    auto settings = settings_in(folder);
    EXPECT_TRUE(sqlite::create(settings, environment()));
    settings.vfs = TestVfs::name;
    settings.synchronous = synchronous;
    settings.checkpoint_pages = 24;
    auto store = must_open(settings);
    vfs.start_recording();
    asio::io_context io;
    auto writer = [&](int lane) -> asio::awaitable<void> {
        for (int turn = 0; turn < 20; ++turn) {
            const int id = lane * 100 + turn;
            auto write = [id](WriteTx& tx) -> Result<void> {
                add_note(tx, id, std::string(400, static_cast<char>('a' + id % 26)));
                if (id % 7 == 3) return refusal();
                return {};
            };
            const auto answer = co_await store->write(write);
            if (answer) vfs.ack(id);
        }
    };
    for (int lane = 1; lane <= 4; ++lane) asio::co_spawn(io, writer(lane), asio::detached);
    io.run();
    store->stop();
    return vfs.take_recording();
}

Tally crash_everywhere(sqlite::Synchronous synchronous) {
    Folder folder(fs::is_directory("/dev/shm") ? fs::path("/dev/shm") / std::to_string(getpid())
                                               : fs::temp_directory_path() / "kinhmoi-crash");
    fs::create_directories(folder.path());
    TestVfs vfs;
    // The image before the run: created, in WAL mode, log empty.
    auto settings = settings_in(folder.path());
    fs::create_directories(folder / "before");
    EXPECT_TRUE(sqlite::create(settings_in(folder / "before"), environment()));
    must_open(settings_in(folder / "before"))->stop();
    DiskFile database{read_bytes(folder / "before/test.db"), {}};
    DiskFile log;
    const auto ops = record_run(folder.path(), vfs, synchronous);

    std::mt19937 random(20'260'529);
    std::set<std::int64_t> acked;
    Tally tally;
    fs::create_directories(folder / "after");
    for (const DiskOp& op : ops) {
        DiskFile& file = op.is_log ? log : database;
        if (op.kind == DiskOp::Kind::ack) acked.insert(op.offset);
        else if (op.kind != DiskOp::Kind::sync) file.pending.push_back(&op);
        else {
            for (const DiskOp* pending : file.pending) apply(file.durable, *pending);
            file.pending.clear();
        }
        for (const auto& [of_database, of_log] : fates) {
            const bool nothing_open = database.pending.empty() && log.pending.empty();
            if (nothing_open && &of_database != &fates[0].first) continue;
            const Verdict verdict =
                look(folder / "after/test.db", remains(database, of_database, random),
                     remains(log, of_log, random));
            ++tally.cases;
            if (!verdict.sound) ++tally.unsound;
            if (!std::includes(verdict.notes.begin(), verdict.notes.end(), acked.begin(),
                               acked.end()))
                ++tally.lossy;
        }
    }
    EXPECT_EQ(acked.size(), 69u) << "eighty jobs, eleven of them refused";
    return tally;
}

TEST(CrashTest, no_acknowledged_commit_is_lost_at_any_point) {
    const Tally tally = crash_everywhere(sqlite::Synchronous::full);
    RecordProperty("cases", tally.cases);
    EXPECT_GE(tally.cases, 500);
    EXPECT_EQ(tally.unsound, 0);
    EXPECT_EQ(tally.lossy, 0);
    std::cout << tally.cases << " disks, none lost a commit\n";
}

TEST(CrashTest, with_a_weaker_sync_this_test_sees_the_loss) {
    const Tally tally = crash_everywhere(sqlite::Synchronous::normal);
    EXPECT_EQ(tally.unsound, 0) << "NORMAL loses commits; it does not damage";
    EXPECT_GT(tally.lossy, 0);
    std::cout << tally.cases << " disks, " << tally.lossy << " lost commits\n";
}

}  // namespace
}  // namespace kinhmoi::store::test
