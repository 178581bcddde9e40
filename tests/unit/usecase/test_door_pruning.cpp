// SPDX-License-Identifier: Apache-2.0
// The doors' feed is cut off behind the slowest phone, and nobody misses a change by it.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/door_pruning.hpp"
#include "server/usecase/door_list.hpp"
#include "server/usecase/doors.hpp"
#include "server/usecase/live.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/retention.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi::test {
namespace {

constexpr std::int64_t everything = 1'000'000;

/// What a phone of the main site has stored of its list.
struct StoredList {
    struct Line {
        int issue = 0, min_issue = 0, present = 0;
        bool operator==(const Line&) const = default;
    };
    std::map<PassId, Line> lines;
    std::int64_t version = 0;

    void put(const usecase::DoorPass& pass) {
        lines[pass.id] = {pass.issue, pass.min_issue,
                          pass.holder ? pass.holder->admission.present : 0};
    }
};

class DoorPruning : public testing::Test {
protected:
    void take_snapshot(const Phone& phone, StoredList& list) {
        const auto page = store.read([&](store::ReadTx& tx) {
            return usecase::door_snapshot(tx, phone.actor(), "", 1'000).value();
        });
        list.lines.clear();
        for (const usecase::DoorPass& pass : page.passes) list.put(pass);
        list.version = page.version;
    }
    usecase::DoorChanges changes(const Phone& phone, std::int64_t since, int limit = 100) {
        return store.read([&](store::ReadTx& tx) {
            return usecase::door_changes(tx, phone.actor(), since, limit).value();
        });
    }
    /// As a phone does: changes while there are any, the whole list when told so, then hello.
    void sync(const Phone& phone, StoredList& list) {
        for (bool more = true; more;) {
            const auto news = changes(phone, list.version, 3);
            if (news.is_too_old) {
                take_snapshot(phone, list);
                ++snapshots;
                break;
            }
            for (const auto& pass : news.passes) list.put(pass);
            for (const auto& admission : news.admissions)
                list.lines[admission.pass].present = admission.present;
            list.version = news.version;
            more = news.has_more;
        }
        hello(phone, list.version);
    }
    void hello(const Phone& phone, std::int64_t version) {
        usecase::HelloForm form;
        form.epoch = phone.device.epoch;
        form.list_version = version;
        store.write(
            [&](store::WriteTx& tx) { EXPECT_TRUE(usecase::greet(tx, phone.actor(), form)); });
    }
    std::int64_t prune(std::int64_t limit = everything) {
        return store.write(
            [&](store::WriteTx& tx) { return usecase::prune_door_changes(tx, limit); });
    }
    void reissue(const Pass& pass) {
        store.write([&](store::WriteTx& tx) {
            EXPECT_TRUE(
                usecase::reissue_pass(tx, world.organizer, pass.id, "Mất thẻ", world.master_key));
        });
    }
    void scan(Phone& phone, const Pass& pass) {
        const auto sent = phone.read(store.clock().now(), digits_of(pass));
        store.write([&](store::WriteTx& tx) {
            EXPECT_TRUE(usecase::record_scan(tx, phone.actor(), sent, door_host));
        });
    }
    std::int64_t rows() {
        return store.read([&](store::ReadTx& tx) {
            auto found = tx.query("SELECT COUNT(*) FROM door_changes");
            found.next();
            return found.get<std::int64_t>(0);
        });
    }
    std::int64_t version() {
        return store.read([&](store::ReadTx& tx) { return store::door_version(tx, world.event); });
    }
    std::int64_t pruned_to() {
        return store.read(
            [&](store::ReadTx& tx) { return store::door_changes_pruned_to(tx, world.event); });
    }

    TestStore store;
    DoorWorld world = store.write([](store::WriteTx& tx) { return make_door_world(tx); });
    int snapshots = 0;
};

TEST_F(DoorPruning, NothingGoesBeforeEveryPhoneHasSeenIt) {
    StoredList first, second, far;
    sync(world.door_1, first);
    sync(world.door_2, second);
    EXPECT_EQ(prune(), 0) << "the third has never said hello";
    sync(world.far_door, far);
    const std::int64_t seen_by_all = version();
    reissue(world.adult);
    sync(world.door_1, first);
    sync(world.far_door, far);
    EXPECT_GT(prune(), 0);
    EXPECT_EQ(pruned_to(), seen_by_all) << "the second phone lags";
    snapshots = 0;
    sync(world.door_2, second);
    EXPECT_EQ(snapshots, 0);
    EXPECT_EQ(second.lines, first.lines);
    EXPECT_EQ(second.lines.at(world.adult.id).issue, 2);
}

TEST_F(DoorPruning, WhoHasSeenLessTakesTheWholeListAgain) {
    StoredList first, late;
    take_snapshot(world.door_2, late);
    reissue(world.adult);
    reissue(world.second_adult);
    for (const Phone* phone : {&world.door_1, &world.door_2, &world.far_door})
        hello(*phone, version());  // the second one's storage went back to an older copy since
    EXPECT_GT(prune(), 0);
    EXPECT_TRUE(changes(world.door_2, late.version).is_too_old);
    sync(world.door_1, first);
    sync(world.door_2, late);
    EXPECT_EQ(late.lines, first.lines);
    EXPECT_EQ(late.lines.at(world.adult.id).issue, 2);
    EXPECT_FALSE(changes(world.door_2, pruned_to()).is_too_old) << "exactly there nothing is lost";
}

TEST_F(DoorPruning, OfAnEventThatIsOverTheNewestRowStaysAndVersionsGrowOn) {
    const std::int64_t before = version();
    const std::int64_t had = rows();
    ASSERT_GT(had, 2);
    store.clock().advance(30 * day_ms);
    EXPECT_EQ(prune(1), 1) << "no more at once than asked for";
    EXPECT_EQ(prune(), had - 2);
    EXPECT_EQ(prune(), 0);
    EXPECT_EQ(rows(), 1);
    EXPECT_EQ(version(), before);
    store.write([&](store::WriteTx& tx) {
        store::note_door_change(tx, world.event, store::DoorTopic::event);
    });
    EXPECT_EQ(version(), before + 1) << "a number was given twice";
}

TEST_F(DoorPruning, ARevokedPhoneHoldsNothingBack) {
    StoredList first, far;
    sync(world.door_1, first);
    sync(world.far_door, far);
    EXPECT_EQ(prune(), 0);
    store.write([&](store::WriteTx& tx) {
        EXPECT_TRUE(usecase::revoke_door(tx, world.organizer, world.door_2.device.id));
    });
    store.clock().advance(1);
    EXPECT_GT(prune(), 0);
}

TEST_F(DoorPruning, OtherEventsKeepTheirs) {
    const DoorWorld other =
        store.write([](store::WriteTx& tx) { return make_door_world(tx, "b"); });
    StoredList list;
    take_snapshot(other.door_1, list);
    const std::int64_t since = list.version - 1;
    for (Phone* phone : {&world.door_1, &world.door_2, &world.far_door}) hello(*phone, version());
    EXPECT_GT(prune(), 0);
    EXPECT_FALSE(changes(other.door_1, since).is_too_old);
}

TEST_F(DoorPruning, APhoneThatComesAndGoesEndsWithTheListThatStands) {
    std::mt19937 random(29'05'2026);
    const auto below = [&](std::size_t n) { return random() % n; };
    Phone* phones[] = {&world.door_1, &world.door_2};
    StoredList lists[2], older[2], far;
    const std::vector<Pass> passes =
        store.write([&](store::WriteTx& tx) { return add_passes(tx, world, 12); });
    std::int64_t pruned = 0;
    for (int step = 0; step < 400; ++step) {
        store.clock().advance(1'000);
        const std::size_t who = below(2);
        switch (below(8)) {
            case 0:
                sync(*phones[who], lists[who]);
                break;
            case 1:
                sync(world.far_door, far);
                pruned += prune(below(2) ? everything : 3);
                break;
            case 2:
                // Storage lost, or back to what an older copy held.
                if (below(6) == 0) lists[who] = {};
                else if (below(2) == 0) lists[who] = older[who];
                else older[who] = lists[who];
                break;
            case 3:
                reissue(passes[below(passes.size())]);
                break;
            default:
                scan(*phones[who], passes[below(passes.size())]);
        }
    }
    EXPECT_GT(pruned, 50);
    StoredList fresh;
    take_snapshot(world.door_1, fresh);
    for (std::size_t who = 0; who < 2; ++who) {
        sync(*phones[who], lists[who]);
        EXPECT_EQ(lists[who].lines, fresh.lines) << "phone " << who;
    }
}

TEST_F(DoorPruning, ABoardThatHasSeenLessCountsAnew) {
    usecase::LiveFollower follower(world.event);
    const auto step = [&] {
        return store.read([&](store::ReadTx& tx) { return follower.step(tx, false).value(); });
    };
    EXPECT_EQ(step()->report.total.present, 0);
    scan(world.door_1, world.adult);
    store.write([&](store::WriteTx& tx) {
        store::note_door_change(tx, world.event, store::DoorTopic::event);
    });
    for (Phone* phone : {&world.door_1, &world.door_2, &world.far_door}) hello(*phone, version());
    EXPECT_GT(prune(), 0);
    EXPECT_EQ(step()->report.total.present, 1);
}

}  // namespace
}  // namespace kinhmoi::test
