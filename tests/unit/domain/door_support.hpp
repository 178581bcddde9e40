// SPDX-License-Identifier: Apache-2.0
// Short ways to write passes, devices and scans for the tests of the door's rules.
#pragma once

#include <string>

#include "common/domain/admission.hpp"
#include "common/domain/decision.hpp"

namespace kinhmoi::door_test {

/// The moment that every test's time counts from: 2026-05-29T00:00:00Z.
constexpr Instant day_start{1'780'012'800'000};

/// An id of one repeated byte.
template <class IdType>
IdType id_of(int number) {
    IdType id;
    id.bytes.fill(static_cast<std::uint8_t>(number));
    return id;
}

/// A scan id that says its number in the last two bytes.
inline ScanId scan_id(int number) {
    ScanId id;
    id.bytes[0] = 0x5c;
    id.bytes[14] = static_cast<std::uint8_t>(number >> 8);
    id.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

inline Pass single_pass() {
    Pass pass;
    pass.id = id_of<PassId>(0xa1);
    pass.event = id_of<EventId>(0xe1);
    pass.site = id_of<SiteId>(0x51);
    return pass;
}

inline Pass party_pass(int size) {
    auto pass = single_pass();
    pass.id = id_of<PassId>(0xa2);
    pass.party_size = static_cast<std::uint16_t>(size);
    return pass;
}

inline DoorDevice door_device(int number) {
    DoorDevice device;
    device.id = id_of<DeviceId>(number);
    device.event = id_of<EventId>(0xe1);
    device.site = id_of<SiteId>(0x51);
    device.gate = id_of<GateId>(number);
    device.epoch = id_of<EpochId>(number);
    device.enrolled_at = day_start + -day_ms;
    device.valid_from = day_start + -hour_ms;
    device.valid_until = day_start + 12 * hour_ms;
    return device;
}

/// Builds one stored scan, shown green offline unless said otherwise. Times count from day_start.
class ScanBuilder {
public:
    ScanBuilder(const Pass& pass, int number, int device, std::int64_t at_ms) {
        auto& scan = stored_.scan;
        scan.id = scan_id(number);
        scan.device = id_of<DeviceId>(device);
        scan.epoch = id_of<EpochId>(device);
        scan.gate = id_of<GateId>(device);
        scan.dseq = number;
        scan.pass = pass.id;
        scan.issue = pass.issue;
        scan.wall_ms = (day_start + at_ms).ms;
        scan.mode = ScanMode::offline;
        scan.local_verdict = Verdict::admitted;
        stored_.effective_at = day_start + at_ms;
        stored_.received_at = day_start + at_ms + hour_ms;
    }
    ScanBuilder& out() {
        stored_.scan.direction = Direction::out;
        return shown(Verdict::left);
    }
    ScanBuilder& shown(Verdict verdict) {
        stored_.scan.local_verdict = verdict;
        return *this;
    }
    ScanBuilder& online(Verdict verdict) {
        stored_.scan.mode = ScanMode::online;
        stored_.scan.local_verdict.reset();
        stored_.verdict = verdict;
        return *this;
    }
    ScanBuilder& count(int persons) {
        stored_.scan.count = static_cast<std::uint16_t>(persons);
        return *this;
    }
    ScanBuilder& issue(int number) {
        stored_.scan.issue = static_cast<std::uint8_t>(number);
        return *this;
    }
    ScanBuilder& dseq(int number) {
        stored_.scan.dseq = number;
        return *this;
    }
    ScanBuilder& against(Verdict refused) {
        stored_.scan.overridden = Override{refused, "Khách mời của ban tổ chức"};
        return *this;
    }
    ScanBuilder& undoes(int target) {
        stored_.scan.kind = ScanKind::undo;
        stored_.scan.undoes = scan_id(target);
        return shown(Verdict::undone);
    }
    ScanBuilder& by_organizer() {
        stored_.scan.by_organizer = true;
        stored_.scan.device = {};
        stored_.scan.epoch = {};
        stored_.scan.dseq = 0;
        return *this;
    }
    ScanBuilder& walk_in() {
        stored_.scan.kind = ScanKind::walk_in;
        stored_.scan.issue = 0;
        return *this;
    }
    ScanBuilder& quarantined(QuarantineReason reason) {
        stored_.quarantine = reason;
        return *this;
    }
    operator StoredScan() const { return stored_; }
    const Scan& scan() const { return stored_.scan; }

private:
    StoredScan stored_;
};

}  // namespace kinhmoi::door_test
