// SPDX-License-Identifier: Apache-2.0
// Contacts, tasks, documents and livestreams: what binds them and what uses them.
#include <algorithm>

#include "server/store/rows/contact_rows.hpp"
#include "server/store/rows/document_rows.hpp"
#include "server/store/rows/livestream_rows.hpp"
#include "server/store/rows/task_rows.hpp"
#include "server/usecase/part_references.hpp"
#include "server/usecase/part_rules.hpp"

namespace kinhmoi::usecase {

// --- contacts

std::optional<Contact> PartRules<Contact>::find(store::ReadTx& tx, const Actor& actor,
                                                const ContactId& id) {
    return store::find_contact(tx, actor, id);
}

std::vector<Contact> PartRules<Contact>::list(store::ReadTx& tx, const Actor&, const EventId& event,
                                              const store::Page& page) {
    return store::load_contacts(tx, event, page);
}

std::vector<FieldFault> PartRules<Contact>::faults(store::ReadTx& tx, const Contact& contact) {
    std::vector<FieldFault> faults;
    check_agency(tx, "agency", contact.agency, faults);
    return faults;
}

bool PartRules<Contact>::is_taken(store::ReadTx& tx, const Contact& contact) {
    return is_code_taken(tx, "SELECT id FROM contacts WHERE event_id = $1 AND code = $2", contact);
}

Failure PartRules<Contact>::taken() {
    return code_taken(noun);
}

std::vector<Use> PartRules<Contact>::uses(store::ReadTx&, const Contact&) {
    return {};
}

// --- tasks

std::optional<Task> PartRules<Task>::find(store::ReadTx& tx, const Actor& actor, const TaskId& id) {
    return store::find_task(tx, actor, id);
}

std::vector<Task> PartRules<Task>::list(store::ReadTx& tx, const Actor& actor, const EventId& event,
                                        const store::Page& page) {
    return store::list_tasks(tx, actor, event, page);
}

std::vector<FieldFault> PartRules<Task>::faults(store::ReadTx& tx, const Task& task) {
    std::vector<FieldFault> faults;
    check_agency(tx, "agency", task.agency, faults);
    check_agencies(tx, "cooperating_agencies", task.cooperating_agencies, faults);
    return faults;
}

bool PartRules<Task>::is_taken(store::ReadTx& tx, const Task& task) {
    return is_code_taken(tx, "SELECT id FROM tasks WHERE event_id = $1 AND code = $2", task);
}

Failure PartRules<Task>::taken() {
    return code_taken(noun);
}

std::vector<Use> PartRules<Task>::uses(store::ReadTx&, const Task&) {
    return {};
}

// --- documents

std::optional<Document> PartRules<Document>::find(store::ReadTx& tx, const Actor& actor,
                                                  const DocumentId& id) {
    return store::find_document(tx, actor, id);
}

std::vector<Document> PartRules<Document>::list(store::ReadTx& tx, const Actor&,
                                                const EventId& event, const store::Page& page) {
    return store::load_documents(tx, event, page);
}

std::vector<FieldFault> PartRules<Document>::faults(store::ReadTx& tx, const Document& document) {
    auto faults = document_faults(document);
    check_agency(tx, "issuer", document.issuer, faults);
    const auto others = store::load_documents(tx, document.event);
    const auto exists = [&](const std::string& code) {
        return std::any_of(others.begin(), others.end(),
                           [&](const Document& other) { return other.code == code; });
    };
    for (std::size_t i = 0; i < document.bases.size(); ++i) {
        if (!exists(document.bases[i]))
            faults.push_back(unknown_reference("bases/" + std::to_string(i)));
    }
    if (!document.attached_to.empty() && !exists(document.attached_to))
        faults.push_back(unknown_reference("attached_to"));
    return faults;
}

bool PartRules<Document>::is_taken(store::ReadTx& tx, const Document& document) {
    return is_code_taken(tx, "SELECT id FROM documents WHERE event_id = $1 AND code = $2",
                         document);
}

Failure PartRules<Document>::taken() {
    return code_taken(noun);
}

std::vector<Use> PartRules<Document>::uses(store::ReadTx& tx, const Document& document) {
    const auto others = store::load_documents(tx, document.event);
    const auto refers = [&](const Document& other) {
        return other.attached_to == document.code ||
               std::find(other.bases.begin(), other.bases.end(), document.code) !=
                   other.bases.end();
    };
    return {{std::count_if(others.begin(), others.end(), refers),
             {"văn bản khác dẫn chiếu", "other document(s) that refer to it"}}};
}

Result<void> change_allowed(store::ReadTx& tx, const Document& before, const Document& after) {
    if (before.code == after.code || PartRules<Document>::uses(tx, before)[0].count == 0) return {};
    return Failure(FailureKind::conflict,
                   {"Văn bản khác dẫn chiếu đến mã này. Đề nghị sửa các văn bản đó trước.",
                    "Other documents refer to this code. Change those first."},
                   {{"/code", "referred_to", {"đang được dẫn chiếu.", "is referred to."}}});
}

// --- livestreams

std::optional<Livestream> PartRules<Livestream>::find(store::ReadTx& tx, const Actor& actor,
                                                      const StreamId& id) {
    return store::find_stream(tx, actor, id);
}

std::vector<Livestream> PartRules<Livestream>::list(store::ReadTx& tx, const Actor&,
                                                    const EventId& event, const store::Page& page) {
    return store::load_streams(tx, event, page);
}

std::vector<FieldFault> PartRules<Livestream>::faults(store::ReadTx&, const Livestream&) {
    return {};
}

bool PartRules<Livestream>::is_taken(store::ReadTx& tx, const Livestream& stream) {
    return is_code_taken(tx, "SELECT id FROM livestreams WHERE event_id = $1 AND code = $2",
                         stream);
}

Failure PartRules<Livestream>::taken() {
    return code_taken(noun);
}

std::vector<Use> PartRules<Livestream>::uses(store::ReadTx&, const Livestream&) {
    return {};
}

}  // namespace kinhmoi::usecase
