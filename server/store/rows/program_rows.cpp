// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/program_rows.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

#define PROGRAM_COLUMNS "id, code, name, name_variants, from_year, to_year"

std::optional<Program> first_program(Rows rows) {
    if (!rows.next()) return std::nullopt;
    Program program;
    std::string variants;
    rows.read(program.id, program.code, program.name, variants, program.from_year, program.to_year);
    program.name_variants = lines_of(variants);
    return program;
}

}  // namespace

std::optional<Program> load_program(ReadTx& tx, const ProgramId& id) {
    return first_program(tx.query("SELECT " PROGRAM_COLUMNS " FROM programs WHERE id = $1", id));
}

std::optional<Program> load_program_by_code(ReadTx& tx, std::string_view code) {
    return first_program(
        tx.query("SELECT " PROGRAM_COLUMNS " FROM programs WHERE code = $1", code));
}

void insert(WriteTx& tx, const Program& program) {
    tx.execute("INSERT INTO programs (" PROGRAM_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)",
               program.id, program.code, program.name, lines_column(program.name_variants),
               program.from_year, program.to_year);
}

void update(WriteTx& tx, const Program& program) {
    tx.execute(
        "UPDATE programs SET code = $2, name = $3, name_variants = $4, from_year = $5,"
        " to_year = $6 WHERE id = $1",
        program.id, program.code, program.name, lines_column(program.name_variants),
        program.from_year, program.to_year);
}

}  // namespace kinhmoi::store
