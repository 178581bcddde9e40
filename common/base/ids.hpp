// SPDX-License-Identifier: Apache-2.0
// Identifiers: a strong type a table, so that a SiteId can never be passed where an EventId is
// meant.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/base/time.hpp"

namespace kinhmoi {

/// Lower-case hexadecimal of any bytes.
std::string to_hex(std::span<const std::uint8_t> bytes);
/// Exactly out.size() bytes from hexadecimal of either case; false for anything else.
bool from_hex(std::string_view text, std::span<std::uint8_t> out);

/// N bytes that name something. Tag keeps one kind from another. Ordered bytewise.
template <class Tag, std::size_t N>
struct FixedId {
    static constexpr std::size_t size = N;
    std::array<std::uint8_t, N> bytes{};

    auto operator<=>(const FixedId&) const = default;
    bool is_nil() const { return *this == FixedId{}; }
};

/// A UUID (version 7 when we make it). In the API: 36 characters with hyphens, lower case.
template <class Tag>
using Uuid = FixedId<Tag, 16>;

using EventId = Uuid<struct EventTag>;
using ProgramId = Uuid<struct ProgramTag>;
using SiteId = Uuid<struct SiteTag>;
using GateId = Uuid<struct GateTag>;
using AgencyId = Uuid<struct AgencyTag>;
using GroupId = Uuid<struct GroupTag>;
using QuotaId = Uuid<struct QuotaTag>;
using ListId = Uuid<struct ListTag>;
using DelegateId = Uuid<struct DelegateTag>;
using PartyId = Uuid<struct PartyTag>;
using LateChangeId = Uuid<struct LateChangeTag>;
using ExtensionId = Uuid<struct ExtensionTag>;
using IncidentId = Uuid<struct IncidentTag>;
using ContactId = Uuid<struct ContactTag>;
using TaskId = Uuid<struct TaskTag>;
using DocumentId = Uuid<struct DocumentTag>;
using StreamId = Uuid<struct StreamTag>;
using AccountId = Uuid<struct AccountTag>;
using SessionId = Uuid<struct SessionTag>;
using TokenId = Uuid<struct TokenTag>;
using LinkId = Uuid<struct LinkTag>;
using DeviceId = Uuid<struct DeviceTag>;

/// 16 random bytes made by the phone; not a UUID, written as 32 hexadecimal digits.
using ScanId = FixedId<struct ScanTag, 16>;
/// 8 random bytes, written as 16 hexadecimal digits.
using PassId = FixedId<struct PassTag, 8>;
/// 8 random bytes an enrolment of a door device.
using EpochId = FixedId<struct EpochTag, 8>;
/// SHA-256 of a secret (token, link, code): all that is ever stored of one.
using SecretHash = FixedId<struct SecretHashTag, 32>;

/// "0190b8c1-…": the text form of a UUID.
std::string uuid_text(std::span<const std::uint8_t, 16> bytes);
/// False unless text is exactly 36 characters in the 8-4-4-4-12 form.
bool parse_uuid(std::string_view text, std::span<std::uint8_t, 16> out);
/// Makes version 7 UUIDs of RFC 9562, each greater than the one before: 48 bits of milliseconds, a
/// 12-bit counter within the millisecond, random bits. A full counter and a clock that stands or
/// goes back borrow from the milliseconds to come.
class UuidSequence {
public:
    std::array<std::uint8_t, 16> next(Instant now, std::span<const std::uint8_t, 8> random);

private:
    std::int64_t ms_ = 0;
    std::uint16_t counter_ = 0;
};

template <class Tag>
std::string to_text(const FixedId<Tag, 16>& id) {
    if constexpr (std::is_same_v<FixedId<Tag, 16>, ScanId>) return to_hex(id.bytes);
    else return uuid_text(id.bytes);
}
template <class Tag, std::size_t N>
requires(N != 16) std::string to_text(const FixedId<Tag, N>& id) {
    return to_hex(id.bytes);
}

/// The id that text names, or nothing when text is not of the id's form.
template <class IdType>
std::optional<IdType> parse_id(std::string_view text) {
    IdType id;
    if constexpr (IdType::size == 16 && !std::is_same_v<IdType, ScanId>) {
        if (!parse_uuid(text, id.bytes)) return std::nullopt;
    } else {
        if (!from_hex(text, id.bytes)) return std::nullopt;
    }
    return id;
}

}  // namespace kinhmoi

template <class Tag, std::size_t N>
struct std::hash<kinhmoi::FixedId<Tag, N>> {
    std::size_t operator()(const kinhmoi::FixedId<Tag, N>& id) const noexcept {
        // The last 8 bytes are random in every kind of id here.
        std::uint64_t word;
        std::memcpy(&word, id.bytes.data() + (N - 8), 8);
        return static_cast<std::size_t>(word);
    }
};
