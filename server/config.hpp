// SPDX-License-Identifier: Apache-2.0
// The server's settings: typed, with defaults, read from one JSON file. A fault names its field,
// and all faults are told at once. No secrets stand here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "common/base/result.hpp"

namespace kinhmoi {

enum class AccessLog { none, errors, all };
enum class LogLevel { debug, info, warning, error };
const char* name_of(LogLevel level);

struct Config {
    /// Where the database, the master key and the certificate lie, unless told otherwise below.
    std::filesystem::path data_folder = "data";
    /// The name that stands in every pass and link: "kinhmoi.cantho.example".
    std::string public_host = "localhost";
    /// "https://kinhmoi.cantho.example": where a proxy in front ends TLS. Links and cookies are
    /// made for it, and listen.http is then its business. Empty: public_host and our own port.
    std::string public_url;

    struct Listen {
        std::string address = "127.0.0.1";
        std::uint16_t port = 8443;  ///< 0: any free port
        /// Plain HTTP; only allowed on a loopback address (tests, or behind a reverse proxy).
        bool http = false;
        /// PEM files; empty: tls.crt and tls.key in the data folder.
        std::filesystem::path certificate_file;
        std::filesystem::path key_file;
        /// Further names the Host field may carry, beside public_host and localhost.
        std::vector<std::string> allowed_hosts;
        int max_connections = 1024;
        int max_watchers = 1000;  ///< pages that follow an event live, beside those
        int max_requests_per_connection = 10'000;
    } listen;

    /// 32 bytes that seal the signing keys; empty: master.key in the data folder. Keep it out of
    /// backups.
    std::filesystem::path master_key_file;

    struct Log {
        LogLevel level = LogLevel::info;
        AccessLog access = AccessLog::errors;
    } log;

    struct StoreSettings {
        int cache_mib = 36;
        int checkpoint_pages = 4'000;
    } store;

    /// Where an administrator's page makes and finds backups; empty: backups in the data folder.
    /// Best on another disk.
    std::filesystem::path backup_folder;

    /// How often what is due for erasure is looked for, in minutes.
    int retention_minutes = 60;

    std::filesystem::path database_file() const { return data_folder / "kinhmoi.db"; }
    /// Who was erased: beside the database, so that restoring it brings nobody back.
    std::filesystem::path erasures_file() const { return data_folder / "erasures.list"; }
    /// The bytes of documents.
    std::filesystem::path files_folder() const { return data_folder / "files"; }
    std::filesystem::path certificate() const;
    std::filesystem::path private_key() const;
    std::filesystem::path master_key() const;
    std::filesystem::path backups() const;
    /// "https://host[:port]" as people type it.
    std::string site_url(std::uint16_t port) const;
    /// True when what connects to us is a proxy, which names the real caller in X-Forwarded-For.
    bool is_behind_proxy() const { return listen.http && !public_url.empty(); }
};

/// Every fault of the text at once (kind invalid), or not JSON at all (kind malformed).
Result<Config> parse_config(std::string_view json_text);
Result<Config> load_config(const std::filesystem::path& file);
/// The whole configuration with every field, as config/kinhmoi.example.json shows the defaults.
std::string config_text(const Config& config);
/// True for 127.0.0.0/8 and ::1.
bool is_loopback(const std::string& address);

}  // namespace kinhmoi
