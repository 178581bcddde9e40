// SPDX-License-Identifier: Apache-2.0
// Times of scans, the quarantine, copies, and what a door showed.
#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "tests/unit/domain/door_support.hpp"

namespace kinhmoi::test_scan {
namespace {

using namespace door_test;

TEST(EffectiveTime, IsClampedBetweenThePreviousScanAndTheReceipt) {
    constexpr std::int64_t low = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t high = std::numeric_limits<std::int64_t>::max();
    const struct {
        const char* name;
        std::int64_t wall, offset, floor, enrolled, received, effective;
    } cases[] = {
        {"wall and offset", 5'000, 300, 0, 0, 9'000, 5'300},
        {"not before the previous", 5'000, -300, 4'800, 0, 9'000, 4'800},
        {"not before the enrolment", 5'000, 0, 0, 6'000, 9'000, 6'000},
        {"not after the receipt", 5'000, 8'000, 0, 0, 9'000, 9'000},
        {"the receipt wins over the previous", 5'000, 0, 10'000, 0, 9'000, 9'000},
        {"nonsense does not overflow", high, high, 0, 0, 9'000, 9'000},
        {"nonsense the other way", low, low, 0, 0, 9'000, 0},
    };
    for (const auto& c : cases) {
        Scan scan;
        scan.wall_ms = c.wall;
        scan.offset_ms = c.offset;
        scan.floor_ms = c.floor;
        EXPECT_EQ(effective_time(scan, {c.enrolled}, {c.received}).ms, c.effective) << c.name;
    }
}

TEST(ClockSuspect, TwoMinutesOffOrFiveSecondsDrift) {
    EXPECT_FALSE(is_clock_suspect(120'000, 5'000));
    EXPECT_FALSE(is_clock_suspect(-120'000, -5'000));
    EXPECT_TRUE(is_clock_suspect(120'001, 0));
    EXPECT_TRUE(is_clock_suspect(-120'001, 0));
    EXPECT_TRUE(is_clock_suspect(0, 5'001));
    EXPECT_TRUE(is_clock_suspect(0, -5'001));
}

TEST(ClockDrift, ComparesTheWallWithTheSteadyClock) {
    EXPECT_EQ(clock_drift_ms({1'000, 50}, {4'000, 3'050}), 0);
    EXPECT_EQ(clock_drift_ms({1'000, 50}, {10'000, 3'050}), 6'000);
    EXPECT_EQ(clock_drift_ms({10'000, 50}, {4'000, 3'050}), -9'000);
    EXPECT_EQ(clock_drift_ms({1'000, 5'000}, {99'000, 10}), 0) << "the page was opened again";
}

TEST(ShownVerdict, IsTheServersOnlyWhenOnline) {
    const auto pass = single_pass();
    StoredScan online = ScanBuilder(pass, 1, 1, 0).online(Verdict::already_in);
    online.scan.local_verdict = Verdict::admitted;
    EXPECT_EQ(shown_verdict(online), Verdict::already_in);
    StoredScan offline = ScanBuilder(pass, 1, 1, 0).shown(Verdict::closed);
    offline.verdict = Verdict::admitted;
    EXPECT_EQ(shown_verdict(offline), Verdict::closed);
    offline.scan.mode = ScanMode::timeout;
    EXPECT_EQ(shown_verdict(offline), Verdict::closed);
    offline.scan.overridden = Override{Verdict::closed, "lý do"};
    EXPECT_EQ(shown_verdict(offline), Verdict::admitted);
}

struct Row {
    const char* name;
    std::function<void(Scan&, std::optional<DoorDevice>&)> spoil;
    std::optional<QuarantineReason> reason;
    CodeOutcome code = CodeOutcome::valid;
    bool pass_known = true;
};

void nothing(Scan&, std::optional<DoorDevice>&) {}

void expect_rows(std::span<const Row> rows) {
    for (const auto& row : rows) {
        Scan scan = ScanBuilder(single_pass(), 1, 1, 0).scan();
        std::optional<DoorDevice> device = door_device(1);
        row.spoil(scan, device);
        const Instant received = day_start + hour_ms;
        const Instant enrolled = device ? device->enrolled_at : Instant{};
        const auto effective = effective_time(scan, enrolled, received);
        EXPECT_EQ(quarantine_reason(scan, row.code, row.pass_known, device, effective, received),
                  row.reason)
            << row.name;
    }
}

using Device = std::optional<DoorDevice>;

TEST(Quarantine, CodesAndDevices) {
    const Row rows[] = {
        {"a good scan", nothing, std::nullopt},
        {"a stolen key is the verdict's matter", nothing, std::nullopt,
         CodeOutcome::compromised_key},
        {"typed", nothing, std::nullopt, CodeOutcome::short_number},
        {"bad code", nothing, QuarantineReason::bad_code, CodeOutcome::bad_code},
        {"foreign text", nothing, QuarantineReason::not_a_pass, CodeOutcome::not_a_pass},
        {"document", nothing, QuarantineReason::document_code, CodeOutcome::document_code},
        {"foreign event", nothing, QuarantineReason::foreign_event, CodeOutcome::wrong_event},
        {"no such pass", nothing, QuarantineReason::unknown_pass, CodeOutcome::valid, false},
        {"a walk-in has no code", [](Scan& s, Device&) { s.kind = ScanKind::walk_in; },
         std::nullopt, CodeOutcome::not_a_pass},
        {"another epoch", [](Scan& s, Device&) { s.epoch = id_of<EpochId>(9); },
         QuarantineReason::wrong_epoch},
        {"revoked at the receipt", [](Scan&, Device& d) { d->revoked_at = day_start + hour_ms; },
         QuarantineReason::revoked_device},
        {"revoked later", [](Scan&, Device& d) { d->revoked_at = day_start + hour_ms + 1; },
         std::nullopt},
        {"before its window", [](Scan&, Device& d) { d->valid_from = day_start + 1; },
         QuarantineReason::outside_window},
        {"after its window", [](Scan&, Device& d) { d->valid_until = day_start + -1; },
         QuarantineReason::outside_window},
        {"a wrong clock cannot say",
         [](Scan& s, Device& d) {
             d->valid_from = day_start + 1;
             s.wall_ms += 10 * minute_ms;
             s.offset_ms = -10 * minute_ms;
         },
         std::nullopt},
    };
    expect_rows(rows);
}

TEST(Quarantine, ImpossibleFields) {
    const auto impossible = QuarantineReason::impossible;
    const Row rows[] = {
        {"no id", [](Scan& s, Device&) { s.id = {}; }, impossible},
        {"another device", [](Scan& s, Device&) { s.device = id_of<DeviceId>(9); }, impossible},
        {"no number", [](Scan& s, Device&) { s.dseq = 0; }, impossible},
        {"a door adds nobody afterwards", [](Scan& s, Device&) { s.kind = ScanKind::supplement; },
         impossible},
        {"a door is no organizer", [](Scan& s, Device&) { s.by_organizer = true; }, impossible},
        {"an organizer has no device",
         [](Scan& s, Device& d) {
             d.reset();
             s.by_organizer = true;
         },
         impossible},
        {"an organizer",
         [](Scan& s, Device& d) {
             d.reset();
             s.by_organizer = true;
             s.device = {};
             s.epoch = {};
             s.dseq = 0;
         },
         std::nullopt},
        {"512 bytes", [](Scan& s, Device&) { s.text.assign(512, 'x'); }, std::nullopt},
        {"513 bytes", [](Scan& s, Device&) { s.text.assign(513, 'x'); }, impossible},
        {"nobody", [](Scan& s, Device&) { s.count = 0; }, impossible},
        {"a crowd", [](Scan& s, Device&) { s.count = 10'001; }, impossible},
        {"before 1970", [](Scan& s, Device&) { s.wall_ms = -1; }, impossible},
        {"beyond all dates", [](Scan& s, Device&) { s.floor_ms = 8'640'000'000'000'001; },
         impossible},
        {"an undo of nothing", [](Scan& s, Device&) { s.kind = ScanKind::undo; }, impossible},
        {"an undo of itself",
         [](Scan& s, Device&) {
             s.kind = ScanKind::undo;
             s.undoes = s.id;
         },
         impossible},
        {"a reading that undoes", [](Scan& s, Device&) { s.undoes = scan_id(2); }, impossible},
        {"an undo without a pass",
         [](Scan& s, Device&) {
             s.kind = ScanKind::undo;
             s.undoes = scan_id(2);
             s.pass.reset();
         },
         impossible},
        {"offline without a verdict", [](Scan& s, Device&) { s.local_verdict.reset(); },
         impossible},
        {"override without a reason",
         [](Scan& s, Device&) {
             s.overridden = Override{Verdict::check, ""};
         },
         impossible},
        {"override of what names no pass",
         [](Scan& s, Device&) {
             s.overridden = Override{Verdict::not_a_pass, "lý do"};
         },
         impossible},
        {"override of an exit",
         [](Scan& s, Device&) {
             s.direction = Direction::out;
             s.overridden = Override{Verdict::check, "lý do"};
         },
         impossible},
    };
    expect_rows(rows);
}

TEST(Copies, TheModeAndLocalVerdictOfATimeoutCorrectTheOnlineCopy) {
    const StoredScan online = ScanBuilder(single_pass(), 1, 1, 0).online(Verdict::already_in);
    const Scan timeout = [&] {
        Scan scan = online.scan;
        scan.mode = ScanMode::timeout;
        scan.local_verdict = Verdict::admitted;
        return scan;
    }();
    EXPECT_EQ(compare_copies(online.scan, online.scan), ScanCopy::same);
    EXPECT_EQ(compare_copies(online.scan, timeout), ScanCopy::corrects);
    EXPECT_EQ(compare_copies(timeout, online.scan), ScanCopy::same) << "late: changes nothing";
    EXPECT_EQ(corrected(online.scan, timeout), timeout);
    Scan other = timeout;
    other.dseq = 2;
    EXPECT_EQ(compare_copies(timeout, other), ScanCopy::conflicts);
}

TEST(ScanNames, ReadBack) {
    for (int i = 0; i <= static_cast<int>(QuarantineReason::conflicting_copy); ++i) {
        const auto value = static_cast<QuarantineReason>(i);
        EXPECT_EQ(parse_quarantine_reason(name_of(value)), value);
    }
    for (int i = 0; i <= static_cast<int>(CodeOutcome::document_code); ++i) {
        const auto value = static_cast<CodeOutcome>(i);
        EXPECT_EQ(parse_code_outcome(name_of(value)), value);
    }
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(parse_scan_kind(name_of(static_cast<ScanKind>(i))), static_cast<ScanKind>(i));
        EXPECT_EQ(parse_scan_mode(name_of(static_cast<ScanMode>(i))), static_cast<ScanMode>(i));
    }
    EXPECT_EQ(parse_direction("in"), Direction::in);
    EXPECT_EQ(parse_direction("out"), Direction::out);
    EXPECT_FALSE(parse_direction("IN"));
    EXPECT_FALSE(parse_verdict(""));
}

}  // namespace
}  // namespace kinhmoi::test_scan
