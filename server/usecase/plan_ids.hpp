// SPDX-License-Identifier: Apache-2.0
// Which ids each part of a plan holds, and giving them other ones.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "server/usecase/plan.hpp"

namespace kinhmoi::usecase {

/// From the ids of a plan to those of the store. Ids of one plan differ across kinds too.
class IdMap {
public:
    template <class Id>
    void put(const Id& from, const Id& to) {
        map_[from.bytes] = to.bytes;
    }

    template <class Tag>
    void operator()(Uuid<Tag>& id) const {
        id.bytes = map_.at(id.bytes);
    }
    template <class Id>
    void operator()(std::optional<Id>& id) const {
        if (id) (*this)(*id);
    }
    template <class Id>
    void operator()(std::vector<Id>& ids) const {
        for (Id& id : ids) (*this)(id);
    }

private:
    using Bytes = std::array<std::uint8_t, 16>;
    std::map<Bytes, Bytes> map_;
};

/// Calls visit for every id but that of the event.
template <class Visit>
void each_id(Event& event, const Visit& visit) {
    visit(event.program);
    visit(event.host_agency);
    visit(event.lead_agency);
    visit(event.reception_agency);
    visit(event.receiving_agency);
    visit(event.receiving_unit);
}
template <class Visit>
void each_id(Agency& agency, const Visit& visit) {
    visit(agency.id);
    visit(agency.parent);
    visit(agency.members);
}
template <class Visit>
void each_id(Site& site, const Visit& visit) {
    visit(site.id);
    visit(site.relays_from);
    visit(site.chair_group);
}
template <class Visit>
void each_id(Gate& gate, const Visit& visit) {
    visit(gate.id);
    visit(gate.site);
}
template <class Visit>
void each_id(ParticipantGroup& group, const Visit& visit) {
    visit(group.id);
    visit(group.principal_inviter);
    visit(group.member_agencies);
}
template <class Visit>
void each_id(Quota& quota, const Visit& visit) {
    visit(quota.site);
    visit(quota.group);
    visit(quota.agency);
}
template <class Visit>
void each_id(Contact& contact, const Visit& visit) {
    visit(contact.id);
    visit(contact.agency);
}
template <class Visit>
void each_id(Task& task, const Visit& visit) {
    visit(task.id);
    visit(task.agency);
    visit(task.cooperating_agencies);
}
template <class Visit>
void each_id(Document& document, const Visit& visit) {
    visit(document.id);
    visit(document.issuer);
}
template <class Visit>
void each_id(Livestream& stream, const Visit& visit) {
    visit(stream.id);
}

}  // namespace kinhmoi::usecase
