// SPDX-License-Identifier: Apache-2.0
// Questions that the rules of parts ask: does a reference exist in this event, is a code free.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

bool is_site_of(store::ReadTx& tx, const EventId& event, const SiteId& site);
bool is_group_of(store::ReadTx& tx, const EventId& event, const GroupId& group);

/// Adds a fault at path if the agency does not exist; "path/2" for the third of many.
void check_agency(store::ReadTx& tx, const std::string& path, const std::optional<AgencyId>& agency,
                  std::vector<FieldFault>& faults);
void check_agencies(store::ReadTx& tx, const std::string& path,
                    const std::vector<AgencyId>& agencies, std::vector<FieldFault>& faults);

/// sql: SELECT id … with $1 = event, $2 = code. True if another part holds the code.
template <class Part>
bool is_code_taken(store::ReadTx& tx, std::string_view sql, const Part& part) {
    store::Rows rows = tx.query(sql, part.event, part.code);
    return rows.next() && rows.get<decltype(part.id)>(0) != part.id;
}

}  // namespace kinhmoi::usecase
