// SPDX-License-Identifier: Apache-2.0
// Worlds of keys, a list and codes, made up from a fixed sequence; then cases, each judged by the
// rules of qr/ and common/domain.
#include "tests/unit/domain/door_local_vectors.hpp"

#include <algorithm>

#include "qr/key_ring.hpp"
#include "qr/pass_digits.hpp"
#include "qr/short_number.hpp"
#include "tests/unit/domain/door_support.hpp"
#include "tests/unit/domain/door_vector_json.hpp"
#include "tests/unit/qr/samples.hpp"

namespace kinhmoi::door_test {

namespace {

constexpr int world_count = 8;
constexpr int cases_a_world = 500;
constexpr int passes_a_world = 40;
constexpr const char* host = "kinhmoi.cantho.example";
constexpr const char* about =
    "What a phone alone says of a text. keys: kid, public key, state. list: pass_id, issue, "
    "min_issue, is of this site, is_minor, party_size, status, short number. codes: 187 digits. "
    "cases: text or the number of a code, direction, count, escort_seen, refused verdict that "
    "staff "
    "override or null, at, clock_suspect, own moves [direction, count, at, is_override, "
    "is_undone], "
    "expect [verdict, check, overridden, room, first_in_at, has right_site]. Made by "
    "scripts/vectors.";

const char* other_site = "52525252-5252-5252-5252-525252525252";

struct Key {
    qr::KeyRecord record;
    std::string label;
};

struct World {
    DoorContext door;
    std::vector<Key> keys;
    std::vector<PassFacts> list;
    std::vector<std::string> codes;
};

std::vector<Key> make_keys(int number) {
    std::vector<Key> keys;
    constexpr qr::KeyState states[] = {qr::KeyState::active, qr::KeyState::retired,
                                       qr::KeyState::compromised};
    for (int i = 0; i < 3; ++i) {
        const auto label = "door world " + std::to_string(number) + " key " + std::to_string(i);
        const auto kid = static_cast<std::uint16_t>(0x100 * (number + 1) + i);
        keys.push_back(
            {{kid, id_of<EventId>(0xe1), qr::samples::key_for(label).public_key, states[i]},
             label});
    }
    return keys;
}

PassFacts listed_pass(Sequence& random, const std::string& label) {
    PassFacts facts{single_pass(), DelegateStatus::invited};
    auto& pass = facts.pass;
    pass.id = qr::samples::id_for<PassId>(label);
    pass.issue = static_cast<std::uint8_t>(1 + random.below(3));
    if (random.one_in(3)) {
        const auto stopped = static_cast<std::uint16_t>(2 + random.below(3));
        pass.revocations.push_back({stopped, day_start, ""});
    }
    pass.short_number =
        qr::make_short_number(static_cast<std::uint32_t>(random.below(10'000'000))).value;
    if (random.one_in(8)) {
        // Of another site the list holds nothing more, not even the number.
        pass.site = *parse_id<SiteId>(other_site);
        facts.status = DelegateStatus::approved;
        return facts;
    }
    pass.is_minor = random.one_in(5);
    if (random.one_in(3)) pass.party_size = static_cast<std::uint16_t>(2 + random.below(6));
    if (random.one_in(3)) facts.status = static_cast<DelegateStatus>(random.below(7));
    return facts;
}

std::string code_of(const Key& key, const PassId& pass, std::uint8_t issue, bool is_minor,
                    const EventId& event) {
    qr::PassPayload payload{key.record.kid, pass, issue, 0};
    if (is_minor) payload.flags = qr::pass_flag_minor;
    const auto& secret = qr::samples::key_for(key.label).private_key;
    return qr::to_digits(qr::sign_pass(payload, event, secret));
}

/// Of listed passes in several issues, of passes that the list lacks, of other events, and spoilt.
std::vector<std::string> make_codes(Sequence& random, const World& world, int number) {
    std::vector<std::string> codes;
    const EventId event = id_of<EventId>(0xe1);
    for (const auto& facts : world.list) {
        const auto& key =
            world.keys[random.one_in(2) ? 0 : static_cast<std::size_t>(random.below(3))];
        const auto issue =
            random.one_in(3) ? static_cast<std::uint8_t>(1 + random.below(4)) : facts.pass.issue;
        codes.push_back(code_of(key, facts.pass.id, issue, facts.pass.is_minor, event));
    }
    for (int i = 0; i < 6; ++i) {
        const auto label = "unlisted " + std::to_string(number) + " " + std::to_string(i);
        const auto pass = qr::samples::id_for<PassId>(label);
        const auto& key = world.keys[static_cast<std::size_t>(i % 3)];
        codes.push_back(code_of(key, pass, 1, false, i < 4 ? event : id_of<EventId>(0xe2)));
    }
    for (int i = 0; i < 6; ++i) {
        auto spoilt = codes[static_cast<std::size_t>(random.below(passes_a_world))];
        auto& digit = spoilt[static_cast<std::size_t>(random.below(187))];
        digit = digit == '9' ? '0' : static_cast<char>(digit + 1);
        codes.push_back(std::move(spoilt));
    }
    return codes;
}

World make_world(Sequence& random, int number) {
    World world;
    world.door.device = door_device(1);
    world.door.window = {day_start, day_start + 4 * hour_ms};
    world.door.allows_reentry = number % 2 == 1;
    world.keys = make_keys(number);
    for (int i = 0; i < passes_a_world; ++i) {
        const auto label = "listed " + std::to_string(number) + " " + std::to_string(i);
        world.list.push_back(listed_pass(random, label));
    }
    world.codes = make_codes(random, world, number);
    return world;
}

const PassFacts* find_pass(const World& world, const PassId& id) {
    const auto at = std::ranges::find(world.list, id, [](const auto& f) { return f.pass.id; });
    return at == world.list.end() ? nullptr : &*at;
}

const PassFacts* find_number(const World& world, std::uint32_t number) {
    const auto at = std::ranges::find_if(world.list, [&](const auto& facts) {
        return facts.pass.short_number == number && facts.pass.site == world.door.device.site;
    });
    return at == world.list.end() ? nullptr : &*at;
}

struct Read {
    CodeOutcome code = CodeOutcome::not_a_pass;
    std::uint8_t issue = 0;
    const PassFacts* pass = nullptr;
};

CodeOutcome outcome_of(const qr::PassJudgement& judged) {
    if (!judged.is_signed()) return CodeOutcome::bad_code;
    return judged.outcome == qr::PassOutcome::compromised_key ? CodeOutcome::compromised_key
                                                              : CodeOutcome::valid;
}

Read read_text(const World& world, const std::string& text) {
    if (const auto digits = qr::find_pass_digits(text)) {
        std::vector<qr::KeyRecord> records;
        for (const auto& key : world.keys) records.push_back(key.record);
        const auto judged = qr::judge_digits(*digits, qr::KeyRing(std::move(records)));
        if (!judged.is_signed()) return {CodeOutcome::bad_code, 0, nullptr};
        return {outcome_of(judged), judged.payload.issue, find_pass(world, judged.payload.pass_id)};
    }
    if (const auto number = qr::parse_short_number(text))
        return {CodeOutcome::short_number, 0, find_number(world, number->value)};
    const bool is_document = qr::classify_text(text, host).kind == qr::TextKind::document_code;
    return {is_document ? CodeOutcome::document_code : CodeOutcome::not_a_pass, 0, nullptr};
}

/// Half of them the code itself; some garbled before it, typed, or not a pass at all.
Json pick_text(Sequence& random, const World& world, std::string& text) {
    const auto code = random.below(static_cast<int>(world.codes.size()));
    text = world.codes[static_cast<std::size_t>(code)];
    switch (random.below(12)) {
        case 0: {
            const auto row = static_cast<std::size_t>(random.below(passes_a_world));
            text = qr::format_short_number({world.list[row].pass.short_number});
            return text;
        }
        case 1: {
            static const std::string others[] = {
                "https://kinhmoi.cantho.example/d/0190b8c1-7d2e-7abc-8def-0123456789ab",
                "https://shop.example/?id=1234567890",
                "0500 123 456",
                "",
                "1234 5678",
                "Đề nghị xuất trình giấy mời"};
            text = others[random.below(6)];
            return text;
        }
        case 2:
            text = "HTTPS://KÍNHMOI.CẦNTHO.ÊXAMPLE/P/" + text + "\r\n";
            return text;
        case 3:
            text += "7";
            return text;
        default:
            return code;
    }
}

struct OwnMove {
    Json json;
    StoredScan stored;
    bool is_undone = false;
};

/// What this phone did with the pass before, oldest first, more than a double read apart.
std::vector<OwnMove> make_moves(Sequence& random, const PassFacts& facts, Instant before) {
    std::vector<OwnMove> moves;
    const int count = random.one_in(2) ? random.below(4) : 0;
    auto at = before.ms - (random.one_in(3) ? 9'999 : 10'000);
    for (int i = count; i > 0; --i) {
        ScanBuilder scan(facts.pass, i, 1, at - day_start.ms);
        const int persons = is_party(facts.pass) ? 1 + random.below(5) : 1;
        scan.count(persons);
        const bool is_out = random.one_in(4);
        const bool is_override = !is_out && random.one_in(5);
        if (is_out) scan.out();
        if (is_override) scan.against(Verdict::already_in);
        const bool is_undone = random.one_in(5);
        moves.insert(
            moves.begin(),
            {{is_out ? "out" : "in", persons, at, is_override, is_undone}, scan, is_undone});
        at -= 60'000;
    }
    return moves;
}

AdmissionState state_of(const PassFacts& facts, const std::vector<OwnMove>& moves) {
    std::vector<StoredScan> scans;
    int number = 100;
    for (const auto& move : moves) {
        scans.push_back(move.stored);
        if (!move.is_undone) continue;
        ScanBuilder undo(facts.pass, ++number, 1, move.stored.effective_at - day_start + 1'000);
        StoredScan stored = undo.undoes(0);
        stored.scan.undoes = move.stored.scan.id;
        scans.push_back(stored);
    }
    return fold(facts.pass, scans).state;
}

Json local_case(Sequence& random, const World& world) {
    constexpr std::int64_t edges[] = {-1, 0, 4 * hour_ms, 4 * hour_ms + 1};
    std::string text;
    const Json named = pick_text(random, world, text);
    const auto read = read_text(world, text);

    Reading reading;
    reading.code = read.code;
    reading.at = day_start + (random.one_in(4) ? edges[random.below(4)] : 2 * hour_ms);
    reading.clock_suspect = random.one_in(6);
    auto& scan = reading.scan;
    scan.device = world.door.device.id;
    scan.issue = read.issue;
    if (random.one_in(6)) scan.direction = Direction::out;
    scan.escort_seen = random.one_in(3);
    if (random.one_in(6)) scan.overridden = Override{Verdict::already_in, "khách mời"};
    std::vector<OwnMove> moves;
    if (read.pass) {
        reading.pass = *read.pass;
        if (is_party(read.pass->pass)) scan.count = static_cast<std::uint16_t>(1 + random.below(6));
        moves = make_moves(random, *read.pass, reading.at);
        reading.state = state_of(*read.pass, moves);
    }
    const auto decision = decide(world.door, reading);

    Json own = Json::array();
    for (const auto& move : moves) own.push_back(move.json);
    const auto word = [](auto value) { return value ? Json(name_of(*value)) : Json(nullptr); };
    const Json check =
        decision.check == CheckReason::none ? Json(nullptr) : Json(name_of(decision.check));
    const Json first = decision.first_in ? Json(decision.first_in->at.ms) : Json(nullptr);
    const std::optional<Verdict> refused =
        scan.overridden ? std::optional(scan.overridden->refused) : std::nullopt;
    return {named,
            name_of(scan.direction),
            scan.count,
            scan.escort_seen,
            word(refused),
            reading.at.ms,
            reading.clock_suspect,
            own,
            {name_of(decision.verdict), check, word(decision.overridden), decision.room, first,
             decision.right_site.has_value()}};
}

Json keys_json(const World& world) {
    Json keys = Json::array();
    for (const auto& [record, label] : world.keys)
        keys.push_back({record.kid, to_hex(record.public_key), qr::key_state_name(record.state)});
    return keys;
}

Json list_json(const World& world) {
    Json list = Json::array();
    for (const auto& [pass, status] : world.list) {
        list.push_back({to_text(pass.id), pass.issue, min_issue(pass),
                        pass.site == world.door.device.site, pass.is_minor, pass.party_size,
                        name_of(status), qr::short_number_digits({pass.short_number})});
    }
    return list;
}

}  // namespace

std::string local_vectors() {
    Sequence random(20260530);
    std::string text = "{\"about\": " + Json(about).dump() + ",\n\"host\": " + Json(host).dump() +
                       ",\n\"worlds\": [\n";
    for (int number = 0; number < world_count; ++number) {
        const auto world = make_world(random, number);
        text += "{\"door\": " + to_json(world.door).dump() +
                ",\n\"keys\": " + keys_json(world).dump() +
                ",\n\"list\": " + list_json(world).dump() +
                ",\n\"codes\": " + Json(world.codes).dump() + ",\n\"cases\": [\n";
        for (int i = 0; i < cases_a_world; ++i)
            text += local_case(random, world).dump() + (i + 1 < cases_a_world ? ",\n" : "\n");
        text += number + 1 < world_count ? "]},\n" : "]}\n";
    }
    return text + "]}\n";
}

}  // namespace kinhmoi::door_test
