// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/document_file_rows.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

DocumentFile file_at(const Rows& rows) {
    DocumentFile file;
    std::string media_type;
    rows.read(file.document, file.sha256, media_type, file.name, file.bytes, file.uploaded_at,
              file.uploaded_by);
    file.type = word_of<FileType>(parse_media_type, media_type);
    return file;
}

}  // namespace

std::optional<DocumentFile> load_document_file(ReadTx& tx, const DocumentId& document) {
    Rows rows = tx.query(
        "SELECT document_id, sha256, media_type, name, bytes, uploaded_at, uploaded_by"
        " FROM document_files WHERE document_id = $1",
        document);
    if (!rows.next()) return std::nullopt;
    return file_at(rows);
}

std::vector<DocumentFile> load_document_files(ReadTx& tx, const EventId& event) {
    Rows rows = tx.query(
        "SELECT f.document_id, f.sha256, f.media_type, f.name, f.bytes, f.uploaded_at,"
        " f.uploaded_by FROM document_files f JOIN documents d ON d.id = f.document_id"
        " WHERE d.event_id = $1 ORDER BY d.code",
        event);
    std::vector<DocumentFile> files;
    while (rows.next()) files.push_back(file_at(rows));
    return files;
}

void put_document_file(WriteTx& tx, const DocumentFile& file) {
    erase_document_file(tx, file.document);
    tx.execute(
        "INSERT INTO document_files (document_id, sha256, media_type, name, bytes, uploaded_at,"
        " uploaded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        file.document, file.sha256, media_type_of(file.type), file.name, file.bytes,
        file.uploaded_at, file.uploaded_by);
}

bool erase_document_file(WriteTx& tx, const DocumentId& document) {
    return tx.execute("DELETE FROM document_files WHERE document_id = $1", document) > 0;
}

std::vector<Sha256> all_contents(ReadTx& tx) {
    Rows rows = tx.query("SELECT DISTINCT sha256 FROM document_files ORDER BY sha256");
    std::vector<Sha256> contents;
    while (rows.next()) contents.push_back(rows.get<Sha256>(0));
    return contents;
}

}  // namespace kinhmoi::store
