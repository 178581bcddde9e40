// SPDX-License-Identifier: Apache-2.0
// Issuing: who holds a seat and has no pass yet gets one.
#include <set>

#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/pass_changes.hpp"
#include "server/usecase/passes.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr const char* party_emptied = "Đoàn không còn thành viên";
constexpr int all_lists = 1'000'000;

bool can_issue(ListState state) {
    return state == ListState::approved || state == ListState::locked;
}

std::optional<PartyId> party_for(const Delegate& delegate, const ParticipantGroup& group) {
    return group.pass_mode == PassMode::party ? delegate.party : std::nullopt;
}

/// One seat: outcome counts what was done. A party is looked at once, with its first member.
Result<void> issue_one(store::WriteTx& tx, const Actor& actor, const Delegate& delegate,
                       const ParticipantGroup& group, const OpenKey& key, IssueOutcome& outcome) {
    const auto party = party_for(delegate, group);
    if (!party) {
        if (store::pass_of_delegate(tx, delegate.id)) ++outcome.already;
        else {
            give_pass(tx, delegate, group, party, key);
            ++outcome.issued;
        }
        return {};
    }
    switch (refresh_party_pass(tx, actor, *party, party_emptied)) {
        case PartyPass::none:
            give_pass(tx, delegate, group, party, key);
            ++outcome.issued;
            return {};
        case PartyPass::unchanged:
            ++outcome.already;
            return {};
        case PartyPass::changed:
            ++outcome.changed;
            return {};
        case PartyPass::emptied:
            ++outcome.issued;
            return revive_party_pass(tx, *party, key);
    }
    return {};
}

}  // namespace

Result<IssueOutcome> issue_passes(store::WriteTx& tx, const Actor& actor, const ListId& list,
                                  const qr::MasterKey& master_key) {
    const auto context = list_context(tx, actor, list);
    if (!context) return context.error();
    if (!can_issue(context->list.state)) {
        return Failure(FailureKind::conflict,
                       {"Danh sách chưa được duyệt nên chưa phát thẻ được. Đề nghị duyệt danh sách "
                        "trước.",
                        "The list is not approved, so no passes can be issued. Approve it first."});
    }
    const auto key = open_signing_key(tx, actor, context->event.id, master_key);
    if (!key) return key.error();
    IssueOutcome outcome;
    std::set<PartyId> seen;
    for (const Delegate& delegate : store::delegates_of_list(tx, list)) {
        if (!holds_seat(delegate.status)) continue;
        const auto party = party_for(delegate, context->group);
        if (party && !seen.insert(*party).second) continue;
        const auto done = issue_one(tx, actor, delegate, context->group, *key, outcome);
        if (!done) return done.error();
    }
    if (outcome.issued > 0)
        audit(tx, actor, "pass.issue", context->event.id, to_text(list),
              "count=" + std::to_string(outcome.issued));
    return outcome;
}

Result<store::PassRow> issue_pass_for(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                                      const qr::MasterKey& master_key) {
    const auto delegate = store::find_delegate(tx, actor, id);
    if (!delegate) return no_such_delegate();
    if (!holds_seat(delegate->status)) {
        return Failure(
            FailureKind::conflict,
            {"Đại biểu này chưa được duyệt hoặc không còn tham dự nên không có thẻ.",
             "This delegate is not approved or no longer attends, so there is no pass."});
    }
    const auto key = open_signing_key(tx, actor, delegate->event, master_key);
    if (!key) return key.error();
    const auto group = store::load_group(tx, delegate->group);
    IssueOutcome outcome;
    const auto done = issue_one(tx, actor, *delegate, *group, *key, outcome);
    if (!done) return done.error();
    if (outcome.issued > 0) audit(tx, actor, "pass.issue", delegate->event, to_text(id));
    return find_pass_of(tx, actor, id);
}

Result<IssueOutcome> issue_passes_for(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                      const std::vector<DelegateId>& delegates,
                                      const qr::MasterKey& master_key) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    const auto key = open_signing_key(tx, actor, event, master_key);
    if (!key) return key.error();
    IssueOutcome outcome;
    std::set<PartyId> seen;
    for (const DelegateId& id : delegates) {
        const auto delegate = store::find_delegate(tx, actor, id);
        if (!delegate || delegate->event != event) return no_such_delegate();
        if (!holds_seat(delegate->status)) {
            ++outcome.skipped;
            continue;
        }
        const auto group = store::load_group(tx, delegate->group);
        const auto party = party_for(*delegate, *group);
        if (party && !seen.insert(*party).second) continue;
        const int before = outcome.issued;
        const auto done = issue_one(tx, actor, *delegate, *group, *key, outcome);
        if (!done) return done.error();
        if (outcome.issued > before) audit(tx, actor, "pass.issue", event, to_text(id));
    }
    return outcome;
}

Result<IssuableLists> issuable_lists(store::ReadTx& tx, const Actor& actor,
                                     const store::PlaceFilter& place) {
    if (!store::sees_event(tx, actor, place.event)) return no_such_event();
    store::ListFilter filter;
    static_cast<store::PlaceFilter&>(filter) = place;
    IssuableLists lists;
    for (const auto& entry : store::lists_of_event(tx, filter, std::nullopt, all_lists)) {
        const ListState state = entry.list.state;
        if (can_issue(state)) lists.approved.push_back(entry.list.id);
        else ++lists.skipped;
    }
    return lists;
}

}  // namespace kinhmoi::usecase
