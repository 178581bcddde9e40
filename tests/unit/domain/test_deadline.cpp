// SPDX-License-Identifier: Apache-2.0
// Deadlines as papers word them: the first late moment, extensions, and the wording itself.
#include <gtest/gtest.h>

#include <map>

#include "common/domain/deadline.hpp"
#include "tests/support/vectors.hpp"

namespace kinhmoi::test_deadline {
namespace {

const std::string zone = default_time_zone;

const std::map<std::string, Deadline> wordings = {
    {"chậm nhất ngày 28/5/2026", {{2026, 5, 28}, std::nullopt, true}},
    {"trước ngày 30/11/2026", {{2026, 11, 30}, std::nullopt, false}},
    {"trước 17 giờ 00 phút, ngày 28/5/2026", {{2026, 5, 28}, 17 * 60, false}},
};

TEST(Deadline, EveryPublishedCase) {
    const auto cases = test::vector_json("vi/deadline-cases-vi.json").at("cases");
    ASSERT_EQ(cases.size(), 8u);
    for (const auto& c : cases) {
        const auto words = c.at("deadline").get<std::string>();
        SCOPED_TRACE(c.dump());
        ASSERT_TRUE(wordings.contains(words));
        const Deadline& deadline = wordings.at(words);
        const Instant now = parse_rfc3339(c.at("now").get<std::string>()).value();
        const bool is_late = timeliness(late_from(deadline, zone), now) == Timeliness::late;
        EXPECT_EQ(is_late, c.at("state") == "late");
        EXPECT_EQ(deadline_text_vi(deadline), words);
    }
}

TEST(Deadline, FirstLateMoment) {
    struct Case {
        Deadline deadline;
        const char* zone;
        const char* late_from;
    };
    const Case cases[] = {
        {{{2026, 5, 28}, std::nullopt, true}, "Asia/Ho_Chi_Minh", "2026-05-28T17:00:00Z"},
        {{{2026, 5, 28}, std::nullopt, false}, "Asia/Ho_Chi_Minh", "2026-05-27T17:00:00Z"},
        {{{2026, 5, 28}, 17 * 60, false}, "Asia/Ho_Chi_Minh", "2026-05-28T10:00:00Z"},
        // An inclusive hour includes its whole minute.
        {{{2026, 5, 28}, 17 * 60, true}, "Asia/Ho_Chi_Minh", "2026-05-28T10:01:00Z"},
        {{{2026, 5, 28}, 23 * 60 + 59, true}, "Asia/Ho_Chi_Minh", "2026-05-28T17:00:00Z"},
        {{{2026, 12, 31}, std::nullopt, true}, "Asia/Ho_Chi_Minh", "2026-12-31T17:00:00Z"},
        {{{2024, 2, 28}, std::nullopt, true}, "UTC", "2024-02-29T00:00:00Z"},
    };
    for (const Case& c : cases)
        EXPECT_EQ(late_from(c.deadline, c.zone), parse_rfc3339(c.late_from)) << c.late_from;
}

TEST(Deadline, TheLastMillisecondIsOnTime) {
    const Instant limit = late_from({{2026, 5, 28}, std::nullopt, true}, zone);
    EXPECT_EQ(timeliness(limit, limit + -1), Timeliness::on_time);
    EXPECT_EQ(timeliness(limit, limit), Timeliness::late);
    EXPECT_EQ(timeliness(std::nullopt, limit), Timeliness::on_time);
}

TEST(Deadline, OwnReplacesTheEventsAndExtensionsOnlyLengthen) {
    const Deadline may_20{{2026, 5, 20}}, may_25{{2026, 5, 25}}, may_28{{2026, 5, 28}};
    const auto effective = [](std::optional<Deadline> event, std::optional<Deadline> own,
                              std::optional<Deadline> extension) {
        return effective_late_from(event, own, extension, zone);
    };
    EXPECT_EQ(effective({}, {}, {}), std::nullopt);
    EXPECT_EQ(effective({}, {}, may_25), std::nullopt);  // what has no limit needs no extension
    EXPECT_EQ(effective(may_25, {}, {}), late_from(may_25, zone));
    EXPECT_EQ(effective(may_25, may_20, {}), late_from(may_20, zone));
    EXPECT_EQ(effective(may_25, may_28, {}), late_from(may_28, zone));
    EXPECT_EQ(effective(may_25, may_20, may_28), late_from(may_28, zone));
    EXPECT_EQ(effective(may_28, {}, may_20), late_from(may_28, zone));
}

TEST(Deadline, WordsReadBothWays) {
    for (const LatePolicy policy : {LatePolicy::refuse, LatePolicy::flag, LatePolicy::approve})
        EXPECT_EQ(parse_late_policy(name_of(policy)), policy);
    EXPECT_EQ(parse_late_policy("Refuse"), std::nullopt);
    EXPECT_EQ(parse_late_policy(""), std::nullopt);
}

TEST(Deadline, WordsOfAnInclusiveHour) {
    EXPECT_EQ(deadline_text_vi({{2026, 1, 5}, 8 * 60 + 30, true}),
              "chậm nhất 08 giờ 30 phút, ngày 05/01/2026");
}

}  // namespace
}  // namespace kinhmoi::test_deadline
