// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/event_parts.hpp"

#include "server/store/rows/contact_rows.hpp"
#include "server/store/rows/document_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/livestream_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/store/rows/task_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/door_notes.hpp"
#include "server/usecase/events.hpp"

namespace kinhmoi::usecase {
namespace {

template <class Part>
constexpr bool is_known_at_doors =
    std::is_same_v<Part, Site> || std::is_same_v<Part, Gate> ||
    std::is_same_v<Part, ParticipantGroup> || std::is_same_v<Part, Quota>;

template <class Part>
void note(store::WriteTx& tx, const Actor& actor, const char* verb, const EventId& event,
          const IdOf<Part>& id) {
    tx.changes().touch(event);
    if constexpr (is_known_at_doors<Part>) tell_doors_of_setting(tx, event);
    audit(tx, actor, std::string(PartRules<Part>::word) + "." + verb, event, to_text(id));
}

}  // namespace

template <class Part>
Result<std::vector<Part>> list_parts(store::ReadTx& tx, const Actor& actor, const EventId& event,
                                     const store::Page& page) {
    if (!store::sees_event(tx, actor, event)) return not_found(event_noun);
    auto parts = PartRules<Part>::list(tx, actor, event, page);
    for (Part& part : parts) part = shown_to(actor, std::move(part));
    return parts;
}

template <class Part>
Result<Part> get_part(store::ReadTx& tx, const Actor& actor, const IdOf<Part>& id) {
    auto part = PartRules<Part>::find(tx, actor, id);
    if (!part) return not_found(PartRules<Part>::noun);
    return shown_to(actor, std::move(*part));
}

template <class Part>
Result<Part> create_part(store::WriteTx& tx, const Actor& actor, const EventId& event, Part part) {
    using Rules = PartRules<Part>;
    if (!store::sees_event(tx, actor, event)) return not_found(event_noun);
    part.id = tx.new_id<IdOf<Part>>();
    part.event = event;
    auto faults = Rules::faults(tx, part);
    if (!faults.empty()) return invalid_fields(std::move(faults));
    if (Rules::is_taken(tx, part)) return Rules::taken();
    store::insert(tx, part);
    note<Part>(tx, actor, "create", event, part.id);
    return part;
}

template <class Part>
Result<Part> update_part(store::WriteTx& tx, const Actor& actor, const IdOf<Part>& id, Part part,
                         const Seen<Part>& seen) {
    using Rules = PartRules<Part>;
    const auto before = Rules::find(tx, actor, id);
    if (!before) return not_found(Rules::noun);
    if (auto same = refuse_if_changed(Rules::noun, seen, *before); !same) return same.error();
    part.id = id;
    part.event = before->event;
    auto faults = Rules::faults(tx, part);
    if (!faults.empty()) return invalid_fields(std::move(faults));
    if (Rules::is_taken(tx, part)) return Rules::taken();
    if (auto allowed = change_allowed(tx, *before, part); !allowed) return allowed.error();
    if (part == *before) return part;
    store::update(tx, part);
    if constexpr (std::is_same_v<Part, ParticipantGroup>) tell_doors(tx, *before, part);
    note<Part>(tx, actor, "update", part.event, id);
    return part;
}

template <class Part>
Result<void> delete_part(store::WriteTx& tx, const Actor& actor, const IdOf<Part>& id,
                         const Seen<Part>& seen) {
    using Rules = PartRules<Part>;
    const auto part = Rules::find(tx, actor, id);
    if (!part) return not_found(Rules::noun);
    if (auto same = refuse_if_changed(Rules::noun, seen, *part); !same) return same;
    if (auto unused = refuse_if_used(Rules::noun, Rules::uses(tx, *part)); !unused) return unused;
    store::erase(tx, id);
    note<Part>(tx, actor, "delete", part->event, id);
    return {};
}

#define INSTANTIATE(Part)                                                                         \
    template Result<std::vector<Part>> list_parts<Part>(store::ReadTx&, const Actor&,             \
                                                        const EventId&, const store::Page&);      \
    template Result<Part> get_part<Part>(store::ReadTx&, const Actor&, const IdOf<Part>&);        \
    template Result<Part> create_part<Part>(store::WriteTx&, const Actor&, const EventId&, Part); \
    template Result<Part> update_part<Part>(store::WriteTx&, const Actor&, const IdOf<Part>&,     \
                                            Part, const Seen<Part>&);                             \
    template Result<void> delete_part<Part>(store::WriteTx&, const Actor&, const IdOf<Part>&,     \
                                            const Seen<Part>&)

INSTANTIATE(Site);
INSTANTIATE(Gate);
INSTANTIATE(ParticipantGroup);
INSTANTIATE(Quota);
INSTANTIATE(Contact);
INSTANTIATE(Task);
INSTANTIATE(Document);
INSTANTIATE(Livestream);

#undef INSTANTIATE

}  // namespace kinhmoi::usecase
