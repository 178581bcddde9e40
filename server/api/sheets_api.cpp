// SPDX-License-Identifier: Apache-2.0
#include "server/api/sheets_api.hpp"

#include "server/api/query.hpp"
#include "server/api/respond.hpp"
#include "server/api/sheet_tables.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

constexpr const char* xlsx_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr const char* csv_type = "text/csv; charset=utf-8";

net::Response download(std::string bytes, const char* type, const std::string& name) {
    net::Response response;
    response.body = std::move(bytes);
    response.content_type = type;
    response.set_header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

/// Numbers for all who may read them; people only for those who may see lists of people.
Result<std::string> report_xlsx(store::ReadTx& tx, const Actor& actor, const EventId& event) {
    const auto report = usecase::attendance_report(tx, actor, event);
    if (!report) return report.error();
    const auto people = usecase::attendees(tx, actor, event, store::DelegateSort::protocol);
    if (!people) return people.error();
    auto tables = report_tables(*report, people->event.time_zone);
    if (allows(actor.role, Permission::read_delegate)) {
        for (sheet::Table& table : people_tables(*people)) tables.push_back(std::move(table));
    }
    return sheet::write_xlsx(tables);
}

/// Notes the export, then makes the file on a reader's thread: it takes a while.
asio::awaitable<net::Response> export_delegates(Services& services, Call& call, bool is_xlsx) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto sort = query_word(call, "sort", &store::parse_delegate_sort);
    if (!sort) co_return problem(sort.error(), call.request_id());
    const auto note = [actor = call.actor, id = *event, is_xlsx](store::WriteTx& tx) {
        return usecase::note_export(tx, actor, id, "delegates.export", is_xlsx ? "xlsx" : "csv");
    };
    const auto noted = co_await services.store.write(note);
    if (!noted) co_return problem(noted.error(), call.request_id());
    const auto make = [actor = call.actor, id = *event, is_xlsx,
                       order = sort->value_or(store::DelegateSort::given_name)](
                          store::ReadTx& tx) -> Result<std::string> {
        const auto list = usecase::attendees(tx, actor, id, order);
        if (!list) return list.error();
        const sheet::Table table = delegate_table(*list);
        return is_xlsx ? sheet::write_xlsx({table}) : sheet::write_csv(table);
    };
    auto made = co_await services.store.read(make);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return is_xlsx ? download(std::move(*made), xlsx_type, "delegates.xlsx")
                      : download(std::move(*made), csv_type, "delegates.csv");
}

}  // namespace

asio::awaitable<net::Response> get_report_xlsx(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto note = [actor = call.actor, id = *event](store::WriteTx& tx) {
        return usecase::note_export(tx, actor, id, "report.export", "xlsx");
    };
    const auto noted = co_await services.store.write(note);
    if (!noted) co_return problem(noted.error(), call.request_id());
    const auto make = [actor = call.actor, id = *event](store::ReadTx& tx) {
        return report_xlsx(tx, actor, id);
    };
    auto made = co_await services.store.read(make);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return download(std::move(*made), xlsx_type, "attendance.xlsx");
}

asio::awaitable<net::Response> get_delegates_xlsx(Services& services, Call& call) {
    co_return co_await export_delegates(services, call, true);
}

asio::awaitable<net::Response> get_delegates_csv(Services& services, Call& call) {
    co_return co_await export_delegates(services, call, false);
}

}  // namespace kinhmoi::api
