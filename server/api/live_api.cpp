// SPDX-License-Identifier: Apache-2.0
#include "server/api/live_api.hpp"

#include "server/api/authenticate.hpp"
#include "server/api/live_json.hpp"
#include "server/api/respond.hpp"
#include "server/net/event_source.hpp"
#include "server/usecase/live.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

class BoardFeed final : public live::Feed {
public:
    BoardFeed(store::Store& store, const EventId& event) : store_(store), follower_(event) {}

    asio::awaitable<Outcome> step(bool whole) override;
    std::string change() override { return std::move(change_); }
    std::string snapshot() override { return dump(live_json(*view_)); }

private:
    store::Store& store_;
    usecase::LiveFollower follower_;
    std::shared_ptr<const usecase::LiveView> view_;
    std::string change_;
};

/// Reads and words on the reader's thread, which is ours until the answer comes.
asio::awaitable<live::Feed::Outcome> BoardFeed::step(bool whole) {
    struct Step {
        Outcome outcome = Outcome::snapshot;
        std::shared_ptr<const usecase::LiveView> view;
        std::string change;
    };
    const auto catch_up = [this, whole](store::ReadTx& tx) {
        Step step;
        const auto view = follower_.step(tx, whole);
        if (!view) {
            step.outcome = Outcome::gone;
            return step;
        }
        step.view = *view;
        if (!view_ || !has_same_lines(*view_, *step.view)) return step;
        const Json change = live_change_json(*view_, *step.view);
        step.outcome = change.is_null() ? Outcome::nothing : Outcome::change;
        if (!change.is_null()) step.change = dump(change);
        return step;
    };
    Step step = co_await store_.read(catch_up);
    if (step.view) view_ = std::move(step.view);
    change_ = std::move(step.change);
    co_return step.outcome;
}

/// Nobody can say at the moment who may watch. A thousand that are sent away would come back at
/// once and make it worse: they stay, and are asked about at the next look.
bool is_too_busy(const Failure& failure) {
    return failure.kind() == FailureKind::busy;
}

/// One watcher's answer. Looks now and then whether its caller may still see what it is shown.
class LiveStream final : public net::EventSource {
public:
    LiveStream(Services& services, const Call& call, const EventId& event,
               std::unique_ptr<live::Watcher> watcher)
        : services_(services),
          request_(call.request),
          role_(call.actor.role),
          event_(event),
          watcher_(std::move(watcher)) {}

    asio::awaitable<live::Text> next() override;
    void cancel() override { watcher_->end(); }
    void on_drop(std::function<void()> cut) override { watcher_->on_drop(std::move(cut)); }

private:
    asio::awaitable<bool> may_go_on();

    Services& services_;
    net::Request request_;  ///< with the credential that is asked for again
    Role role_;
    EventId event_;
    std::unique_ptr<live::Watcher> watcher_;
    Clock::time_point next_look_ = Clock::now() + services_.live_look;
};

asio::awaitable<live::Text> LiveStream::next() {
    static const live::Text comment = std::make_shared<const std::string>(":\n\n");
    const auto now = Clock::now();
    live::Text text;
    if (now < next_look_) text = co_await watcher_->next(next_look_ - now);
    if (watcher_->has_ended()) co_return nullptr;
    if (text) co_return text;
    next_look_ = Clock::now() + services_.live_look;
    if (!co_await may_go_on() || watcher_->has_ended()) co_return nullptr;
    co_return comment;
}

/// A page that is open is one that is used, so looking keeps its session alive.
asio::awaitable<bool> LiveStream::may_go_on() {
    try {
        const auto actor = co_await services_.credentials.resolve(request_);
        if (!actor || actor->role != role_) co_return false;
        const auto question = [who = *actor, event = event_](store::ReadTx& tx) {
            return usecase::may_watch(tx, who, event);
        };
        const auto allowed = co_await services_.store.read(question);
        co_return allowed || is_too_busy(allowed.error());
    } catch (const store::StoreRefusal& refusal) {
        co_return is_too_busy(refusal.failure());
    }
}

}  // namespace

std::unique_ptr<live::Feed> make_board_feed(store::Store& store, const EventId& event) {
    return std::make_unique<BoardFeed>(store, event);
}

asio::awaitable<net::Response> watch_event(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto question = [actor = call.actor, id = *event](store::ReadTx& tx) {
        return usecase::may_watch(tx, actor, id);
    };
    const auto allowed = co_await services.store.read(question);
    if (!allowed) co_return problem(allowed.error(), call.request_id());
    net::Response response;
    response.content_type = "text/event-stream; charset=utf-8";
    response.set_header("X-Accel-Buffering", "no");  // a proxy must not collect the pieces
    if (call.request.method == net::Method::head) co_return response;
    auto watcher = services.hub.watch(*event);
    if (!watcher) {
        auto full = problem(
            Failure(FailureKind::busy, {"Đã có quá nhiều màn hình theo dõi. Đề nghị thử lại sau.",
                                        "Too many pages are watching. Try again later."}),
            call.request_id());
        full.set_header("Retry-After", "30");
        co_return full;
    }
    response.events = std::make_shared<LiveStream>(services, call, *event, std::move(watcher));
    co_return response;
}

asio::awaitable<net::Response> get_live_snapshot(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto question = [actor = call.actor, id = *event](store::ReadTx& tx) {
        return usecase::live_view(tx, actor, id);
    };
    const auto view = co_await services.store.read(question);
    co_return answer(call, view, [](const auto& found) { return live_json(*found); });
}

}  // namespace kinhmoi::api
