// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/document_rows.hpp"

#include "server/store/rows/columns.hpp"
#include "server/store/rows/event_rows.hpp"

namespace kinhmoi::store {
namespace {

#define DOCUMENT_COLUMNS                                                                     \
    "id, event_id, code, type, role, number, symbol, issued_on, place, issuer_id, title,"    \
    " subject, bases, replaces_type, attached_to, authority_lines, signer_name, recipients," \
    " has_access_qr"

Document read_document(const Rows& rows) {
    Document document;
    std::optional<std::string> issued_on;
    std::string bases, authority_lines, recipients;
    rows.read(document.id, document.event, document.code, document.type, document.role,
              document.number, document.symbol, issued_on, document.place, document.issuer,
              document.title, document.subject, bases, document.replaces_type, document.attached_to,
              authority_lines, document.signer_name, recipients, document.has_access_qr);
    document.issued_on = date_of(issued_on);
    document.bases = lines_of(bases);
    document.authority_lines = lines_of(authority_lines);
    document.recipients = lines_of(recipients);
    return document;
}

/// Binds every column of DOCUMENT_COLUMNS, in order.
void execute_with_document(WriteTx& tx, std::string_view sql, const Document& document) {
    tx.execute(sql, document.id, document.event, document.code, document.type, document.role,
               document.number, document.symbol, date_column(document.issued_on), document.place,
               document.issuer, document.title, document.subject, lines_column(document.bases),
               document.replaces_type, document.attached_to, lines_column(document.authority_lines),
               document.signer_name, lines_column(document.recipients), document.has_access_qr);
}

}  // namespace

std::optional<Document> load_document(ReadTx& tx, const DocumentId& id) {
    Rows rows = tx.query("SELECT " DOCUMENT_COLUMNS " FROM documents WHERE id = $1", id);
    if (!rows.next()) return std::nullopt;
    return read_document(rows);
}

std::optional<Document> find_document(ReadTx& tx, const Actor& actor, const DocumentId& id) {
    auto document = load_document(tx, id);
    if (document && !sees_event(tx, actor, document->event)) return std::nullopt;
    return document;
}

std::vector<Document> load_documents(ReadTx& tx, const EventId& event, const Page& page) {
    Rows rows = tx.query("SELECT " DOCUMENT_COLUMNS
                         " FROM documents WHERE event_id = $1 AND code > $2 ORDER BY code LIMIT $3",
                         event, page.after, page.limit);
    std::vector<Document> documents;
    while (rows.next()) documents.push_back(read_document(rows));
    return documents;
}

std::string cursor_of(const Document& document) {
    return document.code;
}

void insert(WriteTx& tx, const Document& document) {
    execute_with_document(tx,
                          "INSERT INTO documents (" DOCUMENT_COLUMNS
                          ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
                          " $15, $16, $17, $18, $19)",
                          document);
}

void update(WriteTx& tx, const Document& document) {
    execute_with_document(
        tx,
        "UPDATE documents SET code = $3, type = $4, role = $5, number = $6, symbol = $7,"
        " issued_on = $8, place = $9, issuer_id = $10, title = $11, subject = $12, bases = $13,"
        " replaces_type = $14, attached_to = $15, authority_lines = $16, signer_name = $17,"
        " recipients = $18, has_access_qr = $19 WHERE id = $1 AND event_id = $2",
        document);
}

void erase(WriteTx& tx, const DocumentId& id) {
    tx.execute("DELETE FROM documents WHERE id = $1", id);
}

}  // namespace kinhmoi::store
