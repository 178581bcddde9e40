// SPDX-License-Identifier: Apache-2.0
// texts.json (telling passes from other text) and short_numbers.json.
#include "tests/unit/qr/vector_maker.hpp"

#include "qr/pass_digits.hpp"
#include "tests/unit/qr/samples.hpp"

namespace kinhmoi::qr::vectors {
namespace {

using Json = nlohmann::ordered_json;

Json pass_text(const std::string& name, const std::string& before, const std::string& digits,
               const std::string& after) {
    return {{"name", name},
            {"text", before + digits + after},
            {"kind", "pass_digits"},
            {"digits", digits}};
}
Json document_text(const std::string& name, const std::string& text, const std::string& id) {
    return {{"name", name}, {"text", text}, {"kind", "document_code"}, {"document_id", id}};
}
Json foreign_text(const std::string& name, const std::string& text) {
    return {{"name", name}, {"text", text}, {"kind", "not_a_pass"}};
}

void add_passes(std::vector<Json>& cases, const std::string& digits) {
    const std::pair<const char*, const char*> prefixes[] = {
        {"as printed", "HTTPS://KINHMOI.CANTHO.EXAMPLE/P/"},
        {"as the camera gives it", "https://kinhmoi.cantho.example/P/"},
        {"bare digits", ""},
        {"garbled by Telex", "HTTPS://KÍNHMOI.CẦNTHO.ÊXAMPLE/P/"},
        {"slashes lost", "HTTPSKINHMOICANTHOEXAMPLEP"},
        {"another host: the signature decides", "HTTPS://OTHER.EXAMPLE/P/"},
        {"spaces before", "  \t"},
        {"another reading before, cut short",
         "HTTPS://KINHMOI.CANTHO.EXAMPLE/P/0123456789HTTPS://"},
        {"a number in the host", "HTTPS://SITE2.EXAMPLE:8443/P/"},
        {"scanner's own prefix", "]Q1HTTPS://KINHMOI.CANTHO.EXAMPLE/P/"},
        {"other digits before a space", "12345 "},
    };
    for (const auto& [name, before] : prefixes)
        cases.push_back(pass_text(name, before, digits, ""));
    for (const std::string after : {"\r", "\n", "\r\n", "\t", " ", " \r\n\r\n", "\v\f"})
        cases.push_back(
            pass_text("white space after", "HTTPS://KINHMOI.CANTHO.EXAMPLE/P/", digits, after));
    cases.push_back(pass_text("two readings in one text",
                              "HTTPS://H.EXAMPLE/P/" + digits + "HTTPS://H.EXAMPLE/P/", digits,
                              "\r\n"));
}

void add_documents(std::vector<Json>& cases) {
    const std::string id = "0190b8c1-7d2e-7abc-8def-0123456789ab";
    const std::string upper = "0190B8C1-7D2E-7ABC-8DEF-0123456789AB";
    const std::string own = "https://kinhmoi.cantho.example/d/";
    cases.push_back(document_text("as printed", "HTTPS://KINHMOI.CANTHO.EXAMPLE/D/" + upper, id));
    cases.push_back(document_text("lower case", own + id, id));
    cases.push_back(document_text("mixed case", "Https://KinhMoi.CanTho.Example/D/" + upper, id));
    cases.push_back(document_text("white space around", " " + own + id + "\r\n", id));
    cases.push_back(foreign_text("document of another host", "https://other.example/D/" + id));
    cases.push_back(foreign_text("host that begins like ours",
                                 "https://kinhmoi.cantho.example.evil.example/D/" + id));
    cases.push_back(foreign_text("our host as a user name",
                                 "https://kinhmoi.cantho.example@evil.example/D/" + id));
    cases.push_back(
        foreign_text("our host with a port", "https://kinhmoi.cantho.example:8443/D/" + id));
    cases.push_back(foreign_text("without TLS", "http://kinhmoi.cantho.example/D/" + id));
    cases.push_back(foreign_text("text before", "x " + own + id));
    cases.push_back(foreign_text("text after", own + id + "?x=1"));
    cases.push_back(foreign_text("slash after", own + id + "/"));
    cases.push_back(foreign_text("id one character short", own + id.substr(1)));
    cases.push_back(foreign_text("id without hyphens", own + "0190b8c17d2e7abc8def0123456789ab"));
    cases.push_back(foreign_text("no id", own));
    cases.push_back(foreign_text("another folder", "https://kinhmoi.cantho.example/x/" + id));
}

void add_foreign(std::vector<Json>& cases, const std::string& digits) {
    const std::string prefix = "HTTPS://KINHMOI.CANTHO.EXAMPLE/P/";
    std::string full_width;
    for (const char c : digits) {
        full_width += "\xef\xbc";
        full_width += static_cast<char>(0x90 + (c - '0'));
    }
    const std::pair<const char*, std::string> texts[] = {
        {"empty", ""},
        {"white space", " \r\n"},
        {"a digit lost", prefix + digits.substr(1)},
        {"a digit doubled", prefix + digits + digits.back()},
        {"a digit stuck to the front", "]Q1" + digits},
        {"two readings run together", digits + digits},
        {"query after", prefix + digits + "?fbclid=1"},
        {"slash after", prefix + digits + "/"},
        {"letter after", prefix + digits + "X"},
        {"no-break space after", prefix + digits + "\u00a0"},
        {"zero byte after", prefix + digits + std::string(1, '\0')},
        {"split by a space", digits.substr(0, 90) + " " + digits.substr(90)},
        {"full-width digits", full_width},
        {"only the prefix", prefix},
        {"short number", "1234 5678"},
        {"phone", "0500 123 456"},
        {"shop link", "https://shop.example/?id=1234567890"},
        {"wireless network", "WIFI:T:WPA;S:Hoi truong;P:matkhau;;"},
        {"Vietnamese text", "Đề nghị quý đại biểu xuất trình giấy mời"},
        {"script link", "javascript:alert(1)"},
    };
    for (const auto& [name, text] : texts) cases.push_back(foreign_text(name, text));
}

}  // namespace

std::string make_texts() {
    const PassCode code =
        sign_pass(samples::payload_for(3, "texts"), samples::id_for<EventId>("event main"),
                  samples::key_for("key main").private_key);
    std::vector<Json> cases;
    add_passes(cases, to_digits(code));
    add_documents(cases);
    add_foreign(cases, to_digits(code));
    return "{\n\"own_host\": \"kinhmoi.cantho.example\",\n\"cases\": " + lines_of(cases) + "\n}\n";
}

std::string make_short_numbers() {
    // The check digits were worked out by hand from Damm's published table.
    const std::pair<const char*, const char*> good[] = {
        {"00000000", "00000000"},       {"0000 0000", "00000000"},
        {"00005724", "00005724"},       {"0000-5724", "00005724"},
        {" 0000 5724 ", "00005724"},    {"0.000.572.4", "00005724"},
        {"0000\u00a05724", "00005724"}, {"0000\t5724\r\n", "00005724"},
        {"0000\u202f5724", "00005724"}, {"00000013", "00000013"},
    };
    const char* const bad[] = {
        "",          "0",          "0000572",
        "000005724", "00005725",   "00005742",
        "00007524",  "0000 572x",  "O0005724",
        "+00005724", "00005724/1", "0000,5724",
        "0000_5724", "00000010",   "\uff10\uff10\uff10\uff10\uff15\uff17\uff12\uff14",
    };
    std::vector<Json> cases;
    for (const auto& [text, digits] : good) cases.push_back({{"text", text}, {"digits", digits}});
    for (const char* text : bad) cases.push_back({{"text", text}, {"digits", nullptr}});
    return "{\n\"cases\": " + lines_of(cases) + "\n}\n";
}

std::map<std::string, std::string> make_all() {
    return {{"codes.json", make_codes()},
            {"texts.json", make_texts()},
            {"short_numbers.json", make_short_numbers()}};
}

}  // namespace kinhmoi::qr::vectors
