// SPDX-License-Identifier: Apache-2.0
// Sites (điểm cầu) and their gates. find_…: scoped by the actor; load_…: unscoped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/site.hpp"
#include "server/store/rows/page.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

std::optional<Site> find_site(ReadTx& tx, const Actor& actor, const SiteId& id);
std::optional<Site> load_site(ReadTx& tx, const SiteId& id);
/// By ordinal, then code.
std::vector<Site> load_sites(ReadTx& tx, const EventId& event, const Page& page = {});
std::string cursor_of(const Site& site);
void insert(WriteTx& tx, const Site& site);
void update(WriteTx& tx, const Site& site);
void erase(WriteTx& tx, const SiteId& id);

std::optional<Gate> find_gate(ReadTx& tx, const Actor& actor, const GateId& id);
std::optional<Gate> load_gate(ReadTx& tx, const GateId& id);
/// By code.
std::vector<Gate> load_gates(ReadTx& tx, const EventId& event, const Page& page = {});
std::string cursor_of(const Gate& gate);
void insert(WriteTx& tx, const Gate& gate);
void update(WriteTx& tx, const Gate& gate);
void erase(WriteTx& tx, const GateId& id);

}  // namespace kinhmoi::store
