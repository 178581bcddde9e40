// SPDX-License-Identifier: Apache-2.0
// Enumerators and their stable names in one table, read in both directions.
#pragma once

#include <cassert>
#include <cstddef>
#include <optional>
#include <string_view>

namespace kinhmoi {

template <class Enum>
struct NamedValue {
    Enum value;
    const char* name;
};

template <class Enum, std::size_t N>
const char* name_in(const NamedValue<Enum> (&table)[N], Enum value) {
    for (const auto& row : table) {
        if (row.value == value) return row.name;
    }
    assert(false && "every enumerator has a row");
    return "";
}

template <class Enum, std::size_t N>
std::optional<Enum> value_in(const NamedValue<Enum> (&table)[N], std::string_view name) {
    for (const auto& row : table) {
        if (name == row.name) return row.value;
    }
    return std::nullopt;
}

}  // namespace kinhmoi
