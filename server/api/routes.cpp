// SPDX-License-Identifier: Apache-2.0
#include "server/api/routes.hpp"

#include "server/api/accounts_api.hpp"
#include "server/api/activation_api.hpp"
#include "server/api/audit_api.hpp"
#include "server/api/links_api.hpp"
#include "server/api/report_api.hpp"
#include "server/api/sessions_api.hpp"
#include "server/api/system_api.hpp"
#include "server/api/tokens_api.hpp"

namespace kinhmoi::api {
namespace {

using enum net::Method;
using P = Permission;

constexpr std::size_t no_body = 0;
constexpr std::size_t small = 16 * 1024;  // a form

// clang-format off
constexpr RouteRow table[] = {
    // --- system
    {get,   "/",             P::anyone, no_body, get_start_page},
    {get,   "/start.css",    P::anyone, no_body, get_start_style},
    {get,   "/api/v1/openapi.yaml", P::anyone, no_body, get_openapi},
    {get,   "/healthz",      P::anyone, no_body, get_health},
    {get,   "/readyz",       P::anyone, no_body, get_readiness},
    {get,   "/metrics",      P::read_metrics, no_body, get_metrics},

    // --- accounts: sessions, activation, passwords
    {get,   "/api/v1/session",         P::signed_in, no_body, get_session},
    {post,  "/api/v1/session",         P::anyone,    small,   sign_in},
    {del,   "/api/v1/session",         P::signed_in, no_body, sign_out},
    {post,  "/api/v1/activation/peek", P::anyone,    small,   peek_activation},
    {post,  "/api/v1/activation",      P::anyone,    small,   activate},
    {post,  "/api/v1/password",        P::signed_in, small,   change_password},
    // accounts: API tokens of the caller
    {get,   "/api/v1/tokens",          P::signed_in, no_body, list_tokens},
    {post,  "/api/v1/tokens",          P::signed_in, small,   create_token},
    {del,   "/api/v1/tokens/{token}",  P::signed_in, no_body, revoke_token},
    // accounts: administration
    {get,   "/api/v1/accounts",                    P::manage_accounts, no_body, list_accounts},
    {get,   "/api/v1/accounts/{account}",          P::manage_accounts, no_body, get_account},
    {patch, "/api/v1/accounts/{account}",          P::manage_accounts, small,   change_account},
    {del,   "/api/v1/accounts/{account}/sessions", P::signed_in,       no_body, end_sessions},
    // accounts: links that make accounts
    {get,   "/api/v1/links",                               P::manage_accounts, no_body, list_links},
    {post,  "/api/v1/links",                               P::manage_accounts, small,   create_link},
    {del,   "/api/v1/links/{link}",                        P::manage_accounts, no_body, revoke_link},
    {get,   "/api/v1/events/{event}/access-links",         P::manage_event,    no_body, list_access_links},
    {post,  "/api/v1/events/{event}/access-links",         P::manage_event,    small,   create_access_link},
    {del,   "/api/v1/events/{event}/access-links/{link}",  P::manage_event,    no_body, revoke_access_link},
    // accounts: who did what
    {get,   "/api/v1/audit", P::read_audit, no_body, list_audit},

    // --- events: agencies, programs, events, sites, groups, quotas, …

    // --- lists: delegate lists, delegates, late changes

    // --- passes: issue, images, keys, the public page of a pass

    // --- doors: devices, snapshots, scans, incidents

    // --- reports: counters, live pages, tables
    {get,   "/api/v1/events/{event}/report",     P::read_report, no_body, get_report},
    {get,   "/api/v1/events/{event}/report.csv", P::read_report, no_body, get_report_csv},
};
// clang-format on

}  // namespace

std::span<const RouteRow> routes() { return table; }

}  // namespace kinhmoi::api
