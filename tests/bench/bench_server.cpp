// SPDX-License-Identifier: Apache-2.0
// The real server, as scripts/bench starts it: every limit on how often somebody may ask is lifted,
// because one machine plays all doors. Everything else is as kinhmoi serve has it.
#include <iostream>

#include "server/app.hpp"

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: bench_server DATA_FOLDER [START_TIME]\n";
        return 2;
    }
    kinhmoi::Config config;
    config.data_folder = argv[1];
    config.listen.port = 0;
    config.listen.http = true;
    config.listen.max_requests_per_connection = 1'000'000;
    config.log.level = kinhmoi::LogLevel::warning;
    config.log.access = kinhmoi::AccessLog::none;
    kinhmoi::AppOptions options;
    options.rate_limits.account = options.rate_limits.device =
        options.rate_limits.anonymous = {1e9, 1e9};
    if (argc > 2) options.clock = kinhmoi::clock_starting_at(*kinhmoi::parse_rfc3339(argv[2]));
    kinhmoi::App app(config, options);
    if (const auto started = app.start(); !started) {
        std::cerr << started.error().message().en << "\n";
        return 1;
    }
    std::cout << "ready " << app.url() << std::endl;
    app.run_until_signal();
}
