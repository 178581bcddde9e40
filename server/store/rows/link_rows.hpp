// SPDX-License-Identifier: Apache-2.0
// One-time links and codes that make an account, found by the hash of their secret.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

struct ActivationLink {
    LinkId id;
    Role role = Role::clerk;
    std::optional<AgencyId> agency;  ///< of a clerk, required there
    std::optional<EventId> event;    ///< the event it was made for
    std::string note;
    Instant created_at;
    std::optional<AccountId> created_by;  ///< none: the command line
    Instant expires_at;
    std::optional<Instant> opened_at;  ///< somebody looked at what it is for
    std::optional<Instant> used_at;
    std::optional<AccountId> used_by;
    std::optional<Instant> revoked_at;
};

/// Unscoped: whoever holds the secret, or the typed code, may see what it is for.
std::optional<ActivationLink> find_link(ReadTx& tx, const SecretHash& secret);
std::optional<ActivationLink> load_link(ReadTx& tx, const LinkId& id);
/// Newest first. event: the clerks' links of that event; nothing: the links of all other roles.
std::vector<ActivationLink> load_links(ReadTx& tx, const std::optional<EventId>& event,
                                       const Page& page = {});
std::string cursor_of(const ActivationLink& link);

/// True when the agency is asked for somebody in the event.
bool has_quota(ReadTx& tx, const EventId& event, const AgencyId& agency);

/// typed: the hash of the code for hands, where the link has one beside its secret.
void insert(WriteTx& tx, const ActivationLink& link, const SecretHash& secret,
            const std::optional<SecretHash>& typed = {});
void mark_link_opened(WriteTx& tx, const LinkId& id, Instant at);
void mark_link_used(WriteTx& tx, const LinkId& id, const AccountId& by, Instant at);
void mark_link_revoked(WriteTx& tx, const LinkId& id, Instant at);
/// The unused administrator codes that the command line has printed.
void revoke_command_line_links(WriteTx& tx, Instant at);

}  // namespace kinhmoi::store
