// SPDX-License-Identifier: Apache-2.0
#include "server/api/supplement_api.hpp"

#include "common/domain/scan.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/lists_json.hpp"
#include "server/api/respond.hpp"
#include "server/api/scans_api.hpp"
#include "server/usecase/supplement.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

usecase::SupplementLine line_of(ObjectReader& item) {
    usecase::SupplementLine line;
    line.scan = item.id<ScanId>("scan_id");
    line.delegate = item.optional_id<DelegateId>("delegate");
    line.pass = item.optional_id<PassId>("pass_id");
    line.text = item.optional_text("text", {0, scan_text_max_bytes});
    line.at = item.optional_instant("at");
    line.count =
        static_cast<std::uint16_t>(item.optional_integer("count", 1, scan_count_max).value_or(1));
    const int ways = line.delegate.has_value() + line.pass.has_value() + !line.text.empty();
    if (ways != 1) {
        item.fault("delegate", "not_one",
                   {"hoặc pass_id hoặc text: cần đúng một thông tin.",
                    "or pass_id or text: exactly one of them is required."});
    }
    item.finish();
    return line;
}

Result<usecase::Supplement> supplement_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    usecase::Supplement supplement;
    supplement.gate = in.id<GateId>("gate_id");
    supplement.at = in.instant("at");
    supplement.is_trial = in.boolean("is_trial", false);
    for (ObjectReader& item : in.objects("lines", usecase::supplement_lines_max))
        supplement.lines.push_back(line_of(item));
    in.finish();
    if (in.faults().any()) return in.failure();
    return supplement;
}

Result<usecase::SupplementGuest> guest_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    usecase::SupplementGuest guest;
    guest.scan = in.id<ScanId>("scan_id");
    guest.gate = in.id<GateId>("gate_id");
    guest.at = in.instant("at");
    guest.form = read_walk_in(in);
    in.finish();
    if (in.faults().any()) return in.failure();
    return guest;
}

Json answer_json(const usecase::SupplementAnswer& line) {
    return {{"scan_id", to_text(line.scan)},
            {"is_recorded", line.is_recorded},
            {"why_not", line.why_not ? message_json(*line.why_not) : Json(nullptr)},
            {"name", line.name}};
}

}  // namespace

asio::awaitable<net::Response> post_supplement(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto supplement = supplement_of(call);
    if (!supplement) co_return problem(supplement.error(), call.request_id());
    const auto job = [&](store::WriteTx& tx) {
        return usecase::record_supplement(tx, call.actor, *event, *supplement,
                                          services.public_host);
    };
    const auto answers = co_await services.store.write(job);
    co_return answer(call, answers, [](const auto& lines) {
        Json items = Json::array();
        for (const auto& line : lines) items.push_back(answer_json(line));
        return Json{{"lines", std::move(items)}};
    });
}

asio::awaitable<net::Response> post_guest(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto guest = guest_of(call);
    if (!guest) co_return problem(guest.error(), call.request_id());
    if (!services.master_key) co_return problem(no_key_for_passes(), call.request_id());
    const auto job = [&](store::WriteTx& tx) {
        return usecase::record_guest(tx, call.actor, *event, *guest, *services.master_key);
    };
    const auto made = co_await services.store.write(job);
    co_return answer(call, made, [](const DelegateId& id) {
        return Json{{"delegate", to_text(id)}};
    });
}

}  // namespace kinhmoi::api
