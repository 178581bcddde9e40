// SPDX-License-Identifier: Apache-2.0
// Faults and questions about the rows of a draft, with paths into the rows as they were sent.
#pragma once

#include <vector>

#include "common/domain/delegate_list.hpp"
#include "common/domain/participant_group.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/lists.hpp"

namespace kinhmoi::usecase {

/// "/rows/3/consents/photo", in the order of the rows.
std::vector<FieldFault> row_faults(const std::vector<ListRow>& rows, const ParticipantGroup& group);
/// In this list and in the other drafts of its agency.
std::vector<RowDuplicate> row_duplicates(store::ReadTx& tx, const ListId& list,
                                         const std::vector<ListRow>& rows);

}  // namespace kinhmoi::usecase
