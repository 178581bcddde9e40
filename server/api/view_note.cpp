// SPDX-License-Identifier: Apache-2.0
#include "server/api/view_note.hpp"

#include "server/usecase/view_log.hpp"

namespace kinhmoi::api {

boost::asio::awaitable<void> note_view(Services& services, const Call& call, const char* action,
                                       EventId event, std::string subject, bool shows_minors) {
    if (call.actor.role == Role::clerk) co_return;
    const auto job = [actor = call.actor, action, event, subject,
                      shows_minors](store::WriteTx& tx) {
        usecase::note_view(tx, actor, event, action, subject, shows_minors);
    };
    try {
        co_await services.store.write(job);
    } catch (const store::StoreError&) {
        if (shows_minors) throw;
    }
}

}  // namespace kinhmoi::api
