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

TEST(Settings, WhatIsNotJsonIsMalformed) {
    for (const char* text : {"", "{", "[1", "{\"a\": 1, \"a\": 2}", "\xEF\xBB\xBF{}"}) {
        const auto config = parse_config(text);
        ASSERT_FALSE(config) << text;
        EXPECT_EQ(config.error().kind(), FailureKind::malformed) << text;
    }
}

}  // namespace
}  // namespace kinhmoi
