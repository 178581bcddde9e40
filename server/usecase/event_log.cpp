// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/event_log.hpp"

#include <map>

#include "server/store/rows/account_rows.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/list_context.hpp"
#include "server/usecase/subject_name.hpp"

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

std::vector<LogLine> with_names(store::ReadTx& tx, const Actor& actor,
                                std::vector<store::AuditEntry> entries) {
    std::map<std::string, std::string> actors;
    std::vector<LogLine> lines;
    for (store::AuditEntry& entry : entries) {
        const auto [known, is_new] = actors.try_emplace(entry.actor);
        if (is_new) known->second = name_of_actor(tx, entry.actor);
        std::string subject = subject_name(tx, actor, entry);
        lines.push_back({std::move(entry), known->second, std::move(subject)});
    }
    return lines;
}

Result<std::vector<LogLine>> list_event_log(store::ReadTx& tx, const Actor& actor,
                                            const AuditFilter& filter) {
    if (!store::sees_event(tx, actor, *filter.event)) return no_such_event();
    return with_names(tx, actor, list_audit(tx, filter));
}

}  // namespace kinhmoi::usecase
