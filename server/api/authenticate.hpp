// SPDX-License-Identifier: Apache-2.0
// Who calls: the cookie of a browser, the bearer token of a program or of a door, resolved once a
// request. What was resolved is kept in memory until a commit says that credentials have changed,
// so a door's uploads ask the database for their caller once, not each time.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "qr/secrets.hpp"
#include "server/net/request.hpp"
#include "server/net/response.hpp"
#include "server/store/store.hpp"
#include "server/usecase/sign_in.hpp"

namespace kinhmoi::api {

struct CredentialsConfig {
    std::function<Instant()> clock;
    /// "https://kinhmoi.cantho.example", no slash at the end. https makes the cookie `Secure`.
    std::string public_url;
    std::size_t max_cached = 4'096;
};

/// Used on the io thread only; its commit listener may be called on any thread. Outlives the
/// store's last commit.
class Credentials {
public:
    Credentials(store::Store& store, CredentialsConfig config);
    Credentials(const Credentials&) = delete;
    Credentials& operator=(const Credentials&) = delete;

    /// How the door slice finds an enrolled device. Without one no door is ever known.
    using DeviceFinder =
        std::function<std::optional<usecase::Caller>(store::ReadTx& tx, const SecretHash& secret)>;
    void set_device_finder(DeviceFinder finder) { find_device_ = std::move(finder); }

    /// The caller, with the request's id, or nothing: no credential, or one that is unknown,
    /// expired, revoked or disabled. An Authorization field wins over a cookie.
    /// Remembers the bearer token of the connection in request.kept.
    boost::asio::awaitable<std::optional<Actor>> resolve(net::Request& request);

    /// The Set-Cookie value that gives a browser its session, or takes it away.
    std::string session_cookie(const net::Request& request, const std::string& secret) const;
    std::string no_session_cookie(const net::Request& request) const;

    /// Refuses what another site may have made a browser send, and bodies that are not JSON.
    /// Nothing: go on. actor: who was resolved, if anybody. takes_file: the body is no JSON; forms
    /// of other sites cannot send the types that such a route takes either.
    std::optional<Failure> check_origin(const net::Request& request,
                                        const std::optional<Actor>& actor, bool takes_file) const;

    /// How often resolve() asked the store.
    std::uint64_t lookups() const { return lookups_; }

private:
    struct Presented {
        qr::TokenKind kind;
        SecretHash secret;
    };
    /// The token a connection sent last, so that it is hashed once.
    struct LastBearer {
        qr::Secret field;
        Presented presented;
    };
    struct Entry {
        usecase::Caller caller;
        std::uint64_t generation = 0;  ///< of the store, before the entry was read
        Instant last_seen_at;          ///< in memory: newer than what is stored
    };

    bool is_secure(const net::Request& request) const;
    const char* cookie_name(const net::Request& request) const;
    static std::optional<Presented> bearer(net::Request& request, std::string_view field);
    std::optional<Presented> presented(net::Request& request) const;
    boost::asio::awaitable<std::optional<usecase::Caller>> look_up(Presented credential);
    boost::asio::awaitable<void> note_use(Presented credential);
    bool is_same_origin(const net::Request& request) const;

    store::Store& store_;
    CredentialsConfig config_;
    DeviceFinder find_device_;
    std::atomic<std::uint64_t> generation_{1};
    std::unordered_map<SecretHash, Entry> cache_;
    std::uint64_t lookups_ = 0;
};

}  // namespace kinhmoi::api
