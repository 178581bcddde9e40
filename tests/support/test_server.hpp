// SPDX-License-Identifier: Apache-2.0
// The whole server, as server/app.cpp builds it, on a free port with its data in a folder of its
// own.
#pragma once

#include <memory>
#include <thread>

#include "server/app.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi::test {

constexpr const char* good_password = "con trau di cay ruong";

struct LiveSettings {
    live::HubLimits limits;
    std::chrono::milliseconds look{15'000};
    int watchers = 1'000;
};

class TestServer {
public:
    /// Limits that no test meets by accident.
    static api::RateLimits wide_limits();

    /// free_disk_bytes: what the disk is said to have left.
    explicit TestServer(api::RateLimits limits = wide_limits(), net::StaticFiles web_files = {},
                        std::uint64_t free_disk_bytes = UINT64_MAX, LiveSettings live = {});
    ~TestServer();

    HttpClient client() const { return HttpClient(app_->port()); }
    /// Signed in as the account, with a session made beside the API (no password is hashed).
    HttpClient client_of(const AccountId& account);
    /// An account that can sign in with good_password.
    AccountId make_account_with_password(const std::string& username, Role role);

    template <class F>
    auto write(F f) {
        return app_->store().write_now(std::move(f));
    }
    template <class F>
    auto read(F f) {
        return app_->store().read_now(std::move(f));
    }
    TestClock& clock() { return clock_; }
    App& app() { return *app_; }
    const std::filesystem::path& folder() const { return folder_.path(); }
    std::filesystem::path database() const { return folder_.path() / "kinhmoi.db"; }

private:
    Folder folder_;
    TestClock clock_;
    std::unique_ptr<App> app_;
    std::thread thread_;
};

}  // namespace kinhmoi::test
