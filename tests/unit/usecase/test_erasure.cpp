// SPDX-License-Identifier: Apache-2.0
// What an erasure reaches, what it must not reach by mistake, and that nothing comes back after it.
#include <gtest/gtest.h>

#include "server/store/rows/delegate_rows.hpp"
#include "server/usecase/delegates.hpp"
#include "server/usecase/events.hpp"
#include "server/usecase/excuses.hpp"
#include "server/usecase/late_changes.hpp"
#include "server/usecase/list_decisions.hpp"
#include "server/usecase/plan.hpp"
#include "server/usecase/retention.hpp"
#include "server/usecase/seats.hpp"
#include "server/usecase/substitution.hpp"
#include "tests/unit/usecase/lists_world.hpp"

namespace kinhmoi::test {
namespace {

struct Erasure : testing::Test {
    ListsWorld world;

    template <class F>
    auto write(F f) {
        return world.store.write(std::move(f));
    }
    std::vector<ListRow> sent_pupils(std::vector<usecase::DraftRow> rows) {
        const auto saved = world.save(world.pupils(), 0, std::move(rows));
        EXPECT_TRUE(world.submit(world.pupils(), 1));
        return saved->rows;
    }
    std::vector<ListRow> approved_adults(int count) {
        const auto saved = world.save(world.adults(), 0, ListsWorld::adults_of(count));
        EXPECT_TRUE(world.submit(world.adults(), 1));
        EXPECT_TRUE(write([this](store::WriteTx& tx) {
            return usecase::approve_list(tx, world.organizer, world.adults(), {});
        }));
        return saved->rows;
    }
    auto erase(const DelegateId& id) {
        return write(
            [=, this](store::WriteTx& tx) { return usecase::erase_one(tx, world.organizer, id); });
    }
    bool keeps(const DelegateId& id) {
        return world.store.read([&](store::ReadTx& tx) { return store::keeps_person(tx, id); });
    }
    Event event() {
        return *world.store.read(
            [this](store::ReadTx& tx) { return store::load_event(tx, world.event); });
    }
    auto update(const Event& changed) {
        return write([=, this](store::WriteTx& tx) {
            return usecase::update_event(tx, world.organizer, world.event, changed);
        });
    }
};

TEST_F(Erasure, AMistypedYearErasesNobody) {
    Event mistyped = event();
    mistyped.starts_at = mistyped.starts_at + -365 * day_ms;
    mistyped.ends_at = *mistyped.ends_at + -365 * day_ms;
    ASSERT_TRUE(update(mistyped)) << "nobody is there to be erased";
    const Event right = [&] {
        Event back = mistyped;
        back.starts_at = back.starts_at + 365 * day_ms;
        back.ends_at = *back.ends_at + 365 * day_ms;
        return back;
    }();
    ASSERT_TRUE(update(right));
    sent_pupils({ListsWorld::pupil("Lê Mẫu Bé")});
    const auto refused = update(mistyped);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().faults().at(0).path, "/ends_at");
    EXPECT_EQ(refused.error().faults().at(0).code, "erases_at_once");
    usecase::Plan plan;
    plan.event = mistyped;
    const auto as_plan =
        write([&](store::WriteTx& tx) { return usecase::import_plan(tx, world.organizer, plan); });
    ASSERT_FALSE(as_plan);
    EXPECT_EQ(as_plan.error().faults().at(0).path, "/event/ends_at");
    EXPECT_EQ(as_plan.error().faults().at(0).code, "erases_at_once");
    EXPECT_EQ(write([](store::WriteTx& tx) { return usecase::erase_due(tx); }).persons, 0);
}

TEST_F(Erasure, WhoLeftAListBeforeItsApprovalCanBeErased) {
    const auto rows = sent_pupils({ListsWorld::pupil("Lê Mẫu Bé"), ListsWorld::pupil("Võ Mẫu Bé")});
    EXPECT_EQ(erase(rows[0].id).error().kind(), FailureKind::conflict) << "still on the list";
    ASSERT_TRUE(write([this](store::WriteTx& tx) {
        return usecase::return_list(tx, world.organizer, world.pupils(), {.reason = "Rút một em"});
    }));
    EXPECT_EQ(erase(rows[0].id).error().kind(), FailureKind::conflict) << "still on the draft";
    usecase::DraftRow left;
    left.id = rows[1].id;
    left.person = rows[1].person;
    ASSERT_TRUE(world.save(world.pupils(), 1, {left}));
    ASSERT_TRUE(erase(rows[0].id)) << "off the draft";
    EXPECT_FALSE(keeps(rows[0].id));
    ASSERT_TRUE(world.submit(world.pupils(), 2));
    EXPECT_FALSE(keeps(rows[0].id));
    EXPECT_TRUE(keeps(rows[1].id));
}

TEST_F(Erasure, WhoLeftAListAndIsNoDelegateAnyMoreCanBeErased) {
    const auto rows = sent_pupils({ListsWorld::pupil("Lê Mẫu Bé"), ListsWorld::pupil("Võ Mẫu Bé")});
    ASSERT_TRUE(write([this](store::WriteTx& tx) {
        return usecase::return_list(tx, world.organizer, world.pupils(), {.reason = "Rút một em"});
    }));
    usecase::DraftRow left;
    left.id = rows[1].id;
    left.person = rows[1].person;
    ASSERT_TRUE(world.save(world.pupils(), 1, {left}));
    ASSERT_TRUE(world.submit(world.pupils(), 2));
    ASSERT_TRUE(keeps(rows[0].id)) << "the first version remembers";
    const auto by_clerk =
        write([&](store::WriteTx& tx) { return usecase::erase_one(tx, world.clerk, rows[0].id); });
    EXPECT_EQ(by_clerk.error().kind(), FailureKind::not_found);
    ASSERT_TRUE(erase(rows[0].id));
    EXPECT_FALSE(keeps(rows[0].id));
}

TEST_F(Erasure, NothingIsWrittenOfAnErasedPerson) {
    const DelegateId id = approved_adults(1)[0].id;
    world.store.clock().advance(10 * day_ms);
    ASSERT_TRUE(erase(id));
    write([&](store::WriteTx& tx) {
        const auto conflict = [](const auto& result) {
            return !result && result.error().kind() == FailureKind::conflict;
        };
        const Actor& actor = world.organizer;
        EXPECT_TRUE(conflict(usecase::excuse(tx, actor, id, "Ốm")));
        EXPECT_TRUE(conflict(usecase::undo_excuse(tx, actor, id)));
        EXPECT_TRUE(conflict(usecase::record_answer(tx, actor, id, true)));
        EXPECT_TRUE(conflict(usecase::edit_delegate(tx, actor, id, {.door_note = "Xe lăn"}, {})));
        EXPECT_TRUE(conflict(usecase::withdraw(tx, actor, id, "Ốm")));
        EXPECT_TRUE(conflict(
            usecase::substitute(tx, actor, id, ListsWorld::adult("Võ Thử Thay").person, "Ốm")));
        EXPECT_FALSE(usecase::set_seats(tx, actor, world.event, {{.delegate = id, .seat = "A1"}}));
    });
}

TEST_F(Erasure, ARequestAboutAnErasedPersonIsNotAccepted) {
    const DelegateId id = approved_adults(1)[0].id;
    world.store.clock().advance(6 * day_ms);
    const auto asked = write([&](store::WriteTx& tx) {
        return usecase::substitute(tx, world.clerk, id, ListsWorld::adult("Võ Thử Thay").person,
                                   "Ốm");
    });
    ASSERT_EQ(asked->route, ChangeRoute::request);
    world.store.clock().advance(200 * day_ms);
    ASSERT_GT(write([](store::WriteTx& tx) { return usecase::erase_due(tx); }).persons, 0);
    const auto accepted = write([&](store::WriteTx& tx) {
        return usecase::accept_late_change(tx, world.organizer, asked->request->id, "");
    });
    EXPECT_EQ(accepted.error().kind(), FailureKind::conflict);
    EXPECT_TRUE(write([&](store::WriteTx& tx) {
        return usecase::refuse_late_change(tx, world.organizer, asked->request->id, "Đã xoá");
    })) << "so that it does not stand open for ever";
}

}  // namespace
}  // namespace kinhmoi::test
