// SPDX-License-Identifier: Apache-2.0
// Malformed and ambiguous requests over a real socket, alone and with a smuggled request behind
// them that must never be answered.
#include <gtest/gtest.h>

#include "tests/unit/net/net_support.hpp"

namespace kinhmoi::net::test::request_shapes_test {
namespace {

struct Shape {
    const char* name;
    std::string bytes;
    unsigned status;
};

void PrintTo(const Shape& shape, std::ostream* out) {
    *out << shape.name;
}

const std::string H = "Host: kinhmoi.test\r\n";
const std::string G = "GET / HTTP/1.1\r\n";
const std::string P = "POST /echo HTTP/1.1\r\n";
const std::string canary = "GET /canary HTTP/1.1\r\nHost: kinhmoi.test\r\n\r\n";

std::string target(const std::string& t) {
    return "GET " + t + " HTTP/1.1\r\n" + H + "\r\n";
}

// clang-format off: one shape a line
std::vector<Shape> shapes() {
    using namespace std::string_literals;
    return {
        // Transfer-Encoding, in every disguise
        {"te_chunked", P + H + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501},
        {"te_gzip", P + H + "Transfer-Encoding: gzip\r\n\r\n", 501},
        {"te_chunked_twice_listed", P + H + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
         501},
        {"te_chunked_identity", P + H + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
         501},
        {"te_identity", P + H + "Transfer-Encoding: identity\r\n\r\n", 501},
        {"te_identity_and_length",
         P + H + "Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n", 501},
        {"te_chunked_and_length",
         P + H + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 501},
        {"length_and_te_chunked",
         P + H + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501},
        {"te_two_fields",
         P + H + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 501},
        {"te_upper_case", P + H + "TRANSFER-ENCODING: CHUNKED\r\n\r\n0\r\n\r\n", 501},
        {"te_quoted", P + H + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 501},
        {"te_empty", P + H + "Transfer-Encoding:\r\n\r\n", 501},
        {"te_parameter", P + H + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n", 501},
        {"te_on_get", G + H + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501},
        {"te_space_before_colon", P + H + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400},
        {"te_folded", P + H + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 400},
        {"te_vertical_tab",
         P + H +
             "Transfer-Encoding: \x0b"
             "chunked\r\n\r\n0\r\n\r\n",
         400},
        {"te_http_1_0",
         "POST /echo HTTP/1.0\r\n" + H + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 505},
        // Content-Length
        {"length_missing", P + H + "\r\n", 411},
        {"length_missing_put", "PUT /echo HTTP/1.1\r\n" + H + "\r\n", 411},
        {"length_twice_equal", P + H + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n", 400},
        {"length_twice_unlike", P + H + "Content-Length: 0\r\nContent-Length: 44\r\n\r\n", 400},
        {"length_list", P + H + "Content-Length: 0, 0\r\n\r\n", 400},
        {"length_plus", P + H + "Content-Length: +0\r\n\r\n", 400},
        {"length_minus", P + H + "Content-Length: -1\r\n\r\n", 400},
        {"length_leading_zero", P + H + "Content-Length: 00\r\n\r\n", 400},
        {"length_hexadecimal", P + H + "Content-Length: 0x0\r\n\r\n", 400},
        {"length_fraction", P + H + "Content-Length: 0.0\r\n\r\n", 400},
        {"length_inner_space", P + H + "Content-Length: 0 0\r\n\r\n", 400},
        {"length_empty", P + H + "Content-Length:\r\n\r\n", 400},
        {"length_overflows", P + H + "Content-Length: 18446744073709551616\r\n\r\n", 400},
        {"length_20_digits", P + H + "Content-Length: 10000000000000000000\r\n\r\n", 400},
        {"length_too_large", P + H + "Content-Length: 5242881\r\n\r\n", 413},
        {"length_on_get", G + H + "Content-Length: 5\r\n\r\nhello", 400},
        {"length_zero_on_get", G + H + "Content-Length: 0\r\n\r\n", 400},
        {"length_on_head", "HEAD / HTTP/1.1\r\n" + H + "Content-Length: 5\r\n\r\nhello", 400},
        {"length_space_before_colon", P + H + "Content-Length : 0\r\n\r\n", 400},
        {"length_folded", P + H + "Content-Length:\r\n\t0\r\n\r\n", 400},
        // Host
        {"host_missing", G + "\r\n", 400},
        {"host_twice", G + H + H + "\r\n", 400},
        {"host_twice_other", G + H + "Host: other.test\r\n\r\n", 400},
        {"host_empty", G + "Host:\r\n\r\n", 421},
        {"host_unknown", G + "Host: other.test\r\n\r\n", 421},
        {"host_other_port", G + "Host: kinhmoi.test:1\r\n\r\n", 421},
        {"host_with_user", G + "Host: a@kinhmoi.test\r\n\r\n", 421},
        {"host_list", G + "Host: kinhmoi.test, kinhmoi.test\r\n\r\n", 421},
        {"host_trailing_dot", G + "Host: kinhmoi.test.\r\n\r\n", 421},
        // Version and method
        {"http_1_0", "GET / HTTP/1.0\r\n" + H + "\r\n", 505},
        {"http_0_9", "GET /\r\n\r\n", 400},
        {"http_1_2", "GET / HTTP/1.2\r\n" + H + "\r\n", 400},
        {"http_2_0", "GET / HTTP/2.0\r\n" + H + "\r\n", 400},
        {"http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"version_lower_case", "GET / http/1.1\r\n" + H + "\r\n", 400},
        {"version_trailing_space", "GET / HTTP/1.1 \r\n" + H + "\r\n", 400},
        {"method_trace", "TRACE / HTTP/1.1\r\n" + H + "\r\n", 501},
        {"method_connect", "CONNECT kinhmoi.test:443 HTTP/1.1\r\n" + H + "\r\n", 501},
        {"method_options", "OPTIONS / HTTP/1.1\r\n" + H + "\r\n", 501},
        {"method_options_star", "OPTIONS * HTTP/1.1\r\n" + H + "\r\n", 501},
        {"method_lower_case", "get / HTTP/1.1\r\n" + H + "\r\n", 501},
        {"method_unknown", "BREW / HTTP/1.1\r\n" + H + "\r\n", 501},
        {"method_missing", " / HTTP/1.1\r\n" + H + "\r\n", 400},
        // Target
        {"target_absolute", target("http://kinhmoi.test/"), 400},
        {"target_authority", target("kinhmoi.test:80"), 400},
        {"target_star", target("*"), 400},
        {"target_relative", target("a"), 400},
        {"target_fragment", target("/a#b"), 400},
        {"target_two_spaces", "GET  / HTTP/1.1\r\n" + H + "\r\n", 400},
        {"target_space", target("/a b"), 400},
        {"target_tab", target("/a\tb"), 400},
        {"target_non_ascii", target("/\xc3\xa9"), 400},
        {"target_nul", target("/a%00b"), 400},
        {"target_raw_nul", "GET /a\0b HTTP/1.1\r\n"s + H + "\r\n", 400},
        {"target_encoded_slash", target("/a%2fb"), 400},
        {"target_encoded_slash_upper", target("/a%2Fb"), 400},
        {"target_encoded_backslash", target("/a%5cb"), 400},
        {"target_backslash", target("/a\\b"), 400},
        {"target_dot_dot", target("/a/../b"), 400},
        {"target_dot_dot_end", target("/a/.."), 400},
        {"target_dot", target("/./a"), 400},
        {"target_encoded_dots", target("/a/%2e%2E/b"), 400},
        {"target_encoded_line", target("/a%0d%0ab"), 400},
        {"target_half_escape", target("/a%4"), 400},
        {"target_bad_escape", target("/a%zz"), 400},
        {"target_not_utf8", target("/a%ff"), 400},
        {"query_nul", target("/a?b=%00"), 400},
        {"query_bad_escape", target("/a?b=%g1"), 400},
        {"query_not_utf8", target("/a?b=%c3%28"), 400},
        // Lines and fields
        {"bare_lf", "GET / HTTP/1.1\nHost: kinhmoi.test\n\n", 400},
        {"bare_lf_after_field", G + "Host: kinhmoi.test\n\r\n", 400},
        {"bare_lf_end", G + H + "\n", 400},
        {"bare_cr_in_value", G + H + "X: a\rb\r\n\r\n", 400},
        {"bare_cr_for_line", G + H + "X: a\rTransfer-Encoding: chunked\r\n\r\n", 400},
        {"empty_line_first", "\r\n" + G + H + "\r\n", 400},
        {"folded_field", G + H + "X: a\r\n b\r\n\r\n", 400},
        {"space_before_first_field", G + " " + H + "\r\n", 400},
        {"space_before_colon", G + "Host : kinhmoi.test\r\n\r\n", 400},
        {"field_without_colon", G + H + "nonsense\r\n\r\n", 400},
        {"field_without_name", G + H + ": x\r\n\r\n", 400},
        {"field_name_with_nul", G + H + "A\0B: x\r\n\r\n"s, 400},
        {"field_name_non_ascii", G + H + "\xc3\xa9: x\r\n\r\n", 400},
        {"field_name_brackets", G + H + "a[b]: x\r\n\r\n", 400},
        {"field_value_nul", G + H + "X: a\0b\r\n\r\n"s, 400},
        {"field_value_control",
         G + H +
             "X: a\x01"
             "b\r\n\r\n",
         400},
        {"field_value_delete",
         G + H +
             "X: a\x7f"
             "b\r\n\r\n",
         400},
        {"authorization_twice",
         G + H + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n", 400},
        {"content_type_twice",
         P + H + "Content-Length: 0\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n\r\n", 400},
        {"origin_twice",
         P + H + "Content-Length: 0\r\nOrigin: https://a\r\nOrigin: https://b\r\n\r\n", 400},
        {"expect_unknown", P + H + "Content-Length: 1\r\nExpect: miracles\r\n\r\n", 417},
        {"connection_bad_list", G + H + "Connection: \x22\r\n\r\n", 400},
        {"tls_hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400},
    };
}

// clang-format on

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
    return count;
}

void expect_refused(const Shape& shape, const std::string& behind) {
    TestServer server;
    Client client(server.port());
    client.send(shape.bytes + behind);
    const std::string all = client.read_all();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 " + std::to_string(shape.status) + " ")) << all;
    EXPECT_EQ(count_of(all, "HTTP/1.1 "), 1u) << all;
    EXPECT_EQ(count_of(all, "\r\nConnection: close\r\n"), 1u) << all;
    EXPECT_EQ(server.app.canaries, 0);
}

class RequestShapes : public testing::TestWithParam<Shape> {};

TEST_P(RequestShapes, is_refused_and_the_connection_closed) {
    expect_refused(GetParam(), "");
}

TEST_P(RequestShapes, does_not_let_a_second_request_through) {
    expect_refused(GetParam(), canary);
}

INSTANTIATE_TEST_SUITE_P(All, RequestShapes, testing::ValuesIn(shapes()),
                         [](const auto& shape) { return std::string(shape.param.name); });

TEST(RequestShapes, the_canary_itself_is_answered) {
    TestServer server;
    Client client(server.port());
    client.send(canary);
    EXPECT_EQ(client.read().status, 200u);
    EXPECT_EQ(server.app.canaries, 1);
}

}  // namespace
}  // namespace kinhmoi::net::test::request_shapes_test
