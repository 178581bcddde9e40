// SPDX-License-Identifier: Apache-2.0
#include "server/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>

#include "common/base/time.hpp"
#include "server/api/json.hpp"

namespace kinhmoi {
namespace {

Instant wall_clock() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

}  // namespace

struct Log::Sink {
    spdlog::logger logger{"kinhmoi", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
};

Log::Log(LogLevel least) : sink_(std::make_unique<Sink>()), least_(least) {
    sink_->logger.set_pattern("%v");
    sink_->logger.set_level(spdlog::level::trace);
    sink_->logger.flush_on(spdlog::level::trace);
}

Log::~Log() = default;

void Log::write(LogLevel level, std::string_view event, std::initializer_list<Field> fields) {
    if (level < least_) return;
    api::Json line = {{"at", rfc3339(wall_clock())}, {"level", name_of(level)}, {"event", event}};
    for (const Field& field : fields) {
        std::visit([&](const auto& value) { line[std::string(field.name)] = value; }, field.value);
    }
    sink_->logger.info(api::dump(line));
}

}  // namespace kinhmoi
