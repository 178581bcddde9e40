// SPDX-License-Identifier: Apache-2.0
// Who came in and was not counted: an organizer adds them afterwards, from the paper list of a
// door, from the file that a phone saved, or from the quarantine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "qr/secure_bytes.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/walk_ins.hpp"

namespace kinhmoi::usecase {

constexpr std::size_t supplement_lines_max = 500;

/// Exactly one of delegate, pass and text says who.
struct SupplementLine {
    ScanId scan;  ///< made by the sender, so that a line that is sent again counts once
    std::optional<DelegateId> delegate;
    std::optional<PassId> pass;
    std::string text;           ///< as a phone read it
    std::optional<Instant> at;  ///< none: as all others
    std::uint16_t count = 1;    ///< persons who came: above 1 only for a party
};
struct Supplement {
    GateId gate;
    Instant at;  ///< when they came, as near as anybody knows
    std::vector<SupplementLine> lines;
    bool is_trial = false;  ///< only says what would be
};

struct SupplementAnswer {
    ScanId scan;
    bool is_recorded = false;  ///< now, by an earlier copy of this line, or by the phone itself
    std::optional<Message> why_not;
    /// Whose pass it is: an adult, else the organization of a child or a party. "" when unknown.
    std::string name;
};
/// An answer a line, in their order: one that cannot count does not hold up the others. own_host:
/// as for record_scan. Failure not_found for an event out of scope, invalid for a gate of another
/// event or a time that has not come or is not among the doors' hours.
Result<std::vector<SupplementAnswer>> record_supplement(store::WriteTx& tx, const Actor& actor,
                                                        const EventId& event,
                                                        const Supplement& supplement,
                                                        std::string_view own_host);

/// Somebody on no list whom a door let in and wrote on paper.
struct SupplementGuest {
    ScanId scan;  ///< as of a SupplementLine: the same id registers one guest
    GateId gate;
    Instant at;
    WalkInForm form;
};
/// Who it is now. Failure as of record_supplement and register_guest; conflict for a scan id that
/// means something else.
Result<DelegateId> record_guest(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                const SupplementGuest& guest, const qr::MasterKey& master_key);

}  // namespace kinhmoi::usecase
