// SPDX-License-Identifier: Apache-2.0
// What a plan may not change: what other organizers' events show, and where enrolled doors stand.
#include <gtest/gtest.h>

#include "server/store/rows/agency_rows.hpp"
#include "server/usecase/agencies.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/plan.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi {
namespace {

std::vector<std::string> paths_of(const Failure& failure) {
    std::vector<std::string> paths;
    for (const FieldFault& fault : failure.faults()) paths.push_back(fault.path);
    return paths;
}

TEST(PlanLimits, AnOrganizerRenamesNoAgencyOfOthers) {
    test::TestStore store;
    store.write([](store::WriteTx& tx) {
        const test::World theirs = test::make_world(tx, "ho");
        const Actor organizer =
            test::actor_of(tx, test::make_account(tx, "to-chuc", Role::organizer));
        Agency agency = *store::load_agency(tx, theirs.agency);
        agency.name = "ĐƠN VỊ BỊ ĐỔI TÊN";
        const auto refused = usecase::update_agency(tx, organizer, agency.id, agency);
        EXPECT_TRUE(!refused && refused.error().kind() == FailureKind::conflict);

        usecase::Plan plan;
        plan.event.id = tx.new_id<EventId>();
        plan.event.code = "le-rieng";
        plan.event.title = "Lễ riêng";
        plan.event.starts_at = tx.now();
        plan.agencies = {agency};
        const auto imported = usecase::import_plan(tx, organizer, plan);
        EXPECT_TRUE(!imported && imported.error().kind() == FailureKind::conflict);
        EXPECT_EQ(paths_of(imported.error()), std::vector<std::string>{"/agencies/0"});

        EXPECT_TRUE(usecase::update_agency(tx, usecase::command_line_actor(), agency.id, agency));
        return true;
    });
}

TEST(PlanLimits, AGateWithDoorsStaysAtItsSite) {
    test::TestStore store;
    store.write([](store::WriteTx& tx) {
        const test::World world = test::make_world(tx, "le");
        const Actor admin = usecase::command_line_actor();
        auto plan = *usecase::export_plan(tx, admin, world.event);
        Site site = plan.sites.front();
        site.id = tx.new_id<SiteId>();
        site.code = "khac";
        plan.sites.push_back(site);
        EXPECT_TRUE(usecase::import_plan(tx, admin, plan)) << "a new site alone is fine";
        for (Gate& gate : plan.gates) gate.site = site.id;
        const auto moved = usecase::import_plan(tx, admin, plan);
        EXPECT_TRUE(!moved && moved.error().kind() == FailureKind::conflict);
        EXPECT_EQ(paths_of(moved.error()), std::vector<std::string>{"/gates/0/site"});
        return true;
    });
}

}  // namespace
}  // namespace kinhmoi
