// SPDX-License-Identifier: Apache-2.0
// One person changed after approval, sheets imported into drafts, and people erased from the files.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "server/store/rows/late_change_rows.hpp"
#include "server/usecase/delegates.hpp"
#include "server/usecase/excuses.hpp"
#include "server/usecase/import_rows.hpp"
#include "server/usecase/late_changes.hpp"
#include "server/usecase/list_decisions.hpp"
#include "server/usecase/retention.hpp"
#include "server/usecase/substitution.hpp"
#include "tests/unit/usecase/lists_world.hpp"

namespace kinhmoi::test {
namespace {

struct ListChanges : testing::Test {
    ListsWorld world;

    /// The delegates of an approved list of adults.
    std::vector<ListRow> approved_adults(int count) {
        const auto saved = world.save(world.adults(), 0, ListsWorld::adults_of(count));
        EXPECT_TRUE(world.submit(world.adults(), 1));
        EXPECT_TRUE(world.store.write([this](store::WriteTx& tx) {
            return usecase::approve_list(tx, world.organizer, world.adults(), {});
        }));
        return saved->rows;
    }
    auto substitute(const Actor& actor, const DelegateId& id, const std::string& name) {
        return world.store.write([=](store::WriteTx& tx) {
            return usecase::substitute(tx, actor, id, ListsWorld::adult(name).person, "Bận họp");
        });
    }
    Delegate load(const DelegateId& id) {
        return *world.store.read([id](store::ReadTx& tx) { return store::load_delegate(tx, id); });
    }
};

TEST_F(ListChanges, SubstitutionBeforeTheCutOffIsDirect) {
    const auto rows = approved_adults(3);
    const auto outcome = substitute(world.clerk, rows[1].id, "Võ Thử Thay");
    ASSERT_TRUE(outcome);
    ASSERT_EQ(outcome->route, ChangeRoute::direct);
    const Delegate old = load(rows[1].id);
    const Delegate now = load(outcome->after->id);
    EXPECT_EQ(old.status, DelegateStatus::substituted);
    EXPECT_EQ(old.substituted_by, now.id);
    EXPECT_EQ(now.status, DelegateStatus::approved);
    EXPECT_EQ(now.substitutes_for, old.id);
    EXPECT_EQ(now.quota, old.quota);
    EXPECT_EQ(now.ordinal, old.ordinal);
    const auto detail = world.detail(world.adults(), world.clerk);
    EXPECT_EQ(detail->summary.counts.approved, 3);
    EXPECT_EQ(detail->summary.counts.substituted, 1);
    EXPECT_EQ(detail->rows[1].person.full_name, "Võ Thử Thay");
    EXPECT_EQ(substitute(world.clerk, rows[1].id, "Võ Thử Nữa").error().kind(),
              FailureKind::conflict);
    const auto history = world.store.read(
        [&](store::ReadTx& tx) { return usecase::delegate_history(tx, world.clerk, now.id); });
    ASSERT_EQ(history->holders.size(), 2U);
    EXPECT_EQ(history->holders[0].delegate.id, old.id);
    ASSERT_EQ(history->entries.size(), 1U);
    EXPECT_EQ(history->entries[0].action, "delegate.substitute");
}

TEST_F(ListChanges, AfterTheCutOffItIsARequestThatOneOrganizerDecides) {
    const auto rows = approved_adults(2);
    world.store.clock().advance(6 * day_ms);
    const auto outcome = substitute(world.clerk, rows[0].id, "Võ Thử Thay");
    ASSERT_TRUE(outcome);
    ASSERT_EQ(outcome->route, ChangeRoute::request);
    EXPECT_EQ(load(rows[0].id).status, DelegateStatus::approved);
    EXPECT_EQ(substitute(world.clerk, rows[0].id, "Võ Thử Khác").error().kind(),
              FailureKind::conflict);
    const auto id = outcome->request->id;
    const auto decide = [&](const Actor& actor) {
        return world.store.write(
            [&](store::WriteTx& tx) { return usecase::accept_late_change(tx, actor, id, ""); });
    };
    EXPECT_EQ(decide(world.clerk).error().kind(), FailureKind::not_found);
    ASSERT_TRUE(decide(world.organizer));
    EXPECT_EQ(load(rows[0].id).status, DelegateStatus::substituted);
    EXPECT_EQ(decide(world.organizer).error().kind(), FailureKind::conflict);
    EXPECT_EQ(world.detail(world.adults(), world.clerk)->summary.entry.list.state,
              ListState::approved);
}

TEST_F(ListChanges, ARefusedRequestChangesNothing) {
    const auto rows = approved_adults(1);
    world.store.clock().advance(6 * day_ms);
    const auto asked = world.store.write(
        [&](store::WriteTx& tx) { return usecase::withdraw(tx, world.clerk, rows[0].id, "Ốm"); });
    ASSERT_EQ(asked->route, ChangeRoute::request);
    const auto refuse = [&](const char* note) {
        return world.store.write([&](store::WriteTx& tx) {
            return usecase::refuse_late_change(tx, world.organizer, asked->request->id, note);
        });
    };
    EXPECT_EQ(refuse(" ").error().kind(), FailureKind::invalid);
    EXPECT_TRUE(refuse("Đã in thẻ"));
    EXPECT_EQ(load(rows[0].id).status, DelegateStatus::approved);
}

TEST_F(ListChanges, AnotherAgencySeesNobodyToChange) {
    const auto rows = approved_adults(1);
    EXPECT_EQ(substitute(world.stranger, rows[0].id, "Võ Thử Lạ").error().kind(),
              FailureKind::not_found);
}

TEST_F(ListChanges, AnswersAndExcuses) {
    const auto rows = approved_adults(1);
    world.store.write([&](store::WriteTx& tx) {
        EXPECT_EQ(usecase::record_answer(tx, world.clerk, rows[0].id, false)->delegate.status,
                  DelegateStatus::declined);
        EXPECT_EQ(usecase::record_answer(tx, world.clerk, rows[0].id, true)->delegate.status,
                  DelegateStatus::accepted);
        EXPECT_TRUE(usecase::excuse(tx, world.clerk, rows[0].id, "Công tác đột xuất"));
    });
    EXPECT_EQ(world.detail(world.adults(), world.clerk)->summary.counts.excused, 1);
    world.store.write([&](store::WriteTx& tx) {
        EXPECT_FALSE(usecase::undo_excuse(tx, world.clerk, rows[0].id)->delegate.excused_at);
    });
}

TEST_F(ListChanges, TheSameSheetTwiceAddsNobodyTwice) {
    usecase::ImportRequest request;
    request.event = world.event;
    request.target.list = world.adults();
    request.sheet.trailing_blanks_cut = true;
    request.sheet.rows = {
        {"STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Điện thoại", "CCCD"},
        {"1", "Ngô Thử Ánh", "Giám đốc", "Công ty Giả Định 01", "500000201", "079123"},
        {"2", "Lê Mẫu Bình", "", "Công ty Giả Định 02", "", "079124"}};
    const auto apply = [&] {
        return world.store.write([&](store::WriteTx& tx) {
            return usecase::apply_import(tx, world.clerk, request, {});
        });
    };
    const auto checked = world.store.read(
        [&](store::ReadTx& tx) { return usecase::check_import(tx, world.clerk, request); });
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->delegate_rows, 2);
    EXPECT_TRUE(world.detail(world.adults(), world.clerk)->rows.empty());
    const auto first = apply();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->added, 2);
    EXPECT_EQ(first->dropped_columns, std::vector<std::string>{"CCCD"});
    const auto second = apply();
    ASSERT_TRUE(second);
    EXPECT_EQ(second->added, 0);
    EXPECT_EQ(second->already_there, 2);
    const auto detail = world.detail(world.adults(), world.clerk);
    ASSERT_EQ(detail->rows.size(), 2U);
    EXPECT_EQ(detail->rows[0].person.phone, "+84500000201");
}

/// True if any file of the store's folder holds the bytes.
bool stands_in_files(const std::filesystem::path& folder, const std::string& canary) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        if (!file.is_regular_file()) continue;
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(in)), {});
        if (bytes.find(canary) != std::string::npos) return true;
    }
    return false;
}

TEST_F(ListChanges, ErasedPeopleStandInNoFile) {
    auto row = ListsWorld::pupil("Canarichild Mau");
    row.person.leader_name = "Canarileader Mau";
    row.person.organization = "Canarischool";
    world.save(world.pupils(), 0, {row});
    ASSERT_TRUE(world.submit(world.pupils(), 1));
    ASSERT_TRUE(world.store.write([this](store::WriteTx& tx) {
        return usecase::approve_list(tx, world.organizer, world.pupils(), {});
    }));
    world.save(world.adults(), 0, {ListsWorld::adult("Canariadult Mau")});
    ASSERT_TRUE(world.submit(world.adults(), 1));

    const auto run = [this] {
        return world.store.write([](store::WriteTx& tx) { return usecase::erase_due(tx); });
    };
    const auto stands = [this](const char* canary) {
        EXPECT_TRUE(world.store.store().purge_now());
        std::string folded = canary;
        folded[0] = 'c';
        return stands_in_files(world.store.folder(), canary) ||
               stands_in_files(world.store.folder(), folded);
    };
    world.store.clock().advance(9 * day_ms + 3 * hour_ms + 30 * day_ms - 1);
    EXPECT_EQ(run().persons, 0);
    EXPECT_TRUE(stands("Canarichild"));
    world.store.clock().advance(1);
    EXPECT_GT(run().persons, 0);
    EXPECT_EQ(run().persons, 0);
    for (const char* canary : {"Canarichild", "Canarileader", "Canarischool"})
        EXPECT_FALSE(stands(canary)) << canary;
    EXPECT_TRUE(stands("Canariadult"));
    const auto detail = world.detail(world.pupils(), world.organizer);
    EXPECT_EQ(detail->summary.counts.approved, 1);
    world.store.clock().advance(150 * day_ms);
    EXPECT_GT(run().persons, 0);
    EXPECT_FALSE(stands("Canariadult"));
}

TEST_F(ListChanges, OnePersonIsErasedOnceNobodyExpectsThem) {
    const auto rows = approved_adults(2);
    const auto erase = [&](const Actor& actor) {
        return world.store.write(
            [&](store::WriteTx& tx) { return usecase::erase_one(tx, actor, rows[0].id); });
    };
    EXPECT_EQ(erase(world.organizer).error().kind(), FailureKind::conflict);
    world.store.clock().advance(10 * day_ms);
    EXPECT_EQ(erase(world.clerk).error().kind(), FailureKind::not_found);
    ASSERT_TRUE(erase(world.organizer));
    const Delegate gone = load(rows[0].id);
    EXPECT_TRUE(gone.erased_at);
    EXPECT_EQ(gone.person, Person{});
    EXPECT_EQ(gone.status, DelegateStatus::approved);
    EXPECT_EQ(load(rows[1].id).person.full_name, "Lê Mẫu B");
}

}  // namespace
}  // namespace kinhmoi::test
