// SPDX-License-Identifier: Apache-2.0
// Metadata of an event's documents. find_…: scoped by the actor; load_…: unscoped.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/document.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Document> find_document(ReadTx& tx, const Actor& actor, const DocumentId& id);
std::optional<Document> load_document(ReadTx& tx, const DocumentId& id);
/// By code.
std::vector<Document> load_documents(ReadTx& tx, const EventId& event, const Page& page = {});
std::string cursor_of(const Document& document);
void insert(WriteTx& tx, const Document& document);
void update(WriteTx& tx, const Document& document);
void erase(WriteTx& tx, const DocumentId& id);

}  // namespace kinhmoi::store
