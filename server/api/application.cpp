// SPDX-License-Identifier: Apache-2.0
#include "server/api/application.hpp"

#include "common/domain/second_factor.hpp"
#include "server/api/authenticate.hpp"
#include "server/api/edge_problem.hpp"
#include "server/api/problem.hpp"
#include "server/api/rate_limiter.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

std::vector<net::Route> net_routes(std::span<const RouteRow> table) {
    std::vector<net::Route> routes;
    for (const RouteRow& row : table) routes.push_back({row.method, row.pattern});
    return routes;
}

std::string caller_text(const std::optional<Actor>& actor) {
    if (!actor) return "anonymous";
    const std::string role = name_of(actor->role);
    return role + " " + (actor->device ? to_text(*actor->device) : to_text(actor->account));
}

}  // namespace

ApiApplication::ApiApplication(Services& services, std::span<const RouteRow> table,
                               ApplicationLogs logs)
    : services_(services), table_(table), router_(net_routes(table)), logs_(std::move(logs)) {}

std::optional<Failure> ApiApplication::judge(const net::Request& request,
                                             const Context& context) const {
    if (auto refusal = services_.credentials.check_origin(request, context.actor,
                                                          context.row->special == Special::file))
        return refusal;
    if (context.row->permission != Permission::anyone) {
        if (!context.actor) {
            return Failure(FailureKind::unauthenticated,
                           {"Đề nghị đăng nhập.", "Sign in, or send a valid token."});
        }
        if (!allows(context.actor->role, context.row->permission)) {
            return Failure(FailureKind::forbidden,
                           {"Tài khoản này không có quyền thực hiện việc này.",
                            "This account may not do this."});
        }
    }
    if (context.row->special == Special::fresh &&
        !is_fresh(context.actor->proven_at, services_.clock())) {
        return Failure(FailureKind::step_up,
                       {"Việc này cần xác nhận lại mật khẩu. Đề nghị nhập mật khẩu để tiếp tục.",
                        "This needs your password again. Enter it to go on."});
    }
    if (request.content_length > large_upload_bytes &&
        services_.free_disk_bytes() < disk_full_bytes) {
        return Failure(
            FailureKind::unavailable,
            {"Ổ đĩa của máy chủ gần đầy nên tạm không nhận tệp lớn. Đề nghị báo quản trị "
             "viên.",
             "The server's disk is nearly full, so large files are not taken for now. "
             "Tell the administrator."});
    }
    if (request.content_length > context.row->body_limit) {
        const std::string most = std::to_string(context.row->body_limit);
        return Failure(FailureKind::too_large, {"Nội dung gửi lên vượt quá " + most + " byte.",
                                                "The body is larger than " + most + " bytes."});
    }
    return std::nullopt;
}

asio::awaitable<std::optional<net::Response>> ApiApplication::before_body(net::Request& request) {
    auto context = std::make_shared<Context>();
    request.context = context;
    net::Router::Match match = router_.match(request.method, request.path);
    if (match.outcome == net::Router::Outcome::found) context->row = &table_[match.row];
    context->actor = co_await services_.credentials.resolve(request);
    if (!context->row || context->row->special != Special::unlimited) {
        if (const auto wait_s = services_.rate_limiter.take(context->actor, request.remote_address))
            co_return too_many_requests(*wait_s, request.request_id);
    }
    if (match.outcome == net::Router::Outcome::method_not_allowed) {
        net::Response response = edge_problem(405, "method_not_allowed", request.request_id);
        response.set_header("Allow", match.allow);
        co_return response;
    }
    if (!context->row) co_return edge_problem(404, "not_found", request.request_id);
    if (const auto refusal = judge(request, *context))
        co_return problem(*refusal, request.request_id);
    request.captures = std::move(match.captures);
    co_return std::nullopt;
}

asio::awaitable<net::Response> ApiApplication::handle(net::Request& request) {
    const auto context = std::static_pointer_cast<Context>(request.context);
    Actor nobody;
    if (!context->actor) nobody.request_id = request.request_id;
    Call call{request, context->actor ? *context->actor : nobody};
    try {
        co_return co_await context->row->handler(services_, call);
    } catch (const store::StoreRefusal& refusal) {
        co_return problem(refusal.failure(), request.request_id);
    }
}

net::Response ApiApplication::refusal(unsigned status, const char* reason,
                                      const std::string& request_id) {
    return edge_problem(status, reason, request_id);
}

void ApiApplication::finished(const net::Request& request, const net::Response& response,
                              std::int64_t micros) {
    const auto context = std::static_pointer_cast<Context>(request.context);
    const RouteRow* row = context ? context->row : nullptr;
    Count& count = counts_[{row, request.method, response.status}];
    count.requests += 1;
    count.micros += micros;
    if (!logs_.access || response.status < logs_.access_from_status) return;
    const std::string_view route = row ? row->pattern : "-";
    const std::string_view method = net::method_name(request.method);
    logs_.access({request.request_id, method, route, response.status, micros,
                  caller_text(context ? context->actor : std::nullopt), request.remote_address});
}

void ApiApplication::threw(const net::Request& request, const std::exception_ptr& error) {
    if (!logs_.error) return;
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& exception) {
        logs_.error(request.request_id, exception.what());
    } catch (...) {
        logs_.error(request.request_id, "unknown exception");
    }
}

std::string ApiApplication::metrics_text() const {
    std::string requests = "# TYPE kinhmoi_http_requests_total counter\n";
    std::string micros = "# TYPE kinhmoi_http_request_microseconds_total counter\n";
    for (const auto& [key, count] : counts_) {
        const auto& [row, method, status] = key;
        const std::string labels = "{method=\"" + std::string(net::method_name(method)) +
                                   "\",route=\"" + (row ? row->pattern : "-") + "\",status=\"" +
                                   std::to_string(status) + "\"} ";
        requests += "kinhmoi_http_requests_total" + labels + std::to_string(count.requests) + "\n";
        micros += "kinhmoi_http_request_microseconds_total" + labels +
                  std::to_string(count.micros) + "\n";
    }
    return requests + micros;
}

}  // namespace kinhmoi::api
