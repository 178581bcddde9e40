// SPDX-License-Identifier: Apache-2.0
// What the writer remembers and puts off shows nowhere: every change between two scans is seen by
// the second, what was rolled back never was, and a crash loses nothing.
#include <gtest/gtest.h>

#include <functional>

#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/store/sqlite/sqlite_store.hpp"
#include "server/usecase/doors.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/substitution.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi::test {
namespace {

using usecase::ScanAnswer;
using usecase::SentScan;
using usecase::Storing;

class DoorMemory : public testing::Test {
protected:
    DoorMemory() {
        world = store.write([](store::WriteTx& tx) { return make_door_world(tx); });
    }

    Instant now() { return store.clock().now(); }
    ScanAnswer send(const Phone& phone, const SentScan& sent) {
        return store
            .write([&](store::WriteTx& tx) {
                return usecase::record_scan(tx, phone.actor(), sent, door_host);
            })
            .value();
    }
    ScanAnswer read(Phone& phone, const Pass& pass, Direction direction = Direction::in) {
        store.clock().advance(minute_ms);
        auto sent = phone.read(now(), digits_of(pass));
        sent.scan.direction = direction;
        return send(phone, sent);
    }

    TestStore store;
    DoorWorld world;
};

struct Change {
    const char* what;
    std::function<void(store::WriteTx&, DoorWorld&)> make;
    Verdict then;
};

class Seen : public DoorMemory, public testing::WithParamInterface<Change> {};

TEST_P(Seen, ByTheNextScan) {
    ASSERT_EQ(read(world.door_1, world.adult).decision.verdict, Verdict::admitted);
    ASSERT_EQ(read(world.door_1, world.adult, Direction::out).decision.verdict, Verdict::left);
    store.write([&](store::WriteTx& tx) {
        GetParam().make(tx, world);
        return true;
    });
    EXPECT_EQ(read(world.door_1, world.adult).decision.verdict, GetParam().then);
}

const Change all_changes[] = {
    {"nothing", [](store::WriteTx&, DoorWorld&) {}, Verdict::admitted},
    {"a new issue",
     [](store::WriteTx& tx, DoorWorld& world) {
         usecase::reissue_pass(tx, world.organizer, world.adult.id, "mất thẻ", world.master_key)
             .value();
     },
     Verdict::revoked},
    {"a revocation",
     [](store::WriteTx& tx, DoorWorld& world) {
         store::insert_revocation(tx, world.adult.id, {2, tx.now(), "mất thẻ"});
     },
     Verdict::revoked},
    {"a withdrawal",
     [](store::WriteTx& tx, DoorWorld& world) {
         tx.execute("UPDATE delegates SET status = 'cancelled' WHERE id = $1",
                    world.adult.delegate);
     },
     Verdict::revoked},
    {"a list taken back",
     [](store::WriteTx& tx, DoorWorld& world) {
         tx.execute("UPDATE delegates SET status = 'nominated' WHERE id = $1",
                    world.adult.delegate);
     },
     Verdict::check},
    {"another site",
     [](store::WriteTx& tx, DoorWorld& world) {
         auto row = *store::load_pass(tx, world.adult.id);
         row.pass.site = world.far_site;
         store::update_pass(tx, row);
     },
     Verdict::wrong_site},
    {"a child's pass",
     [](store::WriteTx& tx, DoorWorld& world) {
         auto row = *store::load_pass(tx, world.adult.id);
         row.pass.is_minor = true;
         store::update_pass(tx, row);
     },
     Verdict::check},
    {"doors that closed",
     [](store::WriteTx& tx, DoorWorld& world) {
         auto event = *store::load_event(tx, world.event);
         event.doors_open_at = tx.now() + -hour_ms;
         event.doors_close_at = tx.now() + -1;
         store::update(tx, event);
     },
     Verdict::closed},
    {"no coming back",
     [](store::WriteTx& tx, DoorWorld& world) {
         auto event = *store::load_event(tx, world.event);
         event.allows_reentry = false;
         store::update(tx, event);
     },
     Verdict::already_in},
    {"a revoked phone",
     [](store::WriteTx& tx, DoorWorld& world) {
         usecase::revoke_door(tx, world.organizer, world.door_1.device.id).value();
     },
     Verdict::check},
    {"a phone at another gate",
     [](store::WriteTx& tx, DoorWorld& world) {
         tx.execute("UPDATE devices SET gate_id = $1 WHERE id = $2", world.door_2.device.gate,
                    world.door_1.device.id);
     },
     Verdict::check},
    {"a change through RETURNING",
     [](store::WriteTx& tx, DoorWorld& world) {
         auto rows = tx.query(
             "UPDATE delegates SET status = 'substituted' WHERE id = $1 "
             "RETURNING id",
             world.adult.delegate);
         rows.next();
     },
     Verdict::revoked},
};
INSTANTIATE_TEST_SUITE_P(EveryChange, Seen, testing::ValuesIn(all_changes), [](const auto& one) {
    std::string name = one.param.what;
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return name;
});

TEST_F(DoorMemory, AnOrganizersUndoIsSeenByTheNextScan) {
    store.clock().advance(minute_ms);
    const auto sent = world.door_1.read(now(), digits_of(world.adult));
    send(world.door_1, sent);
    ASSERT_EQ(read(world.door_2, world.adult).decision.verdict, Verdict::already_in);
    store.write([&](store::WriteTx& tx) {
        return usecase::record_organizer_undo(tx, world.organizer, world.event,
                                              qr::random_id<ScanId>(), sent.scan.id);
    });
    EXPECT_EQ(read(world.door_2, world.adult).decision.verdict, Verdict::admitted);
}

TEST_F(DoorMemory, AJobThatThrowsLeavesNothingBehindAndTakesNothingAlong) {
    store.clock().advance(minute_ms);
    const auto kept = world.door_1.read(now(), digits_of(world.second_adult));
    ASSERT_EQ(send(world.door_1, kept).stored, Storing::fresh);
    const auto undone = world.door_1.read(now(), digits_of(world.adult));
    const auto record_and_throw = [&](store::WriteTx& tx) {
        usecase::record_scan(tx, world.door_1.actor(), undone, door_host).value();
        throw std::domain_error("bug");
    };
    EXPECT_THROW(store.write(record_and_throw), std::domain_error);
    const auto answer = send(world.door_1, undone);
    EXPECT_EQ(answer.stored, Storing::fresh);
    EXPECT_EQ(answer.decision.verdict, Verdict::admitted);
    EXPECT_EQ(send(world.door_1, kept).stored, Storing::same);
    EXPECT_EQ(read(world.door_2, world.second_adult).decision.verdict, Verdict::already_in);
}

TEST_F(DoorMemory, AChangeThatWasRolledBackIsNotRemembered) {
    ASSERT_EQ(read(world.door_1, world.adult).decision.verdict, Verdict::admitted);
    const auto change_look_and_throw = [&](store::WriteTx& tx) {
        tx.execute("UPDATE delegates SET status = 'cancelled' WHERE id = $1",
                   world.second_adult.delegate);
        store::load_held_pass(tx, world.second_adult.id);  // remembered as cancelled
        throw std::domain_error("bug");
    };
    EXPECT_THROW(store.write(change_look_and_throw), std::domain_error);
    EXPECT_EQ(read(world.door_1, world.second_adult).decision.verdict, Verdict::admitted);
}

TEST_F(DoorMemory, AClonesNumberIsFoundBeforeAndAfterSettling) {
    for (const bool settled : {false, true}) {
        store.clock().advance(minute_ms);
        auto& phone = settled ? world.door_2 : world.door_1;
        const auto first = phone.read(now(), digits_of(world.adult));
        send(phone, first);
        if (settled) store.read([](store::ReadTx&) { return true; });
        auto clone = phone.read(now(), digits_of(world.second_adult));
        clone.scan.dseq = first.scan.dseq;
        store.write([&](store::WriteTx& tx) {
            const auto seqs = store::seqs_of_number(tx, [&] {
                Scan scan = clone.scan;
                scan.device = phone.device.id;
                return scan;
            }());
            EXPECT_EQ(seqs.size(), 1u) << "settled: " << settled;
            return true;
        });
    }
}

TEST_F(DoorMemory, ACrashBeforeSettlingLosesNothing) {
    store.read([](store::ReadTx&) { return true; });
    const auto version =
        store.read([&](store::ReadTx& tx) { return store::door_version(tx, world.event); });
    store.clock().advance(minute_ms);
    const auto sent = world.door_1.read(now(), digits_of(world.adult));
    const auto answer = send(world.door_1, sent);
    // As the disk holds it now: the scan is answered, nothing else is written.
    Folder after;
    store::sqlite::Settings settings;
    settings.path = after.path() / "kinhmoi.db";
    for (const char* suffix : {"", "-wal"})
        std::filesystem::copy_file(store.folder() / (std::string("kinhmoi.db") + suffix),
                                   settings.path.string() + suffix);
    const auto opened = store::sqlite::open(
        settings, {store.clock().reader(), [](auto out) { qr::random_bytes(out); }});
    ASSERT_TRUE(opened) << opened.error().message().en;
    (*opened)->read_now([&](store::ReadTx& tx) {
        const auto row = store::load_admission(tx, world.adult.id);
        EXPECT_TRUE(row);
        if (!row) return false;
        EXPECT_EQ(row->state.present, 1);
        EXPECT_EQ(row->last_seq, answer.seq);
        EXPECT_EQ(row->state.first_in->scan, sent.scan.id);
        EXPECT_EQ(row->state.last_key->dseq, sent.scan.dseq);
        EXPECT_EQ(store::scan_of_id(tx, sent.scan.id)->stored.seq, answer.seq);
        const auto told = store::door_changes_since(tx, world.event, version, 10).changes;
        EXPECT_EQ(told.size(), 1u);
        return true;
    });
}

TEST_F(DoorMemory, AnOlderDatabaseKeepsItsLedgerAndAdmissions) {
    Folder older;
    store::sqlite::Settings settings;
    settings.path = older.path() / "kinhmoi.db";
    const auto all = settings.migrations;
    settings.migrations.resize(6);
    settings.make_memory = nullptr;
    const store::sqlite::Environment environment{store.clock().reader(),
                                                 [](auto out) { qr::random_bytes(out); }};
    ASSERT_TRUE(store::sqlite::create(settings, environment));
    const auto id = qr::random_id<ScanId>();
    const auto& device = world.door_1.device;
    (*store::sqlite::open(settings, environment))->write_now([&](store::WriteTx& tx) {
        tx.execute(
            "INSERT INTO scans (seq, scan_id, event_id, device_id, epoch, dseq, kind, "
            "by_organizer, text, pass_id, issue, gate_id, direction, count, escort_seen, wall_ms, "
            "mono_ms, offset_ms, floor_ms, list_version, mode, received_at, effective_at, verdict) "
            "VALUES (7, $1, $2, $3, $4, 9, 'reading', 0, '', $5, 1, $6, 'in', 1, 0, 5, 6, 0, 0, 0, "
            "'online', 11, 12, 'admitted')",
            id, world.event, device.id, device.epoch, world.adult.id, device.gate);
        tx.execute(
            "INSERT INTO admissions (pass_id, event_id, last_seq, inside, present, visits, "
            "was_overridden, first_in_at, first_in_gate, first_in_device, first_in_scan, "
            "last_move_at, last_move_gate, last_move_device, last_move_scan, last_move_direction, "
            "last_key_at, last_key_device, last_key_epoch, last_key_dseq, last_key_scan, "
            "open_undos) VALUES ($1, $2, 7, 1, 1, 1, 0, 12, $3, $4, $5, 12, $3, $4, $5, 'in', 12, "
            "$4, $6, 9, $5, 0)",
            world.adult.id, world.event, device.gate, device.id, id, device.epoch);
        return true;
    });
    settings.migrations = all;
    settings.make_memory = store::make_door_memory;
    const auto opened = store::sqlite::open(settings, environment);
    ASSERT_TRUE(opened) << opened.error().message().en;
    (*opened)->write_now([&](store::WriteTx& tx) {
        const auto row = store::load_admission(tx, world.adult.id);
        EXPECT_TRUE(row);
        if (!row) return false;
        const Movement move{{12}, device.gate, device.id, id, Direction::in};
        EXPECT_EQ(row->state.first_in, move);
        EXPECT_EQ(row->state.last_move, move);
        EXPECT_EQ(row->state.last_key, (ScanKey{{12}, device.id, device.epoch, 9, id}));
        EXPECT_EQ(row->state.inside, 1);
        const auto chain = store::scans_in_chain(tx, row->last_seq);
        EXPECT_EQ(chain.size(), 1u);
        EXPECT_EQ(chain[0].scan.gate, device.gate);
        EXPECT_EQ(store::seqs_of_number(tx, chain[0].scan), std::vector<std::int64_t>{7});
        EXPECT_EQ(store::scan_of_id(tx, id)->event, world.event);
        return true;
    });
}

}  // namespace
}  // namespace kinhmoi::test
