// SPDX-License-Identifier: Apache-2.0
// A flat list: at most a thousand entries, walked twice a second and when the listener is full.
#include "server/net/connections.hpp"

#include <algorithm>

namespace kinhmoi::net {

Connection::Connection(Connections& all) : all_(all), index_(all.items_.size()) {
    all_.items_.push_back(this);
}

Connection::~Connection() {
    all_.items_[index_] = all_.items_.back();
    all_.items_[index_]->index_ = index_;
    all_.items_.pop_back();
    if (all_.items_.empty() && all_.on_empty) all_.on_empty();
}

void Connection::enter(Phase phase, Clock::duration limit) {
    phase_ = phase;
    since_ = Clock::now();
    deadline_ = since_ + limit;
}

void Connection::enter(Phase phase) {
    phase_ = phase;
    since_ = Clock::now();
    deadline_ = Clock::time_point::max();
}

void Connection::cut() {
    phase_ = Phase::closing;
    deadline_ = Clock::time_point::max();
    close_socket();
}

std::size_t Connections::count(Phase phase) const {
    return static_cast<std::size_t>(std::count_if(
        items_.begin(), items_.end(), [&](const auto* item) { return item->phase_ == phase; }));
}

bool Connections::cut_oldest(Phase phase, Clock::duration at_least) {
    Connection* oldest = nullptr;
    for (auto* item : items_)
        if (item->phase_ == phase && (!oldest || item->since_ < oldest->since_)) oldest = item;
    if (!oldest || Clock::now() - oldest->since_ < at_least) return false;
    oldest->cut();
    return true;
}

// Closing a socket only posts the completions of its operations, so items_ stays as it is below.
void Connections::cut_all(Phase phase) {
    for (auto* item : items_)
        if (item->phase_ == phase) item->cut();
}

void Connections::cut_all() {
    for (auto* item : items_) item->cut();
}

void Connections::sweep(Clock::time_point now) {
    for (auto* item : items_)
        if (item->deadline_ <= now) item->cut();
}

}  // namespace kinhmoi::net
