// SPDX-License-Identifier: Apache-2.0
#include "server/config.hpp"

#include <fstream>
#include <sstream>

#include "server/api/json_reader.hpp"

namespace kinhmoi {
namespace {

std::optional<LogLevel> parse_level(std::string_view text) {
    if (text == "debug") return LogLevel::debug;
    if (text == "info") return LogLevel::info;
    if (text == "warning") return LogLevel::warning;
    if (text == "error") return LogLevel::error;
    return std::nullopt;
}

std::optional<AccessLog> parse_access(std::string_view text) {
    if (text == "none") return AccessLog::none;
    if (text == "errors") return AccessLog::errors;
    if (text == "all") return AccessLog::all;
    return std::nullopt;
}

const char* name_of(AccessLog access) {
    switch (access) {
        case AccessLog::none:
            return "none";
        case AccessLog::errors:
            return "errors";
        case AccessLog::all:
            return "all";
    }
    return "errors";
}

int integer(api::ObjectReader& in, std::string_view key, int min, int max, int if_absent) {
    return static_cast<int>(in.optional_integer(key, min, max).value_or(if_absent));
}

void read_listen(api::ObjectReader in, Config::Listen& listen) {
    if (in.has("address")) listen.address = in.text("address", {1, 64});
    listen.port = static_cast<std::uint16_t>(integer(in, "port", 0, 65535, listen.port));
    listen.http = in.boolean("http", listen.http);
    listen.certificate_file = in.optional_text("certificate_file", {0, 1000});
    listen.key_file = in.optional_text("key_file", {0, 1000});
    listen.allowed_hosts = in.texts("allowed_hosts", {1, 255}, 20);
    listen.max_connections = integer(in, "max_connections", 8, 60'000, listen.max_connections);
    listen.max_watchers = integer(in, "max_watchers", 0, 60'000, listen.max_watchers);
    listen.max_requests_per_connection = integer(in, "max_requests_per_connection", 1, 1'000'000,
                                                 listen.max_requests_per_connection);
    in.finish();
    if (listen.http && !is_loopback(listen.address)) {
        in.fault(
            "http", "not_loopback",
            {"chỉ được bật khi address là địa chỉ nội bộ (127.0.0.1 hoặc ::1); dữ liệu cá nhân "
             "không được đi qua mạng mà không mã hoá.",
             "may only be on while address is a loopback one (127.0.0.1 or ::1): personal data "
             "must not cross a network in clear."});
    }
    if (listen.certificate_file.empty() != listen.key_file.empty()) {
        in.fault("key_file", "incomplete_pair",
                 {"và certificate_file phải cùng có hoặc cùng để trống.",
                  "and certificate_file must be given together or not at all."});
    }
}

/// The host of "https://host" or "https://host:port" in lower case; "" for any other text.
std::string host_of_origin(std::string_view url) {
    constexpr std::string_view scheme = "https://";
    if (!url.starts_with(scheme)) return {};
    url.remove_prefix(scheme.size());
    const std::size_t colon = url.find(':');
    const std::string_view host = url.substr(0, colon);
    if (host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != std::string_view::npos)
        return {};
    if (colon == std::string_view::npos) return std::string(host);
    const std::string_view port = url.substr(colon + 1);
    if (port.empty() || port.size() > 5 || port.front() == '0' ||
        port.find_first_not_of("0123456789") != std::string_view::npos ||
        std::stoi(std::string(port)) > 65'535)
        return {};
    return std::string(host);
}

/// Passes hold the host alone, links the whole origin: both must name one server.
void judge_public_url(api::ObjectReader& in, Config& config) {
    const std::string host = host_of_origin(config.public_url);
    if (host.empty()) {
        in.fault("public_url", "not_an_origin",
                 {"phải có dạng https://ten-may hoặc https://ten-may:cong, viết thường, không có "
                  "dấu / ở cuối.",
                  "must look like https://host or https://host:port, in lower case, without a "
                  "slash at its end."});
    } else if (!in.has("public_host")) {
        config.public_host = host;
    } else if (config.public_host != host) {
        in.fault("public_host", "other_host",
                 {"phải trùng với tên máy trong public_url, hoặc bỏ trường này.",
                  "must be the host of public_url, or be left out."});
    }
}

}  // namespace

const char* name_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return "debug";
        case LogLevel::info:
            return "info";
        case LogLevel::warning:
            return "warning";
        case LogLevel::error:
            return "error";
    }
    return "info";
}

std::filesystem::path Config::certificate() const {
    return listen.certificate_file.empty() ? data_folder / "tls.crt" : listen.certificate_file;
}
std::filesystem::path Config::private_key() const {
    return listen.key_file.empty() ? data_folder / "tls.key" : listen.key_file;
}
std::filesystem::path Config::master_key() const {
    return master_key_file.empty() ? data_folder / "master.key" : master_key_file;
}

std::filesystem::path Config::backups() const {
    return backup_folder.empty() ? data_folder / "backups" : backup_folder;
}

std::string Config::site_url(std::uint16_t port) const {
    if (!public_url.empty()) return public_url;
    const std::uint16_t usual = listen.http ? 80 : 443;
    return (listen.http ? "http://" : "https://") + public_host +
           (port == usual ? "" : ":" + std::to_string(port));
}

bool is_loopback(const std::string& address) {
    return address.starts_with("127.") || address == "::1" || address == "localhost";
}

Result<Config> parse_config(std::string_view json_text) {
    const auto json = api::parse_json(json_text);
    if (!json) return json.error();
    api::ObjectReader in(*json);
    Config config;
    if (in.has("data_folder")) config.data_folder = in.text("data_folder", {1, 1000});
    if (in.has("public_host")) config.public_host = in.text("public_host", {1, 64});
    config.public_url = in.optional_text("public_url", {0, 100});
    if (!config.public_url.empty()) judge_public_url(in, config);
    if (auto listen = in.optional_object("listen")) read_listen(*listen, config.listen);
    config.master_key_file = in.optional_text("master_key_file", {0, 1000});
    config.backup_folder = in.optional_text("backup_folder", {0, 1000});
    if (auto log = in.optional_object("log")) {
        config.log.level = log->word("level", parse_level, config.log.level);
        config.log.access = log->word("access", parse_access, config.log.access);
        log->finish();
    }
    if (auto store = in.optional_object("store")) {
        config.store.cache_mib = integer(*store, "cache_mib", 1, 4096, config.store.cache_mib);
        config.store.checkpoint_pages =
            integer(*store, "checkpoint_pages", 100, 1'000'000, config.store.checkpoint_pages);
        store->finish();
    }
    config.retention_minutes =
        integer(in, "retention_minutes", 1, 24 * 60, config.retention_minutes);
    in.finish();
    if (in.faults().any()) return in.failure();
    return config;
}

Result<Config> load_config(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    const bool is_file = std::filesystem::is_regular_file(file);
    if (in && is_file) text << in.rdbuf();
    if (!in || !is_file) {
        return Failure(FailureKind::not_found,
                       {"Không đọc được tệp cấu hình " + file.string() + ".",
                        "Cannot read the configuration file " + file.string() + "."});
    }
    auto config = parse_config(text.str());
    if (config) return config;
    const Failure fault = config.error();
    return Failure(
        fault.kind(),
        {file.string() + ": " + fault.message().vi, file.string() + ": " + fault.message().en},
        fault.faults());
}

std::string config_text(const Config& config) {
    const api::Json json = {
        {"data_folder", config.data_folder.string()},
        {"public_host", config.public_host},
        {"public_url", config.public_url},
        {"listen",
         {{"address", config.listen.address},
          {"port", config.listen.port},
          {"http", config.listen.http},
          {"certificate_file", config.listen.certificate_file.string()},
          {"key_file", config.listen.key_file.string()},
          {"allowed_hosts", config.listen.allowed_hosts},
          {"max_connections", config.listen.max_connections},
          {"max_watchers", config.listen.max_watchers},
          {"max_requests_per_connection", config.listen.max_requests_per_connection}}},
        {"master_key_file", config.master_key_file.string()},
        {"backup_folder", config.backup_folder.string()},
        {"log", {{"level", name_of(config.log.level)}, {"access", name_of(config.log.access)}}},
        {"store",
         {{"cache_mib", config.store.cache_mib},
          {"checkpoint_pages", config.store.checkpoint_pages}}},
        {"retention_minutes", config.retention_minutes},
    };
    return json.dump(2) + "\n";
}

}  // namespace kinhmoi
