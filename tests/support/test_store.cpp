// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_store.hpp"

#include <stdlib.h>

#include <stdexcept>

#include "qr/secrets.hpp"
#include "server/store/sqlite/sqlite_store.hpp"

namespace kinhmoi::test {

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "kinhmoi-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

TestStore::TestStore() {
    store::sqlite::Settings settings;
    settings.path = folder_.path() / "kinhmoi.db";
    settings.writer_cache_kib = 2'048;
    settings.reader_cache_kib = 1'024;
    const store::sqlite::Environment environment{
        clock_.reader(), [](std::span<std::uint8_t> out) { qr::random_bytes(out); }};
    if (auto made = store::sqlite::create(settings, environment); !made)
        throw std::runtime_error(made.error().message().en);
    auto opened = store::sqlite::open(settings, environment);
    if (!opened) throw std::runtime_error(opened.error().message().en);
    store_ = std::move(*opened);
}

TestStore::~TestStore() = default;

}  // namespace kinhmoi::test
