// SPDX-License-Identifier: Apache-2.0
#include "server/files/document_files.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

#include "common/base/ids.hpp"
#include "qr/secrets.hpp"
#include "server/files/durable.hpp"

namespace kinhmoi::files {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

asio::awaitable<Result<ContentHash>> put_here(const ContentFolder& folder, std::string bytes) {
    try {
        co_return folder.put(bytes);
    } catch (const std::exception&) {
        co_return Failure(FailureKind::unavailable,
                          {"Máy chủ không ghi được tệp. Đề nghị báo quản trị viên kiểm tra ổ đĩa.",
                           "The server cannot write the file. Ask the administrator to check the "
                           "disk."});
    }
}

asio::awaitable<Result<std::string>> get_here(const ContentFolder& folder, ContentHash hash) {
    auto bytes = folder.get(hash);
    if (bytes) co_return std::move(*bytes);
    co_return Failure(FailureKind::gone,
                      {"Tệp bị mất hoặc hỏng trên máy chủ. Đề nghị tải lên lại.",
                       "The file is missing or damaged on the server. Upload it again."});
}

}  // namespace

ContentHash content_hash(std::string_view bytes) {
    return qr::sha256({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

fs::path ContentFolder::path_of(const ContentHash& hash) const {
    return folder_ / to_hex(hash);
}

ContentHash ContentFolder::put(std::string_view bytes) const {
    const ContentHash hash = content_hash(bytes);
    if (get(hash)) {
        // As if written now: what was uploaded again must not be swept away as old.
        fs::last_write_time(path_of(hash), fs::file_time_type::clock::now());
        return hash;
    }
    if (fs::create_directory(folder_)) fs::permissions(folder_, fs::perms::owner_all);
    write_durably(path_of(hash), bytes);
    return hash;
}

std::optional<std::string> ContentFolder::get(const ContentHash& hash) const {
    if (!fs::exists(path_of(hash))) return std::nullopt;
    std::string bytes = read_file(path_of(hash));
    if (content_hash(bytes) != hash) return std::nullopt;
    return bytes;
}

bool ContentFolder::copy_to(const ContentFolder& other,
                            const std::vector<ContentHash>& wanted) const {
    for (const ContentHash& hash : wanted) {
        if (other.get(hash)) continue;
        const auto bytes = get(hash);
        if (!bytes) return false;
        other.put(*bytes);
    }
    return true;
}

std::size_t ContentFolder::sweep(const std::vector<ContentHash>& wanted) const {
    if (!fs::exists(folder_)) return 0;
    std::vector<std::string> names;
    for (const ContentHash& hash : wanted) names.push_back(to_hex(hash));
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(24);
    std::size_t removed = 0;
    for (const auto& entry : fs::directory_iterator(folder_)) {
        const std::string name = entry.path().filename().string();
        const bool is_wanted = std::find(names.begin(), names.end(), name) != names.end();
        if (is_wanted || entry.last_write_time() > old) continue;
        removed += fs::remove(entry.path()) ? 1 : 0;
    }
    return removed;
}

DocumentFiles::~DocumentFiles() {
    pool_.stop();
    pool_.join();
}

asio::awaitable<Result<ContentHash>> DocumentFiles::put(std::string bytes) {
    auto work = put_here(folder_, std::move(bytes));
    co_return co_await asio::co_spawn(pool_, std::move(work), asio::use_awaitable);
}

asio::awaitable<Result<std::string>> DocumentFiles::get(const ContentHash& hash) {
    auto work = get_here(folder_, hash);
    co_return co_await asio::co_spawn(pool_, std::move(work), asio::use_awaitable);
}

}  // namespace kinhmoi::files
