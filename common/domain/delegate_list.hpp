// SPDX-License-Identifier: Apache-2.0
// A delegate list: what one agency sends for one quota, its states and its versions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "common/domain/deadline.hpp"
#include "common/domain/delegate.hpp"
#include "common/domain/quota.hpp"

namespace kinhmoi {

/// draft → submitted → returned → submitted → approved → locked
enum class ListState { draft, submitted, returned, approved, locked };
const char* name_of(ListState state);
std::optional<ListState> parse_list_state(std::string_view text);

/// One row of a draft or version. The id stays with the person through versions and becomes the
/// delegate's id.
struct ListRow {
    DelegateId id;
    int ordinal = 0;
    Person person;
    bool operator==(const ListRow&) const = default;
};

struct DelegateList {
    ListId id;
    EventId event;
    QuotaId quota;
    AgencyId agency;
    ListState state = ListState::draft;
    int revision = 0;  ///< +1 at each saved draft; a writer must name the one it read
    int version = 0;   ///< last submitted version; 0: none yet
    bool is_late = false;
    std::optional<Instant> submitted_at;
    std::optional<AccountId> submitted_by;
    std::optional<Instant> decided_at;
    std::string return_reason;
    bool is_overrun_accepted = false;
    bool is_late_accepted = false;
    QuotaUse use;  ///< what the draft (equal to the last version once submitted) holds
    Instant updated_at;
};

enum class ListAction { save_draft, submit, return_, approve, lock, unlock };
/// The state an action leads to, or nothing if the state does not allow it.
std::optional<ListState> next_state(ListState from, ListAction action);
/// The sentence for an action that the state does not allow.
Message refused_action_message(ListState from, ListAction action);

/// All that decides whether a submission is taken.
struct SubmissionFacts {
    ListState state = ListState::draft;
    LatePolicy late_policy = LatePolicy::refuse;
    std::optional<Instant> late_from;
    Quota quota;
    QuotaUse use;
    std::vector<FieldFault> row_faults;  ///< of all rows, path "/rows/3/full_name"
};
struct SubmissionVerdict {
    bool is_late = false;
    QuotaJudgement quota;  ///< over_approximate passes, and waits for the organizer's yes
};
/// Refusals: conflict (state), invalid (row faults, empty list), late, over_quota; in that order.
Result<SubmissionVerdict> judge_submission(const SubmissionFacts& facts, Instant now);

/// Refused as conflict unless overrun and lateness (policy approve) are accepted where present.
Result<void> judge_approval(const DelegateList& list, const QuotaJudgement& quota,
                            LatePolicy late_policy, bool accept_overrun, bool accept_late);

enum class RowChange { added, removed, changed };
const char* name_of(RowChange change);
struct RowDifference {
    RowChange change = RowChange::added;
    std::optional<ListRow> before;
    std::optional<ListRow> after;
    std::vector<std::string> fields;  ///< names of the fields that differ
};
/// Differences between two versions, matched by row id; in the order of the newer, removals last.
std::vector<RowDifference> differences(const std::vector<ListRow>& before,
                                       const std::vector<ListRow>& after);

}  // namespace kinhmoi
