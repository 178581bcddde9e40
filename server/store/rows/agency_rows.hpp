// SPDX-License-Identifier: Apache-2.0
// Agencies: the directory that all events share. Every account may read it, so no Actor is asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/agency.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Agency> load_agency(ReadTx& tx, const AgencyId& id);
std::optional<Agency> load_agency_by_code(ReadTx& tx, std::string_view code);
/// The name as on documents; "" for an unknown id.
std::string agency_name(ReadTx& tx, const AgencyId& id);
/// By name (locale vi). search: any part of code, name, short name or alias, accent-free; "" for
/// all.
std::vector<Agency> load_agencies(ReadTx& tx, std::string_view search, const Page& page = {});
std::string cursor_of(const Agency& agency);

void insert(WriteTx& tx, const Agency& agency);
void update(WriteTx& tx, const Agency& agency);
/// The agencies that an event's plan names.
std::vector<AgencyId> agencies_of_event(ReadTx& tx, const EventId& event);
/// Harmless if noted already; true if it was new.
bool note_agency_of_event(WriteTx& tx, const EventId& event, const AgencyId& agency);

/// Its set's membership goes with a set; anything else that uses it must be gone.
void erase(WriteTx& tx, const AgencyId& id);

/// True if an event that the actor may not see names the agency. Never for administrators.
bool is_agency_of_others(ReadTx& tx, const Actor& actor, const AgencyId& agency);

}  // namespace kinhmoi::store
