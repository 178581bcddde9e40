// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/document_files.hpp"

#include "server/store/rows/document_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

Failure no_such_document() {
    return Failure(FailureKind::not_found, {"Không tìm thấy văn bản này.", "No such document."});
}

Failure no_file() {
    return Failure(FailureKind::not_found,
                   {"Văn bản này chưa có tệp.", "This document has no file."});
}

std::optional<Document> managed(store::ReadTx& tx, const Actor& actor, const DocumentId& id) {
    auto document = store::find_document(tx, actor, id);
    if (!document || !actor.may_manage(document->event)) return std::nullopt;
    return document;
}

}  // namespace

Result<void> may_put_document_file(store::ReadTx& tx, const Actor& actor, const DocumentId& id) {
    if (!managed(tx, actor, id)) return no_such_document();
    return {};
}

Result<store::DocumentFile> put_document_file(store::WriteTx& tx, const Actor& actor,
                                              const DocumentId& id, const NewDocumentFile& file) {
    const auto document = managed(tx, actor, id);
    if (!document) return no_such_document();
    const store::DocumentFile stored{
        id,           file.sha256,
        file.type,    safe_file_name(file.wanted_name, file.type, document->code),
        file.bytes,   tx.now(),
        actor.account};
    store::put_document_file(tx, stored);
    tx.changes().touch(document->event);
    audit(tx, actor, "document.put_file", document->event, to_text(id),
          std::string(extension_of(file.type)) + " bytes=" + std::to_string(file.bytes));
    return stored;
}

Result<void> remove_document_file(store::WriteTx& tx, const Actor& actor, const DocumentId& id) {
    const auto document = managed(tx, actor, id);
    if (!document) return no_such_document();
    if (!store::erase_document_file(tx, id)) return no_file();
    tx.changes().touch(document->event);
    audit(tx, actor, "document.remove_file", document->event, to_text(id));
    return {};
}

Result<store::DocumentFile> get_document_file(store::ReadTx& tx, const Actor& actor,
                                              const DocumentId& id) {
    if (!store::find_document(tx, actor, id)) return no_such_document();
    auto file = store::load_document_file(tx, id);
    if (!file) return no_file();
    return std::move(*file);
}

Result<std::vector<store::DocumentFile>> list_document_files(store::ReadTx& tx, const Actor& actor,
                                                             const EventId& event) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    return store::load_document_files(tx, event);
}

std::optional<store::DocumentFile> public_document_file(store::ReadTx& tx, const DocumentId& id) {
    const auto document = store::load_document(tx, id);
    if (!document || !document->has_access_qr) return std::nullopt;
    return store::load_document_file(tx, id);
}

}  // namespace kinhmoi::usecase
