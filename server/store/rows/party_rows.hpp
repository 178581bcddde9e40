// SPDX-License-Identifier: Apache-2.0
// Parties (đoàn): children of one school with one leader.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/domain/delegate.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Party> load_party(ReadTx& tx, const PartyId& id);
std::optional<Party> party_of_key(ReadTx& tx, const QuotaId& quota, std::string_view party_key);
void insert_party(WriteTx& tx, const Party& party, std::string_view party_key);
/// Ordered by quota and name.
std::vector<Party> parties_of_event(ReadTx& tx, const EventId& event);
std::vector<Party> parties_of_quota(ReadTx& tx, const QuotaId& quota);
/// Members that hold a seat: the head count a door expects.
int seats_of_party(ReadTx& tx, const PartyId& party);
/// 1, 2, 3 … of a member among its party's members, in the order of the list; 0 without a party.
int number_in_party(ReadTx& tx, const DelegateId& delegate);

}  // namespace kinhmoi::store
