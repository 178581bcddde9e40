// SPDX-License-Identifier: Apache-2.0
// Retention by event, and erasing one person.
#include "server/usecase/retention.hpp"

#include <algorithm>
#include <cassert>
#include <string>

#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/door_pruning.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/door_notes.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

std::string counts_text(const store::Erased& erased) {
    return "delegates=" + std::to_string(erased.delegates) +
           " rows=" + std::to_string(erased.list_rows) +
           " parties=" + std::to_string(erased.parties) +
           " requests=" + std::to_string(erased.late_changes) +
           " notes=" + std::to_string(erased.notes);
}

/// The event of whoever left a list before it was approved: only older versions remember them.
std::optional<EventId> event_of_row(store::ReadTx& tx, const Actor& actor, const DelegateId& id) {
    const auto list = store::list_of_row(tx, id);
    if (!list) return std::nullopt;
    const auto context = list_context(tx, actor, *list);
    if (!context) return std::nullopt;
    return context->event.id;
}

/// Whoever waits for an approval and is on the draft no more has left already.
bool is_expected(store::ReadTx& tx, const std::optional<Delegate>& delegate, const DelegateId& id) {
    if (!delegate || delegate->status == DelegateStatus::nominated)
        return store::is_on_draft(tx, id);
    return is_live(delegate->status);
}

}  // namespace

Retention erase_due(store::WriteTx& tx) {
    Retention done;
    for (const EventId& id : store::events_begun_before(tx, tx.now())) {
        const auto event = store::load_event(tx, id);
        assert(event);
        for (const bool minors : {true, false}) {
            if (tx.now() < erasure_due(*event, minors)) continue;
            const store::Erased erased = store::erase_people(tx, id, minors);
            if (!erased.any()) continue;
            tx.changes().touch(id);
            audit(tx, command_line_actor(), "retention.erase", id, to_text(id),
                  (minors ? "minors " : "adults ") + counts_text(erased));
            done.events.push_back({id, minors, erased});
            done.persons +=
                erased.delegates + erased.list_rows + erased.parties + erased.late_changes;
        }
    }
    return done;
}

Result<store::Erased> erase_one(store::WriteTx& tx, const Actor& actor, const DelegateId& id) {
    if (!decides(actor)) return no_such_delegate();
    const auto delegate = store::find_delegate(tx, actor, id);
    const auto of_event = delegate ? std::optional(delegate->event) : event_of_row(tx, actor, id);
    if (!of_event) return no_such_delegate();
    const auto event = store::load_event(tx, *of_event);
    assert(event);
    if (is_expected(tx, delegate, id) && tx.now() < event_end(*event))
        return Failure(
            FailureKind::conflict,
            {"Đại biểu còn trong danh sách của buổi lễ sắp tới. Trước khi xoá dữ liệu, đề nghị rút "
             "đại biểu, hoặc trả lại danh sách để cơ quan bỏ đại biểu khỏi danh sách.",
             "The delegate is still expected. Before erasing, withdraw the delegate, or return the "
             "list so that the agency takes the delegate off it."});
    const store::Erased erased = store::erase_person(tx, id);
    if (delegate) tell_doors(tx, *delegate);
    tx.changes().touch(*of_event);
    audit(tx, actor, "delegate.erase", *of_event, to_text(id), counts_text(erased));
    return erased;
}

std::int64_t erase_again(store::WriteTx& tx, const std::vector<DelegateId>& persons) {
    std::int64_t count = 0;
    for (const DelegateId& id : persons) {
        if (!store::keeps_person(tx, id)) continue;
        const store::Erased erased = store::erase_person(tx, id);
        audit(tx, command_line_actor(), "delegate.erase_again", std::nullopt, to_text(id),
              counts_text(erased));
        ++count;
    }
    return count;
}

std::int64_t count_come_back(store::ReadTx& tx, const std::vector<DelegateId>& persons) {
    return std::count_if(persons.begin(), persons.end(),
                         [&](const DelegateId& id) { return store::keeps_person(tx, id); });
}

std::int64_t prune_door_changes(store::WriteTx& tx, std::int64_t limit) {
    return store::prune_door_changes(tx, limit);
}

}  // namespace kinhmoi::usecase
