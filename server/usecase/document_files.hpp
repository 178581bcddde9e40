// SPDX-License-Identifier: Apache-2.0
// The file of a document: put there by the organizer, read by whoever sees the event, and by
// anybody where a QR leads to the document. The bytes are the caller's business (server/files).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/rows/document_file_rows.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// not_found unless the actor sees the document and may manage its event: asked before any bytes
/// are written.
Result<void> may_put_document_file(store::ReadTx& tx, const Actor& actor, const DocumentId& id);

struct NewDocumentFile {
    store::Sha256 sha256{};
    FileType type = FileType::pdf;
    std::string wanted_name;  ///< "" : the document's code
    std::int64_t bytes = 0;
};
/// Replaces the one before.
Result<store::DocumentFile> put_document_file(store::WriteTx& tx, const Actor& actor,
                                              const DocumentId& id, const NewDocumentFile& file);
Result<void> remove_document_file(store::WriteTx& tx, const Actor& actor, const DocumentId& id);

Result<store::DocumentFile> get_document_file(store::ReadTx& tx, const Actor& actor,
                                              const DocumentId& id);
Result<std::vector<store::DocumentFile>> list_document_files(store::ReadTx& tx, const Actor& actor,
                                                             const EventId& event);
/// Nothing unless the document says that a QR leads to it.
std::optional<store::DocumentFile> public_document_file(store::ReadTx& tx, const DocumentId& id);

}  // namespace kinhmoi::usecase
