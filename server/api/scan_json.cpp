// SPDX-License-Identifier: Apache-2.0
#include "server/api/scan_json.hpp"

#include <charconv>
#include <iterator>
#include <string_view>
#include <utility>

namespace kinhmoi::api {
namespace {

/// A value of a record, wherever it was read from. Texts stay where they stand.
struct Value {
    enum class Kind { null, boolean, integer, text, other };
    Kind kind = Kind::other;
    bool flag = false;
    std::int64_t number = 0;
    std::string_view text;
    const Json* json = nullptr;  ///< of kind other, when the full reader found it
};

/// JavaScript's largest safe integer: beyond it a phone cannot have counted, nor say it again.
constexpr std::int64_t number_max = 9'007'199'254'740'991;

Value value_of(const Json& json) {
    Value value;
    value.json = &json;
    if (json.is_null()) value.kind = Value::Kind::null;
    if (json.is_boolean()) {
        value.kind = Value::Kind::boolean;
        value.flag = json.get<bool>();
    }
    const bool is_huge = json.is_number_unsigned() && json.get<std::uint64_t>() > number_max;
    if (json.is_number_integer() && !is_huge) {
        value.kind = Value::Kind::integer;
        value.number = json.get<std::int64_t>();
    }
    if (json.is_string()) {
        value.kind = Value::Kind::text;
        value.text = json.get_ref<const std::string&>();
    }
    return value;
}

template <class Id>
bool take_id(const Value& value, Id& out) {
    if (value.kind != Value::Kind::text) return false;
    const auto id = parse_id<Id>(value.text);
    if (id) out = *id;
    return id.has_value();
}

template <class Enum>
bool take_word(const Value& value, std::optional<Enum> (*parse)(std::string_view), Enum& out) {
    if (value.kind != Value::Kind::text) return false;
    const auto word = parse(value.text);
    if (word) out = *word;
    return word.has_value();
}

template <class Number>
bool take_number(const Value& value, Number& out) {
    if (value.kind != Value::Kind::integer) return false;
    const std::int64_t number = value.number;
    if (number < -number_max || number > number_max || !std::in_range<Number>(number)) return false;
    out = static_cast<Number>(number);
    return true;
}

bool take_text(const Value& value, std::size_t max_bytes, std::string& out) {
    if (value.kind != Value::Kind::text || value.text.size() > max_bytes) return false;
    out = value.text;
    return true;
}

bool take_flag(const Value& value, bool& out) {
    out = value.kind == Value::Kind::boolean && value.flag;
    return value.kind == Value::Kind::boolean;
}

/// null stays nothing.
template <class T, class Take>
bool take_optional(const Value& value, std::optional<T>& out, Take take) {
    if (value.kind == Value::Kind::null) return true;
    return take(value, out.emplace());
}

bool take_override(const Value& value, Override& out) {
    if (!value.json || !value.json->is_object() || value.json->size() != 2) return false;
    const auto refused = value.json->find("refused");
    const auto reason = value.json->find("reason");
    return refused != value.json->end() && reason != value.json->end() &&
           take_word<Verdict>(value_of(*refused), parse_verdict, out.refused) &&
           take_text(value_of(*reason), override_reason_max_bytes, out.reason);
}

/// One key of a record. The order of the table is the order in which phones write them.
struct Key {
    std::string_view name;
    bool is_required;
    bool (*take)(const Value& value, Scan& scan);
};
constexpr Key keys[] = {
    {"scan_id", true, [](const Value& v, Scan& s) { return take_id(v, s.id); }},
    {"epoch", true, [](const Value& v, Scan& s) { return take_id(v, s.epoch); }},
    {"dseq", true, [](const Value& v, Scan& s) { return take_number(v, s.dseq); }},
    {"kind", false, [](const Value& v, Scan& s) { return take_word(v, parse_scan_kind, s.kind); }},
    {"text", false,
     [](const Value& v, Scan& s) { return take_text(v, scan_text_max_bytes, s.text); }},
    {"pass_id", false,
     [](const Value& v, Scan& s) { return take_optional(v, s.pass, take_id<PassId>); }},
    {"undoes", false,
     [](const Value& v, Scan& s) { return take_optional(v, s.undoes, take_id<ScanId>); }},
    {"gate_id", true, [](const Value& v, Scan& s) { return take_id(v, s.gate); }},
    {"direction", false,
     [](const Value& v, Scan& s) { return take_word(v, parse_direction, s.direction); }},
    {"count", false, [](const Value& v, Scan& s) { return take_number(v, s.count); }},
    {"escort_seen", false, [](const Value& v, Scan& s) { return take_flag(v, s.escort_seen); }},
    {"wall_ms", true, [](const Value& v, Scan& s) { return take_number(v, s.wall_ms); }},
    {"mono_ms", true, [](const Value& v, Scan& s) { return take_number(v, s.mono_ms); }},
    {"offset_ms", true, [](const Value& v, Scan& s) { return take_number(v, s.offset_ms); }},
    {"floor_ms", false, [](const Value& v, Scan& s) { return take_number(v, s.floor_ms); }},
    {"list_version", false, [](const Value& v, Scan& s) { return take_number(v, s.list_version); }},
    {"list_age_s", false,
     [](const Value& v, Scan& s) {
         return take_optional(v, s.list_age_s, take_number<std::int64_t>);
     }},
    {"mode", true, [](const Value& v, Scan& s) { return take_word(v, parse_scan_mode, s.mode); }},
    {"local_verdict", false,
     [](const Value& v, Scan& s) {
         return take_optional(v, s.local_verdict, [](const Value& value, Verdict& out) {
             return take_word<Verdict>(value, parse_verdict, out);
         });
     }},
    {"override", false,
     [](const Value& v, Scan& s) { return take_optional(v, s.overridden, take_override); }},
};
constexpr std::size_t key_count = std::size(keys);
static_assert(key_count <= 32, "PlainReader counts keys in a word");

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
        is_good = key.take(value_of(*found), scan) && is_good;
    }
    return is_good && taken == record.size() && has_one_subject(scan);
}

/// Reads the plain JSON that phones write: a flat object of texts without escapes, whole numbers,
/// true, false and null. At anything else it gives up: what is wrong, the full reader says.
class PlainReader {
public:
    explicit PlainReader(std::string_view text) : at_(text.data()), end_(at_ + text.size()) {}

    bool read(Scan& scan) {
        if (!skip('{')) return false;
        std::uint32_t seen = 0;
        std::size_t expected = 0;
        do {
            std::string_view name;
            Value value;
            if (!read_text(name) || !skip(':') || !read_value(value)) return false;
            const std::size_t key = find_key(name, expected);
            if (key == key_count || (seen >> key & 1) != 0 || !keys[key].take(value, scan))
                return false;
            seen |= 1u << key;
            expected = key + 1;
        } while (skip(','));
        if (!skip('}')) return false;
        skip_space();
        return at_ == end_ && has_all(seen) && has_one_subject(scan);
    }

private:
    static bool has_all(std::uint32_t seen) {
        for (std::size_t key = 0; key < key_count; ++key)
            if (keys[key].is_required && (seen >> key & 1) == 0) return false;
        return true;
    }

    /// Mostly one of the next few.
    static std::size_t find_key(std::string_view name, std::size_t expected) {
        for (std::size_t n = 0; n < key_count; ++n) {
            const std::size_t key = (expected + n) % key_count;
            if (keys[key].name == name) return key;
        }
        return key_count;
    }

    void skip_space() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    }

    bool skip(char wanted) {
        skip_space();
        if (at_ == end_ || *at_ != wanted) return false;
        ++at_;
        return true;
    }

    bool skip_word(std::string_view word) {
        if (!std::string_view(at_, end_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }

    bool read_text(std::string_view& text) {
        if (!skip('"')) return false;
        const char* begin = at_;
        while (at_ != end_ && *at_ >= 0x20 && *at_ != '"' && *at_ != '\\') ++at_;
        text = {begin, at_};
        return skip_word("\"");
    }

    bool read_value(Value& value) {
        skip_space();
        if (at_ == end_) return false;
        if (*at_ == '"') {
            value.kind = Value::Kind::text;
            return read_text(value.text);
        }
        if (*at_ == 'n') {
            value.kind = Value::Kind::null;
            return skip_word("null");
        }
        if (*at_ == 't' || *at_ == 'f') {
            value.kind = Value::Kind::boolean;
            value.flag = *at_ == 't';
            return skip_word(value.flag ? "true" : "false");
        }
        value.kind = Value::Kind::integer;
        return read_integer(value.number);
    }

    bool read_integer(std::int64_t& number) {
        const char* digits = *at_ == '-' ? at_ + 1 : at_;
        const auto [stop, error] = std::from_chars(at_, end_, number);
        // Neither "01" nor "-0"; and no fraction may follow.
        if (error != std::errc{} || (*digits == '0' && (stop != digits + 1 || digits != at_)))
            return false;
        at_ = stop;
        return at_ == end_ || (*at_ != '.' && *at_ != 'e' && *at_ != 'E');
    }

    const char* at_;
    const char* end_;
};

void write_text(std::string& out, std::string_view text) {
    constexpr const char* hex = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;  // where the run of bytes begins that stand for themselves
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const bool is_control = static_cast<unsigned char>(c) < 0x20;
        if (c != '"' && c != '\\' && !is_control) continue;
        out.append(text, plain, at - plain);
        plain = at + 1;
        out += is_control ? "\\u00" : "\\";
        if (is_control) out += hex[c >> 4];
        out += is_control ? hex[c & 15] : c;
    }
    out.append(text, plain);
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

Result<usecase::SentScan> parse_scan(std::string body) {
    usecase::SentScan sent;
    if (PlainReader(body).read(sent.scan)) {
        sent.content = std::move(body);
        return sent;
    }
    const auto record = parse_json(body);
    if (!record) return record.error();
    return read_scan(*record, std::move(body));
}

void write_answer(std::string& out, const usecase::ScanAnswer& answer) {
    const Decision& decision = answer.decision;
    out += "{\"scan_id\":";
    if (answer.scan.is_nil()) out += "null";
    else out.append("\"").append(to_text(answer.scan)).append("\"");
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
