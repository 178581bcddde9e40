// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/door_pruning.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace kinhmoi::store {
namespace {

constexpr std::int64_t over_ms = 2 * day_ms;  ///< after the ceremony nobody pairs a phone any more

struct Feed {
    EventId event;
    std::int64_t last = 0;  ///< the newest change that may go
};

std::vector<Feed> feeds_to_prune(ReadTx& tx) {
    Rows rows = tx.query(
        "SELECT e.id, (SELECT MIN(seq) FROM door_changes c WHERE c.event_id = e.id),"
        " (SELECT MAX(seq) FROM door_changes c WHERE c.event_id = e.id),"
        " (SELECT MIN(COALESCE(d.list_version, 0)) FROM devices d WHERE d.event_id = e.id"
        " AND d.valid_until > $1 AND (d.revoked_at IS NULL OR d.revoked_at > $1)),"
        " COALESCE(e.ends_at, e.starts_at) < $2 FROM events e",
        tx.now(), tx.now() + -over_ms);
    std::vector<Feed> feeds;
    while (rows.next()) {
        EventId event;
        std::optional<std::int64_t> oldest, newest, seen;
        bool is_over = false;
        rows.read(event, oldest, newest, seen, is_over);
        if (!newest || (!seen && !is_over)) continue;
        const std::int64_t last = std::min(*newest - 1, seen.value_or(*newest));
        if (last >= *oldest) feeds.push_back({event, last});
    }
    return feeds;
}

}  // namespace

std::int64_t door_changes_pruned_to(ReadTx& tx, const EventId& event) {
    Rows rows = tx.query("SELECT doors_pruned_to FROM events WHERE id = $1", event);
    return rows.next() ? rows.get<std::int64_t>(0) : 0;
}

std::int64_t prune_door_changes(WriteTx& tx, std::int64_t limit) {
    std::int64_t removed = 0;
    for (const Feed& feed : feeds_to_prune(tx)) {
        if (removed >= limit) break;
        std::int64_t last = 0;
        {
            Rows rows = tx.query(
                "SELECT MAX(seq) FROM (SELECT seq FROM door_changes"
                " WHERE event_id = $1 AND seq <= $2 ORDER BY seq LIMIT $3) AS oldest",
                feed.event, feed.last, limit - removed);
            rows.next();
            last = rows.get<std::int64_t>(0);
        }
        removed += tx.execute("DELETE FROM door_changes WHERE event_id = $1 AND seq <= $2",
                              feed.event, last);
        tx.execute("UPDATE events SET doors_pruned_to = $2 WHERE id = $1", feed.event, last);
    }
    return removed;
}

}  // namespace kinhmoi::store
