// SPDX-License-Identifier: Apache-2.0
#include "server/app_backup.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fstream>
#include <sstream>

#include "server/api/services.hpp"
#include "server/app_store.hpp"
#include "server/files/document_files.hpp"
#include "server/files/durable.hpp"
#include "server/store/rows/document_file_rows.hpp"

namespace kinhmoi {
namespace {

namespace asio = boost::asio;
using std::filesystem::path;

constexpr std::size_t most_copies_shown = 100;

/// What the copy of the database points at, and who was erased, into the same folder.
Result<void> copy_files(const Config& config, const store::sqlite::Backup& backup) {
    const path folder = backup.file.parent_path();
    std::vector<files::ContentHash> wanted;
    const auto asked =
        store::sqlite::ask_backup(store_settings(config), backup,
                                  [&](store::ReadTx& tx) { wanted = store::all_contents(tx); });
    if (!asked) return asked;
    const files::ContentFolder copies(folder / config.files_folder().filename());
    if (!files::ContentFolder(config.files_folder()).copy_to(copies, wanted)) {
        return Failure(FailureKind::gone,
                       {"Có tệp văn bản bị mất hoặc hỏng. Đề nghị chạy kinhmoi verify.",
                        "A file of a document is missing or damaged. Run kinhmoi verify."});
    }
    const path erased = config.erasures_file();
    if (std::filesystem::exists(erased))
        files::write_durably(folder / erased.filename(), files::read_file(erased));
    return {};
}

std::string text_of(const path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

api::BackupCopy copy_of(const path& manifest) {
    api::BackupCopy copy;
    copy.file = manifest.stem().string();
    const auto contents = store::sqlite::parse_manifest(text_of(manifest));
    if (!contents) return copy;
    copy.file = contents->file;
    copy.created_at = contents->created;
    copy.bytes = contents->bytes;
    std::error_code error;
    const auto size = std::filesystem::file_size(manifest.parent_path() / contents->file, error);
    copy.is_good = !error && static_cast<std::int64_t>(size) == contents->bytes;
    return copy;
}

Failure no_room(const path& folder) {
    return Failure(FailureKind::unavailable,
                   {"Không đủ chỗ trống để sao lưu vào " + folder.string() +
                        ". Đề nghị xoá bớt bản sao cũ hoặc chọn thư mục khác.",
                    "Too little room for a backup in " + folder.string() +
                        ". Remove old copies or choose another folder."});
}

std::uint64_t bytes_of(const path& file) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    return error ? 0 : bytes;
}

}  // namespace

Result<store::sqlite::Backup> back_up_everything(const Config& config, const path& folder,
                                                 Instant now) {
    auto backup = store::sqlite::back_up(store_settings(config), folder, now);
    if (!backup) return backup;
    if (auto copied = copy_files(config, *backup); !copied) return copied.error();
    return backup;
}

std::vector<api::BackupCopy> copies_in(const path& folder) {
    std::vector<path> manifests;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        const path name = at->path().filename();
        if (name.string().starts_with("kinhmoi-") && name.extension() == ".manifest")
            manifests.push_back(at->path());
    }
    // Their names begin with the time they were made.
    std::sort(manifests.begin(), manifests.end(), std::greater<>());
    if (manifests.size() > most_copies_shown) manifests.resize(most_copies_shown);
    std::vector<api::BackupCopy> copies;
    for (const path& manifest : manifests) copies.push_back(copy_of(manifest));
    return copies;
}

BackupDesk::BackupDesk(const Config& config, std::function<Instant()> clock)
    : config_(config), clock_(std::move(clock)) {}

BackupDesk::~BackupDesk() {
    looks_.join();
    copies_.join();
}

api::BackupState BackupDesk::look() const {
    api::BackupState state;
    const path folder = config_.backups();
    state.folder = folder.string();
    std::error_code error;
    // Before the first copy the default folder is not there yet.
    const path there = std::filesystem::exists(folder, error) ? folder : folder.parent_path();
    const auto space = std::filesystem::space(there, error);
    if (!error) state.free_bytes = space.available;
    state.database_bytes = bytes_of(config_.database_file());
    state.copies = copies_in(folder);
    const std::lock_guard lock(mutex_);
    state.running_since = progress_.running_since;
    state.failed = progress_.failed;
    return state;
}

Result<void> BackupDesk::begin_here() {
    const path folder = config_.backups();
    std::error_code error;
    // Only the last folder is made: a disk that is not mounted must not fill the system's.
    std::filesystem::create_directory(folder, error);
    const bool is_there = std::filesystem::is_directory(folder, error);
    const auto space = std::filesystem::space(folder, error);
    if (!is_there || error) {
        return Failure(FailureKind::unavailable,
                       {"Không mở được thư mục sao lưu " + folder.string() +
                            ". Đề nghị kiểm tra cấu hình backup_folder hoặc gắn ổ đĩa.",
                        "The folder for backups, " + folder.string() +
                            ", cannot be opened. Check backup_folder or mount the disk."});
    }
    if (space.available < bytes_of(config_.database_file()) + api::disk_full_bytes)
        return no_room(folder);
    const std::lock_guard lock(mutex_);
    if (progress_.running_since) {
        return Failure(FailureKind::conflict, {"Đang sao lưu. Đề nghị chờ lần này xong.",
                                               "A backup is being made. Wait until it is done."});
    }
    progress_ = {clock_(), std::nullopt};
    asio::post(copies_, [this] { make(); });
    return {};
}

void BackupDesk::make() {
    Result<void> made;
    try {
        const auto backup = back_up_everything(config_, config_.backups(), clock_());
        if (!backup) made = backup.error();
    } catch (const std::exception& error) {
        made = Failure(FailureKind::unavailable,
                       {std::string("Sao lưu không thành công: ") + error.what(),
                        std::string("The backup failed: ") + error.what()});
    }
    const std::lock_guard lock(mutex_);
    progress_.running_since.reset();
    if (!made) progress_.failed = {clock_(), made.error().message()};
}

asio::awaitable<api::BackupState> BackupDesk::state() {
    const auto here = [this]() -> asio::awaitable<api::BackupState> { co_return look(); };
    co_return co_await asio::co_spawn(looks_, here, asio::use_awaitable);
}

asio::awaitable<Result<void>> BackupDesk::begin() {
    const auto here = [this]() -> asio::awaitable<Result<void>> { co_return begin_here(); };
    co_return co_await asio::co_spawn(looks_, here, asio::use_awaitable);
}

}  // namespace kinhmoi
