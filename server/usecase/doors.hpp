// SPDX-License-Identifier: Apache-2.0
// Door phones: an organizer offers a code, a phone enrols with it once, says hello from time to
// time, and is revoked or runs out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/event.hpp"
#include "qr/secrets.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/scan_rows.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/sign_in.hpp"

namespace kinhmoi::usecase {

constexpr std::int64_t enrolment_code_ms = 10 * minute_ms;
/// A device's window, unless an organizer says otherwise: the doors' hours and this before and
/// after.
constexpr std::int64_t device_margin_ms = 12 * hour_ms;
/// After the event the phone forgets its list, once everything was handed in.
constexpr std::int64_t wipe_after_event_ms = 12 * hour_ms;

struct EnrolmentForm {
    GateId gate;
    std::string label;  ///< "Máy 3": never a person's name
    std::optional<Instant> valid_from;
    std::optional<Instant> valid_until;
};
struct EnrolmentOffer {
    qr::Secret code;  ///< "7K2M-Q4XD-9TRH-0BVN": shown once, used once
    Instant expires_at;
    Instant valid_from;
    Instant valid_until;
};
/// Failure not_found for an event out of scope, invalid for a gate of another event or a window
/// that ends before it begins.
Result<EnrolmentOffer> offer_enrolment(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                       const EnrolmentForm& form);

struct EnrolledDoor {
    qr::Secret token;  ///< "kmd_…": only its hash is kept
    DoorDevice device;
};
/// Failure gone for a code that is unknown, used or expired: one answer for all.
Result<EnrolledDoor> enrol(store::WriteTx& tx, std::string_view code,
                           const std::string& app_version);

struct DoorView {
    store::DeviceRow row;
    DeviceStanding standing = DeviceStanding::active;
    std::string site_name;
    std::string gate_name;
};
/// By label. Failure not_found for an event out of scope.
Result<std::vector<DoorView>> list_doors(store::ReadTx& tx, const Actor& actor,
                                         const EventId& event);
/// Its list is wiped at its next contact; what it hands in from now on is quarantined. Harmless
/// twice.
Result<void> revoke_door(store::WriteTx& tx, const Actor& actor, const DeviceId& id);

/// Who a device token stands for: a revoked device too, while it may hand in its backlog.
std::optional<Caller> find_door_caller(store::ReadTx& tx, const SecretHash& secret);

/// What a phone says of itself.
struct HelloForm {
    EpochId epoch;
    std::int64_t last_dseq = 0;     ///< the highest number it gave
    std::int64_t queue_length = 0;  ///< scans not yet handed in
    std::int64_t list_version = 0;
    std::optional<std::int64_t> list_age_s;
    std::int64_t offset_ms = 0;  ///< server minus phone, as it measured last
    std::int64_t drift_ms = 0;   ///< how much its wall clock moved against its steady one
    std::string app_version;
};
struct HelloAnswer {
    Instant now;
    DeviceStanding standing = DeviceStanding::active;
    bool must_wipe = false;  ///< forget the list now
    std::vector<store::SeqRange> missing;
    DoorWindow window;
    Instant valid_from;
    Instant valid_until;
    std::int64_t list_version = 0;  ///< the newest there is
};
Result<HelloAnswer> greet(store::WriteTx& tx, const Actor& actor, const HelloForm& form);

/// The device of a door's actor. Failure unauthenticated when it is gone.
Result<store::Door> door_of(store::ReadTx& tx, const Actor& actor);

}  // namespace kinhmoi::usecase
