// SPDX-License-Identifier: Apache-2.0
// What a door phone keeps: the list of passes and what changed since. It holds what the person at
// the door needs and nothing else: no phone number, no child's name, no consent; of passes of other
// sites only what it takes to send people there.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/delegate.hpp"
#include "common/domain/event.hpp"
#include "common/domain/quota.hpp"
#include "common/domain/site.hpp"
#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/usecase/keys.hpp"

namespace kinhmoi::usecase {

/// What stands around the doors of an event, as one device needs it.
struct DoorSetting {
    Event event;
    DoorDevice device;
    std::vector<Site> sites;
    std::vector<Gate> gates;
    std::vector<KeyView> keys;
    struct QuotaChoice {
        QuotaId id;
        std::string label;  ///< group label and agency
    };
    std::vector<QuotaChoice> walk_in_quotas;  ///< of the device's site, none of children
};
Result<DoorSetting> door_setting(store::ReadTx& tx, const DoorDevice& device);

/// Persons inside and who came, of one pass.
struct DoorAdmission {
    PassId pass;
    int inside = 0;
    int present = 0;
    int visits = 0;
    std::optional<Instant> first_in_at;
    std::optional<GateId> first_in_gate;
};

struct DoorPass {
    PassId id;
    int issue = 1;
    int min_issue = 0;
    SiteId site;
    /// Only for passes of the device's own site.
    struct Holder {
        std::string label;  ///< "Nguyễn V. An", or a delegation and a number
        std::string group_label;
        std::string agency;
        std::string seat;
        std::string note;  ///< "" for most
        bool is_minor = false;
        int party_size = 1;
        std::uint32_t short_number = 0;
        DelegateStatus status = DelegateStatus::approved;
        DoorAdmission admission;
    };
    std::optional<Holder> holder;
};

/// The running hash of a snapshot: SHA-256 over the hash so far (32 zero bytes at first) and, for
/// each row of the page, its line "<pass_id> <issue> <min_issue> <site_id>\n".
using ListHash = std::array<std::uint8_t, 32>;

struct DoorSnapshotPage {
    std::int64_t version = 0;            ///< ask for changes since this when the last page is in
    std::optional<DoorSetting> setting;  ///< on the first page
    std::vector<DoorPass> passes;
    std::string next_cursor;  ///< "" on the last page
    ListHash hash{};          ///< over all pages up to this one
    std::int64_t count = 0;   ///< rows in all pages up to this one
};
/// cursor: "" for the first page. Failure forbidden unless the device is active, invalid for a
/// cursor that is none.
Result<DoorSnapshotPage> door_snapshot(store::ReadTx& tx, const Actor& actor,
                                       std::string_view cursor, int limit);

struct DoorChanges {
    bool is_too_old = false;  ///< take a snapshot: nothing else is filled but version
    std::int64_t version = 0;
    bool has_more = false;
    struct Stopped {
        PassId pass;
        int min_issue = 0;
    };
    std::vector<Stopped> revocations;
    std::optional<DoorSetting> setting;  ///< when keys, times, gates or policies changed
    std::vector<DoorPass> passes;
    std::vector<DoorAdmission> admissions;      ///< of passes of the own site
    std::vector<store::IncidentRow> incidents;  ///< that concern this device
};
Result<DoorChanges> door_changes(store::ReadTx& tx, const Actor& actor, std::int64_t since,
                                 int limit);

}  // namespace kinhmoi::usecase
