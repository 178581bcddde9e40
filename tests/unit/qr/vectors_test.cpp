// SPDX-License-Identifier: Apache-2.0
// Runs the files of tests/vectors/pass, and holds them to their generator. To write them anew:
// KINHMOI_WRITE_VECTORS=1 unit_qr_tests --gtest_filter='Vectors.FilesAreWhatTheGeneratorMakes'
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "qr/key_ring.hpp"
#include "qr/pass_digits.hpp"
#include "qr/short_number.hpp"
#include "tests/paths.hpp"
#include "tests/unit/qr/vector_maker.hpp"

namespace kinhmoi::qr {
namespace {

using Json = nlohmann::json;

std::filesystem::path vector_path(const std::string& name) {
    return std::filesystem::path(KINHMOI_PROJECT_DIR) / "tests" / "vectors" / "pass" / name;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

Json read_vectors(const std::string& name) {
    return Json::parse(read_file(vector_path(name)));
}

KeyRing key_ring_of(const Json& keys) {
    std::vector<KeyRecord> records;
    for (const Json& key : keys) {
        KeyRecord record;
        record.kid = key.at("kid");
        record.event_id = parse_id<EventId>(key.at("event_id").get<std::string>()).value();
        EXPECT_TRUE(from_hex(key.at("public_key").get<std::string>(), record.public_key));
        record.state = parse_key_state(key.at("state").get<std::string>()).value();
        records.push_back(record);
    }
    return KeyRing(std::move(records));
}

void expect_pass(const Json& pass, const PassJudgement& judgement) {
    EXPECT_EQ(to_text(judgement.event_id), pass.at("event_id"));
    EXPECT_EQ(judgement.payload.kid, pass.at("kid"));
    EXPECT_EQ(to_text(judgement.payload.pass_id), pass.at("pass_id"));
    EXPECT_EQ(judgement.payload.issue, pass.at("issue"));
    EXPECT_EQ(judgement.payload.is_minor(), pass.at("minor"));
}

TEST(Vectors, FilesAreWhatTheGeneratorMakes) {
    const bool write = std::getenv("KINHMOI_WRITE_VECTORS") != nullptr;
    for (const auto& [name, content] : vectors::make_all()) {
        if (write) std::ofstream(vector_path(name), std::ios::binary) << content;
        EXPECT_TRUE(read_file(vector_path(name)) == content) << name << " differs";
        EXPECT_LT(content.size(), 1'500'000u) << name;
    }
}

TEST(Vectors, EveryCodeIsJudgedAsTheFileSays) {
    const Json file = read_vectors("codes.json");
    const KeyRing keys = key_ring_of(file.at("keys"));
    std::map<std::string, int> counts;
    int flips = 0;
    for (const Json& entry : file.at("cases")) {
        SCOPED_TRACE(entry.at("name").get<std::string>());
        const auto judgement = judge_digits(entry.at("digits").get<std::string>(), keys);
        EXPECT_STREQ(outcome_name(judgement.outcome),
                     entry.at("outcome").get<std::string>().c_str());
        EXPECT_EQ(judgement.is_signed(), entry.contains("pass"));
        if (entry.contains("pass")) {
            expect_pass(entry.at("pass"), judgement);
        } else {
            EXPECT_EQ(judgement.payload, PassPayload{});
        }
        ++counts[entry.at("outcome").get<std::string>()];
        flips += entry.at("name").get<std::string>().starts_with("byte ") ? 1 : 0;
    }
    EXPECT_GE(file.at("cases").size(), 1'000u);
    EXPECT_EQ(flips, 616);
    EXPECT_EQ(counts.size(), 11u) << "every outcome has its cases";
}

TEST(Vectors, EveryTextIsClassifiedAsTheFileSays) {
    const Json file = read_vectors("texts.json");
    std::map<std::string, int> counts;
    for (const Json& entry : file.at("cases")) {
        SCOPED_TRACE(entry.at("name").get<std::string>());
        const auto text = classify_text(entry.at("text").get<std::string>(),
                                        file.at("own_host").get<std::string>());
        EXPECT_EQ(text_kind_name(text.kind), entry.at("kind").get<std::string>());
        EXPECT_EQ(text.digits, entry.value("digits", ""));
        EXPECT_EQ(text.document ? to_text(*text.document) : "", entry.value("document_id", ""));
        ++counts[entry.at("kind").get<std::string>()];
    }
    EXPECT_EQ(counts.size(), 3u);
}

TEST(Vectors, EveryShortNumberIsReadAsTheFileSays) {
    const Json file = read_vectors("short_numbers.json");
    EXPECT_GE(file.at("cases").size(), 20u);
    for (const Json& entry : file.at("cases")) {
        const std::string text = entry.at("text");
        const auto number = parse_short_number(text);
        const Json read = number ? Json(short_number_digits(*number)) : Json(nullptr);
        EXPECT_EQ(read, entry.at("digits")) << text;
    }
}

}  // namespace
}  // namespace kinhmoi::qr
