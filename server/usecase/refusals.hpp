// SPDX-License-Identifier: Apache-2.0
// Refusals that the set-up verbs share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

/// What a thing is called in sentences: "điểm cầu", "site".
struct Noun {
    const char* vi;
    const char* en;
};

Failure not_found(const Noun& noun);
/// All faults as one refusal; "/" is put before each path.
Failure invalid_fields(std::vector<FieldFault> faults);
/// The code of the thing is used by another one.
Failure code_taken(const Noun& noun);

/// Somebody else changed the thing since the caller read it.
Failure changed_meanwhile(const Noun& noun);

FieldFault unknown_reference(std::string path);

/// What still uses a thing: 3 × "chỉ tiêu".
struct Use {
    std::int64_t count = 0;
    Noun noun;
};
/// SELECT COUNT(*) with $1 = id.
template <class Id>
Use count_use_of(store::ReadTx& tx, std::string_view sql, const Id& id, Noun noun) {
    store::Rows rows = tx.query(sql, id);
    rows.next();
    return {rows.get<std::int64_t>(0), noun};
}
/// A conflict that says what uses the thing; success if nothing does.
Result<void> refuse_if_used(const Noun& noun, const std::vector<Use>& uses);

}  // namespace kinhmoi::usecase
