// SPDX-License-Identifier: Apache-2.0
#include "server/api/system_api.hpp"

#include "server/api/embedded.hpp"
#include "server/api/respond.hpp"

namespace kinhmoi::api {
namespace {

const char* state_word(store::HealthState state) {
    switch (state) {
        case store::HealthState::ok:
            return "ok";
        case store::HealthState::degraded:
            return "degraded";
        case store::HealthState::stopped:
            return "stopped";
    }
    return "stopped";
}

const char* disk_word(std::uint64_t free_bytes) {
    if (free_bytes < disk_full_bytes) return "full";
    return free_bytes < disk_low_bytes ? "low" : "ok";
}

}  // namespace

boost::asio::awaitable<net::Response> get_start_page(Services&, Call&) {
    co_return net::Response::html(std::string(start_page_html()));
}

boost::asio::awaitable<net::Response> get_start_style(Services&, Call&) {
    net::Response response = net::Response::text(std::string(start_page_css()));
    response.content_type = "text/css; charset=utf-8";
    response.set_header("Cache-Control", "no-cache");
    co_return response;
}

boost::asio::awaitable<net::Response> get_icon(Services&, Call&) {
    net::Response response = net::Response::text(std::string(icon_svg()));
    response.content_type = "image/svg+xml";
    response.set_header("Cache-Control", "public, max-age=86400");
    co_return response;
}

boost::asio::awaitable<net::Response> get_openapi(Services&, Call&) {
    net::Response response = net::Response::text(std::string(openapi_yaml()));
    response.content_type = "application/yaml; charset=utf-8";
    response.set_header("Cache-Control", "no-cache");
    co_return response;
}

boost::asio::awaitable<net::Response> get_health(Services&, Call&) {
    co_return ok({{"status", "ok"}});
}

boost::asio::awaitable<net::Response> get_readiness(Services& services, Call&) {
    const store::StoreHealth health = services.store.health();
    const bool is_ready = !services.is_draining && health.state == store::HealthState::ok;
    net::Response response = ok({
        {"status", is_ready ? "ready" : "not_ready"},
        {"store", state_word(health.state)},
        {"can_sign_passes", services.master_key != nullptr},
        {"draining", services.is_draining},
        {"disk", disk_word(services.free_disk_bytes())},
    });
    if (!is_ready) response.status = 503;
    co_return response;
}

boost::asio::awaitable<net::Response> get_metrics(Services& services, Call&) {
    net::Response response = net::Response::text(services.metrics());
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    co_return response;
}

}  // namespace kinhmoi::api
