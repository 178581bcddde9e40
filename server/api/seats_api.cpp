// SPDX-License-Identifier: Apache-2.0
#include "server/api/seats_api.hpp"

#include "common/base/limits.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/seats.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Result<std::vector<usecase::SeatRow>> rows_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    std::vector<usecase::SeatRow> rows;
    for (ObjectReader& item : in.objects("items", usecase::seat_rows_max)) {
        usecase::SeatRow& row = rows.emplace_back();
        row.delegate = item.optional_id<DelegateId>("delegate");
        row.short_number = item.optional_text("short_number", {0, limits::code_text});
        if (!row.delegate && row.short_number.empty()) {
            item.fault("short_number", "missing",
                       {"hoặc delegate là thông tin bắt buộc.", "or delegate is required."});
        }
        // The rule of a seat judges what is too long.
        row.seat = item.optional_text("seat", {0, limits::cell_text});
        item.finish();
    }
    in.finish();
    if (in.faults().any()) return in.failure();
    return rows;
}

}  // namespace

asio::awaitable<net::Response> post_seats(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto rows = rows_of(call);
    if (!rows) co_return problem(rows.error(), call.request_id());
    const auto job = [actor = call.actor, id = *event, all = *rows](store::WriteTx& tx) {
        return usecase::set_seats(tx, actor, id, all);
    };
    const auto changed = co_await services.store.write(job);
    co_return answer(call, changed, [](int count) { return Json{{"changed", count}}; });
}

}  // namespace kinhmoi::api
