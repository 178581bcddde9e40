// SPDX-License-Identifier: Apache-2.0
// Answers and excuses, by the agency or an organizer.
#include "server/usecase/excuses.hpp"

#include "common/base/limits.hpp"
#include "common/base/text.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/door_notes.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

Result<Delegate> seated(store::ReadTx& tx, const Actor& actor, const DelegateId& id) {
    auto delegate = store::find_delegate(tx, actor, id);
    if (!delegate) return no_such_delegate();
    if (!holds_seat(delegate->status))
        return Failure(FailureKind::conflict,
                       {"Đại biểu này không có trong danh sách được duyệt. Đề nghị tải lại trang.",
                        "This delegate does not hold an approved seat. Reload the page."});
    if (auto kept = refuse_if_erased(*delegate); !kept) return kept.error();
    return *delegate;
}

Result<DelegateView> save(store::WriteTx& tx, const Actor& actor, Delegate& delegate,
                          std::string_view action) {
    delegate.updated_at = tx.now();
    store::update_delegate(tx, delegate);
    tell_doors(tx, delegate);
    tx.changes().touch(delegate.event);
    audit(tx, actor, action, delegate.event, to_text(delegate.id));
    return delegate_view(tx, actor, delegate.id);
}

}  // namespace

Result<DelegateView> record_answer(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                                   bool is_coming) {
    auto delegate = seated(tx, actor, id);
    if (!delegate) return delegate.error();
    delegate->status = is_coming ? DelegateStatus::accepted : DelegateStatus::declined;
    return save(tx, actor, *delegate, is_coming ? "delegate.accept" : "delegate.decline");
}

Result<DelegateView> excuse(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                            const std::string& reason) {
    auto delegate = seated(tx, actor, id);
    if (!delegate) return delegate.error();
    const std::string text = clean(reason);
    if (text.empty() || text_length(text) > limits::note_text)
        return fault_at("/reason", "required",
                        {"phải nêu lý do vắng, không quá 500 ký tự.",
                         "must say why, in at most 500 characters."});
    delegate->excused_at = tx.now();
    delegate->excuse = text;
    return save(tx, actor, *delegate, "delegate.excuse");
}

Result<DelegateView> undo_excuse(store::WriteTx& tx, const Actor& actor, const DelegateId& id) {
    auto delegate = seated(tx, actor, id);
    if (!delegate) return delegate.error();
    delegate->excused_at.reset();
    delegate->excuse.clear();
    return save(tx, actor, *delegate, "delegate.unexcuse");
}

}  // namespace kinhmoi::usecase
