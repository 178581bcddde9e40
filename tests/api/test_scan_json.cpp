// SPDX-License-Identifier: Apache-2.0
// The short way to read a record says the same as the long one, whatever is sent.
#include <gtest/gtest.h>

#include "server/api/scan_json.hpp"

namespace kinhmoi::api {
namespace {

const std::string good =
    R"({"scan_id":"00112233445566778899aabbccddeeff","epoch":"0011223344556677","dseq":12,)"
    R"("gate_id":"0190b8c1-0000-7000-8000-000000000001","wall_ms":1779238800000,"mono_ms":5,)"
    R"("offset_ms":-7,"mode":"online"})";

/// good with something else in the place of a piece of it.
std::string with(const std::string& piece, const std::string& instead) {
    std::string text = good;
    text.replace(text.find(piece), piece.size(), instead);
    return text;
}

TEST(ScanJson, BothReadersSayTheSame) {
    const std::string cases[] = {
        good,
        " \n" + good + "\t ",
        with("\"dseq\":12", "\"dseq\" : 12 ,\"kind\":\"reading\",\"text\":\"123\""),
        with("\"mono_ms\":5", "\"mono_ms\":5,\"list_age_s\":null,\"escort_seen\":true"),
        with("\"mono_ms\":5", "\"mono_ms\":5,\"escort_seen\":1"),
        with("\"mono_ms\":5", "\"mono_ms\":5,\"local_verdict\":\"admitted\",\"pass_id\":null"),
        with("\"mono_ms\":5", "\"mono_ms\":5,\"pass_id\":\"0011223344556677\""),
        with("\"mono_ms\":5",
             "\"mono_ms\":5,\"override\":{\"refused\":\"check\",\"reason\":\"biết mặt\"}"),
        with("\"mono_ms\":5", "\"mono_ms\":5,\"text\":\"a\\u0041\\n\""),
        with("\"mono_ms\":5", "\"mono_ms\":5,\"text\":\"chữ\""),
        with("\"mono_ms\":5", "\"mono_ms\":5,\"text\":\"\xff\""),
        with("\"mono_ms\":5", "\"mono_ms\":5,\"text\":\"\n\""),
        with("\"mono_ms\":5", "\"mono_ms\":5,\"mono_ms\":5"),
        with("\"mono_ms\":5", "\"mono_ms\":5,\"more\":1"),
        with("\"mono_ms\":5", "\"mono_ms\":05"),
        with("\"mono_ms\":5", "\"mono_ms\":-0"),
        with("\"mono_ms\":5", "\"mono_ms\":0"),
        with("\"mono_ms\":5", "\"mono_ms\":-"),
        with("\"mono_ms\":5", "\"mono_ms\":+5"),
        with("\"mono_ms\":5", "\"mono_ms\":5.0"),
        with("\"mono_ms\":5", "\"mono_ms\":5e1"),
        with("\"mono_ms\":5", "\"mono_ms\":9007199254740991"),
        with("\"mono_ms\":5", "\"mono_ms\":9007199254740992"),
        with("\"mono_ms\":5", "\"mono_ms\":99999999999999999999"),
        with("\"mono_ms\":5", "\"mono_ms\":\"5\""),
        with("\"mono_ms\":5", "\"mono_ms\":nul"),
        with("\"mono_ms\":5", "\"mono_ms\":[5]"),
        with("\"mono_ms\":5,", ""),
        with("\"online\"", "\"on line\""),
        with("0011223344556677\"", "001122334455667\""),
        good.substr(0, good.size() - 1),
        good + "x",
        good + good,
        with("\"mode\":\"online\"}", "\"mode\":\"online\",}"),
        with("{", "{,"),
        "\xEF\xBB\xBF" + good,
        "{}",
        "[]",
        "1",
        "",
    };
    int readable = 0;
    for (const std::string& body : cases) {
        const auto quick = parse_scan(body);
        const auto json = parse_json(body);
        ASSERT_EQ(quick.has_value(), json.has_value()) << body;
        if (!quick) {
            EXPECT_EQ(quick.error().message().en, json.error().message().en) << body;
            continue;
        }
        const auto full = read_scan(*json, body);
        EXPECT_EQ(quick->scan, full.scan) << body;
        EXPECT_EQ(quick->is_readable, full.is_readable) << body;
        EXPECT_EQ(quick->content, full.content) << body;
        readable += full.is_readable ? 1 : 0;
    }
    EXPECT_EQ(readable, 11);
}

TEST(ScanJson, EveryByteLostOrDoubledIsJudgedAlike) {
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const std::size_t copies : {0, 2}) {
            std::string body = good;
            body.replace(at, 1, std::string(copies, good[at]));
            const auto quick = parse_scan(body);
            const auto json = parse_json(body);
            ASSERT_EQ(quick.has_value(), json.has_value()) << body;
            if (!quick) continue;
            const auto full = read_scan(*json, body);
            EXPECT_EQ(quick->is_readable, full.is_readable) << body;
            EXPECT_EQ(quick->scan, full.scan) << body;
        }
    }
}

}  // namespace
}  // namespace kinhmoi::api
