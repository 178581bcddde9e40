// SPDX-License-Identifier: Apache-2.0
// Delegate lists: JSON to use cases and back.
#include "server/api/lists_api.hpp"

#include <charconv>

#include "common/base/limits.hpp"
#include "server/api/lists_json.hpp"
#include "server/api/nullable.hpp"
#include "server/api/place_query.hpp"
#include "server/api/query.hpp"
#include "server/api/respond.hpp"
#include "server/api/view_note.hpp"
#include "server/usecase/list_decisions.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

constexpr std::size_t max_rows = 5'000;
constexpr int max_count = 1'000'000;

Result<usecase::OverviewFilter> overview_filter(const Call& call) {
    usecase::OverviewFilter filter;
    const auto place = place_of_query(call);
    if (!place) return place.error();
    static_cast<store::PlaceFilter&>(filter.where) = *place;
    const auto state = query_word(call, "state", &parse_list_state);
    if (!state) return state.error();
    const auto late = query_word(call, "late", &parse_truth);
    if (!late) return late.error();
    const auto over = query_word(call, "over", &parse_truth);
    if (!over) return over.error();
    filter.where.state = *state;
    filter.where.is_late = *late;
    const auto sent = query_word(call, "sent", &parse_truth);
    if (!sent) return sent.error();
    const auto overdue = query_word(call, "overdue", &parse_truth);
    if (!overdue) return overdue.error();
    filter.over_only = over->value_or(false);
    filter.is_sent = *sent;
    filter.overdue_only = overdue->value_or(false);
    return filter;
}

asio::awaitable<void> note_list_view(Services& services, const Call& call, EventId event,
                                     ListId list, bool is_minors) {
    return note_view(services, call, "list.view", event, to_text(list), is_minors);
}

struct DraftBody {
    int revision = 0;
    std::vector<usecase::DraftRow> rows;
};
Result<DraftBody> draft_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    DraftBody draft;
    draft.revision = static_cast<int>(in.integer("revision", 0, max_count));
    for (ObjectReader& row : in.objects("rows", max_rows)) {
        usecase::DraftRow item;
        item.id = row.optional_id<DelegateId>("id");
        row.take("ordinal");  // rows may come back as they were read; their order counts
        item.person = person_of(row);
        row.finish();
        draft.rows.push_back(std::move(item));
    }
    // A body without rows is a mistake, not a wish to empty the list.
    if (!in.has("rows")) in.fault("rows", "missing", {"là thông tin bắt buộc.", "is required."});
    in.finish();
    if (in.faults().any()) return in.failure();
    return draft;
}

Result<usecase::Approval> approval_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    usecase::Approval approval;
    approval.accept_overrun = in.boolean("accept_overrun", false);
    approval.accept_late = in.boolean("accept_late", false);
    if (const auto version = in.optional_integer("version", 1, max_count))
        approval.version = static_cast<int>(*version);
    if (in.has("delegates")) {
        approval.delegates.emplace();
        std::size_t at = 0;
        for (const std::string& text : in.texts("delegates", {36, 36}, max_rows)) {
            if (const auto id = parse_id<DelegateId>(text)) approval.delegates->push_back(*id);
            else
                in.fault_at("delegates", at, "not_an_id",
                            {"không phải mã định danh hợp lệ.", "is not a valid identifier."});
            ++at;
        }
    }
    in.finish();
    if (in.faults().any()) return in.failure();
    return approval;
}

/// A version in the path or query: 0 (the draft) and up.
std::optional<int> parse_version(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

Json version_json(const ListId& list, const store::ListVersion& version, const std::string& zone) {
    return {{"version", version.version},
            {"submitted_at", time_or_null(version.submitted_at, zone)},
            {"submitted_by", to_text(version.submitted_by)},
            {"submitted_by_name", version.submitted_by_name},
            {"receipt_number", usecase::receipt_number(list, version.version)},
            {"is_late", version.is_late},
            {"count", version.row_count}};
}

Json difference_json(const RowDifference& difference) {
    const auto side = [](const std::optional<ListRow>& row) {
        if (!row) return Json(nullptr);
        return Json(rows_json({*row}).at(0));
    };
    return {{"change", name_of(difference.change)},
            {"before", side(difference.before)},
            {"after", side(difference.after)},
            {"fields", difference.fields}};
}

using Decision = Result<usecase::ListDetail> (*)(store::WriteTx&, const Actor&, const ListId&);

asio::awaitable<net::Response> decide(Services& services, Call& call, Decision decision) {
    const auto id = captured<ListId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, list = *id, decision](store::WriteTx& tx) {
        return decision(tx, actor, list);
    };
    const auto detail = co_await services.store.write(job);
    co_return answer(call, detail, list_detail_json);
}

}  // namespace

asio::awaitable<net::Response> get_lists(Services& services, Call& call) {
    const auto filter = overview_filter(call);
    if (!filter) co_return problem(filter.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const auto after = query_id<ListId>(call, "cursor");
    if (!after) co_return problem(after.error(), call.request_id());
    const auto question = [actor = call.actor, where = *filter, from = *after,
                           limit = page->limit](store::ReadTx& tx) {
        return usecase::list_overview(tx, actor, where, from, limit);
    };
    const auto overview = co_await services.store.read(question);
    co_return answer(call, overview, [](const usecase::Overview& found) {
        Json items = Json::array();
        for (const auto& summary : found.items) items.push_back(list_json(summary));
        return page_json(std::move(items), found.next ? to_text(*found.next) : std::string());
    });
}

asio::awaitable<net::Response> get_list(Services& services, Call& call) {
    const auto id = captured<ListId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [actor = call.actor, list = *id](store::ReadTx& tx) {
        return usecase::list_detail(tx, actor, list);
    };
    const auto detail = co_await services.store.read(question);
    if (detail)
        co_await note_list_view(services, call, detail->summary.entry.list.event, *id,
                                detail->summary.entry.is_minors);
    co_return answer(call, detail, list_detail_json);
}

asio::awaitable<net::Response> put_draft(Services& services, Call& call) {
    const auto id = captured<ListId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto draft = draft_of(call);
    if (!draft) co_return problem(draft.error(), call.request_id());
    const auto job = [actor = call.actor, list = *id, body = *draft](store::WriteTx& tx) {
        return usecase::save_draft(tx, actor, list, body.revision, body.rows);
    };
    const auto detail = co_await services.store.write(job);
    co_return answer(call, detail, list_detail_json);
}

asio::awaitable<net::Response> submit_list(Services& services, Call& call) {
    const auto id = captured<ListId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto body = body_of(call);
    if (!body) co_return problem(body.error(), call.request_id());
    ObjectReader in(*body);
    const int revision = static_cast<int>(in.integer("revision", 0, max_count));
    in.finish();
    if (in.faults().any()) co_return problem(in.failure(), call.request_id());
    const auto job = [actor = call.actor, list = *id, revision](store::WriteTx& tx) {
        return usecase::submit_list(tx, actor, list, revision);
    };
    const auto receipt = co_await services.store.write(job);
    co_return answer(call, receipt, [](const usecase::Receipt& r) {
        return Json{{"list", to_text(r.list)},
                    {"version", r.version},
                    {"submitted_at", time_or_null(r.submitted_at, r.time_zone)},
                    {"submitted_by", to_text(r.submitted_by)},
                    {"count", r.count},
                    {"is_late", r.is_late},
                    {"receipt_number", r.receipt_number}};
    });
}

asio::awaitable<net::Response> return_list(Services& services, Call& call) {
    const auto id = captured<ListId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto body = body_of(call);
    if (!body) co_return problem(body.error(), call.request_id());
    ObjectReader in(*body);
    usecase::Return how;
    how.reason = in.text("reason", {1, limits::reason_text});
    how.resubmit_by = in.optional_date("resubmit_by");
    in.finish();
    if (in.faults().any()) co_return problem(in.failure(), call.request_id());
    const auto job = [actor = call.actor, list = *id, how](store::WriteTx& tx) {
        return usecase::return_list(tx, actor, list, how);
    };
    const auto detail = co_await services.store.write(job);
    co_return answer(call, detail, list_detail_json);
}

asio::awaitable<net::Response> approve_list(Services& services, Call& call) {
    const auto id = captured<ListId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto approval = approval_of(call);
    if (!approval) co_return problem(approval.error(), call.request_id());
    const auto job = [actor = call.actor, list = *id, how = *approval](store::WriteTx& tx) {
        return usecase::approve_list(tx, actor, list, how);
    };
    const auto detail = co_await services.store.write(job);
    co_return answer(call, detail, list_detail_json);
}

asio::awaitable<net::Response> lock_list(Services& services, Call& call) {
    return decide(services, call, &usecase::lock_list);
}

asio::awaitable<net::Response> unlock_list(Services& services, Call& call) {
    return decide(services, call, &usecase::unlock_list);
}

asio::awaitable<net::Response> get_list_versions(Services& services, Call& call) {
    const auto id = captured<ListId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [actor = call.actor, list = *id](store::ReadTx& tx) {
        return usecase::list_versions(tx, actor, list);
    };
    const auto versions = co_await services.store.read(question);
    co_return answer(call, versions, [](const usecase::ListVersions& found) {
        Json items = Json::array();
        for (const auto& version : found.versions)
            items.push_back(
                version_json(found.context.list.id, version, found.context.event.time_zone));
        return Json{{"items", std::move(items)}};
    });
}

asio::awaitable<net::Response> get_list_version(Services& services, Call& call) {
    const auto id = captured<ListId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto version = parse_version(call.request.captures.at(1));
    if (!version) co_return problem(query_fault("version"), call.request_id());
    const auto question = [actor = call.actor, list = *id, n = *version](store::ReadTx& tx) {
        return usecase::version_rows(tx, actor, list, n);
    };
    const auto rows = co_await services.store.read(question);
    if (rows)
        co_await note_list_view(services, call, rows->context.event.id, *id,
                                rows->context.group.is_minors);
    co_return answer(call, rows, [](const usecase::VersionRows& found) {
        Json out =
            version_json(found.context.list.id, found.version, found.context.event.time_zone);
        out["rows"] = rows_json(found.rows);
        return out;
    });
}

asio::awaitable<net::Response> get_list_differences(Services& services, Call& call) {
    const auto id = captured<ListId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto from = query_word(call, "from", &parse_version);
    if (!from) co_return problem(from.error(), call.request_id());
    const auto to = query_word(call, "to", &parse_version);
    if (!to) co_return problem(to.error(), call.request_id());
    if (!*from || !*to) co_return problem(query_fault(*from ? "to" : "from"), call.request_id());
    const auto question = [actor = call.actor, list = *id, a = **from,
                           b = **to](store::ReadTx& tx) {
        return usecase::version_differences(tx, actor, list, a, b);
    };
    const auto found = co_await services.store.read(question);
    if (found)
        co_await note_list_view(services, call, found->context.event.id, *id,
                                found->context.group.is_minors);
    co_return answer(call, found, [](const usecase::VersionDifferences& differences) {
        Json items = Json::array();
        for (const auto& row : differences.rows) items.push_back(difference_json(row));
        return Json{{"items", std::move(items)}};
    });
}

asio::awaitable<net::Response> get_list_attendance(Services& services, Call& call) {
    const auto id = captured<ListId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [actor = call.actor, list = *id](store::ReadTx& tx) {
        return usecase::list_attendance(tx, actor, list);
    };
    const auto found = co_await services.store.read(question);
    co_return answer(call, found, [](const usecase::ListAttendance& attendance) {
        Json items = Json::array();
        for (const store::ListPresence& person : attendance.people) {
            const auto& size = person.party_size;
            items.push_back({{"delegate", to_text(person.delegate)},
                             {"first_in_at",
                              time_or_null(person.first_in_at, attendance.context.event.time_zone)},
                             {"party_size", number_or_null(size)},
                             {"party_present", size ? Json(person.present) : Json(nullptr)}});
        }
        return Json{{"items", std::move(items)}};
    });
}

}  // namespace kinhmoi::api
