// SPDX-License-Identifier: Apache-2.0
// Lists, delegates and persons as JSON, and persons from JSON.
#pragma once

#include <string>

#include "common/domain/substitution.hpp"
#include "server/api/json_reader.hpp"
#include "server/usecase/delegates.hpp"
#include "server/usecase/lists.hpp"

namespace kinhmoi::api {

Json person_json(const Person& person);
/// Reads the keys of a person from a row; the caller reads its own keys and finishes.
Person person_of(ObjectReader& in);

Json message_json(const Message& message);
Json faults_json(const std::vector<FieldFault>& faults);

Json list_json(const usecase::ListSummary& summary);
/// list_json with rows, faults and duplicates.
Json list_detail_json(const usecase::ListDetail& detail);
Json rows_json(const std::vector<ListRow>& rows);
Json delegate_json(const usecase::DelegateView& view);
Json delegate_json(const Delegate& delegate, const std::string& zone);
Json late_change_json(const LateChange& change, const std::string& zone);

}  // namespace kinhmoi::api
