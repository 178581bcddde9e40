// SPDX-License-Identifier: Apache-2.0
// kinhmoi serve: runs the server until SIGTERM or Ctrl-C.
#include <sys/resource.h>

#include <algorithm>
#include <iostream>

#include "server/app.hpp"
#include "server/cli/command.hpp"
#include "server/web/built_files.hpp"

namespace kinhmoi::cli {
namespace {

struct Serve {
    Common common;
    std::optional<std::uint16_t> port;
    bool http = false;
    std::string now;
    std::string web_folder;
};

net::StaticFiles web_files(const Serve& serve) {
    if (serve.web_folder.empty()) return net::StaticFiles(web::built_files());
    if (!std::filesystem::is_directory(serve.web_folder)) {
        fail(Failure(FailureKind::not_found, {"Không có thư mục " + serve.web_folder + ".",
                                              "There is no folder " + serve.web_folder + "."}));
    }
    return net::StaticFiles(std::filesystem::path(serve.web_folder));
}

/// Connections and watchers need a descriptor each, and a login shell often allows 1,024 in all.
void allow_descriptors(const Config& config) {
    constexpr rlim_t others = 128;  // the store, files, logs
    const auto wanted = static_cast<rlim_t>(config.listen.max_connections) +
                        static_cast<rlim_t>(config.listen.max_watchers) + others;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

void run(const Serve& serve) {
    Config config = settings_of(serve.common);
    if (serve.port) config.listen.port = *serve.port;
    if (serve.http) config.listen.http = true;
    if (config.listen.http && !is_loopback(config.listen.address)) {
        fail(Failure(FailureKind::invalid,
                     {"HTTP không mã hoá chỉ được dùng trên địa chỉ nội bộ (127.0.0.1).",
                      "Plain HTTP is only allowed on a loopback address (127.0.0.1)."}));
    }
    allow_descriptors(config);
    AppOptions options;
    options.clock = rehearsal_clock(serve.now);
    options.web_files = web_files(serve);
    App app(std::move(config), std::move(options));
    must(app.start());
    std::cout << "ready " << app.url() << std::endl;
    app.run_until_signal();
}

}  // namespace

void add_serve(CLI::App& app) {
    auto serve = std::make_shared<Serve>();
    CLI::App* command = app.add_subcommand("serve", "Run the server");
    add_common(*command, serve->common);
    command->add_option("--port", serve->port, "Port; 0 takes any free one");
    command->add_flag("--http", serve->http, "Plain HTTP, on a loopback address only");
    command->add_option("--web-dir", serve->web_folder,
                        "While developing: a folder with built pages, read anew for each request");
    add_rehearsal_clock(*command, serve->now);
    command->footer("Example: kinhmoi serve --data /var/lib/kinhmoi --port 8443");
    command->callback([serve] { run(*serve); });
}

}  // namespace kinhmoi::cli
