// SPDX-License-Identifier: Apache-2.0
// One JSON line an event on standard error. Never names, phones, tokens, bodies or query strings.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "server/config.hpp"

namespace kinhmoi {

class Log {
public:
    using Value = std::variant<std::string_view, std::int64_t, bool>;
    struct Field {
        std::string_view name;
        Value value;
    };

    explicit Log(LogLevel least);
    ~Log();

    /// {"at": "…Z", "level": "info", "event": "listening", …}. event is a snake_case word.
    void write(LogLevel level, std::string_view event, std::initializer_list<Field> fields = {});

private:
    struct Sink;
    std::unique_ptr<Sink> sink_;
    LogLevel least_;
};

}  // namespace kinhmoi
