// SPDX-License-Identifier: Apache-2.0
// A writer killed at random moments, twenty times over: whatever it acknowledged is still there.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/store/sqlite/verify.hpp"
#include "tests/unit/store/fixture.hpp"

namespace kinhmoi::store::test {
namespace {

constexpr const char* folder_variable = "KINHMOI_KILL_TEST_FOLDER";

/// A child running this program's writer below; its acknowledgements arrive on a pipe.
class Child {
public:
    explicit Child(const fs::path& folder) {
        int ends[2];
        if (pipe(ends) != 0) throw std::runtime_error("pipe");
        pid_ = fork();
        if (pid_ == 0) {
            dup2(ends[1], STDOUT_FILENO);
            setenv(folder_variable, folder.c_str(), 1);
            execl("/proc/self/exe", "unit_store_tests", "--gtest_filter=KillTest.DISABLED_writer",
                  "--gtest_also_run_disabled_tests", static_cast<char*>(nullptr));
            _exit(127);
        }
        close(ends[1]);
        from_child_ = ends[0];
    }
    ~Child() {
        close(from_child_);
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }

    void kill_now() { kill(pid_, SIGKILL); }
    /// The next acknowledged id, or nothing when the child is gone.
    std::optional<int> next_ack() {
        for (;;) {
            const std::size_t end = text_.find('\n');
            if (end != std::string::npos) {
                const std::string line = text_.substr(0, end);
                text_.erase(0, end + 1);
                if (line.starts_with("ack ")) return std::stoi(line.substr(4));
                continue;
            }
            char block[512];
            const ssize_t size = read(from_child_, block, sizeof block);
            if (size <= 0) return std::nullopt;
            text_.append(block, static_cast<std::size_t>(size));
        }
    }

private:
    pid_t pid_ = -1;
    int from_child_ = -1;
    std::string text_;
};

// The child's part: writes from four threads until it is killed.
TEST(KillTest, DISABLED_writer) {
    auto settings = settings_in(std::getenv(folder_variable));
    settings.checkpoint_pages = 30;
    auto store = must_open(settings);
    std::atomic<int> next{static_cast<int>(count_notes(*store)) + 1'000'000 * (getpid() % 1'000)};
    auto write = [&] {
        for (;;) {
            const int id = next++;
            store->write_now([id](WriteTx& tx) {
                tx.execute("INSERT INTO notes (id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                           id, std::string(100 + id % 700, 'x'));
            });
            const std::string line = "ack " + std::to_string(id) + "\n";
            if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return;
        }
    };
    std::vector<std::thread> threads;
    for (int n = 0; n < 4; ++n) threads.emplace_back(write);
    for (auto& thread : threads) thread.join();
}

TEST(KillTest, every_acknowledged_row_survives_twenty_kills) {
    Folder folder;
    ASSERT_TRUE(sqlite::create(settings_in(folder.path()), environment()));
    std::vector<int> acked;
    std::mt19937 random(29);
    for (int round = 0; round < 20; ++round) {
        Child child(folder.path());
        // The moment is a number of acknowledgements, so a slow machine tests as much as a fast
        // one.
        const int most = 1 + static_cast<int>(random() % 120);
        int seen = 0;
        while (const auto id = child.next_ack()) {
            acked.push_back(*id);
            if (++seen == most) child.kill_now();  // what is still in the pipe counts, too
        }
        ASSERT_GE(seen, most) << "the child died by itself";
    }
    const auto settings = settings_in(folder.path());
    auto store = must_open(settings);
    for (const int id : acked) {
        ASSERT_TRUE(store->read_now([id](ReadTx& tx) {
            return tx.query("SELECT 1 FROM notes WHERE id = $1", id).next();
        })) << id;
    }
    EXPECT_TRUE(sqlite::verify(settings, settings.path).empty());
}

}  // namespace
}  // namespace kinhmoi::store::test
