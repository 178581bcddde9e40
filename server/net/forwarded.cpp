// SPDX-License-Identifier: Apache-2.0
#include "server/net/forwarded.hpp"

#include <boost/asio/ip/address.hpp>

namespace kinhmoi::net {

std::optional<std::string> forwarded_address(const Request& request) {
    std::string_view last;
    for (const auto& [name, value] : request.headers)
        if (name == "x-forwarded-for") last = value;
    if (const std::size_t comma = last.rfind(','); comma != std::string_view::npos)
        last.remove_prefix(comma + 1);
    while (last.starts_with(' ')) last.remove_prefix(1);
    while (last.ends_with(' ')) last.remove_suffix(1);
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string(last), error);
    if (error) return std::nullopt;
    return address.to_string();
}

}  // namespace kinhmoi::net
