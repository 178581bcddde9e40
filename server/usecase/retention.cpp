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
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

std::string counts_text(const store::Erased& erased) {
    return "delegates=" + std::to_string(erased.delegates) +
           " rows=" + std::to_string(erased.list_rows) +
           " parties=" + std::to_string(erased.parties) +
           " requests=" + std::to_string(erased.late_changes);
}

}  // namespace

Retention erase_due(store::WriteTx& tx) {
    Retention done;
    for (const EventId& id : store::events_begun_before(tx, tx.now())) {
        const auto event = store::load_event(tx, id);
        assert(event);
        for (const bool minors : {true, false}) {
            const int days = minors ? event->retention_minors_days : event->retention_adults_days;
            if (tx.now() < event_end(*event) + days * day_ms) continue;
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
    const auto delegate = store::find_delegate(tx, actor, id);
    if (!delegate || !decides(actor)) return no_such_delegate();
    const auto event = store::load_event(tx, delegate->event);
    assert(event);
    if (is_live(delegate->status) && tx.now() < event_end(*event))
        return Failure(
            FailureKind::conflict,
            {"Đại biểu còn trong danh sách của buổi lễ sắp tới. Đề nghị rút khỏi danh sách "
             "(hoặc trả lại danh sách) trước khi xoá dữ liệu.",
             "The delegate is still expected. Withdraw the delegate (or return the list) "
             "before erasing."});
    const store::Erased erased = store::erase_person(tx, id);
    tx.changes().touch(delegate->event);
    audit(tx, actor, "delegate.erase", delegate->event, to_text(id), counts_text(erased));
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
