// SPDX-License-Identifier: Apache-2.0
#include "server/api/password_pool.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Failure too_busy() {
    return Failure(FailureKind::busy,
                   {"Hệ thống đang xử lý nhiều lượt đăng nhập. Đề nghị thử lại sau ít giây.",
                    "Many people are signing in. Try again in a few seconds."});
}

/// Counts a job from before it is queued until its awaiter has the answer.
class Place {
public:
    explicit Place(std::shared_ptr<std::size_t> count) : count_(std::move(count)) { ++*count_; }
    ~Place() { --*count_; }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    std::shared_ptr<std::size_t> count_;
};

asio::awaitable<std::string> hash_here(std::string password, qr::PasswordCost cost) {
    co_return qr::hash_password(password, cost);
}

asio::awaitable<PasswordPool::Verdict> verify_here(std::string hash, std::string password,
                                                   qr::PasswordCost cost) {
    PasswordPool::Verdict verdict;
    verdict.is_right = qr::verify_password(hash, password);
    if (verdict.is_right && qr::needs_rehash(hash, cost))
        verdict.new_hash = qr::hash_password(password, cost);
    co_return verdict;
}

}  // namespace

PasswordPool::PasswordPool(qr::PasswordCost cost, std::size_t max_waiting)
    : cost_(cost),
      max_waiting_(max_waiting),
      dummy_hash_(qr::hash_password("nobody has this password", cost)),
      pool_(2) {}

PasswordPool::~PasswordPool() {
    pool_.stop();
    pool_.join();
}

asio::awaitable<Result<std::string>> PasswordPool::hash(const std::string& password) {
    if (*waiting_ >= max_waiting_) co_return too_busy();
    const Place place(waiting_);
    auto work = hash_here(password, cost_);
    co_return co_await asio::co_spawn(pool_, std::move(work), asio::use_awaitable);
}

asio::awaitable<Result<PasswordPool::Verdict>> PasswordPool::verify(
    const std::optional<std::string>& hash, const std::string& password) {
    if (*waiting_ >= max_waiting_) co_return too_busy();
    const Place place(waiting_);
    auto work = verify_here(hash.value_or(dummy_hash_), password, cost_);
    Verdict verdict = co_await asio::co_spawn(pool_, std::move(work), asio::use_awaitable);
    if (!hash) verdict = {};
    co_return verdict;
}

}  // namespace kinhmoi::api
