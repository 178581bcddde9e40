// SPDX-License-Identifier: Apache-2.0
// One ceremony with one of everything an id can name, and people to ask for it. Two worlds are
// foreign to each other.
#pragma once

#include <string>

#include "common/base/ids.hpp"
#include "common/domain/account.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::test {

struct World {
    EventId event;
    AgencyId agency;  ///< has the quota
    ProgramId program;
    SiteId site;
    GateId gate;
    GroupId group;
    QuotaId quota;
    ListId list;
    DelegateId delegate;
    LateChangeId late_change;
    ExtensionId extension;
    ContactId contact;
    TaskId task;
    DocumentId document;
    StreamId stream;
    PassId pass;
    DeviceId device;
    std::string device_secret;  ///< "kmd_…"
    IncidentId incident;
};

/// tag: short lower-case ASCII, another one for each world of a store.
World make_world(store::WriteTx& tx, const std::string& tag);

/// Another agency in the event of a world, with its own quota, list, delegate and pass; the rest is
/// the world's.
World add_agency(store::WriteTx& tx, const World& world, const std::string& tag);

/// An account that exists and has no usable password. A clerk without events is granted those in
/// which the agency has a quota by now.
AccountId make_account(store::WriteTx& tx, const std::string& username, Role role,
                       const std::optional<AgencyId>& agency = {},
                       const std::vector<EventId>& events = {});
/// The actor of an account, as a request of it would have.
Actor actor_of(store::ReadTx& tx, const AccountId& account);

}  // namespace kinhmoi::test
