// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/programs.hpp"

#include "server/store/rows/program_rows.hpp"
#include "server/usecase/audit.hpp"

namespace kinhmoi::usecase {
namespace {

bool is_code_of_another(store::ReadTx& tx, const Program& program) {
    const auto other = store::load_program_by_code(tx, program.code);
    return other && other->id != program.id;
}

}  // namespace

Result<Program> get_program(store::ReadTx& tx, const ProgramId& id) {
    auto program = store::load_program(tx, id);
    if (!program) return not_found(program_noun);
    return std::move(*program);
}

Result<Program> create_program(store::WriteTx& tx, const Actor& actor, Program program) {
    program.id = tx.new_id<ProgramId>();
    auto faults = program_faults(program);
    if (!faults.empty()) return invalid_fields(std::move(faults));
    if (is_code_of_another(tx, program)) return code_taken(program_noun);
    store::insert(tx, program);
    audit(tx, actor, "program.create", std::nullopt, to_text(program.id));
    return program;
}

Failure program_of_others() {
    return Failure(
        FailureKind::conflict,
        {"Chương trình này còn có sự kiện của đơn vị tổ chức khác. Đề nghị quản trị viên sửa.",
         "Another organizer's event belongs to this program too. Ask an administrator to change "
         "it."});
}

Result<Program> update_program(store::WriteTx& tx, const Actor& actor, const ProgramId& id,
                               Program program, const Seen<Program>& seen) {
    const auto before = store::load_program(tx, id);
    if (!before) return not_found(program_noun);
    if (auto same = refuse_if_changed(program_noun, seen, *before); !same) return same.error();
    program.id = id;
    auto faults = program_faults(program);
    if (!faults.empty()) return invalid_fields(std::move(faults));
    if (is_code_of_another(tx, program)) return code_taken(program_noun);
    if (program == *before) return program;
    if (store::is_program_of_others(tx, actor, id)) return program_of_others();
    store::update(tx, program);
    audit(tx, actor, "program.update", std::nullopt, to_text(id));
    return program;
}

Result<void> delete_program(store::WriteTx& tx, const Actor& actor, const ProgramId& id,
                            const Seen<Program>& seen) {
    const auto program = store::load_program(tx, id);
    if (!program) return not_found(program_noun);
    if (auto same = refuse_if_changed(program_noun, seen, *program); !same) return same;
    const std::vector<Use> uses = {count_use_of(
        tx, "SELECT COUNT(*) FROM events WHERE program_id = $1", id, {"sự kiện", "event(s)"})};
    if (auto unused = refuse_if_used(program_noun, uses); !unused) return unused;
    store::erase(tx, id);
    audit(tx, actor, "program.delete", std::nullopt, to_text(id));
    return {};
}

}  // namespace kinhmoi::usecase
