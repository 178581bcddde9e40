// SPDX-License-Identifier: Apache-2.0
// Seats typed or pasted for many delegates at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

constexpr std::size_t seat_rows_max = 5'000;

/// One of the two says who.
struct SeatRow {
    std::optional<DelegateId> delegate;
    std::string short_number;  ///< of a pass, as printed or typed; a party's seats its leader
    std::string seat;          ///< "" takes it away
};
/// How many seats are others now. Any fault, and nothing is saved: all are named at once
/// ("/items/3/short_number").
Result<int> set_seats(store::WriteTx& tx, const Actor& actor, const EventId& event,
                      const std::vector<SeatRow>& rows);

}  // namespace kinhmoi::usecase
