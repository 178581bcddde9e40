// SPDX-License-Identifier: Apache-2.0
#include "server/api/json_reader.hpp"

#include <algorithm>
#include <limits>

#include "common/base/faults.hpp"
#include "common/base/text.hpp"

namespace kinhmoi::api {
namespace {

/// A key as a JSON pointer segment (RFC 6901).
std::string pointer_segment(std::string_view key) {
    std::string out = "/";
    for (char c : key) {
        if (c == '~') out += "~0";
        else if (c == '/') out += "~1";
        else out += c;
    }
    return out;
}

std::optional<std::int64_t> as_integer(const Json& value) {
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return std::nullopt;
        return static_cast<std::int64_t>(number);
    }
    if (value.is_number_integer()) return value.get<std::int64_t>();
    return std::nullopt;
}

}  // namespace

void Faults::add(std::string path, std::string code, Message message) {
    list_.push_back({std::move(path), std::move(code), std::move(message)});
}

ObjectReader::ObjectReader(const Json& object)
    : ObjectReader(object, "", std::make_shared<Faults>()) {}

ObjectReader::ObjectReader(const Json& object, std::string path, std::shared_ptr<Faults> faults)
    : object_(object.is_object() ? &object : nullptr),
      path_(std::move(path)),
      faults_(std::move(faults)) {
    if (!object_)
        faults_->add(path_, "not_an_object",
                     {"phải là một đối tượng JSON.", "must be a JSON object."});
}

bool ObjectReader::has(std::string_view key) const {
    return object_ && object_->contains(key);
}

const Json* ObjectReader::take(std::string_view key) {
    taken_.emplace_back(key);
    if (!object_) return nullptr;
    const auto found = object_->find(key);
    if (found == object_->end() || found->is_null()) return nullptr;
    return &*found;
}

void ObjectReader::fault(std::string_view key, std::string code, Message message) {
    faults_->add(path_ + pointer_segment(key), std::move(code), std::move(message));
}

void ObjectReader::fault_at(std::string_view key, std::size_t index, std::string code,
                            Message message) {
    faults_->add(path_ + pointer_segment(key) + pointer_segment(std::to_string(index)),
                 std::move(code), std::move(message));
}

void ObjectReader::missing(std::string_view key) {
    // A value that is no object at all is one fault, not one a key.
    if (object_) fault(key, "missing", {"là thông tin bắt buộc.", "is required."});
}

bool ObjectReader::has_fault(std::string_view key) const {
    const std::string path = path_ + pointer_segment(key);
    return std::any_of(faults_->list().begin(), faults_->list().end(),
                       [&](const FieldFault& fault) { return fault.path == path; });
}

std::string ObjectReader::checked_text(std::string_view key, const Json& value, Length length,
                                       bool raw) {
    if (!value.is_string()) {
        fault(key, "not_text", {"phải là chuỗi ký tự.", "must be text."});
        return {};
    }
    const auto& sent = value.get_ref<const std::string&>();
    std::string text = raw ? sent : clean(sent);
    const std::size_t size = text_length(text);
    if (size < length.min) {
        if (length.min == 1) fault(key, "empty", {"không được để trống.", "must not be empty."});
        else
            fault(key, "too_short",
                  {"phải có ít nhất " + std::to_string(length.min) + " ký tự.",
                   "must have at least " + std::to_string(length.min) + " characters."});
        return {};
    }
    if (size > length.max) {
        fault(key, "too_long",
              {"dài quá " + std::to_string(length.max) + " ký tự.",
               "is longer than " + std::to_string(length.max) + " characters."});
        return {};
    }
    return text;
}

std::string ObjectReader::text(std::string_view key, Length length) {
    const Json* value = take(key);
    if (value) return checked_text(key, *value, length, false);
    missing(key);
    return {};
}

std::string ObjectReader::optional_text(std::string_view key, Length length) {
    const Json* value = take(key);
    return value ? checked_text(key, *value, length, false) : std::string();
}

std::string ObjectReader::raw_text(std::string_view key, Length length) {
    const Json* value = take(key);
    if (value) return checked_text(key, *value, length, true);
    missing(key);
    return {};
}

bool ObjectReader::boolean(std::string_view key, bool if_absent) {
    const Json* value = take(key);
    if (!value) return if_absent;
    if (value->is_boolean()) return value->get<bool>();
    fault(key, "not_boolean", {"phải là true hoặc false.", "must be true or false."});
    return if_absent;
}

std::int64_t ObjectReader::integer(std::string_view key, std::int64_t min, std::int64_t max) {
    const auto value = optional_integer(key, min, max);
    if (!value && !has_fault(key)) missing(key);
    return value.value_or(min);
}

std::optional<std::int64_t> ObjectReader::optional_integer(std::string_view key, std::int64_t min,
                                                           std::int64_t max) {
    const Json* value = take(key);
    if (!value) return std::nullopt;
    const auto number = as_integer(*value);
    if (number && *number >= min && *number <= max) return number;
    fault(key, "out_of_range",
          {"phải là số nguyên từ " + std::to_string(min) + " đến " + std::to_string(max) + ".",
           "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max) +
               "."});
    return std::nullopt;
}

std::optional<CivilDate> ObjectReader::optional_date(std::string_view key) {
    const Json* value = take(key);
    if (!value) return std::nullopt;
    if (value->is_string()) {
        if (const auto date = parse_iso_date(value->get_ref<const std::string&>())) return date;
    }
    fault(key, "not_a_date",
          {"phải là ngày dạng 2026-05-29.", "must be a date such as 2026-05-29."});
    return std::nullopt;
}

Instant ObjectReader::instant(std::string_view key) {
    const auto value = optional_instant(key);
    if (!value && !has_fault(key)) missing(key);
    return value.value_or(Instant{});
}

std::optional<Instant> ObjectReader::optional_instant(std::string_view key) {
    const Json* value = take(key);
    if (!value) return std::nullopt;
    if (value->is_string()) {
        if (const auto at = parse_rfc3339(value->get_ref<const std::string&>())) return at;
    }
    fault(key, "not_a_time",
          {"phải là thời điểm dạng 2026-05-29T08:00:00+07:00.",
           "must be a time such as 2026-05-29T08:00:00+07:00."});
    return std::nullopt;
}

std::vector<std::string> ObjectReader::texts(std::string_view key, Length each,
                                             std::size_t max_count) {
    std::vector<std::string> out;
    const Json* value = take(key);
    if (!value) return out;
    if (!value->is_array() || value->size() > max_count) {
        fault(key, "not_a_list",
              {"phải là danh sách không quá " + std::to_string(max_count) + " mục.",
               "must be a list of at most " + std::to_string(max_count) + " items."});
        return out;
    }
    ObjectReader items(*object_, path_ + pointer_segment(key), faults_);
    for (std::size_t i = 0; i < value->size(); ++i)
        out.push_back(items.checked_text(std::to_string(i), (*value)[i], each, false));
    return out;
}

std::optional<ObjectReader> ObjectReader::optional_object(std::string_view key) {
    const Json* value = take(key);
    if (!value) return std::nullopt;
    return ObjectReader(*value, path_ + pointer_segment(key), faults_);
}

std::vector<ObjectReader> ObjectReader::objects(std::string_view key, std::size_t max_count) {
    std::vector<ObjectReader> out;
    const Json* value = take(key);
    if (!value) return out;
    if (!value->is_array() || value->size() > max_count) {
        fault(key, "not_a_list",
              {"phải là danh sách không quá " + std::to_string(max_count) + " mục.",
               "must be a list of at most " + std::to_string(max_count) + " items."});
        return out;
    }
    out.reserve(value->size());
    for (std::size_t i = 0; i < value->size(); ++i) {
        out.emplace_back((*value)[i], path_ + pointer_segment(key) + "/" + std::to_string(i),
                         faults_);
    }
    return out;
}

void ObjectReader::finish() {
    if (!object_) return;
    for (const auto& [key, value] : object_->items()) {
        if (std::find(taken_.begin(), taken_.end(), key) != taken_.end()) continue;
        fault(key, "unknown_key", {"không phải là trường được phép gửi.", "is not a known field."});
    }
}

Failure ObjectReader::failure() const {
    return invalid(faults_->list());
}

}  // namespace kinhmoi::api
