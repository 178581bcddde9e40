// SPDX-License-Identifier: Apache-2.0
// A real store with the real schema in a folder of its own, and a clock that a test moves.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>

#include "server/store/store.hpp"

namespace kinhmoi::test {

/// A new folder that goes with the object.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Stands still until moved. May be read on any thread.
class TestClock {
public:
    Instant now() const { return {*ms_}; }
    void advance(std::int64_t ms) { *ms_ += ms; }
    std::function<Instant()> reader() const {
        return [ms = ms_] { return Instant{*ms}; };
    }

private:
    /// 2026-05-20T01:00:00Z: a week before the ceremonies of the test worlds.
    std::shared_ptr<std::atomic<std::int64_t>> ms_ =
        std::make_shared<std::atomic<std::int64_t>>(1'779'238'800'000);
};

class TestStore {
public:
    TestStore();
    ~TestStore();

    template <class F>
    auto write(F f) {
        return store_->write_now(std::move(f));
    }
    template <class F>
    auto read(F f) {
        return store_->read_now(std::move(f));
    }
    store::Store& store() { return *store_; }
    TestClock& clock() { return clock_; }
    const std::filesystem::path& folder() const { return folder_.path(); }

private:
    Folder folder_;
    TestClock clock_;
    std::unique_ptr<store::Store> store_;
};

}  // namespace kinhmoi::test
