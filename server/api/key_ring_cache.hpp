// SPDX-License-Identifier: Apache-2.0
// The public halves of all keys, in memory: a code from a stranger is judged without asking the
// database.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>

#include "qr/key_ring.hpp"
#include "server/store/store.hpp"

namespace kinhmoi::api {

/// Used on the io thread only; its commit listener may be called on any thread. Outlives the
/// store's last commit.
class KeyRingCache {
public:
    explicit KeyRingCache(store::Store& store);
    KeyRingCache(const KeyRingCache&) = delete;
    KeyRingCache& operator=(const KeyRingCache&) = delete;

    /// As of the last commit that changed credentials; read again only after one.
    boost::asio::awaitable<std::shared_ptr<const qr::KeyRing>> ring();

    /// How often ring() asked the store.
    std::uint64_t lookups() const { return lookups_; }

private:
    store::Store& store_;
    std::atomic<std::uint64_t> generation_{1};
    std::shared_ptr<const qr::KeyRing> ring_;
    std::uint64_t ring_generation_ = 0;  ///< of the store, before ring_ was read
    std::uint64_t lookups_ = 0;
};

}  // namespace kinhmoi::api
