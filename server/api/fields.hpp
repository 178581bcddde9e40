// SPDX-License-Identifier: Apache-2.0
// Two visitors with the same verbs, so that the fields of a thing are named once and serve both
// directions: FieldReader takes them from a JSON object, FieldWriter puts them into one.
//
//   template <class Fields, class S>  // S: Site or const Site
//   void visit_fields(Fields& f, S& site) {
//       f.text("code", site.code, {1, 64});
//       f.reference("relays_from", site.relays_from);
//   }
//
// References are ids in the API; with a CodeBook (in a plan) they are codes.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/text.hpp"
#include "common/domain/deadline.hpp"
#include "server/api/code_book.hpp"
#include "server/api/json_reader.hpp"

namespace kinhmoi::api {

using Words = std::initializer_list<const char*>;

class FieldReader {
public:
    static constexpr bool reads = true;
    /// codes: null for ids.
    FieldReader(ObjectReader& in, const CodeBook* codes) : in_(in), codes_(codes) {}

    /// Required if length.min > 0.
    void text(std::string_view key, std::string& value, Length length);
    /// Keeps line breaks.
    void multiline(std::string_view key, std::string& value, Length length);
    void boolean(std::string_view key, bool& value, bool if_absent) {
        value = in_.boolean(key, if_absent);
    }
    void integer(std::string_view key, int& value, int min, int max, int if_absent);
    void number(std::string_view key, std::optional<int>& value, int min, int max);
    void date(std::string_view key, std::optional<CivilDate>& value) {
        value = in_.optional_date(key);
    }
    void instant(std::string_view key, Instant& value) { value = in_.instant(key); }
    void instant(std::string_view key, std::optional<Instant>& value) {
        value = in_.optional_instant(key);
    }
    template <class Enum>
    void word(std::string_view key, Enum& value, std::optional<Enum> (*parse)(std::string_view),
              Enum if_absent) {
        value = in_.word(key, parse, if_absent);
    }
    /// One of the words; the first if absent.
    void choice(std::string_view key, std::string& value, Words words);
    void texts(std::string_view key, std::vector<std::string>& value, Length each,
               std::size_t max_count) {
        value = in_.texts(key, each, max_count);
    }
    /// "0500 000 749" in any usual writing; kept as E.164.
    void phone(std::string_view key, std::string& value);
    /// {"due_on": "2026-05-28", "time": null | "17:00", "is_inclusive": true}
    void deadline(std::string_view key, std::optional<Deadline>& value);

    template <class Id>
    void reference(std::string_view key, Id& value) {
        std::optional<Id> read;
        const bool is_there = in_.has(key) && !is_null(key);
        reference(key, read);
        if (!is_there) in_.fault(key, "missing", {"là thông tin bắt buộc.", "is required."});
        value = read.value_or(Id{});
    }
    template <class Id>
    void reference(std::string_view key, std::optional<Id>& value) {
        if (const Json* sent = in_.take(key)) value = referred<Id>(std::string(key), *sent);
    }
    /// Each one once.
    template <class Id>
    void references(std::string_view key, std::vector<Id>& values) {
        for (const auto& [path, sent] : items(key)) {
            const auto id = referred<Id>(path, *sent);
            if (!id) continue;
            bool is_new = true;
            for (const Id& other : values) is_new = is_new && other != *id;
            if (is_new) values.push_back(*id);
            else add_fault(path, "repeated", {"đã có ở trên.", "is there already."});
        }
    }

private:
    struct Item {
        std::string path;  // "members/3"
        const Json* value;
    };

    template <class Id>
    std::optional<Id> referred(const std::string& path, const Json& sent) {
        if (!sent.is_string()) {
            add_fault(path, "not_text", {"phải là chuỗi ký tự.", "must be text."});
            return std::nullopt;
        }
        const auto& name = sent.get_ref<const std::string&>();
        if (!codes_) {
            if (const auto id = parse_id<Id>(name)) return id;
            add_fault(path, "not_an_id",
                      {"không phải mã định danh hợp lệ.", "is not a valid identifier."});
            return std::nullopt;
        }
        if (const Id* id = codes_->find<Id>(clean(name))) return *id;
        add_fault(path, "unknown_code",
                  {"không phải mã có trong kế hoạch này.", "is not a code of this plan."});
        return std::nullopt;
    }
    bool is_null(std::string_view key);
    std::vector<Item> items(std::string_view key);
    void add_fault(const std::string& path, std::string code, Message message);

    ObjectReader& in_;
    const CodeBook* codes_;
};

class FieldWriter {
public:
    static constexpr bool reads = false;
    /// codes: null for ids. With codes, what is empty or usual is left out. zone: of the times.
    FieldWriter(const CodeBook* codes, std::string zone) : codes_(codes), zone_(std::move(zone)) {}

    void put(std::string_view key, Json value) { out_[std::string(key)] = std::move(value); }

    void text(std::string_view key, const std::string& value, Length) {
        if (!is_left_out(value.empty())) put(key, value);
    }
    void multiline(std::string_view key, const std::string& value, Length length) {
        text(key, value, length);
    }
    void boolean(std::string_view key, bool value, bool if_absent) {
        if (!is_left_out(value == if_absent)) put(key, value);
    }
    void integer(std::string_view key, int value, int, int, int if_absent) {
        if (!is_left_out(value == if_absent)) put(key, value);
    }
    void number(std::string_view key, const std::optional<int>& value, int, int) {
        if (value) put(key, *value);
        else put_null(key);
    }
    void date(std::string_view key, const std::optional<CivilDate>& value) {
        if (value) put(key, iso_date(*value));
        else put_null(key);
    }
    void instant(std::string_view key, Instant value) { put(key, rfc3339_local(value, zone_)); }
    void instant(std::string_view key, const std::optional<Instant>& value) {
        if (value) instant(key, *value);
        else put_null(key);
    }
    template <class Enum>
    void word(std::string_view key, Enum value, std::optional<Enum> (*)(std::string_view), Enum) {
        put(key, name_of(value));
    }
    void choice(std::string_view key, const std::string& value, Words) { put(key, value); }
    void texts(std::string_view key, const std::vector<std::string>& value, Length, std::size_t) {
        if (!is_left_out(value.empty())) put(key, value);
    }
    void phone(std::string_view key, const std::string& value) { text(key, value, {}); }
    void deadline(std::string_view key, const std::optional<Deadline>& value);

    template <class Id>
    void reference(std::string_view key, const Id& value) {
        put(key, name_of_id(value));
    }
    template <class Id>
    void reference(std::string_view key, const std::optional<Id>& value) {
        if (value) put(key, name_of_id(*value));
        else put_null(key);
    }
    template <class Id>
    void references(std::string_view key, const std::vector<Id>& values) {
        Json names = Json::array();
        for (const Id& id : values) names.push_back(name_of_id(id));
        if (!is_left_out(values.empty())) put(key, std::move(names));
    }

    Json take() { return std::move(out_); }

private:
    template <class Id>
    std::string name_of_id(const Id& id) const {
        return codes_ ? codes_->code_of(id) : to_text(id);
    }
    bool is_left_out(bool is_usual) const { return codes_ && is_usual; }
    void put_null(std::string_view key) {
        if (!codes_) put(key, nullptr);
    }

    const CodeBook* codes_;
    std::string zone_;
    Json out_ = Json::object();
};

}  // namespace kinhmoi::api
