// SPDX-License-Identifier: Apache-2.0
// Settings: the example shows the defaults, and a wrong file is told all its faults.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "server/config.hpp"
#include "tests/paths.hpp"

namespace kinhmoi {
namespace {

std::string example_text() {
    std::ifstream in(KINHMOI_PROJECT_DIR "/config/kinhmoi.example.json");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

TEST(Settings, TheExampleShowsEveryDefault) {
    EXPECT_EQ(example_text(), config_text(Config{}));
}

TEST(Settings, TheExampleIsReadBackAsItIs) {
    const auto config = parse_config(example_text());
    ASSERT_TRUE(config) << config.error().message().en;
    EXPECT_EQ(config_text(*config), example_text());
}

TEST(Settings, NothingGivenIsTheDefaults) {
    const auto config = parse_config("{}");
    ASSERT_TRUE(config);
    EXPECT_EQ(config_text(*config), config_text(Config{}));
}

TEST(Settings, EveryFaultIsToldAtOnce) {
    const auto config = parse_config(R"({
        "data_foldr": "x",
        "listen": {"address": "0.0.0.0", "port": 70000, "http": true, "key_file": "only.key"},
        "log": {"level": "loud"},
        "retention_minutes": 0
    })");
    ASSERT_FALSE(config);
    const Failure refusal = config.error();
    EXPECT_EQ(refusal.kind(), FailureKind::invalid);
    std::vector<std::string> got;
    for (const FieldFault& fault : refusal.faults()) {
        got.push_back(fault.path + " " + fault.code);
        EXPECT_FALSE(fault.message.vi.empty());
        EXPECT_FALSE(fault.message.en.empty());
    }
    std::sort(got.begin(), got.end());
    const std::vector<std::string> want = {
        "/data_foldr unknown_key",          "/listen/http not_loopback",
        "/listen/key_file incomplete_pair", "/listen/port out_of_range",
        "/log/level unknown_word",          "/retention_minutes out_of_range",
    };
    EXPECT_EQ(got, want);
}

TEST(Settings, ThePublicUrlNamesTheHostAndIsWhereLinksPoint) {
    const auto config = parse_config(
        R"({"public_url": "https://kinhmoi.example:8443", "listen": {"http": true, "port": 80}})");
    ASSERT_TRUE(config) << config.error().message().en;
    EXPECT_EQ(config->public_host, "kinhmoi.example");
    EXPECT_EQ(config->site_url(80), "https://kinhmoi.example:8443");
    EXPECT_TRUE(config->is_behind_proxy());
    EXPECT_FALSE(parse_config("{}")->is_behind_proxy());
    EXPECT_EQ(parse_config(R"({"public_host": "a.example"})")->site_url(443), "https://a.example");
    EXPECT_TRUE(parse_config(R"({"public_url": "https://a.example", "public_host": "a.example"})"));

    const auto other =
        parse_config(R"({"public_url": "https://a.example", "public_host": "localhost"})");
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().faults().at(0).code, "other_host");
    for (const char* url :
         {"http://a.example", "https://", "https://a.example/", "https://a.example/x",
          "https://A.example", "https://a.example:", "https://a.example:0",
          "https://a.example:65536", "https://u@a.example", "a.example"}) {
        const auto refused = parse_config("{\"public_url\": \"" + std::string(url) + "\"}");
        ASSERT_FALSE(refused) << url;
        EXPECT_EQ(refused.error().faults().at(0).path, "/public_url") << url;
    }
}

TEST(Settings, WhatIsNotJsonIsMalformed) {
    for (const char* text : {"", "{", "[1", "{\"a\": 1, \"a\": 2}", "\xEF\xBB\xBF{}"}) {
        const auto config = parse_config(text);
        ASSERT_FALSE(config) << text;
        EXPECT_EQ(config.error().kind(), FailureKind::malformed) << text;
    }
}

}  // namespace
}  // namespace kinhmoi
