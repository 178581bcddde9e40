// SPDX-License-Identifier: Apache-2.0
// Lines left out of an import lose no person whom another line of the sheet names.
#include <gtest/gtest.h>

#include "server/usecase/import_rows.hpp"
#include "tests/unit/usecase/lists_world.hpp"

namespace kinhmoi::test {
namespace {

struct SkipCase {
    const char* what;
    bool is_in_store;
    std::vector<int> skip_lines;  // the person stands on lines 2, 3 and 4
    int added, already_there, left_out;
};
const SkipCase skip_cases[] = {
    {"nothing skipped", false, {}, 1, 2, 0},
    {"the first skipped", false, {2}, 1, 1, 1},
    {"the second skipped", false, {3}, 1, 1, 1},
    {"the first two skipped", false, {2, 3}, 1, 0, 2},
    {"all skipped", false, {2, 3, 4}, 0, 0, 3},
    {"in the store before, the first skipped", true, {2}, 0, 2, 1},
};

TEST(ImportSkips, OneOfEqualRowsIsTaken) {
    for (const SkipCase& c : skip_cases) {
        ListsWorld world;
        auto known = ListsWorld::adult("Ngô Thử Ánh", "0500000201");
        known.person.organization = "Công ty Giả Định 01";
        if (c.is_in_store) world.save(world.adults(), 0, {known});
        usecase::ImportRequest request;
        request.event = world.event;
        request.target.list = world.adults();
        request.sheet.trailing_blanks_cut = true;
        request.sheet.rows = {{"STT", "Họ và tên", "Đơn vị công tác", "Điện thoại"}};
        for (const char* ordinal : {"1", "2", "3"})
            request.sheet.rows.push_back(
                {ordinal, "Ngô Thử Ánh", "Công ty Giả Định 01", "0500000201"});
        const auto outcome = world.store.write([&](store::WriteTx& tx) {
            return usecase::apply_import(tx, world.clerk, request, c.skip_lines);
        });
        ASSERT_TRUE(outcome) << c.what;
        EXPECT_EQ(outcome->added, c.added) << c.what;
        EXPECT_EQ(outcome->already_there, c.already_there) << c.what;
        EXPECT_EQ(outcome->left_out, c.left_out) << c.what;
        EXPECT_EQ(world.detail(world.adults(), world.clerk)->rows.size(),
                  static_cast<std::size_t>(c.added + c.is_in_store))
            << c.what;
    }
}

}  // namespace
}  // namespace kinhmoi::test
