// SPDX-License-Identifier: Apache-2.0
// The directory of agencies that all events share.
#pragma once

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/agency.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/seen.hpp"

namespace kinhmoi::usecase {

inline constexpr Noun agency_noun{"cơ quan, đơn vị", "agency"};

Result<Agency> get_agency(store::ReadTx& tx, const AgencyId& id);
/// The id is made here. invalid (rules, unknown or circular references), conflict (code taken).
Result<Agency> create_agency(store::WriteTx& tx, const Actor& actor, Agency agency);
/// Replaces all but the id; a set's members are changed here too. conflict: agency_of_others.
/// changed: not as seen.
Result<Agency> update_agency(store::WriteTx& tx, const Actor& actor, const AgencyId& id,
                             Agency agency, const Seen<Agency>& seen = {});
/// An organizer may not rename what another organizer's event shows.
Failure agency_of_others();
/// conflict, saying what uses it, while something does. changed: not as seen.
Result<void> delete_agency(store::WriteTx& tx, const Actor& actor, const AgencyId& id,
                           const Seen<Agency>& seen = {});

}  // namespace kinhmoi::usecase
