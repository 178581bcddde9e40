// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/audit_rows.hpp"

namespace kinhmoi::store {
namespace {

std::vector<AuditEntry> entries_of(Rows rows) {
    std::vector<AuditEntry> entries;
    while (rows.next()) {
        AuditEntry entry;
        rows.read(entry.seq, entry.at, entry.actor, entry.action, entry.event, entry.subject,
                  entry.detail, entry.request_id, entry.previous_hash, entry.hash);
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace

std::optional<AuditEntry> last_audit_entry(ReadTx& tx) {
    auto entries =
        entries_of(tx.query("SELECT seq, at, actor, action, event_id, subject, detail, request_id,"
                            " previous_hash, hash FROM audit_log ORDER BY seq DESC LIMIT 1"));
    if (entries.empty()) return std::nullopt;
    return entries.front();
}

void append(WriteTx& tx, const AuditEntry& entry) {
    tx.execute(
        "INSERT INTO audit_log (seq, at, actor, action, event_id, subject, detail, request_id,"
        " previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        entry.seq, entry.at, entry.actor, entry.action, entry.event, entry.subject, entry.detail,
        entry.request_id, entry.previous_hash, entry.hash);
}

std::vector<AuditEntry> load_audit(ReadTx& tx, const std::optional<EventId>& event,
                                   std::string_view action, std::int64_t before,
                                   std::int64_t limit) {
    if (event) {
        return entries_of(tx.query(
            "SELECT seq, at, actor, action, event_id, subject, detail, request_id, previous_hash,"
            " hash FROM audit_log WHERE event_id = $1 AND ($2 = '' OR action = $2) AND seq < $3"
            " ORDER BY seq DESC LIMIT $4",
            *event, action, before, limit));
    }
    return entries_of(tx.query(
        "SELECT seq, at, actor, action, event_id, subject, detail, request_id, previous_hash, hash"
        " FROM audit_log WHERE ($1 = '' OR action = $1) AND seq < $2 ORDER BY seq DESC LIMIT $3",
        action, before, limit));
}

bool is_audited_since(ReadTx& tx, std::string_view actor, std::string_view action,
                      std::string_view subject, std::string_view detail, Instant since) {
    auto rows = tx.query(
        "SELECT 1 FROM audit_log WHERE subject = $1 AND actor = $2 AND action = $3 AND detail = $4 "
        "AND at >= $5 LIMIT 1",
        subject, actor, action, detail, since);
    return rows.next();
}

std::vector<AuditEntry> load_audit_after(ReadTx& tx, std::int64_t after, std::int64_t limit) {
    return entries_of(tx.query(
        "SELECT seq, at, actor, action, event_id, subject, detail, request_id, previous_hash, hash"
        " FROM audit_log WHERE seq > $1 ORDER BY seq LIMIT $2",
        after, limit));
}

}  // namespace kinhmoi::store
