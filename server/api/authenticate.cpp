// SPDX-License-Identifier: Apache-2.0
#include "server/api/authenticate.hpp"

#include "server/usecase/tokens.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

constexpr const char* secure_cookie = "__Host-session";
constexpr const char* plain_cookie = "session";  // __Host- needs Secure, and Secure needs TLS

bool is_expired(const usecase::Caller& caller, Instant last_seen_at, Instant now) {
    if (now >= caller.expires_at) return true;
    return caller.actor.session && now - last_seen_at > usecase::session_idle_ms;
}

/// How stale the stored time of last use may become; nothing for those that keep none.
std::optional<std::int64_t> touch_every_ms(qr::TokenKind kind) {
    if (kind == qr::TokenKind::session) return minute_ms;
    if (kind == qr::TokenKind::api) return hour_ms;
    return std::nullopt;
}

bool is_change(net::Method method) {
    return method != net::Method::get && method != net::Method::head;
}

bool is_json(const net::Request& request) {
    std::string_view type = request.header("content-type").value_or("");
    type = type.substr(0, type.find(';'));
    while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
    constexpr std::string_view wanted = "application/json";
    if (type.size() != wanted.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const char c = type[i];
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (lower != wanted[i]) return false;
    }
    return true;
}

Failure other_site() {
    return Failure(FailureKind::forbidden,
                   {"Yêu cầu không được gửi từ trang của hệ thống. Đề nghị tải lại trang và thử "
                    "lại.",
                    "The request did not come from a page of this site. Reload the page and try "
                    "again."});
}

}  // namespace

Credentials::Credentials(store::Store& store, CredentialsConfig config)
    : store_(store), config_(std::move(config)) {
    store_.on_commit([this](const store::Changes& changes) {
        if (changes.credentials || changes.devices) ++generation_;
    });
}

bool Credentials::is_secure(const net::Request& request) const {
    // Behind a proxy that ends TLS the connection here is plain, the browser's is not.
    return request.is_tls || config_.public_url.starts_with("https://");
}

const char* Credentials::cookie_name(const net::Request& request) const {
    return is_secure(request) ? secure_cookie : plain_cookie;
}

std::string Credentials::session_cookie(const net::Request& request,
                                        const std::string& secret) const {
    return std::string(cookie_name(request)) + "=" + secret +
           "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" +
           std::to_string(usecase::session_absolute_ms / second_ms) +
           (is_secure(request) ? "; Secure" : "");
}

std::string Credentials::no_session_cookie(const net::Request& request) const {
    return std::string(cookie_name(request)) + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0" +
           (is_secure(request) ? "; Secure" : "");
}

std::optional<Credentials::Presented> Credentials::bearer(net::Request& request,
                                                          std::string_view field) {
    if (const auto* last = static_cast<const LastBearer*>(request.kept.get())) {
        if (last->field.equals(field)) return last->presented;
    }
    constexpr std::string_view scheme = "Bearer ";
    if (!field.starts_with(scheme)) return std::nullopt;
    const std::string_view token = field.substr(scheme.size());
    const auto kind = qr::token_kind(token);
    if (kind != qr::TokenKind::api && kind != qr::TokenKind::device) return std::nullopt;
    const Presented presented{*kind, qr::hash_secret(token)};
    request.kept =
        std::make_shared<LastBearer>(LastBearer{qr::Secret(std::string(field)), presented});
    return presented;
}

std::optional<Credentials::Presented> Credentials::presented(net::Request& request) const {
    if (const auto field = request.header("authorization")) return bearer(request, *field);
    const auto cookie = request.cookie(cookie_name(request));
    if (!cookie || qr::token_kind(*cookie) != qr::TokenKind::session) return std::nullopt;
    return Presented{qr::TokenKind::session, qr::hash_secret(*cookie)};
}

asio::awaitable<std::optional<usecase::Caller>> Credentials::look_up(Presented credential) {
    ++lookups_;
    const SecretHash secret = credential.secret;
    if (credential.kind == qr::TokenKind::session) {
        const auto question = [secret](store::ReadTx& tx) {
            return usecase::find_session_caller(tx, secret);
        };
        co_return co_await store_.read(question);
    }
    if (credential.kind == qr::TokenKind::api) {
        const auto question2 = [secret](store::ReadTx& tx) {
            return usecase::find_token_caller(tx, secret);
        };
        co_return co_await store_.read(question2);
    }
    if (!find_device_) co_return std::nullopt;
    const auto question3 = [secret, find = find_device_](store::ReadTx& tx) {
        return find(tx, secret);
    };
    co_return co_await store_.read(question3);
}

asio::awaitable<void> Credentials::note_use(Presented credential) {
    const auto every_ms = touch_every_ms(credential.kind);
    const auto found = cache_.find(credential.secret);
    if (!every_ms || found == cache_.end()) co_return;
    const Instant now = config_.clock();
    Entry& entry = found->second;
    if (now > entry.last_seen_at) entry.last_seen_at = now;
    auto& stored_at = entry.caller.last_seen_at;
    if (stored_at && now - *stored_at < *every_ms) co_return;
    stored_at = now;  // before the write: requests at the same time leave it to this one
    const Actor actor = entry.caller.actor;
    try {
        const auto job = [actor, now](store::WriteTx& tx) {
            if (actor.session) usecase::touch_session(tx, *actor.session, now);
            if (actor.token) usecase::touch_token(tx, *actor.token, now);
        };
        co_await store_.write(job);
    } catch (const store::StoreRefusal&) {
        // A store that does not write must not keep people from reading.
    }
}

asio::awaitable<std::optional<Actor>> Credentials::resolve(net::Request& request) {
    const auto credential = presented(request);
    if (!credential) co_return std::nullopt;
    const std::uint64_t generation = generation_;
    auto found = cache_.find(credential->secret);
    if (found == cache_.end() || found->second.generation != generation) {
        auto caller = co_await look_up(*credential);
        if (!caller) {
            cache_.erase(credential->secret);
            co_return std::nullopt;
        }
        if (cache_.size() >= config_.max_cached) cache_.erase(cache_.begin());
        const Instant seen = caller->last_seen_at.value_or(Instant{});
        found =
            cache_.insert_or_assign(credential->secret, Entry{std::move(*caller), generation, seen})
                .first;
    }
    if (is_expired(found->second.caller, found->second.last_seen_at, config_.clock())) {
        cache_.erase(found);
        co_return std::nullopt;
    }
    Actor actor = found->second.caller.actor;
    actor.request_id = request.request_id;
    if (touch_every_ms(credential->kind)) co_await note_use(*credential);
    co_return actor;
}

bool Credentials::is_same_origin(const net::Request& request) const {
    if (const auto site = request.header("sec-fetch-site")) return *site == "same-origin";
    const auto origin = request.header("origin");
    if (!origin) return false;
    if (*origin == config_.public_url) return true;
    // The gate has let only our own names through as Host.
    const std::string scheme = request.is_tls ? "https://" : "http://";
    return *origin == scheme + std::string(request.header("host").value_or(""));
}

std::optional<Failure> Credentials::check_origin(const net::Request& request,
                                                 const std::optional<Actor>& actor,
                                                 bool takes_file) const {
    if (!is_change(request.method)) return std::nullopt;
    const bool by_cookie = actor && actor->session;
    if (by_cookie && !is_same_origin(request)) return other_site();
    // Signing in needs no credential, but another site must not do it for a visitor either.
    const bool names_a_site = request.header("sec-fetch-site") || request.header("origin");
    if (!actor && names_a_site && !is_same_origin(request)) return other_site();
    const bool needs_json =
        request.content_length > 0 || (by_cookie && request.method != net::Method::del);
    if (takes_file || !needs_json || is_json(request)) return std::nullopt;
    return Failure(by_cookie ? FailureKind::forbidden : FailureKind::malformed,
                   {"Nội dung gửi lên phải là JSON (Content-Type: application/json).",
                    "The body must be JSON (Content-Type: application/json)."});
}

}  // namespace kinhmoi::api
