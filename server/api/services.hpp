// SPDX-License-Identifier: Apache-2.0
// What a handler may use, and what it is told about its call. Built once by server/app.cpp.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <string>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "common/domain/permission.hpp"
#include "qr/key_ring.hpp"
#include "server/api/backup_state.hpp"
#include "server/net/request.hpp"
#include "server/net/response.hpp"
#include "server/net/static_files.hpp"
#include "server/store/store.hpp"

namespace kinhmoi::files {
class DocumentFiles;  // files/document_files.hpp: the bytes of documents
class ErasureList;    // files/erasure_list.hpp: who was erased
}  // namespace kinhmoi::files
namespace kinhmoi::live {
class Hub;  // server/live/hub.hpp
}

namespace kinhmoi::api {

constexpr std::uint64_t disk_low_bytes = 500ull << 20;   ///< /readyz warns
constexpr std::uint64_t disk_full_bytes = 200ull << 20;  ///< large uploads are refused
/// What counts as large.
constexpr std::uint64_t large_upload_bytes = 1ull << 20;

class Credentials;   // authenticate.hpp: who calls; sessions, tokens and devices, cached
class KeyRingCache;  // key_ring_cache.hpp: public keys of passes, in memory
class PassHandles;   // pass_handles.hpp: what a delegate's browser holds
class PasswordPool;  // password_pool.hpp: Argon2id off the io thread
class RateLimiter;   // rate_limiter.hpp

struct Services {
    store::Store& store;
    std::function<Instant()> clock;
    const qr::MasterKey* master_key;  ///< null: passes cannot be signed
    std::string public_host;          ///< "kinhmoi.cantho.example": stands in every pass
    std::string public_url;           ///< "https://kinhmoi.cantho.example", no slash at the end
    Credentials& credentials;
    PasswordPool& passwords;
    RateLimiter& rate_limiter;
    KeyRingCache& key_ring;
    PassHandles& pass_handles;
    const net::StaticFiles& web_files;  ///< the built pages
    files::DocumentFiles& files;
    files::ErasureList& erasures;
    std::function<std::uint64_t()> free_disk_bytes;
    live::Hub& hub;
    std::chrono::milliseconds live_look;   ///< how often a stream's right is looked at again
    std::function<std::string()> metrics;  ///< Prometheus text
    std::function<boost::asio::awaitable<BackupState>()> backups;
    std::function<boost::asio::awaitable<Result<void>>()> begin_backup;
    bool is_draining = false;  ///< shutting down: /readyz says no
};

struct Call {
    net::Request& request;
    const Actor& actor;

    const std::string& request_id() const { return request.request_id; }
};

/// net::Request and Services outlive the coroutine.
using Handler = boost::asio::awaitable<net::Response> (*)(Services& services, Call& call);

/// What sets a route apart from the others.
enum class Special {
    none,
    /// A file of the pages: sending it costs no more than refusing it, and a hall of phones behind
    /// one address opens many at once.
    unlimited,
    /// Dangerous: wants a password given a few minutes ago. Not for Permission::anyone.
    fresh,
    /// Its body is a file and not JSON.
    file,
};

struct RouteRow {
    net::Method method;
    const char* pattern;
    Permission permission;
    std::size_t body_limit;  ///< bytes; 0: no body
    Handler handler;
    Special special = Special::none;
};

}  // namespace kinhmoi::api
