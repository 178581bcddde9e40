// SPDX-License-Identifier: Apache-2.0
// Who was let in is neither substituted nor withdrawn, by whatever way it is asked; and a green
// that was shown before the server's change was known counts all the same.
#include <gtest/gtest.h>

#include <functional>

#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/late_change_rows.hpp"
#include "server/usecase/late_changes.hpp"
#include "server/usecase/live.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/report.hpp"
#include "server/usecase/substitution.hpp"
#include "server/usecase/walk_ins.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi::test {
namespace {

using usecase::ChangeOutcome;
using usecase::SentScan;

class WhoIsIn : public testing::Test {
public:
    WhoIsIn() {
        store.write([this](store::WriteTx& tx) {
            world = make_door_world(tx);
            put_on_lists(tx, world);
            party = add_party_of(tx, world, "doan", 4, true);
            clerk =
                actor_of(tx, make_account(tx, "can-bo", Role::clerk, world.agency, {world.event}));
        });
    }

    Instant now() { return store.clock().now(); }
    void send(const SentScan& sent) {
        store.write([&](store::WriteTx& tx) {
            return usecase::record_scan(tx, world.door_1.actor(), sent, door_host);
        });
    }
    SentScan let_in(const Pass& pass, std::uint16_t count = 1) {
        auto sent = world.door_1.read(now(), digits_of(pass));
        sent.scan.count = count;
        sent.scan.escort_seen = true;
        send(sent);
        return sent;
    }
    Result<ChangeOutcome> substitute(const DelegateId& id) {
        return substitute(id, world.organizer);
    }
    Result<ChangeOutcome> substitute(const DelegateId& id, const Actor& actor) {
        return store.write([&](store::WriteTx& tx) {
            const auto old = store::load_delegate(tx, id);
            Person person = old->person;
            person.full_name = "Lý Giả Thay";
            if (old->party) person.consents.child_attend = Answer::yes;
            return usecase::substitute(tx, actor, id, person, "Ốm");
        });
    }
    Result<ChangeOutcome> withdraw(const DelegateId& id) {
        return store.write(
            [&](store::WriteTx& tx) { return usecase::withdraw(tx, world.organizer, id, "Ốm"); });
    }
    Pass pass_for(const DelegateId& id) {
        return store
            .write([&](store::WriteTx& tx) {
                return usecase::issue_pass_for(tx, world.organizer, id, world.master_key);
            })
            .value()
            .pass;
    }
    Attendance total() {
        const auto report = store.read([&](store::ReadTx& tx) {
            return usecase::attendance_report(tx, world.organizer, world.event).value().total;
        });
        const auto live = store.read([&](store::ReadTx& tx) {
            return usecase::live_view(tx, world.organizer, world.event).value()->report.total;
        });
        EXPECT_EQ(report, live);
        return report;
    }
    std::vector<std::string> incidents() {
        std::vector<std::string> kinds;
        const auto rows = store.read([&](store::ReadTx& tx) {
            return store::incidents_of_event(tx, world.event, store::IncidentState::open, {}, 100);
        });
        for (const auto& row : rows) kinds.push_back(name_of(row.incident.kind));
        return kinds;
    }

    TestStore store;
    DoorWorld world;
    PartyOf party;
    Actor clerk;
};

struct InCase {
    const char* what;
    std::function<DelegateId(WhoIsIn&)> at_the_door;  ///< whom to change afterwards
    bool is_refused;
};
const InCase in_cases[] = {
    {"nobody came", [](WhoIsIn& t) { return t.world.adult.delegate; }, false},
    {"somebody else came",
     [](WhoIsIn& t) {
         t.let_in(t.world.second_adult);
         return t.world.adult.delegate;
     },
     false},
    {"came",
     [](WhoIsIn& t) {
         t.let_in(t.world.adult);
         return t.world.adult.delegate;
     },
     true},
    {"came and left again",
     [](WhoIsIn& t) {
         t.let_in(t.world.adult);
         auto out = t.world.door_1.read(t.now() + minute_ms, digits_of(t.world.adult));
         out.scan.direction = Direction::out;
         t.send(out);
         return t.world.adult.delegate;
     },
     true},
    {"a mistake that was undone",
     [](WhoIsIn& t) {
         const auto sent = t.let_in(t.world.adult);
         t.send(t.world.door_1.undo(t.now(), sent, t.world.adult.id));
         return t.world.adult.delegate;
     },
     false},
    {"a party with one missing",
     [](WhoIsIn& t) {
         t.let_in(t.party.pass, 3);
         return t.party.members[0];
     },
     false},
    {"a whole party",
     [](WhoIsIn& t) {
         t.let_in(t.party.pass, 4);
         return t.party.members[3];
     },
     true},
};

TEST(WhoIsInTable, IsNotChanged) {
    for (const InCase& c : in_cases) {
        for (const bool by_another : {true, false}) {
            struct World : WhoIsIn {
                void TestBody() override {}
            } t;
            const DelegateId id = c.at_the_door(t);
            const Attendance before = t.total();
            const auto outcome = by_another ? t.substitute(id) : t.withdraw(id);
            EXPECT_EQ(!outcome, c.is_refused) << c.what;
            EXPECT_EQ(t.total().present, before.present) << c.what;
            if (outcome) continue;
            EXPECT_EQ(outcome.error().kind(), FailureKind::conflict) << c.what;
            EXPECT_NE(outcome.error().message().vi.find("08:00"), std::string::npos) << c.what;
            EXPECT_NE(outcome.error().message().en.find("undo"), std::string::npos) << c.what;
        }
    }
}

TEST_F(WhoIsIn, APartyShrinksDownToThoseWhoCameAndNoFurther) {
    let_in(party.pass, 2);
    EXPECT_TRUE(withdraw(party.members[0]));
    EXPECT_TRUE(withdraw(party.members[1]));
    const auto outcome = withdraw(party.members[2]);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().message().vi,
              "Đoàn đã vào đủ 2 người (từ lúc 08:00) nên không thể cử người dự thay hoặc rút thành "
              "viên khỏi danh sách. Nếu đếm nhầm, đề nghị huỷ lượt điểm danh đó trước.");
    EXPECT_EQ(total().present, 2);
}

TEST_F(WhoIsIn, AWalkInStaysToo) {
    store.write([&](store::WriteTx& tx) {
        (void)usecase::register_walk_in(tx, world.door_1.actor(), {{}, "Phạm Thử Khách", "", ""},
                                        world.door_1.next(tx.now()), world.master_key, door_host);
    });
    store::DelegateFilter guests;
    guests.event = world.event;
    guests.is_walk_in = true;
    const auto found = store.read(
        [&](store::ReadTx& tx) { return store::delegates_where(tx, guests, std::nullopt, 5); });
    ASSERT_EQ(found.size(), 1u);
    const auto outcome = withdraw(found[0].id);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind(), FailureKind::conflict);
    EXPECT_EQ(total().walk_in, 1);
}

TEST_F(WhoIsIn, ARequestMadeBeforeIsNotAcceptedAnyMore) {
    LateChange change;
    store.write([&](store::WriteTx& tx) {
        const auto delegate = store::load_delegate(tx, world.adult.delegate);
        change.id = tx.new_id<LateChangeId>();
        change.event = world.event;
        change.list = *delegate->list;
        change.delegate = delegate->id;
        change.kind = LateChangeKind::withdraw;
        change.reason = "Bận";
        change.requested_at = tx.now();
        change.requested_by = clerk.account;
        store::insert_late_change(tx, change);
    });
    const auto sent = let_in(world.adult);
    const auto accept = [&] {
        return store.write([&](store::WriteTx& tx) {
            return usecase::accept_late_change(tx, world.organizer, change.id, "");
        });
    };
    const auto refused = accept();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind(), FailureKind::conflict);
    EXPECT_EQ(total().present, 1);
    EXPECT_FALSE(substitute(world.adult.delegate, clerk)) << "an agency is told the same";
    send(world.door_1.undo(now(), sent, world.adult.id));
    EXPECT_TRUE(accept()) << "the request waited";
}

TEST_F(WhoIsIn, AGreenShownOfflineAfterASubstitutionIsNamedAndCounts) {
    const auto outcome = substitute(world.adult.delegate);
    ASSERT_TRUE(outcome);
    const Pass substitute_pass = pass_for(outcome->after->id);
    store.clock().advance(minute_ms);
    send(world.door_1.read_offline(now(), digits_of(world.adult)));
    EXPECT_EQ(incidents(), (std::vector<std::string>{"admitted_revoked"}));
    EXPECT_EQ(total().present, 0) << "nobody expected this person any more";
    EXPECT_EQ(total().walk_in, 1) << "but the green is not lost";
    let_in(substitute_pass);
    EXPECT_EQ(total().present, 1);
    EXPECT_EQ(total().walk_in, 1) << "two people are inside";
}

TEST_F(WhoIsIn, AGreenShownOfflineBeforeAWithdrawalCountsWhenItIsHandedIn) {
    const auto early = world.door_1.read_offline(now(), digits_of(world.adult));
    store.clock().advance(minute_ms);
    ASSERT_TRUE(withdraw(world.adult.delegate));
    EXPECT_EQ(total().walk_in, 0);
    send(early);
    EXPECT_TRUE(incidents().empty()) << "the pass counted at that moment";
    EXPECT_EQ(total().present, 0);
    EXPECT_EQ(total().walk_in, 1);
}

}  // namespace
}  // namespace kinhmoi::test
