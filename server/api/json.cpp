// SPDX-License-Identifier: Apache-2.0
// The parser builds the value itself from nlohmann's SAX events, so that depth and duplicate keys
// are judged while reading: nlohmann 3.11.2 would parse a 100,000-deep array and crash on copying
// it.
#include "server/api/json.hpp"

#include <vector>

namespace kinhmoi::api {
namespace {

constexpr std::size_t max_depth = 16;

class StrictBuilder {
public:
    using number_integer_t = Json::number_integer_t;
    using number_unsigned_t = Json::number_unsigned_t;
    using number_float_t = Json::number_float_t;
    using string_t = Json::string_t;
    using binary_t = Json::binary_t;

    bool null() { return add(Json(nullptr)); }
    bool boolean(bool value) { return add(Json(value)); }
    bool number_integer(number_integer_t value) { return add(Json(value)); }
    bool number_unsigned(number_unsigned_t value) { return add(Json(value)); }
    bool number_float(number_float_t value, const string_t&) { return add(Json(value)); }
    bool string(string_t& value) { return add(Json(std::move(value))); }
    bool binary(binary_t&) { return false; }

    bool start_object(std::size_t) { return open(Json::object()); }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_array() { return close(); }

    bool key(string_t& name) {
        if (stack_.back()->contains(name)) {
            return refuse("khoá \"" + name + "\" xuất hiện hai lần",
                          "duplicate key \"" + name + "\"");
        }
        key_ = std::move(name);
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
        return refuse("sai cú pháp ở byte " + std::to_string(position),
                      "syntax error at byte " + std::to_string(position));
    }

    Json take() { return std::move(root_); }
    Failure failure() const { return Failure(FailureKind::malformed, message_); }

private:
    bool refuse(const std::string& vi, const std::string& en) {
        message_ = {"Nội dung gửi lên không phải JSON hợp lệ: " + vi + ".",
                    "The body is not valid JSON: " + en + "."};
        return false;
    }

    Json* place(Json value) {
        if (stack_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        Json& parent = *stack_.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        Json& slot = parent[key_];
        slot = std::move(value);
        return &slot;
    }

    bool add(Json value) {
        place(std::move(value));
        return true;
    }

    bool open(Json container) {
        if (stack_.size() == max_depth) return refuse("lồng nhau quá sâu", "nested too deeply");
        stack_.push_back(place(std::move(container)));
        return true;
    }

    bool close() {
        stack_.pop_back();
        return true;
    }

    Json root_;
    std::vector<Json*> stack_;  // a parent does not move while a child of it is open
    std::string key_;
    Message message_{"Nội dung gửi lên không phải JSON hợp lệ.", "The body is not valid JSON."};
};

}  // namespace

Result<Json> parse_json(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        return Failure(FailureKind::malformed,
                       {"Nội dung gửi lên bắt đầu bằng BOM. Đề nghị gửi UTF-8 không có BOM.",
                        "The body begins with a byte order mark. Send UTF-8 without one."});
    }
    StrictBuilder builder;
    if (!Json::sax_parse(text.begin(), text.end(), &builder)) return builder.failure();
    return builder.take();
}

std::string dump(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kinhmoi::api
