// SPDX-License-Identifier: Apache-2.0
// The live board as a stream: snapshot and changes that add up to the report, one text for all, the
// slow dropped, rights looked at again, an end when the server stops.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <future>
#include <optional>
#include <thread>

#include "qr/secrets.hpp"
#include "server/store/rows/event_rows.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/event_stream.hpp"
#include "tests/support/openapi.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi::test {
namespace {

namespace asio = boost::asio;
using api::Json;
using namespace std::chrono_literals;

/// Frames and looks follow one another quickly, so that tests need not wait for them.
LiveSettings quick() {
    LiveSettings settings;
    settings.limits.frame = 5ms;
    settings.limits.whole = 5ms;
    settings.look = 20ms;
    return settings;
}

class LiveApi : public testing::Test {
protected:
    explicit LiveApi(LiveSettings settings = quick(),
                     api::RateLimits limits = TestServer::wide_limits())
        : server(std::make_unique<TestServer>(limits, net::StaticFiles{}, UINT64_MAX, settings)) {
        server->write([this](store::WriteTx& tx) {
            world = make_door_world(tx, "a", server->app().services().master_key);
            passes = add_passes(tx, world, 200);
            reader = make_account(tx, "lanh-dao", Role::reader, {}, {world.event});
        });
    }

    std::string path(const std::string& rest) {
        return "/api/v1/events/" + to_text(world.event) + rest;
    }
    std::string cookie_of(const AccountId& account) {
        return server->client_of(account).credential();
    }
    EventStream watch(const std::string& headers, int receive_buffer = 0) {
        return EventStream(server->app().port(), path("/live"), headers, receive_buffer);
    }
    std::string scan(const Pass& pass) {
        const auto sent = world.door_1.read(server->clock().now(), digits_of(pass));
        const Phone& phone = world.door_1;
        server->write([&](store::WriteTx& tx) {
            return usecase::record_scan(tx, phone.actor(), sent, door_host);
        });
        return to_text(sent.scan.id);
    }
    live::HubStats stats() { return server->app().services().hub.stats(); }

    std::unique_ptr<TestServer> server;
    DoorWorld world;
    std::vector<Pass> passes;
    AccountId reader;
};

TEST_F(LiveApi, ASnapshotThenChangesThatAddUpToTheReport) {
    auto stream = watch(cookie_of(reader));
    EXPECT_NE(stream.head().find("200 OK"), std::string::npos);
    EXPECT_NE(stream.head().find("Content-Type: text/event-stream"), std::string::npos);
    EXPECT_EQ(stream.head().find("Content-Length"), std::string::npos);
    EXPECT_NE(stream.head().find("Cache-Control: no-store"), std::string::npos);
    const auto first = stream.next();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->kind, "snapshot");
    EXPECT_EQ(first->id, "1");
    Json board = first->data;
    EXPECT_EQ(board["total"]["present"], 0);

    auto organizer = server->client_of(world.organizer.account);
    std::vector<std::string> scans;
    for (const Pass& pass : passes) scans.push_back(scan(pass));
    const std::string away = "/api/v1/delegates/" + to_text(passes[3].delegate) + "/withdraw";
    const Reply refused = organizer.post(away, {{"reason", "Bận"}});
    EXPECT_EQ(refused.status, 409u);
    EXPECT_EQ(refused.json()["message"]["vi"],
              "Đại biểu đã vào lúc 08:00 nên không thể cử người dự thay hoặc rút khỏi danh sách. "
              "Nếu quét nhầm, đề nghị huỷ lượt điểm danh đó trước.");
    const Json undo = {{"scan_id", to_text(qr::random_id<ScanId>())}, {"undoes", scans[3]}};
    ASSERT_EQ(organizer.post(path("/scans"), undo).json()["verdict"], "undone");
    ASSERT_EQ(organizer.post(away, {{"reason", "Bận"}}).status, 200u);

    const Json report = organizer.get(path("/report")).json();
    ASSERT_EQ(report["total"]["present"], 199);
    int changes = 0;
    while (board["total"] != report["total"]) {
        const auto event = stream.next();
        ASSERT_TRUE(event) << board["total"] << " is not " << report["total"];
        ++changes;
        if (event->kind == "snapshot") board = event->data;
        else put_change(board, event->data);
        EXPECT_EQ(event->id, std::to_string(changes + 1));
    }
    for (const char* key : {"by_site", "by_group", "by_agency"})
        EXPECT_EQ(board[key], report[key]) << key;

    const Reply once = organizer.get(path("/live/snapshot"));
    EXPECT_EQ(openapi().fault_of("GET", path("/live/snapshot"), once.status,
                                 once.header("content-type"), once.body),
              "");
    Json now = once.json();
    EXPECT_EQ(board["arrivals"], now["arrivals"]);
    EXPECT_EQ(board["latest"].size(), 20u);
    EXPECT_EQ(board["open_incidents"], now["open_incidents"]);
    EXPECT_EQ(now["arrivals"][0]["at"], "2026-05-20T08:00:00+07:00");
    EXPECT_EQ(now["arrivals"][0]["count"], 199);
}

/// As many as one hall may hold, all at once, under the limits of a real server: each account may
/// ask 200 times at once, and a hall is one address.
class LiveHall : public LiveApi {
protected:
    static constexpr int accounts = 8;
    static constexpr std::size_t leaders = 1'000;

    LiveHall() : LiveApi(LiveSettings{}, api::RateLimits{}) {}

    /// Both ends of every stream are ours; a login shell often allows 1,024 descriptors.
    static bool may_open(std::size_t descriptors) {
        rlimit limit{};
        if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
        limit.rlim_cur = limit.rlim_max;
        return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= descriptors;
    }
    std::vector<EventStream> fill_the_hall() {
        std::vector<std::string> cookies;
        for (int i = 0; i < accounts; ++i) {
            cookies.push_back(cookie_of(server->write([&](store::WriteTx& tx) {
                return make_account(tx, "lanh-dao-" + std::to_string(i), Role::reader, {},
                                    {world.event});
            })));
        }
        std::vector<std::string> headers;
        for (std::size_t i = 0; i < leaders; ++i) headers.push_back(cookies[i % accounts]);
        return EventStream::open_together(server->app().port(), path("/live"), headers);
    }
};

TEST_F(LiveHall, AThousandWatchersAreToldOfAChangeInOneText) {
    if (!may_open(2 * leaders + 200)) GTEST_SKIP() << "this system allows too few descriptors";
    auto watchers = fill_the_hall();
    for (auto& watcher : watchers) {
        const auto first = watcher.next();
        ASSERT_TRUE(first) << watcher.head();
        EXPECT_EQ(first->kind, "snapshot");
        EXPECT_EQ(first->data["total"]["present"], 0);
    }
    const auto before = stats();
    ASSERT_EQ(before.watchers, leaders);
    std::string id;
    for (const int present : {1, 2, 3}) {
        scan(passes[static_cast<std::size_t>(present)]);
        for (auto& watcher : watchers) {
            const auto change = watcher.next();
            ASSERT_TRUE(change);
            ASSERT_EQ(change->kind, "change");
            ASSERT_EQ(change->data["total"]["present"], present);
            if (&watcher == &watchers.front()) id = change->id;
            ASSERT_EQ(change->id, id);
        }
        EXPECT_EQ(stats().texts, before.texts + static_cast<std::uint64_t>(present));
    }
    EXPECT_EQ(stats().dropped, 0u);
    EXPECT_EQ(stats().watchers, leaders);
}

TEST_F(LiveApi, EachNewWatcherIsGivenAFreshSnapshot) {
    const std::string cookie = cookie_of(reader);
    auto first = watch(cookie);
    ASSERT_TRUE(first.next());
    scan(passes[0]);
    ASSERT_TRUE(first.next());
    auto late = watch(cookie);
    EXPECT_EQ(late.next()->data["total"]["present"], 1);
}

/// Holds up the store's readers and fills the line before them, until it goes.
class BusyReaders {
public:
    explicit BusyReaders(store::Store& store) : store_(store), end_(promise_.get_future().share()) {
        // First those that hold a reader each, or the line would have room again once they are
        // taken.
        for (std::size_t i = 0; i < readers; ++i) hold_one();
        while (held_ < readers) std::this_thread::yield();
        while (refused_ == 0) hold_one();
    }
    ~BusyReaders() {
        promise_.set_value();
        io_.restart();
        io_.run();
    }
    /// Nobody else stands in the line: who comes now is turned away.
    bool is_alone() const { return asked_ - refused_ == readers + places; }
    /// Waits until somebody else was turned away; false: nobody was within 20 s.
    bool await_refusal() {
        const std::uint64_t refused = store_.stats().refused_busy;
        const auto give_up = std::chrono::steady_clock::now() + 20s;
        while (store_.stats().refused_busy == refused) {
            if (std::chrono::steady_clock::now() > give_up) return false;
            std::this_thread::yield();
        }
        return true;
    }

private:
    static constexpr std::size_t readers = 2;
    static constexpr std::size_t places = 1'024;

    asio::awaitable<void> hold() {
        const auto wait = [this](store::ReadTx&) -> Result<void> {
            ++held_;
            end_.wait();
            return {};
        };
        if (!co_await store_.read(wait)) ++refused_;
    }
    void hold_one() {
        ++asked_;
        asio::co_spawn(io_, hold(), asio::detached);
        io_.restart();
        io_.poll();
    }

    store::Store& store_;
    std::promise<void> promise_;
    std::shared_future<void> end_;
    std::atomic<std::size_t> held_ = 0;
    std::size_t asked_ = 0, refused_ = 0;
    asio::io_context io_;
};

/// Between two looks there is time to fill the line of readers, also on a slow machine.
class LiveLooks : public LiveApi {
protected:
    static LiveSettings seldom() {
        LiveSettings settings = quick();
        settings.look = 300ms;
        return settings;
    }
    LiveLooks() : LiveApi(seldom()) {}
};

TEST_F(LiveLooks, AStreamIsNotCutBecauseNobodyHasTimeToSayWhetherItMayGoOn) {
    auto stream = watch(cookie_of(reader));
    ASSERT_TRUE(stream.next());
    {
        std::optional<BusyReaders> busy;
        // A look that already stands in the line is answered at the end only, and none follows it.
        while (!busy || !busy->is_alone()) busy.emplace(server->app().store());
        ASSERT_TRUE(busy->await_refusal());  // of a look at the event
        server->write([](store::WriteTx& tx) { tx.changes().credentials = true; });
        ASSERT_TRUE(busy->await_refusal());  // of a look at the session, or of the one before
        ASSERT_TRUE(busy->await_refusal()) << "the stream was cut";
    }
    scan(passes[0]);
    const auto change = stream.next();
    ASSERT_TRUE(change);
    EXPECT_EQ(change->data["total"]["present"], 1);
}

TEST_F(LiveApi, TheStreamEndsWithTheSession) {
    auto client = server->client_of(reader);
    const std::string credential = client.credential();
    auto stream = watch(credential);
    ASSERT_TRUE(stream.next());
    EXPECT_EQ(client.del("/api/v1/session").status, 204u);
    EXPECT_TRUE(stream.ends());
    const auto again = watch(credential);
    EXPECT_NE(again.head().find(" 401 "), std::string::npos);
}

TEST_F(LiveApi, TheStreamEndsWithTheRightToTheEventAndWithTheAccount) {
    const auto administrator = server->write(
        [](store::WriteTx& tx) { return make_account(tx, "quan-tri", Role::administrator); });
    auto admin = server->client_of(administrator);
    auto stream = watch(cookie_of(reader));
    ASSERT_TRUE(stream.next());
    const std::string account = "/api/v1/accounts/" + to_text(reader);
    ASSERT_EQ(admin.patch(account, {{"events", Json::array()}}).status, 200u);
    EXPECT_TRUE(stream.ends());

    auto other = watch(cookie_of(world.organizer.account));
    ASSERT_TRUE(other.next());
    const std::string organizer = "/api/v1/accounts/" + to_text(world.organizer.account);
    ASSERT_EQ(admin.patch(organizer, {{"is_disabled", true}}).status, 200u);
    EXPECT_TRUE(other.ends());
}

TEST_F(LiveApi, SilenceIsBrokenAndHeadDoesNotStream) {
    auto stream = watch(cookie_of(reader));
    ASSERT_TRUE(stream.next());
    auto client = server->client_of(reader);
    EXPECT_EQ(client.send("HEAD", path("/live")).status, 200u);
    // Comments come at every look; the change comes behind some of them.
    while (stream.comments() == 0) {
        scan(passes[0]);
        passes.erase(passes.begin());
        ASSERT_TRUE(stream.next());
    }
}

TEST_F(LiveApi, ASlowWatcherIsDroppedAndComesBackToAFreshSnapshot) {
    const std::string cookie = cookie_of(reader);
    auto slow = watch(cookie, 2'048);
    auto quick_one = watch(cookie);
    ASSERT_TRUE(quick_one.next());
    for (std::size_t i = 0; i < 20; ++i) scan(passes[i]);
    // Another title is told with a whole snapshot: kilobytes that the slow one does not take.
    for (int sent = 0; stats().dropped == 0 && sent < 5'000; ++sent) {
        server->write([&](store::WriteTx& tx) {
            auto event = *store::load_event(tx, world.event);
            event.title = "Lễ thử " + std::to_string(sent);
            store::update(tx, event);
            tx.changes().touch(event.id);
        });
        ASSERT_TRUE(quick_one.next()) << "only the slow one is dropped";
    }
    EXPECT_EQ(stats().dropped, 1u);
    EXPECT_TRUE(slow.ends());
    auto back = watch(cookie);
    const auto first = back.next();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->kind, "snapshot");
}

TEST_F(LiveApi, AStoppingServerEndsItsStreams) {
    auto stream = watch(cookie_of(reader));
    ASSERT_TRUE(stream.next());
    server.reset();
    EXPECT_TRUE(stream.ends());
}

TEST_F(LiveApi, WatchersHaveTheirOwnPlacesAndNoMore) {
    LiveSettings settings = quick();
    settings.watchers = 2;
    server = std::make_unique<TestServer>(TestServer::wide_limits(), net::StaticFiles{}, UINT64_MAX,
                                          settings);
    server->write([this](store::WriteTx& tx) {
        world = make_door_world(tx);
        reader = make_account(tx, "lanh-dao", Role::reader, {}, {world.event});
    });
    const std::string cookie = cookie_of(reader);
    auto first = watch(cookie);
    {
        auto second = watch(cookie);
        const auto third = watch(cookie);
        EXPECT_NE(third.head().find(" 503 "), std::string::npos);
        EXPECT_NE(third.head().find("Retry-After: 30"), std::string::npos);
    }
    // Its place is free once a write finds that it has gone.
    for (;;) {
        auto next = watch(cookie);
        if (next.head().find(" 200 ") != std::string::npos) break;
    }
}

}  // namespace
}  // namespace kinhmoi::test
