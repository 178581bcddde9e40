// SPDX-License-Identifier: Apache-2.0
// Puts a substitution or withdrawal in force.
#include "server/usecase/substitution_effect.hpp"

#include <algorithm>

#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/party_rows.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/parties.hpp"
#include "server/usecase/passes.hpp"

namespace kinhmoi::usecase {
namespace {

std::vector<ListRow> rows_after(store::ReadTx& tx, const ListId& list, const DelegateId& id,
                                const std::optional<ListRow>& replacement) {
    auto rows = store::rows_of_list(tx, list, 0);
    const auto at =
        std::find_if(rows.begin(), rows.end(), [&](const ListRow& row) { return row.id == id; });
    if (at == rows.end()) return rows;
    if (!replacement) {
        rows.erase(at);
        return rows;
    }
    const int ordinal = at->ordinal;
    *at = *replacement;
    at->ordinal = ordinal;
    return rows;
}

Delegate substitute_of(const Delegate& old, const DelegateId& id, const Person& person,
                       Instant now) {
    Delegate delegate;
    delegate.id = id;
    delegate.event = old.event;
    delegate.quota = old.quota;
    delegate.site = old.site;
    delegate.group = old.group;
    delegate.agency = old.agency;
    delegate.list = old.list;
    delegate.person = person;
    delegate.status = DelegateStatus::approved;
    delegate.ordinal = old.ordinal;
    delegate.seat = old.seat;
    delegate.substitutes_for = old.id;
    delegate.created_at = now;
    delegate.updated_at = now;
    return delegate;
}

Failure party_is_in(int seats, const std::string& since) {
    const std::string count = std::to_string(seats);
    return Failure(FailureKind::conflict,
                   {"Đoàn đã vào đủ " + count + " người (từ lúc " + since +
                        ") nên không thể cử người dự thay hoặc rút thành viên khỏi danh sách. Nếu "
                        "đếm nhầm, đề nghị huỷ lượt điểm danh đó trước.",
                    "All " + count + " of the party are in (since " + since +
                        "), so none of them can be substituted or withdrawn. If the count was a "
                        "mistake, undo that scan first."});
}

}  // namespace

Result<void> not_in_yet(store::ReadTx& tx, const Delegate& delegate, const std::string& time_zone) {
    if (!holds_seat(delegate.status)) return {};
    auto row = delegate.party ? store::pass_of_party(tx, *delegate.party) : std::nullopt;
    if (!row) row = store::pass_of_delegate(tx, delegate.id);
    if (!row) return {};
    const auto admission = store::load_admission(tx, row->pass.id);
    const int seats = row->party ? store::seats_of_party(tx, *row->party) : 1;
    if (!admission || admission->state.present < seats) return {};
    const std::string since = rfc3339_local(admission->state.first_in->at, time_zone).substr(11, 5);
    if (row->party && seats > 1) return party_is_in(seats, since);
    return Failure(FailureKind::conflict,
                   {"Đại biểu đã vào lúc " + since +
                        " nên không thể cử người dự thay hoặc rút khỏi danh sách. Nếu quét nhầm, "
                        "đề nghị huỷ lượt điểm danh đó trước.",
                    "The delegate came in at " + since +
                        " and can no longer be substituted or withdrawn. If the scan was a "
                        "mistake, undo it first."});
}

QuotaUse use_after(store::ReadTx& tx, const ListId& list, const DelegateId& id,
                   const std::optional<Person>& person) {
    std::optional<ListRow> replacement;
    if (person) replacement = ListRow{id, 0, *person};
    return use_of(rows_after(tx, list, id, replacement));
}

Result<ChangeOutcome> put_in_force(store::WriteTx& tx, const Actor& actor, ListContext& context,
                                   Delegate old, const std::optional<Person>& person) {
    ChangeOutcome outcome;
    std::optional<ListRow> replacement;
    if (person) {
        const auto id = tx.new_id<DelegateId>();
        Delegate after = substitute_of(old, id, *person, tx.now());
        after.party = party_of(tx, context.group, after);
        store::insert_delegate(tx, after);
        replacement = ListRow{id, old.ordinal, *person};
        old.substituted_by = id;
        outcome.after = std::move(after);
    }
    old.status = person ? DelegateStatus::substituted : DelegateStatus::cancelled;
    old.updated_at = tx.now();
    store::update_delegate(tx, old);
    const auto revoked =
        revoke_pass_of(tx, actor, old.id, person ? "Cử người dự thay" : "Rút khỏi danh sách");
    if (!revoked) return revoked.error();

    const auto rows = rows_after(tx, context.list.id, old.id, replacement);
    context.list.use = use_of(rows);
    context.list.revision += 1;
    context.list.updated_at = tx.now();
    store::save_list(tx, context.list);
    store::replace_list_rows(tx, context.list.id, 0, rows);
    tx.changes().touch(old.event);
    audit(tx, actor, person ? "delegate.substitute" : "delegate.withdraw", old.event,
          to_text(old.id), outcome.after ? "by=" + to_text(outcome.after->id) : std::string());
    outcome.before = std::move(old);
    return outcome;
}

}  // namespace kinhmoi::usecase
