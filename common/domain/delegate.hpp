// SPDX-License-Identifier: Apache-2.0
// A delegate (đại biểu): one person on one quota; with the party and consents of children.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "common/domain/participant_group.hpp"

namespace kinhmoi {

enum class DelegateStatus {
    nominated,    ///< on a submitted list
    approved,     ///< the organizer said yes; expected at the door
    invited,      ///< the invitation went out
    accepted,     ///< said they come
    declined,     ///< said they do not
    substituted,  ///< another person comes instead; history
    cancelled     ///< taken off
};
const char* name_of(DelegateStatus status);
std::optional<DelegateStatus> parse_delegate_status(std::string_view text);
/// approved, invited, accepted or declined: holds a seat and counts as expected.
bool holds_seat(DelegateStatus status);
/// nominated or holding a seat.
bool is_live(DelegateStatus status);

enum class AgeBand { under_7, from_7_to_15, from_16 };
const char* name_of(AgeBand band);  ///< "under_7" | "7_to_15" | "16_plus"
std::optional<AgeBand> parse_age_band(std::string_view text);

enum class Answer { no, yes, not_applicable };
const char* name_of(Answer answer);
std::optional<Answer> parse_answer(std::string_view text);

/// Consents for a child, each for one purpose. Unknown is absent, never yes.
struct Consents {
    std::optional<Answer> guardian_attend;
    std::optional<Answer> child_attend;  ///< from 7 years; not_applicable below
    std::optional<Answer> photo;
    std::optional<Answer> named;  ///< the name may be published
    bool operator==(const Consents&) const = default;
};

/// What a clerk types about a person: a row of a list. Adults leave the children's fields empty;
/// a group marked minors may not carry phone, email, position, rank, honorific or note.
struct Person {
    std::string full_name;  ///< as typed, NFC
    std::string honorific;  ///< "Ông", "Đ/c"
    std::string rank;       ///< "Thượng tá"
    std::string position;
    std::string organization;  ///< đơn vị công tác; a child's school
    std::string phone;         ///< E.164 or empty
    std::string email;
    std::string note;
    std::optional<AgeBand> age_band;
    std::string leader_name;   ///< trưởng đoàn
    std::string leader_phone;  ///< E.164
    Consents consents;
    bool operator==(const Person&) const = default;
};

struct Delegate {
    DelegateId id;
    EventId event;
    QuotaId quota;
    SiteId site;
    GroupId group;
    AgencyId agency;
    std::optional<ListId> list;    ///< none for a walk-in
    std::optional<PartyId> party;  ///< đoàn
    Person person;
    DelegateStatus status = DelegateStatus::nominated;
    int ordinal = 0;        ///< protocol order within the list
    std::string seat;       ///< vị trí ngồi
    std::string door_note;  ///< what the desk should see: "Xe lăn"
    bool is_walk_in = false;
    std::optional<Instant> excused_at;  ///< vắng có lý do
    std::string excuse;
    std::optional<DelegateId> substitutes_for;
    std::optional<DelegateId> substituted_by;
    Instant created_at;
    Instant updated_at;
    std::optional<Instant> erased_at;  ///< the person was erased; all text about them is empty
    bool operator==(const Delegate&) const = default;
};

/// A delegation that arrives together, led by one adult who holds the pass.
struct Party {
    PartyId id;
    EventId event;
    QuotaId quota;
    std::string name;  ///< the school
    std::string leader_name;
    std::string leader_phone;  ///< E.164
    bool operator==(const Party&) const = default;
};

/// Cleans a person as people type one: NFC, trimmed, phone to E.164. Never re-cases a name.
Person normalized(Person person);
/// The person without the texts that a list of this group may not hold: what is never collected
/// about children is not stored either, not even in a draft.
Person without_forbidden(Person person, const ParticipantGroup& group);
/// Every fault of a person in a list of this group; path is "full_name", "consents/photo", ….
std::vector<FieldFault> person_faults(const Person& person, const ParticipantGroup& group);
/// Up to 40 characters. Of a child no free text: one of a few words that name what the desk does
/// and not why.
std::optional<FieldFault> door_note_fault(const std::string& note, bool is_minor);
/// Equal for the same person however typed: identity_key(name) plus phone, else organization.
std::string identity_of(const Person& person);
/// "Nguyễn V. An" from "Nguyễn Văn An": what a door shows under the short policy.
std::string short_name(std::string_view full_name);
/// What a door may show of a person: adults by policy; a child as delegation and number.
std::string door_label(const Person& person, bool is_minor, bool full_name_allowed, int number);
/// The key that groups children into parties: school and leader.
std::string party_key(const Person& person);

}  // namespace kinhmoi
