// SPDX-License-Identifier: Apache-2.0
#include "server/files/erasure_list.hpp"

#include <algorithm>
#include <string_view>

#include "server/files/durable.hpp"

namespace kinhmoi::files {

void ErasureList::add(const DelegateId& person) {
    // The line end in front closes a line that a crash has cut short.
    append_durably(file_, "\n" + to_text(person) + "\n");
}

void ErasureList::add_all(const ErasureList& other) {
    const auto known = read();
    for (const DelegateId& person : other.read())
        if (std::find(known.begin(), known.end(), person) == known.end()) add(person);
}

std::vector<DelegateId> ErasureList::read() const {
    if (!std::filesystem::exists(file_)) return {};
    const std::string text = read_file(file_);
    std::vector<DelegateId> persons;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        if (const auto id = parse_id<DelegateId>(rest.substr(0, end))) persons.push_back(*id);
        rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
    }
    return persons;
}

}  // namespace kinhmoi::files
