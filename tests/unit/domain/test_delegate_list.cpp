// SPDX-License-Identifier: Apache-2.0
// The states of a list, what a submission and an approval need, differences between versions.
#include <gtest/gtest.h>

#include <map>

#include "common/domain/delegate_list.hpp"

namespace kinhmoi::test_delegate_list {
namespace {

using enum ListState;

TEST(DelegateList, EveryStateAndAction) {
    const std::map<std::pair<ListState, ListAction>, ListState> allowed{
        {{draft, ListAction::save_draft}, draft},
        {{draft, ListAction::submit}, submitted},
        {{submitted, ListAction::return_}, returned},
        {{submitted, ListAction::approve}, approved},
        {{returned, ListAction::save_draft}, returned},
        {{returned, ListAction::submit}, submitted},
        {{approved, ListAction::approve}, approved},
        {{approved, ListAction::lock}, locked},
        {{locked, ListAction::unlock}, approved}};
    for (const ListState state : {draft, submitted, returned, approved, locked}) {
        EXPECT_EQ(parse_list_state(name_of(state)), state);
        for (const ListAction action :
             {ListAction::save_draft, ListAction::submit, ListAction::return_, ListAction::approve,
              ListAction::lock, ListAction::unlock}) {
            const auto found = allowed.find({state, action});
            if (found != allowed.end()) EXPECT_EQ(next_state(state, action), found->second);
            else {
                EXPECT_FALSE(next_state(state, action)) << name_of(state);
                EXPECT_FALSE(refused_action_message(state, action).vi.empty());
            }
        }
    }
}

SubmissionFacts good_facts() {
    SubmissionFacts facts;
    facts.quota.max = 5;
    facts.use = {5, 5, 1};
    facts.late_from = Instant{1000};
    return facts;
}

TEST(DelegateList, RefusalsComeInOrder) {
    SubmissionFacts facts = good_facts();
    facts.state = approved;
    facts.row_faults = {{"/rows/0/full_name", "required", {"x", "x"}}};
    facts.use = {6, 6, 1};
    const Instant late{1000};
    EXPECT_EQ(judge_submission(facts, late).error().kind(), FailureKind::conflict);
    facts.state = draft;
    const auto invalid = judge_submission(facts, late);
    EXPECT_EQ(invalid.error().kind(), FailureKind::invalid);
    EXPECT_EQ(invalid.error().faults(), facts.row_faults);
    facts.row_faults.clear();
    EXPECT_EQ(judge_submission(facts, late).error().kind(), FailureKind::late);
    EXPECT_EQ(judge_submission(facts, Instant{999}).error().kind(), FailureKind::over_quota);
    facts.use = {5, 5, 1};
    EXPECT_TRUE(judge_submission(facts, Instant{999}));
    facts.use = {};
    EXPECT_EQ(judge_submission(facts, Instant{999}).error().kind(), FailureKind::invalid);
}

TEST(DelegateList, LatePolicies) {
    for (const auto policy : {LatePolicy::flag, LatePolicy::approve}) {
        SubmissionFacts facts = good_facts();
        facts.late_policy = policy;
        EXPECT_TRUE(judge_submission(facts, Instant{1000})->is_late);
        EXPECT_FALSE(judge_submission(facts, Instant{999})->is_late);
        facts.late_from.reset();
        EXPECT_FALSE(judge_submission(facts, Instant{5000})->is_late);
    }
}

TEST(DelegateList, ApproximateMaximumPassesAndWaits) {
    SubmissionFacts facts = good_facts();
    facts.quota.is_approximate = true;
    facts.use = {6, 6, 1};
    const auto verdict = judge_submission(facts, Instant{0});
    ASSERT_TRUE(verdict);
    EXPECT_EQ(verdict->quota.fit, QuotaFit::over_approximate);
    EXPECT_EQ(verdict->quota.over_by, 1);
}

TEST(DelegateList, Approval) {
    struct Case {
        ListState state;
        int over_by;
        bool is_late;
        LatePolicy policy;
        bool accept_overrun;
        bool accept_late;
        bool expected;
    };
    const Case cases[] = {
        {submitted, 0, false, LatePolicy::approve, false, false, true},
        {draft, 0, false, LatePolicy::refuse, true, true, false},
        {locked, 0, false, LatePolicy::refuse, true, true, false},
        {submitted, 1, false, LatePolicy::refuse, false, true, false},
        {submitted, 1, false, LatePolicy::refuse, true, false, true},
        {submitted, 0, true, LatePolicy::approve, true, false, false},
        {submitted, 0, true, LatePolicy::approve, false, true, true},
        {submitted, 0, true, LatePolicy::flag, false, false, true},
    };
    for (const Case& c : cases) {
        DelegateList list;
        list.state = c.state;
        list.is_late = c.is_late;
        const QuotaJudgement quota{QuotaFit::over_approximate, 5, c.over_by};
        const auto judged = judge_approval(list, quota, c.policy, c.accept_overrun, c.accept_late);
        EXPECT_EQ(judged.has_value(), c.expected) << &c - cases;
        if (judged) continue;
        EXPECT_EQ(judged.error().kind(), FailureKind::conflict);
    }
}

ListRow row(std::uint8_t id, const char* name) {
    ListRow out;
    out.id.bytes[15] = id;
    out.person.full_name = name;
    return out;
}

TEST(DelegateList, Differences) {
    ListRow changed = row(2, "B2");
    changed.person.consents.photo = Answer::no;
    const auto found =
        differences({row(1, "A"), row(2, "B"), row(3, "C")}, {changed, row(4, "D"), row(3, "C")});
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].change, RowChange::changed);
    EXPECT_EQ(found[0].fields, (std::vector<std::string>{"full_name", "consents/photo"}));
    EXPECT_EQ(found[1].change, RowChange::added);
    EXPECT_EQ(found[1].after, row(4, "D"));
    EXPECT_EQ(found[2].change, RowChange::removed);
    EXPECT_EQ(found[2].before, row(1, "A"));
}

}  // namespace
}  // namespace kinhmoi::test_delegate_list
