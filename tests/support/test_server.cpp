// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_server.hpp"

#include <fstream>
#include <stdexcept>

#include "qr/secrets.hpp"
#include "server/store/rows/account_rows.hpp"
#include "server/store/sqlite/sqlite_store.hpp"
#include "server/usecase/sign_in.hpp"

namespace kinhmoi::test {
namespace {

constexpr qr::PasswordCost cheap{.passes = 1, .memory_bytes = 8'192};

Config make_data(const std::filesystem::path& folder, const TestClock& clock) {
    Config config;
    config.data_folder = folder;
    config.public_host = "127.0.0.1";
    config.listen.port = 0;
    config.listen.http = true;
    config.log.level = LogLevel::error;
    config.log.access = AccessLog::none;
    config.store.cache_mib = 2;

    store::sqlite::Settings settings;
    settings.path = config.database_file();
    const store::sqlite::Environment environment{
        clock.reader(), [](std::span<std::uint8_t> out) { qr::random_bytes(out); }};
    if (auto made = store::sqlite::create(settings, environment); !made)
        throw std::runtime_error(made.error().message().en);

    std::array<char, 32> key{};
    qr::random_bytes({reinterpret_cast<std::uint8_t*>(key.data()), key.size()});
    std::ofstream(config.master_key(), std::ios::binary).write(key.data(), key.size());
    std::filesystem::permissions(config.master_key(), std::filesystem::perms::owner_read);
    return config;
}

}  // namespace

api::RateLimits TestServer::wide_limits() {
    api::RateLimits limits;
    limits.account = limits.device = limits.anonymous = {1e6, 1e6};
    return limits;
}

TestServer::TestServer(api::RateLimits limits, net::StaticFiles web_files,
                       std::uint64_t free_disk_bytes, LiveSettings live) {
    AppOptions options;
    options.clock = clock_.reader();
    options.password_cost = cheap;
    options.rate_limits = limits;
    options.free_disk_bytes = [free_disk_bytes] { return free_disk_bytes; };
    options.web_files = std::move(web_files);
    options.live = live.limits;
    options.live_look = live.look;
    Config config = make_data(folder_.path(), clock_);
    config.listen.max_watchers = live.watchers;
    app_ = std::make_unique<App>(std::move(config), options);
    if (auto started = app_->start(); !started)
        throw std::runtime_error(started.error().message().en);
    thread_ = std::thread([this] { app_->run(); });
}

TestServer::~TestServer() {
    app_->stop();
    thread_.join();
}

HttpClient TestServer::client_of(const AccountId& account) {
    auto opened = write([account](store::WriteTx& tx) {
        return usecase::open_session(tx, *store::load_password(tx, account), std::nullopt, {},
                                     "test");
    });
    HttpClient out = client();
    out.use_cookie("session=" + opened.value().secret.text());
    return out;
}

AccountId TestServer::make_account_with_password(const std::string& username, Role role) {
    const std::string hash = qr::hash_password(good_password, cheap);
    return write([=](store::WriteTx& tx) {
        const AccountId id = make_account(tx, username, role);
        store::set_password_hash(tx, id, hash);
        return id;
    });
}

}  // namespace kinhmoi::test
