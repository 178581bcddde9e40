// SPDX-License-Identifier: Apache-2.0
// The store over one SQLite file: what server/app builds. Everything else here is behind it.
#pragma once

#include <memory>

#include "server/store/sqlite/settings.hpp"
#include "server/store/store.hpp"

namespace kinhmoi::store::sqlite {

/// Makes a new database with every migration applied. Refuses when the file exists.
Result<void> create(const Settings& settings, const Environment& environment);

/// Locks and opens a database, backs it up and upgrades it when its schema is older, and starts the
/// writer and the readers. Every refusal is a Failure whose sentence says what to do.
Result<std::unique_ptr<Store>> open(const Settings& settings, const Environment& environment);

}  // namespace kinhmoi::store::sqlite
