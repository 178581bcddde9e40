// SPDX-License-Identifier: Apache-2.0
#include "server/api/scans_api.hpp"

#include <charconv>

#include "qr/pass_digits.hpp"
#include "qr/qr_image.hpp"
#include "qr/short_number.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/nullable.hpp"
#include "server/api/respond.hpp"
#include "server/api/scan_json.hpp"
#include "server/usecase/incidents.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/scans.hpp"
#include "server/usecase/walk_ins.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

constexpr std::size_t batch_max = 100;

/// The scans of a batch body. Only the batch itself can be refused, never an item.
Result<std::vector<usecase::SentScan>> batch_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    const Json* items = in.take("scans");
    if (!items || !items->is_array())
        in.fault("scans", "not_a_list", {"phải là một danh sách.", "must be an array."});
    else if (items->size() > batch_max)
        in.fault("scans", "too_many", {"có nhiều hơn 100 lượt quét.", "has more than 100 scans."});
    in.finish();
    if (in.faults().any()) return in.failure();
    std::vector<usecase::SentScan> sent;
    sent.reserve(items->size());
    for (const Json& item : *items) sent.push_back(read_scan(item, dump(item)));
    return sent;
}

/// The cursor of lists by seq: the last seq of the page before.
Result<std::int64_t> seq_of(const PageRequest& page) {
    if (page.cursor.empty()) return 0;
    std::int64_t seq = 0;
    const char* end = page.cursor.data() + page.cursor.size();
    const auto [stop, error] = std::from_chars(page.cursor.data(), end, seq);
    if (error == std::errc{} && stop == end && seq > 0) return seq;
    return Failure(FailureKind::invalid,
                   {"Tham số cursor không đúng.", "The cursor is none of ours."},
                   {{"?cursor", "not_a_cursor", {"không đúng.", "is none of ours."}}});
}

/// Never the text: a valid code opens a door.
Json ledger_json(const store::LedgerRow& row) {
    const StoredScan& stored = row.stored;
    const Scan& scan = stored.scan;
    Json overridden = nullptr;
    if (scan.overridden) {
        overridden = {{"refused", name_of(scan.overridden->refused)},
                      {"reason", scan.overridden->reason}};
    }
    const Verdict shown = shown_verdict(stored);
    return {{"seq", stored.seq},
            {"scan_id", to_text(scan.id)},
            {"device_id", id_unless_nil(scan.device)},
            {"dseq", scan.dseq},
            {"kind", name_of(scan.kind)},
            {"by_organizer", scan.by_organizer},
            {"pass_id", id_or_null(scan.pass)},
            {"issue", scan.issue},
            {"undoes", id_or_null(scan.undoes)},
            {"gate_id", to_text(scan.gate)},
            {"direction", name_of(scan.direction)},
            {"count", scan.count},
            {"mode", name_of(scan.mode)},
            {"shown", name_of(shown)},
            {"verdict", name_of(stored.verdict)},
            {"check", row.check == CheckReason::none ? Json(nullptr) : Json(name_of(row.check))},
            {"override", std::move(overridden)},
            {"effective_at", rfc3339(stored.effective_at)},
            {"received_at", rfc3339(stored.received_at)}};
}

Json quarantined_json(const store::QuarantinedScan& scan) {
    return {{"seq", scan.seq},
            {"scan_id", id_unless_nil(scan.scan)},
            {"device_id", to_text(scan.device)},
            {"dseq", scan.dseq},
            {"reason", name_of(scan.reason)},
            {"verdict", name_of(scan.verdict)},
            {"received_at", rfc3339(scan.received_at)},
            {"content", scan.content}};
}

struct WalkInRequest {
    usecase::WalkInForm form;
    usecase::SentScan sent;
};
Result<WalkInRequest> walk_in_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    WalkInRequest request;
    request.form = read_walk_in(in);
    if (const Json* scan = in.take("scan")) {
        Json record = *scan;
        if (record.is_object()) record["kind"] = "walk_in";
        request.sent = read_scan(record, dump(record));
    }
    const Scan& scan = request.sent.scan;
    if (!request.sent.is_readable || scan.id.is_nil() || scan.pass || scan.undoes ||
        scan.mode != ScanMode::online || scan.direction != Direction::in) {
        in.fault("scan", "not_a_scan",
                 {"không phải lượt quét trực tuyến hợp lệ.", "is not an online scan."});
    }
    in.finish();
    if (in.faults().any()) return in.failure();
    return request;
}

Json walk_in_pass(const Services& services, const usecase::WalkIn& made) {
    if (!made.pass) return nullptr;
    const Pass& pass = made.pass->pass;
    return {{"pass_id", to_text(pass.id)},
            {"issue", pass.issue},
            {"label", made.label},
            {"short_number", qr::format_short_number(qr::ShortNumber{pass.short_number})},
            {"qr_text", qr::pass_url(services.public_host, usecase::code_of(pass))}};
}

net::Response walk_in_answer(const Services& services, const usecase::WalkIn& made) {
    std::string body = "{\"result\":";
    write_answer(body, made.answer);
    body += ",\"pass\":" + dump(walk_in_pass(services, made)) + "}";
    return net::Response::json(std::move(body));
}

Failure unreadable_scan() {
    return Failure(FailureKind::invalid,
                   {"Không đọc được lượt quét này.", "This scan cannot be read."},
                   {{"/scan_id",
                     "not_an_id",
                     {"phải là 32 chữ số thập lục phân.", "must be 32 hexadecimal digits."}}});
}

}  // namespace

usecase::WalkInForm read_walk_in(ObjectReader& in) {
    usecase::WalkInForm form;
    form.full_name = in.text("full_name", {1, 200});
    form.position = in.optional_text("position", {0, 300});
    form.organization = in.optional_text("organization", {0, 300});
    form.quota = in.optional_id<QuotaId>("quota_id");
    return form;
}

Failure no_key_for_passes() {
    return Failure(FailureKind::unavailable, {"Máy chủ chưa có khoá để phát thẻ.",
                                              "The server has no key to issue passes with."});
}

asio::awaitable<net::Response> post_scan(Services& services, Call& call) {
    const auto sent = parse_scan(std::move(call.request.body));
    if (!sent) co_return problem(sent.error(), call.request_id());
    if (sent->scan.id.is_nil()) co_return problem(unreadable_scan(), call.request_id());
    const auto job = [&](store::WriteTx& tx) {
        return usecase::record_scan(tx, call.actor, *sent, services.public_host);
    };
    const auto result = co_await services.store.write_repeatable(job);
    if (!result) co_return problem(result.error(), call.request_id());
    std::string text;
    text.reserve(512);
    write_answer(text, *result);
    co_return net::Response::json(std::move(text));
}

asio::awaitable<net::Response> post_scans(Services& services, Call& call) {
    const auto sent = batch_of(call);
    if (!sent) co_return problem(sent.error(), call.request_id());
    const auto job = [&](store::WriteTx& tx) {
        return usecase::record_scans(tx, call.actor, *sent, services.public_host);
    };
    const auto results = co_await services.store.write_repeatable(job);
    if (!results) co_return problem(results.error(), call.request_id());
    std::string text = "{\"results\":[";
    for (std::size_t i = 0; i < results->size(); ++i) {
        if (i > 0) text += ',';
        write_answer(text, (*results)[i]);
    }
    text += "]}";
    co_return net::Response::json(std::move(text));
}

asio::awaitable<net::Response> post_walk_in(Services& services, Call& call) {
    auto request = walk_in_of(call);
    if (!request) co_return problem(request.error(), call.request_id());
    if (!services.master_key) co_return problem(no_key_for_passes(), call.request_id());
    const auto job = [&](store::WriteTx& tx) {
        return usecase::register_walk_in(tx, call.actor, request->form, std::move(request->sent),
                                         *services.master_key, services.public_host);
    };
    const auto made = co_await services.store.write(job);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return walk_in_answer(services, *made);
}

asio::awaitable<net::Response> list_scans(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const auto before = seq_of(*page);
    if (!before) co_return problem(before.error(), call.request_id());
    store::ScanFilter filter;
    filter.event = *event;
    filter.before_seq = *before;
    filter.limit = page->limit + 1;
    if (const auto pass = call.request.query_value("pass"))
        filter.pass = parse_id<PassId>(*pass).value_or(PassId{});
    if (const auto gate = call.request.query_value("gate"))
        filter.gate = parse_id<GateId>(*gate).value_or(GateId{});
    const auto question = [&](store::ReadTx& tx) {
        return usecase::list_scans(tx, call.actor, filter);
    };
    const auto rows = co_await services.store.read(question);
    co_return answer(call, rows, [&](const auto& found) {
        return page_of_items(found, page->limit, ledger_json,
                             [](const auto& row) { return std::to_string(row.stored.seq); });
    });
}

asio::awaitable<net::Response> post_organizer_undo(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto body = body_of(call);
    if (!body) co_return problem(body.error(), call.request_id());
    ObjectReader in(*body);
    const auto id = in.id<ScanId>("scan_id");
    const auto undoes = in.id<ScanId>("undoes");
    in.finish();
    if (in.faults().any()) co_return problem(in.failure(), call.request_id());
    const auto job = [&](store::WriteTx& tx) {
        return usecase::record_organizer_undo(tx, call.actor, *event, id, undoes);
    };
    const auto result = co_await services.store.write(job);
    if (!result) co_return problem(result.error(), call.request_id());
    std::string text;
    write_answer(text, *result);
    co_return net::Response::json(std::move(text));
}

asio::awaitable<net::Response> list_quarantine(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const auto before = seq_of(*page);
    if (!before) co_return problem(before.error(), call.request_id());
    const auto question = [&](store::ReadTx& tx) {
        return usecase::list_quarantine(tx, call.actor, *event, *before, page->limit + 1);
    };
    const auto rows = co_await services.store.read(question);
    co_return answer(call, rows, [&](const auto& found) {
        return page_of_items(found, page->limit, quarantined_json,
                             [](const auto& row) { return std::to_string(row.seq); });
    });
}

}  // namespace kinhmoi::api
