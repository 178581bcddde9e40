// SPDX-License-Identifier: Apache-2.0
// The names of a scan's closed lists, as the API, the ledger and the vectors write them.
#include "common/domain/name_table.hpp"
#include "common/domain/scan.hpp"

namespace kinhmoi {

namespace {

constexpr NamedValue<Direction> direction_names[] = {
    {Direction::in, "in"},
    {Direction::out, "out"},
};

constexpr NamedValue<ScanKind> scan_kind_names[] = {
    {ScanKind::reading, "reading"},
    {ScanKind::undo, "undo"},
    {ScanKind::walk_in, "walk_in"},
    {ScanKind::supplement, "supplement"},
};

constexpr NamedValue<ScanMode> mode_names[] = {
    {ScanMode::online, "online"},
    {ScanMode::offline, "offline"},
    {ScanMode::timeout, "timeout"},
};

constexpr NamedValue<Verdict> verdict_names[] = {
    {Verdict::admitted, "admitted"},
    {Verdict::already_in, "already_in"},
    {Verdict::wrong_site, "wrong_site"},
    {Verdict::wrong_event, "wrong_event"},
    {Verdict::revoked, "revoked"},
    {Verdict::not_yet_open, "not_yet_open"},
    {Verdict::closed, "closed"},
    {Verdict::unknown, "unknown"},
    {Verdict::not_a_pass, "not_a_pass"},
    {Verdict::document_code, "document_code"},
    {Verdict::check, "check"},
    {Verdict::repeat, "repeat"},
    {Verdict::left, "left"},
    {Verdict::undone, "undone"},
};

constexpr NamedValue<CodeOutcome> outcome_names[] = {
    {CodeOutcome::valid, "valid"},
    {CodeOutcome::short_number, "short_number"},
    {CodeOutcome::compromised_key, "compromised_key"},
    {CodeOutcome::bad_code, "bad_code"},
    {CodeOutcome::wrong_event, "wrong_event"},
    {CodeOutcome::not_a_pass, "not_a_pass"},
    {CodeOutcome::document_code, "document_code"},
};

constexpr NamedValue<QuarantineReason> quarantine_names[] = {
    {QuarantineReason::impossible, "impossible"},
    {QuarantineReason::wrong_epoch, "wrong_epoch"},
    {QuarantineReason::revoked_device, "revoked_device"},
    {QuarantineReason::outside_window, "outside_window"},
    {QuarantineReason::not_a_pass, "not_a_pass"},
    {QuarantineReason::document_code, "document_code"},
    {QuarantineReason::bad_code, "bad_code"},
    {QuarantineReason::foreign_event, "foreign_event"},
    {QuarantineReason::unknown_pass, "unknown_pass"},
    {QuarantineReason::bad_undo, "bad_undo"},
    {QuarantineReason::conflicting_copy, "conflicting_copy"},
};

}  // namespace

const char* name_of(Direction direction) {
    return name_in(direction_names, direction);
}
std::optional<Direction> parse_direction(std::string_view text) {
    return value_in(direction_names, text);
}

const char* name_of(ScanKind kind) {
    return name_in(scan_kind_names, kind);
}
std::optional<ScanKind> parse_scan_kind(std::string_view text) {
    return value_in(scan_kind_names, text);
}

const char* name_of(ScanMode mode) {
    return name_in(mode_names, mode);
}
std::optional<ScanMode> parse_scan_mode(std::string_view text) {
    return value_in(mode_names, text);
}

const char* name_of(Verdict verdict) {
    return name_in(verdict_names, verdict);
}
std::optional<Verdict> parse_verdict(std::string_view text) {
    return value_in(verdict_names, text);
}

const char* name_of(CodeOutcome outcome) {
    return name_in(outcome_names, outcome);
}
std::optional<CodeOutcome> parse_code_outcome(std::string_view text) {
    return value_in(outcome_names, text);
}

const char* name_of(QuarantineReason reason) {
    return name_in(quarantine_names, reason);
}
std::optional<QuarantineReason> parse_quarantine_reason(std::string_view text) {
    return value_in(quarantine_names, text);
}

}  // namespace kinhmoi
