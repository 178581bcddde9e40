// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite/backup.hpp"

#include <sqlite3.h>

#include <fstream>
#include <sstream>

#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/failures.hpp"
#include "server/store/sqlite/file_lock.hpp"
#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/migrator.hpp"
#include "server/store/sqlite/sha256.hpp"

namespace kinhmoi::store::sqlite {
namespace {

/// "20260529T010000.000Z": sorts by time, and no file system minds it.
std::string stamp(Instant now) {
    std::string text;
    for (char c : rfc3339(now))
        if (c != '-' && c != ':') text += c;
    return text;
}

Path with_suffix(const Path& file, const std::string& suffix) {
    return file.string() + suffix;
}

/// Page by page, in one step: the copy is the source's open snapshot.
void copy_pages(SqliteConnection& from, SqliteConnection& to) {
    sqlite3_backup* copy = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (!copy) throw last_error(to.handle(), SQLITE_ERROR, "backup");
    const int code = sqlite3_backup_step(copy, -1);
    sqlite3_backup_finish(copy);
    if (code != SQLITE_DONE) throw last_error(to.handle(), code, "backup");
    // One file, no log beside it.
    if (to.scalar("PRAGMA journal_mode = DELETE") != "delete")
        throw StoreError(Fault::other, "the copy kept its log");
}

std::string first_finding(const std::vector<Finding>& findings) {
    return findings.empty() ? "" : findings.front().code + ": " + findings.front().detail;
}

/// What is wrong with a copy at file, or an empty text.
std::string fault_of_copy(const Settings& settings, const Path& file, const Manifest& manifest) {
    auto copy = open_connection(settings, Role::checker, file);
    if (!copy) return copy.error().message().en;
    if (auto found = first_finding(verify(**copy, settings)); !found.empty()) return found;
    if (schema_version(**copy) != manifest.schema_version) return "another schema version";
    if (count_rows(**copy) != manifest.rows) return "another number of rows";
    return "";
}

Backup copy_and_check(const Settings& settings, SqliteConnection& source, const Path& folder,
                      Instant now) {
    Backup made;
    made.contents.file = "kinhmoi-" + stamp(now) + ".db";
    made.contents.created = rfc3339(now);
    made.file = folder / made.contents.file;
    made.manifest = with_suffix(made.file, ".manifest");
    if (std::filesystem::exists(made.file))
        throw StoreError(Fault::other, "a backup has that name");

    source.run("BEGIN");
    made.contents.rows = count_rows(source);
    made.contents.schema_version = schema_version(source);
    const Path unnamed = with_suffix(made.file, ".tmp");
    make_private_file(unnamed);
    auto target = open_connection(settings, Role::solitary, unnamed);
    if (!target) throw StoreError(Fault::io, target.error().message().en);
    copy_pages(source, **target);
    source.run("COMMIT");
    target->reset();

    const std::string fault = fault_of_copy(settings, unnamed, made.contents);
    if (!fault.empty()) throw StoreError(Fault::corrupt, fault);
    sync_file(unnamed);
    made.contents.bytes = static_cast<std::int64_t>(std::filesystem::file_size(unnamed));
    made.contents.sha256 = sha256_hex_of_file(unnamed);
    const Path unnamed_manifest = with_suffix(made.manifest, ".tmp");
    write_private_file(unnamed_manifest, to_text(made.contents));
    // The manifest comes last: a backup without one does not count.
    rename_durably(unnamed, made.file);
    rename_durably(unnamed_manifest, made.manifest);
    return made;
}

void move_aside(const Path& file, const Path& aside) {
    if (std::filesystem::exists(file)) rename_durably(file, aside);
}

}  // namespace

Result<Backup> back_up(const Settings& settings, const Path& folder, Instant now) {
    auto source = open_connection(settings, Role::reader);
    if (!source) return source.error();
    try {
        return copy_and_check(settings, **source, folder, now);
    } catch (const std::exception& error) {
        std::error_code ignored;
        std::filesystem::remove(folder / ("kinhmoi-" + stamp(now) + ".db.tmp"), ignored);
        return failures::backup_failed(folder, error.what());
    }
}

Result<Backup> check_backup(const Settings& settings, const Path& manifest) {
    std::ifstream in(manifest, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return failures::bad_manifest(manifest, "cannot be read");
    const auto contents = parse_manifest(text.str());
    if (!contents) return failures::bad_manifest(manifest, "the manifest itself is damaged");
    const Path file = manifest.parent_path() / contents->file;
    try {
        if (static_cast<std::int64_t>(std::filesystem::file_size(file)) != contents->bytes)
            return failures::bad_manifest(manifest, "another size");
        if (sha256_hex_of_file(file) != contents->sha256)
            return failures::bad_manifest(manifest, "another SHA-256");
        const std::string fault = fault_of_copy(settings, file, *contents);
        if (!fault.empty()) return failures::bad_manifest(manifest, fault);
    } catch (const std::exception& error) {
        return failures::bad_manifest(manifest, error.what());
    }
    return Backup{file, manifest, *contents};
}

Result<void> ask_backup(const Settings& settings, const Backup& backup,
                        const std::function<void(ReadTx&)>& question) {
    auto copy = open_connection(settings, Role::checker, backup.file);
    if (!copy) return copy.error();
    ReadTx tx(**copy, Instant{});
    question(tx);
    return {};
}

Result<Path> restore(const Settings& settings, const Path& manifest, Instant now) {
    auto lock = FileLock::take(settings.path);
    if (!lock) return lock.error();
    const auto backup = check_backup(settings, manifest);
    if (!backup) return backup.error();
    const Path& database = settings.path;
    const Path incoming = with_suffix(database, ".restoring.tmp");
    try {
        make_private_file(incoming);
        std::filesystem::copy_file(backup->file, incoming,
                                   std::filesystem::copy_options::overwrite_existing);
        sync_file(incoming);
        if (sha256_hex_of_file(incoming) != backup->contents.sha256)
            return failures::bad_manifest(manifest, "the copy differs");
        const bool had_one = std::filesystem::exists(database);
        const Path aside = with_suffix(database, ".replaced-" + stamp(now));
        // The old log goes first: beside the restored file it would be replayed into it.
        move_aside(with_suffix(database, "-wal"), with_suffix(aside, "-wal"));
        move_aside(database, aside);
        std::filesystem::remove(with_suffix(database, "-shm"));
        rename_durably(incoming, database);
        return had_one ? aside : Path();
    } catch (const std::exception& error) {
        return failures::backup_failed(database, error.what());
    }
}

}  // namespace kinhmoi::store::sqlite
