// SPDX-License-Identifier: Apache-2.0
#include "server/api/web_pages.hpp"

#include "server/api/edge_problem.hpp"
#include "server/api/html.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

struct Allowance {
    std::string_view prefix;
    std::string_view policy;       ///< Content-Security-Policy
    std::string_view permissions;  ///< Permissions-Policy; empty: the edge's own, without camera
};

/// The first prefix wins. A worker obeys the policy of its own file, not that of the page which
/// starts it: so /assets/ allows what the door's decoder needs, and nothing that documents need.
constexpr Allowance allowances[] = {
    {"/door/",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
     "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; "
     "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
     "frame-ancestors 'none'",
     "camera=(self), screen-wake-lock=(self)"},
    {"/assets/",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
     "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
     ""},
    {"/",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
     "base-uri 'none'; frame-ancestors 'none'",
     ""},
};

net::Response not_built() {
    return page(
        "Chưa có giao diện",
        "<h1>Máy chủ này chưa có các trang giao diện</h1>\n"
        "<p>Chương trình được dựng không kèm giao diện; giao diện lập trình (API) vẫn hoạt "
        "động. Đề nghị quản trị viên dựng lại chương trình có kèm giao diện.</p>\n"
        "<p lang=\"en\">This program was built without its pages (KINHMOI_WEB=OFF); the API "
        "works. Build it again with them.</p>\n"
        "<p><a href=\"/\">Về trang đầu</a></p>\n",
        503);
}

net::Response file_or_refusal(const Services& services, const Call& call, std::string_view file) {
    if (services.web_files.empty()) return not_built();
    auto response = services.web_files.answer(call.request, file);
    if (!response) return edge_problem(404, "not_found", call.request_id());
    for (const Allowance& allowance : allowances) {
        if (!call.request.path.starts_with(allowance.prefix)) continue;
        response->set_header("Content-Security-Policy", allowance.policy);
        if (!allowance.permissions.empty())
            response->set_header("Permissions-Policy", allowance.permissions);
        break;
    }
    return std::move(*response);
}

}  // namespace

asio::awaitable<net::Response> add_slash(Services&, Call& call) {
    net::Response response;
    response.status = 308;
    response.set_header("Location", call.request.path + "/");
    co_return response;
}

asio::awaitable<net::Response> get_app(Services& services, Call& call) {
    co_return file_or_refusal(services, call, call.request.path + "index.html");
}

asio::awaitable<net::Response> get_access(Services& services, Call& call) {
    co_return file_or_refusal(services, call, "/access/index.html");
}

asio::awaitable<net::Response> get_web_file(Services& services, Call& call) {
    co_return file_or_refusal(services, call, call.request.path);
}

}  // namespace kinhmoi::api
