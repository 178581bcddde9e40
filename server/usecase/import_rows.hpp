// SPDX-License-Identifier: Apache-2.0
// Importing a sheet of cells: judged as a whole first, then added to the drafts it belongs to.
#pragma once

#include <optional>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/import_sheet.hpp"
#include "common/domain/quota.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

struct ImportTarget {
    std::optional<AgencyId> agency;  ///< an organizer names it; a clerk's is its own
    std::optional<SiteId> site;      ///< needed if a group of the agency has quotas at two sites
    std::optional<ListId> list;      ///< rows without a heading belong here; gives the site too
};
struct ImportRequest {
    EventId event;
    ImportTarget target;
    ImportSheet sheet;
    std::vector<std::optional<ImportField>>
        columns;  ///< the person's own mapping; empty: by headings
};

/// Everything about the sheet, faults, duplicates and quotas included. Saves nothing.
Result<ImportResult> check_import(store::ReadTx& tx, const Actor& actor,
                                  const ImportRequest& request);

struct ImportedList {
    ListId list;
    std::string group_code;
    int added = 0;
    int revision = 0;
    int persons = 0;  ///< in the draft now
    QuotaJudgement judgement;
    Message message;  ///< about the quota
};
struct ImportOutcome {
    std::vector<ImportedList> lists;  ///< those that took somebody
    int added = 0;
    int already_there = 0;  ///< known before, or twice in the sheet
    int left_out = 0;       ///< rows that the request skips, or that say nothing
    std::vector<std::string> dropped_columns;
};
/// Adds the persons of the sheet to the drafts of their quotas; the same sheet twice adds nobody
/// twice. skip_lines: first_line of rows to leave out. Faulty rows are added as typed. Invalid: a
/// row belongs to no known group ("/rows/7"). Conflict: a draft that may not be changed.
Result<ImportOutcome> apply_import(store::WriteTx& tx, const Actor& actor,
                                   const ImportRequest& request,
                                   const std::vector<int>& skip_lines);

}  // namespace kinhmoi::usecase
