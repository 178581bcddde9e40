// SPDX-License-Identifier: Apache-2.0
#include "server/api/keys_api.hpp"

#include <charconv>

#include "server/api/pass_json.hpp"
#include "server/usecase/keys.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Json key_json(const usecase::KeyView& key) {
    return {{"kid", key.kid},
            {"public_key", to_hex(key.public_key)},
            {"state", qr::key_state_name(key.state)},
            {"created_at", rfc3339(key.created_at)},
            {"changed_at", rfc3339(key.changed_at)}};
}

/// The key number in the first {name} of the route.
Result<std::uint16_t> captured_kid(const Call& call) {
    const std::string& text = call.request.captures.at(0);
    std::uint16_t kid = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, kid);
    if (error == std::errc{} && stop == end && kid > 0) return kid;
    return Failure(FailureKind::not_found, {"Không tìm thấy khoá.", "No such key."});
}

}  // namespace

asio::awaitable<net::Response> list_keys(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto ask = [actor = call.actor, event = *event](store::ReadTx& tx) {
        return usecase::list_keys(tx, actor, event);
    };
    co_return answer(call, co_await services.store.read(ask), [](const auto& keys) {
        Json items = Json::array();
        for (const usecase::KeyView& key : keys) items.push_back(key_json(key));
        return page_json(std::move(items), "");
    });
}

asio::awaitable<net::Response> rotate_key(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto key = signing_master_key(services);
    if (!key) co_return problem(key.error(), call.request_id());
    const auto rotate = [actor = call.actor, event = *event, &key](store::WriteTx& tx) {
        return usecase::rotate_key(tx, actor, event, **key);
    };
    const auto made = co_await services.store.write(rotate);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return created(key_json(*made));
}

asio::awaitable<net::Response> compromise_key(Services& services, Call& call) {
    const auto kid = captured_kid(call);
    if (!kid) co_return problem(kid.error(), call.request_id());
    const auto key = signing_master_key(services);
    if (!key) co_return problem(key.error(), call.request_id());
    const auto mark = [actor = call.actor, kid = *kid, &key](store::WriteTx& tx) {
        return usecase::mark_key_compromised(tx, actor, kid, **key);
    };
    co_return answer(call, co_await services.store.write(mark), key_json);
}

}  // namespace kinhmoi::api
