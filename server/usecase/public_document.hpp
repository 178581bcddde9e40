// SPDX-License-Identifier: Apache-2.0
// What anybody may read of a document whose QR stands on paper: no person.
#pragma once

#include <optional>
#include <string>

#include "common/base/ids.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

struct PublicDocument {
    std::string title;
    std::string subject;      ///< trích yếu
    std::string number_line;  ///< "Số:        /KH-UBND" until a clerk gives the number
    std::string issuer;
    bool has_file = false;
};

/// Nothing unless the document says that a QR leads to it.
std::optional<PublicDocument> public_document(store::ReadTx& tx, const DocumentId& id);

}  // namespace kinhmoi::usecase
