// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/links.hpp"

#include "common/domain/name_table.hpp"
#include "server/store/rows/account_rows.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr NamedValue<LinkState> link_states[] = {{LinkState::sent, "sent"},
                                                 {LinkState::opened, "opened"},
                                                 {LinkState::used, "used"},
                                                 {LinkState::revoked, "revoked"},
                                                 {LinkState::expired, "expired"}};

Failure no_such_link() {
    return Failure(FailureKind::not_found, {"Không tìm thấy liên kết này.", "No such link."});
}

Failure link_fault(const char* path, const char* code, Message message) {
    return Failure(FailureKind::invalid,
                   {"Có thông tin cần sửa để tạo liên kết.", "The link needs a correction."},
                   {{path, code, std::move(message)}});
}

bool manages(store::ReadTx& tx, const Actor& actor, const EventId& event) {
    return actor.may_manage(event) && store::sees_event(tx, actor, event);
}

Result<NewLink> save(store::WriteTx& tx, const Actor& actor, store::ActivationLink link,
                     const std::optional<Instant>& expires_at) {
    link.id = tx.new_id<LinkId>();
    link.created_at = tx.now();
    link.created_by = actor.account;
    link.expires_at = expires_at.value_or(tx.now() + link_default_age_ms);
    if (link.expires_at <= tx.now() || link.expires_at - tx.now() > link_max_age_ms) {
        return link_fault("/expires_at", "out_of_range",
                          {"phải ở tương lai và không quá 90 ngày.",
                           "must be in the future and at most 90 days away."});
    }
    std::array<std::uint8_t, 32> random;
    tx.random_bytes(random);
    qr::Secret secret = qr::token_text(qr::TokenKind::activation, random);
    std::array<std::uint8_t, 10> typed_random;
    tx.random_bytes(typed_random);
    qr::Secret typed = qr::typed_code_text(typed_random);
    store::insert(tx, link, qr::hash_secret(secret.text()), qr::hash_secret(typed.text()));
    std::string detail = std::string("role=") + name_of(link.role);
    if (link.agency) detail += " agency=" + to_text(*link.agency);
    audit(tx, actor, "link.create", link.event, to_text(link.id), detail);
    return NewLink{std::move(link), std::move(secret), std::move(typed)};
}

Result<void> revoke(store::WriteTx& tx, const Actor& actor, const store::ActivationLink& link) {
    if (link.used_at) {
        return Failure(FailureKind::conflict,
                       {"Liên kết đã được sử dụng. Đề nghị khoá tài khoản nếu cần.",
                        "The link has been used. Disable the account instead."});
    }
    store::mark_link_revoked(tx, link.id, tx.now());
    audit(tx, actor, "link.revoke", link.event, to_text(link.id));
    return {};
}

std::vector<LinkView> views_of(store::ReadTx& tx, std::vector<store::ActivationLink> links) {
    std::vector<LinkView> views;
    for (store::ActivationLink& link : links) views.push_back(link_view(tx, std::move(link)));
    return views;
}

}  // namespace

LinkView link_view(store::ReadTx& tx, store::ActivationLink link) {
    LinkView view;
    if (link.agency) view.agency_name = store::agency_name(tx, *link.agency);
    if (link.event) {
        if (const auto event = store::load_event(tx, *link.event)) view.event_title = event->title;
    }
    if (link.created_by) view.created_by_name = store::account_name(tx, *link.created_by);
    if (link.used_by) view.used_by_name = store::account_name(tx, *link.used_by);
    view.link = std::move(link);
    return view;
}

Result<NewLink> create_staff_link(store::WriteTx& tx, const Actor& actor,
                                  const StaffLinkForm& form) {
    if (form.role == Role::clerk || form.role == Role::door) {
        return link_fault("/role", "not_allowed",
                          {"phải là administrator, organizer hoặc reader.",
                           "must be administrator, organizer or reader."});
    }
    if (form.event && form.role == Role::administrator) {
        return link_fault("/event", "not_for_role",
                          {"không dùng cho quản trị viên.", "is not for administrators."});
    }
    if (form.event && !store::load_event(tx, *form.event))
        return link_fault("/event", "unknown",
                          {"không phải là sự kiện đang có.", "is not an event."});
    store::ActivationLink link;
    link.role = form.role;
    link.event = form.event;
    link.note = form.note;
    return save(tx, actor, std::move(link), form.expires_at);
}

Result<NewLink> create_access_link(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                   const AccessLinkForm& form) {
    if (!manages(tx, actor, event)) return no_such_event();
    // A link sent to an agency without a quota opens an empty page: most likely the wrong agency.
    if (!store::has_quota(tx, event, form.agency)) {
        return link_fault(
            "/agency", "no_quota",
            {"chưa được giao chỉ tiêu trong sự kiện này. Đề nghị giao chỉ tiêu trước.",
             "has no quota in this event. Give it one first."});
    }
    store::ActivationLink link;
    link.role = Role::clerk;
    link.agency = form.agency;
    link.event = event;
    link.note = form.note;
    return save(tx, actor, std::move(link), form.expires_at);
}

std::vector<LinkView> list_staff_links(store::ReadTx& tx, const store::Page& page) {
    return views_of(tx, store::load_links(tx, std::nullopt, page));
}

Result<std::vector<LinkView>> list_access_links(store::ReadTx& tx, const Actor& actor,
                                                const EventId& event, const store::Page& page) {
    if (!manages(tx, actor, event)) return no_such_event();
    return views_of(tx, store::load_links(tx, event, page));
}

std::string cursor_of(const LinkView& view) {
    return store::cursor_of(view.link);
}

Result<void> revoke_staff_link(store::WriteTx& tx, const Actor& actor, const LinkId& id) {
    const auto link = store::load_link(tx, id);
    if (!link || link->role == Role::clerk) return no_such_link();
    return revoke(tx, actor, *link);
}

Result<void> revoke_access_link(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                const LinkId& id) {
    const auto link = store::load_link(tx, id);
    const bool is_of_event = link && link->role == Role::clerk && link->event == event;
    if (!is_of_event || !manages(tx, actor, event)) return no_such_link();
    return revoke(tx, actor, *link);
}

const char* name_of(LinkState state) {
    return name_in(link_states, state);
}

std::optional<LinkState> parse_link_state(std::string_view text) {
    return value_in(link_states, text);
}

LinkState link_state(const store::ActivationLink& link, Instant now) {
    if (link.used_at) return LinkState::used;
    if (link.revoked_at) return LinkState::revoked;
    if (now >= link.expires_at) return LinkState::expired;
    return link.opened_at ? LinkState::opened : LinkState::sent;
}

}  // namespace kinhmoi::usecase
