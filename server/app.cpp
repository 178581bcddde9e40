// SPDX-License-Identifier: Apache-2.0
// Order of building: log, store, keys, what handlers use, the table of routes, the listener, jobs.
// Order of taking down: listener, jobs, store (which commits and checkpoints), the rest.
#include "server/app.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <chrono>
#include <csignal>
#include <ctime>

#include "qr/key_seal.hpp"
#include "server/api/application.hpp"
#include "server/api/authenticate.hpp"
#include "server/api/key_ring_cache.hpp"
#include "server/api/live_api.hpp"
#include "server/api/pass_handles.hpp"
#include "server/api/password_pool.hpp"
#include "server/api/routes.hpp"
#include "server/app_backup.hpp"
#include "server/app_erasures.hpp"
#include "server/app_store.hpp"
#include "server/files/document_files.hpp"
#include "server/files/erasure_list.hpp"
#include "server/jobs/disk_watch.hpp"
#include "server/jobs/retention_job.hpp"
#include "server/log.hpp"
#include "server/metrics.hpp"
#include "server/net/listener.hpp"
#include "server/store/rows/document_file_rows.hpp"
#include "server/store/sqlite/sqlite_store.hpp"
#include "server/usecase/doors.hpp"

namespace kinhmoi {

namespace asio = boost::asio;

Instant system_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

std::function<Instant()> clock_starting_at(Instant start) {
    const auto origin = std::chrono::steady_clock::now();
    return [start, origin] {
        const auto passed = std::chrono::steady_clock::now() - origin;
        return start + std::chrono::duration_cast<std::chrono::milliseconds>(passed).count();
    };
}

namespace {

/// Since it was started, sleep included.
std::int64_t milliseconds_of_machine() {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return std::int64_t{time.tv_sec} * second_ms + time.tv_nsec / 1'000'000;
}

net::ListenerConfig listener_config(const Config& config) {
    net::ListenerConfig out;
    out.address = config.listen.address;
    out.port = config.listen.port;
    out.allowed_hosts = config.listen.allowed_hosts;
    for (const char* local : {"localhost", "127.0.0.1"}) out.allowed_hosts.push_back(local);
    out.allowed_hosts.push_back(config.public_host);
    if (!config.listen.http) {
        out.certificate_file = config.certificate();
        out.key_file = config.private_key();
    }
    for (const api::RouteRow& row : api::routes())
        out.limits.body_bytes = std::max<std::uint64_t>(out.limits.body_bytes, row.body_limit);
    out.is_behind_proxy = config.is_behind_proxy();
    out.max_connections = static_cast<std::size_t>(config.listen.max_connections);
    out.max_requests_per_connection =
        static_cast<std::size_t>(config.listen.max_requests_per_connection);
    return out;
}

}  // namespace

struct App::Parts {
    Parts(Config c, AppOptions o)
        : config(std::move(c)), options(std::move(o)), log(config.log.level) {
        if (!options.clock) options.clock = system_now;
        if (!options.free_disk_bytes) options.free_disk_bytes = [this] { return room_of_disk(); };
    }

    Config config;
    AppOptions options;
    Log log;
    asio::io_context io{1};
    std::unique_ptr<store::Store> store;
    std::optional<qr::MasterKey> master_key;
    std::unique_ptr<api::Credentials> credentials;
    std::unique_ptr<api::PasswordPool> passwords;
    std::unique_ptr<api::RateLimiter> rate_limiter;
    std::unique_ptr<api::KeyRingCache> key_ring;
    std::unique_ptr<api::PassHandles> pass_handles;
    std::unique_ptr<live::Hub> hub;
    std::unique_ptr<api::Services> services;
    std::unique_ptr<api::ApiApplication> application;
    std::unique_ptr<net::Listener> listener;
    std::unique_ptr<jobs::RetentionJob> retention;
    std::unique_ptr<jobs::DiskWatch> disk;
    std::unique_ptr<BackupDesk> backups;
    files::DocumentFiles files{config.files_folder()};
    files::ErasureList erasures{config.erasures_file()};
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    bool is_stopping = false;

    std::uint64_t room_of_disk() const;
    Result<void> open_store();
    Result<void> put_right_what_was_restored();
    void build_api();
    Result<void> listen();
    api::ApplicationLogs logs();
    asio::awaitable<void> take_down();
    void begin_stop();
};

Result<void> App::Parts::open_store() {
    auto opened = store::sqlite::open(store_settings(config), store_environment(options.clock));
    if (!opened) return opened.error();
    store = std::move(*opened);

    auto key = qr::load_master_key(config.master_key());
    if (key) master_key = std::move(*key);
    else
        // Doors and lists go on without it; only signing new passes does not.
        log.write(LogLevel::warning, "no_master_key",
                  {{"reason", std::string_view(key.error().message().en)}});
    return {};
}

api::ApplicationLogs App::Parts::logs() {
    api::ApplicationLogs logs;
    if (config.log.access != AccessLog::none) {
        logs.access = [this](const api::AccessLine& line) {
            log.write(LogLevel::info, "request",
                      {{"request_id", std::string_view(line.request_id)},
                       {"method", line.method},
                       {"route", line.route},
                       {"status", std::int64_t{line.status}},
                       {"micros", line.micros},
                       {"caller", std::string_view(line.caller)},
                       {"address", std::string_view(line.address)}});
        };
    }
    if (config.log.access == AccessLog::errors) logs.access_from_status = 400;
    logs.error = [this](const std::string& request_id, const std::string& what) {
        log.write(LogLevel::error, "handler_failed",
                  {{"request_id", std::string_view(request_id)}, {"what", std::string_view(what)}});
    };
    return logs;
}

std::uint64_t App::Parts::room_of_disk() const {
    std::error_code error;
    const auto space = std::filesystem::space(config.data_folder, error);
    return error ? UINT64_MAX : space.available;
}

/// Before the port opens: a database that came out of a backup holds people erased since.
Result<void> App::Parts::put_right_what_was_restored() {
    try {
        // Looked for first: a start on a disk that takes no writes must not fail for nothing.
        const std::int64_t again =
            count_come_back(*store, config) > 0 ? erase_again(*store, config) : 0;
        if (again > 0) log.write(LogLevel::warning, "persons_erased_again", {{"count", again}});
        const auto wanted =
            store->read_now([](store::ReadTx& tx) { return store::all_contents(tx); });
        const auto swept = static_cast<std::int64_t>(files.folder().sweep(wanted));
        if (swept > 0) log.write(LogLevel::info, "document_files_swept", {{"count", swept}});
        return {};
    } catch (const store::StoreRefusal& refusal) {
        return refusal.failure();
    } catch (const std::exception& error) {
        return Failure(FailureKind::unavailable,
                       {std::string("Không xoá lại được người đã xoá: ") + error.what(),
                        std::string("Cannot erase again who was erased: ") + error.what()});
    }
}

void App::Parts::build_api() {
    disk = std::make_unique<jobs::DiskWatch>(
        io, options.free_disk_bytes, api::disk_low_bytes,
        [this](std::string_view event, std::int64_t free_bytes) {
            log.write(LogLevel::warning, event, {{"free_bytes", free_bytes}});
        });
    disk->start();
    const std::string url = config.site_url(config.listen.port);
    credentials =
        std::make_unique<api::Credentials>(*store, api::CredentialsConfig{options.clock, url});
    credentials->set_device_finder(usecase::find_door_caller);
    passwords = std::make_unique<api::PasswordPool>(options.password_cost);
    rate_limiter = std::make_unique<api::RateLimiter>(options.clock, options.rate_limits);
    key_ring = std::make_unique<api::KeyRingCache>(*store);
    pass_handles = std::make_unique<api::PassHandles>();
    backups = std::make_unique<BackupDesk>(config, options.clock);
    options.live.watchers = static_cast<std::size_t>(config.listen.max_watchers);
    const auto make_feed = [this](const EventId& event) {
        return api::make_board_feed(*store, event);
    };
    hub = std::make_unique<live::Hub>(io.get_executor(), make_feed, options.live);
    store->on_commit([this](const store::Changes& changes) { hub->note(changes); });
    services = std::make_unique<api::Services>(api::Services{
        .store = *store,
        .clock = options.clock,
        .master_key = master_key ? &*master_key : nullptr,
        .public_host = config.public_host,
        .public_url = url,
        .credentials = *credentials,
        .passwords = *passwords,
        .rate_limiter = *rate_limiter,
        .key_ring = *key_ring,
        .pass_handles = *pass_handles,
        .web_files = options.web_files,
        .files = files,
        .erasures = erasures,
        .free_disk_bytes = [this] { return disk->free_bytes(); },
        .hub = *hub,
        .live_look = options.live_look,
        .metrics =
            [this] {
                return metrics_text(store->stats(), hub->stats(), disk->free_bytes()) +
                       application->metrics_text();
            },
        .backups = [this] { return backups->state(); },
        .begin_backup = [this] { return backups->begin(); },
    });
    application = std::make_unique<api::ApiApplication>(*services, api::routes(), logs());
}

Result<void> App::Parts::listen() {
    listener = std::make_unique<net::Listener>(io, *application, listener_config(config));
    try {
        listener->start();
    } catch (const std::exception& error) {
        const std::string where = config.listen.address + ":" + std::to_string(config.listen.port);
        return Failure(FailureKind::unavailable,
                       {"Không mở được " + where + ": " + error.what() +
                            ". Đề nghị chọn cổng khác hoặc dừng tiến trình đang dùng cổng này.",
                        "Cannot listen on " + where + ": " + error.what() +
                            ". Choose another port or stop what uses it."});
    }
    log.write(LogLevel::info, "listening",
              {{"address", std::string_view(config.listen.address)},
               {"port", std::int64_t{listener->port()}},
               {"tls", !config.listen.http}});
    return {};
}

asio::awaitable<void> App::Parts::take_down() {
    services->is_draining = true;
    retention->stop();
    disk->stop();
    hub->stop();
    co_await listener->stop();
    work.reset();
    io.stop();
}

void App::Parts::begin_stop() {
    if (is_stopping) return;
    is_stopping = true;
    log.write(LogLevel::info, "stopping");
    asio::co_spawn(io, take_down(), asio::detached);
}

App::App(Config config, AppOptions options)
    : parts_(std::make_unique<Parts>(std::move(config), std::move(options))) {}

App::~App() {
    if (parts_->store) parts_->store->stop();
}

Result<void> App::start() {
    if (auto opened = parts_->open_store(); !opened) return opened;
    if (auto right = parts_->put_right_what_was_restored(); !right) return right;
    parts_->build_api();
    if (auto listening = parts_->listen(); !listening) return listening;
    // Only now is the port known when any free one was asked for.
    parts_->services->public_url = parts_->config.site_url(port());
    parts_->retention = std::make_unique<jobs::RetentionJob>(
        parts_->io, *parts_->store, std::chrono::minutes(parts_->config.retention_minutes),
        jobs::RetentionClocks{parts_->options.clock, milliseconds_of_machine},
        [this](std::string_view event, std::int64_t count) {
            const bool is_trouble = event == "retention_failed" || event == "erasing_held";
            parts_->log.write(is_trouble ? LogLevel::warning : LogLevel::info, event,
                              {{"count", count}});
        });
    parts_->retention->start();
    return {};
}

std::uint16_t App::port() const {
    return parts_->listener->port();
}

std::string App::url() const {
    const bool http = parts_->config.listen.http;
    return (http ? "http://127.0.0.1:" : "https://localhost:") + std::to_string(port());
}

void App::run() {
    parts_->io.run();
    parts_->store->stop();
    parts_->log.write(LogLevel::info, "stopped");
}

void App::stop() {
    asio::post(parts_->io, [this] { parts_->begin_stop(); });
}

void App::run_until_signal() {
    asio::signal_set ends(parts_->io, SIGINT, SIGTERM);
    ends.async_wait([this](const boost::system::error_code& error, int) {
        if (!error) parts_->begin_stop();
    });
    asio::signal_set hang_up(parts_->io, SIGHUP);
    std::function<void()> wait_for_hang_up = [&] {
        hang_up.async_wait([&](const boost::system::error_code& error, int) {
            if (error) return;
            try {
                parts_->listener->reload_certificate();
                parts_->log.write(LogLevel::info, "certificate_reloaded");
            } catch (const std::exception& failed) {
                parts_->log.write(LogLevel::error, "certificate_not_reloaded",
                                  {{"what", std::string_view(failed.what())}});
            }
            wait_for_hang_up();
        });
    };
    if (!parts_->config.listen.http) wait_for_hang_up();
    run();
}

store::Store& App::store() {
    return *parts_->store;
}

api::Services& App::services() {
    return *parts_->services;
}

}  // namespace kinhmoi
