// SPDX-License-Identifier: Apache-2.0
// Delegate lists as an agency works on them: read, save, submit; and the overview of an event.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {

/// One line of the overview: a quota's list and how it stands.
struct ListSummary {
    store::ListEntry entry;
    Quota quota;
    QuotaJudgement judgement;  ///< of the draft, which equals what was last submitted
    std::optional<Instant> late_from;
    std::optional<Extension> extension;  ///< of the agency: more time, and why
    store::DelegateCounts counts;
    std::string time_zone;
    Instant as_of;  ///< the transaction's time: time left = late_from − as_of
};

/// A question, never an error: this row seems to be the person of another one.
struct RowDuplicate {
    std::size_t row = 0;                   ///< index into the rows
    std::optional<std::size_t> other_row;  ///< of the same list
    std::optional<ListId> other_list;      ///< another draft of the same agency
};

struct ListDetail {
    ListSummary summary;
    std::vector<ListRow> rows;       ///< of the draft
    std::vector<FieldFault> faults;  ///< "/rows/3/full_name"
    std::vector<RowDuplicate> duplicates;
};
Result<ListDetail> list_detail(store::ReadTx& tx, const Actor& actor, const ListId& id);

struct OverviewFilter {
    store::ListFilter where;
    bool over_only = false;       ///< only lists that were sent over their quota
    std::optional<bool> is_sent;  ///< submitted at last, or in draft (also not begun) or returned
    bool overdue_only = false;    ///< only lists not sent whose time is over
};
struct Overview {
    std::vector<ListSummary> items;
    std::optional<ListId> next;  ///< ask again after this one
};
bool is_sent(ListState state);
/// Not sent, and the cut-off has passed.
bool is_overdue(ListState state, std::optional<Instant> late_from, Instant now);
bool is_overdue(const ListSummary& summary);
/// Every quota's list, also those nobody began; a clerk sees the own agency's only.
Result<Overview> list_overview(store::ReadTx& tx, const Actor& actor, OverviewFilter filter,
                               std::optional<ListId> after, int limit);

struct DraftRow {
    std::optional<DelegateId> id;  ///< of a row that was read; a new row has none
    Person person;
};
/// Replaces the draft. Faulty rows and too many rows are kept and pointed out; only a text longer
/// than may be stored is refused (invalid). Conflict: another revision was saved meanwhile (both
/// are named), or the list's state does not allow it.
Result<ListDetail> save_draft(store::WriteTx& tx, const Actor& actor, const ListId& id,
                              int revision, const std::vector<DraftRow>& rows);

struct Receipt {
    ListId list;
    int version = 0;
    Instant submitted_at;
    AccountId submitted_by;
    int count = 0;
    bool is_late = false;
    std::string receipt_number;
    std::string time_zone;
};
/// Keeps a new version and nominates its people. Refusals: see judge_submission; conflict also when
/// another revision was saved meanwhile.
Result<Receipt> submit_list(store::WriteTx& tx, const Actor& actor, const ListId& id, int revision);

/// The list's id and version, short enough to be read out on the phone: "7F3A91C2-02".
std::string receipt_number(const ListId& list, int version);

struct ListVersions {
    ListContext context;
    std::vector<store::ListVersion> versions;  ///< newest first
};
Result<ListVersions> list_versions(store::ReadTx& tx, const Actor& actor, const ListId& id);
struct VersionRows {
    ListContext context;
    store::ListVersion version;
    std::vector<ListRow> rows;
};
Result<VersionRows> version_rows(store::ReadTx& tx, const Actor& actor, const ListId& id,
                                 int version);
struct VersionDifferences {
    ListContext context;
    std::vector<RowDifference> rows;
};
/// 0 names the draft.
Result<VersionDifferences> version_differences(store::ReadTx& tx, const Actor& actor,
                                               const ListId& id, int from, int to);

struct ListAttendance {
    ListContext context;
    std::vector<store::ListPresence> people;
};
/// Who of the list came; for the agency itself and for organizers.
Result<ListAttendance> list_attendance(store::ReadTx& tx, const Actor& actor, const ListId& id);

}  // namespace kinhmoi::usecase
