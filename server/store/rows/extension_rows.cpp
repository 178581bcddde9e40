// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/extension_rows.hpp"

#include "server/store/rows/columns.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/scope.hpp"

namespace kinhmoi::store {
namespace {

#define EXTENSION_COLUMNS                                                               \
    "id, event_id, agency_id, due_on, minute_of_day, is_inclusive, reason, granted_at," \
    " granted_by"

Extension read_extension(const Rows& rows) {
    Extension extension;
    DeadlineColumns deadline;
    rows.read(extension.id, extension.event, extension.agency, deadline.due_on,
              deadline.minute_of_day, deadline.is_inclusive, extension.reason, extension.granted_at,
              extension.granted_by);
    extension.deadline = deadline_of(deadline).value();
    return extension;
}

}  // namespace

std::vector<Extension> list_extensions(ReadTx& tx, const Actor& actor, const EventId& event,
                                       const Page& page) {
    if (!sees_event(tx, actor, event)) return {};
    const Scope scope = scope_of(actor);
    const auto after = parse_id<ExtensionId>(page.after).value_or(ExtensionId{});
    Rows rows = tx.query("SELECT " EXTENSION_COLUMNS
                         " FROM extensions WHERE event_id = $1 AND ($2 = 1 OR (granted_at, id) <"
                         " (SELECT granted_at, id FROM extensions WHERE id = $3))"
                         " AND ($4 = 0 OR agency_id = $5)"
                         " ORDER BY granted_at DESC, id DESC LIMIT $6",
                         event, after.is_nil(), after, scope.is_clerk, scope.agency, page.limit);
    std::vector<Extension> extensions;
    while (rows.next()) extensions.push_back(read_extension(rows));
    return extensions;
}

std::string cursor_of(const Extension& extension) {
    return to_text(extension.id);
}

std::optional<Extension> latest_extension(ReadTx& tx, const EventId& event,
                                          const AgencyId& agency) {
    Rows rows = tx.query("SELECT " EXTENSION_COLUMNS
                         " FROM extensions WHERE event_id = $1 AND agency_id = $2"
                         " ORDER BY granted_at DESC, id DESC LIMIT 1",
                         event, agency);
    if (!rows.next()) return std::nullopt;
    return read_extension(rows);
}

void insert(WriteTx& tx, const Extension& extension) {
    const DeadlineColumns deadline = deadline_columns(extension.deadline);
    tx.execute("INSERT INTO extensions (" EXTENSION_COLUMNS
               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
               extension.id, extension.event, extension.agency, deadline.due_on,
               deadline.minute_of_day, deadline.is_inclusive, extension.reason,
               extension.granted_at, extension.granted_by);
}

}  // namespace kinhmoi::store
