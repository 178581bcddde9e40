// SPDX-License-Identifier: Apache-2.0
// Delegate lists: their heads, the rows of the draft (version 0) and of every submitted version.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/delegate_list.hpp"
#include "server/store/rows/place_filter.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

/// A quota has exactly one list, and it goes by the same 16 bytes. Nothing is stored until the
/// first save: before that the finders answer an empty draft of revision 0.
inline ListId list_id_of(const QuotaId& quota) {
    return ListId{quota.bytes};
}

/// Nothing for a list that is out of the actor's scope.
std::optional<DelegateList> find_list(ReadTx& tx, const Actor& actor, const ListId& id);
/// Unscoped: for lists that were reached through something the actor may see.
std::optional<DelegateList> load_list(ReadTx& tx, const ListId& id);
/// Makes the list or replaces all but its ids.
void save_list(WriteTx& tx, const DelegateList& list);

/// A list beside the names that an overview shows.
struct ListEntry {
    DelegateList list;
    SiteId site;
    GroupId group;
    std::string agency_name;
    std::string group_code;
    std::string group_label;  ///< what badges and screens show
    std::string group_name;   ///< as on the paper; of a vulnerable group its neutral label
    bool is_minors = false;
    std::string site_code;
    std::string site_name;
};
struct ListFilter : PlaceFilter {
    std::optional<ListState> state;
    std::optional<bool> is_late;
};
/// In the order site, group, quota; after the given list, at most limit.
std::vector<ListEntry> lists_of_event(ReadTx& tx, const ListFilter& filter,
                                      const std::optional<ListId>& after, int limit);
std::optional<ListEntry> list_entry(ReadTx& tx, const ListId& id);

/// In the order of the list.
std::vector<ListRow> rows_of_list(ReadTx& tx, const ListId& list, int version);
/// Replaces the rows of one version.
void replace_list_rows(WriteTx& tx, const ListId& list, int version,
                       const std::vector<ListRow>& rows);
/// True if the id was ever a row of this list.
bool is_row_of_list(ReadTx& tx, const ListId& list, const DelegateId& row);

struct ListVersion {
    int version = 0;
    Instant submitted_at;
    AccountId submitted_by;
    bool is_late = false;
    int row_count = 0;
    std::string submitted_by_name;  ///< as the account is called today; only read
};
void insert_list_version(WriteTx& tx, const ListId& list, const ListVersion& version);
/// Newest first.
std::vector<ListVersion> versions_of_list(ReadTx& tx, const ListId& list);

/// How somebody of a list came: by an own pass, or within a party.
struct ListPresence {
    DelegateId delegate;
    std::optional<Instant> first_in_at;
    std::optional<int> party_size;  ///< members that hold a seat; none: an own pass
    int present = 0;                ///< of those, never more
};
/// Everybody of the list who holds a pass and was not replaced or withdrawn, in its order.
std::vector<ListPresence> presence_of_list(ReadTx& tx, const ListId& list);

/// A draft row elsewhere that seems to be the person of a row of this list.
struct DraftDuplicate {
    DelegateId row;  ///< of this list
    ListId other_list;
    DelegateId other_row;
};
/// Rows of this list's draft whose person also stands in another draft of the same agency and
/// event.
std::vector<DraftDuplicate> draft_duplicates(ReadTx& tx, const ListId& list);

}  // namespace kinhmoi::store
