// SPDX-License-Identifier: Apache-2.0
// The feed of what doors must hear of. seq grows by one a change over all events; a door's list
// version is the newest seq it has seen of its event.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/domain/participant_group.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::store {

enum class DoorTopic {
    pass,       ///< issued, re-issued, revoked, moved, or its label changed
    key,        ///< a key of the event
    admission,  ///< somebody came or went
    incident,
    event,  ///< times, gates, policies
};

struct DoorChange {
    std::int64_t seq = 0;  ///< the same of all that became known together
    DoorTopic topic = DoorTopic::pass;
    std::optional<PassId> pass;          ///< pass, admission
    std::optional<IncidentId> incident;  ///< incident
};

/// Also notes the event in the transaction's changes.
void note_door_change(WriteTx& tx, const EventId& event, DoorTopic topic,
                      const std::optional<PassId>& pass = {},
                      const std::optional<IncidentId>& incident = {});
/// The same of every pass whose line may read differently now: of an event, or of those of one
/// group or agency.
void note_passes_of_event(WriteTx& tx, const EventId& event);
void note_passes_of_group(WriteTx& tx, const ParticipantGroup& group);
/// The events that name the agency in a quota or hold passes of its delegates.
std::vector<EventId> note_passes_of_agency(WriteTx& tx, const AgencyId& agency);
/// The column of several passes; at most most_passes_a_change of them.
std::vector<std::uint8_t> passes_column(std::span<const PassId> passes);
inline constexpr std::size_t most_passes_a_change = 16;

struct DoorChangesPart {
    std::vector<DoorChange> changes;  ///< oldest first; those of one seq are never parted
    bool has_more = false;
};
/// What follows the version, up to the seq with which limit is reached.
DoorChangesPart door_changes_since(ReadTx& tx, const EventId& event, std::int64_t version,
                                   int limit);
/// The event's newest version; 0 when nothing ever changed.
std::int64_t door_version(ReadTx& tx, const EventId& event);

}  // namespace kinhmoi::store
