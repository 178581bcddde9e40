// SPDX-License-Identifier: Apache-2.0
#include "server/api/backups_api.hpp"

#include <algorithm>

#include "server/api/nullable.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/audit.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Json copy_json(const BackupCopy& copy) {
    return {{"file", copy.file},
            {"created_at", copy.created_at.empty() ? Json(nullptr) : Json(copy.created_at)},
            {"bytes", copy.bytes},
            {"is_good", copy.is_good}};
}

Json state_json(const BackupState& state) {
    Json copies = Json::array();
    for (const BackupCopy& copy : state.copies) copies.push_back(copy_json(copy));
    const auto good = std::find_if(state.copies.begin(), state.copies.end(),
                                   [](const BackupCopy& copy) { return copy.is_good; });
    Json failed;
    if (state.failed)
        failed = {{"at", rfc3339(state.failed->at)},
                  {"message", {{"vi", state.failed->why.vi}, {"en", state.failed->why.en}}}};
    return {{"folder", state.folder},
            {"free_bytes", number_or_null(state.free_bytes)},
            {"database_bytes", state.database_bytes},
            {"running_since", time_or_null(state.running_since)},
            {"failed", std::move(failed)},
            {"last_good", good == state.copies.end() ? Json(nullptr) : copy_json(*good)},
            {"copies", std::move(copies)}};
}

}  // namespace

asio::awaitable<net::Response> get_backups(Services& services, Call&) {
    co_return ok(state_json(co_await services.backups()));
}

asio::awaitable<net::Response> begin_backup(Services& services, Call& call) {
    const auto begun = co_await services.begin_backup();
    if (!begun) co_return problem(begun.error(), call.request_id());
    const auto note = [actor = call.actor](store::WriteTx& tx) {
        usecase::audit(tx, actor, "backup.begin", std::nullopt, "");
    };
    co_await services.store.write(note);
    net::Response response = ok(state_json(co_await services.backups()));
    response.status = 202;
    co_return response;
}

}  // namespace kinhmoi::api
