// SPDX-License-Identifier: Apache-2.0
// The files of documents: what they are called and which bytes they hold.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/domain/document_file.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

using Sha256 = std::array<std::uint8_t, 32>;

struct DocumentFile {
    DocumentId document;
    Sha256 sha256{};
    FileType type = FileType::pdf;
    std::string name;
    std::int64_t bytes = 0;
    Instant uploaded_at;
    AccountId uploaded_by;
};

/// Unscoped: usecase/document_files asks for the document first.
std::optional<DocumentFile> load_document_file(ReadTx& tx, const DocumentId& document);
std::vector<DocumentFile> load_document_files(ReadTx& tx, const EventId& event);
/// Replaces the document's.
void put_document_file(WriteTx& tx, const DocumentFile& file);
/// False when there was none.
bool erase_document_file(WriteTx& tx, const DocumentId& document);
/// Every content that some document has, each once.
std::vector<Sha256> all_contents(ReadTx& tx);

}  // namespace kinhmoi::store
