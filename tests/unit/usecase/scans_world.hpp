// SPDX-License-Identifier: Apache-2.0
// A ceremony with two doors, and what a scan answered and left behind.
#pragma once

#include <gtest/gtest.h>

#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi::test {

class Scans : public testing::Test {
protected:
    Scans() {
        world = store.write([](store::WriteTx& tx) { return make_door_world(tx); });
    }

    Instant now() { return store.clock().now(); }
    usecase::ScanAnswer send(const Phone& phone, const usecase::SentScan& sent) {
        return store
            .write([&](store::WriteTx& tx) {
                return usecase::record_scan(tx, phone.actor(), sent, door_host);
            })
            .value();
    }
    usecase::ScanAnswer read(Phone& phone, const std::string& text) {
        return send(phone, phone.read(now(), text));
    }
    AdmissionState state_of(const Pass& pass) {
        const auto row =
            store.read([&](store::ReadTx& tx) { return store::load_admission(tx, pass.id); });
        return row ? row->state : AdmissionState{};
    }
    std::vector<std::string> open_incidents() {
        const auto rows = store.read([&](store::ReadTx& tx) {
            return store::incidents_of_event(tx, world.event, store::IncidentState::open, {}, 100);
        });
        std::vector<std::string> kinds;
        for (const auto& row : rows) kinds.push_back(name_of(row.incident.kind));
        return kinds;
    }
    std::optional<store::LedgerRow> stored(const usecase::SentScan& sent) {
        return store.read([&](store::ReadTx& tx) { return store::scan_of_id(tx, sent.scan.id); });
    }
    std::optional<store::QuarantinedScan> quarantined(const usecase::SentScan& sent) {
        return store.read(
            [&](store::ReadTx& tx) { return store::quarantined_of_id(tx, sent.scan.id); });
    }

    TestStore store;
    DoorWorld world;
};

}  // namespace kinhmoi::test
