// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/verify.hpp"

#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/migrator.hpp"

namespace kinhmoi::store::sqlite {
namespace {

constexpr int most_findings = 100;

void check_structure(ReadTx& tx, std::vector<Finding>& findings) {
    auto rows =
        tx.query("SELECT integrity_check FROM pragma_integrity_check LIMIT $1", most_findings);
    while (rows.next()) {
        auto line = rows.get<std::string>(0);
        if (line != "ok") findings.push_back({"structure", std::move(line)});
    }
}

void check_foreign_keys(ReadTx& tx, std::vector<Finding>& findings) {
    auto rows = tx.query(
        "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY \"table\" LIMIT $1",
        most_findings);
    while (rows.next())
        findings.push_back({"foreign_keys", rows.get<std::string>(0) + ": " +
                                                std::to_string(rows.get<std::int64_t>(1)) +
                                                " rows point at nothing"});
}

}  // namespace

std::vector<Finding> verify(SqliteConnection& connection, const Settings& settings) {
    std::vector<Finding> findings;
    try {
        ReadTx tx(connection, Instant{});
        check_structure(tx, findings);
        if (!findings.empty()) return findings;  // the rest would only repeat it
        check_foreign_keys(tx, findings);
        if (auto checked = check_migrations(connection, settings.migrations); !checked)
            findings.push_back({"schema", checked.error().message().en});
    } catch (const StoreError& error) {
        findings.push_back({"structure", error.what()});
    }
    return findings;
}

std::vector<Finding> verify(const Settings& settings, const std::filesystem::path& file) {
    auto connection = open_connection(settings, Role::checker, file);
    if (!connection) return {{"cannot_open", connection.error().message().en}};
    return verify(**connection, settings);
}

std::map<std::string, std::int64_t> count_rows(SqliteConnection& connection) {
    ReadTx tx(connection, Instant{});
    std::vector<std::string> tables;
    auto names = tx.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (names.next()) tables.push_back(names.get<std::string>(0));
    std::map<std::string, std::int64_t> counts;
    // A table's name cannot be a parameter; these come from our own migrations.
    for (const std::string& table : tables)
        counts[table] = std::stoll(connection.scalar("SELECT count(*) FROM \"" + table + "\""));
    return counts;
}

}  // namespace kinhmoi::store::sqlite
