// SPDX-License-Identifier: Apache-2.0
// Parties by school and leader.
#include "server/usecase/parties.hpp"

#include "server/store/rows/party_rows.hpp"

namespace kinhmoi::usecase {

std::optional<PartyId> party_of(store::WriteTx& tx, const ParticipantGroup& group,
                                const Delegate& delegate) {
    if (group.pass_mode != PassMode::party) return std::nullopt;
    const std::string key = party_key(delegate.person);
    if (const auto known = store::party_of_key(tx, delegate.quota, key)) return known->id;
    const Person& person = delegate.person;
    const Party party{tx.new_id<PartyId>(), delegate.event,     delegate.quota,
                      person.organization,  person.leader_name, person.leader_phone};
    store::insert_party(tx, party, key);
    return party.id;
}

}  // namespace kinhmoi::usecase
