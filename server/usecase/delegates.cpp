// SPDX-License-Identifier: Apache-2.0
// Reading delegates with the names around them.
#include "server/usecase/delegates.hpp"

#include <algorithm>
#include <map>

#include "common/base/limits.hpp"
#include "common/base/text.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/door_notes.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr Noun delegate_noun{"đại biểu", "delegate"};

/// Looks every name up once a transaction.
class Names {
public:
    explicit Names(store::ReadTx& tx) : tx_(tx) {}

    DelegateView view_of(Delegate delegate) {
        const Group& group = group_of(delegate.group);
        DelegateView view;
        view.group_label = group.label;
        view.is_minor = group.is_minors;
        view.site_name = site_of(delegate.site);
        view.agency_name = agency_of(delegate.agency);
        view.time_zone = zone_of(delegate.event);
        view.delegate = std::move(delegate);
        return view;
    }

private:
    struct Group {
        std::string label;
        bool is_minors = true;
    };

    const Group& group_of(const GroupId& id) {
        const auto [at, is_new] = groups_.try_emplace(id);
        if (is_new) {
            if (const auto group = store::load_group(tx_, id))
                at->second = {label_of(*group), group->is_minors};
        }
        return at->second;
    }
    const std::string& site_of(const SiteId& id) {
        const auto [at, is_new] = sites_.try_emplace(id);
        if (is_new) {
            if (const auto site = store::load_site(tx_, id)) at->second = site->name;
        }
        return at->second;
    }
    const std::string& agency_of(const AgencyId& id) {
        const auto [at, is_new] = agencies_.try_emplace(id);
        if (is_new) at->second = store::agency_name(tx_, id);
        return at->second;
    }
    const std::string& zone_of(const EventId& id) {
        const auto [at, is_new] = zones_.try_emplace(id, default_time_zone);
        if (is_new) {
            if (const auto event = store::load_event(tx_, id)) at->second = event->time_zone;
        }
        return at->second;
    }

    store::ReadTx& tx_;
    std::map<GroupId, Group> groups_;
    std::map<SiteId, std::string> sites_;
    std::map<AgencyId, std::string> agencies_;
    std::map<EventId, std::string> zones_;
};

}  // namespace

Result<DelegateView> delegate_view(store::ReadTx& tx, const Actor& actor, const DelegateId& id) {
    auto delegate = store::find_delegate(tx, actor, id);
    if (!delegate) return no_such_delegate();
    return Names(tx).view_of(std::move(*delegate));
}

Result<DelegatePage> delegate_page(store::ReadTx& tx, const Actor& actor,
                                   store::DelegateFilter filter,
                                   const std::optional<DelegateId>& after, int limit) {
    if (!store::sees_event(tx, actor, filter.event)) return no_such_event();
    if (!filter.search.empty() && text_length(search_key(filter.search)) < 2)
        return fault_at("?search", "too_short",
                        {"phải có ít nhất hai chữ cái.", "must have at least two letters."});
    if (actor.role == Role::clerk) {
        if (filter.agency && filter.agency != actor.agency) return DelegatePage{};
        filter.agency = actor.agency;
    }
    auto delegates = store::delegates_where(tx, filter, after, limit + 1);
    DelegatePage page;
    if (delegates.size() > static_cast<std::size_t>(limit)) {
        delegates.pop_back();
        page.next = delegates.back().id;
    }
    Names names(tx);
    for (Delegate& delegate : delegates) page.items.push_back(names.view_of(std::move(delegate)));
    return page;
}

Result<std::vector<std::vector<DelegateView>>> find_duplicates(store::ReadTx& tx,
                                                               const Actor& actor,
                                                               const EventId& event) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    std::optional<AgencyId> agency;
    if (actor.role == Role::clerk) agency = actor.agency;
    Names names(tx);
    std::vector<std::vector<DelegateView>> result;
    for (auto& same : store::duplicate_delegates(tx, event, agency)) {
        std::vector<DelegateView> views;
        for (Delegate& delegate : same) views.push_back(names.view_of(std::move(delegate)));
        result.push_back(std::move(views));
    }
    return result;
}

Result<DelegateView> edit_delegate(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                                   const DelegateEdit& edit, const Seen<DelegateView>& seen) {
    auto found = store::find_delegate(tx, actor, id);
    if (!found || !decides(actor)) return no_such_delegate();
    DelegateView view = Names(tx).view_of(std::move(*found));
    if (auto same = refuse_if_changed(delegate_noun, seen, view); !same) return same.error();
    Delegate& delegate = view.delegate;
    if (auto kept = refuse_if_erased(delegate); !kept) return kept.error();
    const std::string seat = clean(edit.seat.value_or(delegate.seat));
    if (text_length(seat) > limits::seat)
        return fault_at("/seat", "too_long",
                        {"dài quá 64 ký tự.", "is longer than 64 characters."});
    const std::string note = clean(edit.door_note.value_or(delegate.door_note));
    if (auto fault = door_note_fault(note, view.is_minor)) return invalid_fields({*fault});
    const bool is_seated = seat != delegate.seat;
    const bool is_noted = note != delegate.door_note;
    if (!is_seated && !is_noted) return view;
    delegate.seat = seat;
    delegate.door_note = note;
    delegate.updated_at = tx.now();
    store::update_delegate(tx, delegate);
    tx.changes().touch(delegate.event);
    tell_doors(tx, delegate);
    if (is_seated) audit(tx, actor, "delegate.seat", delegate.event, to_text(id));
    if (is_noted) audit(tx, actor, "delegate.door_note", delegate.event, to_text(id));
    return view;
}

Result<DelegateHistory> delegate_history(store::ReadTx& tx, const Actor& actor,
                                         const DelegateId& id) {
    const auto asked = store::find_delegate(tx, actor, id);
    if (!asked) return no_such_delegate();
    std::vector<Delegate> chain{*asked};
    while (chain.front().substitutes_for) {
        auto earlier = store::load_delegate(tx, *chain.front().substitutes_for);
        if (!earlier) break;
        chain.insert(chain.begin(), std::move(*earlier));
    }
    while (chain.back().substituted_by) {
        auto later = store::load_delegate(tx, *chain.back().substituted_by);
        if (!later) break;
        chain.push_back(std::move(*later));
    }
    DelegateHistory history;
    Names names(tx);
    for (Delegate& delegate : chain) {
        auto entries = store::history_of(tx, delegate.id);
        history.entries.insert(history.entries.end(), entries.begin(), entries.end());
        history.holders.push_back(names.view_of(std::move(delegate)));
    }
    std::stable_sort(history.entries.begin(), history.entries.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    return history;
}

}  // namespace kinhmoi::usecase
