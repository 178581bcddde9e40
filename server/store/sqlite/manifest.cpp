// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/manifest.hpp"

#include <charconv>

#include "server/store/sqlite/sha256.hpp"

namespace kinhmoi::store::sqlite {
namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view format_name = "kinhmoi-backup-1";

bool take(std::string_view& text, std::string_view expected) {
    if (!text.starts_with(expected)) return false;
    text.remove_prefix(expected.size());
    return true;
}

std::optional<std::string> take_string(std::string_view& text) {
    if (!take(text, "\"")) return std::nullopt;
    const std::size_t end = text.find('"');
    if (end == text.npos || text.substr(0, end).find('\\') != text.npos) return std::nullopt;
    std::string value(text.substr(0, end));
    text.remove_prefix(end + 1);
    return value;
}

/// {"name":"text","name":12}: what to_text writes, and nothing more of JSON.
std::optional<Fields> parse_line(std::string_view line) {
    Fields fields;
    if (!take(line, "{")) return std::nullopt;
    do {
        const auto name = take_string(line);
        if (!name || !take(line, ":")) return std::nullopt;
        if (line.starts_with('"')) {
            const auto value = take_string(line);
            if (!value) return std::nullopt;
            fields[*name] = *value;
        } else {
            const std::size_t end = line.find_first_not_of("0123456789");
            fields[*name] = line.substr(0, end);
            line.remove_prefix(end == line.npos ? line.size() : end);
        }
    } while (take(line, ","));
    if (line != "}") return std::nullopt;
    return fields;
}

std::optional<std::int64_t> number(const Fields& fields, std::string_view name) {
    const auto found = fields.find(name);
    if (found == fields.end()) return std::nullopt;
    const std::string& text = found->second;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string text_of(const Fields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

std::string seal(std::string_view body) {
    return "{\"manifest_sha256\":\"" + sha256_hex(body) + "\"}\n";
}

bool read_head(const Fields& fields, Manifest& manifest) {
    const auto bytes = number(fields, "bytes");
    const auto version = number(fields, "schema_version");
    if (text_of(fields, "format") != format_name || !bytes || !version) return false;
    manifest.file = text_of(fields, "file");
    manifest.created = text_of(fields, "created");
    manifest.sha256 = text_of(fields, "sha256");
    manifest.bytes = *bytes;
    manifest.schema_version = *version;
    // A name, not a path: a manifest must not point outside its folder.
    return !manifest.file.empty() && manifest.file.find('/') == std::string::npos;
}

}  // namespace

std::string to_text(const Manifest& manifest) {
    std::string text = "{\"format\":\"" + std::string(format_name) + "\",\"file\":\"" +
                       manifest.file + "\",\"created\":\"" + manifest.created +
                       "\",\"bytes\":" + std::to_string(manifest.bytes) + ",\"sha256\":\"" +
                       manifest.sha256 +
                       "\",\"schema_version\":" + std::to_string(manifest.schema_version) + "}\n";
    for (const auto& [table, count] : manifest.rows)
        text += "{\"table\":\"" + table + "\",\"rows\":" + std::to_string(count) + "}\n";
    return text + seal(text);
}

std::optional<Manifest> parse_manifest(std::string_view text) {
    const std::size_t sealed = text.rfind("{\"manifest_sha256\"");
    if (sealed == text.npos || text.substr(sealed) != seal(text.substr(0, sealed)))
        return std::nullopt;
    text = text.substr(0, sealed);
    Manifest manifest;
    for (bool first = true; !text.empty(); first = false) {
        const std::size_t end = text.find('\n');
        if (end == text.npos) return std::nullopt;
        const auto fields = parse_line(text.substr(0, end));
        text.remove_prefix(end + 1);
        if (!fields) return std::nullopt;
        if (first) {
            if (!read_head(*fields, manifest)) return std::nullopt;
            continue;
        }
        const auto count = number(*fields, "rows");
        if (!count) return std::nullopt;
        manifest.rows[text_of(*fields, "table")] = *count;
    }
    return manifest;
}

}  // namespace kinhmoi::store::sqlite
