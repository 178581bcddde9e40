// SPDX-License-Identifier: Apache-2.0
// What a phone at a door hears after somebody changed the set-up of its event.
#include <gtest/gtest.h>

#include <algorithm>

#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/contact_rows.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/agencies.hpp"
#include "server/usecase/door_list.hpp"
#include "server/usecase/event_parts.hpp"
#include "server/usecase/events.hpp"
#include "server/usecase/excuses.hpp"
#include "server/usecase/retention.hpp"
#include "server/usecase/seats.hpp"
#include "server/usecase/substitution.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi::test {
namespace {

class DoorNotes : public testing::Test {
protected:
    DoorNotes() {
        world = store.write([](store::WriteTx& tx) {
            auto made = make_door_world(tx);
            store::note_door_change(tx, made.event, store::DoorTopic::key);
            return made;
        });
        since = store.read([&](store::ReadTx& tx) { return store::door_version(tx, world.event); });
    }

    template <class Change>
    void change(Change make) {
        store.write([&](store::WriteTx& tx) {
            const auto done = make(tx);
            if (!done) throw std::runtime_error(done.error().message().en);
        });
    }
    usecase::DoorChanges heard() {
        return store
            .read([&](store::ReadTx& tx) {
                return usecase::door_changes(tx, world.door_1.actor(), since, 100);
            })
            .value();
    }
    const usecase::DoorPass* line_of(const usecase::DoorChanges& changes, const PassId& pass) {
        const auto found = std::find_if(changes.passes.begin(), changes.passes.end(),
                                        [&](const auto& line) { return line.id == pass; });
        return found == changes.passes.end() ? nullptr : &*found;
    }

    TestStore store;
    DoorWorld world;
    std::int64_t since = 0;
};

TEST_F(DoorNotes, NewTimesComeWithTheSettingAndNoPass) {
    change([&](store::WriteTx& tx) {
        auto event = *store::load_event(tx, world.event);
        event.allows_reentry = !event.allows_reentry;
        return usecase::update_event(tx, world.organizer, event.id, event);
    });
    const auto changes = heard();
    ASSERT_TRUE(changes.setting);
    EXPECT_TRUE(changes.passes.empty());
}

TEST_F(DoorNotes, AnotherPolicyForNamesRenewsEveryLine) {
    change([&](store::WriteTx& tx) {
        auto event = *store::load_event(tx, world.event);
        event.door_name_policy = event.door_name_policy == DoorNamePolicy::full_name
                                     ? DoorNamePolicy::short_name
                                     : DoorNamePolicy::full_name;
        return usecase::update_event(tx, world.organizer, event.id, event);
    });
    const auto changes = heard();
    EXPECT_NE(line_of(changes, world.adult.id), nullptr);
    EXPECT_NE(line_of(changes, world.child.id), nullptr);
    EXPECT_NE(line_of(changes, world.far_adult.id), nullptr);
}

TEST_F(DoorNotes, AGatesNewNameComesWithTheSetting) {
    change([&](store::WriteTx& tx) {
        auto gate = *store::load_gate(tx, world.door_1.device.gate);
        gate.name = "Cổng phía bờ sông";
        return usecase::update_part(tx, world.organizer, gate.id, gate);
    });
    const auto changes = heard();
    ASSERT_TRUE(changes.setting);
    EXPECT_TRUE(std::any_of(changes.setting->gates.begin(), changes.setting->gates.end(),
                            [](const Gate& gate) { return gate.name == "Cổng phía bờ sông"; }));
    EXPECT_TRUE(changes.passes.empty());
}

TEST_F(DoorNotes, AGroupsNewLabelRenewsTheLinesOfItsPassesAlone) {
    change([&](store::WriteTx& tx) {
        auto group = *store::load_group(tx, world.adult.group);
        group.badge_label = "Khách mời danh dự";
        return usecase::update_part(tx, world.organizer, group.id, group);
    });
    const auto changes = heard();
    const auto* line = line_of(changes, world.adult.id);
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->holder->group_label, "Khách mời danh dự");
    EXPECT_EQ(line_of(changes, world.child.id), nullptr);
    EXPECT_TRUE(changes.setting);  // walk-ins choose among the same labels
}

TEST_F(DoorNotes, AnAgencysNewNameRenewsTheLinesOfItsPeople) {
    change([&](store::WriteTx& tx) {
        auto agency = *store::load_agency(tx, world.agency);
        agency.short_name = "Sở Mẫu mới";
        Actor administrator = world.organizer;
        administrator.role = Role::administrator;
        return usecase::update_agency(tx, administrator, agency.id, agency);
    });
    const auto changes = heard();
    const auto* line = line_of(changes, world.adult.id);
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->holder->agency, "Sở Mẫu mới");
    EXPECT_TRUE(changes.setting);
}

TEST_F(DoorNotes, SeatsInBulkRenewTheLine) {
    change([&](store::WriteTx& tx) {
        return usecase::set_seats(tx, world.organizer, world.event,
                                  {{.delegate = world.adult.delegate, .seat = "B7"}});
    });
    const auto changes = heard();
    const auto* line = line_of(changes, world.adult.id);
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->holder->seat, "B7");
}

TEST_F(DoorNotes, AnAnswerRenewsTheLine) {
    change([&](store::WriteTx& tx) {
        return usecase::record_answer(tx, world.organizer, world.adult.delegate, false);
    });
    const auto changes = heard();
    const auto* line = line_of(changes, world.adult.id);
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->holder->status, DelegateStatus::declined);
}

TEST_F(DoorNotes, AnErasedNameGoesFromThePhonesToo) {
    change([&](store::WriteTx& tx) {
        return usecase::withdraw(tx, world.organizer, world.adult.delegate, "Ốm");
    });
    since = store.read([&](store::ReadTx& tx) { return store::door_version(tx, world.event); });
    change([&](store::WriteTx& tx) {
        return usecase::erase_one(tx, world.organizer, world.adult.delegate);
    });
    const auto changes = heard();
    const auto* line = line_of(changes, world.adult.id);
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->holder->label, "");
}

TEST_F(DoorNotes, AQuotaComesWithTheSettingAndAContactWithNothing) {
    change([&](store::WriteTx& tx) {
        Contact contact;
        contact.name = "Lê Mẫu Thử";
        contact.code = "LH-9";
        contact.phone = "+84500000001";
        return usecase::create_part(tx, world.organizer, world.event, contact);
    });
    EXPECT_FALSE(heard().setting);
    change([&](store::WriteTx& tx) {
        auto quota = *store::load_quota(tx, world.adults);
        quota.max = quota.max.value_or(0) + 1;
        return usecase::update_part(tx, world.organizer, quota.id, quota);
    });
    EXPECT_TRUE(heard().setting);
}

}  // namespace
}  // namespace kinhmoi::test
