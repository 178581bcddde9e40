// SPDX-License-Identifier: Apache-2.0
#include "server/api/key_ring_cache.hpp"

#include "server/store/rows/key_rows.hpp"

namespace kinhmoi::api {

KeyRingCache::KeyRingCache(store::Store& store) : store_(store) {
    store_.on_commit([this](const store::Changes& changes) {
        if (changes.credentials) ++generation_;
    });
}

boost::asio::awaitable<std::shared_ptr<const qr::KeyRing>> KeyRingCache::ring() {
    const std::uint64_t generation = generation_;
    if (ring_generation_ == generation) co_return ring_;
    ++lookups_;
    const auto ask = [](store::ReadTx& tx) { return store::all_key_records(tx); };
    auto ring = std::make_shared<const qr::KeyRing>(co_await store_.read(ask));
    if (ring_generation_ < generation) {  // another caller may have read a newer one meanwhile
        ring_ = ring;
        ring_generation_ = generation;
    }
    co_return ring;
}

}  // namespace kinhmoi::api
