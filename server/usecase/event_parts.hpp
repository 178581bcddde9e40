// SPDX-License-Identifier: Apache-2.0
// The verbs for everything that belongs to one event: sites, gates, groups, quotas, contacts,
// tasks, documents and livestreams. What differs from one to the next is in part_rules.hpp.
#pragma once

#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/rows/page.hpp"
#include "server/usecase/part_rules.hpp"
#include "server/usecase/seen.hpp"

namespace kinhmoi::usecase {

/// What the actor may see of them, in their own order. not_found: the event is out of scope.
template <class Part>
Result<std::vector<Part>> list_parts(store::ReadTx& tx, const Actor& actor, const EventId& event,
                                     const store::Page& page);

/// One of them. not_found: out of scope.
template <class Part>
Result<Part> get_part(store::ReadTx& tx, const Actor& actor, const IdOf<Part>& id);

/// Part.id is made here. not_found (event), invalid (rules, references), conflict (code taken).
template <class Part>
Result<Part> create_part(store::WriteTx& tx, const Actor& actor, const EventId& event, Part part);

/// Replaces all but the id and the event. changed: not as seen. Also conflict when lists forbid the
/// change.
template <class Part>
Result<Part> update_part(store::WriteTx& tx, const Actor& actor, const IdOf<Part>& id, Part part,
                         const Seen<Part>& seen = {});

/// conflict, saying what uses it, while something does. changed: not as seen.
template <class Part>
Result<void> delete_part(store::WriteTx& tx, const Actor& actor, const IdOf<Part>& id,
                         const Seen<Part>& seen = {});

}  // namespace kinhmoi::usecase
