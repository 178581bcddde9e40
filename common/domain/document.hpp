// SPDX-License-Identifier: Apache-2.0
// What accompanies an event: documents (their metadata), contacts, tasks and livestreams.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "common/base/time.hpp"

namespace kinhmoi {

/// Metadata of an official document. Number and day are blank until a clerk gives them; they are
/// never a key (papers misprint them), so the code is.
struct Document {
    DocumentId id;
    EventId event;
    std::string code;  ///< unique in the event
    std::string type;  ///< "giay_moi", "ke_hoach", "quyet_dinh", …
    std::string role;  ///< "invitation", "legal_basis", "attachment"
    std::optional<int> number;
    std::string symbol;  ///< "KH-UBND"
    std::optional<CivilDate> issued_on;
    std::string place;
    std::optional<AgencyId> issuer;
    std::string title;
    std::string subject;                       ///< trích yếu
    std::vector<std::string> bases;            ///< codes of documents of the same event
    std::string replaces_type;                 ///< a plan may stand in for the giay_moi
    std::string attached_to;                   ///< code of a document, or empty
    std::vector<std::string> authority_lines;  ///< one to three: "TM. ỦY BAN NHÂN DÂN"
    std::string signer_name;
    std::vector<std::string> recipients;  ///< nơi nhận
    bool has_access_qr = false;
    bool operator==(const Document&) const = default;
};

/// Rules of one document by itself; path is "code" or "authority_lines".
std::vector<FieldFault> document_faults(const Document& document);

struct Contact {
    ContactId id;
    EventId event;
    std::string code;
    std::optional<AgencyId> agency;
    std::string form_of_address;  ///< "Đ/c"
    std::string rank;
    std::string name;
    std::string position;
    std::string phone;  ///< E.164 or empty
    std::string purpose;
    bool operator==(const Contact&) const = default;
};

struct Task {
    TaskId id;
    EventId event;
    std::string code;
    std::optional<AgencyId> agency;  ///< none: every agency that has a quota
    std::string role;                ///< "lead" | "cooperating"
    std::vector<AgencyId> cooperating_agencies;
    std::string point;  ///< "a", "b", "đ"
    std::string text;
    std::string status;  ///< "assigned" | "in_progress" | "done"
    std::optional<CivilDate> due_on;
    bool operator==(const Task&) const = default;
};

struct Livestream {
    StreamId id;
    EventId event;
    std::string code;  ///< the platform: "vtvgo"
    std::string name;
    std::string operator_name;
    std::string url;  ///< empty until known
    bool operator==(const Livestream&) const = default;
};

}  // namespace kinhmoi
