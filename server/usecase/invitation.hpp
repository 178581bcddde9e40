// SPDX-License-Identifier: Apache-2.0
// What the owner of a code sees: no more than the badge shows, because people photograph badges.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// What a code with a good signature says.
struct PresentedPass {
    PassId id;
    std::uint8_t issue = 1;
    std::uint16_t kid = 0;
    bool operator==(const PresentedPass&) const = default;
};

struct InvitationContact {
    std::string name;  ///< "Đ/c Thượng tá Nguyễn Mẫu Liên"
    std::string position;
    std::string phone;  ///< E.164 or empty
    std::string purpose;
};
struct InvitationStream {
    std::string name;
    std::string url;
};

/// Add a field here only if the badge shows it too.
struct Invitation {
    std::string event_title;
    Instant starts_at;
    std::optional<Instant> ends_at;
    bool is_time_tentative = false;
    std::string time_zone;
    std::string site_name;
    std::string venue;
    std::string address;
    std::string notes;
    std::string seat;         ///< of one person; empty for a party
    std::string badge_label;  ///< of the group
    std::string label;        ///< see label_of_pass
    int party_size = 1;
    std::uint32_t short_number = 0;
    std::vector<InvitationContact> contacts;
    std::vector<InvitationStream> streams;  ///< those whose address is known
};

/// Whom a pass stands for, as its badge says: an adult's honorific, rank and full name; a party's
/// name; a child's school, never the child's name. Empty once the person is erased.
std::string label_of_pass(store::ReadTx& tx, const store::PassRow& row);

/// not_found: no such pass, or not one we issued; gone: an issue that stopped, or erased.
Result<store::PassRow> presented_pass(store::ReadTx& tx, const PresentedPass& presented);
Result<Invitation> invitation(store::ReadTx& tx, const PresentedPass& presented);

}  // namespace kinhmoi::usecase
