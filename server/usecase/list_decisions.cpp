// SPDX-License-Identifier: Apache-2.0
// Returning, approving and locking lists.
#include "server/usecase/list_decisions.hpp"

#include <unordered_set>

#include "common/base/limits.hpp"
#include "common/base/text.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/extensions.hpp"
#include "server/usecase/parties.hpp"

namespace kinhmoi::usecase {
namespace {

Result<ListContext> context_for(store::ReadTx& tx, const Actor& actor, const ListId& id,
                                ListAction action) {
    if (!decides(actor)) return no_such_list();
    auto context = list_context(tx, actor, id);
    if (!context) return context.error();
    if (!next_state(context->list.state, action))
        return Failure(FailureKind::conflict, refused_action_message(context->list.state, action));
    return context;
}

void save_decision(store::WriteTx& tx, const Actor& actor, ListContext& context, ListAction action,
                   std::string_view audit_word, std::string_view detail = {}) {
    DelegateList& list = context.list;
    list.state = *next_state(list.state, action);
    list.decided_at = tx.now();
    list.updated_at = tx.now();
    store::save_list(tx, list);
    tx.changes().touch(list.event);
    audit(tx, actor, audit_word, list.event, to_text(list.id), detail);
}

/// Those of the list that wait for a yes, or the chosen ones of them.
Result<std::vector<Delegate>> waiting(store::ReadTx& tx, const ListId& list,
                                      const std::optional<std::vector<DelegateId>>& chosen) {
    if (chosen && chosen->empty())
        return fault_at(
            "/delegates", "required",
            {"phải chọn ít nhất một đại biểu. Đề nghị chọn đại biểu, hoặc bỏ trường này "
             "để duyệt cả danh sách.",
             "must name at least one delegate. Choose one, or omit the field to approve "
             "the whole list."});
    auto delegates = store::delegates_of_list(tx, list);
    std::erase_if(delegates,
                  [](const Delegate& d) { return d.status != DelegateStatus::nominated; });
    if (!chosen) return delegates;

    std::unordered_set<DelegateId> known;
    for (const Delegate& delegate : delegates) known.insert(delegate.id);
    for (std::size_t i = 0; i < chosen->size(); ++i) {
        if (!known.count((*chosen)[i]))
            return fault_at("/delegates/" + std::to_string(i), "not_waiting",
                            {"không phải đại biểu đang chờ duyệt của danh sách này.",
                             "is not a delegate of this list that waits for approval."});
    }
    const std::unordered_set<DelegateId> wanted(chosen->begin(), chosen->end());
    std::erase_if(delegates, [&](const Delegate& d) { return !wanted.count(d.id); });
    return delegates;
}

/// Whoever returns a list must leave time to send it again.
Result<void> give_time(store::WriteTx& tx, const Actor& actor, const ListContext& context,
                       const std::optional<CivilDate>& resubmit_by) {
    const bool is_refused = context.event.late_policy == LatePolicy::refuse &&
                            timeliness(context.late_from, tx.now()) == Timeliness::late;
    if (!resubmit_by && is_refused) {
        return fault_at("/resubmit_by", "required",
                        {"là thông tin bắt buộc vì đã hết hạn gửi danh sách: đề nghị chọn ngày "
                         "cuối để đơn vị gửi lại.",
                         "is required, as the deadline has passed: choose the last day on which "
                         "the agency may send the list again."});
    }
    if (!resubmit_by) return {};
    const Deadline until{*resubmit_by, std::nullopt, true};
    if (context.late_from && late_from(until, context.event.time_zone) <= *context.late_from)
        return fault_at("/resubmit_by", "not_later",
                        {"phải muộn hơn hạn hiện tại của đơn vị.",
                         "must be later than the agency's present deadline."});
    const auto granted = grant_extension(tx, actor, context.event.id,
                                         {context.quota.agency, until, "trả lại để bổ sung"});
    if (granted) return {};
    const Failure refused = granted.error();
    if (refused.faults().empty()) return refused;
    const FieldFault& fault = refused.faults().front();
    return fault_at("/resubmit_by", fault.code, fault.message);
}

}  // namespace

Result<ListDetail> return_list(store::WriteTx& tx, const Actor& actor, const ListId& id,
                               const Return& how) {
    auto context = context_for(tx, actor, id, ListAction::return_);
    if (!context) return context.error();
    const std::string text = clean(how.reason);
    if (text.empty() || text_length(text) > limits::reason_text)
        return fault_at("/reason", "required",
                        {"phải nêu lý do trả lại, không quá 1.000 ký tự.",
                         "must say why the list is returned, in at most 1,000 characters."});
    if (auto extended = give_time(tx, actor, *context, how.resubmit_by); !extended)
        return extended.error();
    context->list.return_reason = text;
    save_decision(tx, actor, *context, ListAction::return_, "list.return");
    return list_detail(tx, actor, id);
}

Result<ListDetail> approve_list(store::WriteTx& tx, const Actor& actor, const ListId& id,
                                const Approval& approval) {
    auto context = context_for(tx, actor, id, ListAction::approve);
    if (!context) return context.error();
    DelegateList& list = context->list;
    if (approval.version && *approval.version != list.version)
        return Failure(
            FailureKind::conflict,
            {"Danh sách đã được gửi lại. Đề nghị tải lại trang để xem bản mới nhất.",
             "The list was submitted again. Reload the page to see its newest version."});
    const QuotaJudgement quota = judge(context->quota, list.use);
    const auto judged = judge_approval(list, quota, context->event.late_policy,
                                       approval.accept_overrun, approval.accept_late);
    if (!judged) return judged.error();
    auto delegates = waiting(tx, id, approval.delegates);
    if (!delegates) return delegates.error();

    for (Delegate& delegate : *delegates) {
        delegate.status = DelegateStatus::approved;
        delegate.party = party_of(tx, context->group, delegate);
        delegate.updated_at = tx.now();
        store::update_delegate(tx, delegate);
    }
    if (quota.over_by > 0) list.is_overrun_accepted = true;
    if (list.is_late) list.is_late_accepted = true;
    save_decision(tx, actor, *context, ListAction::approve, "list.approve",
                  "version=" + std::to_string(list.version) +
                      " approved=" + std::to_string(delegates->size()));
    return list_detail(tx, actor, id);
}

Result<ListDetail> lock_list(store::WriteTx& tx, const Actor& actor, const ListId& id) {
    auto context = context_for(tx, actor, id, ListAction::lock);
    if (!context) return context.error();
    save_decision(tx, actor, *context, ListAction::lock, "list.lock");
    return list_detail(tx, actor, id);
}

Result<ListDetail> unlock_list(store::WriteTx& tx, const Actor& actor, const ListId& id) {
    auto context = context_for(tx, actor, id, ListAction::unlock);
    if (!context) return context.error();
    save_decision(tx, actor, *context, ListAction::unlock, "list.unlock");
    return list_detail(tx, actor, id);
}

}  // namespace kinhmoi::usecase
