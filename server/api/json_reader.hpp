// SPDX-License-Identifier: Apache-2.0
// Turns a JSON object into domain values and collects every fault on the way: unknown keys, wrong
// types, lengths, ranges, unknown words. Nothing is read twice; nothing is silently dropped.
//
//   ObjectReader in(body);
//   site.code = in.text("code", {1, 64});
//   site.capacity = in.optional_integer("capacity", 0, 1'000'000);
//   in.finish();                       // unknown keys
//   if (in.faults().any()) return in.failure();
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "server/api/json.hpp"

namespace kinhmoi::api {

/// Code points allowed in a text.
struct Length {
    std::size_t min = 0;
    std::size_t max = 300;
};

/// Faults of one body, shared by the readers of its parts.
class Faults {
public:
    void add(std::string path, std::string code, Message message);
    bool any() const { return !list_.empty(); }
    std::vector<FieldFault> take() { return std::move(list_); }
    const std::vector<FieldFault>& list() const { return list_; }

private:
    std::vector<FieldFault> list_;
};

class ObjectReader {
public:
    /// The body itself. A value that is not an object is one fault.
    explicit ObjectReader(const Json& object);
    /// A part of a body, e.g. path "/rows/3", reporting into the body's faults.
    ObjectReader(const Json& object, std::string path, std::shared_ptr<Faults> faults);

    /// Required, NFC, trimmed, single line, no control characters.
    std::string text(std::string_view key, Length length);
    /// As text(), but absent and null give "".
    std::string optional_text(std::string_view key, Length length);
    /// As it was sent (secrets, passwords): only UTF-8 and length are judged.
    std::string raw_text(std::string_view key, Length length);
    bool boolean(std::string_view key, bool if_absent);
    std::int64_t integer(std::string_view key, std::int64_t min, std::int64_t max);
    std::optional<std::int64_t> optional_integer(std::string_view key, std::int64_t min,
                                                 std::int64_t max);
    std::optional<CivilDate> optional_date(std::string_view key);
    Instant instant(std::string_view key);
    std::optional<Instant> optional_instant(std::string_view key);
    std::vector<std::string> texts(std::string_view key, Length each, std::size_t max_count);

    template <class IdType>
    IdType id(std::string_view key) {
        const auto value = optional_id<IdType>(key);
        if (!value && !has_fault(key)) missing(key);
        return value.value_or(IdType{});
    }
    template <class IdType>
    std::optional<IdType> optional_id(std::string_view key) {
        const Json* value = take(key);
        if (!value) return std::nullopt;
        if (value->is_string()) {
            if (const auto parsed = parse_id<IdType>(value->template get_ref<const std::string&>()))
                return parsed;
        }
        fault(key, "not_an_id", {"không phải mã định danh hợp lệ.", "is not a valid identifier."});
        return std::nullopt;
    }

    /// A word of a closed list; parse is the domain's parse_… function.
    template <class Enum>
    Enum word(std::string_view key, std::optional<Enum> (*parse)(std::string_view),
              Enum if_absent) {
        const Json* value = take(key);
        if (!value) return if_absent;
        return parse_word(key, *value, parse).value_or(if_absent);
    }
    template <class Enum>
    std::optional<Enum> optional_word(std::string_view key,
                                      std::optional<Enum> (*parse)(std::string_view)) {
        const Json* value = take(key);
        if (!value) return std::nullopt;
        return parse_word(key, *value, parse);
    }
    template <class Enum>
    Enum required_word(std::string_view key, std::optional<Enum> (*parse)(std::string_view)) {
        const Json* value = take(key);
        if (!value) {
            missing(key);
            return Enum{};
        }
        return parse_word(key, *value, parse).value_or(Enum{});
    }

    /// A part that is an object; nothing when absent or null.
    std::optional<ObjectReader> optional_object(std::string_view key);
    /// A part that is an array of objects; empty when absent.
    std::vector<ObjectReader> objects(std::string_view key, std::size_t max_count);
    /// The raw value of a key (marked as read), or null.
    const Json* take(std::string_view key);

    bool has(std::string_view key) const;
    void fault(std::string_view key, std::string code, Message message);
    /// Of one item of a list: path "/rows/3".
    void fault_at(std::string_view key, std::size_t index, std::string code, Message message);
    /// Reports every key that nobody asked for.
    void finish();

    const std::string& path() const { return path_; }
    Faults& faults() { return *faults_; }
    const std::shared_ptr<Faults>& shared_faults() const { return faults_; }
    /// All faults so far as one refusal: "Có 3 chỗ cần sửa."
    Failure failure() const;

private:
    template <class Enum>
    std::optional<Enum> parse_word(std::string_view key, const Json& value,
                                   std::optional<Enum> (*parse)(std::string_view)) {
        if (value.is_string()) {
            if (const auto parsed = parse(value.get_ref<const std::string&>())) return parsed;
        }
        fault(
            key, "unknown_word",
            {"có giá trị không nằm trong danh sách cho phép.", "is not one of the allowed words."});
        return std::nullopt;
    }
    void missing(std::string_view key);
    bool has_fault(std::string_view key) const;
    std::string checked_text(std::string_view key, const Json& value, Length length, bool raw);

    const Json* object_;  // null when the value was not an object
    std::string path_;
    std::shared_ptr<Faults> faults_;
    std::vector<std::string> taken_;
};

}  // namespace kinhmoi::api
