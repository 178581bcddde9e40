// SPDX-License-Identifier: Apache-2.0
// Reading lists: one in full, the overview of an event, versions and what changed between them.
#include <algorithm>
#include <cassert>

#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/extension_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_faults.hpp"
#include "server/usecase/lists.hpp"

namespace kinhmoi::usecase {
namespace {

ListSummary summary_of(store::ReadTx& tx, const Event& event, store::ListEntry entry) {
    auto quota = store::load_quota(tx, entry.list.quota);
    assert(quota);
    ListSummary summary;
    summary.judgement = judge(*quota, entry.list.use);
    summary.extension = store::latest_extension(tx, event.id, quota->agency);
    summary.late_from = late_from_of(tx, event, *quota);
    summary.counts = store::count_of_quota(tx, quota->id);
    summary.time_zone = event.time_zone;
    summary.as_of = tx.now();
    summary.quota = std::move(*quota);
    summary.entry = std::move(entry);
    return summary;
}

bool is_wanted(const ListSummary& summary, const OverviewFilter& filter) {
    const bool was_sent = is_sent(summary.entry.list.state);
    if (filter.over_only && !(was_sent && is_over(summary.judgement.fit))) return false;
    if (filter.overdue_only && !is_overdue(summary)) return false;
    return !filter.is_sent || *filter.is_sent == was_sent;
}

Failure no_such_version() {
    return Failure(FailureKind::not_found,
                   {"Không có lần gửi này của danh sách.", "The list has no such version."});
}

}  // namespace

bool is_sent(ListState state) {
    return state != ListState::draft && state != ListState::returned;
}

bool is_overdue(ListState state, std::optional<Instant> late_from, Instant now) {
    return !is_sent(state) && late_from && now >= *late_from;
}

bool is_overdue(const ListSummary& summary) {
    return is_overdue(summary.entry.list.state, summary.late_from, summary.as_of);
}

Result<ListDetail> list_detail(store::ReadTx& tx, const Actor& actor, const ListId& id) {
    const auto context = list_context(tx, actor, id);
    if (!context) return context.error();
    auto entry = store::list_entry(tx, id);
    assert(entry);
    ListDetail detail;
    detail.summary = summary_of(tx, context->event, std::move(*entry));
    detail.rows = store::rows_of_list(tx, id, 0);
    detail.faults = row_faults(detail.rows, context->group);
    detail.duplicates = row_duplicates(tx, id, detail.rows);
    return detail;
}

Result<Overview> list_overview(store::ReadTx& tx, const Actor& actor, OverviewFilter filter,
                               std::optional<ListId> after, int limit) {
    const auto event = store::find_event(tx, actor, filter.where.event);
    if (!event) return no_such_event();
    if (actor.role == Role::clerk) {
        if (filter.where.agency && filter.where.agency != actor.agency) return Overview{};
        filter.where.agency = actor.agency;
    }
    Overview overview;
    const auto wanted = static_cast<std::size_t>(limit);
    for (;;) {
        // One more than asked for tells whether there is a next page.
        auto entries = store::lists_of_event(tx, filter.where, after, limit + 1);
        const bool is_last = entries.size() <= wanted;
        for (store::ListEntry& entry : entries) {
            if (overview.items.size() == wanted) {
                overview.next = overview.items.back().entry.list.id;
                return overview;
            }
            after = entry.list.id;
            ListSummary summary = summary_of(tx, *event, std::move(entry));
            if (!is_wanted(summary, filter)) continue;
            overview.items.push_back(std::move(summary));
        }
        if (is_last) return overview;
    }
}

Result<ListVersions> list_versions(store::ReadTx& tx, const Actor& actor, const ListId& id) {
    auto context = list_context(tx, actor, id);
    if (!context) return context.error();
    return ListVersions{std::move(*context), store::versions_of_list(tx, id)};
}

Result<VersionRows> version_rows(store::ReadTx& tx, const Actor& actor, const ListId& id,
                                 int version) {
    auto context = list_context(tx, actor, id);
    if (!context) return context.error();
    for (const store::ListVersion& known : store::versions_of_list(tx, id)) {
        if (known.version == version)
            return VersionRows{std::move(*context), known, store::rows_of_list(tx, id, version)};
    }
    return no_such_version();
}

Result<VersionDifferences> version_differences(store::ReadTx& tx, const Actor& actor,
                                               const ListId& id, int from, int to) {
    auto context = list_context(tx, actor, id);
    if (!context) return context.error();
    for (const int version : {from, to}) {
        if (version < 0 || version > context->list.version) return no_such_version();
    }
    return VersionDifferences{std::move(*context), differences(store::rows_of_list(tx, id, from),
                                                               store::rows_of_list(tx, id, to))};
}

Result<ListAttendance> list_attendance(store::ReadTx& tx, const Actor& actor, const ListId& id) {
    auto context = list_context(tx, actor, id);
    if (!context) return context.error();
    return ListAttendance{std::move(*context), store::presence_of_list(tx, id)};
}

}  // namespace kinhmoi::usecase
