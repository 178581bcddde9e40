// SPDX-License-Identifier: Apache-2.0
// The rules of a delegate list: its states, what a submission and an approval need, differences.
#include "common/domain/delegate_list.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace kinhmoi {
namespace {

struct StateRow {
    ListState state;
    const char* word;
    const char* vi;
    const char* en;
};
constexpr std::array<StateRow, 5> states{{
    {ListState::draft, "draft", "đang soạn", "a draft"},
    {ListState::submitted, "submitted", "đã gửi, chờ duyệt", "submitted and under review"},
    {ListState::returned, "returned", "bị trả lại để sửa", "returned for correction"},
    {ListState::approved, "approved", "đã được duyệt", "approved"},
    {ListState::locked, "locked", "đã chốt", "locked"},
}};

struct Step {
    ListState from;
    ListAction action;
    ListState to;
};
/// Approving twice is allowed: an organizer may approve some people first and the rest later.
constexpr std::array<Step, 9> steps{{
    {ListState::draft, ListAction::save_draft, ListState::draft},
    {ListState::draft, ListAction::submit, ListState::submitted},
    {ListState::submitted, ListAction::return_, ListState::returned},
    {ListState::submitted, ListAction::approve, ListState::approved},
    {ListState::returned, ListAction::save_draft, ListState::returned},
    {ListState::returned, ListAction::submit, ListState::submitted},
    {ListState::approved, ListAction::approve, ListState::approved},
    {ListState::approved, ListAction::lock, ListState::locked},
    {ListState::locked, ListAction::unlock, ListState::approved},
}};

struct ActionRow {
    ListAction action;
    const char* vi;
    const char* en;
};
constexpr std::array<ActionRow, 6> actions{{
    {ListAction::save_draft, "sửa", "edited"},
    {ListAction::submit, "gửi", "submitted"},
    {ListAction::return_, "trả lại", "returned"},
    {ListAction::approve, "duyệt", "approved"},
    {ListAction::lock, "chốt", "locked"},
    {ListAction::unlock, "mở chốt", "unlocked"},
}};

const StateRow& row_of(ListState state) {
    return *std::find_if(states.begin(), states.end(),
                         [&](const StateRow& row) { return row.state == state; });
}

/// What to do instead, for the two cases that agencies meet.
Message advice(ListState from, ListAction action) {
    const bool is_change = action == ListAction::save_draft || action == ListAction::submit;
    if (is_change && from == ListState::submitted)
        return {" Nếu cần sửa, đề nghị liên hệ đơn vị tiếp nhận để được trả lại danh sách.",
                " To correct it, ask the receiving unit to return the list."};
    if (is_change)
        return {" Nếu cần đổi người, đề nghị dùng chức năng cử người dự thay.",
                " To change a person, use substitution."};
    return {" Đề nghị tải lại trang để xem tình trạng mới nhất.",
            " Reload the page to see its present state."};
}

struct NamedField {
    const char* name;
    bool (*differs)(const Person&, const Person&);
};
constexpr std::array<NamedField, 15> person_fields{{
    {"full_name", [](const Person& a, const Person& b) { return a.full_name != b.full_name; }},
    {"honorific", [](const Person& a, const Person& b) { return a.honorific != b.honorific; }},
    {"rank", [](const Person& a, const Person& b) { return a.rank != b.rank; }},
    {"position", [](const Person& a, const Person& b) { return a.position != b.position; }},
    {"organization",
     [](const Person& a, const Person& b) { return a.organization != b.organization; }},
    {"phone", [](const Person& a, const Person& b) { return a.phone != b.phone; }},
    {"email", [](const Person& a, const Person& b) { return a.email != b.email; }},
    {"note", [](const Person& a, const Person& b) { return a.note != b.note; }},
    {"age_band", [](const Person& a, const Person& b) { return a.age_band != b.age_band; }},
    {"leader_name",
     [](const Person& a, const Person& b) { return a.leader_name != b.leader_name; }},
    {"leader_phone",
     [](const Person& a, const Person& b) { return a.leader_phone != b.leader_phone; }},
    {"consents/guardian_attend",
     [](const Person& a, const Person& b) {
         return a.consents.guardian_attend != b.consents.guardian_attend;
     }},
    {"consents/child_attend",
     [](const Person& a, const Person& b) {
         return a.consents.child_attend != b.consents.child_attend;
     }},
    {"consents/photo",
     [](const Person& a, const Person& b) { return a.consents.photo != b.consents.photo; }},
    {"consents/named",
     [](const Person& a, const Person& b) { return a.consents.named != b.consents.named; }},
}};

std::vector<std::string> changed_fields(const Person& before, const Person& after) {
    std::vector<std::string> fields;
    for (const NamedField& field : person_fields) {
        if (field.differs(before, after)) fields.emplace_back(field.name);
    }
    return fields;
}

}  // namespace

const char* name_of(ListState state) {
    return row_of(state).word;
}

std::optional<ListState> parse_list_state(std::string_view text) {
    for (const StateRow& row : states) {
        if (text == row.word) return row.state;
    }
    return std::nullopt;
}

std::optional<ListState> next_state(ListState from, ListAction action) {
    for (const Step& step : steps) {
        if (step.from == from && step.action == action) return step.to;
    }
    return std::nullopt;
}

Message refused_action_message(ListState from, ListAction action) {
    const ActionRow& verb = *std::find_if(
        actions.begin(), actions.end(), [&](const ActionRow& row) { return row.action == action; });
    const Message more = advice(from, action);
    return {
        std::string("Danh sách ") + row_of(from).vi + " nên không thể " + verb.vi + "." + more.vi,
        std::string("The list is ") + row_of(from).en + " and cannot be " + verb.en + "." +
            more.en};
}

Result<SubmissionVerdict> judge_submission(const SubmissionFacts& facts, Instant now) {
    if (!next_state(facts.state, ListAction::submit))
        return Failure(FailureKind::conflict,
                       refused_action_message(facts.state, ListAction::submit));
    if (!facts.row_faults.empty()) {
        const std::string count = std::to_string(facts.row_faults.size());
        return Failure(FailureKind::invalid,
                       {"Có " + count + " chỗ cần sửa trước khi gửi danh sách.",
                        count + " faults must be corrected before the list can be submitted."},
                       facts.row_faults);
    }
    if (facts.use.persons == 0)
        return Failure(FailureKind::invalid,
                       {"Danh sách chưa có đại biểu nào. Đề nghị nhập danh sách rồi gửi.",
                        "The list is empty. Enter delegates, then submit."});

    const bool is_late = timeliness(facts.late_from, now) == Timeliness::late;
    if (is_late && facts.late_policy == LatePolicy::refuse)
        return Failure(
            FailureKind::late,
            {"Đã quá hạn gửi danh sách. Đề nghị liên hệ đơn vị tiếp nhận để xin gia hạn.",
             "The deadline has passed. Ask the receiving unit for an extension."});

    const QuotaJudgement quota = judge(facts.quota, facts.use);
    if (quota.fit == QuotaFit::over_exact || quota.fit == QuotaFit::over_seats_per_unit)
        return Failure(FailureKind::over_quota, quota_message(facts.quota, quota));
    return SubmissionVerdict{is_late, quota};
}

Result<void> judge_approval(const DelegateList& list, const QuotaJudgement& quota,
                            LatePolicy late_policy, bool accept_overrun, bool accept_late) {
    if (!next_state(list.state, ListAction::approve))
        return Failure(FailureKind::conflict,
                       refused_action_message(list.state, ListAction::approve));
    if (quota.over_by > 0 && !accept_overrun && !list.is_overrun_accepted) {
        const std::string over = std::to_string(quota.over_by);
        return Failure(FailureKind::conflict,
                       {"Danh sách vượt chỉ tiêu " + over +
                            ". Đề nghị xác nhận chấp nhận vượt chỉ tiêu, hoặc trả lại danh sách.",
                        "The list is over its quota by " + over +
                            ". Accept the overrun, or return the list."});
    }
    const bool needs_late_yes = list.is_late && late_policy == LatePolicy::approve;
    if (needs_late_yes && !accept_late && !list.is_late_accepted)
        return Failure(
            FailureKind::conflict,
            {"Danh sách gửi sau hạn. Đề nghị xác nhận chấp nhận danh sách gửi muộn, hoặc "
             "trả lại danh sách.",
             "The list was sent after the deadline. Accept its lateness, or return it."});
    return {};
}

const char* name_of(RowChange change) {
    switch (change) {
        case RowChange::added:
            return "added";
        case RowChange::removed:
            return "removed";
        case RowChange::changed:
            return "changed";
    }
    return "";
}

std::vector<RowDifference> differences(const std::vector<ListRow>& before,
                                       const std::vector<ListRow>& after) {
    std::unordered_map<DelegateId, const ListRow*> older;
    for (const ListRow& row : before) older.emplace(row.id, &row);

    std::vector<RowDifference> result;
    for (const ListRow& row : after) {
        const auto match = older.find(row.id);
        if (match == older.end()) {
            result.push_back({RowChange::added, std::nullopt, row, {}});
            continue;
        }
        auto fields = changed_fields(match->second->person, row.person);
        if (!fields.empty())
            result.push_back({RowChange::changed, *match->second, row, std::move(fields)});
        older.erase(match);
    }
    for (const ListRow& row : before) {
        if (older.count(row.id)) result.push_back({RowChange::removed, row, std::nullopt, {}});
    }
    return result;
}

}  // namespace kinhmoi
