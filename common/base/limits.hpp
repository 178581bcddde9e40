// SPDX-License-Identifier: Apache-2.0
// The largest sizes that are accepted: every input has one, and it is written here only.
#pragma once

#include <cstddef>

namespace kinhmoi::limits {

// Text, in code points.
constexpr std::size_t person_name = 120;
constexpr std::size_t short_text = 200;  ///< position, organization, agency, site, group, venue
constexpr std::size_t address_text = 400;
constexpr std::size_t note_text = 500;
constexpr std::size_t reason_text = 1'000;
constexpr std::size_t long_text = 8'000;  ///< body of a task or a letter
constexpr std::size_t email = 254;
constexpr std::size_t rank_or_honorific = 60;
constexpr std::size_t door_note = 40;  ///< one line of a phone held at arm's length
constexpr std::size_t seat = 64;
constexpr std::size_t code_text = 64;  ///< codes of groups, gates, symbols of documents

// Imported sheets.
constexpr std::size_t sheet_rows = 20'000;
constexpr std::size_t sheet_columns = 64;
constexpr std::size_t cell_text = 1'024;
constexpr std::size_t sheet_bytes = 16 * 1024 * 1024;
constexpr std::size_t header_search_rows = 60;

}  // namespace kinhmoi::limits
