// SPDX-License-Identifier: Apache-2.0
// Delegates: one, many by page, by search; duplicates and counts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/delegate.hpp"
#include "common/domain/pass.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// Nothing for a delegate that is out of the actor's scope.
std::optional<Delegate> find_delegate(ReadTx& tx, const Actor& actor, const DelegateId& id);
/// Unscoped: for delegates that were reached through something the actor may see.
std::optional<Delegate> load_delegate(ReadTx& tx, const DelegateId& id);
/// Computes the search, sort and identity keys of the person.
void insert_delegate(WriteTx& tx, const Delegate& delegate);
/// Everything but id, event and created_at; keys are computed again.
void update_delegate(WriteTx& tx, const Delegate& delegate);
void delete_delegate(WriteTx& tx, const DelegateId& id);

/// All statuses, in the order of the list.
std::vector<Delegate> delegates_of_list(ReadTx& tx, const ListId& list);
/// All statuses, in the order of the list.
std::vector<Delegate> delegates_of_quota(ReadTx& tx, const QuotaId& quota);
/// All statuses, in the order of the list.
std::vector<Delegate> delegates_of_party(ReadTx& tx, const PartyId& party);

enum class DelegateSort {
    given_name,  ///< by the last word of the name, CLDR vi
    protocol     ///< by the group's ordinal, the quota, the list's order
};
std::optional<DelegateSort> parse_delegate_sort(std::string_view text);

struct DelegateFilter {
    EventId event;
    std::string search;  ///< any part of name or organization, accents ignored; empty: all
    std::optional<SiteId> site;
    std::optional<GroupId> group;
    std::optional<AgencyId> agency;
    std::optional<DelegateStatus> status;
    std::optional<ListId> list;
    std::optional<PartyId> party;
    std::optional<bool> is_walk_in;
    std::optional<bool> is_present;  ///< by the own pass or the party's; of a part of a party, both
    std::optional<PassStanding> pass;  ///< only of who holds a seat
    bool live_only = false;            ///< nominated or holding a seat
    DelegateSort sort = DelegateSort::given_name;
};
/// At most limit delegates after the given one (keyset paging; no names in a cursor).
std::vector<Delegate> delegates_where(ReadTx& tx, const DelegateFilter& filter,
                                      const std::optional<DelegateId>& after, int limit);

/// Live delegates that seem to be one person, two or more of each; of one agency, or across all.
std::vector<std::vector<Delegate>> duplicate_delegates(ReadTx& tx, const EventId& event,
                                                       const std::optional<AgencyId>& agency);

/// Delegates by site, group and agency. Statuses exclude each other and exclude walk-ins.
struct DelegateCounts {
    SiteId site;
    GroupId group;
    AgencyId agency;
    int nominated = 0;  ///< waiting for the organizer's yes
    int approved = 0;
    int invited = 0;
    int accepted = 0;
    int declined = 0;
    int substituted = 0;
    int cancelled = 0;
    int excused = 0;  ///< of those who hold a seat: said they do not come, or why they do not
    int walk_ins = 0;
};
/// Ordered by site, group and agency id; of one agency, or of all.
std::vector<DelegateCounts> count_delegates(ReadTx& tx, const EventId& event,
                                            const std::optional<AgencyId>& agency);
/// The same sums for one quota.
DelegateCounts count_of_quota(ReadTx& tx, const QuotaId& quota);

}  // namespace kinhmoi::store
