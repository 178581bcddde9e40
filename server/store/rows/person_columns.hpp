// SPDX-License-Identifier: Apache-2.0
// The fifteen columns that hold a person in list_rows, delegates and late_changes.
#pragma once

#include <optional>
#include <string>

#include "common/domain/delegate.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

inline constexpr const char* person_column_names =
    "full_name, honorific, rank, position, organization, phone, email, note, age_band, "
    "leader_name, leader_phone, guardian_attend, child_attend, photo, named";
inline constexpr int person_column_count = 15;

/// The columns that are words of closed lists; the others are the person's texts themselves.
struct PersonWords {
    explicit PersonWords(const Person& person);
    std::optional<std::string> age_band;
    std::optional<std::string> guardian_attend;
    std::optional<std::string> child_attend;
    std::optional<std::string> photo;
    std::optional<std::string> named;
};

/// The person whose columns start at `first`, in the order of person_column_names.
Person person_at(const Rows& rows, int first);

}  // namespace kinhmoi::store
