// SPDX-License-Identifier: Apache-2.0
// Saving and submitting a list: load, judge by the rules of common/domain, store.
#include "server/usecase/lists.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "common/base/limits.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_faults.hpp"

namespace kinhmoi::usecase {
namespace {

Failure revision_conflict(int sent, int present) {
    const std::string now = std::to_string(present);
    const std::string old = std::to_string(sent);
    return Failure(
        FailureKind::conflict,
        {"Danh sách đã được lưu ở nơi khác: bản hiện tại là " + now + ", bản đang sửa là " + old +
             ". Đề nghị tải lại danh sách rồi nhập lại phần đã sửa.",
         "The list was saved elsewhere: it is at revision " + now + ", this edit began at " + old +
             ". Load it again and repeat the edit."},
        {{"/revision",
          "revision_conflict",
          {"hiện tại là " + now + ".", "is " + now + " by now."}}});
}

/// Rows keep the id they were read with, if it is theirs; any other row is a new one.
std::vector<ListRow> with_ids(store::WriteTx& tx, const ListId& list,
                              const std::vector<DraftRow>& rows) {
    std::vector<ListRow> result;
    std::unordered_set<DelegateId> taken;
    result.reserve(rows.size());
    for (const DraftRow& row : rows) {
        ListRow kept;
        const bool is_known =
            row.id && !taken.count(*row.id) && store::is_row_of_list(tx, list, *row.id);
        kept.id = is_known ? *row.id : tx.new_id<DelegateId>();
        kept.ordinal = static_cast<int>(result.size()) + 1;
        kept.person = normalized(row.person);
        taken.insert(kept.id);
        result.push_back(std::move(kept));
    }
    return result;
}

Delegate nominee(const ListContext& context, const ListRow& row, Instant now) {
    Delegate delegate;
    delegate.id = row.id;
    delegate.event = context.event.id;
    delegate.quota = context.quota.id;
    delegate.site = context.quota.site;
    delegate.group = context.quota.group;
    delegate.agency = context.quota.agency;
    delegate.list = context.list.id;
    delegate.person = row.person;
    delegate.ordinal = row.ordinal;
    delegate.created_at = now;
    delegate.updated_at = now;
    return delegate;
}

/// Makes the delegates equal to the rows. Before an approval all are merely nominated, so whoever
/// left the list leaves no trace but in the older versions: nobody is counted twice.
void nominate(store::WriteTx& tx, const ListContext& context, const std::vector<ListRow>& rows) {
    std::unordered_map<DelegateId, Delegate> before;
    for (Delegate& delegate : store::delegates_of_list(tx, context.list.id))
        before.emplace(delegate.id, std::move(delegate));
    for (const ListRow& row : rows) {
        const auto known = before.find(row.id);
        if (known == before.end()) {
            store::insert_delegate(tx, nominee(context, row, tx.now()));
            continue;
        }
        known->second.person = row.person;
        known->second.ordinal = row.ordinal;
        known->second.updated_at = tx.now();
        store::update_delegate(tx, known->second);
        before.erase(known);
    }
    for (const auto& [id, delegate] : before) {
        if (delegate.status == DelegateStatus::nominated) store::delete_delegate(tx, id);
    }
}

}  // namespace

std::string receipt_number(const ListId& list, int version) {
    std::string text = to_hex(std::span(list.bytes).last(4));
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
    return text + (version < 10 ? "-0" : "-") + std::to_string(version);
}

Result<ListDetail> save_draft(store::WriteTx& tx, const Actor& actor, const ListId& id,
                              int revision, const std::vector<DraftRow>& rows) {
    auto context = list_context(tx, actor, id);
    if (!context) return context.error();
    DelegateList& list = context->list;
    if (!next_state(list.state, ListAction::save_draft))
        return Failure(FailureKind::conflict,
                       refused_action_message(list.state, ListAction::save_draft));
    if (list.revision != revision) return revision_conflict(revision, list.revision);

    auto kept = with_ids(tx, id, rows);
    const auto sent_faults = row_faults(kept, context->group);
    auto faults = sent_faults;
    std::erase_if(faults, [](const FieldFault& fault) { return fault.code != "too_long"; });
    if (!faults.empty())
        return Failure(FailureKind::invalid,
                       {"Có nội dung quá dài nên chưa lưu được. Đề nghị viết gọn lại.",
                        "Some texts are too long to be saved. Shorten them."},
                       std::move(faults));

    for (ListRow& row : kept) row.person = without_forbidden(std::move(row.person), context->group);
    list.revision += 1;
    list.use = use_of(kept);
    list.updated_at = tx.now();
    store::save_list(tx, list);
    store::replace_list_rows(tx, id, 0, kept);
    tx.changes().touch(list.event);
    audit(tx, actor, "list.save", list.event, to_text(id),
          "revision=" + std::to_string(list.revision) + " rows=" + std::to_string(kept.size()));
    auto detail = list_detail(tx, actor, id);
    // Of what was sent: the stored rows no longer show what was left out of them.
    if (detail) detail->faults = sent_faults;
    return detail;
}

Result<Receipt> submit_list(store::WriteTx& tx, const Actor& actor, const ListId& id,
                            int revision) {
    auto context = list_context(tx, actor, id);
    if (!context) return context.error();
    DelegateList& list = context->list;
    const auto rows = store::rows_of_list(tx, id, 0);

    SubmissionFacts facts;
    facts.state = list.state;
    facts.late_policy = context->event.late_policy;
    facts.late_from = context->late_from;
    facts.quota = context->quota;
    facts.use = use_of(rows);
    facts.row_faults = row_faults(rows, context->group);
    const auto verdict = judge_submission(facts, tx.now());
    if (!verdict) return verdict.error();
    if (list.revision != revision) return revision_conflict(revision, list.revision);

    list.state = *next_state(list.state, ListAction::submit);
    list.version += 1;
    list.is_late = verdict->is_late;
    list.submitted_at = tx.now();
    list.submitted_by = actor.account;
    list.decided_at.reset();
    list.return_reason.clear();
    list.is_late_accepted = false;
    list.is_overrun_accepted = false;
    list.updated_at = tx.now();
    const int count = static_cast<int>(rows.size());
    store::save_list(tx, list);
    store::replace_list_rows(tx, id, list.version, rows);
    store::insert_list_version(tx, id,
                               {list.version, tx.now(), actor.account, list.is_late, count});
    nominate(tx, *context, rows);
    tx.changes().touch(list.event);
    audit(tx, actor, "list.submit", list.event, to_text(id),
          "version=" + std::to_string(list.version) + " rows=" + std::to_string(count));
    return Receipt{id,
                   list.version,
                   tx.now(),
                   actor.account,
                   count,
                   list.is_late,
                   receipt_number(id, list.version),
                   context->event.time_zone};
}

}  // namespace kinhmoi::usecase
