// SPDX-License-Identifier: Apache-2.0
// Quotas, lists, totals, agencies and late changes of a part of an event, found by place and name.
#include <gtest/gtest.h>

#include <set>

#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "tests/support/openapi.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi::test {
namespace {

using api::Json;
using Names = std::set<std::string>;

/// One event: agencies "a" (approved list) and "Đặng Xá" (a list not begun, at another site).
class PartsOfAnEvent : public testing::Test {
protected:
    PartsOfAnEvent() {
        server.write([this](store::WriteTx& tx) {
            world = make_world(tx, "a");
            foreign = make_world(tx, "b");
            Agency agency;
            agency.id = commune = tx.new_id<AgencyId>();
            agency.code = "xa-1";
            agency.name = "Uỷ ban nhân dân xã Đặng Xá";
            agency.kind = "commune";
            agency.level = "commune";
            agency.aliases = {"UBND 100% Đặng Xá"};
            store::insert(tx, agency);
            Site site;
            site.id = relay = tx.new_id<SiteId>();
            site.event = world.event;
            site.code = "phu";
            site.name = "Điểm cầu phụ";
            site.role = SiteRole::relay;
            store::insert(tx, site);
            Quota wanted;
            wanted.id = quota = tx.new_id<QuotaId>();
            wanted.event = world.event;
            wanted.site = relay;
            wanted.group = world.group;
            wanted.agency = commune;
            wanted.max = 3;
            store::insert(tx, wanted);
            organizer_id = make_account(tx, "ban-to-chuc", Role::organizer, {}, {world.event});
            clerk_id = make_account(tx, "can-bo", Role::clerk, world.agency);
        });
        event = "/api/v1/events/" + to_text(world.event);
        organizer = server.client_of(organizer_id);
        clerk = server.client_of(clerk_id);
    }
    Json get(HttpClient& who, const std::string& path, unsigned status = 200) {
        const Reply reply = who.get(path);
        EXPECT_EQ(reply.status, status) << path << " " << reply.body;
        EXPECT_EQ(
            openapi().fault_of("GET", path, reply.status, reply.header("content-type"), reply.body),
            "")
            << path << " " << reply.body;
        return reply.json();
    }
    static Names ids(const Json& page) {
        Names out;
        for (const Json& item : page["items"]) out.insert(item["id"].get<std::string>());
        return out;
    }

    TestServer server;
    World world, foreign;
    AgencyId commune;
    SiteId relay;
    QuotaId quota;
    AccountId organizer_id, clerk_id;
    std::string event;
    HttpClient organizer{0}, clerk{0};
};

TEST_F(PartsOfAnEvent, QuotasAndTheirListsByPlaceAndName) {
    const std::string first = to_text(world.quota), second = to_text(quota);
    const std::pair<std::string, Names> cases[] = {
        {"", {first, second}},
        {"?agency=" + to_text(commune), {second}},
        {"?site=" + to_text(world.site), {first}},
        {"?site=" + to_text(relay) + "&agency=" + to_text(world.agency), {}},
        {"?group=" + to_text(world.group), {first, second}},
        {"?group=" + to_text(foreign.group), {}},
        {"?search=dang%20xa", {second}},
        {"?search=%C4%90%E1%BA%B6NG", {second}},
        {"?search=xa-1", {second}},
        {"?search=don%20vi%20thu", {first}},
        {"?search=100%25", {second}},
        {"?search=1%25d", {}},
        {"?search=khong-co", {}},
    };
    for (const auto& [query, expected] : cases) {
        EXPECT_EQ(ids(get(organizer, event + "/quotas" + query)), expected) << query;
        EXPECT_EQ(ids(get(organizer, event + "/lists" + query)), expected) << query;
        EXPECT_EQ(get(organizer, event + "/list-totals" + query)["lists"], expected.size())
            << query;
    }
    for (const char* section : {"/quotas", "/lists", "/list-totals"})
        get(organizer, event + section + "?site=x", 422);
    EXPECT_EQ(get(organizer, "/api/v1/quotas/" + second)["agency"], to_text(commune));
}

TEST_F(PartsOfAnEvent, FilteredQuotasComeInPages) {
    const std::string by_group = event + "/quotas?limit=1&group=" + to_text(world.group);
    const Json first = get(organizer, by_group);
    const Json second =
        get(organizer, by_group + "&cursor=" + first["next_cursor"].get<std::string>());
    EXPECT_EQ(second["next_cursor"], nullptr);
    Names both = ids(first);
    both.merge(ids(second));
    EXPECT_EQ(both, (Names{to_text(world.quota), to_text(quota)}));
}

TEST_F(PartsOfAnEvent, AClerkFindsOnlyTheOwn) {
    for (const char* section : {"/quotas", "/lists"}) {
        EXPECT_EQ(ids(get(clerk, event + section)), Names{to_text(world.quota)});
        const std::string of_other = std::string(section) + "?agency=" + to_text(commune);
        EXPECT_TRUE(get(clerk, event + of_other)["items"].empty());
        EXPECT_TRUE(get(clerk, event + section + "?search=dang%20xa")["items"].empty());
    }
    EXPECT_EQ(get(clerk, event + "/list-totals")["lists"], 1);
    EXPECT_EQ(get(clerk, event + "/list-totals?agency=" + to_text(commune))["lists"], 0);
    get(clerk, "/api/v1/quotas/" + to_text(quota), 404);
}

TEST_F(PartsOfAnEvent, TotalsAreTheSumsOfTheLists) {
    server.write([this](store::WriteTx& tx) {
        DelegateList list = *store::load_list(tx, store::list_id_of(world.quota));
        list.use.persons = 7;  // of 5
        list.is_late = true;
        store::save_list(tx, list);
        const World more = add_agency(tx, world, "c");
        list = *store::load_list(tx, store::list_id_of(more.quota));
        list.state = ListState::returned;
        list.use.persons = 2;
        store::save_list(tx, list);
        tx.execute("UPDATE events SET due_on = '2026-05-10' WHERE id = $1", world.event);
    });
    const Json totals = get(organizer, event + "/list-totals");
    const Json expected = {{"lists", 3},     {"not_begun", 1}, {"draft", 1},  {"returned", 1},
                           {"submitted", 0}, {"approved", 1},  {"locked", 0}, {"overdue", 2},
                           {"late", 1},      {"over", 1},      {"persons", 9}};
    EXPECT_EQ(totals, expected);
    EXPECT_EQ(totals["overdue"], get(organizer, event + "/lists?overdue=true")["items"].size());
    EXPECT_EQ(totals["over"], get(organizer, event + "/lists?over=true")["items"].size());
    EXPECT_EQ(get(organizer, event + "/list-totals?site=" + to_text(world.site))["persons"], 9);
    EXPECT_EQ(get(organizer, event + "/list-totals?site=" + to_text(relay))["overdue"], 1);
}

TEST_F(PartsOfAnEvent, SeatsAreAddedUpAsFarAsSitesSay) {
    const auto sums_with = [this](std::optional<int> here, std::optional<int> there) {
        server.write([&](store::WriteTx& tx) {
            tx.execute("UPDATE sites SET capacity = $1 WHERE id = $2", here, world.site);
            tx.execute("UPDATE sites SET capacity = $1 WHERE id = $2", there, relay);
        });
        const Json sums = get(organizer, event + "/quota-sums");
        EXPECT_EQ(sums["seats_assigned"], 8);
        return Json{sums["capacity"], sums["sites_without_capacity"], sums["seats_over_capacity"]};
    };
    EXPECT_EQ(sums_with({}, {}), (Json{nullptr, 2, nullptr}));
    EXPECT_EQ(sums_with(2, {}), (Json{2, 1, nullptr})) << "the other may have room for the rest";
    EXPECT_EQ(sums_with(2, 3), (Json{5, 0, 3}));
}

TEST_F(PartsOfAnEvent, OnlyWhatWasSentIsOverTheQuota) {
    const auto state_with = [this](ListState state) {
        server.write([&](store::WriteTx& tx) {
            DelegateList list = *store::load_list(tx, store::list_id_of(world.quota));
            list.use.persons = 7;  // of 5
            list.state = state;
            store::save_list(tx, list);
        });
        const Json over = get(organizer, event + "/lists?over=true")["items"];
        EXPECT_EQ(get(organizer, event + "/list-totals")["over"], over.size());
        return over.size();
    };
    EXPECT_EQ(state_with(ListState::submitted), 1u);
    EXPECT_EQ(state_with(ListState::draft), 0u);
    EXPECT_EQ(state_with(ListState::returned), 0u);
    // As many organizations as it may hold, and more persons of one.
    server.write([this](store::WriteTx& tx) {
        tx.execute("UPDATE quotas SET unit = 'organization', seats_per_unit = 6 WHERE id = $1",
                   world.quota);
        tx.execute(
            "UPDATE delegate_lists SET organizations = 1, largest_organization = 7 "
            "WHERE id = $1",
            store::list_id_of(world.quota));
    });
    EXPECT_EQ(state_with(ListState::submitted), 1u);
}

TEST_F(PartsOfAnEvent, AnExtensionTakesAListOffTheOverdueOnes) {
    server.write([this](store::WriteTx& tx) {
        tx.execute("UPDATE events SET due_on = '2026-05-10' WHERE id = $1", world.event);
        tx.execute("UPDATE delegate_lists SET state = 'draft' WHERE id = $1", world.list);
    });
    // Of two lists not sent, one agency has until 25/5 and the other has not.
    EXPECT_EQ(get(organizer, event + "/list-totals")["overdue"], 1);
    EXPECT_EQ(get(organizer, event + "/lists?overdue=true")["items"].size(), 1u);
}

TEST_F(PartsOfAnEvent, InvitedAgenciesWithTheirLinksAndLists) {
    const std::string path = event + "/invited-agencies";
    const auto names = [&](const std::string& query) {
        std::vector<std::string> out;
        const Json page = get(organizer, path + query);
        for (const Json& item : page["items"]) out.push_back(item["agency"]["id"]);
        return out;
    };
    const std::string a = to_text(world.agency), b = to_text(commune);
    using Ids = std::vector<std::string>;
    EXPECT_EQ(names(""), (Ids{a, b})) << "by name, and nobody of the other event";
    EXPECT_EQ(names("?state=none"), (Ids{a, b}));
    const Json made = organizer.post(event + "/access-links", {{"agency", b}}).json();
    organizer.post(event + "/access-links", {{"agency", b}});
    EXPECT_EQ(names("?state=none"), Ids{a});
    EXPECT_EQ(names("?state=sent"), Ids{b});
    EXPECT_EQ(names("?state=used"), Ids{});
    server.write([&](store::WriteTx& tx) {
        tx.execute("UPDATE activation_links SET used_at = $1, used_by = $2 WHERE id = $3", tx.now(),
                   clerk_id, *parse_id<LinkId>(made["id"].get<std::string>()));
    });
    EXPECT_EQ(names("?state=used"), Ids{b}) << "a used link tells more than a newer one";
    EXPECT_EQ(names("?sent=true"), Ids{a});
    EXPECT_EQ(names("?sent=false"), Ids{b});
    EXPECT_EQ(names("?search=dang%20xa"), Ids{b});
    const Json first = get(organizer, path + "?limit=1");
    EXPECT_EQ(first["items"][0]["lists"], 1);
    EXPECT_EQ(first["items"][0]["sent"], 1);
    EXPECT_EQ(names("?limit=1&cursor=" + first["next_cursor"].get<std::string>()), Ids{b});
    get(organizer, path + "?state=x", 422);
}

TEST_F(PartsOfAnEvent, InvitedAgenciesInNumbers) {
    const std::string path = event + "/invited-agency-totals";
    Json expected = {{"agencies", 2}, {"none", 2},    {"sent", 0},    {"opened", 0},
                     {"used", 0},     {"revoked", 0}, {"expired", 0}, {"unreached", 1}};
    EXPECT_EQ(get(organizer, path), expected) << "one has sent its list already";
    organizer.post(event + "/access-links", {{"agency", to_text(commune)}});
    expected.update({{"none", 1}, {"sent", 1}, {"unreached", 0}});
    EXPECT_EQ(get(organizer, path), expected);
    server.clock().advance(365 * day_ms);
    organizer = server.client_of(organizer_id);
    expected.update({{"sent", 0}, {"expired", 1}});
    EXPECT_EQ(get(organizer, path), expected);
}

TEST_F(PartsOfAnEvent, LateChangesSayWhomTheyAreAbout) {
    const Json change = get(organizer, event + "/late-changes")["items"][0];
    EXPECT_EQ(change["delegate_label"], "Nguyễn Mẫu An");
    EXPECT_EQ(change["agency"], to_text(world.agency));
    EXPECT_EQ(change["agency_name"], "Đơn vị Thử a");
    EXPECT_EQ(change["group_label"], "Đại biểu");
    server.write([this](store::WriteTx& tx) {
        tx.execute("UPDATE participant_groups SET is_minors = 1 WHERE id = $1", world.group);
        tx.execute("UPDATE delegates SET organization = 'Trường Giả Định' WHERE id = $1",
                   world.delegate);
    });
    EXPECT_EQ(get(organizer, event + "/late-changes")["items"][0]["delegate_label"],
              "Trường Giả Định")
        << "a child's name";
}

}  // namespace
}  // namespace kinhmoi::test
