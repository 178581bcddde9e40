// SPDX-License-Identifier: Apache-2.0
// Every verdict through the store: what the door is answered, what stands in the ledger afterwards,
// and what it did to the admission.
#include <gtest/gtest.h>

#include "qr/short_number.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/keys.hpp"
#include "server/usecase/passes.hpp"
#include "tests/unit/usecase/scans_world.hpp"

namespace kinhmoi::test {
namespace {

using usecase::SentScan;
using usecase::Storing;

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

}  // namespace
}  // namespace kinhmoi::test
