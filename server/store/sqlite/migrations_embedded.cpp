// SPDX-License-Identifier: Apache-2.0
// The .sql files of server/store/migrations, as bytes of this program. The list is made by CMake
// from the folder: KINHMOI_MIGRATION(0001_initial, "path") a line, in order.
#include "server/store/sqlite/settings.hpp"

#define KINHMOI_MIGRATION(name, path)                                                    \
    asm(".section .rodata\n"                                                             \
        "kinhmoi_migration_" #name "_begin:\n.incbin \"" path                            \
        "\"\n"                                                                           \
        "kinhmoi_migration_" #name "_end:\n.byte 0\n.previous\n");                       \
    extern const char migration_begin_##name[] asm("kinhmoi_migration_" #name "_begin"); \
    extern const char migration_end_##name[] asm("kinhmoi_migration_" #name "_end");
#include "migrations.inc"
#undef KINHMOI_MIGRATION

namespace kinhmoi::store::sqlite {

std::vector<Migration> embedded_migrations() {
    std::vector<Migration> list;
#define KINHMOI_MIGRATION(name, path)                         \
    list.push_back({static_cast<int>(list.size()) + 1, #name, \
                    std::string_view(migration_begin_##name, migration_end_##name)});
#include "migrations.inc"
#undef KINHMOI_MIGRATION
    return list;
}

}  // namespace kinhmoi::store::sqlite
