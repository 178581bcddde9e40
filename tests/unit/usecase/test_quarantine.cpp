// SPDX-License-Identifier: Apache-2.0
// Records that cannot be believed are kept with a reason, do nothing, and are never answered green.
#include <gtest/gtest.h>

#include <functional>

#include "qr/short_number.hpp"
#include "server/api/scan_json.hpp"
#include "tests/unit/usecase/scans_world.hpp"

namespace kinhmoi::test {
namespace {

using usecase::SentScan;
using usecase::Storing;

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
