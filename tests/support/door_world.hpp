// SPDX-License-Identifier: Apache-2.0
// A ceremony whose doors are open: two sites, three doors with a phone each, people, children and a
// party with passes; and short ways to make what a phone sends.
#pragma once

#include <string>
#include <vector>

#include "common/domain/account.hpp"
#include "qr/secrets.hpp"
#include "qr/secure_bytes.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/usecase/scans.hpp"

namespace kinhmoi::test {

constexpr const char* door_host = "127.0.0.1";

/// A phone at a door: what it knows and how it counts.
struct Phone {
    DoorDevice device;
    std::string token;  ///< "kmd_…"
    std::int64_t last_dseq = 0;

    Actor actor() const;
    /// The next record, of nothing yet, online, by a clock that is right.
    usecase::SentScan next(Instant now);
    usecase::SentScan read(Instant now, const std::string& text);
    /// A reading that the phone decided alone: shown green unless said otherwise.
    usecase::SentScan read_offline(Instant now, const std::string& text,
                                   Verdict shown = Verdict::admitted);
    usecase::SentScan undo(Instant now, const usecase::SentScan& target, const PassId& pass);
};

struct DoorWorld {
    EventId event;
    SiteId main_site;
    SiteId far_site;
    AgencyId agency;
    QuotaId adults;  ///< at the main site
    QuotaId children;
    QuotaId far_adults;
    Phone door_1;
    Phone door_2;
    Phone far_door;
    Pass adult;  ///< signed by the event's key, as are the others
    Pass second_adult;
    Pass child;
    Pass party;      ///< of four
    Pass far_adult;  ///< belongs to the other site
    Actor organizer;
    qr::MasterKey master_key;
};

/// The doors are open at tx.now(). tag tells the worlds of one store apart.
/// key: what signs its passes, when a server must be able to sign more; none: one of its own.
DoorWorld make_door_world(store::WriteTx& tx, const std::string& tag = "a",
                          const qr::MasterKey* key = nullptr);
/// The 187 digits that the pass's code shows.
std::string digits_of(const Pass& pass);
/// count more passes at the main site, signed by nobody: the server compares codes that it issued.
std::vector<Pass> add_passes(store::WriteTx& tx, const DoorWorld& world, int count);
/// Puts the adults on approved lists, as those are who were nominated: somebody on no list has no
/// substitute.
void put_on_lists(store::WriteTx& tx, const DoorWorld& world);
/// A party in a group of its own, on an approved list.
struct PartyOf {
    ListId list;
    std::vector<DelegateId> members;
    Pass pass;
};
PartyOf add_party_of(store::WriteTx& tx, const DoorWorld& world, const std::string& code, int size,
                     bool minors);
/// Sentences that stand in the world and may stand in nothing a door gets.
std::vector<std::string> canaries();

}  // namespace kinhmoi::test
