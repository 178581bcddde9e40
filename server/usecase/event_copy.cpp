// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/event_copy.hpp"

#include "server/store/rows/event_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/events.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/plan.hpp"

namespace kinhmoi::usecase {
namespace {

/// How far the start moves.
struct Shift {
    std::int64_t ms = 0;
    std::int64_t days = 0;

    void operator()(std::optional<Instant>& at) const {
        if (at) at = *at + ms;
    }
    void operator()(std::optional<CivilDate>& date) const {
        if (date) date = date_from_days(days_since_epoch(*date) + days);
    }
    void operator()(std::optional<Deadline>& deadline) const {
        if (deadline) deadline->due_on = date_from_days(days_since_epoch(deadline->due_on) + days);
    }
};

Shift shift_of(const Event& event, Instant starts_at) {
    const std::string& zone = event.time_zone;
    return {starts_at - event.starts_at, days_since_epoch(local_date(zone, starts_at)) -
                                             days_since_epoch(local_date(zone, event.starts_at))};
}

void move_plan(Plan& plan, const CopyForm& form) {
    Event& event = plan.event;
    const Shift shift = shift_of(event, form.starts_at);
    event.code = form.code;
    if (!form.title.empty()) event.title = form.title;
    event.status = EventStatus::planned;
    event.starts_at = form.starts_at;
    shift(event.ends_at);
    shift(event.doors_open_at);
    shift(event.doors_close_at);
    shift(event.deadline);
    for (Quota& quota : plan.quotas) shift(quota.deadline);
    for (Task& task : plan.tasks) {
        shift(task.due_on);
        task.status = "assigned";
    }
    for (Livestream& stream : plan.streams) stream.url.clear();
    plan.documents.clear();
}

}  // namespace

Result<Event> copy_event(store::WriteTx& tx, const Actor& actor, const EventId& source,
                         const CopyForm& form) {
    auto plan = export_plan(tx, actor, source);
    if (!plan) return plan.error();
    if (!actor.may_manage(source)) return no_such_event();
    if (store::load_event_by_code(tx, form.code)) return code_taken(event_noun);
    move_plan(*plan, form);
    auto outcome = import_plan(tx, actor, std::move(*plan));
    if (!outcome) return outcome.error();
    audit(tx, actor, "event.copy", outcome->event.id, to_text(source));
    return std::move(outcome->event);
}

}  // namespace kinhmoi::usecase
