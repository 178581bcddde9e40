// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/scan_code.hpp"

#include "qr/key_ring.hpp"
#include "qr/pass_digits.hpp"
#include "qr/short_number.hpp"
#include "server/store/rows/key_rows.hpp"
#include "server/usecase/passes.hpp"

namespace kinhmoi::usecase {
namespace {

JudgedCode judge_short_number(store::ReadTx& tx, Scan& scan, const EventId& event,
                              qr::ShortNumber number) {
    JudgedCode judged{CodeOutcome::short_number, {}};
    const auto row = store::pass_of_short_number(tx, event, number.value);
    if (!row) return judged;
    scan.pass = row->pass.id;
    judged.pass = store::load_held_pass(tx, row->pass.id);
    return judged;
}

qr::PassJudgement verify(store::ReadTx& tx, const qr::PassCode& code) {
    return qr::judge_pass(code, qr::KeyRing(store::all_key_records(tx)));
}

/// The code itself is the one we issued: Ed25519 is deterministic, so that is as good as verifying.
bool is_current_code(const Pass& pass, const qr::PassPayload& payload, const qr::PassCode& code) {
    return pass.issue == payload.issue && qr::constant_time_equal(code_of(pass), code);
}

CodeOutcome outcome_of(const qr::PassJudgement& judged, const EventId& event) {
    if (!judged.is_signed()) return CodeOutcome::bad_code;
    if (judged.event_id != event) return CodeOutcome::wrong_event;
    return judged.outcome == qr::PassOutcome::compromised_key ? CodeOutcome::compromised_key
                                                              : CodeOutcome::valid;
}

JudgedCode judge_digits(store::ReadTx& tx, Scan& scan, const EventId& event,
                        std::string_view digits) {
    const auto code = qr::from_digits(digits);
    if (!code) return {CodeOutcome::bad_code, {}};
    const auto payload = qr::decode_pass(*code);
    if (!payload) return {CodeOutcome::bad_code, {}};
    JudgedCode judged{CodeOutcome::valid, store::load_held_pass(tx, payload->pass_id)};
    const bool is_current = judged.pass && is_current_code(judged.pass->row.pass, *payload, *code);
    if (!is_current) judged.outcome = outcome_of(verify(tx, *code), event);
    else if (judged.pass->row.pass.event != event) judged.outcome = CodeOutcome::wrong_event;
    if (judged.outcome == CodeOutcome::bad_code) return {CodeOutcome::bad_code, {}};
    scan.pass = payload->pass_id;
    scan.issue = payload->issue;
    if (is_current && digits.size() == scan.text.size()) scan.text.clear();
    return judged;
}

bool is_code_of(store::ReadTx& tx, const Scan& stored, std::string_view text) {
    const auto code = qr::from_digits(text);
    if (!code) return false;
    const auto payload = qr::decode_pass(*code);
    if (!payload || stored.pass != payload->pass_id || stored.issue != payload->issue) return false;
    const auto row = store::load_pass(tx, payload->pass_id);
    if (row && is_current_code(row->pass, *payload, *code)) return true;
    return verify(tx, *code).is_signed();
}

}  // namespace

JudgedCode judge_code(store::ReadTx& tx, Scan& scan, const EventId& event,
                      std::string_view own_host) {
    if (const auto digits = qr::find_pass_digits(scan.text))
        return judge_digits(tx, scan, event, *digits);
    if (const auto number = qr::parse_short_number(scan.text))
        return judge_short_number(tx, scan, event, *number);
    const bool is_document =
        qr::classify_text(scan.text, own_host).kind == qr::TextKind::document_code;
    return {is_document ? CodeOutcome::document_code : CodeOutcome::not_a_pass, {}};
}

void adopt_stored_code(store::ReadTx& tx, const Scan& stored, Scan& incoming) {
    if (stored.kind != ScanKind::reading || incoming.kind != ScanKind::reading) return;
    const bool is_same =
        stored.text.empty() ? is_code_of(tx, stored, incoming.text) : stored.text == incoming.text;
    if (!is_same) return;
    incoming.text = stored.text;
    incoming.pass = stored.pass;
    incoming.issue = stored.issue;
}

}  // namespace kinhmoi::usecase
