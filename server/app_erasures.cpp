// SPDX-License-Identifier: Apache-2.0
#include "server/app_erasures.hpp"

#include "server/files/erasure_list.hpp"
#include "server/usecase/retention.hpp"

namespace kinhmoi {

std::int64_t erase_again(store::Store& store, const Config& config) {
    const auto persons = files::ErasureList(config.erasures_file()).read();
    std::int64_t due = 0;
    const std::int64_t again = store.write_now([&](store::WriteTx& tx) {
        due = usecase::erase_due(tx).persons;
        return usecase::erase_again(tx, persons);
    });
    // Refused only while a reader holds an older snapshot: the next retention round empties it.
    if (due + again > 0) (void)store.purge_now();
    return again;
}

std::int64_t count_come_back(store::Store& store, const Config& config) {
    const auto persons = files::ErasureList(config.erasures_file()).read();
    return store.read_now([&](store::ReadTx& tx) { return usecase::count_come_back(tx, persons); });
}

}  // namespace kinhmoi
