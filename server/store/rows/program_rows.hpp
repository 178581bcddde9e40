// SPDX-License-Identifier: Apache-2.0
// Programs (chương trình) that events belong to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/event.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Program> load_program(ReadTx& tx, const ProgramId& id);
std::optional<Program> load_program_by_code(ReadTx& tx, std::string_view code);
/// By code.
std::vector<Program> load_programs(ReadTx& tx, const Page& page = {});
std::string cursor_of(const Program& program);
void insert(WriteTx& tx, const Program& program);
void update(WriteTx& tx, const Program& program);
/// No event may belong to it.
void erase(WriteTx& tx, const ProgramId& id);

/// True if an event that the actor may not see belongs to it. Never for administrators.
bool is_program_of_others(ReadTx& tx, const Actor& actor, const ProgramId& program);

}  // namespace kinhmoi::store
