// SPDX-License-Identifier: Apache-2.0
// The promise of the doors, through the real store: whatever order, repetition and batches the same
// scans arrive in, the admissions and incidents are the same. And: nothing is lost.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/usecase/scans.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi::test {
namespace {

using usecase::ScanAnswer;
using usecase::SentScan;
using usecase::Storing;

/// What the fold leaves behind: never a seq nor a time of arrival.
struct Outcome {
    std::map<PassId, AdmissionState> admissions;
    std::set<std::string> incidents;
    bool operator==(const Outcome&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
    for (const auto& [pass, state] : outcome.admissions) {
        out << to_text(pass) << ": inside " << state.inside << " present " << state.present
            << " visits " << state.visits << " undos " << state.open_undos << "\n";
    }
    for (const auto& key : outcome.incidents) out << key << "\n";
    return out;
}

class DoorProperty : public testing::Test {
protected:
    DoorProperty() {
        world = store.write([](store::WriteTx& tx) { return make_door_world(tx); });
        start = store.clock().now();
        store.clock().advance(hour_ms);  // every scan is received after it was made
    }

    /// A few scans of two passes by two phones: in, out, undo, override, refused; close in time.
    std::vector<SentScan> some_scans() {
        std::vector<SentScan> scans;
        Phone phones[] = {world.door_1, world.door_2};
        const Pass passes[] = {world.adult, world.party};
        const int count = *rc::gen::inRange(2, 9);
        for (int i = 0; i < count; ++i) {
            Phone& phone = phones[*rc::gen::inRange(0, 2)];
            const Pass& pass = passes[*rc::gen::inRange(0, 2)];
            const Instant at = start + *rc::gen::inRange(0, 12) * 4 * second_ms;
            scans.push_back(some_scan(phone, pass, at, scans));
        }
        return scans;
    }

    SentScan some_scan(Phone& phone, const Pass& pass, Instant at,
                       const std::vector<SentScan>& earlier) {
        const int kind = *rc::gen::inRange(0, 8);
        if (kind == 0 && !earlier.empty()) {
            const auto& target = *rc::gen::elementOf(earlier);
            if (target.scan.kind != ScanKind::undo && target.scan.epoch == phone.device.epoch)
                return offline(phone.undo(at, target, pass_of(target)), Verdict::undone);
        }
        if (kind == 1) {
            auto out = phone.read_offline(at, digits_of(pass), Verdict::left);
            out.scan.direction = Direction::out;
            return out;
        }
        if (kind == 2) return phone.read_offline(at, digits_of(pass), Verdict::already_in);
        auto in = phone.read_offline(at, digits_of(pass));
        in.scan.escort_seen = true;
        if (is_party(pass)) in.scan.count = static_cast<std::uint16_t>(*rc::gen::inRange(1, 4));
        if (kind == 3) in.scan.overridden = Override{Verdict::already_in, "Khách mời"};
        if (kind == 4) in.scan.dseq = 1;  // a cloned phone
        return in;
    }

    PassId pass_of(const SentScan& sent) {
        return sent.scan.text == digits_of(world.adult) ? world.adult.id : world.party.id;
    }
    static SentScan offline(SentScan sent, Verdict shown) {
        sent.scan.mode = ScanMode::offline;
        sent.scan.local_verdict = shown;
        return sent;
    }

    /// Hands everything in, phone by phone, in batches of random sizes; then forgets it all.
    Outcome run(const std::vector<SentScan>& arrivals) {
        for (std::size_t i = 0; i < arrivals.size();) {
            const Phone& phone =
                arrivals[i].scan.epoch == world.door_1.device.epoch ? world.door_1 : world.door_2;
            std::vector<SentScan> batch;
            const auto most = static_cast<std::size_t>(*rc::gen::inRange(1, 6));
            while (i < arrivals.size() && batch.size() < most &&
                   arrivals[i].scan.epoch == phone.device.epoch)
                batch.push_back(arrivals[i++]);
            const auto answers = store.write([&](store::WriteTx& tx) {
                return usecase::record_scans(tx, phone.actor(), batch, door_host);
            });
            for (const auto& answer : answers.value())
                RC_ASSERT(answer.stored == Storing::fresh || answer.stored == Storing::same);
        }
        return take_outcome();
    }

    Outcome take_outcome() {
        return store.write([&](store::WriteTx& tx) {
            Outcome outcome;
            for (const Pass* pass : {&world.adult, &world.party}) {
                if (const auto row = store::load_admission(tx, pass->id))
                    outcome.admissions[pass->id] = row->state;
            }
            for (const auto& row :
                 store::incidents_of_event(tx, world.event, store::IncidentState::open, {}, 1'000))
                outcome.incidents.insert(row.incident.key);
            for (const char* table :
                 {"scans", "scan_ids", "scan_numbers", "admissions", "incidents", "quarantine"})
                tx.execute(std::string("DELETE FROM ") + table);
            tx.execute("UPDATE ledger_mark SET seq = 0");
            return outcome;
        });
    }

    TestStore store;
    DoorWorld world;
    Instant start;
};

TEST_F(DoorProperty, ArrivalChangesNothing) {
    const bool held = rc::check("same scans, same admissions and incidents", [this] {
        const auto scans = some_scans();
        const auto expected = run(scans);
        auto arrivals = scans;
        for (int more = *rc::gen::inRange(0, 4); more > 0; --more)
            arrivals.push_back(*rc::gen::elementOf(scans));
        for (std::size_t i = arrivals.size(); i > 1; --i)
            std::swap(arrivals[i - 1], arrivals[*rc::gen::inRange<std::size_t>(0, i)]);
        const auto got = run(arrivals);
        RC_CLASSIFY(!expected.incidents.empty(), "with incidents");
        RC_ASSERT(got == expected);
    });
    EXPECT_TRUE(held);
}

/// The store's own state equals the pure fold over what the ledger holds.
TEST_F(DoorProperty, TheStoreAgreesWithTheFold) {
    const bool held = rc::check("steps and refolds equal the fold", [this] {
        const auto scans = some_scans();
        for (const auto& sent : scans) {
            const Phone& phone =
                sent.scan.epoch == world.door_1.device.epoch ? world.door_1 : world.door_2;
            store.write([&](store::WriteTx& tx) {
                return usecase::record_scan(tx, phone.actor(), sent, door_host);
            });
        }
        store.read([&](store::ReadTx& tx) {
            for (const Pass* pass : {&world.adult, &world.party}) {
                const auto row = store::load_admission(tx, pass->id);
                if (!row) continue;
                const auto folded = fold(*pass, store::scans_in_chain(tx, row->last_seq));
                RC_ASSERT(row->state == folded.state);
                std::set<std::string> keys, stored;
                for (const auto& incident : folded.incidents) keys.insert(incident.key);
                for (const auto& open : store::incidents_of_pass(tx, pass->id))
                    stored.insert(open.incident.key);
                RC_ASSERT(stored == keys);
            }
        });
        take_outcome();
    });
    EXPECT_TRUE(held);
}

TEST_F(DoorProperty, OnePoisonItemTouchesNoOther) {
    const auto passes = store.write([&](store::WriteTx& tx) { return add_passes(tx, world, 70); });
    // The store itself refuses some: the worst a record can do.
    store.write([](store::WriteTx& tx) {
        tx.execute(
            "CREATE TRIGGER poison BEFORE INSERT ON scans WHEN NEW.list_version = 666 "
            "BEGIN SELECT RAISE(ABORT, 'poison'); END");
    });
    std::vector<SentScan> batch;
    std::size_t good = 0;
    for (int i = 0; i < 100; ++i) {
        const bool is_poison = i % 10 < 3;
        auto sent = world.door_1.read_offline(
            start, is_poison ? "rác " + std::to_string(i) : digits_of(passes[good++]));
        if (i % 10 == 1) sent.is_readable = false;
        if (i % 10 == 2) {
            sent.scan.text = digits_of(world.adult);
            sent.scan.list_version = 666;
        }
        batch.push_back(sent);
    }
    const auto answers = store.write([&](store::WriteTx& tx) {
        return usecase::record_scans(tx, world.door_1.actor(), batch, door_host);
    });
    ASSERT_EQ(answers->size(), 100u);
    std::map<Storing, int> counts;
    for (std::size_t i = 0; i < 100; ++i) {
        EXPECT_EQ(answers->at(i).scan, batch[i].scan.id) << i;
        ++counts[answers->at(i).stored];
    }
    EXPECT_EQ(counts[Storing::fresh], 70);
    EXPECT_EQ(counts[Storing::quarantined], 30);
    const auto again = store.write([&](store::WriteTx& tx) {
        return usecase::record_scans(tx, world.door_1.actor(), batch, door_host);
    });
    counts.clear();
    for (const auto& answer : *again) ++counts[answer.stored];
    EXPECT_EQ(counts[Storing::same], 70) << "replayed traffic";
    EXPECT_EQ(counts[Storing::quarantined], 30);
}

}  // namespace
}  // namespace kinhmoi::test
