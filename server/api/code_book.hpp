// SPDX-License-Identifier: Apache-2.0
// Codes that stand for ids inside a plan: agencies, sites, groups and the program.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "common/base/ids.hpp"

namespace kinhmoi::api {

class CodeBook {
public:
    /// The first id of a code stays; false if there was one.
    template <class Id>
    bool add(const std::string& code, const Id& id) {
        auto& table = std::get<Table<Id>>(tables_);
        table.codes.emplace(id, code);
        return table.ids.emplace(code, id).second;
    }
    /// Null for an unknown code.
    template <class Id>
    const Id* find(const std::string& code) const {
        const auto& table = std::get<Table<Id>>(tables_);
        const auto found = table.ids.find(code);
        return found == table.ids.end() ? nullptr : &found->second;
    }
    /// The id must have been added.
    template <class Id>
    const std::string& code_of(const Id& id) const {
        return std::get<Table<Id>>(tables_).codes.at(id);
    }

private:
    template <class Id>
    struct Table {
        std::map<std::string, Id> ids;
        std::map<Id, std::string> codes;
    };
    std::tuple<Table<AgencyId>, Table<SiteId>, Table<GroupId>, Table<ProgramId>> tables_;
};

}  // namespace kinhmoi::api
