// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/invitation.hpp"

#include <cassert>
#include <initializer_list>

#include "server/store/rows/contact_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/livestream_rows.hpp"
#include "server/store/rows/party_rows.hpp"
#include "server/store/rows/site_rows.hpp"

namespace kinhmoi::usecase {
namespace {

std::string joined(std::initializer_list<std::string_view> words) {
    std::string out;
    for (const std::string_view word : words) {
        if (word.empty()) continue;
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

std::string label_of(store::ReadTx& tx, const store::PassRow& row, const Delegate& delegate) {
    if (row.party) {
        const auto party = store::load_party(tx, *row.party);
        return party ? party->name : std::string();
    }
    const Person& person = delegate.person;
    if (row.pass.is_minor) return person.organization;
    return joined({person.honorific, person.rank, person.full_name});
}

std::vector<InvitationContact> contacts_of(store::ReadTx& tx, const EventId& event) {
    std::vector<InvitationContact> contacts;
    for (const Contact& contact : store::load_contacts(tx, event))
        contacts.push_back({joined({contact.form_of_address, contact.rank, contact.name}),
                            contact.position, contact.phone, contact.purpose});
    return contacts;
}

std::vector<InvitationStream> streams_of(store::ReadTx& tx, const EventId& event) {
    std::vector<InvitationStream> streams;
    for (const Livestream& stream : store::load_streams(tx, event))
        if (!stream.url.empty()) streams.push_back({stream.name, stream.url});
    return streams;
}

}  // namespace

std::string label_of_pass(store::ReadTx& tx, const store::PassRow& row) {
    const auto delegate = store::load_delegate(tx, row.pass.delegate);
    assert(delegate);
    return label_of(tx, row, *delegate);
}

Result<store::PassRow> presented_pass(store::ReadTx& tx, const PresentedPass& presented) {
    auto row = store::load_pass(tx, presented.id);
    if (row && presented.issue < row->min_issue) {
        return Failure(FailureKind::gone, {"Thẻ này đã được thay bằng thẻ khác.",
                                           "This pass was replaced by another one."});
    }
    // A signed code that is not ours word for word: made with a stolen key, or before a restore.
    if (!row || presented.issue != row->pass.issue || presented.kid != row->pass.kid)
        return Failure(FailureKind::not_found, {"Không tìm thấy thẻ.", "No such pass."});
    return std::move(*row);
}

Result<Invitation> invitation(store::ReadTx& tx, const PresentedPass& presented) {
    const auto row = presented_pass(tx, presented);
    if (!row) return row.error();
    const Pass& pass = row->pass;
    const auto delegate = store::load_delegate(tx, pass.delegate);
    const auto event = store::load_event(tx, pass.event);
    const auto site = store::load_site(tx, pass.site);
    const auto group = store::load_group(tx, pass.group);
    assert(delegate && event && site && group);
    if (delegate->erased_at) {
        return Failure(FailureKind::gone, {"Thẻ này không còn thông tin.",
                                           "Nothing is kept about this pass any more."});
    }
    Invitation view;
    view.event_title = event->title;
    view.starts_at = event->starts_at;
    view.ends_at = event->ends_at;
    view.is_time_tentative = event->is_time_tentative;
    view.time_zone = event->time_zone;
    view.site_name = site->name;
    view.venue = site->venue;
    view.address = site->address;
    view.notes = event->notes;
    if (!row->party) view.seat = delegate->seat;
    view.badge_label = kinhmoi::label_of(*group);
    view.label = label_of(tx, *row, *delegate);
    view.party_size = pass.party_size;
    view.short_number = pass.short_number;
    view.contacts = contacts_of(tx, event->id);
    view.streams = streams_of(tx, event->id);
    return view;
}

}  // namespace kinhmoi::usecase
