// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/badges.hpp"

#include <set>

#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/scope.hpp"
#include "server/usecase/attendees.hpp"
#include "server/usecase/invitation.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/passes.hpp"

namespace kinhmoi::usecase {
namespace {

Badge labelled(store::ReadTx& tx, store::BadgeRow row) {
    std::string label = label_of_pass(tx, row.row);
    return {std::move(row), std::move(label)};
}

Result<Badges> badges_of_delegates(store::ReadTx& tx, const Actor& actor,
                                   const BadgeRequest& request) {
    Badges out;
    std::set<PassId> seen;
    for (const DelegateId& id : request.delegates) {
        const auto delegate = store::find_delegate(tx, actor, id);
        if (!delegate || delegate->event != request.filter.event) return no_such_delegate();
        const auto pass = find_pass_of(tx, actor, id);
        if (pass && !seen.insert(pass->pass.id).second) continue;
        auto row = pass ? store::badge_of_pass(tx, pass->pass.id) : std::nullopt;
        if (row) out.items.push_back(labelled(tx, std::move(*row)));
        else out.without.push_back(id);
    }
    return out;
}

}  // namespace

Result<Badges> badges(store::ReadTx& tx, const Actor& actor, const BadgeRequest& request) {
    store::BadgeFilter filter = request.filter;
    if (!store::sees_event(tx, actor, filter.event)) return no_such_event();
    if (!request.delegates.empty()) return badges_of_delegates(tx, actor, request);
    if (filter.list) {
        const auto list = store::find_list(tx, actor, *filter.list);
        if (!list || list->event != filter.event) return no_such_list();
    }
    if (const auto own = store::scope_of(actor).only_agency()) filter.agency = own;
    Badges out;
    for (store::BadgeRow& row : store::badges_where(tx, filter, request.after, request.limit))
        out.items.push_back(labelled(tx, std::move(row)));
    return out;
}

Result<void> note_badges(store::WriteTx& tx, const Actor& actor, const BadgeRequest& request,
                         std::size_t count) {
    const store::BadgeFilter& filter = request.filter;
    std::string detail = "count=" + std::to_string(count);
    const auto add = [&](const char* name, const auto& id) {
        if (id) detail += std::string(" ") + name + "=" + to_text(*id);
    };
    add("list", filter.list);
    add("site", filter.site);
    add("group", filter.group);
    add("agency", filter.agency);
    if (!request.delegates.empty()) detail += " chosen";
    return note_export(tx, actor, filter.event, "badges.export", detail);
}

}  // namespace kinhmoi::usecase
