// SPDX-License-Identifier: Apache-2.0
// Delegates: JSON to use cases and back.
#include "server/api/delegates_api.hpp"

#include <algorithm>

#include "common/base/limits.hpp"
#include "server/api/entity_tag.hpp"
#include "server/api/lists_json.hpp"
#include "server/api/nullable.hpp"
#include "server/api/query.hpp"
#include "server/api/respond.hpp"
#include "server/api/view_note.hpp"
#include "server/files/erasure_list.hpp"
#include "server/usecase/excuses.hpp"
#include "server/usecase/retention.hpp"
#include "server/usecase/substitution.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

Result<store::DelegateFilter> delegate_filter(const Call& call) {
    store::DelegateFilter filter;
    const auto event = captured<EventId>(call, 0);
    if (!event) return event.error();
    const auto site = query_id<SiteId>(call, "site");
    if (!site) return site.error();
    const auto group = query_id<GroupId>(call, "group");
    if (!group) return group.error();
    const auto agency = query_id<AgencyId>(call, "agency");
    if (!agency) return agency.error();
    const auto list = query_id<ListId>(call, "list");
    if (!list) return list.error();
    const auto party = query_id<PartyId>(call, "party");
    if (!party) return party.error();
    const auto status = query_word(call, "status", &parse_delegate_status);
    if (!status) return status.error();
    const auto walk_in = query_word(call, "walk_in", &parse_truth);
    if (!walk_in) return walk_in.error();
    const auto present = query_word(call, "present", &parse_truth);
    if (!present) return present.error();
    const auto pass = query_word(call, "pass", &parse_pass_standing);
    if (!pass) return pass.error();
    const auto sort = query_word(call, "sort", &store::parse_delegate_sort);
    if (!sort) return sort.error();
    filter.event = *event;
    filter.search = std::string(call.request.query_value("search").value_or(""));
    filter.site = *site;
    filter.group = *group;
    filter.agency = *agency;
    filter.list = *list;
    filter.party = *party;
    filter.status = *status;
    filter.is_walk_in = *walk_in;
    filter.is_present = *present;
    filter.pass = *pass;
    filter.sort = sort->value_or(store::DelegateSort::given_name);
    return filter;
}

bool shows_minors(const std::vector<usecase::DelegateView>& views) {
    return std::any_of(views.begin(), views.end(), [](const auto& view) { return view.is_minor; });
}

Json views_json(const std::vector<usecase::DelegateView>& views) {
    Json out = Json::array();
    for (const auto& view : views) out.push_back(delegate_json(view));
    return out;
}

Json one_json(const usecase::DelegateView& view) {
    return delegate_json(view);
}

struct ChangeBody {
    Person person;
    std::string reason;
};
Result<ChangeBody> change_of(const Call& call, bool with_person) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    ChangeBody change;
    change.reason = in.text("reason", {1, limits::reason_text});
    if (with_person) {
        if (auto person = in.optional_object("person")) {
            change.person = person_of(*person);
            person->finish();
        } else if (!in.has("person")) {
            in.fault("person", "missing", {"là thông tin bắt buộc.", "is required."});
        }
    }
    in.finish();
    if (in.faults().any()) return in.failure();
    return change;
}

Json outcome_json(const usecase::ChangeOutcome& outcome) {
    const auto side = [](const std::optional<Delegate>& delegate) {
        return delegate ? delegate_json(*delegate, default_time_zone) : Json(nullptr);
    };
    return {{"route", outcome.route == ChangeRoute::direct ? "direct" : "request"},
            {"before", side(outcome.before)},
            {"after", side(outcome.after)},
            {"request", outcome.request ? late_change_json(*outcome.request, default_time_zone)
                                        : Json(nullptr)}};
}

Json history_json(const usecase::DelegateHistory& history) {
    Json entries = Json::array();
    const std::string zone =
        history.holders.empty() ? default_time_zone : history.holders.front().time_zone;
    for (const store::HistoryEntry& entry : history.entries) {
        entries.push_back({{"at", time_or_null(entry.at, zone)},
                           {"delegate", to_text(entry.delegate)},
                           {"actor", entry.actor},
                           {"action", entry.action},
                           {"detail", entry.detail}});
    }
    return {{"holders", views_json(history.holders)}, {"entries", std::move(entries)}};
}

/// One text or boolean of a small body.
template <class Read>
auto small_body(const Call& call, Read read)
    -> Result<decltype(read(std::declval<ObjectReader&>()))> {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    auto value = read(in);
    in.finish();
    if (in.faults().any()) return in.failure();
    return value;
}

}  // namespace

asio::awaitable<net::Response> get_delegates(Services& services, Call& call) {
    const auto filter = delegate_filter(call);
    if (!filter) co_return problem(filter.error(), call.request_id());
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const auto after = query_id<DelegateId>(call, "cursor");
    if (!after) co_return problem(after.error(), call.request_id());
    const auto question = [actor = call.actor, where = *filter, from = *after,
                           limit = page->limit](store::ReadTx& tx) {
        return usecase::delegate_page(tx, actor, where, from, limit);
    };
    const auto found = co_await services.store.read(question);
    if (found)
        co_await note_view(services, call, seen_delegates, filter->event, to_text(filter->event),
                           shows_minors(found->items));
    co_return answer(call, found, [](const usecase::DelegatePage& delegates) {
        return page_json(views_json(delegates.items),
                         delegates.next ? to_text(*delegates.next) : std::string());
    });
}

asio::awaitable<net::Response> get_delegate(Services& services, Call& call) {
    const auto id = captured<DelegateId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [actor = call.actor, which = *id](store::ReadTx& tx) {
        return usecase::delegate_view(tx, actor, which);
    };
    const auto view = co_await services.store.read(question);
    if (view)
        co_await note_view(services, call, seen_delegates, view->delegate.event, to_text(*id),
                           view->is_minor);
    co_return answer(call, view, one_json);
}

asio::awaitable<net::Response> patch_delegate(Services& services, Call& call) {
    const auto id = captured<DelegateId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto edit = small_body(call, [](ObjectReader& in) {
        usecase::DelegateEdit read;
        if (in.has("seat")) read.seat = in.text("seat", {0, limits::code_text});
        if (in.has("door_note")) read.door_note = in.text("door_note", {0, limits::door_note});
        return read;
    });
    if (!edit) co_return problem(edit.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id, what = *edit,
                      as_seen = seen(call, one_json)](store::WriteTx& tx) {
        return usecase::edit_delegate(tx, actor, which, what, as_seen);
    };
    const auto view = co_await services.store.write(job);
    if (view)  // an edit that changes nothing shows the person, too
        co_await note_view(services, call, seen_delegates, view->delegate.event, to_text(*id),
                           view->is_minor);
    co_return answer(call, view, one_json);
}

asio::awaitable<net::Response> substitute_delegate(Services& services, Call& call) {
    const auto id = captured<DelegateId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto change = change_of(call, true);
    if (!change) co_return problem(change.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id, body = *change](store::WriteTx& tx) {
        return usecase::substitute(tx, actor, which, body.person, body.reason);
    };
    const auto outcome = co_await services.store.write(job);
    co_return answer(call, outcome, outcome_json);
}

asio::awaitable<net::Response> withdraw_delegate(Services& services, Call& call) {
    const auto id = captured<DelegateId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto change = change_of(call, false);
    if (!change) co_return problem(change.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id,
                      reason = change->reason](store::WriteTx& tx) {
        return usecase::withdraw(tx, actor, which, reason);
    };
    const auto outcome = co_await services.store.write(job);
    co_return answer(call, outcome, outcome_json);
}

asio::awaitable<net::Response> excuse_delegate(Services& services, Call& call) {
    const auto id = captured<DelegateId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto reason = small_body(call, [](ObjectReader& in) {
        return in.text("reason", {1, limits::note_text});
    });
    if (!reason) co_return problem(reason.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id, text = *reason](store::WriteTx& tx) {
        return usecase::excuse(tx, actor, which, text);
    };
    const auto view = co_await services.store.write(job);
    co_return answer(call, view, one_json);
}

asio::awaitable<net::Response> unexcuse_delegate(Services& services, Call& call) {
    const auto id = captured<DelegateId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id](store::WriteTx& tx) {
        return usecase::undo_excuse(tx, actor, which);
    };
    const auto view = co_await services.store.write(job);
    co_return answer(call, view, one_json);
}

asio::awaitable<net::Response> answer_for_delegate(Services& services, Call& call) {
    const auto id = captured<DelegateId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto parse = +[](std::string_view word) -> std::optional<bool> {
        if (word == "accept") return true;
        if (word == "decline") return false;
        return std::nullopt;
    };
    const auto is_coming = small_body(
        call, [parse](ObjectReader& in) { return in.required_word<bool>("answer", parse); });
    if (!is_coming) co_return problem(is_coming.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id, coming = *is_coming](store::WriteTx& tx) {
        return usecase::record_answer(tx, actor, which, coming);
    };
    const auto view = co_await services.store.write(job);
    co_return answer(call, view, one_json);
}

asio::awaitable<net::Response> get_delegate_history(Services& services, Call& call) {
    const auto id = captured<DelegateId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [actor = call.actor, which = *id](store::ReadTx& tx) {
        return usecase::delegate_history(tx, actor, which);
    };
    const auto history = co_await services.store.read(question);
    if (history && !history->holders.empty())
        co_await note_view(services, call, seen_delegates, history->holders.front().delegate.event,
                           to_text(*id), shows_minors(history->holders));
    co_return answer(call, history, history_json);
}

asio::awaitable<net::Response> get_duplicates(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto question = [actor = call.actor, which = *event](store::ReadTx& tx) {
        return usecase::find_duplicates(tx, actor, which);
    };
    const auto found = co_await services.store.read(question);
    if (found)
        co_await note_view(services, call, seen_delegates, *event, to_text(*event),
                           std::any_of(found->begin(), found->end(), shows_minors));
    co_return answer(call, found, [](const std::vector<std::vector<usecase::DelegateView>>& all) {
        Json items = Json::array();
        for (const auto& same : all) items.push_back({{"delegates", views_json(same)}});
        return Json{{"items", std::move(items)}};
    });
}

asio::awaitable<net::Response> erase_delegate_person(Services& services, Call& call) {
    const auto id = captured<DelegateId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id](store::WriteTx& tx) {
        return usecase::erase_one(tx, actor, which);
    };
    const auto erased = co_await services.store.write(job);
    if (!erased) co_return problem(erased.error(), call.request_id());
    services.erasures.add(*id);  // before the answer: no backup may bring the person back
    // Committed and out of every query; the log is emptied now, or by the next retention round.
    const auto purged = co_await services.store.purge();
    co_return ok({{"delegates", erased->delegates},
                  {"list_rows", erased->list_rows},
                  {"parties", erased->parties},
                  {"late_changes", erased->late_changes},
                  {"is_purged", purged.has_value()}});
}

}  // namespace kinhmoi::api
