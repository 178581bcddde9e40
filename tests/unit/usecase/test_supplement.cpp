// SPDX-License-Identifier: Apache-2.0
// Who is added after the doors: who counts, who does not and why, once each.
#include "qr/secrets.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/keys.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/report.hpp"
#include "server/usecase/substitution.hpp"
#include "server/usecase/supplement.hpp"
#include "tests/unit/usecase/scans_world.hpp"

namespace kinhmoi::test {
namespace {

using usecase::Supplement;
using usecase::SupplementAnswer;
using usecase::SupplementLine;

class Supplements : public Scans {
protected:
    Supplements() {
        store.clock().advance(hour_ms);
        at = now() + -40 * minute_ms;
    }

    static SupplementLine line(const DelegateId& delegate, int count = 1) {
        SupplementLine one;
        one.scan = qr::random_id<ScanId>();
        one.delegate = delegate;
        one.count = static_cast<std::uint16_t>(count);
        return one;
    }
    Supplement supplement(std::vector<SupplementLine> lines) {
        return {world.door_1.device.gate, at, std::move(lines)};
    }
    Result<std::vector<SupplementAnswer>> record(const Supplement& list, const Actor& actor) {
        return store.write([&](store::WriteTx& tx) {
            return usecase::record_supplement(tx, actor, world.event, list, door_host);
        });
    }
    SupplementAnswer record(const SupplementLine& one) {
        return record(supplement({one}), world.organizer).value().at(0);
    }
    SupplementAnswer record(const Pass& pass) { return record(line(pass.delegate)); }
    Attendance total() {
        return store
            .read([&](store::ReadTx& tx) {
                return usecase::attendance_report(tx, world.organizer, world.event);
            })
            .value()
            .total;
    }

    Instant at;
};

TEST_F(Supplements, WhoStandsThereIsPresentFromTheTimeThatItNames) {
    EXPECT_TRUE(record(world.adult).is_recorded);
    const auto state = state_of(world.adult);
    EXPECT_EQ(state.present, 1);
    EXPECT_EQ(state.first_in->at, at);
    EXPECT_EQ(state.first_in->gate, world.door_1.device.gate);
    EXPECT_EQ(total().present, 1);
    EXPECT_TRUE(open_incidents().empty());
    const auto answer = read(world.door_2, digits_of(world.adult));
    EXPECT_EQ(answer.decision.verdict, Verdict::already_in) << "the doors know";
}

TEST_F(Supplements, ALineThatCannotCountSaysWhyAndTheOthersStand) {
    read(world.door_1, digits_of(world.second_adult));
    const auto answers =
        record(supplement({line(world.adult.delegate), line(world.adult.delegate),
                           line(world.second_adult.delegate), line(world.far_adult.delegate),
                           line(qr::random_id<DelegateId>()), line(world.child.delegate)}),
               world.organizer)
            .value();
    const std::vector<std::string> expected = {"",
                                               "Đã điểm danh lúc 08:20 tại Cửa 1",
                                               "Đã điểm danh lúc 09:00 tại Cửa 1",
                                               "Sai điểm cầu. Mời sang Điểm cầu xa",
                                               "Không có đại biểu này trong sự kiện.",
                                               ""};
    ASSERT_EQ(answers.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(answers[i].why_not.value_or(Message{}).vi, expected[i]) << i;
        EXPECT_EQ(answers[i].is_recorded, expected[i].empty()) << i;
    }
    EXPECT_EQ(total().present, 3);
}

TEST_F(Supplements, SentAgainItCountsOnce) {
    const Supplement list = supplement({line(world.adult.delegate), line(world.party.delegate, 2)});
    for (int i = 0; i < 2; ++i) {
        for (const SupplementAnswer& answer : record(list, world.organizer).value())
            EXPECT_TRUE(answer.is_recorded) << i;
    }
    EXPECT_EQ(state_of(world.party).present, 2);
    Supplement other = list;
    other.lines[1].count = 3;
    const auto answers = record(other, world.organizer).value();
    EXPECT_EQ(answers[1].why_not.value().vi, "Mã lượt quét này đã được dùng.");
    EXPECT_EQ(state_of(world.party).present, 2);
}

TEST_F(Supplements, APartyIsCountedUpToItsSize) {
    EXPECT_TRUE(record(line(world.party.delegate, 3)).is_recorded);
    EXPECT_EQ(record(line(world.party.delegate, 2)).why_not.value().vi,
              "Đoàn chỉ còn 1 người chưa vào. Đề nghị đếm lại.");
    EXPECT_TRUE(record(line(world.party.delegate)).is_recorded);
    EXPECT_EQ(state_of(world.party).present, 4);
    EXPECT_FALSE(record(line(world.party.delegate)).is_recorded);
    EXPECT_TRUE(open_incidents().empty());
}

TEST_F(Supplements, WhoLeftTheListOrHasNoPassIsNotRecorded) {
    store.write([&](store::WriteTx& tx) {
        return usecase::revoke_pass(tx, world.organizer, world.adult.id, "mất thẻ").has_value();
    });
    at = now();
    EXPECT_EQ(record(world.adult).why_not.value().vi, "Thẻ đã bị thu hồi");
    store.write([&](store::WriteTx& tx) { put_on_lists(tx, world); });
    store.write([&](store::WriteTx& tx) {
        return usecase::withdraw(tx, world.organizer, world.second_adult.delegate, "bận")
            .has_value();
    });
    EXPECT_EQ(record(world.second_adult).why_not.value().vi,
              "Đã rút khỏi danh sách hoặc đã có người dự thay.");
}

TEST_F(Supplements, TimeAndGateMustBeOfTheEvent) {
    const auto fault = [&](const Supplement& list) {
        const auto answer = record(list, world.organizer);
        return answer
                   ? ""
                   : answer.error().faults().at(0).path + " " + answer.error().faults().at(0).code;
    };
    Supplement list = supplement({line(world.adult.delegate)});
    list.at = now() + 1;
    EXPECT_EQ(fault(list), "/at future");
    list.at = at + -day_ms;
    EXPECT_EQ(fault(list), "/at outside_hours");
    list.at = at;
    list.gate = qr::random_id<GateId>();
    EXPECT_EQ(fault(list), "/gate_id unknown_reference");
    const auto other = store.write([](store::WriteTx& tx) { return make_door_world(tx, "b"); });
    list.gate = other.door_1.device.gate;
    EXPECT_EQ(fault(list), "/gate_id unknown_reference");
    EXPECT_EQ(state_of(world.adult), AdmissionState{});
}

TEST_F(Supplements, OnlyWhoManagesTheEventMay) {
    const Supplement list = supplement({line(world.adult.delegate)});
    EXPECT_FALSE(record(list, world.door_1.actor()));
    const auto other = store.write([](store::WriteTx& tx) { return make_door_world(tx, "b"); });
    EXPECT_FALSE(record(list, other.organizer));
    EXPECT_EQ(state_of(world.adult), AdmissionState{});
}

TEST_F(Supplements, AMistakeIsTakenBackLikeAnyScanAndTheLogTellsOfBoth) {
    const SupplementLine one = line(world.adult.delegate);
    record(one);
    store.write([&](store::WriteTx& tx) {
        return usecase::record_organizer_undo(tx, world.organizer, world.event,
                                              qr::random_id<ScanId>(), one.scan)
            .has_value();
    });
    EXPECT_EQ(state_of(world.adult), AdmissionState{});
    EXPECT_TRUE(record(world.adult).is_recorded);
    const auto log = store.read([&](store::ReadTx& tx) {
        return usecase::list_audit(tx, {.event = world.event, .action = "delegate.supplement"});
    });
    ASSERT_EQ(log.size(), 2u);
    EXPECT_EQ(log[0].subject, to_text(world.adult.delegate));
    EXPECT_EQ(log[1].detail, "scan=" + to_text(one.scan) + " gate=" +
                                 to_text(world.door_1.device.gate) + " at=08:20 persons=1");
}

TEST_F(Supplements, APhoneThatComesLaterWithTheSamePersonIsAnIncidentNotASecondPerson) {
    const auto late = world.door_2.read_offline(at + minute_ms, digits_of(world.adult));
    record(world.adult);
    send(world.door_2, late);
    EXPECT_EQ(state_of(world.adult).present, 1);
    EXPECT_EQ(open_incidents(), std::vector<std::string>{"double_admission"});
}

/// As a phone's file has them: what was read, with the time it was read.
SupplementLine line_of(const usecase::SentScan& sent) {
    SupplementLine line;
    line.scan = sent.scan.id;
    line.text = sent.scan.text;
    line.at = Instant{sent.scan.wall_ms};
    return line;
}

TEST_F(Supplements, TheFileOfAPhoneIsReadByWhatThePhoneRead) {
    const Instant when = at + 5 * minute_ms;
    const auto lost = world.door_2.read_offline(when, digits_of(world.adult));
    const auto forged = world.door_2.read_offline(when, std::string(187, '1'));
    const auto foreign = store.write([](store::WriteTx& tx) { return make_door_world(tx, "b"); });
    const auto elsewhere = world.door_2.read_offline(when, digits_of(foreign.adult));
    SupplementLine by_pass = line_of(lost);
    by_pass.scan = qr::random_id<ScanId>();
    by_pass.text.clear();
    by_pass.pass = world.second_adult.id;
    SupplementLine too_early = line_of(world.door_2.read_offline(when, digits_of(world.party)));
    too_early.at = at + -day_ms;
    const auto answers =
        record(supplement({line_of(lost), line_of(forged), line_of(elsewhere), by_pass, too_early}),
               world.organizer)
            .value();
    EXPECT_TRUE(answers[0].is_recorded);
    EXPECT_EQ(answers[1].why_not.value().vi, "Không có thẻ này trong sự kiện.");
    EXPECT_EQ(answers[2].why_not.value().vi, "Không có thẻ này trong sự kiện.");
    EXPECT_TRUE(answers[3].is_recorded);
    EXPECT_EQ(answers[4].why_not.value().vi.find("Giờ vào phải trong giờ đón đại biểu, từ "), 0u);
    EXPECT_EQ(state_of(world.adult).first_in->at, when);
    EXPECT_EQ(total().present, 2);
    // The phone comes back after all.
    EXPECT_EQ(send(world.door_2, lost).stored, usecase::Storing::conflict);
    EXPECT_EQ(total().present, 2);
}

TEST_F(Supplements, OneImpossibleTimeOfAFileHoldsUpNoOther) {
    const auto lost = world.door_2.read_offline(at, digits_of(world.adult));
    auto early = line_of(world.door_2.read_offline(at, digits_of(world.second_adult)));
    early.at = at + -day_ms;
    auto file = supplement({early, line_of(lost)});
    file.at = *early.at;
    const auto answers = record(file, world.organizer).value();
    EXPECT_FALSE(answers[0].is_recorded);
    EXPECT_TRUE(answers[1].is_recorded);
}

TEST_F(Supplements, WhatThePhoneHandedInItselfIsRecordedAlready) {
    const auto sent = world.door_1.read_offline(at, digits_of(world.adult));
    send(world.door_1, sent);
    EXPECT_TRUE(record(line_of(sent)).is_recorded);
    SupplementLine other = line_of(sent);
    other.text = digits_of(world.second_adult);
    EXPECT_EQ(record(other).why_not.value().vi, "Mã lượt quét này đã được dùng.");
    EXPECT_EQ(total().present, 1);
}

TEST_F(Supplements, AnOlderIssueOfAPassThatStillCountsIsBelieved) {
    const auto lost = world.door_2.read_offline(at, digits_of(world.adult));
    store.write([&](store::WriteTx& tx) {
        return usecase::reissue_pass(tx, world.organizer, world.adult.id, "mất thẻ",
                                     world.master_key)
            .has_value();
    });
    EXPECT_TRUE(record(line_of(lost)).is_recorded);
}

TEST_F(Supplements, AStolenKeyCountsOnlyForTheIssueInTheList) {
    const auto current = world.door_2.read_offline(at, digits_of(world.second_adult));
    const auto older = world.door_2.read_offline(at, digits_of(world.adult));
    store.write([&](store::WriteTx& tx) {
        return usecase::reissue_pass(tx, world.organizer, world.adult.id, "mất thẻ",
                                     world.master_key)
                   .has_value() &&
               usecase::mark_key_compromised(tx, usecase::command_line_actor(), world.adult.kid,
                                             world.master_key)
                   .has_value();
    });
    EXPECT_TRUE(record(line_of(current)).is_recorded);
    EXPECT_EQ(record(line_of(older)).why_not.value().vi, "Không có thẻ này trong sự kiện.");
}

TEST_F(Supplements, WhatWasUndoneIsNotCalledRecorded) {
    const auto lost = world.door_2.read_offline(at, digits_of(world.adult));
    const SupplementLine line = line_of(lost);
    EXPECT_TRUE(record(line).is_recorded);
    store.write([&](store::WriteTx& tx) {
        return usecase::record_organizer_undo(tx, world.organizer, world.event,
                                              qr::random_id<ScanId>(), line.scan)
            .has_value();
    });
    const SupplementAnswer again = record(line);
    EXPECT_FALSE(again.is_recorded);
    EXPECT_EQ(again.why_not.value().vi.find("Lượt này đã bị huỷ."), 0u);
    EXPECT_TRUE(record(world.adult).is_recorded);
}

TEST_F(Supplements, WhoIsAddedToAPartyThatLeftIsCountedOnTop) {
    auto in = world.door_1.read(now(), digits_of(world.party));
    in.scan.escort_seen = true;
    in.scan.count = 3;
    send(world.door_1, in);
    store.clock().advance(minute_ms);
    auto out = world.door_1.read(now(), digits_of(world.party));
    out.scan.direction = Direction::out;
    out.scan.count = 3;
    send(world.door_1, out);
    store.clock().advance(minute_ms);
    at = now();
    EXPECT_EQ(record(line(world.party.delegate, 2)).why_not.value().vi,
              "Đoàn chỉ còn 1 người chưa vào. Đề nghị đếm lại.");
    EXPECT_TRUE(record(line(world.party.delegate)).is_recorded);
    EXPECT_EQ(state_of(world.party).present, 4);
    EXPECT_EQ(state_of(world.party).inside, 1);
}

TEST_F(Supplements, AGreenThatWasTrueThenCountsAfterARevocation) {
    store.write([&](store::WriteTx& tx) {
        return usecase::revoke_pass(tx, world.organizer, world.adult.id, "mất thẻ").has_value();
    });
    EXPECT_TRUE(record(world.adult).is_recorded);
    EXPECT_TRUE(open_incidents().empty());
    at = now();
    EXPECT_TRUE(record(world.second_adult).is_recorded);
}

TEST_F(Supplements, ATrialNamesWhomALineStandsForAndRecordsNobody) {
    const auto lost = world.door_2.read_offline(at, digits_of(world.adult));
    auto of_child = line_of(world.door_2.read_offline(at, digits_of(world.child)));
    auto trial = supplement({line_of(lost), of_child});
    trial.is_trial = true;
    const auto answers = record(trial, world.organizer).value();
    for (const SupplementAnswer& answer : answers) {
        EXPECT_FALSE(answer.is_recorded);
        EXPECT_FALSE(answer.why_not);
    }
    const auto person = [&](const Pass& pass) {
        return store.read(
            [&](store::ReadTx& tx) { return store::load_delegate(tx, pass.delegate)->person; });
    };
    EXPECT_EQ(answers[0].name, person(world.adult).full_name);
    EXPECT_EQ(answers[1].name, person(world.child).organization) << "no child's name";
    EXPECT_EQ(total().present, 0);
    record(line_of(lost));
    EXPECT_TRUE(record(trial, world.organizer).value()[0].is_recorded);
}

class SupplementGuests : public Supplements {
protected:
    Result<DelegateId> record(const usecase::SupplementGuest& guest, const Actor& actor) {
        return store.write([&](store::WriteTx& tx) {
            return usecase::record_guest(tx, actor, world.event, guest, world.master_key);
        });
    }
    usecase::SupplementGuest guest() {
        return {qr::random_id<ScanId>(),
                world.door_1.device.gate,
                at,
                {{}, "Phạm Thử Khách", "", "Hội Mẫu"}};
    }
};

TEST_F(SupplementGuests, IsRegisteredOnceAndCountedAsAGuest) {
    const auto one = guest();
    const auto first = record(one, world.organizer);
    ASSERT_TRUE(first) << first.error().message().en;
    EXPECT_EQ(record(one, world.organizer).value(), *first);
    EXPECT_EQ(total().walk_in, 1);
    EXPECT_EQ(total().present, 0);
    const auto made =
        store.read([&](store::ReadTx& tx) { return store::load_delegate(tx, *first); });
    EXPECT_TRUE(made->is_walk_in);
    EXPECT_EQ(made->site, world.main_site);
    const auto pass =
        store.read([&](store::ReadTx& tx) { return store::pass_of_delegate(tx, *first); });
    EXPECT_EQ(state_of(pass->pass).first_in->at, at);
}

TEST_F(SupplementGuests, IsRefusedLikeAnySupplementAndLeavesNobodyBehind) {
    auto one = guest();
    one.at = at + -day_ms;
    EXPECT_EQ(record(one, world.organizer).error().faults().at(0).path, "/at");
    one = guest();
    one.form.quota = world.children;
    EXPECT_EQ(record(one, world.organizer).error().faults().at(0).path, "/quota_id");
    one = guest();
    one.scan = {};
    EXPECT_EQ(record(one, world.organizer).error().faults().at(0).path, "/scan_id");
    EXPECT_FALSE(record(guest(), world.door_1.actor()));
    const auto sent = world.door_1.read(now(), digits_of(world.adult));
    send(world.door_1, sent);
    one = guest();
    one.scan = sent.scan.id;
    EXPECT_EQ(record(one, world.organizer).error().kind(), FailureKind::conflict);
    EXPECT_EQ(total().walk_in, 0);
}

TEST_F(Supplements, APhoneCannotSendSuchARecord) {
    auto sent = world.door_1.read(now(), "");
    sent.scan.kind = ScanKind::supplement;
    sent.scan.pass = world.adult.id;
    EXPECT_EQ(send(world.door_1, sent).reason, QuarantineReason::impossible);
    EXPECT_EQ(state_of(world.adult), AdmissionState{});
}

}  // namespace
}  // namespace kinhmoi::test
