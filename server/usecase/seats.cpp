// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/seats.hpp"

#include <map>

#include "common/base/faults.hpp"
#include "common/base/limits.hpp"
#include "common/base/text.hpp"
#include "qr/short_number.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/door_notes.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

FieldFault fault(std::size_t row, const char* field, const char* code, Message message) {
    return {"/items/" + std::to_string(row) + "/" + field, code, std::move(message)};
}

Result<DelegateId> delegate_of(store::ReadTx& tx, const EventId& event, const SeatRow& row,
                               std::size_t at) {
    if (row.delegate) return *row.delegate;
    const auto number = qr::parse_short_number(row.short_number);
    if (!number) {
        return invalid({fault(at, "short_number", "malformed",
                              {"không phải mã số thẻ; đề nghị kiểm tra lại từng chữ số.",
                               "is not a pass number; check every digit."})});
    }
    const auto pass = store::pass_of_short_number(tx, event, number->value);
    if (pass) return pass->pass.delegate;
    return invalid({fault(at, "short_number", "unknown_reference",
                          {"không có trong sự kiện này.", "is no pass of this event."})});
}

/// The delegate with its new seat; a fault of the row.
Result<Delegate> seated(store::ReadTx& tx, const EventId& event, const SeatRow& row,
                        std::size_t at) {
    const auto id = delegate_of(tx, event, row, at);
    if (!id) return id.error();
    const char* field = row.delegate ? "delegate" : "short_number";
    auto delegate = store::load_delegate(tx, *id);
    if (!delegate || delegate->event != event) {
        return invalid({fault(at, field, "unknown_reference",
                              {"không có trong sự kiện này.", "is nobody of this event."})});
    }
    if (!is_live(delegate->status)) {
        return invalid({fault(
            at, field, "not_live",
            {"là đại biểu đã rút tên hoặc đã được thay.", "has withdrawn or was substituted."})});
    }
    if (delegate->erased_at) {
        return invalid(
            {fault(at, field, "erased", {"là người đã được xoá dữ liệu cá nhân.", "was erased."})});
    }
    delegate->seat = clean(row.seat);
    if (text_length(delegate->seat) > limits::seat) {
        return invalid({fault(at, "seat", "too_long",
                              {"dài quá 64 ký tự.", "is longer than 64 characters."})});
    }
    return std::move(*delegate);
}

}  // namespace

Result<int> set_seats(store::WriteTx& tx, const Actor& actor, const EventId& event,
                      const std::vector<SeatRow>& rows) {
    if (!store::sees_event(tx, actor, event) || !decides(actor)) return no_such_event();
    std::vector<FieldFault> faults;
    std::vector<Delegate> delegates;
    std::map<DelegateId, std::size_t> first_row;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto delegate = seated(tx, event, rows[i], i);
        if (!delegate) {
            const Failure refusal = delegate.error();
            for (const FieldFault& one : refusal.faults()) faults.push_back(one);
            continue;
        }
        const auto [known, is_new] = first_row.emplace(delegate->id, i);
        if (!is_new) {
            const std::string line = std::to_string(known->second + 1);
            faults.push_back(fault(i, rows[i].delegate ? "delegate" : "short_number", "repeated",
                                   {"trùng với dòng " + line + ".", "repeats row " + line + "."}));
            continue;
        }
        delegates.push_back(std::move(*delegate));
    }
    if (!faults.empty()) return invalid(std::move(faults));

    int changed = 0;
    for (Delegate& delegate : delegates) {
        if (store::load_delegate(tx, delegate.id)->seat == delegate.seat) continue;
        delegate.updated_at = tx.now();
        store::update_delegate(tx, delegate);
        tell_doors(tx, delegate);
        audit(tx, actor, "delegate.seat", event, to_text(delegate.id));
        ++changed;
    }
    if (changed > 0) tx.changes().touch(event);
    return changed;
}

}  // namespace kinhmoi::usecase
