// SPDX-License-Identifier: Apache-2.0
// The composition root: builds every object of the server in order and takes them down again. Tests
// start this same class on port 0.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "qr/password.hpp"
#include "server/api/rate_limiter.hpp"
#include "server/api/services.hpp"
#include "server/config.hpp"
#include "server/live/hub.hpp"
#include "server/store/store.hpp"

namespace kinhmoi {

/// What the program brings along, and what a rehearsal or a test may replace.
struct AppOptions {
    /// Read for every decision about time; must never go back.
    std::function<Instant()> clock;  ///< empty: the system's
    qr::PasswordCost password_cost;
    api::RateLimits rate_limits;
    /// Room left for the data folder; empty: the disk is asked.
    std::function<std::uint64_t()> free_disk_bytes;
    net::StaticFiles web_files;  ///< the built pages; none: their paths say so
    live::HubLimits live;
    std::chrono::milliseconds live_look{15'000};
};

/// The system's clock, in milliseconds.
Instant system_now();
/// A clock that shows start now and then runs with the steady clock: for rehearsals.
std::function<Instant()> clock_starting_at(Instant start);

class App {
public:
    explicit App(Config config, AppOptions options = {});
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    /// Opens the store and listens. Refusals: no database, in use by another process, schema or key
    /// unusable, address taken.
    Result<void> start();
    std::uint16_t port() const;
    std::string url() const;

    /// Serves on the calling thread until stop(); then finishes requests in flight, commits,
    /// checkpoints and closes.
    void run();
    /// From any thread.
    void stop();
    /// As run(), and stops on SIGTERM and SIGINT, reads the certificate again on SIGHUP.
    void run_until_signal();

    store::Store& store();
    api::Services& services();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace kinhmoi
