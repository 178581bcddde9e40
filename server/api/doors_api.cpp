// SPDX-License-Identifier: Apache-2.0
#include "server/api/doors_api.hpp"

#include "qr/qr_image.hpp"
#include "server/api/door_json.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/rate_limiter.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/door_list.hpp"
#include "server/usecase/doors.hpp"

#include <charconv>

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

constexpr int snapshot_rows = 500;
constexpr int changes_rows = 500;
constexpr std::int64_t most = 9'007'199'254'740'991;  // JavaScript's largest safe integer

Result<usecase::EnrolmentForm> offer_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    usecase::EnrolmentForm form;
    form.gate = in.id<GateId>("gate_id");
    form.label = in.text("label", {1, 64});
    form.valid_from = in.optional_instant("valid_from");
    form.valid_until = in.optional_instant("valid_until");
    in.finish();
    if (in.faults().any()) return in.failure();
    return form;
}

Result<usecase::HelloForm> hello_form(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    usecase::HelloForm form;
    form.epoch = in.id<EpochId>("epoch");
    form.last_dseq = in.integer("last_dseq", 0, most);
    form.queue_length = in.integer("queue_length", 0, most);
    form.list_version = in.integer("list_version", 0, most);
    form.list_age_s = in.optional_integer("list_age_s", 0, most);
    form.offset_ms = in.integer("offset_ms", -most, most);
    form.drift_ms = in.optional_integer("drift_ms", -most, most).value_or(0);
    form.app_version = in.optional_text("app_version", {0, 64});
    in.finish();
    if (in.faults().any()) return in.failure();
    return form;
}

net::Response too_many_guesses(int wait_s, const Call& call) {
    auto response =
        problem(Failure(FailureKind::rate_limited,
                        {"Đã thử quá nhiều lần. Đề nghị đợi " + std::to_string(wait_s) + " giây.",
                         "Too many attempts. Wait " + std::to_string(wait_s) + " seconds."}),
                call.request_id());
    response.set_header("Retry-After", std::to_string(wait_s));
    return response;
}

Result<std::int64_t> since_of(const Call& call) {
    const auto text = call.request.query_value("since").value_or("0");
    std::int64_t since = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), since);
    if (error == std::errc{} && end == text.data() + text.size() && since >= 0) return since;
    return Failure(
        FailureKind::invalid,
        {"Tham số since phải là số nguyên không âm.", "since must be a whole number from 0."},
        {{"?since", "not_a_number", {"phải là số nguyên.", "must be a number."}}});
}

}  // namespace

asio::awaitable<net::Response> offer_door(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto form = offer_form(call);
    if (!form) co_return problem(form.error(), call.request_id());
    const auto job = [&](store::WriteTx& tx) {
        return usecase::offer_enrolment(tx, call.actor, *event, *form);
    };
    const auto offer = co_await services.store.write(job);
    if (!offer) co_return problem(offer.error(), call.request_id());
    // Behind '#': browsers send that part to nobody.
    const std::string address = services.public_url + "/door/#" + offer->code.text();
    const std::string picture =
        qr::render_svg(qr::make_symbol(address, qr::QrLevel::M), {"Mã QR ghép máy", std::nullopt});
    co_return created({{"code", offer->code.text()},
                       {"qr_text", address},
                       {"qr_svg", picture},
                       {"expires_at", rfc3339(offer->expires_at)},
                       {"valid_from", rfc3339(offer->valid_from)},
                       {"valid_until", rfc3339(offer->valid_until)}});
}

asio::awaitable<net::Response> list_doors(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    struct Seen {
        std::vector<usecase::DoorView> doors;
        Instant at;
    };
    const auto question = [&](store::ReadTx& tx) -> Result<Seen> {
        auto doors = usecase::list_doors(tx, call.actor, *event);
        if (!doors) return doors.error();
        return Seen{std::move(*doors), tx.now()};
    };
    const auto seen = co_await services.store.read(question);
    co_return answer(call, seen, [](const auto& found) {
        Json items = Json::array();
        for (const auto& view : found.doors) items.push_back(door_view_json(view));
        return Json{{"items", std::move(items)}, {"as_of", rfc3339(found.at)}};
    });
}

asio::awaitable<net::Response> revoke_door(Services& services, Call& call) {
    const auto id = captured<DeviceId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [&](store::WriteTx& tx) { return usecase::revoke_door(tx, call.actor, *id); };
    const auto revoked = co_await services.store.write(job);
    co_return answer(call, revoked);
}

asio::awaitable<net::Response> enrol_door(Services& services, Call& call) {
    const auto body = body_of(call);
    if (!body) co_return problem(body.error(), call.request_id());
    ObjectReader in(*body);
    const std::string code = in.raw_text("code", {1, 200});
    const std::string app_version = in.optional_text("app_version", {0, 64});
    in.finish();
    if (in.faults().any()) co_return problem(in.failure(), call.request_id());
    const std::string& address = call.request.remote_address;
    constexpr const char* subject = "door enrolment";
    if (const auto wait_s = services.rate_limiter.begin_guess(subject, address))
        co_return too_many_guesses(*wait_s, call);
    const auto job = [&](store::WriteTx& tx) -> Result<EnrolledAnswer> {
        auto enrolled = usecase::enrol(tx, code, app_version);
        if (!enrolled) return enrolled.error();
        auto setting = usecase::door_setting(tx, enrolled->device);
        if (!setting) return setting.error();
        return EnrolledAnswer{std::move(*enrolled), std::move(*setting)};
    };
    const auto enrolled = co_await services.store.write(job);
    if (!enrolled) co_return problem(enrolled.error(), call.request_id());
    services.rate_limiter.note_right_guess(subject, address);
    co_return created({{"token", enrolled->door.token.text()},
                       {"setting", door_setting_json(enrolled->setting, services.public_host)}});
}

asio::awaitable<net::Response> greet_door(Services& services, Call& call) {
    const auto form = hello_form(call);
    if (!form) co_return problem(form.error(), call.request_id());
    const auto job = [&](store::WriteTx& tx) { return usecase::greet(tx, call.actor, *form); };
    const auto greeted = co_await services.store.write(job);
    // As late as possible: the phone takes half the way there and back for the error.
    const Instant now = services.clock();
    co_return answer(call, greeted, [&](const auto& hello) { return hello_json(hello, now); });
}

asio::awaitable<net::Response> get_door_snapshot(Services& services, Call& call) {
    const std::string cursor(call.request.query_value("cursor").value_or(""));
    const auto question = [&](store::ReadTx& tx) {
        return usecase::door_snapshot(tx, call.actor, cursor, snapshot_rows);
    };
    const auto page = co_await services.store.read(question);
    co_return answer(call, page, [&](const auto& found) {
        return snapshot_json(found, services.public_host, services.clock());
    });
}

asio::awaitable<net::Response> get_door_changes(Services& services, Call& call) {
    const auto since = since_of(call);
    if (!since) co_return problem(since.error(), call.request_id());
    const auto question = [&](store::ReadTx& tx) {
        return usecase::door_changes(tx, call.actor, *since, changes_rows);
    };
    const auto changes = co_await services.store.read(question);
    co_return answer(call, changes, [&](const auto& found) {
        return changes_json(found, services.public_host, services.clock());
    });
}

}  // namespace kinhmoi::api
