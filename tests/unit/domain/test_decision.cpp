// SPDX-License-Identifier: Apache-2.0
// What a door is told: one row a situation, and the order of the rules.
#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/domain/door_support.hpp"

namespace kinhmoi::test_decision {
namespace {

using namespace door_test;

DoorContext door() {
    DoorContext context;
    context.device = door_device(1);
    context.window = {day_start, day_start + 4 * hour_ms};
    return context;
}

/// A good pass shown at the right door an hour after it opened; each row spoils something.
struct Question {
    DoorContext door;
    Reading reading;
    Scan& scan() { return reading.scan; }
    Pass& pass() { return reading.pass->pass; }
    AdmissionState& state() { return reading.state; }
    void entered(int device, std::int64_t at_ms, int persons = 1) {
        const Movement move{day_start + at_ms, id_of<GateId>(device), id_of<DeviceId>(device),
                            scan_id(90), Direction::in};
        state().inside += persons;
        state().present = std::max(state().present, state().inside);
        ++state().visits;
        if (!state().first_in) state().first_in = move;
        state().last_move = move;
    }
    void went_out(int device, std::int64_t at_ms) {
        state().inside = 0;
        state().last_move = Movement{day_start + at_ms, id_of<GateId>(device),
                                     id_of<DeviceId>(device), scan_id(91), Direction::out};
    }
    void make_party(int size, int count) {
        pass().party_size = static_cast<std::uint16_t>(size);
        scan().count = static_cast<std::uint16_t>(count);
    }
    void override_with(const char* reason) { scan().overridden = Override{Verdict::check, reason}; }
};

Question good_question() {
    Question q;
    q.door = door();
    q.reading.scan = ScanBuilder(single_pass(), 1, 1, hour_ms).scan();
    q.reading.code = CodeOutcome::valid;
    q.reading.pass = PassFacts{single_pass(), DelegateStatus::invited};
    q.reading.at = day_start + hour_ms;
    return q;
}

struct Case {
    const char* name;
    std::function<void(Question&)> spoil;
    Verdict verdict;
    CheckReason check = CheckReason::none;
};

void expect_all(std::span<const Case> cases) {
    for (const auto& c : cases) {
        SCOPED_TRACE(c.name);
        auto q = good_question();
        c.spoil(q);
        const auto decision = decide(q.door, q.reading);
        EXPECT_STREQ(name_of(decision.verdict), name_of(c.verdict));
        EXPECT_STREQ(name_of(decision.check), name_of(c.check));
        EXPECT_EQ(decision.accepted(),
                  c.verdict == Verdict::admitted || c.verdict == Verdict::left);
    }
}

TEST(Decide, Codes) {
    const Case cases[] = {
        {"a good pass", [](Question&) {}, Verdict::admitted},
        {"a typed number",
         [](Question& q) {
             q.reading.code = CodeOutcome::short_number;
             q.scan().issue = 0;
         },
         Verdict::admitted},
        {"foreign text",
         [](Question& q) {
             q.reading.code = CodeOutcome::not_a_pass;
             q.reading.pass.reset();
         },
         Verdict::not_a_pass},
        {"a document",
         [](Question& q) {
             q.reading.code = CodeOutcome::document_code;
             q.reading.pass.reset();
         },
         Verdict::document_code},
        {"a forged code", [](Question& q) { q.reading.code = CodeOutcome::bad_code; },
         Verdict::unknown},
        {"signed for another event", [](Question& q) { q.reading.code = CodeOutcome::wrong_event; },
         Verdict::wrong_event},
        {"signed, not listed", [](Question& q) { q.reading.pass.reset(); }, Verdict::check,
         CheckReason::not_in_list},
        {"typed, not listed",
         [](Question& q) {
             q.reading.code = CodeOutcome::short_number;
             q.reading.pass.reset();
         },
         Verdict::unknown},
        {"stolen key, not listed",
         [](Question& q) {
             q.reading.code = CodeOutcome::compromised_key;
             q.reading.pass.reset();
         },
         Verdict::unknown},
        {"stolen key, listed", [](Question& q) { q.reading.code = CodeOutcome::compromised_key; },
         Verdict::admitted},
        {"stolen key, another issue",
         [](Question& q) {
             q.reading.code = CodeOutcome::compromised_key;
             q.scan().issue = 2;
         },
         Verdict::unknown},
        {"pass of another event", [](Question& q) { q.pass().event = id_of<EventId>(0xe2); },
         Verdict::wrong_event},
        {"a walk-in has no code",
         [](Question& q) {
             q.scan().kind = ScanKind::walk_in;
             q.reading.code = CodeOutcome::not_a_pass;
         },
         Verdict::admitted},
    };
    expect_all(cases);
}

TEST(Decide, PassAndTime) {
    const Case cases[] = {
        {"an old issue",
         [](Question& q) {
             q.pass().issue = 2;
             q.pass().revocations = {{2, day_start, "đổi thẻ"}};
         },
         Verdict::revoked},
        {"the new issue",
         [](Question& q) {
             q.pass().issue = 2;
             q.scan().issue = 2;
             q.pass().revocations = {{2, day_start, "đổi thẻ"}};
         },
         Verdict::admitted},
        {"typed number of a withdrawn pass",
         [](Question& q) {
             q.reading.code = CodeOutcome::short_number;
             q.scan().issue = 0;
             q.pass().revocations = {{2, day_start, "hủy"}};
         },
         Verdict::revoked},
        {"the highest issue withdrawn",
         [](Question& q) {
             q.pass().issue = 255;
             q.scan().issue = 255;
             q.pass().revocations = {{256, day_start, "hủy"}};
         },
         Verdict::revoked},
        {"an issue not heard of", [](Question& q) { q.scan().issue = 2; }, Verdict::check,
         CheckReason::newer_issue},
        {"a substitute came",
         [](Question& q) { q.reading.pass->status = DelegateStatus::substituted; },
         Verdict::revoked},
        {"taken off", [](Question& q) { q.reading.pass->status = DelegateStatus::cancelled; },
         Verdict::revoked},
        {"declined, came all the same",
         [](Question& q) { q.reading.pass->status = DelegateStatus::declined; }, Verdict::admitted},
        {"list not approved",
         [](Question& q) { q.reading.pass->status = DelegateStatus::nominated; }, Verdict::check,
         CheckReason::not_approved},
        {"another site", [](Question& q) { q.pass().site = id_of<SiteId>(0x52); },
         Verdict::wrong_site},
        {"the moment the doors open", [](Question& q) { q.reading.at = day_start; },
         Verdict::admitted},
        {"a moment before", [](Question& q) { q.reading.at = day_start + -1; },
         Verdict::not_yet_open},
        {"the moment the doors close", [](Question& q) { q.reading.at = day_start + 4 * hour_ms; },
         Verdict::admitted},
        {"a moment after", [](Question& q) { q.reading.at = day_start + 4 * hour_ms + 1; },
         Verdict::closed},
        {"too early by a bad clock",
         [](Question& q) {
             q.reading.at = day_start + -1;
             q.reading.clock_suspect = true;
         },
         Verdict::admitted},
        {"too late by a bad clock",
         [](Question& q) {
             q.reading.at = day_start + 5 * hour_ms;
             q.reading.clock_suspect = true;
         },
         Verdict::admitted},
        {"revoked comes before the site",
         [](Question& q) {
             q.pass().site = id_of<SiteId>(0x52);
             q.reading.pass->status = DelegateStatus::cancelled;
         },
         Verdict::revoked},
        {"the site comes before the time",
         [](Question& q) {
             q.pass().site = id_of<SiteId>(0x52);
             q.reading.at = day_start + -1;
         },
         Verdict::wrong_site},
    };
    expect_all(cases);
}

TEST(Decide, AdmissionBefore) {
    const Case cases[] = {
        {"in through another door", [](Question& q) { q.entered(2, hour_ms - 1'000); },
         Verdict::already_in},
        {"read twice here", [](Question& q) { q.entered(1, hour_ms - 9'999); }, Verdict::repeat},
        {"shown again here after 10 s", [](Question& q) { q.entered(1, hour_ms - 10'000); },
         Verdict::already_in},
        {"a clock that went back is no double read",
         [](Question& q) { q.entered(1, hour_ms + minute_ms); }, Verdict::already_in},
        {"has left, may not come back",
         [](Question& q) {
             q.entered(2, 0);
             q.went_out(2, 60'000);
         },
         Verdict::already_in},
        {"has left, may come back",
         [](Question& q) {
             q.door.allows_reentry = true;
             q.entered(2, 0);
             q.went_out(2, 60'000);
         },
         Verdict::admitted},
        {"party: the rest",
         [](Question& q) {
             q.make_party(5, 2);
             q.entered(1, hour_ms, 3);
         },
         Verdict::admitted},
        {"party: more than the rest",
         [](Question& q) {
             q.make_party(5, 3);
             q.entered(1, hour_ms, 3);
         },
         Verdict::check, CheckReason::party_room},
        {"party: nobody left",
         [](Question& q) {
             q.make_party(5, 1);
             q.entered(1, hour_ms, 5);
         },
         Verdict::already_in},
        {"child without escort", [](Question& q) { q.pass().is_minor = true; }, Verdict::check,
         CheckReason::escort},
        {"child with escort",
         [](Question& q) {
             q.pass().is_minor = true;
             q.scan().escort_seen = true;
         },
         Verdict::admitted},
        {"child already in: no need to ask",
         [](Question& q) {
             q.pass().is_minor = true;
             q.entered(2, 0);
         },
         Verdict::already_in},
        {"out, where exits are not recorded",
         [](Question& q) { q.scan().direction = Direction::out; }, Verdict::check,
         CheckReason::exit_not_recorded},
        {"out",
         [](Question& q) {
             q.door.allows_reentry = true;
             q.scan().direction = Direction::out;
             q.entered(2, 0);
         },
         Verdict::left},
        {"out with a revoked pass after closing",
         [](Question& q) {
             q.door.allows_reentry = true;
             q.scan().direction = Direction::out;
             q.reading.at = day_start + 9 * hour_ms;
             q.reading.pass->status = DelegateStatus::cancelled;
         },
         Verdict::left},
        {"out read twice",
         [](Question& q) {
             q.door.allows_reentry = true;
             q.scan().direction = Direction::out;
             q.entered(2, 0);
             q.went_out(1, hour_ms - 1'000);
         },
         Verdict::repeat},
    };
    expect_all(cases);
}

TEST(Decide, DetailsSayWhereAndWhen) {
    auto q = good_question();
    q.entered(2, 60'000);
    auto decision = decide(q.door, q.reading);
    ASSERT_TRUE(decision.first_in);
    EXPECT_EQ(decision.first_in->at, day_start + 60'000);
    EXPECT_EQ(decision.first_in->gate, id_of<GateId>(2));

    q = good_question();
    q.pass().site = id_of<SiteId>(0x52);
    EXPECT_EQ(decide(q.door, q.reading).right_site, id_of<SiteId>(0x52));

    q = good_question();
    q.make_party(5, 2);
    EXPECT_EQ(decide(q.door, q.reading).room, 3);
    q.entered(1, 0, 4);
    EXPECT_EQ(decide(q.door, q.reading).room, 1);
}

TEST(Decide, StaffMayOverrideWhatNamesAPass) {
    const std::pair<Verdict, std::function<void(Question&)>> may[] = {
        {Verdict::already_in, [](Question& q) { q.entered(1, hour_ms - 1'000); }},
        {Verdict::wrong_site, [](Question& q) { q.pass().site = id_of<SiteId>(0x52); }},
        {Verdict::revoked, [](Question& q) { q.reading.pass->status = DelegateStatus::cancelled; }},
        {Verdict::not_yet_open, [](Question& q) { q.reading.at = day_start + -1; }},
        {Verdict::closed, [](Question& q) { q.reading.at = day_start + 9 * hour_ms; }},
        {Verdict::check, [](Question& q) { q.pass().is_minor = true; }},
    };
    for (const auto& [verdict, spoil] : may) {
        auto q = good_question();
        spoil(q);
        q.override_with("Khách mời của ban tổ chức");
        const auto decision = decide(q.door, q.reading);
        EXPECT_EQ(decision.verdict, Verdict::admitted) << name_of(verdict);
        EXPECT_EQ(decision.overridden, verdict);
        EXPECT_TRUE(decision.accepted());
    }
    const std::function<void(Question&)> may_not[] = {
        [](Question& q) { q.reading.code = CodeOutcome::bad_code; },
        [](Question& q) { q.reading.code = CodeOutcome::not_a_pass; },
        [](Question& q) { q.reading.code = CodeOutcome::wrong_event; },
        [](Question& q) { q.pass().event = id_of<EventId>(0xe2); },
        [](Question& q) { q.reading.pass.reset(); },
    };
    for (const auto& spoil : may_not) {
        auto q = good_question();
        q.override_with("lý do");
        spoil(q);
        const auto decision = decide(q.door, q.reading);
        EXPECT_FALSE(decision.accepted()) << name_of(decision.verdict);
        EXPECT_FALSE(decision.overridden);
    }
}

TEST(Decide, OverrideOfNothingIsPlainlyAdmitted) {
    auto q = good_question();
    q.override_with("lý do");
    const auto decision = decide(q.door, q.reading);
    EXPECT_EQ(decision.verdict, Verdict::admitted);
    EXPECT_FALSE(decision.overridden);
}

TEST(DecideSupplement, WhoIsAddedAfterwardsIsInAlready) {
    const Case cases[] = {
        {"nobody was counted yet", [](Question&) {}, Verdict::admitted},
        {"a child, whose escort the door has seen", [](Question& q) { q.pass().is_minor = true; },
         Verdict::admitted},
        {"long after the doors closed", [](Question& q) { q.reading.at = day_start + 9 * hour_ms; },
         Verdict::admitted},
        {"a phone counted them", [](Question& q) { q.entered(2, 60'000); }, Verdict::already_in},
        {"came, was counted, and left",
         [](Question& q) {
             q.door.allows_reentry = true;
             q.entered(2, 60'000);
             q.went_out(2, 120'000);
         },
         Verdict::already_in},
        {"another site's", [](Question& q) { q.pass().site = id_of<SiteId>(0x52); },
         Verdict::wrong_site},
        {"withdrew", [](Question& q) { q.reading.pass->status = DelegateStatus::cancelled; },
         Verdict::revoked},
        {"revoked since",
         [](Question& q) {
             q.pass().revocations = {{2, q.reading.at + 1, "mất thẻ"}};
         },
         Verdict::admitted},
        {"revoked before",
         [](Question& q) {
             q.pass().revocations = {{2, q.reading.at, "mất thẻ"}};
         },
         Verdict::revoked},
        {"not approved", [](Question& q) { q.reading.pass->status = DelegateStatus::nominated; },
         Verdict::check, CheckReason::not_approved},
        {"three of five, two are in",
         [](Question& q) {
             q.make_party(5, 3);
             q.entered(1, 0, 2);
         },
         Verdict::admitted},
        {"four of five, two are in",
         [](Question& q) {
             q.make_party(5, 4);
             q.entered(1, 0, 2);
         },
         Verdict::check, CheckReason::party_room},
        {"all of a party are in",
         [](Question& q) {
             q.make_party(5, 1);
             q.entered(1, 0, 5);
         },
         Verdict::already_in},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.name);
        auto q = good_question();
        c.spoil(q);
        const auto decision = decide_supplement(q.door, q.reading);
        EXPECT_STREQ(name_of(decision.verdict), name_of(c.verdict));
        EXPECT_STREQ(name_of(decision.check), name_of(c.check));
        EXPECT_EQ(decision.room, c.check == CheckReason::party_room ? 3 : 0);
    }
}

TEST(DecideUndo, OwnScanOrOrganizer) {
    const auto pass = single_pass();
    const Scan target = ScanBuilder(pass, 1, 1, 0).scan();
    const Scan own = ScanBuilder(pass, 2, 1, 0).undoes(1).scan();
    const Scan foreign = ScanBuilder(pass, 3, 2, 0).undoes(1).scan();
    const Scan organizers = ScanBuilder(pass, 4, 2, 0).undoes(1).by_organizer().scan();
    const Scan other_pass = ScanBuilder(party_pass(5), 5, 1, 0).undoes(1).scan();
    EXPECT_EQ(decide_undo(own, target).verdict, Verdict::undone);
    EXPECT_EQ(decide_undo(organizers, target).verdict, Verdict::undone);
    EXPECT_EQ(decide_undo(foreign, std::nullopt).verdict, Verdict::undone);
    EXPECT_EQ(decide_undo(foreign, target).check, CheckReason::not_yours_to_undo);
    EXPECT_EQ(decide_undo(other_pass, target).check, CheckReason::not_yours_to_undo);
    EXPECT_EQ(decide_undo(own, own).check, CheckReason::not_yours_to_undo);
}

TEST(DecisionMessage, SaysWhatToDo) {
    Decision decision;
    decision.verdict = Verdict::already_in;
    EXPECT_EQ(decision_message(decision, {"10:41", "Cửa 2", ""}).vi,
              "Đã điểm danh lúc 10:41 tại Cửa 2");
    EXPECT_EQ(decision_message(decision, {}).vi, "Đã điểm danh");
    decision.verdict = Verdict::wrong_site;
    EXPECT_EQ(decision_message(decision, {"", "", "điểm cầu Cần Thơ"}).vi,
              "Sai điểm cầu. Mời sang điểm cầu Cần Thơ");
    decision.verdict = Verdict::check;
    decision.check = CheckReason::party_room;
    decision.room = 3;
    EXPECT_EQ(decision_message(decision, {}).vi, "Đoàn chỉ còn 3 người chưa vào. Đề nghị đếm lại.");
}

TEST(DecisionMessage, EveryVerdictAndReasonHasBothLanguages) {
    for (int v = 0; v <= static_cast<int>(Verdict::undone); ++v) {
        Decision decision;
        decision.verdict = static_cast<Verdict>(v);
        EXPECT_EQ(parse_verdict(name_of(decision.verdict)), decision.verdict);
        const auto message = decision_message(decision, {});
        EXPECT_FALSE(message.vi.empty() || message.en.empty()) << v;
    }
    for (int r = 1; r <= static_cast<int>(CheckReason::not_yours_to_undo); ++r) {
        Decision decision;
        decision.verdict = Verdict::check;
        decision.check = static_cast<CheckReason>(r);
        EXPECT_EQ(parse_check_reason(name_of(decision.check)), decision.check);
        EXPECT_NE(decision_message(decision, {}).en, "Please check.") << r;
    }
}

}  // namespace
}  // namespace kinhmoi::test_decision
