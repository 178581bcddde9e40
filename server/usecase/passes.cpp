// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/passes.hpp"
#include "server/store/rows/scope.hpp"

#include <algorithm>

#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/pass_changes.hpp"

namespace kinhmoi::usecase {
namespace {

Failure no_such_pass() {
    return Failure(FailureKind::not_found, {"Không tìm thấy thẻ.", "No such pass."});
}

}  // namespace

bool is_current(const store::PassRow& row) {
    return row.pass.issue >= row.min_issue;
}

Result<store::PassRow> find_pass(store::ReadTx& tx, const Actor& actor, const PassId& id) {
    auto row = store::load_pass(tx, id);
    if (!row || !store::find_delegate(tx, actor, row->pass.delegate)) return no_such_pass();
    return std::move(*row);
}

Result<store::PassRow> find_pass_of(store::ReadTx& tx, const Actor& actor, const DelegateId& id) {
    const auto delegate = store::find_delegate(tx, actor, id);
    if (!delegate) return no_such_delegate();
    auto row = store::pass_of_delegate(tx, id);
    if (!row && delegate->party && holds_seat(delegate->status))
        row = store::pass_of_party(tx, *delegate->party);
    if (!row) {
        return Failure(FailureKind::not_found,
                       {"Đại biểu này chưa được phát thẻ.", "This delegate has no pass yet."});
    }
    return std::move(*row);
}

Result<std::vector<store::PassRow>> passes_page(store::ReadTx& tx, const Actor& actor,
                                                const EventId& event,
                                                const std::optional<PassId>& after, int limit) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    std::optional<AgencyId> agency;
    if (actor.role == Role::clerk) agency = actor.agency.value_or(AgencyId{});
    return store::passes_of_event(tx, event, agency, after, limit);
}

Result<store::PassTotals> pass_totals(store::ReadTx& tx, const Actor& actor, const EventId& event) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    return store::count_passes(tx, event, store::scope_of(actor).only_agency());
}

Result<store::PassRow> reissue_pass(store::WriteTx& tx, const Actor& actor, const PassId& id,
                                    std::string_view reason, const qr::MasterKey& master_key) {
    auto row = find_pass(tx, actor, id);
    if (!row) return row.error();
    const auto delegate = store::load_delegate(tx, row->pass.delegate);
    if (!holds_seat(delegate->status)) {
        return Failure(FailureKind::conflict,
                       {"Đại biểu này không còn tham dự nên không cấp lại thẻ được.",
                        "This delegate no longer attends, so the pass cannot be issued again."});
    }
    const auto key = open_signing_key(tx, actor, row->pass.event, master_key);
    if (!key) return key.error();
    const auto signed_anew = sign_next_issue(tx, *row, *key, reason);
    if (!signed_anew) return signed_anew.error();
    audit(tx, actor, "pass.reissue", row->pass.event, to_text(id));
    return row;
}

Result<store::PassRow> revoke_pass(store::WriteTx& tx, const Actor& actor, const PassId& id,
                                   std::string_view reason) {
    auto row = find_pass(tx, actor, id);
    if (!row) return row.error();
    if (is_current(*row)) revoke_current(tx, actor, *row, reason);
    return row;
}

Result<void> revoke_pass_of(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                            std::string_view reason) {
    const auto delegate = store::load_delegate(tx, id);
    if (!delegate) return no_such_delegate();
    if (delegate->party) refresh_party_pass(tx, actor, *delegate->party, reason);
    auto row = store::pass_of_delegate(tx, id);
    if (row && !row->party && is_current(*row)) revoke_current(tx, actor, *row, reason);
    return {};
}

Result<int> mark_invited(store::WriteTx& tx, const Actor& actor, const ListId& list) {
    const auto context = list_context(tx, actor, list);
    if (!context) return context.error();
    int count = 0;
    for (Delegate& delegate : store::delegates_of_list(tx, list)) {
        if (delegate.status != DelegateStatus::approved) continue;
        delegate.status = DelegateStatus::invited;
        delegate.updated_at = tx.now();
        store::update_delegate(tx, delegate);
        ++count;
    }
    tx.changes().touch(context->event.id);
    audit(tx, actor, "list.invited", context->event.id, to_text(list),
          "count=" + std::to_string(count));
    return count;
}

}  // namespace kinhmoi::usecase
