// SPDX-License-Identifier: Apache-2.0
// Walks every route of the table as every role, for what is the caller's own and what is not. A row
// that is added is judged here by itself; a capture nobody has taught this test fails it.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "qr/secrets.hpp"
#include "server/api/routes.hpp"
#include "server/store/rows/link_rows.hpp"
#include "server/store/rows/token_rows.hpp"
#include "tests/support/event_stream.hpp"
#include "tests/support/openapi.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using store::WriteTx;

constexpr Role all_roles[] = {Role::administrator, Role::organizer, Role::clerk, Role::reader,
                              Role::door};

std::vector<std::string> captures_of(const std::string& pattern) {
    std::vector<std::string> names;
    for (std::size_t at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at)) {
        const std::size_t end = pattern.find('}', at);
        names.push_back(pattern.substr(at + 1, end - at - 1));
        at = end;
    }
    return names;
}

std::string filled(std::string pattern, const std::map<std::string, std::string>& values) {
    for (const auto& [name, value] : values) {
        const std::string slot = "{" + name + "}";
        if (const std::size_t at = pattern.find(slot); at != std::string::npos)
            pattern.replace(at, slot.size(), value);
    }
    return pattern;
}

/// Parameters that a route cannot do without.
const std::map<std::string, std::string> queries = {
    {"/api/v1/lists/{list}/differences", "?from=0&to=1"},
};

/// One text a capture name.
using Ids = std::map<std::string, std::string>;

Ids ids_of(const test::World& world) {
    return {
        {"event", to_text(world.event)},
        {"agency", to_text(world.agency)},
        {"program", to_text(world.program)},
        {"site", to_text(world.site)},
        {"gate", to_text(world.gate)},
        {"group", to_text(world.group)},
        {"quota", to_text(world.quota)},
        {"list", to_text(world.list)},
        {"version", "1"},
        {"delegate", to_text(world.delegate)},
        {"late_change", to_text(world.late_change)},
        {"extension", to_text(world.extension)},
        {"contact", to_text(world.contact)},
        {"task", to_text(world.task)},
        {"document", to_text(world.document)},
        {"stream", to_text(world.stream)},
        {"pass", to_text(world.pass)},
        {"device", to_text(world.device)},
        {"incident", to_text(world.incident)},
        {"key", "1"},
        {"digits", std::string(187, '1')},
        {"file", "main.js"},
    };
}

/// Whether somebody of this role sees some of these and not others. What stands in neither list is
/// shared by all who have the permission (agencies, …).
bool is_scoped_by_event(const std::string& name, Role role) {
    static const std::set<std::string> names = {
        "event",    "site",        "gate",      "group",    "quota",      "list",
        "delegate", "late_change", "extension", "contact",  "task",       "document",
        "stream",   "pass",        "device",    "incident", "access_link"};
    return role != Role::administrator && names.contains(name);
}
bool is_scoped_by_account(const std::string& name, Role role) {
    return name == "token" || (name == "account" && role != Role::administrator);
}
bool is_scoped_by_agency(const std::string& name, Role role) {
    static const std::set<std::string> names = {"list", "delegate", "late_change", "pass"};
    return role == Role::clerk && names.contains(name);
}

class Rights : public testing::Test {
protected:
    Rights() {
        server_.write([this](WriteTx& tx) {
            own_ = test::make_world(tx, "mot");
            foreign_ = test::make_world(tx, "hai");
            sibling_ = test::add_agency(tx, own_, "ba");
            stranger_ = test::make_account(tx, "nguoi-la", Role::reader);
            for (Role role : all_roles) {
                if (role == Role::door) continue;
                const bool is_clerk = role == Role::clerk;
                const bool has_events = role == Role::organizer || role == Role::reader;
                accounts_[role] = test::make_account(
                    tx, name_of(role), role, is_clerk ? std::optional(own_.agency) : std::nullopt,
                    has_events ? std::vector{own_.event} : std::vector<EventId>{});
            }
        });
        for (const auto& [role, account] : accounts_)
            clients_.emplace(role, server_.client_of(account));
        test::HttpClient& administrator = clients_.at(Role::administrator);
        const test::Reply put =
            administrator.raw("POST", "/api/v1/documents/" + to_text(own_.document) + "/file",
                              {{"Cookie", administrator.cookie()},
                               {"Sec-Fetch-Site", "same-origin"},
                               {"Content-Type", "application/pdf"}},
                              "%PDF-1.7");
        EXPECT_EQ(put.status, 201u) << put.body;
        test::HttpClient door = server_.client();
        door.use_bearer(own_.device_secret);
        clients_.emplace(Role::door, door);
    }

    std::string make_token(const AccountId& account) {
        return server_.write([account](WriteTx& tx) {
            const store::Token token{tx.new_id<TokenId>(), account,     "t", tx.now(),
                                     tx.now() + day_ms,    std::nullopt};
            store::insert(tx, token, qr::hash_secret(to_text(token.id)));
            return to_text(token.id);
        });
    }
    std::string make_link(Role role, const std::optional<EventId>& event,
                          const std::optional<AgencyId>& agency) {
        return server_.write([=](WriteTx& tx) {
            store::ActivationLink link;
            link.id = tx.new_id<LinkId>();
            link.role = role;
            link.event = event;
            link.agency = agency;
            link.created_at = tx.now();
            link.expires_at = tx.now() + day_ms;
            store::insert(tx, link, qr::hash_secret(to_text(link.id)));
            return to_text(link.id);
        });
    }

    /// What the caller owns (of the world), with the ids that hang on accounts and not on events.
    Ids ids_for(const std::string& pattern, const test::World& world, const AccountId& account) {
        Ids ids = ids_of(world);
        ids["account"] = to_text(account);
        const auto names = captures_of(pattern);
        const std::set<std::string> wanted(names.begin(), names.end());
        if (wanted.contains("token")) ids["token"] = make_token(account);
        if (wanted.contains("link")) {
            ids["link"] = wanted.contains("event")
                              ? make_link(Role::clerk, world.event, world.agency)
                              : make_link(Role::reader, std::nullopt, std::nullopt);
        }
        return ids;
    }

    test::Reply call(test::HttpClient& client, const api::RouteRow& row, std::string path) {
        const std::string method(net::method_name(row.method));
        if (const auto query = queries.find(row.pattern); query != queries.end())
            path += query->second;
        if (std::string_view(row.pattern).ends_with("/live")) return first_event(client, path);
        if (row.body_limit == 0) return client.send(method, path);
        const std::string body = test::openapi().smallest_body(method, row.pattern, ids_of(own_));
        return client.send(method, path, *api::parse_json(body));
    }

    /// A stream has no end: its head and its first event stand for it.
    test::Reply first_event(test::HttpClient& client, const std::string& path) {
        test::Reply head = client.send("HEAD", path);
        if (head.status != 200) return head;
        test::EventStream stream(server_.app().port(), path, client.credential());
        head.body = api::dump(stream.next().value().data);
        return head;
    }

    /// The bytes of the database without its log: equal only if nothing at all was written.
    std::string snapshot() {
        EXPECT_TRUE(server_.app().store().purge_now());
        std::ifstream in(server_.database(), std::ios::binary);
        std::ostringstream bytes;
        bytes << in.rdbuf();
        return bytes.str();
    }

    test::TestServer server_;
    test::World own_;
    test::World foreign_;
    test::World sibling_;
    AccountId stranger_;
    std::map<Role, AccountId> accounts_;
    std::map<Role, test::HttpClient> clients_;
};

std::string text_of(const api::RouteRow& row) {
    return std::string(net::method_name(row.method)) + " " + row.pattern;
}

TEST_F(Rights, EveryCaptureIsKnown) {
    for (const api::RouteRow& row : api::routes()) {
        const Ids ids = ids_for(row.pattern, own_, stranger_);
        for (const std::string& name : captures_of(row.pattern))
            EXPECT_TRUE(ids.contains(name)) << text_of(row) << ": teach this test {" << name << "}";
    }
}

TEST_F(Rights, DeniedWithoutPermission) {
    const std::string before = snapshot();
    int denied = 0;
    for (const api::RouteRow& row : api::routes()) {
        if (row.permission == Permission::anyone) continue;
        const std::string path = filled(row.pattern, ids_of(own_));
        test::HttpClient nobody = server_.client();
        EXPECT_EQ(call(nobody, row, path).status, 401u) << text_of(row) << " as nobody";
        for (Role role : all_roles) {
            if (allows(role, row.permission)) continue;
            EXPECT_EQ(call(clients_.at(role), row, path).status, 403u)
                << text_of(row) << " as " << name_of(role);
            ++denied;
        }
    }
    EXPECT_GT(denied, 50);
    EXPECT_EQ(snapshot(), before) << "a refused request has written";
}

TEST_F(Rights, OwnThingsAreFound) {
    for (const api::RouteRow& row : api::routes()) {
        if (row.permission == Permission::anyone || row.method != net::Method::get) continue;
        for (Role role : all_roles) {
            if (!allows(role, row.permission)) continue;
            const AccountId account = role == Role::door ? AccountId{} : accounts_.at(role);
            const std::string path = filled(row.pattern, ids_for(row.pattern, own_, account));
            const test::Reply reply = call(clients_.at(role), row, path);
            EXPECT_EQ(reply.status, 200u) << text_of(row) << " as " << name_of(role) << ": "
                                          << reply.status << " " << reply.body;
        }
    }
}

TEST_F(Rights, ForeignThingsDoNotExist) {
    int asked = 0;
    const auto ask = [&](const api::RouteRow& row, Role role, const Ids& ids, const char* whose) {
        const test::Reply reply = call(clients_.at(role), row, filled(row.pattern, ids));
        EXPECT_EQ(reply.status, 404u) << text_of(row) << " as " << name_of(role) << ", " << whose
                                      << ": " << reply.status << " " << reply.body;
        ++asked;
    };
    struct Plan {
        const api::RouteRow* row;
        Role role;
        Ids ids;
        const char* whose;
    };
    std::vector<Plan> plans;  // made first: making ids writes
    for (const api::RouteRow& row : api::routes()) {
        if (row.permission == Permission::anyone) continue;
        const auto names = captures_of(row.pattern);
        for (Role role : all_roles) {
            if (names.empty() || role == Role::door || !allows(role, row.permission)) continue;
            const Ids own = ids_for(row.pattern, own_, accounts_.at(role));
            const Ids foreign = ids_for(row.pattern, foreign_, stranger_);
            const Ids sibling = ids_for(row.pattern, sibling_, stranger_);
            // Every capture alone, the others being the caller's own.
            for (const std::string& name : names) {
                const bool is_access_link = name == "link" && names.front() == "event";
                const std::string kind = is_access_link ? "access_link" : name;
                Ids ids = own;
                ids[name] = foreign.at(name);
                if (is_scoped_by_event(kind, role) || is_scoped_by_account(kind, role))
                    plans.push_back({&row, role, ids, "foreign"});
                ids[name] = sibling.at(name);
                if (is_scoped_by_agency(kind, role))
                    plans.push_back({&row, role, ids, "of another agency"});
            }
            if (names.size() > 1 && is_scoped_by_event(names.front(), role))
                plans.push_back({&row, role, foreign, "all foreign"});
        }
    }
    const std::string before = snapshot();
    for (const Plan& plan : plans) ask(*plan.row, plan.role, plan.ids, plan.whose);
    EXPECT_GT(asked, 20);
    EXPECT_EQ(snapshot(), before) << "a request for a foreign thing has written";
}

TEST_F(Rights, ListsHoldNothingForeign) {
    const std::string foreign_texts[] = {to_text(foreign_.event), to_text(foreign_.list),
                                         to_text(foreign_.delegate), to_text(foreign_.pass),
                                         to_text(foreign_.device)};
    const std::string sibling_texts[] = {to_text(sibling_.list), to_text(sibling_.delegate),
                                         to_text(sibling_.pass), to_text(sibling_.late_change)};
    for (const api::RouteRow& row : api::routes()) {
        if (row.permission == Permission::anyone || row.method != net::Method::get) continue;
        for (Role role : all_roles) {
            if (role == Role::administrator || !allows(role, row.permission)) continue;
            const AccountId account = role == Role::door ? AccountId{} : accounts_.at(role);
            const std::string path = filled(row.pattern, ids_for(row.pattern, own_, account));
            const std::string body = call(clients_.at(role), row, path).body;
            for (const std::string& text : foreign_texts) {
                EXPECT_EQ(body.find(text), std::string::npos)
                    << text_of(row) << " as " << name_of(role) << " tells of another event";
            }
            if (role != Role::clerk) continue;
            for (const std::string& text : sibling_texts) {
                EXPECT_EQ(body.find(text), std::string::npos)
                    << text_of(row) << " as a clerk tells of another agency";
            }
        }
    }
}

TEST(Routes, StandInTheDescriptionAndNothingElseDoes) {
    std::set<std::string> described;
    for (const std::string& operation : test::openapi().operations()) described.insert(operation);
    std::set<std::string> served;
    for (const api::RouteRow& row : api::routes()) {
        std::string text = text_of(row);
        for (std::size_t i = 0; text[i] != ' '; ++i)
            text[i] = static_cast<char>(std::tolower(text[i]));
        served.insert(text);
        if (std::string(row.pattern).starts_with("/api/")) {
            EXPECT_TRUE(described.contains(text)) << text << " is not in openapi.yaml";
        }
    }
    for (const std::string& text : described)
        EXPECT_TRUE(served.contains(text)) << text << " is described and not served";
}

}  // namespace
}  // namespace kinhmoi
