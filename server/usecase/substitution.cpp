// SPDX-License-Identifier: Apache-2.0
// Substitution and withdrawal as an agency or organizer asks for them.
#include "server/usecase/substitution.hpp"

#include "common/base/limits.hpp"
#include "common/base/text.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/late_change_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/substitution_effect.hpp"

namespace kinhmoi::usecase {
namespace {

std::vector<FieldFault> faults_of(const std::optional<Person>& person,
                                  const ParticipantGroup& group, const std::string& reason) {
    std::vector<FieldFault> faults;
    if (person) {
        faults = person_faults(*person, group);
        for (FieldFault& fault : faults) fault.path = "/person/" + fault.path;
    }
    if (reason.empty() || text_length(reason) > limits::reason_text)
        faults.push_back({"/reason",
                          "required",
                          {"phải nêu lý do, không quá 1.000 ký tự.",
                           "must say why, in at most 1,000 characters."}});
    return faults;
}

/// A substitute from another organization may pass a quota of organizations, or the seats of one.
Result<void> judge_new_use(const ListContext& context, const QuotaUse& after) {
    const QuotaJudgement before = judge(context.quota, context.list.use);
    const QuotaJudgement now = judge(context.quota, after);
    const bool more_units = now.fit == QuotaFit::over_exact && now.over_by > before.over_by;
    const bool more_seats = now.fit == QuotaFit::over_seats_per_unit &&
                            after.largest_organization > context.list.use.largest_organization;
    if (more_units || more_seats)
        return Failure(FailureKind::over_quota, quota_message(context.quota, now));
    return {};
}

LateChange request_of(store::WriteTx& tx, const Actor& actor, const Delegate& delegate,
                      const std::optional<Person>& person, const std::string& reason) {
    LateChange change;
    change.id = tx.new_id<LateChangeId>();
    change.event = delegate.event;
    change.list = *delegate.list;
    change.delegate = delegate.id;
    change.kind = person ? LateChangeKind::substitute : LateChangeKind::withdraw;
    change.person = person.value_or(Person{});
    change.reason = reason;
    change.requested_at = tx.now();
    change.requested_by = actor.account;
    return change;
}

/// A request that a direct change has overtaken has nothing left to decide.
void close_open_request(store::WriteTx& tx, const Actor& actor, const DelegateId& delegate) {
    auto open = store::open_late_change(tx, delegate);
    if (!open) return;
    open->state = LateChangeState::refused;
    open->decided_at = tx.now();
    open->decided_by = actor.account;
    open->decision_note = "Đã có thay đổi khác đối với đại biểu này.";
    store::update_late_change(tx, *open);
}

Result<ChangeOutcome> change(store::WriteTx& tx, const Actor& actor, const Delegate& delegate,
                             const std::optional<Person>& person, const std::string& reason) {
    if (auto kept = refuse_if_erased(delegate); !kept) return kept.error();
    auto context = list_context(tx, actor, *delegate.list);
    if (!context) return context.error();
    const auto kind = person ? LateChangeKind::substitute : LateChangeKind::withdraw;
    const auto route = change_route(decides(actor), kind, context->list.state, delegate.status,
                                    context->late_from, tx.now());
    if (!route) return route.error();
    const auto is_free = not_in_yet(tx, delegate, context->event.time_zone);
    if (!is_free) return is_free.error();
    auto faults = faults_of(person, context->group, reason);
    if (!faults.empty())
        return Failure(FailureKind::invalid,
                       {"Có " + std::to_string(faults.size()) + " chỗ cần sửa.",
                        std::to_string(faults.size()) + " faults need a correction."},
                       std::move(faults));
    if (!decides(actor)) {
        const auto fits =
            judge_new_use(*context, use_after(tx, context->list.id, delegate.id, person));
        if (!fits) return fits.error();
    }
    if (*route == ChangeRoute::direct) {
        close_open_request(tx, actor, delegate.id);
        return put_in_force(tx, actor, *context, delegate, person);
    }
    if (store::open_late_change(tx, delegate.id))
        return Failure(FailureKind::conflict,
                       {"Đã có đề nghị thay đổi đang chờ xem xét đối với đại biểu này.",
                        "A request about this delegate waits for a decision already."});
    ChangeOutcome outcome;
    outcome.route = ChangeRoute::request;
    outcome.request = request_of(tx, actor, delegate, person, reason);
    store::insert_late_change(tx, *outcome.request);
    tx.changes().touch(delegate.event);
    audit(tx, actor, "late_change.request", delegate.event, to_text(delegate.id),
          "request=" + to_text(outcome.request->id));
    return outcome;
}

/// A walk-in stands on no list: only an organizer takes one off.
Result<ChangeOutcome> withdraw_walk_in(store::WriteTx& tx, const Actor& actor, Delegate delegate) {
    if (!decides(actor) || !is_live(delegate.status))
        return Failure(FailureKind::conflict,
                       {"Khách vãng lai chỉ do ban tổ chức đưa ra khỏi danh sách.",
                        "Only an organizer can take a walk-in off."});
    const auto event = store::load_event(tx, delegate.event);
    const auto is_free = not_in_yet(tx, delegate, event->time_zone);
    if (!is_free) return is_free.error();
    delegate.status = DelegateStatus::cancelled;
    delegate.updated_at = tx.now();
    store::update_delegate(tx, delegate);
    const auto revoked = revoke_pass_of(tx, actor, delegate.id, "Rút khỏi danh sách");
    if (!revoked) return revoked.error();
    tx.changes().touch(delegate.event);
    audit(tx, actor, "delegate.withdraw", delegate.event, to_text(delegate.id));
    ChangeOutcome outcome;
    outcome.before = std::move(delegate);
    return outcome;
}

}  // namespace

Result<ChangeOutcome> substitute(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                                 const Person& person, const std::string& reason) {
    const auto delegate = store::find_delegate(tx, actor, id);
    if (!delegate) return no_such_delegate();
    if (!delegate->list)
        return Failure(FailureKind::conflict,
                       {"Khách vãng lai không có người dự thay. Đề nghị đăng ký tại bàn đón tiếp.",
                        "A walk-in has no substitute. Register the person at the desk."});
    return change(tx, actor, *delegate, normalized(person), clean(reason));
}

Result<ChangeOutcome> withdraw(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                               const std::string& reason) {
    const auto delegate = store::find_delegate(tx, actor, id);
    if (!delegate) return no_such_delegate();
    if (!delegate->list) return withdraw_walk_in(tx, actor, *delegate);
    return change(tx, actor, *delegate, std::nullopt, clean(reason));
}

}  // namespace kinhmoi::usecase
