// SPDX-License-Identifier: Apache-2.0
// Which cases the vectors hold: made up at random from a fixed sequence, mostly good, each spoilt
// in a few ways, so that the order of the rules is tried too.
#include "tests/unit/domain/door_vectors.hpp"

#include <algorithm>

#include "tests/unit/domain/door_support.hpp"
#include "tests/unit/domain/door_vector_json.hpp"

namespace kinhmoi::door_test {

namespace {

constexpr int decide_case_count = 480;
constexpr int fold_case_count = 120;
constexpr int fold_single_count = 80;  // the rest are parties

constexpr const char* decide_about =
    "decide(door, reading) gives expect. Ids as the API writes them, times in UTC ms. issue 0: the "
    "code names none. Made by unit_domain_tests with KINHMOI_WRITE_VECTORS=1.";
constexpr const char* fold_about =
    "fold(pass, scans) gives state and incidents, for every order of the scans. effective_at is "
    "wall_ms + offset_ms, not before floor_ms and enrolled_at, not after received_at. Made by "
    "unit_domain_tests with KINHMOI_WRITE_VECTORS=1.";

/// About one spoilt thing in two cases; the weights keep every rule in sight.
void spoil_pass(Sequence& random, Reading& reading) {
    auto& pass = reading.pass->pass;
    auto& scan = reading.scan;
    if (random.one_in(16)) pass.event = id_of<EventId>(0xe2);
    if (random.one_in(9)) pass.site = id_of<SiteId>(0x52);
    if (random.one_in(5)) pass.is_minor = true;
    if (random.one_in(4)) scan.escort_seen = true;
    if (random.one_in(6)) scan.issue = static_cast<std::uint8_t>(random.below(4));
    if (random.one_in(6)) {
        pass.issue = 2;
        pass.revocations.push_back({2, day_start, ""});
        scan.issue = random.one_in(2) ? 2 : 1;
    }
    if (random.one_in(12)) pass.revocations.push_back({3, day_start + hour_ms, ""});
    if (random.one_in(5)) reading.pass->status = static_cast<DelegateStatus>(random.below(7));
}

void spoil_time(Sequence& random, Reading& reading) {
    constexpr std::int64_t edges[] = {-1, 0, 4 * hour_ms, 4 * hour_ms + 1};
    if (random.one_in(2)) reading.at = day_start + edges[random.below(4)];
    if (random.one_in(4)) reading.clock_suspect = true;
}

/// What happened before: up to two scans of this pass, folded.
void spoil_state(Sequence& random, Reading& reading) {
    constexpr std::int64_t before_ms[] = {hour_ms, 10'000, 9'999, 9'999};
    if (random.one_in(3)) return;
    const auto& pass = reading.pass->pass;
    std::vector<StoredScan> scans;
    const int count = 1 + random.below(2);
    for (int i = 0; i < count; ++i) {
        const auto at = reading.at - day_start - before_ms[random.below(4)];
        ScanBuilder scan(pass, 50 + i, random.one_in(3) ? 2 : 1, at);
        scan.count(1 + random.below(5));
        if (random.one_in(4)) scan.out();
        scans.push_back(scan);
    }
    reading.state = fold(pass, scans).state;
}

Json decide_case(Sequence& random, int number) {
    DoorContext door;
    door.device = door_device(1);
    door.window = {day_start, day_start + 4 * hour_ms};
    door.allows_reentry = random.one_in(2);

    Reading reading;
    reading.code =
        random.one_in(5) ? static_cast<CodeOutcome>(random.below(7)) : CodeOutcome::valid;
    reading.at = day_start + 2 * hour_ms;
    const auto pass = random.one_in(2) ? party_pass(5) : single_pass();
    reading.scan = ScanBuilder(pass, 1, 1, 2 * hour_ms).scan();
    if (is_party(pass)) reading.scan.count = static_cast<std::uint16_t>(1 + random.below(6));
    if (random.one_in(15)) reading.scan.kind = ScanKind::walk_in;
    if (random.one_in(6)) reading.scan.direction = Direction::out;
    if (random.one_in(5)) reading.scan.overridden = Override{Verdict::check, "khách mời"};
    spoil_time(random, reading);
    if (!random.one_in(16)) {
        reading.pass = PassFacts{pass, DelegateStatus::invited};
        spoil_pass(random, reading);
        spoil_state(random, reading);
    }
    return {{"case", number},
            {"door", to_json(door)},
            {"reading", to_json(reading)},
            {"expect", to_json(decide(door, reading))}};
}

/// Clocks up to 3 s ahead or behind and a receipt that may cut the time; times are close together
/// so that ties and double reads occur.
void set_times(Sequence& random, StoredScan& stored, Instant enrolled_at) {
    auto& scan = stored.scan;
    const auto at = day_start + random.below(45) * second_ms;
    scan.offset_ms = (random.below(7) - 3) * second_ms;
    scan.wall_ms = at.ms - scan.offset_ms;
    if (random.one_in(6)) scan.floor_ms = at.ms + random.below(5) * second_ms;
    stored.received_at = at + (random.one_in(6) ? -second_ms : 30 * second_ms);
    stored.effective_at = effective_time(scan, enrolled_at, stored.received_at);
}

StoredScan fold_scan(Sequence& random, const Pass& pass, int number, Instant enrolled_at) {
    ScanBuilder scan(pass, number, 1 + random.below(3), 0);
    scan.count(is_party(pass) ? 1 + random.below(4) : 1);
    if (random.one_in(5)) scan.dseq(1 + random.below(3));
    if (random.one_in(4)) scan.out();
    const auto accepted = scan.scan().local_verdict.value_or(Verdict::admitted);
    if (random.one_in(6)) scan.shown(random.one_in(2) ? Verdict::closed : Verdict::repeat);
    else if (random.one_in(5)) scan.online(random.one_in(3) ? Verdict::already_in : accepted);
    else if (random.one_in(6) && accepted == Verdict::admitted)
        scan.against(random.one_in(2) ? Verdict::revoked : Verdict::already_in);
    if (pass.issue > 1) scan.issue(random.below(3));
    if (random.one_in(12)) scan.walk_in();
    if (random.one_in(6)) scan.undoes(1 + random.below(7));
    if (random.one_in(12)) scan.quarantined(QuarantineReason::revoked_device);
    StoredScan stored = scan;
    if (stored.scan.kind == ScanKind::undo) stored.scan.overridden.reset();
    if (stored.scan.kind == ScanKind::undo && random.one_in(2)) stored.scan.by_organizer = true;
    set_times(random, stored, enrolled_at);
    return stored;
}

Json fold_case(Sequence& random, int number) {
    const Instant enrolled_at = day_start + 3 * second_ms;
    auto pass = number < fold_single_count ? single_pass() : party_pass(5);
    if (random.one_in(2)) {
        pass.issue = 2;
        pass.revocations.push_back({2, day_start + random.below(20) * second_ms, ""});
    }
    std::vector<StoredScan> scans;
    const int count = 1 + random.below(7);
    for (int i = 1; i <= count; ++i) scans.push_back(fold_scan(random, pass, i, enrolled_at));

    const auto result = fold(pass, scans);
    Json rows = Json::array();
    Json incidents = Json::array();
    for (const auto& stored : scans) rows.push_back(to_json(stored));
    for (const auto& incident : result.incidents) incidents.push_back(to_json(incident));
    return {{"case", number},
            {"enrolled_at", enrolled_at.ms},
            {"pass", to_json(pass)},
            {"scans", rows},
            {"expect", {{"state", to_json(result.state)}, {"incidents", incidents}}}};
}

template <class MakeCase>
std::vector<Json> make_cases(int count, MakeCase make_case) {
    std::vector<Json> cases;
    Sequence random(20260529);
    for (int number = 0; number < count; ++number) cases.push_back(make_case(random, number));
    return cases;
}

}  // namespace

std::string decide_vectors() {
    return vector_file(decide_about, make_cases(decide_case_count, decide_case));
}

std::string fold_vectors() {
    return vector_file(fold_about, make_cases(fold_case_count, fold_case));
}

}  // namespace kinhmoi::door_test
