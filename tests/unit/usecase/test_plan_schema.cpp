// SPDX-License-Identifier: Apache-2.0
// config/plan.schema.json says what the reader takes: the same fields, and the sample fits.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "server/api/event_fields.hpp"
#include "server/api/part_fields.hpp"
#include "tests/paths.hpp"

namespace kinhmoi {
namespace {

using Plain = nlohmann::json;

Plain config_file(const char* name) {
    std::ifstream file(std::string(KINHMOI_PROJECT_DIR "/config/") + name);
    return Plain::parse(file);
}

bool fits(const Plain& schema_json, const Plain& document) {
    valijson::Schema schema;
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json), schema);
    valijson::Validator validator;
    return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
}

/// The keys that a thing has in JSON.
template <class T, class Visit>
std::set<std::string> keys_of(Visit visit) {
    api::FieldWriter fields(nullptr, default_time_zone);
    const T value{};
    visit(fields, value);
    const api::Json written = fields.take();
    std::set<std::string> keys;
    for (const auto& [key, unused] : written.items()) keys.insert(key);
    return keys;
}

template <class Part>
std::set<std::string> keys_of_part() {
    return keys_of<Part>([](auto& f, const Part& part) {
        if constexpr (std::same_as<Part, ParticipantGroup> || std::same_as<Part, Quota> ||
                      std::same_as<Part, Site> || std::same_as<Part, Gate> ||
                      std::same_as<Part, Contact> || std::same_as<Part, Task> ||
                      std::same_as<Part, Document> || std::same_as<Part, Livestream>)
            api::visit_part(f, part);
        else if constexpr (std::same_as<Part, Agency>) api::visit_agency(f, part);
        else if constexpr (std::same_as<Part, Program>) api::visit_program(f, part);
        else api::visit_event(f, part);
    });
}

TEST(PlanSchema, TheSampleFitsAndFaultsDoNot) {
    const Plain schema = config_file("plan.schema.json");
    const Plain sample = config_file("can-tho.plan.json");
    EXPECT_TRUE(fits(schema, sample));
    Plain wrong = sample;
    wrong["event"]["colour"] = "red";
    EXPECT_FALSE(fits(schema, wrong));
    wrong = sample;
    wrong["quotas"][0]["unit"] = "people";
    EXPECT_FALSE(fits(schema, wrong));
    wrong = sample;
    wrong["event"].erase("title");
    EXPECT_FALSE(fits(schema, wrong));
}

TEST(PlanSchema, NamesExactlyTheFieldsThatAreRead) {
    const Plain definitions = config_file("plan.schema.json").at("definitions");
    const std::pair<const char*, std::set<std::string>> cases[] = {
        {"program", keys_of_part<Program>()},   {"event", keys_of_part<Event>()},
        {"agency", keys_of_part<Agency>()},     {"site", keys_of_part<Site>()},
        {"gate", keys_of_part<Gate>()},         {"group", keys_of_part<ParticipantGroup>()},
        {"quota", keys_of_part<Quota>()},       {"contact", keys_of_part<Contact>()},
        {"task", keys_of_part<Task>()},         {"document", keys_of_part<Document>()},
        {"stream", keys_of_part<Livestream>()},
    };
    for (const auto& [name, keys] : cases) {
        std::set<std::string> described;
        for (const auto& [key, property] : definitions.at(name).at("properties").items()) {
            described.insert(key);
            EXPECT_TRUE(property.contains("description")) << name << "." << key;
        }
        EXPECT_EQ(described, keys) << name;
        EXPECT_EQ(definitions.at(name).at("additionalProperties"), false) << name;
    }
}

}  // namespace
}  // namespace kinhmoi
