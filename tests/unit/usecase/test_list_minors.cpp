// SPDX-License-Identifier: Apache-2.0
// What may not be collected about children reaches no file of the store, by whichever way it came.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "server/usecase/late_changes.hpp"
#include "server/usecase/list_decisions.hpp"
#include "server/usecase/substitution.hpp"
#include "tests/unit/usecase/lists_world.hpp"

namespace kinhmoi::test {
namespace {

struct ListMinors : testing::Test {
    ListsWorld world;

    /// True if any file of the store's folder holds the bytes.
    bool stands_in_files(const std::string& canary) {
        for (const auto& file :
             std::filesystem::recursive_directory_iterator(world.store.folder())) {
            if (!file.is_regular_file()) continue;
            std::ifstream in(file.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(in)), {});
            if (bytes.find(canary) != std::string::npos) return true;
        }
        return false;
    }
    /// An approved list of one person.
    DelegateId approved(const ListId& list, const usecase::DraftRow& row) {
        const auto saved = world.save(list, 0, {row});
        EXPECT_TRUE(world.submit(list, 1));
        EXPECT_TRUE(world.store.write([&](store::WriteTx& tx) {
            return usecase::approve_list(tx, world.organizer, list, {});
        }));
        return saved->rows.at(0).id;
    }
};

TEST_F(ListMinors, ADraftTellsOfForbiddenTextAndKeepsNoneOfIt) {
    auto row = ListsWorld::pupil("Tô Mẫu A");
    const Person allowed = normalized(row.person);
    row.person.phone = "0500 000 999";
    row.person.email = "canari-thu@vi-du.example";
    row.person.position = "CANARIPOSITION";
    row.person.rank = "CANARIRANK";
    row.person.honorific = "CANARIHONORIFIC";
    row.person.note = "CANARINOTE";
    const auto saved = world.save(world.pupils(), 0, {row});
    ASSERT_TRUE(saved);
    std::vector<std::string> paths;
    for (const FieldFault& fault : saved->faults) {
        EXPECT_EQ(fault.code, "not_for_minors");
        paths.push_back(fault.path);
    }
    EXPECT_EQ(paths,
              (std::vector<std::string>{"/rows/0/honorific", "/rows/0/rank", "/rows/0/position",
                                        "/rows/0/phone", "/rows/0/email", "/rows/0/note"}));
    ASSERT_EQ(saved->rows.size(), 1U);
    EXPECT_EQ(saved->rows[0].person, allowed);
    EXPECT_TRUE(stands_in_files("Trường Giả Định 21"));
    for (const char* canary : {"500000999", "canari-thu", "CANARIPOSITION", "CANARIRANK",
                               "CANARIHONORIFIC", "CANARINOTE"})
        EXPECT_FALSE(stands_in_files(canary)) << canary;
    EXPECT_TRUE(world.detail(world.pupils(), world.clerk)->faults.empty());
    EXPECT_TRUE(world.submit(world.pupils(), 1));
}

TEST_F(ListMinors, ASubstituteChildCarriesNoNote) {
    const auto id = approved(world.pupils(), ListsWorld::pupil("Tô Mẫu A"));
    for (const auto wait_ms : {std::int64_t{0}, 6 * day_ms}) {  // direct, then by request
        world.store.clock().advance(wait_ms);
        const auto outcome = world.store.write([&](store::WriteTx& tx) {
            Person person = ListsWorld::pupil("Tô Mẫu B").person;
            person.note = "CANARINOTE";
            return usecase::substitute(tx, world.clerk, id, person, "Ốm");
        });
        ASSERT_FALSE(outcome);
        ASSERT_EQ(outcome.error().faults().size(), 1U);
        EXPECT_EQ(outcome.error().faults()[0].path, "/person/note");
    }
    EXPECT_FALSE(stands_in_files("CANARINOTE"));
}

TEST_F(ListMinors, ARequestFromBeforeTheGroupWasMarkedMinorsIsStripped) {
    const auto id = approved(world.adults(), ListsWorld::adult("Lê Mẫu A"));
    world.store.clock().advance(6 * day_ms);
    const auto asked = world.store.write([&](store::WriteTx& tx) {
        return usecase::substitute(tx, world.clerk, id,
                                   ListsWorld::adult("Lê Mẫu B", "0500000998").person, "Ốm");
    });
    ASSERT_TRUE(asked && asked->request);
    world.store.write([&](store::WriteTx& tx) {
        auto group = *store::load_group(tx, store::load_quota(tx, world.adult_quota)->group);
        group.is_minors = true;
        store::update(tx, group);
        return usecase::accept_late_change(tx, world.organizer, asked->request->id, "");
    });
    const auto detail = world.detail(world.adults(), world.organizer);
    ASSERT_EQ(detail->rows.size(), 1U);
    EXPECT_EQ(detail->rows[0].person.full_name, "Lê Mẫu B");
    EXPECT_EQ(detail->rows[0].person.phone, "");
}

}  // namespace
}  // namespace kinhmoi::test
