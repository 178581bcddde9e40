// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/livestream_rows.hpp"

#include "server/store/rows/event_rows.hpp"

namespace kinhmoi::store {
namespace {

#define STREAM_COLUMNS "id, event_id, code, name, operator_name, url"

Livestream read_stream(const Rows& rows) {
    Livestream stream;
    rows.read(stream.id, stream.event, stream.code, stream.name, stream.operator_name, stream.url);
    return stream;
}

}  // namespace

std::optional<Livestream> load_stream(ReadTx& tx, const StreamId& id) {
    Rows rows = tx.query("SELECT " STREAM_COLUMNS " FROM livestreams WHERE id = $1", id);
    if (!rows.next()) return std::nullopt;
    return read_stream(rows);
}

std::optional<Livestream> find_stream(ReadTx& tx, const Actor& actor, const StreamId& id) {
    auto stream = load_stream(tx, id);
    if (stream && !sees_event(tx, actor, stream->event)) return std::nullopt;
    return stream;
}

std::vector<Livestream> load_streams(ReadTx& tx, const EventId& event, const Page& page) {
    Rows rows =
        tx.query("SELECT " STREAM_COLUMNS
                 " FROM livestreams WHERE event_id = $1 AND code > $2 ORDER BY code LIMIT $3",
                 event, page.after, page.limit);
    std::vector<Livestream> streams;
    while (rows.next()) streams.push_back(read_stream(rows));
    return streams;
}

std::string cursor_of(const Livestream& stream) {
    return stream.code;
}

void insert(WriteTx& tx, const Livestream& stream) {
    tx.execute("INSERT INTO livestreams (" STREAM_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)",
               stream.id, stream.event, stream.code, stream.name, stream.operator_name, stream.url);
}

void update(WriteTx& tx, const Livestream& stream) {
    tx.execute(
        "UPDATE livestreams SET code = $2, name = $3, operator_name = $4, url = $5 WHERE id = $1",
        stream.id, stream.code, stream.name, stream.operator_name, stream.url);
}

void erase(WriteTx& tx, const StreamId& id) {
    tx.execute("DELETE FROM livestreams WHERE id = $1", id);
}

}  // namespace kinhmoi::store
