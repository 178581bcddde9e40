// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/pass_changes.hpp"

#include <algorithm>
#include <cstring>

#include "qr/short_number.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/passes.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr std::uint8_t last_issue = 255;

qr::PassPayload payload_of(const Pass& pass) {
    return {pass.kid, pass.id, pass.issue,
            static_cast<std::uint8_t>(pass.is_minor ? qr::pass_flag_minor : 0)};
}

void sign(Pass& pass, const OpenKey& key) {
    pass.kid = key.kid;
    const qr::PassCode code = qr::sign_pass(payload_of(pass), pass.event, key.private_key);
    std::copy(code.begin() + qr::pass_body_bytes, code.end(), pass.signature.begin());
}

std::uint32_t free_short_number(store::WriteTx& tx, const EventId& event) {
    for (;;) {
        std::array<std::uint8_t, 4> random;
        tx.random_bytes(random);
        std::uint32_t number = 0;
        std::memcpy(&number, random.data(), random.size());
        const auto candidate = qr::make_short_number(number % qr::short_number_count).value;
        if (!store::pass_of_short_number(tx, event, candidate)) return candidate;
    }
}

Pass new_pass(store::WriteTx& tx, const Delegate& delegate, const ParticipantGroup& group,
              const OpenKey& key) {
    Pass pass;
    tx.random_bytes(pass.id.bytes);
    pass.event = delegate.event;
    pass.delegate = delegate.id;
    pass.quota = delegate.quota;
    pass.site = delegate.site;
    pass.group = delegate.group;
    pass.is_minor = group.is_minors;
    pass.short_number = free_short_number(tx, delegate.event);
    pass.issued_at = tx.now();
    sign(pass, key);
    return pass;
}

void tell_doors(store::WriteTx& tx, const Pass& pass) {
    store::note_door_change(tx, pass.event, store::DoorTopic::pass, pass.id);
}

void revoke_below(store::WriteTx& tx, store::PassRow& row, int min_issue, std::string_view reason) {
    const Revocation revocation{static_cast<std::uint16_t>(min_issue), tx.now(),
                                std::string(reason)};
    store::insert_revocation(tx, row.pass.id, revocation);
    row.pass.revocations.push_back(revocation);
    row.min_issue = std::max(row.min_issue, min_issue);
    tell_doors(tx, row.pass);
}

/// The members of a party that hold a seat, in the order of the list.
std::vector<Delegate> seated_members(store::ReadTx& tx, const PartyId& party) {
    auto members = store::delegates_of_party(tx, party);
    std::erase_if(members, [](const Delegate& member) { return !holds_seat(member.status); });
    return members;
}

bool holds_seat_now(const std::vector<Delegate>& members, const DelegateId& id) {
    return std::any_of(members.begin(), members.end(),
                       [&](const Delegate& member) { return member.id == id; });
}

}  // namespace

void revoke_current(store::WriteTx& tx, const Actor& actor, store::PassRow& row,
                    std::string_view reason) {
    revoke_below(tx, row, row.pass.issue + 1, reason);
    audit(tx, actor, "pass.revoke", row.pass.event, to_text(row.pass.id));
}

Result<void> sign_next_issue(store::WriteTx& tx, store::PassRow& row, const OpenKey& key,
                             std::string_view reason) {
    if (row.pass.issue == last_issue) {
        return Failure(FailureKind::conflict, {"Thẻ này đã được cấp lại quá nhiều lần.",
                                               "This pass was issued anew too many times."});
    }
    row.pass.issue += 1;
    row.pass.issued_at = tx.now();
    row.pass.short_number = free_short_number(tx, row.pass.event);
    sign(row.pass, key);
    store::update_pass(tx, row);
    revoke_below(tx, row, row.pass.issue, reason);
    return {};
}

PartyPass refresh_party_pass(store::WriteTx& tx, const Actor& actor, const PartyId& party,
                             std::string_view reason) {
    auto row = store::pass_of_party(tx, party);
    if (!row) return PartyPass::none;
    const auto members = seated_members(tx, party);
    const bool leads = holds_seat_now(members, row->pass.delegate);
    if (members.empty() || (!leads && !is_current(*row))) {
        // Nobody is left, or was when it was revoked: only issuing brings the pass back.
        if (is_current(*row)) revoke_current(tx, actor, *row, reason);
        return PartyPass::emptied;
    }
    const auto size = static_cast<std::uint16_t>(members.size());
    if (leads && row->pass.party_size == size) return PartyPass::unchanged;
    if (!leads) row->pass.delegate = members.front().id;
    row->pass.party_size = size;
    store::update_pass(tx, *row);
    tell_doors(tx, row->pass);
    return PartyPass::changed;
}

void give_pass(store::WriteTx& tx, const Delegate& delegate, const ParticipantGroup& group,
               const std::optional<PartyId>& party, const OpenKey& key) {
    store::PassRow row{new_pass(tx, delegate, group, key), party, 0};
    if (party) row.pass.party_size = static_cast<std::uint16_t>(seated_members(tx, *party).size());
    store::insert_pass(tx, row);
    tell_doors(tx, row.pass);
}

Result<void> revive_party_pass(store::WriteTx& tx, const PartyId& party, const OpenKey& key) {
    auto row = store::pass_of_party(tx, party);
    const auto members = seated_members(tx, party);
    row->pass.delegate = members.front().id;
    row->pass.party_size = static_cast<std::uint16_t>(members.size());
    return sign_next_issue(tx, *row, key, "Đoàn đã có thành viên trở lại");
}

qr::PassCode code_of(const Pass& pass) {
    const qr::PassBody body = qr::encode_pass_body(payload_of(pass));
    qr::PassCode code;
    std::copy(body.begin(), body.end(), code.begin());
    std::copy(pass.signature.begin(), pass.signature.end(), code.begin() + qr::pass_body_bytes);
    return code;
}

}  // namespace kinhmoi::usecase
