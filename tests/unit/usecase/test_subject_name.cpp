// SPDX-License-Identifier: Apache-2.0
// What the log calls things: every kind of subject by its name of today, nothing out of scope, no
// person.
#include "server/usecase/subject_name.hpp"

#include <gtest/gtest.h>

#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi {
namespace {

using store::WriteTx;

class SubjectName : public testing::Test {
protected:
    SubjectName() {
        store_.write([this](WriteTx& tx) {
            world_ = test::make_world(tx, "a");
            foreign_ = test::make_world(tx, "b");
            const auto id = test::make_account(tx, "to-chuc", Role::organizer, {}, {world_.event});
            organizer_ = test::actor_of(tx, id);
            administrator_.role = Role::administrator;
        });
    }
    std::string name(const Actor& actor, const std::string& action, const std::string& subject) {
        store::AuditEntry entry;
        entry.action = action;
        entry.subject = subject;
        return store_.read(
            [&](store::ReadTx& tx) { return usecase::subject_name(tx, actor, entry); });
    }

    test::TestStore store_;
    test::World world_;
    test::World foreign_;
    Actor organizer_;
    Actor administrator_;
};

struct Case {
    const char* action;
    std::string subject;
    std::string name;
};

/// One of each kind that belongs to an event.
std::vector<Case> scoped_cases(const test::World& world, const std::string& tag) {
    const std::string agency = "Đơn vị Thử " + tag;
    const std::string event = "Lễ thử " + tag;
    const std::string seats = agency + " – Đại biểu";
    return {{"event.update", to_text(world.event), event},
            {"event.copy", to_text(world.event), event},
            {"plan.import", to_text(world.event), event},
            {"retention.erase", to_text(world.event), event},
            {"report.export", to_text(world.event), event},
            {"delegates.export", to_text(world.event), event},
            {"badges.export", to_text(world.event), event},
            {"list.import", to_text(world.event), event},
            {"site.update", to_text(world.site), "Điểm cầu chính"},
            {"gate.create", to_text(world.gate), "Cửa 1 – Điểm cầu chính"},
            {"door.offer", to_text(world.gate), "Cửa 1 – Điểm cầu chính"},
            {"incident.resolve", to_text(world.incident), "Cửa 1 – Điểm cầu chính"},
            {"group.update", to_text(world.group), "Đại biểu"},
            {"quota.update", to_text(world.quota), seats},
            {"list.view", to_text(world.list), seats},
            {"list.return", to_text(world.list), seats},
            {"pass.issue", to_text(world.list), seats},
            {"pass.issue", to_text(world.delegate), seats},
            {"pass.revoke", to_text(world.pass), seats},
            {"delegate.seat", to_text(world.delegate), seats},
            {"delegates.view", to_text(world.delegate), seats},
            {"door.walk_in", to_text(world.delegate), seats},
            {"late_change.accept", to_text(world.delegate), seats},
            {"door.revoke", to_text(world.device), "Máy 1"},
            {"task.update", to_text(world.task), "Chuẩn bị hội trường"},
            {"document.put_file", to_text(world.document), "giay-moi"},
            {"stream.create", to_text(world.stream), "Truyền hình"}};
}

TEST_F(SubjectName, EveryKindIsNamed) {
    for (const Case& one : scoped_cases(world_, "a")) {
        EXPECT_EQ(name(organizer_, one.action, one.subject), one.name) << one.action;
        EXPECT_EQ(name(administrator_, one.action, one.subject), one.name) << one.action;
    }
    const std::vector<Case> of_all = {
        {"agency.update", to_text(world_.agency), "Đơn vị Thử a"},
        {"extension.grant", to_text(world_.agency), "Đơn vị Thử a"},
        {"program.update", to_text(world_.program), "Chương trình thử a"},
        {"account.change", to_text(organizer_.account), "Tài khoản Thử to-chuc"},
        {"session.open", to_text(organizer_.account), "Tài khoản Thử to-chuc"},
        {"key.make", "3", "3"}};
    for (const Case& one : of_all)
        EXPECT_EQ(name(organizer_, one.action, one.subject), one.name) << one.action;
}

TEST_F(SubjectName, NothingIsNamedOutOfTheScopeOfWhoAsks) {
    for (const Case& one : scoped_cases(foreign_, "b"))
        EXPECT_EQ(name(organizer_, one.action, one.subject), "") << one.action;
}

TEST_F(SubjectName, WhatIsGoneOrUnknownHasNoName) {
    for (const Case& one : scoped_cases(world_, "a"))
        EXPECT_EQ(name(administrator_, one.action, to_text(AgencyId{{9}})), "") << one.action;
    EXPECT_EQ(name(administrator_, "site.update", "không phải mã"), "");
    EXPECT_EQ(name(administrator_, "no.such_action", to_text(world_.site)), "");
    EXPECT_EQ(name(administrator_, "contact.update", to_text(world_.contact)), "")
        << "a contact is a person";
}

TEST_F(SubjectName, AChildIsToldByItsAgencyAndANeutralLabel) {
    const auto door = store_.write([](WriteTx& tx) { return test::make_door_world(tx, "c"); });
    store_.read([&](store::ReadTx& tx) {
        const auto child = *store::load_delegate(tx, door.child.delegate);
        const std::string label = store::load_agency(tx, child.agency)->name + " – Thiếu nhi";
        for (const char* action : {"delegate.seat", "delegate.erase", "pass.issue"}) {
            store::AuditEntry entry;
            entry.action = action;
            entry.subject = to_text(child.id);
            EXPECT_EQ(usecase::subject_name(tx, administrator_, entry), label) << action;
        }
        return 0;
    });
}

}  // namespace
}  // namespace kinhmoi
