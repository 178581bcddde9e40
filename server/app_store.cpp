// SPDX-License-Identifier: Apache-2.0
#include "server/app_store.hpp"

#include "qr/secrets.hpp"

namespace kinhmoi {

store::sqlite::Settings store_settings(const Config& config) {
    store::sqlite::Settings settings;
    settings.path = config.database_file();
    settings.writer_cache_kib = config.store.cache_mib * 1024;
    settings.checkpoint_pages = config.store.checkpoint_pages;
    return settings;
}

store::sqlite::Environment store_environment(std::function<Instant()> clock) {
    return {std::move(clock), [](std::span<std::uint8_t> out) { qr::random_bytes(out); }};
}

}  // namespace kinhmoi
