// SPDX-License-Identifier: Apache-2.0
// The bytes of documents, one file for each content: its name is the SHA-256 of what it holds, so
// nothing is ever overwritten and damage shows.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"

namespace kinhmoi::files {

using ContentHash = std::array<std::uint8_t, 32>;

ContentHash content_hash(std::string_view bytes);

/// Reading and writing as such; blocks.
class ContentFolder {
public:
    explicit ContentFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Durable when it returns. Throws std::system_error.
    ContentHash put(std::string_view bytes) const;
    /// Nothing when the file is missing or holds something else.
    std::optional<std::string> get(const ContentHash& hash) const;
    /// Copies into the other folder what is asked for and not there yet. False for the first one
    /// that is missing or damaged.
    bool copy_to(const ContentFolder& other, const std::vector<ContentHash>& wanted) const;
    /// Removes files that are older than a day and not wanted. Returns how many.
    std::size_t sweep(const std::vector<ContentHash>& wanted) const;

private:
    std::filesystem::path path_of(const ContentHash& hash) const;
    std::filesystem::path folder_;
};

/// The same off the io thread. Must go before the io_context that awaits it.
class DocumentFiles {
public:
    explicit DocumentFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}
    ~DocumentFiles();
    DocumentFiles(const DocumentFiles&) = delete;
    DocumentFiles& operator=(const DocumentFiles&) = delete;

    /// Failure unavailable when the disk does not take it.
    boost::asio::awaitable<Result<ContentHash>> put(std::string bytes);
    /// Failure gone when the file is missing or damaged.
    boost::asio::awaitable<Result<std::string>> get(const ContentHash& hash);

    const ContentFolder& folder() const { return folder_; }

private:
    ContentFolder folder_;
    boost::asio::thread_pool pool_{1};
};

}  // namespace kinhmoi::files
