// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <thread>

#include "common/base/date_text.hpp"
#include "common/base/time.hpp"
#include "tests/support/vectors.hpp"

namespace kinhmoi {
namespace {

const nlohmann::json& fixture() {
    static const auto json = test::vector_json("vi/date-cases-vi.json");
    return json;
}

TEST(DateText, ParsesDayFirst) {
    for (const auto& c : fixture()["parse"]) {
        const std::string in = c["in"];
        const DateParse got = parse_date_text(in);
        EXPECT_EQ(got.date ? iso_date(*got.date) : "",
                  c["iso"].is_null() ? "" : c["iso"].get<std::string>())
            << in;
        const auto issues = c.value("issues", std::vector<std::string>{});
        EXPECT_EQ(got.issue ? std::string(issue_text(*got.issue).name) : "",
                  issues.empty() ? "" : issues[0])
            << in;
    }
}

TEST(DateText, OtherWritings) {
    struct Case {
        const char* in;
        const char* iso;
        const char* issue;
    };
    const Case cases[] = {
        {"2026-05-29T00:00:00", "2026-05-29", ""},
        {"29/5/2026 00:00:00", "2026-05-29", ""},
        {" ngày 05 tháng 01 năm 2020 ", "2020-01-05", ""},
        {"46171.5", "2026-05-29", "date_excel_serial"},
        {"29/2/2027", "", "date_invalid"},
        {"", "", "date_invalid"},
        {"abc", "", "date_invalid"},
        {"19999", "", "date_invalid"},
        {"1/2/3/4", "", "date_invalid"},
        {"29/5/20261", "", "date_invalid"},
        {"29*5*2026", "", "date_invalid"},
        {"99999999999999/1/2026", "", "date_invalid"},
        {"2026-05-29x", "", "date_invalid"},
        {"hạn 29/5/2026", "", "date_invalid"},
    };
    for (const Case& c : cases) {
        const DateParse got = parse_date_text(c.in);
        EXPECT_EQ(got.date ? iso_date(*got.date) : "", c.iso) << c.in;
        EXPECT_EQ(got.issue ? issue_text(*got.issue).name : "", c.issue) << c.in;
    }
}

TEST(DateText, WritesOfficialForms) {
    for (const auto& c : fixture()["format"]) {
        const auto date = parse_iso_date(c["iso"].get<std::string>());
        ASSERT_TRUE(date);
        EXPECT_EQ(long_date_vi(*date), c["long_vi"].get<std::string>());
        EXPECT_EQ(short_date_vi(*date), c["short_vi"].get<std::string>());
    }
    for (const auto& [iso, name] : fixture()["weekday_vi"].items()) {
        EXPECT_EQ(weekday_vi(*parse_iso_date(iso)), name.get<std::string>());
    }
    for (const auto& c : fixture()["counts_vi"]["cases"]) {
        EXPECT_EQ(count_vi(c[0].get<int>()), c[1].get<std::string>());
    }
}

TEST(DateText, ParsesHours) {
    for (const auto& c : fixture()["time_vi"]) {
        const std::string iso = c["iso"];
        const std::int64_t ms =
            std::stoi(iso.substr(0, 2)) * hour_ms + std::stoi(iso.substr(3)) * minute_ms;
        for (const std::string form : c["forms"]) EXPECT_EQ(parse_clock_text(form), ms) << form;
    }
    for (const char* bad : {"", "8", "25h", "8h61", "tám giờ", "8h00 sáng nay", "8x30"}) {
        EXPECT_EQ(parse_clock_text(bad), std::nullopt) << bad;
    }
}

TEST(Time, DaysAndDatesAgree) {
    EXPECT_EQ(days_since_epoch({1970, 1, 1}), 0);
    EXPECT_EQ(days_since_epoch({2000, 2, 29}), 11'016);
    EXPECT_EQ(days_since_epoch({1969, 12, 31}), -1);
    CivilDate before = date_from_days(-719'163);
    EXPECT_EQ(before, (CivilDate{0, 12, 31}));
    for (std::int64_t day = -719'162; day <= 2'932'896; ++day) {
        const CivilDate date = date_from_days(day);
        if (!is_valid(date) || days_since_epoch(date) != day || !(before < date)) FAIL() << day;
        before = date;
    }
    EXPECT_EQ(before, (CivilDate{9999, 12, 31}));
}

TEST(Time, KnowsValidDates) {
    EXPECT_TRUE(is_valid({2024, 2, 29}));
    EXPECT_FALSE(is_valid({2026, 2, 29}));
    EXPECT_FALSE(is_valid({1900, 2, 29}));
    EXPECT_FALSE(is_valid({2026, 13, 1}));
    EXPECT_FALSE(is_valid({2026, 0, 1}));
    EXPECT_FALSE(is_valid({2026, 4, 31}));
    EXPECT_FALSE(is_valid({0, 1, 1}));
    EXPECT_EQ(weekday({1970, 1, 1}), 4);
    EXPECT_EQ(weekday({1969, 12, 28}), 0);
}

TEST(Time, ReadsStrictRfc3339) {
    const std::pair<const char*, const char*> good[] = {
        {"2026-05-29T08:00:00+07:00", "2026-05-29T01:00:00.000Z"},
        {"2026-05-29T01:00:00Z", "2026-05-29T01:00:00.000Z"},
        {"2026-05-29T01:00:00.5Z", "2026-05-29T01:00:00.500Z"},
        {"2026-05-29T01:00:00.123Z", "2026-05-29T01:00:00.123Z"},
        {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
        {"2026-01-01T00:30:00-03:30", "2026-01-01T04:00:00.000Z"},
    };
    for (const auto& [in, out] : good) {
        const auto at = parse_rfc3339(in);
        ASSERT_TRUE(at) << in;
        EXPECT_EQ(rfc3339(*at), out);
    }
    for (const char* bad :
         {"", "2026-05-29", "2026-05-29T08:00:00", "2026-05-29t08:00:00Z", "2026-05-29 08:00:00Z",
          "2026-05-29T08:00:00z", "2026-05-29T24:00:00Z", "2026-05-29T08:60:00Z",
          "2026-05-29T08:00:60Z", "2026-05-29T08:00:00.Z", "2026-05-29T08:00:00.1234Z",
          "2026-05-29T08:00:00+7:00", "2026-05-29T08:00:00+0700", "2026-05-29T08:00:00+24:00",
          "2026-02-30T08:00:00Z", "2026-05-29T08:00:00Z ", "+026-05-29T08:00:00Z",
          "2026-05-29T08:00Z", "2026-05-29T08:00:00+07:0a"}) {
        EXPECT_FALSE(parse_rfc3339(bad)) << bad;
    }
}

TEST(Time, Zones) {
    EXPECT_TRUE(is_time_zone("Asia/Ho_Chi_Minh"));
    EXPECT_TRUE(is_time_zone("UTC"));
    for (const char* bad :
         {"", "GMT+7", "VST", "Asia/Nowhere", "asia/ho_chi_minh", "Etc/Unknown", "../etc/passwd"}) {
        EXPECT_FALSE(is_time_zone(bad)) << bad;
    }
    const Instant start = *parse_rfc3339("2026-05-29T08:00:00+07:00");
    EXPECT_EQ(from_local(default_time_zone, {2026, 5, 29}, 8 * hour_ms), start);
    EXPECT_EQ(rfc3339_local(start, default_time_zone), "2026-05-29T08:00:00+07:00");
    EXPECT_EQ(rfc3339_local(start + 5, "America/St_Johns"), "2026-05-28T22:30:00.005-02:30");
    EXPECT_EQ(local_date(default_time_zone, *parse_rfc3339("2026-05-28T17:00:00Z")),
              (CivilDate{2026, 5, 29}));
    EXPECT_EQ(local_date(default_time_zone, *parse_rfc3339("2026-05-28T16:59:59.999Z")),
              (CivilDate{2026, 5, 28}));
    // Twice 02:30 on this night: the first one.
    EXPECT_EQ(rfc3339(from_local("Europe/Berlin", {2026, 10, 25}, 2 * hour_ms + 30 * minute_ms)),
              "2026-10-25T00:30:00.000Z");
    EXPECT_THROW(utc_offset_ms("Asia/Nowhere", start), std::invalid_argument);
}

TEST(Time, ZonesFromManyThreads) {
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&wrong] {
            for (int i = 0; i < 300; ++i) {
                const char* zone = i % 2 ? "Asia/Ho_Chi_Minh" : "Asia/Kolkata";
                const std::int64_t expected = i % 2 ? 7 * hour_ms : 5 * hour_ms + 30 * minute_ms;
                if (utc_offset_ms(zone, {1'780'000'000'000}) != expected) ++wrong;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace kinhmoi
