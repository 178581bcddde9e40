// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/part_references.hpp"

#include "server/usecase/refusals.hpp"

namespace kinhmoi::usecase {

bool is_site_of(store::ReadTx& tx, const EventId& event, const SiteId& site) {
    return tx.query("SELECT 1 FROM sites WHERE id = $1 AND event_id = $2", site, event).next();
}

bool is_group_of(store::ReadTx& tx, const EventId& event, const GroupId& group) {
    return tx
        .query("SELECT 1 FROM participant_groups WHERE id = $1 AND event_id = $2", group, event)
        .next();
}

void check_agency(store::ReadTx& tx, const std::string& path, const std::optional<AgencyId>& agency,
                  std::vector<FieldFault>& faults) {
    if (!agency) return;
    if (!tx.query("SELECT 1 FROM agencies WHERE id = $1", *agency).next())
        faults.push_back(unknown_reference(path));
}

void check_agencies(store::ReadTx& tx, const std::string& path,
                    const std::vector<AgencyId>& agencies, std::vector<FieldFault>& faults) {
    for (std::size_t i = 0; i < agencies.size(); ++i)
        check_agency(tx, path + "/" + std::to_string(i), agencies[i], faults);
}

}  // namespace kinhmoi::usecase
