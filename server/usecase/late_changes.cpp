// SPDX-License-Identifier: Apache-2.0
// Deciding late change requests.
#include "server/usecase/late_changes.hpp"

#include <cassert>

#include "common/base/limits.hpp"
#include "common/base/text.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/substitution_effect.hpp"

namespace kinhmoi::usecase {
namespace {

Result<LateChange> open_request(store::ReadTx& tx, const Actor& actor, const LateChangeId& id) {
    auto change = store::find_late_change(tx, actor, id);
    if (!change || !decides(actor))
        return Failure(FailureKind::not_found,
                       {"Không tìm thấy đề nghị thay đổi này.", "No such request."});
    if (change->state != LateChangeState::requested)
        return Failure(FailureKind::conflict,
                       {"Đề nghị này đã được xem xét. Đề nghị tải lại trang.",
                        "This request was decided already. Reload the page."});
    return *change;
}

void decide(store::WriteTx& tx, const Actor& actor, LateChange& change, LateChangeState state,
            std::string note) {
    change.state = state;
    change.decided_at = tx.now();
    change.decided_by = actor.account;
    change.decision_note = std::move(note);
    store::update_late_change(tx, change);
    tx.changes().touch(change.event);
    audit(tx, actor,
          state == LateChangeState::accepted ? "late_change.accept" : "late_change.refuse",
          change.event, to_text(change.delegate), "request=" + to_text(change.id));
}

}  // namespace

Result<std::vector<store::LateChangeEntry>> list_late_changes(
    store::ReadTx& tx, const Actor& actor, const EventId& event,
    const std::optional<LateChangeState>& state, const std::optional<LateChangeId>& before,
    int limit) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    std::optional<AgencyId> agency;
    if (actor.role == Role::clerk) agency = actor.agency;
    return store::late_changes_of_event(tx, event, agency, state, before, limit);
}

Result<LateChange> accept_late_change(store::WriteTx& tx, const Actor& actor,
                                      const LateChangeId& id, const std::string& note) {
    auto change = open_request(tx, actor, id);
    if (!change) return change.error();
    auto context = list_context(tx, actor, change->list);
    if (!context) return context.error();
    auto delegate = store::load_delegate(tx, change->delegate);
    assert(delegate);
    if (auto kept = refuse_if_erased(*delegate); !kept) return kept.error();
    const auto route = change_route(true, change->kind, context->list.state, delegate->status,
                                    context->late_from, tx.now());
    if (!route) return route.error();
    const auto is_free = not_in_yet(tx, *delegate, context->event.time_zone);
    if (!is_free) return is_free.error();

    change->person = without_forbidden(std::move(change->person), context->group);
    decide(tx, actor, *change, LateChangeState::accepted, clean(note));
    std::optional<Person> person;
    if (change->kind == LateChangeKind::substitute) person = change->person;
    const auto effect = put_in_force(tx, actor, *context, std::move(*delegate), person);
    if (!effect) return effect.error();
    return change;
}

Result<LateChange> refuse_late_change(store::WriteTx& tx, const Actor& actor,
                                      const LateChangeId& id, const std::string& note) {
    auto change = open_request(tx, actor, id);
    if (!change) return change.error();
    const std::string text = clean(note);
    if (text.empty() || text_length(text) > limits::reason_text)
        return fault_at("/note", "required",
                        {"phải nêu lý do từ chối, không quá 1.000 ký tự.",
                         "must say why the request is refused, in at most 1,000 characters."});
    decide(tx, actor, *change, LateChangeState::refused, text);
    return change;
}

}  // namespace kinhmoi::usecase
