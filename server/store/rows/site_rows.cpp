// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/site_rows.hpp"

#include "server/store/rows/columns.hpp"
#include "server/store/rows/event_rows.hpp"

namespace kinhmoi::store {
namespace {

#define SITE_COLUMNS                                                                            \
    "id, event_id, code, role, name, venue, address, relays_from_id, chair_group_id, capacity," \
    " ordinal"
#define GATE_COLUMNS "id, event_id, site_id, code, name"

Site read_site(const Rows& rows) {
    Site site;
    std::string role;
    rows.read(site.id, site.event, site.code, role, site.name, site.venue, site.address,
              site.relays_from, site.chair_group, site.capacity, site.ordinal);
    site.role = word_of(parse_site_role, role);
    return site;
}

Gate read_gate(const Rows& rows) {
    Gate gate;
    rows.read(gate.id, gate.event, gate.site, gate.code, gate.name);
    return gate;
}

}  // namespace

std::optional<Site> load_site(ReadTx& tx, const SiteId& id) {
    Rows rows = tx.query("SELECT " SITE_COLUMNS " FROM sites WHERE id = $1", id);
    if (!rows.next()) return std::nullopt;
    return read_site(rows);
}

std::optional<Site> find_site(ReadTx& tx, const Actor& actor, const SiteId& id) {
    auto site = load_site(tx, id);
    if (site && !sees_event(tx, actor, site->event)) return std::nullopt;
    return site;
}

std::vector<Site> load_sites(ReadTx& tx, const EventId& event, const Page& page) {
    const OrdinalCursor after = ordinal_cursor(page.after);
    Rows rows = tx.query("SELECT " SITE_COLUMNS
                         " FROM sites WHERE event_id = $1 AND (ordinal, code) > ($2, $3)"
                         " ORDER BY ordinal, code LIMIT $4",
                         event, after.ordinal, after.code, page.limit);
    std::vector<Site> sites;
    while (rows.next()) sites.push_back(read_site(rows));
    return sites;
}

std::string cursor_of(const Site& site) {
    return ordinal_cursor_text(site.ordinal, site.code);
}

void insert(WriteTx& tx, const Site& site) {
    tx.execute("INSERT INTO sites (" SITE_COLUMNS
               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
               site.id, site.event, site.code, name_of(site.role), site.name, site.venue,
               site.address, site.relays_from, site.chair_group, site.capacity, site.ordinal);
}

void update(WriteTx& tx, const Site& site) {
    tx.execute(
        "UPDATE sites SET code = $2, role = $3, name = $4, venue = $5, address = $6,"
        " relays_from_id = $7, chair_group_id = $8, capacity = $9, ordinal = $10"
        " WHERE id = $1",
        site.id, site.code, name_of(site.role), site.name, site.venue, site.address,
        site.relays_from, site.chair_group, site.capacity, site.ordinal);
}

void erase(WriteTx& tx, const SiteId& id) {
    tx.execute("DELETE FROM sites WHERE id = $1", id);
}

std::optional<Gate> load_gate(ReadTx& tx, const GateId& id) {
    Rows rows = tx.query("SELECT " GATE_COLUMNS " FROM gates WHERE id = $1", id);
    if (!rows.next()) return std::nullopt;
    return read_gate(rows);
}

std::optional<Gate> find_gate(ReadTx& tx, const Actor& actor, const GateId& id) {
    auto gate = load_gate(tx, id);
    if (gate && !sees_event(tx, actor, gate->event)) return std::nullopt;
    return gate;
}

std::vector<Gate> load_gates(ReadTx& tx, const EventId& event, const Page& page) {
    Rows rows = tx.query("SELECT " GATE_COLUMNS
                         " FROM gates WHERE event_id = $1 AND code > $2 ORDER BY code LIMIT $3",
                         event, page.after, page.limit);
    std::vector<Gate> gates;
    while (rows.next()) gates.push_back(read_gate(rows));
    return gates;
}

std::string cursor_of(const Gate& gate) {
    return gate.code;
}

void insert(WriteTx& tx, const Gate& gate) {
    tx.execute("INSERT INTO gates (" GATE_COLUMNS ") VALUES ($1, $2, $3, $4, $5)", gate.id,
               gate.event, gate.site, gate.code, gate.name);
}

void update(WriteTx& tx, const Gate& gate) {
    tx.execute("UPDATE gates SET site_id = $2, code = $3, name = $4 WHERE id = $1", gate.id,
               gate.site, gate.code, gate.name);
}

void erase(WriteTx& tx, const GateId& id) {
    tx.execute("DELETE FROM gates WHERE id = $1", id);
}

}  // namespace kinhmoi::store
