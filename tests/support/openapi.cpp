// SPDX-License-Identifier: Apache-2.0
#include "tests/support/openapi.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "tests/paths.hpp"
#include "tests/support/http_client.hpp"

namespace kinhmoi::test {
namespace {

using Plain = nlohmann::json;

Plain scalar(const YAML::Node& node) {
    const std::string text = node.Scalar();
    if (node.Tag() == "!") return text;  // was quoted
    if (text == "true" || text == "false") return text == "true";
    if (text == "null" || text == "~" || text.empty()) return nullptr;
    std::size_t used = 0;
    try {
        const long long number = std::stoll(text, &used);
        if (used == text.size()) return number;
        const double real = std::stod(text, &used);
        if (used == text.size()) return real;
    } catch (const std::exception&) {
        return text;
    }
    return text;
}

Plain plain(const YAML::Node& node) {
    if (node.IsMap()) {
        Plain out = Plain::object();
        for (const auto& item : node) out[item.first.Scalar()] = plain(item.second);
        // valijson refuses null for a format, though formats are about texts only.
        if (out.contains("type") && out["type"].is_array()) out.erase("format");
        return out;
    }
    if (node.IsSequence()) {
        Plain out = Plain::array();
        for (const auto& item : node) out.push_back(plain(item));
        return out;
    }
    return node.IsScalar() ? scalar(node) : Plain(nullptr);
}

std::vector<std::string> segments(const std::string& path) {
    std::vector<std::string> out;
    std::istringstream parts(path);
    for (std::string part; std::getline(parts, part, '/');) out.push_back(part);
    return out;
}

bool matches(const std::string& pattern, const std::string& path) {
    const auto want = segments(pattern);
    const auto have = segments(path);
    return want.size() == have.size() &&
           std::equal(want.begin(), want.end(), have.begin(), [](const auto& w, const auto& h) {
               return w == h || (w.starts_with("{") && !h.empty());
           });
}

}  // namespace

struct OpenApi::State {
    Plain document;
    std::map<std::string, std::unique_ptr<valijson::Schema>> schemas;  // by JSON text

    const Plain& resolved(const Plain& node) const {
        if (!node.is_object() || !node.contains("$ref")) return node;
        const std::string pointer = node["$ref"].get<std::string>().substr(1);
        return document.at(Plain::json_pointer(pointer));
    }

    /// The described path; fixed segments win over {names}.
    std::string path_of(const std::string& path) const {
        const Plain& paths = document["paths"];
        if (paths.contains(path)) return path;
        for (const auto& [pattern, unused] : paths.items())
            if (pattern.find('{') != std::string::npos && matches(pattern, path)) return pattern;
        return {};
    }

    const valijson::Schema& schema_of(const Plain& schema) {
        auto& slot = schemas[schema.dump()];
        if (slot) return *slot;
        Plain root = schema;
        root["components"] = document["components"];
        slot = std::make_unique<valijson::Schema>();
        valijson::SchemaParser parser;
        const valijson::adapters::NlohmannJsonAdapter adapter(root);
        parser.populateSchema(adapter, *slot);
        return *slot;
    }

    using Values = std::map<std::string, std::string>;

    Plain smallest_text(const Plain& schema, const std::string& name, const Values& values) const {
        const std::string format = schema.value("format", "");
        if (format == "uuid" && values.contains(name)) return values.at(name);
        if (format == "uuid") return "0190b8c1-0000-7000-8000-000000000001";
        if (format == "date") return "2026-05-25";
        if (format == "date-time") return "2026-05-25T08:00:00+07:00";
        const std::string pattern = schema.value("pattern", "");
        constexpr std::string_view hex = "^[0-9a-f]{";
        if (pattern.starts_with(hex))
            return std::string(std::stoul(pattern.substr(hex.size())), '0');
        return std::string(std::max<std::size_t>(1, schema.value("minLength", 1)), 'x');
    }

    /// A value that the schema allows. name: of the member that holds it.
    Plain smallest(const Plain& node, const std::string& name, const Values& values) const {
        const Plain& schema = resolved(node);
        if (schema.contains("const")) return schema["const"];
        if (schema.contains("enum")) return schema["enum"][0];
        for (const char* choice : {"oneOf", "anyOf"})
            if (schema.contains(choice)) return smallest(schema[choice][0], name, values);
        Plain out = Plain::object();
        if (schema.contains("allOf")) {
            for (const Plain& part : schema["allOf"]) out.update(smallest(part, name, values));
        }
        const Plain type = schema.value("type", Plain("object"));
        const std::string kind = (type.is_array() ? type[0] : type).get<std::string>();
        if (kind == "string") return smallest_text(schema, name, values);
        if (kind == "integer" || kind == "number") return schema.value("minimum", 1);
        if (kind == "boolean") return false;
        if (kind == "null") return nullptr;
        if (kind == "array") {
            Plain items = Plain::array();
            while (items.size() < schema.value("minItems", std::size_t{0}))
                items.push_back(smallest(schema["items"], name, values));
            return items;
        }
        for (const Plain& key : schema.value("required", Plain::array()))
            out[key.get<std::string>()] = smallest(schema["properties"][key], key, values);
        return out;
    }

    std::string body_fault(const Plain& schema, const std::string& body) {
        const Plain value = Plain::parse(body, nullptr, false);
        if (value.is_discarded()) return "the body is no JSON";
        valijson::Validator validator;
        valijson::ValidationResults results;
        const valijson::adapters::NlohmannJsonAdapter adapter(value);
        if (validator.validate(schema_of(schema), adapter, &results)) return {};
        std::string out;
        valijson::ValidationResults::Error error;
        while (results.popError(error)) {
            for (const std::string& place : error.context) out += place;
            out += ": " + error.description + "\n";
        }
        return out;
    }
};

OpenApi::OpenApi(const std::string& yaml) : state_(std::make_unique<State>()) {
    state_->document = plain(YAML::Load(yaml));
}

OpenApi::~OpenApi() = default;

std::string OpenApi::fault_of(const std::string& method, const std::string& target, unsigned status,
                              const std::string& content_type, const std::string& body) {
    const std::string path = target.substr(0, target.find('?'));
    const std::string pattern = state_->path_of(path);
    const std::string verb = method == "HEAD" ? "get" : lower(method);
    const Plain& paths = state_->document["paths"];
    const bool is_described = !pattern.empty() && paths[pattern].contains(verb);
    if (!is_described) {
        return status >= 400 ? std::string() : "answered, but not described";
    }
    const Plain& responses = paths[pattern][verb]["responses"];
    const std::string code = std::to_string(status);
    if (!responses.contains(code) && !responses.contains("default"))
        return "status " + code + " is not described";
    const Plain& response =
        state_->resolved(responses.contains(code) ? responses[code] : responses["default"]);
    if (!responses.contains(code) && status < 400) return "status " + code + " is not described";
    if (!response.contains("content")) return body.empty() ? "" : "a body that is not described";
    const std::string type = content_type.substr(0, content_type.find(';'));
    if (!response["content"].contains(type)) return "content type '" + type + "' is not described";
    if (method == "HEAD" || type.find("json") == std::string::npos) return {};
    return state_->body_fault(response["content"][type]["schema"], body);
}

std::string OpenApi::smallest_body(const std::string& method, const std::string& pattern,
                                   const std::map<std::string, std::string>& values) const {
    const Plain& paths = state_->document["paths"];
    const std::string verb = lower(method);
    if (!paths.contains(pattern) || !paths[pattern].contains(verb)) return "{}";
    if (!paths[pattern][verb].contains("requestBody")) return "{}";
    const Plain& body = state_->resolved(paths[pattern][verb]["requestBody"]);
    if (!body["content"].contains("application/json")) return "{}";  // a file
    return state_->smallest(body["content"]["application/json"]["schema"], "", values).dump();
}

std::vector<std::string> OpenApi::operations() const {
    std::vector<std::string> out;
    for (const auto& [path, item] : state_->document["paths"].items()) {
        for (const auto& [verb, unused] : item.items())
            if (verb != "parameters") out.push_back(verb + " " + path);
    }
    return out;
}

OpenApi& openapi() {
    static OpenApi the = [] {
        std::ifstream in(KINHMOI_PROJECT_DIR "/server/api/openapi.yaml");
        std::ostringstream text;
        text << in.rdbuf();
        return OpenApi(text.str());
    }();
    return the;
}

}  // namespace kinhmoi::test
