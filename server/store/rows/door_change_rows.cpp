// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/door_change_rows.hpp"

#include <algorithm>

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

constexpr std::pair<DoorTopic, const char*> topics[] = {
    {DoorTopic::pass, "pass"},           {DoorTopic::key, "key"},
    {DoorTopic::admission, "admission"}, {DoorTopic::incident, "incident"},
    {DoorTopic::event, "event"},
};

const char* name_of(DoorTopic topic) {
    for (const auto& [value, name] : topics)
        if (value == topic) return name;
    return "";
}

std::optional<DoorTopic> parse_topic(std::string_view text) {
    for (const auto& [value, name] : topics)
        if (text == name) return value;
    return std::nullopt;
}

std::vector<PassId> passes_of(std::span<const std::uint8_t> column) {
    if (column.size() % PassId::size != 0)
        throw StoreError(Fault::corrupt, "door_changes.passes is no row of ids");
    std::vector<PassId> passes(column.size() / PassId::size);
    auto from = column.begin();
    for (PassId& pass : passes) {
        std::copy_n(from, PassId::size, pass.bytes.begin());
        from += PassId::size;
    }
    return passes;
}

}  // namespace

void note_door_change(WriteTx& tx, const EventId& event, DoorTopic topic,
                      const std::optional<PassId>& pass,
                      const std::optional<IncidentId>& incident) {
    tx.execute(
        "INSERT INTO door_changes (event_id, topic, passes, subject) VALUES ($1, $2, $3, $4)",
        event, name_of(topic), pass, incident);
    const bool is_set_up = topic != DoorTopic::admission && topic != DoorTopic::incident;
    if (is_set_up) tx.changes().touch(event);
    else tx.changes().touch_doors(event);
}

#define NOTE_PASSES                                                                            \
    "INSERT INTO door_changes (event_id, topic, passes) SELECT p.event_id, 'pass', p.id FROM " \
    "passes p "

void note_passes_of_event(WriteTx& tx, const EventId& event) {
    tx.execute(NOTE_PASSES "WHERE p.event_id = $1", event);
    tx.changes().touch(event);
}

void note_passes_of_group(WriteTx& tx, const ParticipantGroup& group) {
    tx.execute(NOTE_PASSES "WHERE p.event_id = $1 AND p.group_id = $2", group.event, group.id);
    tx.changes().touch(group.event);
}

std::vector<EventId> note_passes_of_agency(WriteTx& tx, const AgencyId& agency) {
    tx.execute(NOTE_PASSES "JOIN delegates d ON d.id = p.delegate_id WHERE d.agency_id = $1",
               agency);
    std::vector<EventId> events;
    auto rows = tx.query(
        "SELECT event_id FROM quotas WHERE agency_id = $1 UNION "
        "SELECT event_id FROM delegates WHERE agency_id = $1",
        agency);
    while (rows.next()) events.push_back(rows.get<EventId>(0));
    for (const EventId& event : events) tx.changes().touch(event);
    return events;
}

std::vector<std::uint8_t> passes_column(std::span<const PassId> passes) {
    std::vector<std::uint8_t> column;
    column.reserve(passes.size() * PassId::size);
    for (const PassId& pass : passes)
        column.insert(column.end(), pass.bytes.begin(), pass.bytes.end());
    return column;
}

DoorChangesPart door_changes_since(ReadTx& tx, const EventId& event, std::int64_t version,
                                   int limit) {
    // One row more than could be needed tells whether something follows.
    auto rows = tx.query(
        "SELECT seq, topic, passes, subject FROM door_changes "
        "WHERE seq > $1 AND event_id = $2 ORDER BY seq LIMIT $3",
        version, event, limit + 1);
    DoorChangesPart part;
    while (rows.next()) {
        if (part.changes.size() >= static_cast<std::size_t>(limit)) {
            part.has_more = true;
            break;
        }
        DoorChange change;
        std::string topic;
        std::optional<std::vector<std::uint8_t>> passes;
        rows.read(change.seq, topic, passes, change.incident);
        change.topic = word_of<DoorTopic>(parse_topic, topic);
        if (!passes) {
            part.changes.push_back(change);
            continue;
        }
        for (const PassId& pass : passes_of(*passes)) {
            change.pass = pass;
            part.changes.push_back(change);
        }
    }
    return part;
}

std::int64_t door_version(ReadTx& tx, const EventId& event) {
    auto rows = tx.query(
        "SELECT seq FROM door_changes WHERE event_id = $1 ORDER BY seq DESC LIMIT 1", event);
    return rows.next() ? rows.get<std::int64_t>(0) : 0;
}

}  // namespace kinhmoi::store
