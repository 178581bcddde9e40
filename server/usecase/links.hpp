// SPDX-License-Identifier: Apache-2.0
// Links that make accounts: who may hand out which, and what became of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "qr/secrets.hpp"
#include "server/store/rows/link_rows.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

constexpr std::int64_t link_default_age_ms = 14 * day_ms;
constexpr std::int64_t link_max_age_ms = 90 * day_ms;

struct NewLink {
    store::ActivationLink link;
    qr::Secret secret;  ///< shown once
    qr::Secret
        typed_code;  ///< "7K2M-Q4XD-9TRH-0BVN", shown once: for a letter, as good as the secret
};

struct StaffLinkForm {
    Role role = Role::organizer;   ///< administrator, organizer or reader
    std::optional<EventId> event;  ///< granted on activation; not for administrators
    std::string note;
    std::optional<Instant> expires_at;
};
Result<NewLink> create_staff_link(store::WriteTx& tx, const Actor& actor,
                                  const StaffLinkForm& form);

struct AccessLinkForm {
    AgencyId agency;  ///< must have a quota in the event
    std::string note;
    std::optional<Instant> expires_at;
};
/// For a clerk of the agency. Failure not_found unless the actor may manage the event.
Result<NewLink> create_access_link(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                   const AccessLinkForm& form);

/// A link with the names that its ids stand for; "" where there is none.
struct LinkView {
    store::ActivationLink link;
    std::string agency_name;
    std::string event_title;
    std::string created_by_name;
    std::string used_by_name;
};
/// Newest first.
std::vector<LinkView> list_staff_links(store::ReadTx& tx, const store::Page& page);
Result<std::vector<LinkView>> list_access_links(store::ReadTx& tx, const Actor& actor,
                                                const EventId& event, const store::Page& page);
std::string cursor_of(const LinkView& view);

Result<void> revoke_staff_link(store::WriteTx& tx, const Actor& actor, const LinkId& id);
Result<void> revoke_access_link(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                const LinkId& id);

enum class LinkState { sent, opened, used, revoked, expired };
inline constexpr LinkState all_link_states[] = {LinkState::sent, LinkState::opened, LinkState::used,
                                                LinkState::revoked, LinkState::expired};
const char* name_of(LinkState state);
std::optional<LinkState> parse_link_state(std::string_view text);
LinkState link_state(const store::ActivationLink& link, Instant now);

LinkView link_view(store::ReadTx& tx, store::ActivationLink link);

}  // namespace kinhmoi::usecase
