// SPDX-License-Identifier: Apache-2.0
#include "server/api/scan_json.hpp"

#include <utility>

namespace kinhmoi::api {
namespace {

const std::string* text_in(const Json& value) {
    return value.is_string() ? &value.get_ref<const std::string&>() : nullptr;
}

template <class Id>
bool take_id(const Json& value, Id& out) {
    const std::string* text = text_in(value);
    const auto id = text ? parse_id<Id>(*text) : std::nullopt;
    if (id) out = *id;
    return id.has_value();
}

template <class Enum>
bool take_word(const Json& value, std::optional<Enum> (*parse)(std::string_view), Enum& out) {
    const std::string* text = text_in(value);
    const auto word = text ? parse(*text) : std::nullopt;
    if (word) out = *word;
    return word.has_value();
}

/// JavaScript's largest safe integer: beyond it a phone cannot have counted, nor say it again.
constexpr std::int64_t number_max = 9'007'199'254'740'991;

template <class Number>
bool take_number(const Json& value, Number& out) {
    if (!value.is_number_integer()) return false;
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > number_max) return false;
    const auto number = value.get<std::int64_t>();
    if (number < -number_max || number > number_max || !std::in_range<Number>(number)) return false;
    out = static_cast<Number>(number);
    return true;
}

bool take_text(const Json& value, std::size_t max_bytes, std::string& out) {
    const std::string* text = text_in(value);
    if (!text || text->size() > max_bytes) return false;
    out = *text;
    return true;
}

/// null stays nothing.
template <class T, class Take>
bool take_optional(const Json& value, std::optional<T>& out, Take take) {
    if (value.is_null()) return true;
    return take(value, out.emplace());
}

bool take_override(const Json& value, Override& out) {
    if (!value.is_object() || value.size() != 2) return false;
    const auto refused = value.find("refused");
    const auto reason = value.find("reason");
    return refused != value.end() && reason != value.end() &&
           take_word<Verdict>(*refused, parse_verdict, out.refused) &&
           take_text(*reason, override_reason_max_bytes, out.reason);
}

/// One key of a record. The order of the table is the order in which phones write them.
struct Key {
    const char* name;
    bool is_required;
    bool (*take)(const Json& value, Scan& scan);
};
constexpr Key keys[] = {
    {"scan_id", true, [](const Json& v, Scan& s) { return take_id(v, s.id); }},
    {"epoch", true, [](const Json& v, Scan& s) { return take_id(v, s.epoch); }},
    {"dseq", true, [](const Json& v, Scan& s) { return take_number(v, s.dseq); }},
    {"kind", false, [](const Json& v, Scan& s) { return take_word(v, parse_scan_kind, s.kind); }},
    {"text", false,
     [](const Json& v, Scan& s) { return take_text(v, scan_text_max_bytes, s.text); }},
    {"pass_id", false,
     [](const Json& v, Scan& s) { return take_optional(v, s.pass, take_id<PassId>); }},
    {"undoes", false,
     [](const Json& v, Scan& s) { return take_optional(v, s.undoes, take_id<ScanId>); }},
    {"gate_id", true, [](const Json& v, Scan& s) { return take_id(v, s.gate); }},
    {"direction", false,
     [](const Json& v, Scan& s) { return take_word(v, parse_direction, s.direction); }},
    {"count", false, [](const Json& v, Scan& s) { return take_number(v, s.count); }},
    {"escort_seen", false,
     [](const Json& v, Scan& s) {
         s.escort_seen = v.is_boolean() && v.get<bool>();
         return v.is_boolean();
     }},
    {"wall_ms", true, [](const Json& v, Scan& s) { return take_number(v, s.wall_ms); }},
    {"mono_ms", true, [](const Json& v, Scan& s) { return take_number(v, s.mono_ms); }},
    {"offset_ms", true, [](const Json& v, Scan& s) { return take_number(v, s.offset_ms); }},
    {"floor_ms", false, [](const Json& v, Scan& s) { return take_number(v, s.floor_ms); }},
    {"list_version", false, [](const Json& v, Scan& s) { return take_number(v, s.list_version); }},
    {"list_age_s", false,
     [](const Json& v, Scan& s) {
         return take_optional(v, s.list_age_s, take_number<std::int64_t>);
     }},
    {"mode", true, [](const Json& v, Scan& s) { return take_word(v, parse_scan_mode, s.mode); }},
    {"local_verdict", false,
     [](const Json& v, Scan& s) {
         return take_optional(v, s.local_verdict, [](const Json& value, Verdict& out) {
             return take_word<Verdict>(value, parse_verdict, out);
         });
     }},
    {"override", false,
     [](const Json& v, Scan& s) { return take_optional(v, s.overridden, take_override); }},
};

/// A reading is judged by its text alone, the others by their pass alone.
bool has_one_subject(const Scan& scan) {
    return scan.kind == ScanKind::reading ? !scan.pass : scan.text.empty();
}

bool take_record(const Json& record, Scan& scan) {
    if (!record.is_object()) return false;
    std::size_t taken = 0;
    bool is_good = true;
    for (const Key& key : keys) {
        const auto found = record.find(key.name);
        if (found == record.end()) {
            is_good = is_good && !key.is_required;
            continue;
        }
        ++taken;
        is_good = key.take(*found, scan) && is_good;
    }
    return is_good && taken == record.size() && has_one_subject(scan);
}

void write_text(std::string& out, std::string_view text) {
    constexpr const char* hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00";
            out += hex[c >> 4];
            out += hex[c & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

void write_key(std::string& out, const char* key) {
    out += ",\"";
    out += key;
    out += "\":";
}

void write_word(std::string& out, const char* key, const char* word) {
    write_key(out, key);
    if (!word) {
        out += "null";
        return;
    }
    out += '"';
    out += word;
    out += '"';
}

template <class Id>
void write_id(std::string& out, const char* key, const std::optional<Id>& id) {
    write_word(out, key, id ? to_text(*id).c_str() : nullptr);
}

void write_first_in(std::string& out, const usecase::ScanAnswer& answer) {
    write_key(out, "first_in");
    const auto& first = answer.decision.first_in;
    if (!first) {
        out += "null";
        return;
    }
    out += "{\"at\":\"" + rfc3339(first->at) + "\"";
    write_word(out, "gate_id", to_text(first->gate).c_str());
    write_key(out, "gate_name");
    write_text(out, answer.first_in_gate);
    out += '}';
}

void write_right_site(std::string& out, const usecase::ScanAnswer& answer) {
    write_key(out, "right_site");
    if (!answer.decision.right_site) {
        out += "null";
        return;
    }
    out += "{\"id\":\"" + to_text(*answer.decision.right_site) + "\"";
    write_key(out, "name");
    write_text(out, answer.right_site_name);
    out += '}';
}

}  // namespace

usecase::SentScan read_scan(const Json& record, std::string content) {
    usecase::SentScan sent;
    sent.content = std::move(content);
    sent.is_readable = take_record(record, sent.scan);
    return sent;
}

void write_answer(std::string& out, const usecase::ScanAnswer& answer) {
    const Decision& decision = answer.decision;
    out += "{\"scan_id\":";
    if (answer.scan.is_nil()) out += "null";
    else out += '"' + to_text(answer.scan) + '"';
    write_word(out, "stored", name_of(answer.stored));
    write_key(out, "seq");
    out += answer.seq > 0 ? std::to_string(answer.seq) : "null";
    write_word(out, "verdict", name_of(decision.verdict));
    write_word(out, "check",
               decision.check == CheckReason::none ? nullptr : name_of(decision.check));
    write_word(out, "overridden", decision.overridden ? name_of(*decision.overridden) : nullptr);
    write_word(out, "reason", answer.reason ? name_of(*answer.reason) : nullptr);
    write_id(out, "pass_id", answer.pass);
    write_first_in(out, answer);
    write_right_site(out, answer);
    write_key(out, "room");
    out += std::to_string(decision.room);
    write_key(out, "message");
    out += "{\"vi\":";
    write_text(out, answer.message.vi);
    write_key(out, "en");
    write_text(out, answer.message.en);
    out += "}}";
}

}  // namespace kinhmoi::api
