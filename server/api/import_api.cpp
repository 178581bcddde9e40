// SPDX-License-Identifier: Apache-2.0
// Imported sheets: cells from JSON, the judgement back.
#include "server/api/import_api.hpp"

#include "common/base/limits.hpp"
#include "server/api/lists_json.hpp"
#include "server/api/nullable.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/import_rows.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

struct ImportBody {
    usecase::ImportRequest request;
    std::vector<int> skip_lines;
};

void read_rows(ObjectReader& in, ImportSheet& sheet) {
    const Json* rows = in.take("rows");
    if (!rows || !rows->is_array() || rows->size() > limits::sheet_rows)
        return in.fault(
            "rows", "not_a_list",
            {"phải là danh sách không quá 20.000 dòng.", "must be a list of at most 20,000 rows."});
    for (const Json& row : *rows) {
        const std::size_t at = sheet.rows.size();
        std::vector<std::string> cells;
        if (!row.is_array() || row.size() > limits::sheet_columns)
            return in.fault_at(
                "rows", at, "not_a_row",
                {"phải là danh sách không quá 64 ô.", "must be a list of at most 64 cells."});
        for (const Json& cell : row) {
            if (cell.is_null()) cells.emplace_back();
            else if (cell.is_string()) cells.push_back(cell.get<std::string>());
            else
                return in.fault_at(
                    "rows", at, "not_text",
                    {"chỉ gồm các ô dạng chuỗi ký tự.", "must hold text cells only."});
        }
        sheet.rows.push_back(std::move(cells));
    }
}

std::vector<int> numbers_of(ObjectReader& in, const char* key) {
    std::vector<int> out;
    const Json* value = in.take(key);
    if (!value) return out;
    const Message message{"phải là danh sách số dòng.", "must be a list of line numbers."};
    if (!value->is_array() || value->size() > limits::sheet_rows) {
        in.fault(key, "not_a_list", message);
        return out;
    }
    for (const Json& item : *value) {
        if (!item.is_number_unsigned() || item.get<std::uint64_t>() > 10'000'000) {
            in.fault(key, "not_a_list", message);
            return out;
        }
        out.push_back(item.get<int>());
    }
    return out;
}

void read_columns(ObjectReader& in, usecase::ImportRequest& request) {
    const Json* columns = in.take("columns");
    if (!columns) return;
    if (!columns->is_array() || columns->size() > limits::sheet_columns)
        return in.fault(
            "columns", "not_a_list",
            {"phải là danh sách không quá 64 cột.", "must be a list of at most 64 columns."});
    for (const Json& item : *columns) {
        std::optional<ImportField> field;
        if (item.is_string()) field = parse_import_field(item.get<std::string>());
        if (!field && !item.is_null())
            return in.fault("columns", "unknown_word",
                            {"có tên cột không rõ.", "has an unknown column."});
        request.columns.push_back(field);
    }
}

Result<ImportBody> import_of(const Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) return event.error();
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    ImportBody out;
    out.request.event = *event;
    out.request.target.agency = in.optional_id<AgencyId>("agency");
    out.request.target.site = in.optional_id<SiteId>("site");
    out.request.target.list = in.optional_id<ListId>("list");
    out.request.sheet.trailing_blanks_cut = in.boolean("trailing_blanks_cut", true);
    out.request.sheet.encoding = in.word("encoding", &parse_encoding, TextEncoding::utf8);
    read_rows(in, out.request.sheet);
    out.request.sheet.first_lines = numbers_of(in, "first_lines");
    const auto& sheet = out.request.sheet;
    if (!sheet.first_lines.empty() && sheet.first_lines.size() != sheet.rows.size())
        in.fault("first_lines", "wrong_count",
                 {"phải có đúng một số cho mỗi dòng.", "must hold one number a row."});
    read_columns(in, out.request);
    out.skip_lines = numbers_of(in, "skip_lines");
    in.finish();
    if (in.faults().any()) return in.failure();
    return out;
}

Json issue_json(const ImportIssue& issue) {
    const IssueText& text = issue_text(issue.code);
    return {{"code", text.name},
            {"severity", severity_name(text.severity)},
            {"field", name_or_null(issue.field)},
            {"other", issue.other},
            {"detail", issue.detail},
            {"message", message_json(issue_message(issue.code))}};
}

Json issues_json(const std::vector<ImportIssue>& issues) {
    Json out = Json::array();
    for (const ImportIssue& issue : issues) out.push_back(issue_json(issue));
    return out;
}

Json record_json(const ImportRecord& record) {
    const bool is_person = record.kind == RecordKind::delegate;
    return {{"kind", name_of(record.kind)},
            {"first_line", record.first_line},
            {"group_code", record.group_code},
            {"ordinal", record.ordinal},
            {"declared", number_or_null(record.declared)},
            {"person", is_person ? person_json(record.person) : Json(nullptr)},
            {"is_minor", record.is_minor},
            {"duplicate_of", record.duplicate_of},
            {"known_row", record.known_id.empty() ? Json(nullptr) : Json(record.known_id)},
            {"issues", issues_json(record.issues)}};
}

Json result_json(const ImportResult& result) {
    Json columns = Json::array();
    for (const auto& column : result.columns) columns.push_back(name_or_null(column));
    Json records = Json::array();
    for (const ImportRecord& record : result.records) records.push_back(record_json(record));
    Json counts = Json::array();
    for (const ImportGroupCount& count : result.group_counts) {
        counts.push_back({{"group_code", count.group_code},
                          {"rows", count.rows},
                          {"distinct", count.distinct},
                          {"quota_max", number_or_null(count.quota_max)},
                          {"over_by", count.over_by}});
    }
    return {{"file_issues", issues_json(result.file_issues)},
            {"columns", std::move(columns)},
            {"dropped_columns", result.dropped_columns},
            {"records", std::move(records)},
            {"group_counts", std::move(counts)},
            {"delegate_rows", result.delegate_rows},
            {"errors", result.errors},
            {"warnings", result.warnings}};
}

Json outcome_json(const usecase::ImportOutcome& outcome) {
    Json lists = Json::array();
    for (const usecase::ImportedList& list : outcome.lists) {
        lists.push_back({{"list", to_text(list.list)},
                         {"group_code", list.group_code},
                         {"added", list.added},
                         {"revision", list.revision},
                         {"persons", list.persons},
                         {"fit", name_of(list.judgement.fit)},
                         {"over_by", list.judgement.over_by},
                         {"message", message_json(list.message)}});
    }
    return {{"lists", std::move(lists)},
            {"added", outcome.added},
            {"already_there", outcome.already_there},
            {"left_out", outcome.left_out},
            {"dropped_columns", outcome.dropped_columns}};
}

}  // namespace

asio::awaitable<net::Response> check_import(Services& services, Call& call) {
    auto body = import_of(call);
    if (!body) co_return problem(body.error(), call.request_id());
    const auto question = [actor = call.actor,
                           request = std::move(body->request)](store::ReadTx& tx) {
        return usecase::check_import(tx, actor, request);
    };
    const auto result = co_await services.store.read(question);
    co_return answer(call, result, result_json);
}

asio::awaitable<net::Response> apply_import(Services& services, Call& call) {
    auto body = import_of(call);
    if (!body) co_return problem(body.error(), call.request_id());
    const auto job = [actor = call.actor, whole = std::move(*body)](store::WriteTx& tx) {
        return usecase::apply_import(tx, actor, whole.request, whole.skip_lines);
    };
    const auto outcome = co_await services.store.write(job);
    co_return answer(call, outcome, outcome_json);
}

}  // namespace kinhmoi::api
