// SPDX-License-Identifier: Apache-2.0
// Every verdict through the store: what the door is answered, what stands in the ledger afterwards,
// and what it did to the admission.
#include <gtest/gtest.h>

#include <functional>

#include "qr/short_number.hpp"
#include "server/api/scan_json.hpp"
#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/incidents.hpp"
#include "server/usecase/keys.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/retention.hpp"
#include "tests/support/door_world.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi::test {
namespace {

using usecase::ScanAnswer;
using usecase::SentScan;
using usecase::Storing;

class Scans : public testing::Test {
protected:
    Scans() {
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
    ScanAnswer read(Phone& phone, const std::string& text) {
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
    std::optional<store::LedgerRow> stored(const SentScan& sent) {
        return store.read([&](store::ReadTx& tx) { return store::scan_of_id(tx, sent.scan.id); });
    }
    std::optional<store::QuarantinedScan> quarantined(const SentScan& sent) {
        return store.read(
            [&](store::ReadTx& tx) { return store::quarantined_of_id(tx, sent.scan.id); });
    }

    TestStore store;
    DoorWorld world;
};

TEST_F(Scans, FirstReadingIsAdmittedAndTheLedgerDoesNotHoldTheCode) {
    const auto sent = world.door_1.read(now(), digits_of(world.adult));
    const auto answer = send(world.door_1, sent);
    EXPECT_EQ(answer.stored, Storing::fresh);
    EXPECT_EQ(answer.decision.verdict, Verdict::admitted);
    EXPECT_EQ(answer.pass, world.adult.id);
    EXPECT_GT(answer.seq, 0);
    EXPECT_FALSE(answer.message.vi.empty());
    EXPECT_EQ(state_of(world.adult).present, 1);
    const auto row = stored(sent);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->stored.scan.text, "");
    EXPECT_EQ(row->stored.scan.pass, world.adult.id);
    EXPECT_EQ(row->stored.scan.issue, 1);
}

TEST_F(Scans, TheSameScanIdIsAnsweredAgainAndCountsOnce) {
    const auto sent = world.door_1.read(now(), digits_of(world.adult));
    const auto first = send(world.door_1, sent);
    store.clock().advance(minute_ms);
    const auto again = send(world.door_1, sent);
    EXPECT_EQ(again.stored, Storing::same);
    EXPECT_EQ(again.decision.verdict, Verdict::admitted);
    EXPECT_EQ(again.seq, first.seq);
    EXPECT_EQ(state_of(world.adult).visits, 1);
    EXPECT_TRUE(open_incidents().empty());
}

TEST_F(Scans, AScanThatIsSentAgainAfterItsPassWasIssuedAnewIsStillTheSame) {
    const auto sent = world.door_1.read(now(), digits_of(world.adult));
    send(world.door_1, sent);
    store.write([&](store::WriteTx& tx) {
        return usecase::reissue_pass(tx, world.organizer, world.adult.id, "mất thẻ",
                                     world.master_key);
    });
    EXPECT_EQ(send(world.door_1, sent).stored, Storing::same);
}

TEST_F(Scans, AKnownScanIdWithOtherContentsIsAConflictAndIsKept) {
    auto sent = world.door_1.read(now(), digits_of(world.adult));
    send(world.door_1, sent);
    sent.scan.text = digits_of(world.second_adult);
    sent.content = "other";
    const auto answer = send(world.door_1, sent);
    EXPECT_EQ(answer.stored, Storing::conflict);
    EXPECT_EQ(answer.reason, QuarantineReason::conflicting_copy);
    EXPECT_EQ(answer.decision.verdict, Verdict::check) << "the green was another pass's";
    EXPECT_EQ(state_of(world.second_adult).present, 0);
    ASSERT_TRUE(quarantined(sent));
    EXPECT_EQ(quarantined(sent)->content, "other");
}

TEST_F(Scans, TheSecondDoorLearnsWhenAndWhere) {
    read(world.door_1, digits_of(world.adult));
    store.clock().advance(minute_ms);
    const auto sent = world.door_2.read(now(), digits_of(world.adult));
    const auto answer = send(world.door_2, sent);
    EXPECT_EQ(answer.decision.verdict, Verdict::already_in);
    ASSERT_TRUE(answer.decision.first_in);
    EXPECT_EQ(answer.decision.first_in->at, now() + -minute_ms);
    EXPECT_EQ(answer.first_in_gate, "Cửa 1");
    EXPECT_NE(answer.message.vi.find("08:00"), std::string::npos) << answer.message.vi;
    EXPECT_NE(answer.message.vi.find("Cửa 1"), std::string::npos) << answer.message.vi;
    EXPECT_EQ(send(world.door_2, sent).first_in_gate, "Cửa 1") << "and again when sent again";
    EXPECT_EQ(state_of(world.adult).visits, 1);
}

TEST_F(Scans, TheSameDoorTwiceWithinSecondsIsARepeat) {
    read(world.door_1, digits_of(world.adult));
    store.clock().advance(2 * second_ms);
    EXPECT_EQ(read(world.door_1, digits_of(world.adult)).decision.verdict, Verdict::repeat);
}

TEST_F(Scans, AnotherSitesPassIsShownTheWay) {
    const auto sent = world.door_1.read(now(), digits_of(world.far_adult));
    for (int i = 0; i < 2; ++i) {
        const auto answer = send(world.door_1, sent);
        EXPECT_EQ(answer.decision.verdict, Verdict::wrong_site);
        EXPECT_EQ(answer.decision.right_site, world.far_site);
        EXPECT_EQ(answer.right_site_name, "Điểm cầu xa");
    }
    EXPECT_EQ(state_of(world.far_adult).present, 0);
}

TEST_F(Scans, AnIssueThatStoppedIsRevokedAndTheNewOneCounts) {
    const auto old_code = digits_of(world.adult);
    const auto row = store.write([&](store::WriteTx& tx) {
        return usecase::reissue_pass(tx, world.organizer, world.adult.id, "mất thẻ",
                                     world.master_key);
    });
    store.clock().advance(second_ms);
    EXPECT_EQ(read(world.door_1, old_code).decision.verdict, Verdict::revoked);
    EXPECT_EQ(read(world.door_1, digits_of(row.value().pass)).decision.verdict, Verdict::admitted);
}

TEST_F(Scans, AChildNeedsAnEscort) {
    EXPECT_EQ(read(world.door_1, digits_of(world.child)).decision.check, CheckReason::escort);
    auto sent = world.door_1.read(now(), digits_of(world.child));
    sent.scan.escort_seen = true;
    EXPECT_EQ(send(world.door_1, sent).decision.verdict, Verdict::admitted);
}

TEST_F(Scans, APartyIsLetInByCountAndNoMoreThanItHas) {
    auto three = world.door_1.read(now(), digits_of(world.party));
    three.scan.count = 3;
    three.scan.escort_seen = true;
    const auto answer = send(world.door_1, three);
    EXPECT_EQ(answer.decision.verdict, Verdict::admitted);
    EXPECT_EQ(answer.decision.room, 1);
    auto two = world.door_2.read(now(), digits_of(world.party));
    two.scan.count = 2;
    two.scan.escort_seen = true;
    const auto refused = send(world.door_2, two);
    EXPECT_EQ(refused.decision.check, CheckReason::party_room);
    EXPECT_EQ(refused.decision.room, 1);
    EXPECT_EQ(send(world.door_2, two).decision.check, CheckReason::party_room) << "sent again";
    EXPECT_EQ(state_of(world.party).present, 3);
}

TEST_F(Scans, HoursOfTheDoorsCount) {
    store.write([&](store::WriteTx& tx) {
        tx.execute("UPDATE events SET doors_open_at = $1", tx.now() + hour_ms);
    });
    EXPECT_EQ(read(world.door_1, digits_of(world.adult)).decision.verdict, Verdict::not_yet_open);
    store.clock().advance(12 * hour_ms);
    EXPECT_EQ(read(world.door_1, digits_of(world.adult)).decision.verdict, Verdict::closed);
}

TEST_F(Scans, ATypedShortNumberStandsForTheCode) {
    const qr::ShortNumber number{world.adult.short_number};
    const auto sent = world.door_1.read(now(), qr::format_short_number(number));
    EXPECT_EQ(send(world.door_1, sent).decision.verdict, Verdict::admitted);
    EXPECT_EQ(send(world.door_1, sent).stored, Storing::same);
    EXPECT_EQ(stored(sent)->stored.scan.issue, 0);
}

TEST_F(Scans, ExitsAndComingBackAreRecorded) {
    read(world.door_1, digits_of(world.adult));
    store.clock().advance(minute_ms);
    auto out = world.door_1.read(now(), digits_of(world.adult));
    out.scan.direction = Direction::out;
    EXPECT_EQ(send(world.door_1, out).decision.verdict, Verdict::left);
    EXPECT_EQ(state_of(world.adult).inside, 0);
    store.clock().advance(minute_ms);
    EXPECT_EQ(read(world.door_2, digits_of(world.adult)).decision.verdict, Verdict::admitted);
    EXPECT_EQ(state_of(world.adult).visits, 2);
}

TEST_F(Scans, AnUndoTakesAScanBackAndOnlyTheOwnDoorMay) {
    const auto sent = world.door_1.read(now(), digits_of(world.adult));
    send(world.door_1, sent);
    const auto foreign = send(world.door_2, world.door_2.undo(now(), sent, world.adult.id));
    EXPECT_EQ(foreign.reason, QuarantineReason::bad_undo);
    EXPECT_EQ(state_of(world.adult).present, 1);
    const auto undo = world.door_1.undo(now(), sent, world.adult.id);
    EXPECT_EQ(send(world.door_1, undo).decision.verdict, Verdict::undone);
    EXPECT_EQ(state_of(world.adult), AdmissionState{});
}

TEST_F(Scans, AnOrganizerTakesAScanBack) {
    const auto sent = world.door_1.read(now(), digits_of(world.adult));
    send(world.door_1, sent);
    const auto id = qr::random_id<ScanId>();
    const auto undo = [&](const Actor& actor) {
        return store.write([&](store::WriteTx& tx) {
            return usecase::record_organizer_undo(tx, actor, world.event, id, sent.scan.id);
        });
    };
    EXPECT_FALSE(undo(world.door_1.actor()));
    EXPECT_EQ(undo(world.organizer).value().stored, Storing::fresh);
    EXPECT_EQ(undo(world.organizer).value().stored, Storing::same);
    EXPECT_EQ(state_of(world.adult), AdmissionState{});
}

TEST_F(Scans, AnOverrideAdmitsWithItsReasonAndAnIncident) {
    read(world.door_1, digits_of(world.adult));
    store.clock().advance(minute_ms);
    auto sent = world.door_2.read(now(), digits_of(world.adult));
    sent.scan.overridden = Override{Verdict::already_in, "Ra ngoài nghe điện thoại"};
    const auto answer = send(world.door_2, sent);
    EXPECT_EQ(answer.decision.verdict, Verdict::admitted);
    EXPECT_EQ(answer.decision.overridden, Verdict::already_in);
    EXPECT_TRUE(state_of(world.adult).was_overridden);
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"override_used"});
    EXPECT_EQ(stored(sent)->stored.scan.overridden, sent.scan.overridden);
}

TEST_F(Scans, WhatDoorsAndOrganizersWroteIsErasedWithThePeople) {
    read(world.door_1, digits_of(world.adult));
    store.clock().advance(minute_ms);
    auto sent = world.door_2.read(now(), digits_of(world.adult));
    sent.scan.overridden = Override{Verdict::already_in, "Ông Mẫu ra ngoài"};
    send(world.door_2, sent);
    const auto incident = [&] {
        return store
            .read([&](store::ReadTx& tx) {
                return store::incidents_of_event(tx, world.event, {}, {}, 100);
            })
            .at(0);
    };
    ASSERT_TRUE(store.write([&](store::WriteTx& tx) {
        return usecase::resolve_incident(tx, world.organizer, incident().id, "Đã hỏi ông Mẫu");
    }));
    const auto erase = [&](int after_days) {
        store.clock().advance(after_days * day_ms);
        store.write([](store::WriteTx& tx) { return usecase::erase_due(tx); });
    };
    erase(31);
    EXPECT_EQ(incident().incident.reason, "Ông Mẫu ra ngoài") << "children's time, not adults'";
    erase(180);
    EXPECT_EQ(incident().incident.reason, "");
    EXPECT_EQ(incident().note, "");
    EXPECT_EQ(stored(sent)->stored.scan.overridden->reason, "-");
    EXPECT_EQ(state_of(world.adult).present, 1) << "what happened stays";
}

TEST_F(Scans, TwoGreensOfflineBothStayAndTheDoorsAreTold) {
    send(world.door_1, world.door_1.read_offline(now(), digits_of(world.adult)));
    store.clock().advance(minute_ms);
    const auto second =
        send(world.door_2, world.door_2.read_offline(now(), digits_of(world.adult)));
    EXPECT_EQ(second.stored, Storing::fresh);
    EXPECT_EQ(second.decision.verdict, Verdict::already_in) << "what the server would have said";
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"double_admission"});
    const auto rows = store.read(
        [&](store::ReadTx& tx) { return store::incidents_of_event(tx, world.event, {}, {}, 10); });
    EXPECT_EQ(rows.at(0).incident.also, std::vector{world.door_1.device.id});
    EXPECT_EQ(state_of(world.adult).inside, 1);
}

TEST_F(Scans, AnIncidentIsWithdrawnWhenALateScanExplainsIt) {
    send(world.door_1, world.door_1.read_offline(now(), digits_of(world.adult)));
    store.clock().advance(minute_ms);
    auto out = world.door_1.read_offline(now(), digits_of(world.adult), Verdict::left);
    out.scan.direction = Direction::out;
    store.clock().advance(minute_ms);
    send(world.door_2, world.door_2.read_offline(now(), digits_of(world.adult)));
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"double_admission"});
    send(world.door_1, out);
    EXPECT_TRUE(open_incidents().empty());
    EXPECT_EQ(state_of(world.adult).visits, 2);
}

TEST_F(Scans, ATimeoutCorrectsTheCopyThatArrivedAsOnline) {
    read(world.door_1, digits_of(world.adult));
    store.clock().advance(minute_ms);
    auto sent = world.door_2.read(now(), digits_of(world.adult));
    EXPECT_EQ(send(world.door_2, sent).decision.verdict, Verdict::already_in);
    EXPECT_TRUE(open_incidents().empty());
    sent.scan.mode = ScanMode::timeout;
    sent.scan.local_verdict = Verdict::admitted;
    EXPECT_EQ(send(world.door_2, sent).stored, Storing::same);
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"double_admission"});
    EXPECT_EQ(stored(sent)->stored.scan.mode, ScanMode::timeout);
}

TEST_F(Scans, AnOfflineGreenOfARevokedPassIsAnIncident) {
    store.write([&](store::WriteTx& tx) {
        return usecase::revoke_pass(tx, world.organizer, world.adult.id, "thử");
    });
    store.clock().advance(minute_ms);
    const auto answer =
        send(world.door_1, world.door_1.read_offline(now(), digits_of(world.adult)));
    EXPECT_EQ(answer.decision.verdict, Verdict::revoked);
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"admitted_revoked"});
    EXPECT_EQ(state_of(world.adult).present, 1);
}

TEST_F(Scans, TwoScansUnderOneNumberAreAClone) {
    read(world.door_1, digits_of(world.adult));
    auto clone = world.door_1.read(now(), digits_of(world.second_adult));
    clone.scan.dseq = 1;
    EXPECT_EQ(send(world.door_1, clone).stored, Storing::fresh);
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"cloned_device"});
    EXPECT_EQ(state_of(world.second_adult).present, 1);
}

TEST_F(Scans, AWrongClockIsAnIncidentAndRefusesNobody) {
    auto sent = world.door_1.read(now() + 3 * day_ms, digits_of(world.adult));
    sent.scan.offset_ms = -10 * minute_ms;
    EXPECT_EQ(send(world.door_1, sent).decision.verdict, Verdict::admitted);
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"clock_suspect"});
}

TEST_F(Scans, EveryChangeIsToldToTheDoorsAndRefusalsAreNot) {
    const auto version = [&] {
        return store.read([&](store::ReadTx& tx) { return store::door_version(tx, world.event); });
    };
    const auto before = version();
    read(world.door_1, digits_of(world.adult));
    EXPECT_EQ(version(), before + 1);
    store.clock().advance(minute_ms);
    read(world.door_2, digits_of(world.adult));
    EXPECT_EQ(version(), before + 1) << "nothing changed";
}

struct BadScan {
    const char* name;
    Verdict verdict;  ///< that the door is answered: never a green one
    QuarantineReason reason;
    std::function<void(SentScan&, const DoorWorld&)> spoil;
};

class Quarantined : public Scans, public testing::WithParamInterface<BadScan> {};

TEST_P(Quarantined, IsKeptWithAReasonAndDoesNothing) {
    auto sent = world.door_1.read(now(), digits_of(world.adult));
    GetParam().spoil(sent, world);
    for (int i = 0; i < 2; ++i) {
        const auto answer = send(world.door_1, sent);
        EXPECT_EQ(answer.stored, Storing::quarantined);
        EXPECT_EQ(answer.reason, GetParam().reason);
        EXPECT_EQ(answer.decision.verdict, GetParam().verdict);
        EXPECT_EQ(answer.seq, 0);
    }
    EXPECT_FALSE(stored(sent));
    const auto row = quarantined(sent);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->reason, GetParam().reason);
    EXPECT_EQ(row->content, sent.content);
    EXPECT_EQ(state_of(world.adult), AdmissionState{});
    const auto rows = store.read(
        [&](store::ReadTx& tx) { return store::quarantine_of_event(tx, world.event, 0, 10); });
    EXPECT_EQ(rows.size(), 1u) << "kept once";
}

std::string forged(const Pass& pass) {
    Pass copy = pass;
    copy.signature[5] ^= 1;
    return digits_of(copy);
}

const BadScan bad_scans[] = {
    {"NotAPass", Verdict::not_a_pass, QuarantineReason::not_a_pass,
     [](SentScan& s, const DoorWorld&) { s.scan.text = "https://example.vn/"; }},
    {"Document", Verdict::document_code, QuarantineReason::document_code,
     [](SentScan& s, const DoorWorld&) {
         s.scan.text = "HTTPS://127.0.0.1/D/01900000-0000-7000-8000-000000000000";
     }},
    {"Forged", Verdict::unknown, QuarantineReason::bad_code,
     [](SentScan& s, const DoorWorld& w) { s.scan.text = forged(w.adult); }},
    {"UnknownNumber", Verdict::unknown, QuarantineReason::unknown_pass,
     [](SentScan& s, const DoorWorld&) {
         s.scan.text = qr::short_number_digits(qr::make_short_number(9'999'999));
     }},
    {"WrongEpoch", Verdict::check, QuarantineReason::wrong_epoch,
     [](SentScan& s, const DoorWorld&) { s.scan.epoch.bytes[0] ^= 1; }},
    {"OtherGate", Verdict::check, QuarantineReason::impossible,
     [](SentScan& s, const DoorWorld& w) { s.scan.gate = w.door_2.device.gate; }},
    {"NoNumber", Verdict::check, QuarantineReason::impossible,
     [](SentScan& s, const DoorWorld&) { s.scan.dseq = 0; }},
    {"NegativeNumber", Verdict::check, QuarantineReason::impossible,
     [](SentScan& s, const DoorWorld&) { s.scan.dseq = -1; }},
    {"OfflineAtOtherGate", Verdict::check, QuarantineReason::impossible,
     [](SentScan& s, const DoorWorld& w) {
         s.scan.gate = w.door_2.device.gate;
         s.scan.mode = ScanMode::offline;
         s.scan.local_verdict = Verdict::admitted;
     }},
    {"OverrideAtOtherGate", Verdict::check, QuarantineReason::impossible,
     [](SentScan& s, const DoorWorld& w) {
         s.scan.gate = w.door_2.device.gate;
         s.scan.text = digits_of(w.far_adult);
         s.scan.overridden = Override{Verdict::wrong_site, "Đi nhầm xe"};
     }},
    {"Unreadable", Verdict::unknown, QuarantineReason::impossible,
     [](SentScan& s, const DoorWorld&) { s.is_readable = false; }},
};

INSTANTIATE_TEST_SUITE_P(Each, Quarantined, testing::ValuesIn(bad_scans),
                         [](const auto& each) { return std::string(each.param.name); });

TEST_F(Scans, WhatIsNotRecordedSaysWhyAndWhatToDoAndKeepsTheVerdictItWouldHaveGot) {
    auto sent = world.door_1.read(now(), digits_of(world.adult));
    sent.scan.epoch.bytes[0] ^= 1;
    const auto answer = send(world.door_1, sent);
    EXPECT_EQ(answer.message.vi,
              "Chưa ghi nhận được lượt quét này (máy này đã được đăng ký lại). Đề nghị dùng danh "
              "sách giấy và báo người phụ trách.");
    EXPECT_NE(answer.message.en.find("enrolled anew"), std::string::npos) << answer.message.en;
    EXPECT_FALSE(answer.decision.accepted());
    EXPECT_EQ(quarantined(sent)->verdict, Verdict::admitted);
}

TEST_F(Scans, AnUndoOfNoPassIsNotCalledUndone) {
    const auto target = world.door_1.read(now(), digits_of(world.adult));
    const auto sent = world.door_1.undo(now(), target, qr::random_id<PassId>());
    const auto answer = send(world.door_1, sent);
    EXPECT_EQ(answer.reason, QuarantineReason::unknown_pass);
    EXPECT_EQ(answer.decision.verdict, Verdict::check);
}

TEST_F(Scans, ACodeOfAnotherEventIsCalledThat) {
    const auto other = store.write([](store::WriteTx& tx) { return make_door_world(tx, "b"); });
    const auto answer = read(world.door_1, digits_of(other.adult));
    EXPECT_EQ(answer.decision.verdict, Verdict::wrong_event);
    EXPECT_EQ(answer.reason, QuarantineReason::foreign_event);
}

TEST_F(Scans, AStolenKeyCountsOnlyForTheIssueInTheList) {
    store.write([&](store::WriteTx& tx) {
        return usecase::mark_key_compromised(tx, usecase::command_line_actor(), world.adult.kid,
                                             world.master_key);
    });
    EXPECT_EQ(read(world.door_1, digits_of(world.adult)).decision.verdict, Verdict::admitted);
}

TEST_F(Scans, ARevokedDevicesBacklogGoesToTheQuarantine) {
    const auto sent = world.door_1.read_offline(now(), digits_of(world.adult));
    store.clock().advance(minute_ms);
    store.write([&](store::WriteTx& tx) { store::set_device_revoked(tx, world.door_1.device.id); });
    store.clock().advance(minute_ms);
    const auto answer = send(world.door_1, sent);
    EXPECT_EQ(answer.stored, Storing::quarantined);
    EXPECT_EQ(answer.reason, QuarantineReason::revoked_device);
    EXPECT_EQ(state_of(world.adult).present, 0);
}

TEST_F(Scans, WhatWasReadAfterTheDevicesWindowGoesToTheQuarantine) {
    const auto in_time = world.door_1.read_offline(now(), digits_of(world.second_adult));
    store.clock().advance(26 * hour_ms);
    const auto answer =
        send(world.door_1, world.door_1.read_offline(now(), digits_of(world.adult)));
    EXPECT_EQ(answer.reason, QuarantineReason::outside_window);
    EXPECT_EQ(send(world.door_1, in_time).stored, Storing::fresh) << "the backlog still counts";
}

TEST_F(Scans, NumbersBeyondWhatAPhoneCanHoldExactlyMakeARecordUnreadable) {
    const auto next = world.door_1.next(now());
    const api::Json good = {{"scan_id", to_text(next.scan.id)},
                            {"epoch", to_text(next.scan.epoch)},
                            {"dseq", 1},
                            {"text", "x"},
                            {"gate_id", to_text(next.scan.gate)},
                            {"wall_ms", 0},
                            {"mono_ms", 0},
                            {"offset_ms", 0},
                            {"mode", "online"}};
    constexpr std::int64_t most = 9'007'199'254'740'991;
    for (const char* key : {"dseq", "wall_ms", "offset_ms"}) {
        const auto sent_with = [&](const api::Json& number) {
            auto record = good;
            record[key] = number;
            return api::read_scan(record, "content");
        };
        for (const std::int64_t number : {most, -most})
            EXPECT_TRUE(sent_with(number).is_readable) << key << ' ' << number;
        // As parsed text: unsigned where it is not negative.
        for (const char* text : {"9007199254740992", "-9007199254740992", "9223372036854775807",
                                 "-9223372036854775808", "18446744073709551615"}) {
            const auto sent = sent_with(api::Json::parse(text));
            EXPECT_FALSE(sent.is_readable) << key << ' ' << text;
            EXPECT_EQ(send(world.door_1, sent).stored, Storing::quarantined) << key << ' ' << text;
        }
    }
}

TEST_F(Scans, LongContentIsCutBetweenCharacters) {
    auto sent = world.door_1.read(now(), "x");
    sent.content = std::string(3'999, 'a') + "ễ";
    send(world.door_1, sent);
    EXPECT_EQ(quarantined(sent)->content, std::string(3'999, 'a'));
}

}  // namespace
}  // namespace kinhmoi::test
