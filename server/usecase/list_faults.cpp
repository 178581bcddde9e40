// SPDX-License-Identifier: Apache-2.0
// Applies the rules of a person to every row of a draft and finds people who stand twice.
#include "server/usecase/list_faults.hpp"

#include <algorithm>
#include <unordered_map>

#include "server/store/rows/list_rows.hpp"

namespace kinhmoi::usecase {

std::vector<FieldFault> row_faults(const std::vector<ListRow>& rows,
                                   const ParticipantGroup& group) {
    std::vector<FieldFault> all;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (FieldFault& fault : person_faults(rows[i].person, group)) {
            fault.path = "/rows/" + std::to_string(i) + '/' + fault.path;
            all.push_back(std::move(fault));
        }
    }
    return all;
}

std::vector<RowDuplicate> row_duplicates(store::ReadTx& tx, const ListId& list,
                                         const std::vector<ListRow>& rows) {
    std::vector<RowDuplicate> all;
    std::unordered_map<std::string, std::size_t> first_of;
    std::unordered_map<DelegateId, std::size_t> index_of;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        index_of.emplace(rows[i].id, i);
        const std::string key = identity_of(rows[i].person);
        if (key.empty()) continue;
        const auto [found, is_first] = first_of.emplace(key, i);
        if (!is_first) all.push_back({i, found->second, std::nullopt});
    }
    for (const store::DraftDuplicate& elsewhere : store::draft_duplicates(tx, list)) {
        const auto row = index_of.find(elsewhere.row);
        if (row != index_of.end()) all.push_back({row->second, std::nullopt, elsewhere.other_list});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const RowDuplicate& a, const RowDuplicate& b) { return a.row < b.row; });
    return all;
}

}  // namespace kinhmoi::usecase
