// SPDX-License-Identifier: Apache-2.0
// A ceremony with two doors, and what a door asks the server.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "server/store/rows/delegate_rows.hpp"
#include "server/usecase/door_list.hpp"
#include "server/usecase/doors.hpp"
#include "server/usecase/walk_ins.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi::test {

class Doors : public testing::Test {
protected:
    Doors() {
        world = store.write([](store::WriteTx& tx) { return make_door_world(tx); });
    }

    Instant now() { return store.clock().now(); }
    auto offer(const Actor& actor, usecase::EnrolmentForm form) {
        form.label = "Máy 9";
        return store.write([&](store::WriteTx& tx) {
            return usecase::offer_enrolment(tx, actor, world.event, form);
        });
    }
    auto enrol(const std::string& code) {
        return store.write([&](store::WriteTx& tx) { return usecase::enrol(tx, code, "1.0"); });
    }
    auto caller_of(const std::string& token) {
        return store.read([&](store::ReadTx& tx) {
            return usecase::find_door_caller(tx, qr::hash_secret(token));
        });
    }
    auto greet(const Phone& phone, std::int64_t last_dseq) {
        usecase::HelloForm form;
        form.epoch = phone.device.epoch;
        form.last_dseq = last_dseq;
        return store
            .write([&](store::WriteTx& tx) { return usecase::greet(tx, phone.actor(), form); })
            .value();
    }
    void revoke(const Phone& phone) {
        const auto done = store.write([&](store::WriteTx& tx) {
            return usecase::revoke_door(tx, world.organizer, phone.device.id);
        });
        ASSERT_TRUE(done);
    }
    usecase::ScanAnswer send(const Phone& phone, const usecase::SentScan& sent) {
        return store
            .write([&](store::WriteTx& tx) {
                return usecase::record_scan(tx, phone.actor(), sent, door_host);
            })
            .value();
    }
    auto snapshot(const Phone& phone, const std::string& cursor, int limit) {
        return store.read([&](store::ReadTx& tx) {
            return usecase::door_snapshot(tx, phone.actor(), cursor, limit);
        });
    }
    auto changes(const Phone& phone, std::int64_t since, int limit = 100) {
        return store
            .read([&](store::ReadTx& tx) {
                return usecase::door_changes(tx, phone.actor(), since, limit);
            })
            .value();
    }
    auto walk_in(Phone& phone, const usecase::SentScan& sent, const std::optional<QuotaId>& quota) {
        usecase::WalkInForm form;
        form.full_name = "Phạm Thử Khách";
        form.quota = quota;
        return store.write([&](store::WriteTx& tx) {
            return usecase::register_walk_in(tx, phone.actor(), form, sent, world.master_key,
                                             door_host);
        });
    }
    int walk_ins_of_adults() {
        return static_cast<int>(store.read(
            [&](store::ReadTx& tx) { return store::count_of_quota(tx, world.adults).walk_ins; }));
    }

    TestStore store;
    DoorWorld world;
};

}  // namespace kinhmoi::test
