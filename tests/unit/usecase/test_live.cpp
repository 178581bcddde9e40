// SPDX-License-Identifier: Apache-2.0
// The live board follows the day and is the report at every step; and what it may show of people.
#include <gtest/gtest.h>

#include <mutex>
#include <random>

#include "server/usecase/excuses.hpp"
#include "server/usecase/live.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/substitution.hpp"
#include "server/usecase/walk_ins.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi::test {
namespace {

using usecase::LiveFollower;
using usecase::LiveView;
using usecase::SentScan;

class Live : public testing::Test {
protected:
    Live() {
        store.write([this](store::WriteTx& tx) {
            world = make_door_world(tx);
            guests = add_passes(tx, world, 30);
            put_on_lists(tx, world);
        });
        store.store().on_commit([this](const store::Changes& changes) {
            std::lock_guard lock(mutex);
            whole = whole || !changes.events.empty();
        });
    }

    Instant now() { return store.clock().now(); }
    template <class F>
    void with_door(F f) {
        store.write([&](store::WriteTx& tx) { f(tx); });
    }
    void scan(Phone& phone, const SentScan& sent) {
        with_door([&](store::WriteTx& tx) {
            (void)usecase::record_scan(tx, phone.actor(), sent, door_host);
        });
        sent_scans.push_back({&phone, sent});
    }
    std::shared_ptr<const LiveView> follow() {
        bool all;
        {
            std::lock_guard lock(mutex);
            all = std::exchange(whole, false);
        }
        wholes += all;
        return store.read([&](store::ReadTx& tx) { return follower.step(tx, all).value(); });
    }
    void expect_the_report(const std::string& after) {
        const auto view = follow();
        const auto wanted = store.read([&](store::ReadTx& tx) {
            return usecase::attendance_report(tx, world.organizer, world.event).value();
        });
        ASSERT_EQ(view->report.total, wanted.total) << after;
        most_excused = std::max(most_excused, wanted.total.excused);
        ASSERT_EQ(view->report.by_site, wanted.by_site) << after;
        ASSERT_EQ(view->report.by_group, wanted.by_group) << after;
        ASSERT_EQ(view->report.by_agency, wanted.by_agency) << after;
        int arrived = 0;
        for (const auto& [at, count] : view->arrivals) arrived += count;
        const int in_sight = static_cast<int>(view->latest.size());
        ASSERT_LE(in_sight, usecase::live_latest);
        ASSERT_EQ(arrived, wanted.total.present + wanted.total.walk_in)
            << after << ": no green is left out";
        const auto fresh = store.read([&](store::ReadTx& tx) {
            return usecase::live_view(tx, world.organizer, world.event).value();
        });
        ASSERT_EQ(view->latest, fresh->latest) << after;
        ASSERT_EQ(view->arrivals, fresh->arrivals) << after;
        ASSERT_EQ(view->open_incidents, fresh->open_incidents) << after;
    }

    struct Sent {
        Phone* phone;
        SentScan scan;
    };
    TestStore store;
    DoorWorld world;
    std::vector<Pass> guests;
    std::vector<Sent> sent_scans;
    std::mutex mutex;
    bool whole = false;
    int wholes = 0;
    int most_excused = 0;
    LiveFollower follower{EventId{}};
};

TEST_F(Live, IsTheReportAfterEveryStepOfARandomDay) {
    follower = LiveFollower(world.event);
    std::mt19937 random(29'05'2026);
    const auto below = [&](std::size_t n) { return random() % n; };
    Phone* phones[] = {&world.door_1, &world.door_2, &world.far_door};
    std::vector<Pass> passes = guests;
    for (const Pass& pass :
         {world.adult, world.second_adult, world.child, world.party, world.far_adult})
        passes.push_back(pass);
    for (int step = 0; step < 600; ++step) {
        store.clock().advance(static_cast<std::int64_t>(below(40'000)));
        Phone& phone = *phones[below(3)];
        const Pass& pass = passes[below(passes.size())];
        std::string did;
        const std::size_t act = below(20);
        if (act < 11) {
            did = "reading";
            SentScan sent = act < 8 ? phone.read(now(), digits_of(pass))
                                    : phone.read_offline(now(), digits_of(pass));
            if (act >= 8) sent.scan.wall_ms -= static_cast<std::int64_t>(below(600'000));
            sent.scan.count = act % 2 ? 1 : 2;
            if (act == 10) sent.scan.direction = Direction::out;
            scan(phone, sent);
        } else if (act < 14 && !sent_scans.empty()) {
            did = "undo";
            const Sent target = sent_scans[below(sent_scans.size())];
            scan(*target.phone, target.phone->undo(now(), target.scan, pass.id));
        } else if (act == 14 && !sent_scans.empty()) {
            did = "the same scan again";
            const Sent again = sent_scans[below(sent_scans.size())];
            scan(*again.phone, again.scan);
        } else if (act == 15) {
            did = "walk-in";
            with_door([&](store::WriteTx& tx) {
                (void)usecase::register_walk_in(tx, phone.actor(), {{}, "Phạm Thử Khách", "", ""},
                                                phone.next(now()), world.master_key, door_host);
            });
        } else if (act == 16) {
            did = "excuse";
            with_door([&](store::WriteTx& tx) {
                (void)usecase::excuse(tx, world.organizer, pass.delegate, "Đi công tác");
            });
        } else if (act == 17) {
            did = "withdrawal";
            if (below(3) == 0)
                with_door([&](store::WriteTx& tx) {
                    (void)usecase::withdraw(tx, world.organizer, pass.delegate, "Bận");
                });
        } else if (act == 18) {
            did = "revocation";
            with_door([&](store::WriteTx& tx) {
                (void)usecase::revoke_pass(tx, world.organizer, pass.id, "Mất thẻ");
            });
        } else {
            did = "substitution";
            Person person;
            person.full_name = "Lý Giả Thay";
            person.organization = "Đơn vị Thử a";
            with_door([&](store::WriteTx& tx) {
                (void)usecase::substitute(tx, world.organizer, pass.delegate, person, "Thay");
            });
        }
        // Several commits between two steps, as a burst makes them.
        if (below(3) != 0) expect_the_report(std::to_string(step) + " " + did);
        if (HasFatalFailure()) return;
    }
    const auto view = follow();
    EXPECT_GT(view->report.total.present, 5);
    EXPECT_GT(view->report.total.walk_in, 0);
    EXPECT_GT(view->report.total.substituted, 0);
    EXPECT_GT(most_excused, 0);
    EXPECT_GT(view->open_incidents, 0);
    EXPECT_LT(wholes, 300) << "the doors alone must not make it count everything";
}

TEST_F(Live, ScansAloneAreFollowedWithoutCountingAnew) {
    follower = LiveFollower(world.event);
    follow();
    wholes = 0;
    for (const Pass& pass : guests) {
        scan(world.door_1, world.door_1.read(now(), digits_of(pass)));
        expect_the_report("reading");
    }
    EXPECT_EQ(wholes, 0);
    EXPECT_EQ(follow()->report.total.present, static_cast<int>(guests.size()));
    EXPECT_EQ(follow()->latest.size(), static_cast<std::size_t>(usecase::live_latest));
}

TEST_F(Live, AWallShowsNoChildAndNoMoreOfAnAdultThanADoor) {
    follower = LiveFollower(world.event);
    for (const Pass& pass : {world.party, world.child, world.adult}) {
        auto sent = world.door_1.read(now(), digits_of(pass));
        sent.scan.escort_seen = true;
        sent.scan.count = pass.party_size;
        scan(world.door_1, sent);
        store.clock().advance(minute_ms);
    }
    const auto view = follow();
    ASSERT_EQ(view->latest.size(), 3u);
    EXPECT_EQ(view->latest[0].name, "Nguyễn M. An");
    EXPECT_EQ(view->latest[0].agency_name, "Đơn vị Thử a");
    for (const int child : {1, 2}) {
        EXPECT_EQ(view->latest[child].name, "Thiếu nhi");
        EXPECT_EQ(view->latest[child].group_label, "Thiếu nhi");
        EXPECT_EQ(view->latest[child].agency_name, "");
    }
    EXPECT_EQ(view->latest[2].present, 4);
    for (const auto& line : view->report.by_group)
        EXPECT_EQ(line.name.find("khó khăn"), std::string::npos);
}

TEST_F(Live, EndsWithItsEventAndHidesForeignOnes) {
    const auto stranger = store.write([](store::WriteTx& tx) {
        return actor_of(tx, make_account(tx, "nguoi-la", Role::reader));
    });
    EXPECT_FALSE(store.read([&](store::ReadTx& tx) {
        return usecase::live_view(tx, stranger, world.event).has_value();
    }));
    LiveFollower nothing{EventId{}};
    EXPECT_FALSE(
        store.read([&](store::ReadTx& tx) { return nothing.step(tx, false).has_value(); }));
}

}  // namespace
}  // namespace kinhmoi::test
