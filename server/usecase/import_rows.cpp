// SPDX-License-Identifier: Apache-2.0
// Gathers what the judge of sheets needs to know, and takes its records into drafts.
#include "server/usecase/import_rows.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/lists.hpp"

namespace kinhmoi::usecase {
namespace {

/// The quotas a sheet can speak of, by the code of their group.
struct Places {
    Event event;
    std::map<std::string, Quota> quotas;
    std::map<std::string, ParticipantGroup> groups;
    std::string default_group;
};

Failure two_sites() {
    return fault_at(
        "/site", "required",
        {"phải chọn điểm cầu: cơ quan có chỉ tiêu cho cùng một thành phần ở nhiều điểm cầu.",
         "is needed: the agency has quotas for one group at several sites."});
}

Result<Places> places_of(store::ReadTx& tx, const Actor& actor, const ImportRequest& request) {
    const auto event = store::find_event(tx, actor, request.event);
    if (!event) return no_such_event();
    ImportTarget target = request.target;
    std::optional<QuotaId> own;
    if (target.list) {
        const auto list = store::find_list(tx, actor, *target.list);
        if (!list || list->event != request.event) return no_such_list();
        own = list->quota;
        target.agency = list->agency;
        target.site = store::load_quota(tx, list->quota)->site;
    }
    if (actor.role == Role::clerk) target.agency = actor.agency;
    if (!target.agency)
        return fault_at("/agency", "required", {"là thông tin bắt buộc.", "is required."});

    Places places;
    places.event = *event;
    for (Quota& quota : store::list_quotas(tx, actor, {.event = request.event})) {
        if (quota.agency != *target.agency || (target.site && quota.site != *target.site)) continue;
        const auto group = store::load_group(tx, quota.group);
        if (own == quota.id) places.default_group = group->code;
        if (!places.groups.emplace(group->code, *group).second) return two_sites();
        places.quotas.emplace(group->code, std::move(quota));
    }
    if (places.quotas.size() == 1) places.default_group = places.quotas.begin()->first;
    return places;
}

ImportOptions options_of(store::ReadTx& tx, const Places& places, const ImportRequest& request) {
    ImportOptions options;
    options.columns = request.columns;
    options.default_group = places.default_group;
    std::optional<Instant> first_late;
    for (const auto& [code, quota] : places.quotas) {
        const ParticipantGroup& group = places.groups.at(code);
        ImportGroup known;
        known.code = code;
        known.name = group.name;
        known.aliases = {group.badge_label};
        known.quota_max = quota.max;
        known.quota_is_approximate = quota.is_approximate;
        known.counts_organizations = quota.unit == QuotaUnit::organization;
        known.is_minors = group.is_minors;
        options.groups.push_back(std::move(known));
        for (const ListRow& row : store::rows_of_list(tx, store::list_id_of(quota.id), 0))
            options.known.push_back({to_text(row.id), row.person, code});
        const auto late = late_from_of(tx, places.event, quota);
        if (late && (!first_late || *late < *first_late)) first_late = late;
    }
    if (first_late) options.deadline = local_date(places.event.time_zone, *first_late + -1);
    return options;
}

/// All that a row without a name says: the judge of sheets tells named persons apart.
std::string words_of(const Person& person) {
    return person.position + '|' + person.organization + '|' + person.phone + '|' + person.email +
           '|' + person.note + '|' + person.leader_name;
}

bool says_nothing(const Person& person) {
    return person.full_name.empty() && words_of(person) == "|||||";
}

/// A draft that grows while the records are taken in.
struct Draft {
    DelegateList list;
    std::vector<DraftRow> rows;
    std::set<std::string> nameless;
    int added = 0;
};

Draft draft_of(store::ReadTx& tx, const QuotaId& quota) {
    Draft draft;
    draft.list = *store::load_list(tx, store::list_id_of(quota));
    for (ListRow& row : store::rows_of_list(tx, draft.list.id, 0)) {
        if (row.person.full_name.empty()) draft.nameless.insert(words_of(row.person));
        draft.rows.push_back({row.id, std::move(row.person)});
    }
    return draft;
}

std::vector<FieldFault> homeless_rows(const ImportResult& judged, const Places& places,
                                      const std::set<int>& skipped) {
    std::vector<FieldFault> faults;
    for (std::size_t i = 0; i < judged.records.size(); ++i) {
        const ImportRecord& record = judged.records[i];
        if (record.kind != RecordKind::delegate || skipped.count(record.first_line) ||
            says_nothing(record.person) || places.quotas.count(record.group_code))
            continue;
        faults.push_back(
            {"/rows/" + std::to_string(i),
             "group_missing",
             {"chưa rõ thuộc thành phần nào. Đề nghị chọn danh sách hoặc thêm dòng tiêu đề.",
              "belongs to no known group. Choose a list or add a heading."}});
    }
    return faults;
}

}  // namespace

Result<ImportResult> check_import(store::ReadTx& tx, const Actor& actor,
                                  const ImportRequest& request) {
    const auto places = places_of(tx, actor, request);
    if (!places) return places.error();
    return judge_sheet(request.sheet, options_of(tx, *places, request));
}

Result<ImportOutcome> apply_import(store::WriteTx& tx, const Actor& actor,
                                   const ImportRequest& request,
                                   const std::vector<int>& skip_lines) {
    const auto places = places_of(tx, actor, request);
    if (!places) return places.error();
    const ImportResult judged = judge_sheet(request.sheet, options_of(tx, *places, request));
    const std::set<int> skipped(skip_lines.begin(), skip_lines.end());
    auto faults = homeless_rows(judged, *places, skipped);
    if (!faults.empty())
        return Failure(FailureKind::invalid,
                       {"Có " + std::to_string(faults.size()) + " dòng chưa rõ thành phần.",
                        std::to_string(faults.size()) + " rows belong to no known group."},
                       std::move(faults));

    ImportOutcome outcome;
    outcome.dropped_columns = judged.dropped_columns;
    std::map<std::string, Draft> drafts;
    // Equal rows name one person, who is there once a row of theirs is taken or was known before.
    std::map<int, int> person_of;  // by ordinal: the ordinal of the person's first row
    std::set<int> present;
    for (const ImportRecord& record : judged.records) {
        if (record.kind != RecordKind::delegate) continue;
        const int person =
            record.duplicate_of == 0 ? record.ordinal : person_of.at(record.duplicate_of);
        person_of[record.ordinal] = person;
        if (!record.known_id.empty()) present.insert(person);
        if (skipped.count(record.first_line) || says_nothing(record.person)) {
            outcome.left_out += 1;
            continue;
        }
        const auto [at, is_new] = drafts.try_emplace(record.group_code);
        Draft& draft = at->second;
        if (is_new) draft = draft_of(tx, places->quotas.at(record.group_code).id);
        bool is_known = !present.insert(person).second;
        if (record.person.full_name.empty())
            is_known = !draft.nameless.insert(words_of(normalized(record.person))).second;
        if (is_known) {
            outcome.already_there += 1;
            continue;
        }
        draft.rows.push_back({std::nullopt, record.person});
        draft.added += 1;
    }
    for (auto& [code, draft] : drafts) {
        if (draft.added == 0) continue;
        const auto saved = save_draft(tx, actor, draft.list.id, draft.list.revision, draft.rows);
        if (!saved) return saved.error();
        const ListSummary& summary = saved->summary;
        outcome.added += draft.added;
        outcome.lists.push_back({draft.list.id, code, draft.added, summary.entry.list.revision,
                                 summary.entry.list.use.persons, summary.judgement,
                                 quota_message(summary.quota, summary.judgement)});
    }
    audit(tx, actor, "list.import", request.event, to_text(request.event),
          "added=" + std::to_string(outcome.added) +
              " known=" + std::to_string(outcome.already_there));
    return outcome;
}

}  // namespace kinhmoi::usecase
