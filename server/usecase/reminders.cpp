// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/reminders.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "common/base/phone.hpp"
#include "common/base/text.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/contact_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/list_tally_rows.hpp"
#include "server/store/rows/scope.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr int all_of_them = std::numeric_limits<int>::max() - 1;  // one more is asked for

int& count_of(ListTotals& totals, ListState state) {
    switch (state) {
        case ListState::draft:
            break;
        case ListState::returned:
            return totals.returned;
        case ListState::submitted:
            return totals.submitted;
        case ListState::approved:
            return totals.approved;
        case ListState::locked:
            return totals.locked;
    }
    return totals.draft;
}

std::string moment_vi(Instant at, const std::string& zone) {
    const std::string clock = rfc3339_local(at, zone).substr(11, 5);
    return clock.substr(0, 2) + " giờ " + clock.substr(3) + " phút, ngày " +
           short_date_vi(local_date(zone, at));
}

/// As people say it: "17 giờ, ngày 22/5/2026".
std::string spoken_moment_vi(Instant at, const std::string& zone) {
    const std::string clock = rfc3339_local(at, zone).substr(11, 5);
    const std::string minute = clock.substr(3);
    return clock.substr(0, 2) + " giờ" + (minute == "00" ? "" : " " + minute + " phút") +
           ", ngày " + short_date_vi(local_date(zone, at));
}

/// The cut-off is the first late moment: midnight is the end of the day before, and what is no
/// round time is the minute after one.
std::string until_vi(Instant late_from, const std::string& zone) {
    const std::string clock = rfc3339_local(late_from, zone).substr(11, 5);
    const Instant last = late_from + -minute_ms;
    if (clock == "00:00") return "đến hết ngày " + short_date_vi(local_date(zone, last));
    const bool is_round = clock.back() == '0' || clock.back() == '5';
    return is_round ? "trước " + spoken_moment_vi(late_from, zone)
                    : "chậm nhất " + spoken_moment_vi(last, zone);
}

std::string days_left_vi(Instant now, Instant late_from, const std::string& zone) {
    const auto day_of = [&](Instant at) { return days_since_epoch(local_date(zone, at)); };
    const auto days = day_of(late_from + -1) - day_of(now);
    return days == 0 ? "hôm nay là ngày cuối" : "còn " + std::to_string(days) + " ngày";
}

std::string deadline_vi(const ListSummary& list) {
    if (!list.late_from) return "chưa ấn định hạn gửi";
    const std::string until = until_vi(*list.late_from, list.time_zone);
    if (list.as_of >= *list.late_from) return "đã quá hạn (" + until + ")";
    return "hạn gửi " + until + " (" + days_left_vi(list.as_of, *list.late_from, list.time_zone) +
           ")";
}

std::string line_of(const ListSummary& list) {
    const DelegateList& head = list.entry.list;
    std::string line = "- " + list.entry.group_name + ", " + list.entry.site_name;
    if (!list.quota.text.empty()) line += " (chỉ tiêu: " + list.quota.text + ")";
    else if (list.quota.max) line += " (chỉ tiêu: " + std::to_string(*list.quota.max) + ")";
    line += ": " + deadline_vi(list);
    if (head.state == ListState::returned)
        line += "; danh sách đã được trả lại để bổ sung: " + head.return_reason;
    else if (head.use.persons > 0)
        line += "; đã nhập " + std::to_string(head.use.persons) + " người, chưa gửi";
    return line + ".\n";
}

/// Whom to ask: a contact of who receives the lists, else the first one.
std::optional<Contact> contact_of(store::ReadTx& tx, const Event& event) {
    const auto contacts = store::load_contacts(tx, event.id);
    for (const auto& wanted : {event.receiving_unit, event.receiving_agency}) {
        for (const Contact& contact : contacts)
            if (wanted && contact.agency == wanted) return contact;
    }
    if (contacts.empty()) return std::nullopt;
    return contacts.front();
}

std::string joined(std::initializer_list<std::string> words) {
    std::string out;
    for (const std::string& word : words) {
        if (word.empty()) continue;
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

/// What all the letters of an event end with.
std::string closing(store::ReadTx& tx, const Event& event, const std::string& public_url) {
    std::string text;
    if (event.receiving_agency) {
        text += "Danh sách gửi về " + store::agency_name(tx, *event.receiving_agency);
        if (event.receiving_unit)
            text += " (qua " + store::agency_name(tx, *event.receiving_unit) + ")";
        text += ", cập nhật tại " + public_url + ".\n";
    } else {
        text += "Danh sách cập nhật tại " + public_url + ".\n";
    }
    if (const auto contact = contact_of(tx, event)) {
        text +=
            "Đầu mối liên hệ: " + joined({contact->form_of_address, contact->rank, contact->name});
        if (!contact->position.empty()) text += ", " + contact->position;
        if (!contact->phone.empty()) text += ", điện thoại " + phone_display(contact->phone);
        text += ".\n";
    }
    return text + "Trân trọng./.\n";
}

std::string letter(const Event& event, const Reminder& reminder, const std::string& end) {
    const CivilDate day = local_date(event.time_zone, event.starts_at);
    std::string text = "Kính gửi: " + reminder.agency_name + "\n\n";
    text += "Để chuẩn bị cho " + event.title + ", tổ chức lúc " +
            moment_vi(event.starts_at, event.time_zone) + " (" + weekday_vi(day) +
            "), đề nghị quý cơ quan gửi danh sách đại biểu tham dự còn thiếu:\n";
    for (const ListSummary& list : reminder.lists) text += line_of(list);
    if (reminder.is_overdue)
        text += "Trường hợp có khó khăn, đề nghị trao đổi ngay với đầu mối liên hệ.\n";
    return text + end;
}

}  // namespace

Result<ListTotals> list_totals(store::ReadTx& tx, const Actor& actor, store::PlaceFilter place) {
    const auto event = store::find_event(tx, actor, place.event);
    if (!event) return no_such_event();
    if (const auto own = store::scope_of(actor).only_agency()) {
        if (place.agency && place.agency != own) return ListTotals{};
        place.agency = own;
    }
    ListTotals totals;
    for (const store::ListTally& tally : store::tally_lists(tx, place)) {
        const auto late_from = effective_late_from(event->deadline, tally.quota.deadline,
                                                   tally.extension, event->time_zone);
        const int lists = tally.lists;
        totals.lists += lists;
        totals.persons += lists * tally.use.persons;
        count_of(totals, tally.state) += lists;
        if (!tally.is_begun) totals.not_begun += lists;
        if (tally.is_late) totals.late += lists;
        if (is_overdue(tally.state, late_from, tx.now())) totals.overdue += lists;
        // Of a draft nobody knows yet how long it will be.
        if (is_sent(tally.state) && is_over(judge(tally.quota, tally.use).fit))
            totals.over += lists;
    }
    return totals;
}

Result<std::vector<Reminder>> reminders(store::ReadTx& tx, const Actor& actor, const EventId& id,
                                        const std::string& public_url) {
    const auto event = store::find_event(tx, actor, id);
    if (!event) return no_such_event();
    OverviewFilter filter;
    filter.where.event = id;
    filter.is_sent = false;
    const auto lists = list_overview(tx, actor, filter, std::nullopt, all_of_them);
    if (!lists) return lists.error();

    std::map<AgencyId, Reminder> by_agency;
    for (const ListSummary& list : lists->items) {
        Reminder& reminder = by_agency[list.entry.list.agency];
        reminder.agency = list.entry.list.agency;
        reminder.agency_name = list.entry.agency_name;
        reminder.is_overdue = reminder.is_overdue || is_overdue(list);
        reminder.lists.push_back(list);
    }
    const std::string end = closing(tx, *event, public_url);
    std::vector<Reminder> all;
    for (auto& [agency, reminder] : by_agency) {
        reminder.text = letter(*event, reminder, end);
        all.push_back(std::move(reminder));
    }
    std::sort(all.begin(), all.end(), [](const Reminder& a, const Reminder& b) {
        if (a.is_overdue != b.is_overdue) return a.is_overdue;
        return search_key(a.agency_name) < search_key(b.agency_name);
    });
    return all;
}

}  // namespace kinhmoi::usecase
