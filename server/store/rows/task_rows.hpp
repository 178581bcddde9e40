// SPDX-License-Identifier: Apache-2.0
// Tasks (phân công nhiệm vụ). find_…, list_…: scoped by the actor, a clerk sees those of its own
// agency and those for all; load_…: unscoped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/document.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Task> find_task(ReadTx& tx, const Actor& actor, const TaskId& id);
/// By code.
std::vector<Task> list_tasks(ReadTx& tx, const Actor& actor, const EventId& event,
                             const Page& page = {});
std::string cursor_of(const Task& task);

std::optional<Task> load_task(ReadTx& tx, const TaskId& id);
std::vector<Task> load_tasks(ReadTx& tx, const EventId& event);
void insert(WriteTx& tx, const Task& task);
void update(WriteTx& tx, const Task& task);
void erase(WriteTx& tx, const TaskId& id);

}  // namespace kinhmoi::store
