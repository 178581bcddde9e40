// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/public_document.hpp"

#include "common/domain/document_number.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/document_file_rows.hpp"
#include "server/store/rows/document_rows.hpp"

namespace kinhmoi::usecase {

std::optional<PublicDocument> public_document(store::ReadTx& tx, const DocumentId& id) {
    const auto document = store::load_document(tx, id);
    if (!document || !document->has_access_qr) return std::nullopt;
    PublicDocument view;
    view.title = document->title;
    view.subject = document->subject;
    if (!document->symbol.empty())
        view.number_line = document_number_line(document->number, document->symbol);
    if (document->issuer) view.issuer = store::agency_name(tx, *document->issuer);
    view.has_file = store::load_document_file(tx, id).has_value();
    return view;
}

}  // namespace kinhmoi::usecase
