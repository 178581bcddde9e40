// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/event_log.hpp"

#include <map>

#include "server/store/rows/account_rows.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr std::size_t id_letters = 36;

std::string name_of_actor(store::ReadTx& tx, std::string_view actor) {
    constexpr std::string_view account = "account:", door = "door:";
    if (actor.starts_with(account)) {
        const auto id = parse_id<AccountId>(actor.substr(account.size(), id_letters));
        const auto found = id ? store::load_account(tx, *id) : std::nullopt;
        return found ? found->display_name : "";
    }
    if (actor.starts_with(door)) {
        const auto id = parse_id<DeviceId>(actor.substr(door.size(), id_letters));
        const auto found = id ? store::load_device(tx, *id) : std::nullopt;
        return found ? found->device.label : "";
    }
    return "";
}

}  // namespace

Result<std::vector<LogLine>> list_event_log(store::ReadTx& tx, const Actor& actor,
                                            const AuditFilter& filter) {
    if (!store::sees_event(tx, actor, *filter.event)) return no_such_event();
    std::map<std::string, std::string> names;
    std::vector<LogLine> lines;
    for (store::AuditEntry& entry : list_audit(tx, filter)) {
        const auto [known, is_new] = names.try_emplace(entry.actor);
        if (is_new) known->second = name_of_actor(tx, entry.actor);
        lines.push_back({std::move(entry), known->second});
    }
    return lines;
}

}  // namespace kinhmoi::usecase
