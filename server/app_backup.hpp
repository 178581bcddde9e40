// SPDX-License-Identifier: Apache-2.0
// Copies of everything that must come back after a loss: the database, the documents' files, who
// was erased. For the command line, and for an administrator's page while the server runs.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <memory>
#include <mutex>

#include "server/api/backup_state.hpp"
#include "server/config.hpp"
#include "server/store/sqlite/backup.hpp"

namespace kinhmoi {

/// Into a folder that is there. Blocks.
Result<store::sqlite::Backup> back_up_everything(const Config& config,
                                                 const std::filesystem::path& folder, Instant now);
/// The copies in a folder, newest first. Blocks.
std::vector<api::BackupCopy> copies_in(const std::filesystem::path& folder);

/// Makes one copy at a time in config.backups(), on a thread of its own: the copy is read through a
/// connection of its own, so neither the writer nor the io thread waits for it.
class BackupDesk {
public:
    BackupDesk(const Config& config, std::function<Instant()> clock);
    /// Waits for the copy that is being made.
    ~BackupDesk();
    BackupDesk(const BackupDesk&) = delete;
    BackupDesk& operator=(const BackupDesk&) = delete;

    /// Reads the folder off the io thread.
    boost::asio::awaitable<api::BackupState> state();
    /// Failure conflict while one is being made, unavailable without room for it.
    boost::asio::awaitable<Result<void>> begin();

private:
    struct Progress {
        std::optional<Instant> running_since;
        std::optional<api::BackupState::Failed> failed;
    };
    api::BackupState look() const;
    Result<void> begin_here();
    void make();

    const Config& config_;
    std::function<Instant()> clock_;
    mutable std::mutex mutex_;
    Progress progress_;  // guarded by mutex_
    boost::asio::thread_pool looks_{1};
    boost::asio::thread_pool copies_{1};
};

}  // namespace kinhmoi
