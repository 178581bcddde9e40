// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/audit.hpp"

#include <limits>

#include "qr/secrets.hpp"

namespace kinhmoi::usecase {
namespace {

void add_number(std::vector<std::uint8_t>& out, std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    for (int shift = 56; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(bits >> shift));
}

// With its length before it, no text can pass for the end of one field and the start of the next.
template <class Bytes>
void add_bytes(std::vector<std::uint8_t>& out, const Bytes& bytes) {
    add_number(out, static_cast<std::int64_t>(bytes.size()));
    out.insert(out.end(), bytes.begin(), bytes.end());
}

store::AuditHash chain_hash(const store::AuditEntry& entry) {
    std::vector<std::uint8_t> bytes(entry.previous_hash.begin(), entry.previous_hash.end());
    add_number(bytes, entry.seq);
    add_number(bytes, entry.at.ms);
    add_bytes(bytes, entry.actor);
    add_bytes(bytes, entry.action);
    if (entry.event) add_bytes(bytes, entry.event->bytes);
    else add_bytes(bytes, std::string_view());
    add_bytes(bytes, entry.subject);
    add_bytes(bytes, entry.detail);
    add_bytes(bytes, entry.request_id);
    return qr::sha256(bytes);
}

/// At most max bytes, never half a character.
std::string cut(std::string_view text, std::size_t max) {
    if (text.size() > max) {
        while (max > 0 && (static_cast<unsigned char>(text[max]) & 0xc0) == 0x80) --max;
    }
    return std::string(text.substr(0, max));
}

}  // namespace

std::string audit_name(const Actor& actor) {
    if (actor.device) return "door:" + to_text(*actor.device);
    if (actor.account.is_nil())
        return actor.role == Role::administrator ? "command-line" : "anonymous";
    std::string text = "account:" + to_text(actor.account);
    if (actor.token) text += " token:" + to_text(*actor.token);
    return text;
}

void audit(store::WriteTx& tx, const Actor& actor, std::string_view action,
           const std::optional<EventId>& event, std::string_view subject, std::string_view detail) {
    store::AuditEntry entry;
    entry.seq = 1;
    if (const auto last = store::last_audit_entry(tx)) {
        entry.seq = last->seq + 1;
        entry.previous_hash = last->hash;
    }
    entry.at = tx.now();
    entry.actor = audit_name(actor);
    entry.action = action;
    entry.event = event;
    entry.subject = cut(subject, 200);
    entry.detail = cut(detail, 1000);
    entry.request_id = cut(actor.request_id, 64);
    entry.hash = chain_hash(entry);
    store::append(tx, entry);
}

Actor command_line_actor() {
    Actor actor;
    actor.role = Role::administrator;
    return actor;
}

std::vector<store::AuditEntry> list_audit(store::ReadTx& tx, const AuditFilter& filter) {
    const std::int64_t before =
        filter.before > 0 ? filter.before : std::numeric_limits<std::int64_t>::max();
    return store::load_audit(tx, filter.event, filter.action, before, filter.limit);
}

AuditCheck verify_audit_chain(store::ReadTx& tx) {
    constexpr std::int64_t batch = 1'000;
    AuditCheck check;
    for (;;) {
        const auto entries = store::load_audit_after(tx, check.entries, batch);
        for (const store::AuditEntry& entry : entries) {
            const bool fits = entry.seq == check.entries + 1 && entry.previous_hash == check.head &&
                              entry.hash == chain_hash(entry);
            if (!fits) {
                check.first_bad = entry.seq;
                return check;
            }
            check.entries = entry.seq;
            check.head = entry.hash;
        }
        if (entries.empty()) return check;
    }
}

}  // namespace kinhmoi::usecase
