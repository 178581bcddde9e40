// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/program_rows.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

#define PROGRAM_COLUMNS "id, code, name, name_variants, from_year, to_year"

Program read_program(Rows& rows) {
    Program program;
    std::string variants;
    rows.read(program.id, program.code, program.name, variants, program.from_year, program.to_year);
    program.name_variants = lines_of(variants);
    return program;
}

std::optional<Program> first_program(Rows rows) {
    if (!rows.next()) return std::nullopt;
    return read_program(rows);
}

}  // namespace

std::optional<Program> load_program(ReadTx& tx, const ProgramId& id) {
    return first_program(tx.query("SELECT " PROGRAM_COLUMNS " FROM programs WHERE id = $1", id));
}

std::optional<Program> load_program_by_code(ReadTx& tx, std::string_view code) {
    return first_program(
        tx.query("SELECT " PROGRAM_COLUMNS " FROM programs WHERE code = $1", code));
}

std::vector<Program> load_programs(ReadTx& tx, const Page& page) {
    Rows rows =
        tx.query("SELECT " PROGRAM_COLUMNS " FROM programs WHERE code > $1 ORDER BY code LIMIT $2",
                 page.after, page.limit);
    std::vector<Program> programs;
    while (rows.next()) programs.push_back(read_program(rows));
    return programs;
}

std::string cursor_of(const Program& program) {
    return program.code;
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

void erase(WriteTx& tx, const ProgramId& id) {
    tx.execute("DELETE FROM programs WHERE id = $1", id);
}

bool is_program_of_others(ReadTx& tx, const Actor& actor, const ProgramId& program) {
    if (actor.role == Role::administrator) return false;
    Rows rows = tx.query(
        "SELECT 1 FROM events e WHERE e.program_id = $1 AND NOT EXISTS (SELECT 1 FROM "
        "account_events s WHERE s.account_id = $2 AND s.event_id = e.id) LIMIT 1",
        program, actor.account);
    return rows.next();
}

}  // namespace kinhmoi::store
