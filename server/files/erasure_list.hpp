// SPDX-License-Identifier: Apache-2.0
// Who was erased, kept beside the database and not in it: a backup made before an erasure brings
// the person back, and this list takes them out again. Ids only, one a line.
#pragma once

#include <filesystem>
#include <vector>

#include "common/base/ids.hpp"

namespace kinhmoi::files {

class ErasureList {
public:
    explicit ErasureList(std::filesystem::path file) : file_(std::move(file)) {}

    /// Durable when it returns. Throws std::system_error.
    void add(const DelegateId& person);
    /// In the order they were erased; a line cut short by a crash does not count.
    std::vector<DelegateId> read() const;
    /// Those of another list that are not here yet.
    void add_all(const ErasureList& other);
    const std::filesystem::path& file() const { return file_; }

private:
    std::filesystem::path file_;
};

}  // namespace kinhmoi::files
