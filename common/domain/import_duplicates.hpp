// SPDX-License-Identifier: Apache-2.0
// Finds the same person twice, in the sheet and on existing lists; linear, by keys.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "common/domain/import_sheet.hpp"

namespace kinhmoi {

/// Certain: same name (tones count, their place does not) and same phone; or same organization
/// when one of the two has no phone; a child: same name and school. Possible: same name without
/// accents and same phone; same name and organization but another phone; a name and nothing else.
/// Against an existing list, a bare name is certain if that one is bare too.
class DuplicateFinder {
public:
    explicit DuplicateFinder(const std::vector<KnownPerson>& known);
    /// Adds duplicate_of or known_id and the issues to record; before are the records above.
    void judge(ImportRecord& record, const std::vector<ImportRecord>& before);

private:
    /// Who was seen first under a key: the index of a record, or of a known person.
    using Index = std::unordered_map<std::string, std::size_t>;

    bool match_known(ImportRecord& record, const std::vector<std::string>& keys);
    void remember(const std::vector<std::string>& keys, std::size_t record);

    const std::vector<KnownPerson>& known_;
    std::unordered_multimap<std::string, std::size_t> known_by_key_;
    std::vector<bool> known_taken_;  ///< one row of the sheet answers to one known person
    Index by_key_;
};

}  // namespace kinhmoi
