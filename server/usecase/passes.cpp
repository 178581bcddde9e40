// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/passes.hpp"

#include <algorithm>
#include <cstring>

#include "qr/short_number.hpp"
#include "qr/signature.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/party_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/keys.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr std::uint8_t last_issue = 255;

Failure no_such_pass() {
    return Failure(FailureKind::not_found, {"Không tìm thấy thẻ.", "No such pass."});
}

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

/// Brings a party's pass in line with its members. Nothing: the party has no pass yet.
std::optional<bool> refresh_party_pass(store::WriteTx& tx, const PartyId& party,
                                       std::string_view reason) {
    auto row = store::pass_of_party(tx, party);
    if (!row) return std::nullopt;
    const auto members = seated_members(tx, party);
    if (members.empty()) {
        if (is_current(*row)) revoke_below(tx, *row, row->pass.issue + 1, reason);
        return true;
    }
    const auto size = static_cast<std::uint16_t>(members.size());
    const bool leads = std::any_of(members.begin(), members.end(), [&](const Delegate& member) {
        return member.id == row->pass.delegate;
    });
    if (leads && row->pass.party_size == size) return false;
    if (!leads) row->pass.delegate = members.front().id;
    row->pass.party_size = size;
    store::update_pass(tx, *row);
    tell_doors(tx, row->pass);
    return true;
}

/// Makes the pass of a seat.
void give_pass(store::WriteTx& tx, const Delegate& delegate, const ParticipantGroup& group,
               const std::optional<PartyId>& party, const OpenKey& key) {
    store::PassRow row{new_pass(tx, delegate, group, key), party, 0};
    if (party) row.pass.party_size = static_cast<std::uint16_t>(seated_members(tx, *party).size());
    store::insert_pass(tx, row);
    tell_doors(tx, row.pass);
}

std::optional<PartyId> party_for(const Delegate& delegate, const ParticipantGroup& group) {
    return group.pass_mode == PassMode::party ? delegate.party : std::nullopt;
}

void issue_one(store::WriteTx& tx, const Delegate& delegate, const ParticipantGroup& group,
               const OpenKey& key, IssueOutcome& outcome) {
    const auto party = party_for(delegate, group);
    if (party) {
        const auto changed = refresh_party_pass(tx, *party, "Đoàn không còn thành viên");
        if (changed && *changed) ++outcome.changed;
        else if (changed) ++outcome.already;
        if (changed) return;
    } else if (store::pass_of_delegate(tx, delegate.id)) {
        ++outcome.already;
        return;
    }
    give_pass(tx, delegate, group, party, key);
    ++outcome.issued;
}

}  // namespace

bool is_current(const store::PassRow& row) {
    return row.pass.issue >= row.min_issue;
}

qr::PassCode code_of(const Pass& pass) {
    const qr::PassBody body = qr::encode_pass_body(payload_of(pass));
    qr::PassCode code;
    std::copy(body.begin(), body.end(), code.begin());
    std::copy(pass.signature.begin(), pass.signature.end(), code.begin() + qr::pass_body_bytes);
    return code;
}

Result<IssueOutcome> issue_passes(store::WriteTx& tx, const Actor& actor, const ListId& list,
                                  const qr::MasterKey& master_key) {
    const auto context = list_context(tx, actor, list);
    if (!context) return context.error();
    const ListState state = context->list.state;
    if (state != ListState::approved && state != ListState::locked) {
        return Failure(FailureKind::conflict,
                       {"Danh sách chưa được duyệt nên chưa phát thẻ được. Đề nghị duyệt danh sách "
                        "trước.",
                        "The list is not approved, so no passes can be issued. Approve it first."});
    }
    const auto key = open_signing_key(tx, actor, context->event.id, master_key);
    if (!key) return key.error();
    IssueOutcome outcome;
    for (const Delegate& delegate : store::delegates_of_list(tx, list)) {
        if (holds_seat(delegate.status)) issue_one(tx, delegate, context->group, *key, outcome);
    }
    if (outcome.issued > 0)
        audit(tx, actor, "pass.issue", context->event.id, to_text(list),
              "count=" + std::to_string(outcome.issued));
    return outcome;
}

Result<store::PassRow> issue_pass_for(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                                      const qr::MasterKey& master_key) {
    const auto delegate = store::find_delegate(tx, actor, id);
    if (!delegate) return no_such_delegate();
    if (!holds_seat(delegate->status)) {
        return Failure(
            FailureKind::conflict,
            {"Đại biểu này chưa được duyệt hoặc không còn tham dự nên không có thẻ.",
             "This delegate is not approved or no longer attends, so there is no pass."});
    }
    const auto key = open_signing_key(tx, actor, delegate->event, master_key);
    if (!key) return key.error();
    const auto group = store::load_group(tx, delegate->group);
    IssueOutcome outcome;
    issue_one(tx, *delegate, *group, *key, outcome);
    if (outcome.issued > 0) audit(tx, actor, "pass.issue", delegate->event, to_text(id));
    return find_pass_of(tx, actor, id);
}

Result<store::PassRow> find_pass(store::ReadTx& tx, const Actor& actor, const PassId& id) {
    auto row = store::load_pass(tx, id);
    if (!row || !store::find_delegate(tx, actor, row->pass.delegate)) return no_such_pass();
    return std::move(*row);
}

Result<store::PassRow> find_pass_of(store::ReadTx& tx, const Actor& actor, const DelegateId& id) {
    const auto delegate = store::find_delegate(tx, actor, id);
    if (!delegate) return no_such_delegate();
    auto row = store::pass_of_delegate(tx, id);
    if (!row && delegate->party) row = store::pass_of_party(tx, *delegate->party);
    if (!row) {
        return Failure(FailureKind::not_found,
                       {"Đại biểu này chưa được phát thẻ.", "This delegate has no pass yet."});
    }
    return std::move(*row);
}

Result<store::PassRow> reissue_pass(store::WriteTx& tx, const Actor& actor, const PassId& id,
                                    std::string_view reason, const qr::MasterKey& master_key) {
    auto row = find_pass(tx, actor, id);
    if (!row) return row.error();
    const auto delegate = store::load_delegate(tx, row->pass.delegate);
    if (!holds_seat(delegate->status)) {
        return Failure(FailureKind::conflict,
                       {"Đại biểu này không còn tham dự nên không cấp lại thẻ được.",
                        "This delegate no longer attends, so the pass cannot be issued again."});
    }
    if (row->pass.issue == last_issue) {
        return Failure(FailureKind::conflict, {"Thẻ này đã được cấp lại quá nhiều lần.",
                                               "This pass was issued anew too many times."});
    }
    const auto key = open_signing_key(tx, actor, row->pass.event, master_key);
    if (!key) return key.error();
    row->pass.issue += 1;
    row->pass.issued_at = tx.now();
    // A typed number stands for the current issue: the lost badge's must stop too.
    row->pass.short_number = free_short_number(tx, row->pass.event);
    sign(row->pass, *key);
    store::update_pass(tx, *row);
    revoke_below(tx, *row, row->pass.issue, reason);
    audit(tx, actor, "pass.reissue", row->pass.event, to_text(id));
    return row;
}

Result<store::PassRow> revoke_pass(store::WriteTx& tx, const Actor& actor, const PassId& id,
                                   std::string_view reason) {
    auto row = find_pass(tx, actor, id);
    if (!row) return row.error();
    if (!is_current(*row)) return row;
    revoke_below(tx, *row, row->pass.issue + 1, reason);
    audit(tx, actor, "pass.revoke", row->pass.event, to_text(id));
    return row;
}

Result<void> revoke_pass_of(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                            std::string_view reason) {
    const auto delegate = store::load_delegate(tx, id);
    if (!delegate) return no_such_delegate();
    if (delegate->party && refresh_party_pass(tx, *delegate->party, reason)) return {};
    auto row = store::pass_of_delegate(tx, id);
    if (!row || row->party || !is_current(*row)) return {};
    revoke_below(tx, *row, row->pass.issue + 1, reason);
    audit(tx, actor, "pass.revoke", row->pass.event, to_text(row->pass.id));
    return {};
}

Result<int> mark_invited(store::WriteTx& tx, const Actor& actor, const ListId& list) {
    const auto context = list_context(tx, actor, list);
    if (!context) return context.error();
    int count = 0;
    for (Delegate& delegate : store::delegates_of_list(tx, list)) {
        if (delegate.status != DelegateStatus::approved) continue;
        delegate.status = DelegateStatus::invited;
        delegate.updated_at = tx.now();
        store::update_delegate(tx, delegate);
        ++count;
    }
    tx.changes().touch(context->event.id);
    audit(tx, actor, "list.invited", context->event.id, to_text(list),
          "count=" + std::to_string(count));
    return count;
}

}  // namespace kinhmoi::usecase
