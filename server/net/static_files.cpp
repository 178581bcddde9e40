// SPDX-License-Identifier: Apache-2.0
#include "server/net/static_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "server/net/ascii.hpp"

namespace kinhmoi::net {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
}};

std::string_view trimmed(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// Takes what stands before the next mark off rest.
std::string_view next_part(std::string_view& rest, char mark) {
    const auto part = rest.substr(0, rest.find(mark));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return trimmed(part);
}

/// "q=0", "q=0.000": not wanted at all. Every other weight counts as wanted: we choose the order.
bool is_refused(std::string_view parameters) {
    while (!parameters.empty()) {
        const auto part = next_part(parameters, ';');
        if (part.size() < 3 || to_lower(part[0]) != 'q' || part[1] != '=') continue;
        return part.find_first_not_of("0.", 2) == part.npos;
    }
    return false;
}

/// What Accept-Encoding says of a coding: by its name, else by "*", else no.
bool takes(const Request& request, std::string_view coding) {
    std::optional<bool> named;
    bool any = false;
    for (const auto& [name, value] : request.headers) {
        if (name != "accept-encoding") continue;
        for (std::string_view rest = value; !rest.empty();) {
            auto parameters = next_part(rest, ',');
            const auto word = next_part(parameters, ';');
            const bool wanted = !is_refused(parameters);
            if (same_ignoring_case(word, coding)) named = wanted;
            if (word == "*") any = wanted;
        }
    }
    return named.value_or(any);
}

/// If-None-Match compares weakly: a proxy that recompresses may have made our tag a weak one.
bool has_already(const Request& request, std::string_view etag) {
    auto rest = request.header("if-none-match").value_or("");
    while (!rest.empty()) {
        auto tag = next_part(rest, ',');
        if (tag == "*") return true;
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        if (tag == etag) return true;
    }
    return false;
}

Response answer_from(const StaticFile& file, const Request& request) {
    const Representation* chosen = &file.plain;
    const char* coding = nullptr;
    if (!file.br.etag.empty() && takes(request, "br")) {
        chosen = &file.br;
        coding = "br";
    } else if (!file.gzip.etag.empty() && takes(request, "gzip")) {
        chosen = &file.gzip;
        coding = "gzip";
    }
    // Names under /assets/ carry a hash of their content: what they name never changes.
    const bool is_hashed = file.path.starts_with("/assets/");
    Response response;
    response.set_header("Cache-Control",
                        is_hashed ? "public, max-age=31536000, immutable" : "no-cache");
    response.set_header("Vary", "Accept-Encoding");
    response.set_header("ETag", chosen->etag);
    if (has_already(request, chosen->etag)) {
        response.status = 304;
        return response;
    }
    if (coding) response.set_header("Content-Encoding", coding);
    response.content_type = content_type_of(file.path);
    response.body = chosen->bytes;
    return response;
}

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }

private:
    int fd_;
};

/// Neither "..", nor hidden, nor anything a build does not name files with.
bool is_file_name(std::string_view name) {
    const auto is_plain = [](char c) {
        const char lower = to_lower(c);
        return is_digit(c) || (lower >= 'a' && lower <= 'z') || c == '-' || c == '_' || c == '.';
    };
    return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), is_plain);
}

/// Walks down one name at a time and follows no link, so that it cannot leave the folder.
std::optional<std::string> read_below(const std::filesystem::path& folder, std::string_view path) {
    if (path.ends_with('/')) return std::nullopt;
    Descriptor at(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    path.remove_prefix(1);
    while (at.get() >= 0 && !path.empty()) {
        const std::string name(path.substr(0, path.find('/')));
        path.remove_prefix(std::min(name.size() + 1, path.size()));
        if (!is_file_name(name)) return std::nullopt;
        const int kind = path.empty() ? O_NONBLOCK : O_DIRECTORY;
        at = Descriptor(::openat(at.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind));
    }
    struct stat about {};
    if (at.get() < 0 || ::fstat(at.get(), &about) != 0 || !S_ISREG(about.st_mode))
        return std::nullopt;
    std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t had = 0;
    while (had < bytes.size()) {
        const ssize_t got = ::read(at.get(), bytes.data() + had, bytes.size() - had);
        if (got <= 0) break;
        had += static_cast<std::size_t>(got);
    }
    bytes.resize(had);
    return bytes;
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
    for (const auto& [end, type] : types)
        if (path.ends_with(end)) return type;
    return "application/octet-stream";
}

std::optional<Response> StaticFiles::answer(const Request& request, std::string_view path) const {
    if (!path.starts_with('/')) return std::nullopt;
    if (!folder_.empty()) {
        auto bytes = read_below(folder_, path);
        if (!bytes) return std::nullopt;
        Response response;  // the edge says no-store
        response.content_type = content_type_of(path);
        response.body = std::move(*bytes);
        return response;
    }
    const auto before = [](const StaticFile& file, std::string_view key) {
        return file.path < key;
    };
    const auto found = std::lower_bound(table_.begin(), table_.end(), path, before);
    if (found == table_.end() || found->path != path) return std::nullopt;
    return answer_from(*found, request);
}

}  // namespace kinhmoi::net
