// SPDX-License-Identifier: Apache-2.0
// The gate: Beast's parser splits the header into fields, the rules here decide whether to believe
// it.
#include "server/net/gate.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <charconv>

#include "server/net/ascii.hpp"
#include "server/net/target.hpp"

namespace kinhmoi::net {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using BeastView = boost::beast::string_view;

std::string_view view(BeastView text) {
    return {text.data(), text.size()};
}

/// How often a field came that decides framing or trust, and what it said last.
struct Seen {
    int count = 0;
    std::string_view value;
    void note(std::string_view text) {
        ++count;
        value = text;
    }
};

/// Only collects. The body never passes through it: after the gate a body is content_length bytes.
class HeaderReader final : public http::basic_parser<true> {
public:
    HeaderReader(Request& request, std::size_t field_limit)
        : request_(request), field_limit_(field_limit) {
        skip(true);
    }

    std::string_view method, target;
    int version = 0;
    Seen host, length, encoding, expect, content_type, authorization, origin;
    bool too_many_fields = false;
    bool has_control_byte = false;

    /// Field slots are reused from request to request; this drops those of a longer one before.
    void trim() { request_.headers.resize(used_); }

private:
    void on_request_impl(http::verb, BeastView method_text, BeastView target_text, int number,
                         error_code&) override {
        method = view(method_text);
        target = view(target_text);
        version = number;
    }

    void on_field_impl(http::field field, BeastView name, BeastView value,
                       error_code& error) override {
        const auto text = view(value);
        switch (field) {
            case http::field::host:
                host.note(text);
                break;
            case http::field::content_length:
                length.note(text);
                break;
            case http::field::transfer_encoding:
                encoding.note(text);
                break;
            case http::field::expect:
                expect.note(text);
                break;
            case http::field::content_type:
                content_type.note(text);
                break;
            case http::field::authorization:
                authorization.note(text);
                break;
            case http::field::origin:
                origin.note(text);
                break;
            default:
                break;
        }
        too_many_fields = used_ == field_limit_;
        if (too_many_fields) {
            error = http::error::header_limit;
            return;
        }
        const auto is_control = [](char c) {
            return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f;
        };
        if (std::any_of(text.begin(), text.end(), is_control)) has_control_byte = true;
        if (used_ == request_.headers.size()) request_.headers.emplace_back();
        auto& [key, stored] = request_.headers[used_++];
        key.resize(name.size());
        std::transform(name.begin(), name.end(), key.begin(), to_lower);
        stored.assign(text);
    }

    void on_header_impl(error_code&) override {}
    void on_finish_impl(error_code&) override {}
    // Not reached: no response, and skip(true) ends the message with its header.
    void on_response_impl(int, BeastView, int, error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(BeastView, error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, BeastView, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, BeastView, error_code&) override { return 0; }

    Request& request_;
    std::size_t field_limit_;
    std::size_t used_ = 0;
};

/// Digits alone, no leading zero, at most 18 of them.
std::optional<std::uint64_t> plain_decimal(std::string_view text) {
    if (text.empty() || text.size() > 18) return std::nullopt;
    if (!std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    if (text.front() == '0' && text.size() > 1) return std::nullopt;
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// GET and HEAD have no length, POST, PUT and PATCH exactly one; DELETE may have one.
std::optional<Refusal> check_length(const Seen& length, const RequestLimits& limits,
                                    Request& request) {
    const bool bodyless = request.method == Method::get || request.method == Method::head;
    if (bodyless && length.count > 0) return Refusal{400, reason::body_forbidden};
    if (length.count == 0) {
        if (bodyless || request.method == Method::del) return std::nullopt;
        return Refusal{411, reason::length_required};
    }
    const auto bytes = plain_decimal(length.value);
    if (length.count > 1 || !bytes) return Refusal{400, reason::length};
    if (*bytes > limits.body_bytes) return Refusal{413, reason::body_too_large};
    request.content_length = *bytes;
    return std::nullopt;
}

/// What Beast's own refusal of the header is called here.
Refusal parse_refusal(const HeaderReader& reader, const error_code& error) {
    if (reader.too_many_fields) return {431, reason::header_too_large};
    if (reader.encoding.count > 0 || error == http::error::bad_transfer_encoding)
        return {501, reason::transfer_encoding};
    if (error == http::error::bad_content_length || error == http::error::multiple_content_length)
        return {400, reason::length};
    return {400, reason::malformed};
}

}  // namespace

HostList::HostList(const std::vector<std::string>& allowed, std::uint16_t port) {
    for (const auto& name : allowed) {
        names_.push_back(name);
        const auto colon = name.rfind(':');
        const bool has_port = colon != name.npos && name.find(']', colon) == name.npos;
        if (!has_port) names_.push_back(name + ":" + std::to_string(port));
    }
}

bool HostList::contains(std::string_view host) const {
    return std::any_of(names_.begin(), names_.end(),
                       [&](const auto& name) { return same_ignoring_case(name, host); });
}

HeaderScan::State HeaderScan::feed(std::string_view bytes) {
    if (bytes.empty()) return State::need_more;
    if (!is_token_char(bytes.front())) return State::malformed;
    for (;;) {
        const auto end = bytes.find('\n', searched_);
        if (end == bytes.npos) {
            searched_ = bytes.size();
            return State::need_more;
        }
        if (end == line_start_ || bytes[end - 1] != '\r') return State::malformed;
        const char first = bytes[line_start_];
        if (first == ' ' || first == '\t') return State::malformed;
        const bool is_last = end == line_start_ + 1;
        line_start_ = searched_ = end + 1;
        if (is_last) return State::complete;
    }
}

std::optional<Refusal> check_header(std::string_view block, const RequestLimits& limits,
                                    const HostList& hosts, Request& request, Framing& framing) {
    HeaderReader reader(request, limits.field_count);
    reader.header_limit(static_cast<std::uint32_t>(block.size()));
    error_code error;
    const auto used = reader.put({block.data(), block.size()}, error);
    reader.trim();
    if (error) return parse_refusal(reader, error);
    if (used != block.size() || !reader.is_done()) return Refusal{400, reason::malformed};

    const auto method = parse_method(reader.method);
    if (!method) return Refusal{501, reason::method};
    request.method = *method;
    if (reader.version != 11) return Refusal{505, reason::version};
    if (reader.encoding.count > 0) return Refusal{501, reason::transfer_encoding};
    if (reader.has_control_byte) return Refusal{400, reason::malformed};
    if (reader.target.size() > limits.target_bytes) return Refusal{414, reason::target_too_long};
    if (!parse_target(reader.target, request.path, request.query))
        return Refusal{400, reason::target};
    if (reader.host.count != 1) return Refusal{400, reason::host};
    if (!hosts.contains(reader.host.value)) return Refusal{421, reason::host_unknown};
    for (const Seen* once :
         {&reader.expect, &reader.content_type, &reader.authorization, &reader.origin})
        if (once->count > 1) return Refusal{400, reason::repeated_field};

    if (const auto refusal = check_length(reader.length, limits, request)) return refusal;
    if (reader.expect.count > 0 && !same_ignoring_case(reader.expect.value, "100-continue"))
        return Refusal{417, reason::expectation};
    framing.expects_continue = reader.expect.count > 0;
    framing.keep_alive = reader.keep_alive();
    return std::nullopt;
}

}  // namespace kinhmoi::net
