// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/attendees.hpp"

#include <map>

#include "common/base/phone.hpp"
#include "qr/short_number.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/attendee_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/party_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

std::string joined(const std::string& first, const std::string& second) {
    return first.empty() || second.empty() ? first + second : first + " " + second;
}

std::string phone_text(const std::string& e164) {
    return e164.empty() ? std::string() : phone_display(e164);
}

class Reader {
public:
    Reader(store::ReadTx& tx, const EventId& event) : tx_(tx) {
        for (Site& site : store::load_sites(tx, event)) sites_[site.id] = std::move(site.name);
        for (ParticipantGroup& group : store::load_groups(tx, event))
            groups_[group.id] = std::move(group);
        for (Party& party : store::parties_of_event(tx, event))
            parties_[party.id] = std::move(party);
    }

    std::vector<Attendee> read(const std::vector<store::AttendeeRow>& rows) {
        for (const store::AttendeeRow& row : rows) {
            if (row.delegate.status != DelegateStatus::substituted)
                names_[row.delegate.id] = name_of_person(row.delegate);
        }
        for (const store::AttendeeRow& row : rows) add(row);
        return std::move(items_);
    }

private:
    void add(const store::AttendeeRow& row) {
        const Delegate& delegate = row.delegate;
        const ParticipantGroup& group = groups_[delegate.group];
        const bool is_seated = holds_seat(delegate.status);
        const bool is_of_party = group.pass_mode == PassMode::party && delegate.party;
        // A party that everybody left still has whom the doors let in by its pass.
        if (is_of_party && (is_seated || (row.is_party_pass && row.came > 0))) add_to_party(row);
        if (is_of_party && is_seated && group.is_minors) return;
        const bool came_alone = row.came > 0 && !row.is_party_pass;
        if (is_seated || delegate.status == DelegateStatus::substituted || came_alone)
            items_.push_back(attendee(row, !is_of_party || came_alone));
    }

    Attendee place_of(const Delegate& delegate) {
        Attendee out;
        const ParticipantGroup& group = groups_[delegate.group];
        out.site_name = sites_[delegate.site];
        out.group_label = label_of(group);
        out.agency_name = agency_of(delegate.agency);
        out.is_minor = group.is_minors;
        out.seat = delegate.seat;
        out.status = delegate.status;
        return out;
    }

    /// A party's members are counted by its line, unless one has a pass and no seat.
    Attendee attendee(const store::AttendeeRow& row, bool is_counted) {
        const Delegate& delegate = row.delegate;
        const Person& person = delegate.person;
        Attendee out = place_of(delegate);
        out.name = out.is_minor ? child_label(delegate) : name_of_person(delegate);
        out.organization = person.organization.empty() ? out.agency_name : person.organization;
        out.is_walk_in = delegate.is_walk_in;
        out.gave_notice = gave_notice(delegate);
        const bool is_expected = holds_seat(delegate.status) && !delegate.is_walk_in;
        if (is_counted)
            out.turnout = {is_expected ? 1 : 0, is_expected && out.gave_notice ? 1 : 0, row.came};
        out.first_in_at = row.first_in_at;
        if (row.short_number)
            out.short_number = qr::format_short_number(qr::ShortNumber{*row.short_number});
        if (delegate.substituted_by) out.substitute = substitute_of(delegate, out.is_minor);
        if (out.is_minor) return out;
        out.position = joined(person.rank, person.position);
        out.phone = phone_text(person.phone);
        out.note = person.note;
        out.excuse = delegate.excuse;
        return out;
    }

    /// The first member begins the party's line, the others add themselves.
    void add_to_party(const store::AttendeeRow& row) {
        const Delegate& delegate = row.delegate;
        const auto [at, is_new] = party_lines_.try_emplace(*delegate.party, items_.size());
        if (is_new) items_.push_back(party_line(row));
        Attendee& line = items_[at->second];
        // One pass of all of them counts once.
        if (is_new || !row.is_party_pass) line.turnout.came += row.came;
        if (row.first_in_at) line.first_in_at = row.first_in_at;
        if (row.short_number)
            line.short_number = qr::format_short_number(qr::ShortNumber{*row.short_number});
        if (!holds_seat(delegate.status)) return;
        line.status = delegate.status;
        line.turnout.seats += 1;
        if (gave_notice(delegate)) line.turnout.gave_notice += 1;
        if (!line.is_minor && delegate.excused_at) {
            if (!line.excuse.empty()) line.excuse += "; ";
            line.excuse += name_of_person(delegate) + ": " + delegate.excuse;
        }
        line.name = "Đoàn " + line.organization + " (" + std::to_string(line.turnout.seats) +
                    (line.is_minor ? " thiếu nhi)" : " người)") + speaker_of(row, line.is_minor);
    }

    Attendee party_line(const store::AttendeeRow& row) {
        const Party& party = parties_[*row.delegate.party];
        Attendee out = place_of(row.delegate);
        out.is_party = true;
        out.organization = party.name.empty() ? out.agency_name : party.name;
        out.name = "Đoàn " + out.organization + speaker_of(row, out.is_minor);
        out.phone = phone_text(party.leader_phone);
        if (!party.leader_name.empty()) out.note = "Trưởng đoàn: " + party.leader_name;
        return out;
    }

    /// Whom to ask about a party of adults; a party of children has its leader in a note.
    std::string speaker_of(const store::AttendeeRow& row, bool is_minor) {
        if (is_minor) return {};
        const Party& party = parties_[*row.delegate.party];
        if (!party.leader_name.empty()) return ", trưởng đoàn: " + party.leader_name;
        const auto holder = row.holder ? names_.find(*row.holder) : names_.end();
        return holder == names_.end() ? std::string() : ", người giữ thẻ: " + holder->second;
    }

    static bool gave_notice(const Delegate& delegate) {
        return delegate.excused_at || delegate.status == DelegateStatus::declined;
    }
    static std::string name_of_person(const Delegate& delegate) {
        return joined(delegate.person.honorific, delegate.person.full_name);
    }
    std::string child_label(const Delegate& delegate) {
        const auto key = std::make_pair(delegate.quota, delegate.person.organization);
        return door_label(delegate.person, true, false, ++children_[key]);
    }
    std::string substitute_of(const Delegate& delegate, bool is_minor) {
        if (is_minor) return label_of(groups_[delegate.group]);
        const auto found = names_.find(*delegate.substituted_by);
        return found == names_.end() ? std::string() : found->second;
    }
    const std::string& agency_of(const AgencyId& id) {
        const auto [at, is_new] = agencies_.try_emplace(id);
        if (is_new) at->second = store::agency_name(tx_, id);
        return at->second;
    }

    store::ReadTx& tx_;
    std::map<SiteId, std::string> sites_;
    std::map<GroupId, ParticipantGroup> groups_;
    std::map<PartyId, Party> parties_;
    std::map<AgencyId, std::string> agencies_;
    std::map<DelegateId, std::string> names_;
    std::map<PartyId, std::size_t> party_lines_;
    std::map<std::pair<QuotaId, std::string>, int> children_;
    std::vector<Attendee> items_;
};

}  // namespace

Result<AttendeeList> attendees(store::ReadTx& tx, const Actor& actor, const EventId& id,
                               store::DelegateSort sort) {
    auto event = store::find_event(tx, actor, id);
    if (!event) return no_such_event();
    const std::optional<AgencyId> agency = actor.role == Role::clerk ? actor.agency : std::nullopt;
    const auto rows = store::attendees_of_event(tx, id, agency, sort);
    return AttendeeList{std::move(*event), tx.now(), Reader(tx, id).read(rows)};
}

Result<void> note_export(store::WriteTx& tx, const Actor& actor, const EventId& event,
                         std::string_view action, std::string_view detail) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    audit(tx, actor, action, event, to_text(event), detail);
    return {};
}

}  // namespace kinhmoi::usecase
