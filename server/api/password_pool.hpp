// SPDX-License-Identifier: Apache-2.0
// Argon2id on two threads of its own: 64 MiB and about 75 ms each, so never on the io thread and
// never many at once.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <optional>
#include <string>

#include "common/base/result.hpp"
#include "qr/password.hpp"

namespace kinhmoi::api {

/// Used on the io thread only. Must go before the io_context that awaits it.
class PasswordPool {
public:
    explicit PasswordPool(qr::PasswordCost cost = {}, std::size_t max_waiting = 32);
    ~PasswordPool();
    PasswordPool(const PasswordPool&) = delete;
    PasswordPool& operator=(const PasswordPool&) = delete;

    /// Failure busy: too many are waiting. What is passed must live until the answer.
    boost::asio::awaitable<Result<std::string>> hash(const std::string& password);

    struct Verdict {
        bool is_right = false;
        std::optional<std::string> new_hash;  ///< when right, and made with another cost
    };
    /// Without a hash (unknown user) the same work is done, and the verdict is wrong.
    boost::asio::awaitable<Result<Verdict>> verify(const std::optional<std::string>& hash,
                                                   const std::string& password);

private:
    qr::PasswordCost cost_;
    std::size_t max_waiting_;
    /// Shared with the awaiting coroutines, which may be destroyed after this.
    std::shared_ptr<std::size_t> waiting_ = std::make_shared<std::size_t>(0);
    std::string dummy_hash_;
    boost::asio::thread_pool pool_;
};

}  // namespace kinhmoi::api
