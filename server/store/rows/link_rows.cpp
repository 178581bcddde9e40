// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/link_rows.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

ActivationLink link_at(const Rows& rows) {
    ActivationLink link;
    std::string role;
    rows.read(link.id, role, link.agency, link.event, link.note, link.created_at, link.created_by,
              link.expires_at, link.opened_at, link.used_at, link.used_by, link.revoked_at);
    link.role = word_of(parse_role, role);
    return link;
}

std::vector<ActivationLink> links_of(Rows rows) {
    std::vector<ActivationLink> links;
    while (rows.next()) links.push_back(link_at(rows));
    return links;
}

}  // namespace

std::optional<ActivationLink> find_link(ReadTx& tx, const SecretHash& secret) {
    Rows rows = tx.query(
        "SELECT id, role, agency_id, event_id, note, created_at, created_by, expires_at,"
        " opened_at, used_at, used_by, revoked_at FROM activation_links"
        " WHERE secret_hash = $1 OR typed_hash = $1",
        secret);
    if (!rows.next()) return std::nullopt;
    return link_at(rows);
}

std::optional<ActivationLink> load_link(ReadTx& tx, const LinkId& id) {
    Rows rows = tx.query(
        "SELECT id, role, agency_id, event_id, note, created_at, created_by, expires_at,"
        " opened_at, used_at, used_by, revoked_at FROM activation_links WHERE id = $1",
        id);
    if (!rows.next()) return std::nullopt;
    return link_at(rows);
}

std::vector<ActivationLink> load_links(ReadTx& tx, const std::optional<EventId>& event,
                                       const Page& page) {
    // Version 7 ids grow with time: the greatest possible one stands for "from the newest".
    LinkId before;
    before.bytes.fill(0xff);
    if (!page.after.empty()) before = parse_id<LinkId>(page.after).value_or(LinkId{});
    if (event) {
        return links_of(tx.query(
            "SELECT id, role, agency_id, event_id, note, created_at, created_by, expires_at,"
            " opened_at, used_at, used_by, revoked_at FROM activation_links"
            " WHERE event_id = $1 AND role = 'clerk' AND id < $2 ORDER BY id DESC LIMIT $3",
            *event, before, page.limit));
    }
    return links_of(
        tx.query("SELECT id, role, agency_id, event_id, note, created_at, created_by, expires_at,"
                 " opened_at, used_at, used_by, revoked_at FROM activation_links"
                 " WHERE role <> 'clerk' AND id < $1 ORDER BY id DESC LIMIT $2",
                 before, page.limit));
}

std::string cursor_of(const ActivationLink& link) {
    return to_text(link.id);
}

bool has_quota(ReadTx& tx, const EventId& event, const AgencyId& agency) {
    return tx
        .query("SELECT 1 FROM quotas WHERE agency_id = $1 AND event_id = $2 LIMIT 1", agency, event)
        .next();
}

void insert(WriteTx& tx, const ActivationLink& link, const SecretHash& secret,
            const std::optional<SecretHash>& typed) {
    tx.execute(
        "INSERT INTO activation_links (id, secret_hash, role, agency_id, event_id, note,"
        " created_at, created_by, expires_at, typed_hash)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        link.id, secret, name_of(link.role), link.agency, link.event, link.note, link.created_at,
        link.created_by, link.expires_at, typed);
}

void mark_link_opened(WriteTx& tx, const LinkId& id, Instant at) {
    tx.execute("UPDATE activation_links SET opened_at = $1 WHERE id = $2 AND opened_at IS NULL", at,
               id);
}

void mark_link_used(WriteTx& tx, const LinkId& id, const AccountId& by, Instant at) {
    tx.execute("UPDATE activation_links SET used_at = $1, used_by = $2 WHERE id = $3", at, by, id);
}

void mark_link_revoked(WriteTx& tx, const LinkId& id, Instant at) {
    tx.execute("UPDATE activation_links SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL",
               at, id);
}

void revoke_command_line_links(WriteTx& tx, Instant at) {
    tx.execute(
        "UPDATE activation_links SET revoked_at = $1 WHERE role = 'administrator'"
        " AND created_by IS NULL AND used_at IS NULL AND revoked_at IS NULL",
        at);
}

}  // namespace kinhmoi::store
