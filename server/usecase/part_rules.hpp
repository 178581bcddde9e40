// SPDX-License-Identifier: Apache-2.0
// What the verbs of event_parts.hpp must know of each kind of part: how to find it, which rules and
// references bind it, and what uses it.
#pragma once

#include <optional>
#include <vector>

#include "common/domain/account.hpp"
#include "common/domain/document.hpp"
#include "common/domain/participant_group.hpp"
#include "common/domain/quota.hpp"
#include "common/domain/site.hpp"
#include "server/store/rows/page.hpp"
#include "server/usecase/refusals.hpp"

namespace kinhmoi::usecase {

template <class Part>
using IdOf = decltype(Part::id);

/// find: scoped; list: what the actor may see; faults: paths without "/"; is_taken: another part
/// of the event holds its key; taken: the refusal for that.
#define PART_RULES(Part, audit_word, noun_vi, noun_en)                                             \
    template <>                                                                                    \
    struct PartRules<Part> {                                                                       \
        static constexpr const char* word = audit_word;                                            \
        static constexpr Noun noun{noun_vi, noun_en};                                              \
        static std::optional<Part> find(store::ReadTx& tx, const Actor& actor,                     \
                                        const IdOf<Part>& id);                                     \
        static std::vector<Part> list(store::ReadTx& tx, const Actor& actor, const EventId& event, \
                                      const store::Page& page);                                    \
        static std::vector<FieldFault> faults(store::ReadTx& tx, const Part& part);                \
        static bool is_taken(store::ReadTx& tx, const Part& part);                                 \
        static Failure taken();                                                                    \
        static std::vector<Use> uses(store::ReadTx& tx, const Part& part);                         \
    }

template <class Part>
struct PartRules;
PART_RULES(Site, "site", "điểm cầu", "site");
PART_RULES(Gate, "gate", "cửa", "gate");
PART_RULES(ParticipantGroup, "group", "thành phần", "group");
PART_RULES(Quota, "quota", "chỉ tiêu", "quota");
PART_RULES(Contact, "contact", "đầu mối liên hệ", "contact");
PART_RULES(Task, "task", "nhiệm vụ", "task");
PART_RULES(Document, "document", "văn bản", "document");
PART_RULES(Livestream, "stream", "kênh phát trực tuyến", "livestream");

#undef PART_RULES

/// Only who sets an event up sees a group by its full name.
ParticipantGroup shown_to(const Actor& actor, ParticipantGroup group);
template <class Part>
Part shown_to(const Actor&, Part part) {
    return part;
}

/// Once lists were begun, a quota keeps its place and a group keeps its kind of people.
Result<void> change_allowed(store::ReadTx& tx, const Quota& before, const Quota& after);
Result<void> change_allowed(store::ReadTx& tx, const ParticipantGroup& before,
                            const ParticipantGroup& after);
/// A gate that has door devices keeps its site.
Result<void> change_allowed(store::ReadTx& tx, const Gate& before, const Gate& after);
/// A document that others refer to keeps its code.
Result<void> change_allowed(store::ReadTx& tx, const Document& before, const Document& after);
template <class Part>
Result<void> change_allowed(store::ReadTx&, const Part&, const Part&) {
    return {};
}

}  // namespace kinhmoi::usecase
