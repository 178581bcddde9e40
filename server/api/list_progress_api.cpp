// SPDX-License-Identifier: Apache-2.0
#include "server/api/list_progress_api.hpp"

#include "server/api/lists_json.hpp"
#include "server/api/place_query.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/reminders.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Json list_totals_json(const usecase::ListTotals& totals) {
    return {{"lists", totals.lists},         {"not_begun", totals.not_begun},
            {"draft", totals.draft},         {"returned", totals.returned},
            {"submitted", totals.submitted}, {"approved", totals.approved},
            {"locked", totals.locked},       {"overdue", totals.overdue},
            {"late", totals.late},           {"over", totals.over},
            {"persons", totals.persons}};
}

Json reminders_json(const std::vector<usecase::Reminder>& reminders) {
    Json items = Json::array();
    for (const usecase::Reminder& reminder : reminders) {
        Json lists = Json::array();
        for (const auto& list : reminder.lists) lists.push_back(to_text(list.entry.list.id));
        items.push_back(
            {{"agency", {{"id", to_text(reminder.agency)}, {"name", reminder.agency_name}}},
             {"is_overdue", reminder.is_overdue},
             {"lists", std::move(lists)},
             {"text", reminder.text}});
    }
    return {{"items", std::move(items)}};
}

}  // namespace

asio::awaitable<net::Response> get_list_totals(Services& services, Call& call) {
    const auto place = place_of_query(call);
    if (!place) co_return problem(place.error(), call.request_id());
    const auto question = [actor = call.actor, wanted = *place](store::ReadTx& tx) {
        return usecase::list_totals(tx, actor, wanted);
    };
    co_return answer(call, co_await services.store.read(question), list_totals_json);
}

asio::awaitable<net::Response> get_reminders(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto question = [actor = call.actor, id = *event, url = services.public_url](
                              store::ReadTx& tx) { return usecase::reminders(tx, actor, id, url); };
    co_return answer(call, co_await services.store.read(question), reminders_json);
}

}  // namespace kinhmoi::api
