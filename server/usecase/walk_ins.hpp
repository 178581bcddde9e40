// SPDX-License-Identifier: Apache-2.0
// The walk-in desk: somebody who stands on no list is registered, given a pass and let in at once.
#pragma once

#include <optional>
#include <string>

#include "common/base/result.hpp"
#include "qr/secure_bytes.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/usecase/scans.hpp"

namespace kinhmoi::usecase {

/// The group that guests without a quota belong to; made when the first of them comes.
constexpr const char* guest_group_code = "khach";

struct WalkInForm {
    std::optional<QuotaId> quota;  ///< of the device's site; none: a guest ("khách")
    std::string full_name;
    std::string position;
    std::string organization;
};
/// Registers somebody who stands on no list, as a guest of the device's event at its site, and
/// makes the pass; lets nobody in. Failure invalid for a quota of another site or of children,
/// conflict when nobody is named whom guests count for.
Result<store::PassRow> register_guest(store::WriteTx& tx, const Actor& actor,
                                      const DoorDevice& device, const WalkInForm& form,
                                      const qr::MasterKey& master_key);

struct WalkIn {
    ScanAnswer answer;
    std::optional<store::PassRow> pass;  ///< none when the scan went to the quarantine
    std::string label;                   ///< as the doors show the person; "" without a pass
};
/// sent: the scan of kind walk_in; its pass is set here. The same scan id again gives the same pass
/// and answer. A scan that may not stand (gate, epoch, number, hours) registers nobody: it is
/// quarantined, and the answer says what is wrong. Failure, and nothing is kept: as of
/// register_guest.
Result<WalkIn> register_walk_in(store::WriteTx& tx, const Actor& actor, const WalkInForm& form,
                                SentScan sent, const qr::MasterKey& master_key,
                                std::string_view own_host);

}  // namespace kinhmoi::usecase
