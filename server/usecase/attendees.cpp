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
        const bool is_shown =
            holds_seat(delegate.status) || delegate.status == DelegateStatus::substituted;
        if (!is_shown) return;
        const ParticipantGroup& group = groups_[delegate.group];
        const bool comes_as_party = group.is_minors && group.pass_mode == PassMode::party &&
                                    delegate.party && holds_seat(delegate.status);
        if (comes_as_party) add_to_party(row);
        else items_.push_back(attendee(row));
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

    Attendee attendee(const store::AttendeeRow& row) {
        const Delegate& delegate = row.delegate;
        const Person& person = delegate.person;
        Attendee out = place_of(delegate);
        out.name = out.is_minor ? child_label(delegate) : name_of_person(delegate);
        out.organization = person.organization.empty() ? out.agency_name : person.organization;
        out.is_walk_in = delegate.is_walk_in;
        out.gave_notice = delegate.excused_at || delegate.status == DelegateStatus::declined;
        out.present = row.present;
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
        if (is_new) {
            const Party& party = parties_[*delegate.party];
            Attendee out = place_of(delegate);
            out.organization = party.name;
            out.phone = phone_text(party.leader_phone);
            if (!party.leader_name.empty()) out.note = "Trưởng đoàn: " + party.leader_name;
            out.persons = 0;
            items_.push_back(std::move(out));
        }
        Attendee& line = items_[at->second];
        line.persons += 1;
        line.name =
            "Đoàn " + line.organization + " (" + std::to_string(line.persons) + " thiếu nhi)";
        line.present += row.present;
        if (row.first_in_at) line.first_in_at = row.first_in_at;
        if (row.short_number)
            line.short_number = qr::format_short_number(qr::ShortNumber{*row.short_number});
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
