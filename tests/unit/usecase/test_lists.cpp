// SPDX-License-Identifier: Apache-2.0
// A list's life over a real store: drafts, submission, return, approval, deadline and extension.
#include <gtest/gtest.h>

#include "server/store/rows/extension_rows.hpp"
#include "server/store/rows/party_rows.hpp"
#include "server/usecase/delegates.hpp"
#include "server/usecase/list_decisions.hpp"
#include "tests/unit/usecase/lists_world.hpp"

namespace kinhmoi::test {
namespace {

using usecase::DraftRow;

struct Lists : testing::Test {
    ListsWorld world;

    auto approve(const ListId& list, usecase::Approval how = {}) {
        return world.store.write([this, list, how](store::WriteTx& tx) {
            return usecase::approve_list(tx, world.organizer, list, how);
        });
    }
    auto send_back(const ListId& list, const std::string& reason,
                   const std::optional<CivilDate>& resubmit_by = {}) {
        return world.store.write([this, list, reason, resubmit_by](store::WriteTx& tx) {
            return usecase::return_list(tx, world.organizer, list, {reason, resubmit_by});
        });
    }
    std::vector<Delegate> delegates(const ListId& list) {
        return world.store.read(
            [list](store::ReadTx& tx) { return store::delegates_of_list(tx, list); });
    }
    static std::vector<DraftRow> as_read(const std::vector<ListRow>& rows) {
        std::vector<DraftRow> out;
        for (const ListRow& row : rows) out.push_back({row.id, row.person});
        return out;
    }
};

TEST_F(Lists, EveryQuotaHasAListBeforeAnythingIsSaved) {
    const auto overview = [this](const Actor& actor) {
        return world.store.read([&](store::ReadTx& tx) {
            usecase::OverviewFilter filter;
            filter.where.event = world.event;
            return usecase::list_overview(tx, actor, filter, std::nullopt, 50);
        });
    };
    const auto all = overview(world.organizer);
    ASSERT_TRUE(all);
    ASSERT_EQ(all->items.size(), 3U);
    for (const auto& item : all->items) EXPECT_EQ(item.entry.list.state, ListState::draft);
    EXPECT_EQ(overview(world.clerk)->items.size(), 2U);
    EXPECT_EQ(overview(world.stranger)->items.size(), 1U);
    EXPECT_EQ(world.detail(world.adults(), world.stranger).error().kind(), FailureKind::not_found);
}

TEST_F(Lists, OverviewPagesWithoutGapsOrRepeats) {
    std::vector<ListId> seen;
    std::optional<ListId> after;
    for (int page = 0; page < 3; ++page) {
        const auto found = world.store.read([&](store::ReadTx& tx) {
            usecase::OverviewFilter filter;
            filter.where.event = world.event;
            return usecase::list_overview(tx, world.organizer, filter, after, 1);
        });
        ASSERT_EQ(found->items.size(), 1U);
        seen.push_back(found->items[0].entry.list.id);
        after = found->next;
        EXPECT_EQ(after.has_value(), page < 2);
    }
    std::sort(seen.begin(), seen.end());
    EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
}

TEST_F(Lists, AFaultyDraftIsKeptAndEveryFaultIsTold) {
    const auto saved = world.save(world.adults(), 0,
                                  {ListsWorld::adult(""), ListsWorld::adult("Ngô Thử A", "gọi sau"),
                                   ListsWorld::adult("Ngô Thử B", "0500000201"),
                                   ListsWorld::adult("NGÔ THỬ B", "+84 500 000 201")});
    ASSERT_TRUE(saved);
    ASSERT_EQ(saved->rows.size(), 4U);
    ASSERT_EQ(saved->faults.size(), 2U);
    EXPECT_EQ(saved->faults[0].path, "/rows/0/full_name");
    EXPECT_EQ(saved->faults[1].path, "/rows/1/phone");
    ASSERT_EQ(saved->duplicates.size(), 1U);
    EXPECT_EQ(saved->duplicates[0].row, 3U);
    EXPECT_EQ(saved->duplicates[0].other_row, 2U);
    const auto refused = world.submit(world.adults(), 1);
    EXPECT_EQ(refused.error().kind(), FailureKind::invalid);
    EXPECT_EQ(refused.error().faults(), saved->faults);
}

TEST_F(Lists, TwoWritersNeverOverwriteEachOther) {
    ASSERT_TRUE(world.save(world.adults(), 0, ListsWorld::adults_of(1)));
    const auto second = world.save(world.adults(), 0, ListsWorld::adults_of(2));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind(), FailureKind::conflict);
    EXPECT_NE(second.error().message().en.find("revision 1"), std::string::npos);
    EXPECT_NE(second.error().message().en.find("began at 0"), std::string::npos);
    EXPECT_EQ(world.detail(world.adults(), world.clerk)->rows.size(), 1U);
}

TEST_F(Lists, RowIdsOfOtherListsAreNotTaken) {
    const auto mine = world.save(world.adults(), 0, ListsWorld::adults_of(1));
    DraftRow thief = ListsWorld::pupil("Tô Mẫu C");
    thief.id = mine->rows[0].id;
    const auto saved = world.save(world.pupils(), 0, {thief});
    ASSERT_TRUE(saved);
    EXPECT_NE(saved->rows[0].id, mine->rows[0].id);
}

TEST_F(Lists, OverQuotaIsSavedAndRefusedAtSubmission) {
    const auto saved = world.save(world.adults(), 0, ListsWorld::adults_of(6));
    ASSERT_TRUE(saved);
    EXPECT_EQ(saved->summary.judgement.over_by, 1);
    EXPECT_EQ(world.submit(world.adults(), 1).error().kind(), FailureKind::over_quota);
    EXPECT_TRUE(delegates(world.adults()).empty());
}

TEST_F(Lists, AListReturnedAfterTheDeadlineCanComeBack) {
    world.store.write([this](store::WriteTx& tx) {
        tx.execute("UPDATE events SET late_policy = 'refuse' WHERE id = $1", world.event);
    });
    world.save(world.adults(), 0, ListsWorld::adults_of(3));
    ASSERT_TRUE(world.submit(world.adults(), 1)) << "on time";
    world.store.clock().advance(6 * day_ms);  // 26/5, a day too late
    const auto fault = [](const Failure& failure) {
        return failure.faults().empty() ? std::string()
                                        : failure.faults()[0].path + " " + failure.faults()[0].code;
    };
    EXPECT_EQ(fault(send_back(world.adults(), "Thiếu chức vụ").error()), "/resubmit_by required");
    EXPECT_EQ(fault(send_back(world.adults(), "Thiếu chức vụ", CivilDate{2026, 5, 25}).error()),
              "/resubmit_by not_later");
    EXPECT_EQ(world.detail(world.adults(), world.clerk)->summary.entry.list.state,
              ListState::submitted);

    ASSERT_TRUE(send_back(world.adults(), "Thiếu chức vụ", CivilDate{2026, 5, 27}));
    const auto extension = world.store.read([this](store::ReadTx& tx) {
        return *store::latest_extension(tx, world.event, world.agency);
    });
    EXPECT_EQ(extension.reason, "trả lại để bổ sung");
    EXPECT_EQ(extension.deadline, (Deadline{{2026, 5, 27}, std::nullopt, true}));
    ASSERT_TRUE(world.save(world.adults(), 1, ListsWorld::adults_of(2)));
    const auto again = world.submit(world.adults(), 2);
    ASSERT_TRUE(again) << again.error().message().en;
    EXPECT_FALSE(again->is_late);
}

TEST_F(Lists, WhereLateListsAreTakenAReturnNeedsNoDate) {
    world.store.write([this](store::WriteTx& tx) {
        tx.execute("UPDATE events SET late_policy = 'flag' WHERE id = $1", world.event);
    });
    world.save(world.adults(), 0, ListsWorld::adults_of(1));
    ASSERT_TRUE(world.submit(world.adults(), 1));
    world.store.clock().advance(6 * day_ms);
    ASSERT_TRUE(send_back(world.adults(), "Thiếu chức vụ"));
    EXPECT_TRUE(world.submit(world.adults(), 1)->is_late);
}

TEST_F(Lists, ResubmissionAfterReturnCountsNobodyTwice) {
    auto saved = world.save(world.adults(), 0, ListsWorld::adults_of(3));
    const auto first = world.submit(world.adults(), 1);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->version, 1);
    EXPECT_EQ(first->count, 3);
    EXPECT_EQ(world.submit(world.adults(), 1).error().kind(), FailureKind::conflict);
    EXPECT_EQ(world.save(world.adults(), 1, {}).error().kind(), FailureKind::conflict);
    EXPECT_EQ(send_back(world.adults(), "  ").error().kind(), FailureKind::invalid);
    ASSERT_TRUE(send_back(world.adults(), "Thiếu chức vụ"));

    auto rows = as_read(saved->rows);
    rows[0].person.position = "Giám đốc";
    rows.erase(rows.begin() + 1);
    rows.push_back(ListsWorld::adult("Võ Thử Mới"));
    ASSERT_TRUE(world.save(world.adults(), 1, rows));
    const auto second = world.submit(world.adults(), 2);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->version, 2);
    EXPECT_NE(second->receipt_number, first->receipt_number);
    const auto people = delegates(world.adults());
    ASSERT_EQ(people.size(), 3U);
    EXPECT_EQ(people[0].id, saved->rows[0].id);
    EXPECT_EQ(people[0].person.position, "Giám đốc");

    const auto differences = world.store.read([&](store::ReadTx& tx) {
        return usecase::version_differences(tx, world.organizer, world.adults(), 1, 2);
    });
    ASSERT_TRUE(differences);
    EXPECT_EQ(differences->rows.size(), 3U);
    const auto old = world.store.read([&](store::ReadTx& tx) {
        return usecase::version_rows(tx, world.clerk, world.adults(), 1);
    });
    EXPECT_EQ(old->rows, saved->rows);
}

TEST_F(Lists, TheDeadlineIsTheServersAndAnExtensionOpensIt) {
    world.save(world.adults(), 0, ListsWorld::adults_of(2));
    world.store.clock().advance(5 * day_ms + 16 * hour_ms);  // 26/5, 00:00 local
    EXPECT_EQ(world.submit(world.adults(), 1).error().kind(), FailureKind::late);
    world.store.write([this](store::WriteTx& tx) {
        Extension more;
        more.id = tx.new_id<ExtensionId>();
        more.event = world.event;
        more.agency = world.agency;
        more.deadline = {{2026, 5, 26}, std::nullopt, true};
        more.reason = "nhận giấy mời muộn";
        more.granted_at = tx.now();
        store::insert(tx, more);
    });
    const auto receipt = world.submit(world.adults(), 1);
    ASSERT_TRUE(receipt);
    EXPECT_FALSE(receipt->is_late);
}

TEST_F(Lists, TheLastMillisecondIsInTime) {
    world.save(world.adults(), 0, ListsWorld::adults_of(2));
    world.store.clock().advance(5 * day_ms + 16 * hour_ms - 1);
    EXPECT_TRUE(world.submit(world.adults(), 1));
}

TEST_F(Lists, ApprovalOfSomeThenTheRest) {
    const auto saved = world.save(world.adults(), 0, ListsWorld::adults_of(3));
    world.submit(world.adults(), 1);
    usecase::Approval some;
    some.delegates = {saved->rows[1].id};
    ASSERT_TRUE(approve(world.adults(), some));
    auto people = delegates(world.adults());
    EXPECT_EQ(people[0].status, DelegateStatus::nominated);
    EXPECT_EQ(people[1].status, DelegateStatus::approved);
    EXPECT_EQ(approve(world.adults(), some).error().kind(), FailureKind::invalid);
    const auto rest = approve(world.adults());
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->summary.counts.approved, 3);
    EXPECT_EQ(rest->summary.counts.nominated, 0);
}

TEST_F(Lists, AClerkDecidesNothing) {
    world.save(world.adults(), 0, ListsWorld::adults_of(1));
    world.submit(world.adults(), 1);
    const auto approved = world.store.write([this](store::WriteTx& tx) {
        return usecase::approve_list(tx, world.clerk, world.adults(), {});
    });
    EXPECT_EQ(approved.error().kind(), FailureKind::not_found);
}

TEST_F(Lists, PupilsComeAsAParty) {
    auto rows = std::vector{ListsWorld::pupil("Tô Mẫu A"), ListsWorld::pupil("Tô Mẫu B")};
    rows.push_back(ListsWorld::pupil("Tô Mẫu C"));
    rows[2].person.organization = "Trường Giả Định 22";
    world.save(world.pupils(), 0, rows);
    ASSERT_TRUE(world.submit(world.pupils(), 1));
    ASSERT_TRUE(approve(world.pupils()));
    const auto people = delegates(world.pupils());
    ASSERT_TRUE(people[0].party && people[2].party);
    EXPECT_EQ(people[0].party, people[1].party);
    EXPECT_NE(people[0].party, people[2].party);
    world.store.read([&](store::ReadTx& tx) {
        EXPECT_EQ(store::seats_of_party(tx, *people[0].party), 2);
        EXPECT_EQ(store::number_in_party(tx, people[1].id), 2);
        EXPECT_EQ(store::load_party(tx, *people[0].party)->leader_phone, "+84500000100");
    });
}

TEST_F(Lists, SearchIsAccentFreeScopedAndLiteral) {
    world.save(world.adults(), 0,
               {ListsWorld::adult("Đặng Thử Ánh"), ListsWorld::adult("Trần Giả Hường"),
                ListsWorld::adult("Lê 100% Mẫu")});
    world.submit(world.adults(), 1);
    const auto names = [this](const Actor& actor, const char* search) {
        return world.store.read([&](store::ReadTx& tx) {
            store::DelegateFilter filter;
            filter.event = world.event;
            filter.search = search;
            std::vector<std::string> out;
            const auto page = usecase::delegate_page(tx, actor, filter, std::nullopt, 10);
            if (!page) return std::vector<std::string>{"refused"};
            for (const auto& view : page->items) out.push_back(view.delegate.person.full_name);
            return out;
        });
    };
    using Names = std::vector<std::string>;
    EXPECT_EQ(names(world.organizer, "dang thu"), Names{"Đặng Thử Ánh"});
    EXPECT_EQ(names(world.organizer, "ƯỜNG"), Names{"Trần Giả Hường"});
    EXPECT_EQ(names(world.organizer, "0%"), Names{"Lê 100% Mẫu"});
    EXPECT_EQ(names(world.organizer, "__"), Names{});
    EXPECT_EQ(names(world.organizer, "a"), Names{"refused"});
    EXPECT_EQ(names(world.organizer, ""), (Names{"Đặng Thử Ánh", "Trần Giả Hường", "Lê 100% Mẫu"}));
    EXPECT_EQ(names(world.clerk, "thu"), Names{"Đặng Thử Ánh"});
    EXPECT_EQ(names(world.stranger, "thu"), Names{});
}

TEST_F(Lists, DelegatesPageByNameWithoutGaps) {
    world.save(world.adults(), 0, ListsWorld::adults_of(5));
    world.submit(world.adults(), 1);
    for (const auto sort : {store::DelegateSort::given_name, store::DelegateSort::protocol}) {
        std::string seen;
        std::optional<DelegateId> after;
        do {
            const auto page = world.store.read([&](store::ReadTx& tx) {
                store::DelegateFilter filter;
                filter.event = world.event;
                filter.sort = sort;
                return usecase::delegate_page(tx, world.organizer, filter, after, 2);
            });
            for (const auto& view : page->items) seen += view.delegate.person.full_name.back();
            after = page->next;
        } while (after && seen.size() < 20);
        EXPECT_EQ(seen, "ABCDE");
    }
}

TEST_F(Lists, DuplicatesAcrossAgenciesAreForTheOrganizer) {
    world.save(world.adults(), 0, ListsWorld::adults_of(1));
    world.submit(world.adults(), 1);
    const ListId theirs = store::list_id_of(world.other_quota);
    world.store.write([&](store::WriteTx& tx) {
        return usecase::save_draft(tx, world.stranger, theirs, 0, ListsWorld::adults_of(2));
    });
    world.store.write(
        [&](store::WriteTx& tx) { return usecase::submit_list(tx, world.stranger, theirs, 1); });
    const auto found = [this](const Actor& actor) {
        return world.store.read(
            [&](store::ReadTx& tx) { return usecase::find_duplicates(tx, actor, world.event); });
    };
    ASSERT_EQ(found(world.organizer)->size(), 1U);
    EXPECT_EQ(found(world.organizer)->front().size(), 2U);
    EXPECT_TRUE(found(world.clerk)->empty());
}

}  // namespace
}  // namespace kinhmoi::test
