// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/task_rows.hpp"

#include <algorithm>

#include "server/store/rows/columns.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/scope.hpp"

namespace kinhmoi::store {
namespace {

#define TASK_COLUMNS "id, event_id, code, agency_id, role, point, text, status, due_on"

Task read_task(const Rows& rows) {
    Task task;
    std::optional<std::string> due_on;
    rows.read(task.id, task.event, task.code, task.agency, task.role, task.point, task.text,
              task.status, due_on);
    task.due_on = date_of(due_on);
    return task;
}

std::vector<Task> read_tasks(ReadTx& tx, Rows rows) {
    std::vector<Task> tasks;
    while (rows.next()) tasks.push_back(read_task(rows));
    for (Task& task : tasks) {
        Rows cooperators = tx.query(
            "SELECT agency_id FROM task_cooperators WHERE task_id = $1 ORDER BY ordinal", task.id);
        while (cooperators.next())
            task.cooperating_agencies.push_back(cooperators.get<AgencyId>(0));
    }
    return tasks;
}

void insert_cooperators(WriteTx& tx, const Task& task) {
    int ordinal = 0;
    for (const AgencyId& agency : task.cooperating_agencies) {
        tx.execute("INSERT INTO task_cooperators (task_id, ordinal, agency_id) VALUES ($1, $2, $3)",
                   task.id, ordinal++, agency);
    }
}

}  // namespace

std::optional<Task> load_task(ReadTx& tx, const TaskId& id) {
    auto tasks = read_tasks(tx, tx.query("SELECT " TASK_COLUMNS " FROM tasks WHERE id = $1", id));
    if (tasks.empty()) return std::nullopt;
    return std::move(tasks.front());
}

std::optional<Task> find_task(ReadTx& tx, const Actor& actor, const TaskId& id) {
    auto task = load_task(tx, id);
    if (!task || !sees_event(tx, actor, task->event)) return std::nullopt;
    const Scope scope = scope_of(actor);
    if (!scope.is_clerk || !task->agency || *task->agency == scope.agency) return task;
    const auto& others = task->cooperating_agencies;
    if (std::find(others.begin(), others.end(), scope.agency) == others.end()) return std::nullopt;
    return task;
}

std::vector<Task> list_tasks(ReadTx& tx, const Actor& actor, const EventId& event,
                             const Page& page) {
    if (!sees_event(tx, actor, event)) return {};
    const Scope scope = scope_of(actor);
    return read_tasks(
        tx, tx.query("SELECT " TASK_COLUMNS " FROM tasks WHERE event_id = $1 AND code > $2"
                     " AND ($3 = 0 OR agency_id IS NULL OR agency_id = $4 OR EXISTS (SELECT 1"
                     " FROM task_cooperators c WHERE c.task_id = tasks.id AND c.agency_id = $4))"
                     " ORDER BY code LIMIT $5",
                     event, page.after, scope.is_clerk, scope.agency, page.limit));
}

std::string cursor_of(const Task& task) {
    return task.code;
}

std::vector<Task> load_tasks(ReadTx& tx, const EventId& event) {
    return read_tasks(
        tx,
        tx.query("SELECT " TASK_COLUMNS " FROM tasks WHERE event_id = $1 ORDER BY code", event));
}

void insert(WriteTx& tx, const Task& task) {
    tx.execute("INSERT INTO tasks (" TASK_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
               task.id, task.event, task.code, task.agency, task.role, task.point, task.text,
               task.status, date_column(task.due_on));
    insert_cooperators(tx, task);
}

void update(WriteTx& tx, const Task& task) {
    tx.execute(
        "UPDATE tasks SET code = $2, agency_id = $3, role = $4, point = $5, text = $6,"
        " status = $7, due_on = $8 WHERE id = $1",
        task.id, task.code, task.agency, task.role, task.point, task.text, task.status,
        date_column(task.due_on));
    tx.execute("DELETE FROM task_cooperators WHERE task_id = $1", task.id);
    insert_cooperators(tx, task);
}

void erase(WriteTx& tx, const TaskId& id) {
    tx.execute("DELETE FROM task_cooperators WHERE task_id = $1", id);
    tx.execute("DELETE FROM tasks WHERE id = $1", id);
}

}  // namespace kinhmoi::store
