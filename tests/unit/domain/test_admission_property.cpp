// SPDX-License-Identifier: Apache-2.0
// The fold's promise: any arrival order, repetition, split and batching of the same scans gives the
// same state and incidents, and applying scans one by one gives what folding all of them gives.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include <map>
#include <random>

#include "tests/unit/domain/door_support.hpp"

namespace kinhmoi::test_admission_property {
namespace {

using namespace door_test;

/// What rapidcheck makes up and shrinks: small numbers that build() turns into a scan.
struct Draft {
    int pass, device, at_s, offset_s, delay_s, kind, outward, verdict, mode, count, target, dseq;
};

std::ostream& operator<<(std::ostream& out, const Draft& d) {
    return out << "{pass " << d.pass << " device " << d.device << " at " << d.at_s << " offset "
               << d.offset_s << " delay " << d.delay_s << " kind " << d.kind << " outward "
               << d.outward << " verdict " << d.verdict << " mode " << d.mode << " count "
               << d.count << " target " << d.target << " dseq " << d.dseq << "}";
}

rc::Gen<Draft> any_draft() {
    using rc::gen::inRange;
    return rc::gen::construct<Draft>(inRange(0, 2), inRange(1, 4), inRange(0, 40), inRange(-3, 4),
                                     inRange(0, 30), inRange(0, 10), inRange(0, 3), inRange(0, 8),
                                     inRange(0, 4), inRange(1, 4), inRange(0, 12), inRange(0, 4));
}

std::vector<Pass> all_passes() {
    auto single = single_pass();
    single.revocations = {{2, day_start + 20'000, "mất thẻ"}, {3, day_start + 30'000, "đổi thẻ"}};
    single.issue = 3;
    return {single, party_pass(5)};
}

/// verdict 0..4: shown as accepted; 5: overridden; 6: refused; 7: in quarantine.
void build_outcome(StoredScan& stored, const Draft& draft) {
    auto& scan = stored.scan;
    const bool is_in = scan.direction == Direction::in;
    scan.local_verdict = is_in ? Verdict::admitted : Verdict::left;
    if (draft.verdict == 5 && is_in) scan.overridden = Override{Verdict::already_in, "lý do"};
    if (draft.verdict == 6) scan.local_verdict = Verdict::already_in;
    if (draft.verdict == 7) stored.quarantine = QuarantineReason::outside_window;
    stored.verdict = *scan.local_verdict;
    if (draft.mode == 0) {
        scan.mode = ScanMode::online;
        scan.local_verdict.reset();
    } else {
        scan.mode = draft.mode == 1 ? ScanMode::timeout : ScanMode::offline;
    }
}

/// dseq 0..2 makes clones and ties likely; 3 gives the scan a number of its own.
StoredScan build(const Draft& draft, int number, const std::vector<Pass>& passes) {
    StoredScan stored =
        ScanBuilder(passes[static_cast<std::size_t>(draft.pass)], number, draft.device, 0);
    auto& scan = stored.scan;
    scan.dseq = draft.dseq < 3 ? draft.dseq + 1 : number + 10;
    scan.direction = draft.outward == 0 ? Direction::out : Direction::in;
    scan.count = static_cast<std::uint16_t>(draft.count);
    if (draft.pass == 0) scan.issue = static_cast<std::uint8_t>(draft.count);
    scan.wall_ms = (day_start + draft.at_s * second_ms - Instant{}) - draft.offset_s * second_ms;
    scan.offset_ms = draft.offset_s * second_ms;
    stored.received_at = day_start + (draft.at_s - 5 + draft.delay_s) * second_ms;
    stored.effective_at = effective_time(scan, day_start, stored.received_at);
    build_outcome(stored, draft);
    if (draft.kind < 2) {
        scan.kind = ScanKind::undo;
        scan.undoes = scan_id(draft.target);
        scan.overridden.reset();
        scan.by_organizer = draft.kind == 0;
    }
    if (draft.kind == 2 && scan.direction == Direction::in) {
        scan.kind = ScanKind::supplement;
        scan.by_organizer = true;
        scan.device = {};
        scan.epoch = {};
        scan.dseq = 0;
    }
    return stored;
}

/// What the store does with one arrival after the other.
class Ledger {
public:
    explicit Ledger(const std::vector<Pass>& passes) : passes_(passes) {}

    void take(const StoredScan& incoming) {
        auto& kept = kept_[*incoming.scan.pass];
        for (auto& stored : kept.scans) {
            if (stored.scan.id != incoming.scan.id) continue;
            const auto copy = compare_copies(stored.scan, incoming.scan);
            RC_ASSERT(copy != ScanCopy::conflicts);
            if (copy == ScanCopy::same) return;
            stored.scan = corrected(stored.scan, incoming.scan);
            kept.result = fold(pass_of(incoming), kept.scans);
            return;
        }
        kept.scans.push_back(incoming);
        if (auto next = step(pass_of(incoming), kept.result.state, incoming)) {
            kept.result.state = next->state;
            for (auto& incident : next->incidents) kept.result.incidents.push_back(incident);
            ++steps_;
            return;
        }
        kept.result = fold(pass_of(incoming), kept.scans);
    }
    FoldResult result(PassId pass) { return kept_[pass].result; }
    int steps() const { return steps_; }

private:
    struct Kept {
        std::vector<StoredScan> scans;
        FoldResult result;
    };
    const Pass& pass_of(const StoredScan& stored) const {
        return passes_[0].id == stored.scan.pass ? passes_[0] : passes_[1];
    }
    const std::vector<Pass>& passes_;
    std::map<PassId, Kept> kept_;
    int steps_ = 0;
};

FoldResult fold_all(const Pass& pass, const std::vector<StoredScan>& scans) {
    std::vector<StoredScan> mine;
    for (const auto& stored : scans) {
        if (stored.scan.pass == pass.id) mine.push_back(stored);
    }
    return fold(pass, mine);
}

/// Each scan at least once, some again, and for a scan that timed out also the online request that
/// reached the server all the same, with whatever the server then said.
std::vector<StoredScan> arrivals(const std::vector<StoredScan>& scans, std::mt19937_64& random) {
    std::vector<StoredScan> all = scans;
    for (const auto& stored : scans) {
        if (random() % 3 == 0) all.push_back(stored);
        if (stored.scan.mode == ScanMode::timeout && random() % 2 == 0) {
            auto online = stored;
            online.scan.mode = ScanMode::online;
            online.scan.local_verdict.reset();
            online.verdict = random() % 2 == 0 ? Verdict::admitted : Verdict::revoked;
            all.push_back(online);
        }
    }
    std::shuffle(all.begin(), all.end(), random);
    return all;
}

std::vector<StoredScan> build_all(const std::vector<Draft>& drafts,
                                  const std::vector<Pass>& passes) {
    std::vector<StoredScan> scans;
    for (const auto& draft : drafts) {
        scans.push_back(build(draft, static_cast<int>(scans.size()), passes));
    }
    return scans;
}

template <class Property>
bool holds(const char* name, Property property) {
    auto params = rc::detail::configuration().testParams;
    params.maxSuccess = 1'000;
    params.maxSize = 40;
    rc::detail::TestMetadata metadata;
    metadata.id = name;
    metadata.description = name;
    const auto result = rc::detail::checkTestable(property, metadata, params);
    rc::detail::printResultMessage(result, std::cerr);
    std::cerr << '\n';
    return result.template is<rc::detail::SuccessResult>();
}

TEST(AdmissionProperty, SameScansSameResultHoweverTheyArrive) {
    const auto passes = all_passes();
    int steps = 0;
    int incidents = 0;
    EXPECT_TRUE(holds("any arrival", [&] {
        const auto drafts = *rc::gen::container<std::vector<Draft>>(any_draft());
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        const auto scans = build_all(drafts, passes);
        std::mt19937_64 random(seed);
        for (int round = 0; round < 3; ++round) {
            Ledger ledger(passes);
            for (const auto& arrival : arrivals(scans, random)) ledger.take(arrival);
            for (const auto& pass : passes) {
                const auto expected = fold_all(pass, scans);
                RC_ASSERT(ledger.result(pass.id) == expected);
                incidents += static_cast<int>(expected.incidents.size());
            }
            steps += ledger.steps();
        }
    }));
    EXPECT_GT(steps, 1'000) << "the incremental way must be tried often";
    EXPECT_GT(incidents, 1'000);
}

TEST(AdmissionProperty, InOrderEveryScanIsAStep) {
    const auto passes = all_passes();
    EXPECT_TRUE(holds("in order", [&] {
        const auto drafts = *rc::gen::container<std::vector<Draft>>(any_draft());
        auto scans = build_all(drafts, passes);
        std::erase_if(scans, [](const auto& s) { return s.scan.kind == ScanKind::undo; });
        std::sort(scans.begin(), scans.end(),
                  [](const auto& a, const auto& b) { return key_of(a) < key_of(b); });
        Ledger ledger(passes);
        for (const auto& stored : scans) ledger.take(stored);
        RC_ASSERT(ledger.steps() == static_cast<int>(scans.size()));
        for (const auto& pass : passes) {
            RC_ASSERT(ledger.result(pass.id) == fold_all(pass, scans));
        }
    }));
}

TEST(AdmissionProperty, WhenClocksAreNotAheadReceiptDoesNotMatter) {
    const auto passes = all_passes();
    EXPECT_TRUE(holds("receipt", [&] {
        const auto drafts = *rc::gen::container<std::vector<Draft>>(any_draft());
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        const auto scans = build_all(drafts, passes);
        std::mt19937_64 random(seed);
        std::optional<std::vector<FoldResult>> before;
        for (int round = 0; round < 2; ++round) {
            auto arriving = scans;
            std::shuffle(arriving.begin(), arriving.end(), random);
            Instant now = day_start + minute_ms;
            Ledger ledger(passes);
            for (auto& stored : arriving) {
                now = now + static_cast<std::int64_t>(random() % 5'000);
                stored.received_at = now;
                stored.effective_at = effective_time(stored.scan, day_start, now);
                ledger.take(stored);
            }
            std::vector<FoldResult> after;
            for (const auto& pass : passes) after.push_back(ledger.result(pass.id));
            if (before) {
                RC_ASSERT(after == *before);
            }
            before = after;
        }
    }));
}

TEST(AdmissionProperty, CountsStayWithinTheirBounds) {
    const auto passes = all_passes();
    EXPECT_TRUE(holds("bounds", [&] {
        const auto drafts = *rc::gen::container<std::vector<Draft>>(any_draft());
        const auto scans = build_all(drafts, passes);
        for (const auto& pass : passes) {
            const auto state = fold_all(pass, scans).state;
            RC_ASSERT(state.inside >= 0);
            RC_ASSERT(state.inside <= state.present);
            RC_ASSERT(state.was_overridden || state.present <= pass.party_size);
            RC_ASSERT(is_party(pass) || state.present <= 1);
            RC_ASSERT((state.present > 0) == state.first_in.has_value());
            RC_ASSERT((state.visits > 0) == state.first_in.has_value());
        }
    }));
}

}  // namespace
}  // namespace kinhmoi::test_admission_property
