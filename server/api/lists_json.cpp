// SPDX-License-Identifier: Apache-2.0
// Lists, delegates and persons as JSON.
#include "server/api/lists_json.hpp"

#include <algorithm>

#include "common/base/limits.hpp"
#include "server/api/entity_tag.hpp"
#include "server/api/nullable.hpp"

namespace kinhmoi::api {
namespace {

Json quota_json(const Quota& quota) {
    return {{"id", to_text(quota.id)},
            {"unit", name_of(quota.unit)},
            {"min", number_or_null(quota.min)},
            {"max", number_or_null(quota.max)},
            {"is_approximate", quota.is_approximate},
            {"seats_per_unit", number_or_null(quota.seats_per_unit)},
            {"invitation_mode", name_of(quota.invitation_mode)},
            {"text", quota.text}};
}

Json counts_json(const store::DelegateCounts& counts) {
    return {{"nominated", counts.nominated}, {"approved", counts.approved},
            {"invited", counts.invited},     {"accepted", counts.accepted},
            {"declined", counts.declined},   {"substituted", counts.substituted},
            {"cancelled", counts.cancelled}, {"excused", counts.excused},
            {"walk_ins", counts.walk_ins}};
}

/// From the server's clock; 0 once the cut-off has passed.
Json time_left_json(const usecase::ListSummary& summary) {
    if (!summary.late_from) return nullptr;
    return std::max<std::int64_t>(0, *summary.late_from - summary.as_of);
}

Json extension_json(const std::optional<Extension>& extension) {
    if (!extension) return nullptr;
    return {{"deadline_text", deadline_text_vi(extension->deadline)},
            {"reason", extension->reason}};
}

Json duplicates_json(const std::vector<usecase::RowDuplicate>& duplicates) {
    Json out = Json::array();
    for (const usecase::RowDuplicate& duplicate : duplicates) {
        out.push_back({{"row", duplicate.row},
                       {"other_row", number_or_null(duplicate.other_row)},
                       {"other_list", id_or_null(duplicate.other_list)}});
    }
    return out;
}

}  // namespace

Json person_json(const Person& p) {
    return {{"full_name", p.full_name},
            {"honorific", p.honorific},
            {"rank", p.rank},
            {"position", p.position},
            {"organization", p.organization},
            {"phone", p.phone},
            {"email", p.email},
            {"note", p.note},
            {"age_band", name_or_null(p.age_band)},
            {"leader_name", p.leader_name},
            {"leader_phone", p.leader_phone},
            {"consents",
             {{"guardian_attend", name_or_null(p.consents.guardian_attend)},
              {"child_attend", name_or_null(p.consents.child_attend)},
              {"photo", name_or_null(p.consents.photo)},
              {"named", name_or_null(p.consents.named)}}}};
}

Person person_of(ObjectReader& in) {
    const Length any{0, limits::cell_text};  // the rules of a person judge what is too long
    Person p;
    p.full_name = in.optional_text("full_name", any);
    p.honorific = in.optional_text("honorific", any);
    p.rank = in.optional_text("rank", any);
    p.position = in.optional_text("position", any);
    p.organization = in.optional_text("organization", any);
    p.phone = in.optional_text("phone", any);
    p.email = in.optional_text("email", any);
    p.note = in.optional_text("note", any);
    p.age_band = in.optional_word("age_band", &parse_age_band);
    p.leader_name = in.optional_text("leader_name", any);
    p.leader_phone = in.optional_text("leader_phone", any);
    if (auto consents = in.optional_object("consents")) {
        p.consents.guardian_attend = consents->optional_word("guardian_attend", &parse_answer);
        p.consents.child_attend = consents->optional_word("child_attend", &parse_answer);
        p.consents.photo = consents->optional_word("photo", &parse_answer);
        p.consents.named = consents->optional_word("named", &parse_answer);
        consents->finish();
    }
    return p;
}

Json message_json(const Message& message) {
    return {{"vi", message.vi}, {"en", message.en}};
}

Json faults_json(const std::vector<FieldFault>& faults) {
    Json out = Json::array();
    for (const FieldFault& fault : faults) {
        out.push_back(
            {{"path", fault.path}, {"code", fault.code}, {"message", message_json(fault.message)}});
    }
    return out;
}

Json list_json(const usecase::ListSummary& summary) {
    const store::ListEntry& entry = summary.entry;
    const DelegateList& list = entry.list;
    const bool says_something = summary.judgement.fit != QuotaFit::fits;
    return {{"id", to_text(list.id)},
            {"event", to_text(list.event)},
            {"agency", {{"id", to_text(list.agency)}, {"name", entry.agency_name}}},
            {"group",
             {{"id", to_text(entry.group)},
              {"code", entry.group_code},
              {"label", entry.group_label},
              {"name", entry.group_name},
              {"is_minors", entry.is_minors}}},
            {"site",
             {{"id", to_text(entry.site)}, {"code", entry.site_code}, {"name", entry.site_name}}},
            {"quota", quota_json(summary.quota)},
            {"state", name_of(list.state)},
            {"revision", list.revision},
            {"version", list.version},
            {"persons", list.use.persons},
            {"organizations", list.use.organizations},
            {"fit", name_of(summary.judgement.fit)},
            {"over_by", summary.judgement.over_by},
            {"quota_message", says_something
                                  ? message_json(quota_message(summary.quota, summary.judgement))
                                  : Json(nullptr)},
            {"is_late", list.is_late},
            {"is_late_accepted", list.is_late_accepted},
            {"is_overrun_accepted", list.is_overrun_accepted},
            {"return_reason", list.return_reason},
            {"submitted_at", time_or_null(list.submitted_at, summary.time_zone)},
            {"submitted_by", id_or_null(list.submitted_by)},
            {"decided_at", time_or_null(list.decided_at, summary.time_zone)},
            {"cut_off", time_or_null(summary.late_from, summary.time_zone)},
            {"time_left_ms", time_left_json(summary)},
            {"is_overdue", usecase::is_overdue(summary)},
            {"extension", extension_json(summary.extension)},
            {"updated_at",
             list.revision > 0 ? time_or_null(list.updated_at, summary.time_zone) : Json(nullptr)},
            {"counts", counts_json(summary.counts)}};
}

Json list_detail_json(const usecase::ListDetail& detail) {
    Json out = list_json(detail.summary);
    out["rows"] = rows_json(detail.rows);
    out["faults"] = faults_json(detail.faults);
    out["duplicates"] = duplicates_json(detail.duplicates);
    return out;
}

Json rows_json(const std::vector<ListRow>& rows) {
    Json out = Json::array();
    for (const ListRow& row : rows) {
        Json item = {{"id", to_text(row.id)}, {"ordinal", row.ordinal}};
        item.update(person_json(row.person));
        out.push_back(std::move(item));
    }
    return out;
}

Json delegate_json(const Delegate& d, const std::string& zone) {
    return {{"id", to_text(d.id)},
            {"event", to_text(d.event)},
            {"quota", to_text(d.quota)},
            {"site", to_text(d.site)},
            {"group", to_text(d.group)},
            {"agency", to_text(d.agency)},
            {"list", id_or_null(d.list)},
            {"party", id_or_null(d.party)},
            {"person", person_json(d.person)},
            {"status", name_of(d.status)},
            {"ordinal", d.ordinal},
            {"seat", d.seat},
            {"door_note", d.door_note},
            {"is_walk_in", d.is_walk_in},
            {"excused_at", time_or_null(d.excused_at, zone)},
            {"excuse", d.excuse},
            {"substitutes_for", id_or_null(d.substitutes_for)},
            {"substituted_by", id_or_null(d.substituted_by)},
            {"created_at", time_or_null(d.created_at, zone)},
            {"updated_at", time_or_null(d.updated_at, zone)},
            {"is_erased", d.erased_at.has_value()}};
}

Json delegate_json(const usecase::DelegateView& view) {
    Json out = delegate_json(view.delegate, view.time_zone);
    out["site_name"] = view.site_name;
    out["group_label"] = view.group_label;
    out["agency_name"] = view.agency_name;
    out["is_minor"] = view.is_minor;
    return tagged(std::move(out));
}

Json late_change_json(const LateChange& c, const std::string& zone) {
    const bool has_person = c.kind == LateChangeKind::substitute;
    return {{"id", to_text(c.id)},
            {"event", to_text(c.event)},
            {"list", to_text(c.list)},
            {"delegate", to_text(c.delegate)},
            {"kind", name_of(c.kind)},
            {"person", has_person ? person_json(c.person) : Json(nullptr)},
            {"reason", c.reason},
            {"state", name_of(c.state)},
            {"requested_at", time_or_null(c.requested_at, zone)},
            {"requested_by", to_text(c.requested_by)},
            {"decided_at", time_or_null(c.decided_at, zone)},
            {"decided_by", id_or_null(c.decided_by)},
            {"decision_note", c.decision_note}};
}

}  // namespace kinhmoi::api
