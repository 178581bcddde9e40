// SPDX-License-Identifier: Apache-2.0
// A store with two ceremonies, and the ways an organizer sets one up.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/store/rows/group_rows.hpp"
#include "server/usecase/agencies.hpp"
#include "server/usecase/event_parts.hpp"
#include "server/usecase/events.hpp"
#include "server/usecase/quotas.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi::test {

inline const Actor an_administrator{.role = Role::administrator};

inline Event new_event(const char* code) {
    Event event;
    event.code = code;
    event.title = "Lễ phát động";
    event.starts_at = parse_rfc3339("2026-05-29T08:00:00+07:00").value();
    return event;
}

inline Agency new_agency(const char* code, const char* name) {
    Agency agency;
    agency.code = code;
    agency.name = name;
    return agency;
}

/// A store with one ceremony and its people.
class Setup : public ::testing::Test {
protected:
    template <class F>
    auto write(F f) {
        return store.write(std::move(f));
    }
    template <class F>
    auto read(F f) {
        return store.read(std::move(f));
    }
    Actor account(const char* name, Role role, std::optional<AgencyId> agency = {},
                  std::vector<EventId> events = {}) {
        return write([=](store::WriteTx& tx) {
            return actor_of(tx, make_account(tx, name, role, agency, events));
        });
    }
    template <class Part>
    Result<Part> create(const Part& part, const Actor& actor = an_administrator) {
        return write([=, event = world.event](store::WriteTx& tx) {
            return usecase::create_part<Part>(tx, actor, event, part);
        });
    }
    template <class Part>
    Result<Part> change(const Part& part, const Actor& actor = an_administrator) {
        return write([=](store::WriteTx& tx) {
            return usecase::update_part<Part>(tx, actor, part.id, part);
        });
    }
    template <class Part>
    Result<std::vector<Part>> list(const Actor& actor, const store::Page& page = {}) {
        return read([=, event = world.event](store::ReadTx& tx) {
            return usecase::list_parts<Part>(tx, actor, event, page);
        });
    }
    AgencyId agency(const char* code, bool is_set = false, std::vector<AgencyId> members = {}) {
        Agency wanted = new_agency(code, code);
        wanted.is_set = is_set;
        wanted.members = std::move(members);
        return write([wanted](store::WriteTx& tx) {
                   return usecase::create_agency(tx, an_administrator, wanted);
               })
            ->id;
    }
    Quota free_quota(const AgencyId& of) const {
        Quota quota;
        quota.site = world.site;
        quota.group = world.group;
        quota.agency = of;
        return quota;
    }

    TestStore store;
    World world = store.write([](store::WriteTx& tx) { return make_world(tx, "a"); });
    World foreign = store.write([](store::WriteTx& tx) { return make_world(tx, "b"); });
};

template <class T>
std::string fault_of(const Result<T>& result) {
    if (result) return "no refusal";
    const Failure failure = result.error();
    if (failure.faults().empty()) return kind_name(failure.kind());
    return std::string(kind_name(failure.kind())) + " " + failure.faults().front().path + " " +
           failure.faults().front().code;
}

}  // namespace kinhmoi::test
