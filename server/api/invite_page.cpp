// SPDX-License-Identifier: Apache-2.0
#include "server/api/invite_page.hpp"

#include "server/api/embedded.hpp"
#include "server/api/html.hpp"
#include "server/api/invite_html.hpp"
#include "server/api/key_ring_cache.hpp"
#include "server/api/pass_handles.hpp"
#include "server/api/pass_json.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

bool is_secure(const Services& services, const net::Request& request) {
    // Behind a proxy that ends TLS the connection here is plain, the browser's is not.
    return request.is_tls || services.public_url.starts_with("https://");
}

const char* cookie_name(const Services& services, const net::Request& request) {
    return is_secure(services, request) ? "__Host-pass" : "pass";
}

std::string cookie(const Services& services, const net::Request& request,
                   const std::string& handle) {
    return std::string(cookie_name(services, request)) + "=" + handle +
           "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" +
           std::to_string(pass_handle_life_ms / second_ms) +
           (is_secure(services, request) ? "; Secure" : "");
}

std::optional<usecase::PresentedPass> presented(const Services& services,
                                                const net::Request& request) {
    const auto handle = request.cookie(cookie_name(services, request));
    if (!handle) return std::nullopt;
    return services.pass_handles.open(*handle, services.clock());
}

net::Response refusal_page(const Failure& failure) {
    return failure.kind() == FailureKind::gone ? replaced_pass_page() : no_such_pass_page();
}

}  // namespace

asio::awaitable<net::Response> open_pass(Services& services, Call& call) {
    const auto ring = co_await services.key_ring.ring();
    const auto judged = qr::judge_digits(call.request.captures.at(0), *ring);
    // What a stolen key signed counts only if it is, word for word, what we issued: /moi compares.
    if (!judged.is_signed()) co_return no_such_pass_page();
    const usecase::PresentedPass pass{judged.payload.pass_id, judged.payload.issue,
                                      judged.payload.kid};
    net::Response response = net::Response::see_other("/moi");
    response.set_header("Set-Cookie", cookie(services, call.request,
                                             services.pass_handles.seal(pass, services.clock())));
    co_return response;
}

asio::awaitable<net::Response> get_invitation(Services& services, Call& call) {
    const auto pass = presented(services, call.request);
    if (!pass) co_return no_such_pass_page();
    const auto ask = [pass = *pass](store::ReadTx& tx) { return usecase::invitation(tx, pass); };
    const auto view = co_await services.store.read(ask);
    if (!view) co_return refusal_page(view.error());
    co_return invitation_page(*view);
}

asio::awaitable<net::Response> get_invitation_qr(Services& services, Call& call) {
    const auto pass = presented(services, call.request);
    if (!pass) co_return no_such_pass_page();
    const auto ask = [pass = *pass](store::ReadTx& tx) {
        return usecase::presented_pass(tx, pass);
    };
    const auto row = co_await services.store.read(ask);
    if (!row) co_return refusal_page(row.error());
    auto picture = pass_svg(services, call, *row);
    if (!picture) co_return no_such_pass_page();
    co_return std::move(*picture);
}

asio::awaitable<net::Response> get_invitation_style(Services&, Call&) {
    net::Response response = net::Response::text(std::string(invite_page_css()));
    response.content_type = "text/css; charset=utf-8";
    response.set_header("Cache-Control", "no-cache");
    co_return response;
}

}  // namespace kinhmoi::api
