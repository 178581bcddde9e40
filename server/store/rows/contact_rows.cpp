// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/contact_rows.hpp"

#include "server/store/rows/event_rows.hpp"

namespace kinhmoi::store {
namespace {

#define CONTACT_COLUMNS \
    "id, event_id, code, agency_id, form_of_address, rank, name, position, phone, purpose"

Contact read_contact(const Rows& rows) {
    Contact contact;
    rows.read(contact.id, contact.event, contact.code, contact.agency, contact.form_of_address,
              contact.rank, contact.name, contact.position, contact.phone, contact.purpose);
    return contact;
}

/// Binds every column of CONTACT_COLUMNS, in order.
void execute_with_contact(WriteTx& tx, std::string_view sql, const Contact& contact) {
    tx.execute(sql, contact.id, contact.event, contact.code, contact.agency,
               contact.form_of_address, contact.rank, contact.name, contact.position, contact.phone,
               contact.purpose);
}

}  // namespace

std::optional<Contact> load_contact(ReadTx& tx, const ContactId& id) {
    Rows rows = tx.query("SELECT " CONTACT_COLUMNS " FROM contacts WHERE id = $1", id);
    if (!rows.next()) return std::nullopt;
    return read_contact(rows);
}

std::optional<Contact> find_contact(ReadTx& tx, const Actor& actor, const ContactId& id) {
    auto contact = load_contact(tx, id);
    if (contact && !sees_event(tx, actor, contact->event)) return std::nullopt;
    return contact;
}

std::vector<Contact> load_contacts(ReadTx& tx, const EventId& event, const Page& page) {
    Rows rows = tx.query("SELECT " CONTACT_COLUMNS
                         " FROM contacts WHERE event_id = $1 AND code > $2 ORDER BY code LIMIT $3",
                         event, page.after, page.limit);
    std::vector<Contact> contacts;
    while (rows.next()) contacts.push_back(read_contact(rows));
    return contacts;
}

std::string cursor_of(const Contact& contact) {
    return contact.code;
}

void insert(WriteTx& tx, const Contact& contact) {
    execute_with_contact(tx,
                         "INSERT INTO contacts (" CONTACT_COLUMNS
                         ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                         contact);
}

void update(WriteTx& tx, const Contact& contact) {
    execute_with_contact(tx,
                         "UPDATE contacts SET code = $3, agency_id = $4, form_of_address = $5,"
                         " rank = $6, name = $7, position = $8, phone = $9, purpose = $10"
                         " WHERE id = $1 AND event_id = $2",
                         contact);
}

void erase(WriteTx& tx, const ContactId& id) {
    tx.execute("DELETE FROM contacts WHERE id = $1", id);
}

}  // namespace kinhmoi::store
