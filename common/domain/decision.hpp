// SPDX-License-Identifier: Apache-2.0
// What a door is told about one scan. Pure: the server runs it for online scans, the phone's
// TypeScript twin for its own; tests/vectors/door/decide.json holds them together.
#pragma once

#include <optional>
#include <string>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "common/domain/admission.hpp"
#include "common/domain/delegate.hpp"
#include "common/domain/device.hpp"
#include "common/domain/event.hpp"
#include "common/domain/pass.hpp"
#include "common/domain/scan.hpp"

namespace kinhmoi {

/// What the list knows of a pass.
struct PassFacts {
    Pass pass;
    DelegateStatus status = DelegateStatus::approved;
};

/// Where and when a device stands.
struct DoorContext {
    DoorDevice device;
    DoorWindow window;
    bool allows_reentry = false;  ///< exits are recorded, and who left may come back
};

/// One scan and all that is known about it.
struct Reading {
    Scan scan;
    CodeOutcome code = CodeOutcome::not_a_pass;
    std::optional<PassFacts> pass;
    AdmissionState state;
    Instant at;                  ///< effective time of the scan
    bool clock_suspect = false;  ///< then nobody is refused because of the time
};

/// Why a person must look (verdict check).
enum class CheckReason {
    none,
    not_in_list,        ///< well signed, but not in the list
    newer_issue,        ///< an issue the list does not know yet
    not_approved,       ///< the delegate list is not approved
    escort,             ///< a child: is the adult here?
    party_room,         ///< more than the party has left; see Decision::room
    exit_not_recorded,  ///< this event records no exits
    not_yours_to_undo,
};
const char* name_of(CheckReason reason);
std::optional<CheckReason> parse_check_reason(std::string_view text);

struct Decision {
    Verdict verdict = Verdict::unknown;
    CheckReason check = CheckReason::none;
    std::optional<Verdict> overridden;  ///< admitted against this verdict
    std::optional<Movement> first_in;   ///< for already_in and repeat: when and where
    std::optional<SiteId> right_site;   ///< for wrong_site: "Mời sang …"
    int room = 0;                       ///< for a party: how many may still come in

    /// Green: admitted, left or undone.
    bool accepted() const;
    bool operator==(const Decision&) const = default;
};

/// For readings and walk-ins. A known scan id must be answered from the store, not here.
Decision decide(const DoorContext& door, const Reading& reading);
/// For somebody who is past the door already, as a paper list or a phone's file says: asked is only
/// whether the pass counted then and at this site, and whether somebody of it has not been counted
/// yet (of a party room says how many). No CheckReason::escort: the door has seen to that.
Decision decide_supplement(const DoorContext& door, const Reading& line);
/// For undo records; an undo whose target has not arrived is accepted.
Decision decide_undo(const Scan& undo, const std::optional<Scan>& target);

/// Names for the sentence, as the caller's zone and tables give them; empty ones are left out.
struct DecisionNames {
    std::string first_in_time;  ///< "10:41"
    std::string first_in_gate;  ///< "Cửa 2"
    std::string right_site;
};
/// What the door shows, in one sentence.
Message decision_message(const Decision& decision, const DecisionNames& names);

}  // namespace kinhmoi
