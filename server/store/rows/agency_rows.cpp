// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/agency_rows.hpp"

#include "common/base/text.hpp"
#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

#define AGENCY_COLUMNS "id, code, name, short_name, aliases, kind, level, parent_id, is_set"

std::vector<AgencyId> load_members(ReadTx& tx, const AgencyId& set) {
    std::vector<AgencyId> members;
    Rows rows =
        tx.query("SELECT member_id FROM agency_members WHERE set_id = $1 ORDER BY ordinal", set);
    while (rows.next()) members.push_back(rows.get<AgencyId>(0));
    return members;
}

Agency read_agency(const Rows& rows) {
    Agency agency;
    std::string aliases;
    rows.read(agency.id, agency.code, agency.name, agency.short_name, aliases, agency.kind,
              agency.level, agency.parent, agency.is_set);
    agency.aliases = lines_of(aliases);
    return agency;
}

std::vector<Agency> read_agencies(ReadTx& tx, Rows rows) {
    std::vector<Agency> agencies;
    while (rows.next()) agencies.push_back(read_agency(rows));
    for (Agency& agency : agencies) {
        if (agency.is_set) agency.members = load_members(tx, agency.id);
    }
    return agencies;
}

std::optional<Agency> first(std::vector<Agency> agencies) {
    if (agencies.empty()) return std::nullopt;
    return std::move(agencies.front());
}

std::string search_column(const Agency& agency) {
    std::string all = search_key(agency.code) + "\n" + search_key(agency.name) + "\n" +
                      search_key(agency.short_name);
    for (const std::string& alias : agency.aliases) all += "\n" + search_key(alias);
    return all;
}

std::vector<std::uint8_t> sort_column(const Agency& agency) {
    const std::string key = text_sort_key(agency.name);
    return {key.begin(), key.end()};
}

void insert_members(WriteTx& tx, const Agency& agency) {
    int ordinal = 0;
    for (const AgencyId& member : agency.members) {
        tx.execute("INSERT INTO agency_members (set_id, ordinal, member_id) VALUES ($1, $2, $3)",
                   agency.id, ordinal++, member);
    }
}

}  // namespace

std::optional<Agency> load_agency(ReadTx& tx, const AgencyId& id) {
    return first(
        read_agencies(tx, tx.query("SELECT " AGENCY_COLUMNS " FROM agencies WHERE id = $1", id)));
}

std::optional<Agency> load_agency_by_code(ReadTx& tx, std::string_view code) {
    return first(read_agencies(
        tx, tx.query("SELECT " AGENCY_COLUMNS " FROM agencies WHERE code = $1", code)));
}

std::string agency_name(ReadTx& tx, const AgencyId& id) {
    Rows rows = tx.query("SELECT name FROM agencies WHERE id = $1", id);
    return rows.next() ? rows.get<std::string>(0) : std::string();
}

std::vector<Agency> load_agencies(ReadTx& tx, std::string_view search, const Page& page) {
    const auto after = parse_id<AgencyId>(page.after).value_or(AgencyId{});
    return read_agencies(
        tx, tx.query("SELECT " AGENCY_COLUMNS
                     " FROM agencies WHERE ($1 = '' OR search_key LIKE $1 ESCAPE '!')"
                     " AND ($2 = 1 OR (sort_key, id) > (SELECT sort_key, id FROM agencies"
                     " WHERE id = $3))"
                     " ORDER BY sort_key, id LIMIT $4",
                     contains_pattern(search), after.is_nil(), after, page.limit));
}

std::string cursor_of(const Agency& agency) {
    return to_text(agency.id);
}

void insert(WriteTx& tx, const Agency& agency) {
    tx.execute("INSERT INTO agencies (" AGENCY_COLUMNS
               ", search_key, sort_key)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
               agency.id, agency.code, agency.name, agency.short_name, lines_column(agency.aliases),
               agency.kind, agency.level, agency.parent, agency.is_set, search_column(agency),
               sort_column(agency));
    insert_members(tx, agency);
}

void update(WriteTx& tx, const Agency& agency) {
    tx.execute(
        "UPDATE agencies SET code = $2, name = $3, short_name = $4, aliases = $5, kind = $6,"
        " level = $7, parent_id = $8, is_set = $9, search_key = $10, sort_key = $11"
        " WHERE id = $1",
        agency.id, agency.code, agency.name, agency.short_name, lines_column(agency.aliases),
        agency.kind, agency.level, agency.parent, agency.is_set, search_column(agency),
        sort_column(agency));
    tx.execute("DELETE FROM agency_members WHERE set_id = $1", agency.id);
    insert_members(tx, agency);
}

std::vector<AgencyId> agencies_of_event(ReadTx& tx, const EventId& event) {
    std::vector<AgencyId> agencies;
    Rows rows = tx.query("SELECT agency_id FROM event_agencies WHERE event_id = $1", event);
    while (rows.next()) agencies.push_back(rows.get<AgencyId>(0));
    return agencies;
}

bool note_agency_of_event(WriteTx& tx, const EventId& event, const AgencyId& agency) {
    return tx.execute(
               "INSERT INTO event_agencies (event_id, agency_id) VALUES ($1, $2)"
               " ON CONFLICT (event_id, agency_id) DO NOTHING",
               event, agency) > 0;
}

void erase(WriteTx& tx, const AgencyId& id) {
    tx.execute("DELETE FROM event_agencies WHERE agency_id = $1", id);
    tx.execute("DELETE FROM agency_members WHERE set_id = $1", id);
    tx.execute("DELETE FROM agencies WHERE id = $1", id);
}

bool is_agency_of_others(ReadTx& tx, const Actor& actor, const AgencyId& agency) {
    if (actor.role == Role::administrator) return false;
    Rows rows = tx.query(
        "SELECT 1 FROM (SELECT event_id FROM quotas WHERE agency_id = $1"
        " UNION SELECT event_id FROM event_agencies WHERE agency_id = $1"
        " UNION SELECT id FROM events WHERE host_agency_id = $1 OR lead_agency_id = $1"
        " OR reception_agency_id = $1 OR receiving_agency_id = $1 OR receiving_unit_id = $1) used"
        " WHERE NOT EXISTS (SELECT 1 FROM account_events s"
        " WHERE s.account_id = $2 AND s.event_id = used.event_id) LIMIT 1",
        agency, actor.account);
    return rows.next();
}

}  // namespace kinhmoi::store
