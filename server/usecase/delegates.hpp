// SPDX-License-Identifier: Apache-2.0
// Delegates: search and page, seat and note, duplicates, history.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/rows/delegate_history.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/seen.hpp"

namespace kinhmoi::usecase {

/// A delegate with the names that its ids stand for.
struct DelegateView {
    Delegate delegate;
    std::string site_name;
    std::string group_label;
    std::string agency_name;
    bool is_minor = false;
    std::string time_zone;
};
Result<DelegateView> delegate_view(store::ReadTx& tx, const Actor& actor, const DelegateId& id);

struct DelegatePage {
    std::vector<DelegateView> items;
    std::optional<DelegateId> next;  ///< ask again after this one
};
/// A clerk sees the own agency's only. A search has two letters or more (invalid otherwise).
Result<DelegatePage> delegate_page(store::ReadTx& tx, const Actor& actor,
                                   store::DelegateFilter filter,
                                   const std::optional<DelegateId>& after, int limit);

/// People who stand twice or more among the live delegates: across agencies for an organizer,
/// within the own agency for a clerk.
Result<std::vector<std::vector<DelegateView>>> find_duplicates(store::ReadTx& tx,
                                                               const Actor& actor,
                                                               const EventId& event);

/// What is absent stays; "" takes away.
struct DelegateEdit {
    std::optional<std::string> seat;       ///< up to 64 code points
    std::optional<std::string> door_note;  ///< see door_note_fault()
};
/// By organizers. The doors are told. changed: not as seen.
Result<DelegateView> edit_delegate(store::WriteTx& tx, const Actor& actor, const DelegateId& id,
                                   const DelegateEdit& edit, const Seen<DelegateView>& seen = {});

struct DelegateHistory {
    std::vector<DelegateView> holders;         ///< of the seat, first to present
    std::vector<store::HistoryEntry> entries;  ///< oldest first
};
Result<DelegateHistory> delegate_history(store::ReadTx& tx, const Actor& actor,
                                         const DelegateId& id);

}  // namespace kinhmoi::usecase
