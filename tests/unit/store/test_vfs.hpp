// SPDX-License-Identifier: Apache-2.0
// A SQLite VFS over the real one that records what reaches the database and its log, and fails or
// meddles on demand. One at a time; it is registered while the object lives.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace kinhmoi::store::test {

/// One thing that happened to a file, in order.
struct DiskOp {
    enum class Kind { write, truncate, sync, remove, ack };
    Kind kind = Kind::write;
    bool is_log = false;      ///< the -wal; otherwise the database
    std::int64_t offset = 0;  ///< write: where; truncate: the new size; ack: which job
    std::string bytes;
};

class TestVfs {
public:
    static constexpr const char* name = "kinhmoi-test";

    TestVfs();
    TestVfs(const TestVfs&) = delete;
    TestVfs& operator=(const TestVfs&) = delete;
    ~TestVfs();

    void start_recording();
    /// Notes that job id was answered.
    void ack(std::int64_t id);
    std::vector<DiskOp> take_recording();

    std::atomic<bool> fail_log_sync{false};       ///< fsync of the -wal reports an error
    std::atomic<bool> fail_database_sync{false};  ///< and of the database
    std::atomic<bool> fail_log_read{false};       ///< reading the -wal reports an error
    std::atomic<int> log_syncs{0};
    std::string tampered_pragma;  ///< reading this PRAGMA gives another value

    void record(DiskOp op);

private:
    struct Registration;
    std::unique_ptr<Registration> registration_;
    std::mutex mutex_;
    bool recording_ = false;
    std::vector<DiskOp> ops_;
};

}  // namespace kinhmoi::store::test
