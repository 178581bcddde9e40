// SPDX-License-Identifier: Apache-2.0
// Contacts (đầu mối liên hệ) of an event, visible to all concerned. find_…: scoped; load_…:
// unscoped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/document.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Contact> find_contact(ReadTx& tx, const Actor& actor, const ContactId& id);
std::optional<Contact> load_contact(ReadTx& tx, const ContactId& id);
/// By code.
std::vector<Contact> load_contacts(ReadTx& tx, const EventId& event, const Page& page = {});
std::string cursor_of(const Contact& contact);
void insert(WriteTx& tx, const Contact& contact);
void update(WriteTx& tx, const Contact& contact);
void erase(WriteTx& tx, const ContactId& id);

}  // namespace kinhmoi::store
