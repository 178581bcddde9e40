// SPDX-License-Identifier: Apache-2.0
// Programs (chương trình) that events belong to.
#pragma once

#include <optional>
#include <string_view>

#include "common/domain/event.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Program> load_program(ReadTx& tx, const ProgramId& id);
std::optional<Program> load_program_by_code(ReadTx& tx, std::string_view code);
void insert(WriteTx& tx, const Program& program);
void update(WriteTx& tx, const Program& program);

}  // namespace kinhmoi::store
