// SPDX-License-Identifier: Apache-2.0
#include "server/api/plan_api.hpp"

#include "common/base/faults.hpp"
#include "server/api/events_api.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/plan_json.hpp"
#include "server/api/respond.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

Json outcome_json(const usecase::PlanOutcome& outcome) {
    return {{"event", event_json(outcome.event)},
            {"created", outcome.created},
            {"updated", outcome.updated},
            {"unchanged", outcome.unchanged},
            {"extra", outcome.extra}};
}

}  // namespace

asio::awaitable<net::Response> get_plan(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto question = [actor = call.actor, of = *event](store::ReadTx& tx) {
        return usecase::export_plan(tx, actor, of);
    };
    const auto plan = co_await services.store.read(question);
    co_return answer(call, plan, plan_json);
}

asio::awaitable<net::Response> put_plan(Services& services, Call& call) {
    const auto body = body_of(call);
    if (!body) co_return problem(body.error(), call.request_id());
    PlanReading reading = read_plan(*body);
    if (!reading.faults.empty())
        co_return problem(invalid(std::move(reading.faults)), call.request_id());
    const auto job = [actor = call.actor, plan = std::move(reading.plan)](store::WriteTx& tx) {
        return usecase::import_plan(tx, actor, plan);
    };
    const auto outcome = co_await services.store.write(job);
    co_return answer(call, outcome, outcome_json);
}

asio::awaitable<net::Response> check_plan(Services& services, Call& call) {
    const auto body = body_of(call);
    if (!body) co_return problem(body.error(), call.request_id());
    PlanReading reading = read_plan(*body);
    std::vector<FieldFault> faults = std::move(reading.faults);
    if (faults.empty()) {
        const auto question = [actor = call.actor,
                               plan = std::move(reading.plan)](store::ReadTx& tx) {
            return usecase::plan_conflicts(tx, actor, plan);
        };
        faults = co_await services.store.read(question);
    }
    Json items = Json::array();
    for (const FieldFault& fault : faults) {
        items.push_back({{"path", fault.path},
                         {"code", fault.code},
                         {"message", {{"vi", fault.message.vi}, {"en", fault.message.en}}}});
    }
    co_return ok({{"faults", std::move(items)}});
}

}  // namespace kinhmoi::api
