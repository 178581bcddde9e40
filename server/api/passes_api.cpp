// SPDX-License-Identifier: Apache-2.0
#include "server/api/passes_api.hpp"

#include "server/api/pass_json.hpp"
#include "server/api/view_note.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

constexpr std::size_t most_delegates = 500;  // how long one issue may hold the writer

struct IssueRequest {
    std::optional<ListId> list;
    std::optional<DelegateId> delegate;
    std::vector<DelegateId> delegates;
    store::PlaceFilter part;  ///< of the event, when nothing above is given
    bool is_of_all() const { return !list && !delegate && delegates.empty(); }
};

Result<IssueRequest> issue_request(const Call& call, const EventId& event) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    IssueRequest request;
    request.part.event = event;
    request.list = in.optional_id<ListId>("list");
    request.delegate = in.optional_id<DelegateId>("delegate");
    request.delegates = chosen_delegates(in, most_delegates);
    request.part.site = in.optional_id<SiteId>("site");
    request.part.group = in.optional_id<GroupId>("group");
    request.part.agency = in.optional_id<AgencyId>("agency");
    in.finish();
    const bool has_part = request.part.site || request.part.group || request.part.agency;
    const int ways = request.list.has_value() + request.delegate.has_value() +
                     !request.delegates.empty() + has_part;
    if (ways > 1)
        in.fault("delegate", "not_both",
                 {"không đi cùng list, delegates, site, group hoặc agency.",
                  "cannot be given together with list, delegates, site, group or agency."});
    if (in.faults().any()) return in.failure();
    return request;
}

Result<std::string> reason_in(const Call& call) {
    constexpr std::size_t longest_reason = 500;
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    std::string reason = in.text("reason", {1, longest_reason});
    in.finish();
    if (in.faults().any()) return in.failure();
    return reason;
}

Json issued_json(const usecase::IssueOutcome& outcome, int skipped_lists) {
    return {{"issued", outcome.issued},
            {"already", outcome.already},
            {"changed", outcome.changed},
            {"skipped_lists", skipped_lists},
            {"skipped_delegates", outcome.skipped}};
}

/// One write a list, so that the writer is never held for a whole event.
asio::awaitable<net::Response> issue_all(Services& services, Call& call, store::PlaceFilter part,
                                         const qr::MasterKey& key) {
    const auto ask = [actor = call.actor, part](store::ReadTx& tx) {
        return usecase::issuable_lists(tx, actor, part);
    };
    const auto lists = co_await services.store.read(ask);
    if (!lists) co_return problem(lists.error(), call.request_id());
    usecase::IssueOutcome total;
    for (const ListId& list : lists->approved) {
        const auto issue = [actor = call.actor, list, &key](store::WriteTx& tx) {
            return usecase::issue_passes(tx, actor, list, key);
        };
        const auto outcome = co_await services.store.write(issue);
        if (!outcome) co_return problem(outcome.error(), call.request_id());
        total.issued += outcome->issued;
        total.already += outcome->already;
        total.changed += outcome->changed;
    }
    co_return ok(issued_json(total, lists->skipped));
}

/// What became of one person's pass, from before and after.
usecase::IssueOutcome outcome_of(const Result<store::PassRow>& before,
                                 const store::PassRow& after) {
    usecase::IssueOutcome outcome;
    if (!before || before->pass.issue != after.pass.issue) outcome.issued = 1;
    else if (before->pass != after.pass) outcome.changed = 1;
    else outcome.already = 1;
    return outcome;
}

Result<usecase::IssueOutcome> issue_some(store::WriteTx& tx, const Actor& actor,
                                         const EventId& event, const IssueRequest& request,
                                         const qr::MasterKey& key) {
    if (request.list) {
        const auto context = usecase::list_context(tx, actor, *request.list);
        if (!context) return context.error();
        if (context->event.id != event) return usecase::no_such_list();
        return usecase::issue_passes(tx, actor, *request.list, key);
    }
    if (!request.delegates.empty())
        return usecase::issue_passes_for(tx, actor, event, request.delegates, key);
    const auto before = usecase::find_pass_of(tx, actor, *request.delegate);
    const auto after = usecase::issue_pass_for(tx, actor, *request.delegate, key);
    if (!after) return after.error();
    if (after->pass.event != event) return usecase::no_such_delegate();
    return outcome_of(before, *after);
}

/// The pass that the route names, changed by change(tx, id).
template <class Change>
asio::awaitable<net::Response> changed_pass(Services& services, Call& call, Change change) {
    const auto id = captured<PassId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto reason = reason_in(call);
    if (!reason) co_return problem(reason.error(), call.request_id());
    const auto job = [&](store::WriteTx& tx) -> Result<PassView> {
        auto row = change(tx, *id, *reason);
        if (!row) return row.error();
        return pass_view(tx, std::move(*row));
    };
    co_return answer(call, co_await services.store.write(job),
                     [&](const PassView& view) { return pass_json(services, view); });
}

template <class Render>
asio::awaitable<net::Response> picture_of_pass(Services& services, Call& call, Render render) {
    const auto id = captured<PassId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto ask = [actor = call.actor, id = *id](store::ReadTx& tx) {
        return usecase::find_pass(tx, actor, id);
    };
    const auto row = co_await services.store.read(ask);
    if (!row) co_return problem(row.error(), call.request_id());
    auto picture = render(services, call, *row);
    if (!picture) co_return problem(picture.error(), call.request_id());
    co_return std::move(*picture);
}

}  // namespace

asio::awaitable<net::Response> issue_event_passes(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto request = issue_request(call, *event);
    if (!request) co_return problem(request.error(), call.request_id());
    const auto key = signing_master_key(services);
    if (!key) co_return problem(key.error(), call.request_id());
    if (request->is_of_all()) co_return co_await issue_all(services, call, request->part, **key);
    const auto issue = [&](store::WriteTx& tx) {
        return issue_some(tx, call.actor, *event, *request, **key);
    };
    co_return answer(call, co_await services.store.write(issue),
                     [](const auto& outcome) { return issued_json(outcome, 0); });
}

asio::awaitable<net::Response> list_passes(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const auto ask = [actor = call.actor, event = *event, limit = page->limit,
                      after = parse_id<PassId>(page->cursor)](
                         store::ReadTx& tx) -> Result<std::vector<PassView>> {
        auto rows = usecase::passes_page(tx, actor, event, after, limit + 1);
        if (!rows) return rows.error();
        std::vector<PassView> views;
        for (store::PassRow& row : *rows) views.push_back(pass_view(tx, std::move(row)));
        return views;
    };
    const auto found = co_await services.store.read(ask);
    if (found && !found->empty())  // adults by name, children by their party
        co_await note_view(services, call, seen_delegates, *event, to_text(*event), false);
    co_return answer(call, found, [&](const auto& views) {
        return page_of_items(
            views, page->limit, [&](const PassView& view) { return pass_json(services, view); },
            [](const PassView& view) { return to_text(view.row.pass.id); });
    });
}

asio::awaitable<net::Response> get_pass_totals(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto ask = [actor = call.actor, id = *event](store::ReadTx& tx) {
        return usecase::pass_totals(tx, actor, id);
    };
    co_return answer(call, co_await services.store.read(ask), [](const store::PassTotals& of) {
        return Json{
            {"with_pass", of.current}, {"revoked_pass", of.revoked}, {"without_pass", of.none}};
    });
}

asio::awaitable<net::Response> get_delegate_pass(Services& services, Call& call) {
    const auto id = captured<DelegateId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto ask = [actor = call.actor, id = *id](store::ReadTx& tx) -> Result<PassView> {
        auto row = usecase::find_pass_of(tx, actor, id);
        if (!row) return row.error();
        return pass_view(tx, std::move(*row));
    };
    co_return answer(call, co_await services.store.read(ask),
                     [&](const PassView& view) { return pass_json(services, view); });
}

asio::awaitable<net::Response> get_pass_svg(Services& services, Call& call) {
    return picture_of_pass(services, call, pass_svg);
}

asio::awaitable<net::Response> get_pass_png(Services& services, Call& call) {
    return picture_of_pass(services, call, pass_png);
}

asio::awaitable<net::Response> reissue_pass(Services& services, Call& call) {
    const auto key = signing_master_key(services);
    if (!key) co_return problem(key.error(), call.request_id());
    const auto change = [&](store::WriteTx& tx, const PassId& id, const std::string& reason) {
        return usecase::reissue_pass(tx, call.actor, id, reason, **key);
    };
    co_return co_await changed_pass(services, call, change);
}

asio::awaitable<net::Response> revoke_pass(Services& services, Call& call) {
    const auto change = [&](store::WriteTx& tx, const PassId& id, const std::string& reason) {
        return usecase::revoke_pass(tx, call.actor, id, reason);
    };
    co_return co_await changed_pass(services, call, change);
}

asio::awaitable<net::Response> mark_list_invited(Services& services, Call& call) {
    const auto list = captured<ListId>(call, 0);
    if (!list) co_return problem(list.error(), call.request_id());
    const auto mark = [actor = call.actor, list = *list](store::WriteTx& tx) {
        return usecase::mark_invited(tx, actor, list);
    };
    co_return answer(call, co_await services.store.write(mark), [](int count) {
        return Json{{"invited", count}};
    });
}

}  // namespace kinhmoi::api
