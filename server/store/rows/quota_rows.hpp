// SPDX-License-Identifier: Apache-2.0
// Quotas (chỉ tiêu). find_…, list_…: scoped by the actor, a clerk sees only its own agency's;
// load_…: unscoped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/quota.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/rows/place_filter.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Quota> find_quota(ReadTx& tx, const Actor& actor, const QuotaId& id);
/// In the protocol order of their groups.
std::vector<Quota> list_quotas(ReadTx& tx, const Actor& actor, const PlaceFilter& filter,
                               const Page& page = {});
std::string cursor_of(const Quota& quota);

std::optional<Quota> load_quota(ReadTx& tx, const QuotaId& id);
std::vector<Quota> load_quotas(ReadTx& tx, const EventId& event);
/// The one quota of an agency for a group at a site.
std::optional<QuotaId> quota_of(ReadTx& tx, const SiteId& site, const GroupId& group,
                                const AgencyId& agency);
/// True once a delegate list was begun for it: from then on its place may not change.
bool has_list(ReadTx& tx, const QuotaId& id);

void insert(WriteTx& tx, const Quota& quota);
void update(WriteTx& tx, const Quota& quota);
void erase(WriteTx& tx, const QuotaId& id);

}  // namespace kinhmoi::store
