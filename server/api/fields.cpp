// SPDX-License-Identifier: Apache-2.0
#include "server/api/fields.hpp"

#include <algorithm>
#include <cstdio>

#include "common/base/phone.hpp"
#include "common/base/text.hpp"

namespace kinhmoi::api {
namespace {

/// "17:00" as minutes; nothing for anything else.
std::optional<int> minute_of(std::string_view text) {
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
        return std::nullopt;
    const int hour = (text[0] - '0') * 10 + (text[1] - '0');
    const int minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (hour > 23 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

std::string time_text(int minute_of_day) {
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d", minute_of_day / 60, minute_of_day % 60);
    return text;
}

}  // namespace

void FieldReader::text(std::string_view key, std::string& value, Length length) {
    value = length.min > 0 ? in_.text(key, length) : in_.optional_text(key, length);
}

void FieldReader::multiline(std::string_view key, std::string& value, Length length) {
    if (length.min == 0 && !in_.take(key)) return;
    value = clean_multiline(in_.raw_text(key, length)).text;
}

void FieldReader::integer(std::string_view key, int& value, int min, int max, int if_absent) {
    value = static_cast<int>(in_.optional_integer(key, min, max).value_or(if_absent));
}

void FieldReader::number(std::string_view key, std::optional<int>& value, int min, int max) {
    if (const auto sent = in_.optional_integer(key, min, max)) value = static_cast<int>(*sent);
}

void FieldReader::choice(std::string_view key, std::string& value, Words words) {
    value = *words.begin();
    const Json* sent = in_.take(key);
    if (!sent) return;
    const bool is_known =
        sent->is_string() &&
        std::find(words.begin(), words.end(), sent->get_ref<const std::string&>()) != words.end();
    if (is_known) value = sent->get<std::string>();
    else
        in_.fault(
            key, "unknown_word",
            {"có giá trị không nằm trong danh sách cho phép.", "is not one of the allowed words."});
}

void FieldReader::phone(std::string_view key, std::string& value) {
    const std::string sent = in_.optional_text(key, {0, 64});
    if (sent.empty()) return;
    const PhoneParse parsed = parse_phone(sent);
    if (parsed.number && !parsed.number->e164.empty()) {
        value = parsed.number->e164;
        return;
    }
    in_.fault(key, "not_a_phone",
              {"không phải số điện thoại. Đề nghị ghi dạng 0xxx xxx xxx.",
               "is not a telephone number. Write it as 0xxx xxx xxx."});
}

void FieldReader::deadline(std::string_view key, std::optional<Deadline>& value) {
    auto part = in_.optional_object(key);
    if (!part) return;
    Deadline deadline;
    const std::size_t faults_before = part->faults().list().size();
    const auto due_on = part->optional_date("due_on");
    const std::string time = part->optional_text("time", {0, 5});
    deadline.is_inclusive = part->boolean("is_inclusive", true);
    part->finish();
    if (!time.empty()) {
        deadline.minute_of_day = minute_of(time);
        if (!deadline.minute_of_day)
            part->fault("time", "not_a_time",
                        {"phải là giờ dạng 17:00.", "must be a time such as 17:00."});
    }
    if (!due_on) {
        if (part->faults().list().size() == faults_before)
            part->fault("due_on", "missing", {"là thông tin bắt buộc.", "is required."});
        return;
    }
    deadline.due_on = *due_on;
    value = deadline;
}

bool FieldReader::is_null(std::string_view key) {
    return in_.take(key) == nullptr;
}

std::vector<FieldReader::Item> FieldReader::items(std::string_view key) {
    constexpr std::size_t most = 5'000;
    std::vector<Item> items;
    const Json* sent = in_.take(key);
    if (!sent) return items;
    if (!sent->is_array() || sent->size() > most) {
        in_.fault(key, "not_a_list",
                  {"phải là danh sách không quá " + std::to_string(most) + " mục.",
                   "must be a list of at most " + std::to_string(most) + " items."});
        return items;
    }
    for (std::size_t i = 0; i < sent->size(); ++i)
        items.push_back({std::string(key) + "/" + std::to_string(i), &(*sent)[i]});
    return items;
}

void FieldReader::add_fault(const std::string& path, std::string code, Message message) {
    in_.faults().add(in_.path() + "/" + path, std::move(code), std::move(message));
}

void FieldWriter::deadline(std::string_view key, const std::optional<Deadline>& value) {
    if (!value) return put_null(key);
    Json part = {{"due_on", iso_date(value->due_on)}};
    if (value->minute_of_day) part["time"] = time_text(*value->minute_of_day);
    else if (!codes_) part["time"] = nullptr;
    if (!is_left_out(value->is_inclusive)) part["is_inclusive"] = value->is_inclusive;
    put(key, std::move(part));
}

}  // namespace kinhmoi::api
