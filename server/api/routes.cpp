// SPDX-License-Identifier: Apache-2.0
#include "server/api/routes.hpp"

#include "common/domain/document_file.hpp"
#include "server/api/accounts_api.hpp"
#include "server/api/activation_api.hpp"
#include "server/api/agencies_api.hpp"
#include "server/api/audit_api.hpp"
#include "server/api/backups_api.hpp"
#include "server/api/badges_api.hpp"
#include "server/api/delegates_api.hpp"
#include "server/api/document_files_api.hpp"
#include "server/api/document_page.hpp"
#include "server/api/doors_api.hpp"
#include "server/api/event_copy_api.hpp"
#include "server/api/events_api.hpp"
#include "server/api/import_api.hpp"
#include "server/api/import_text_api.hpp"
#include "server/api/incidents_api.hpp"
#include "server/api/invite_page.hpp"
#include "server/api/keys_api.hpp"
#include "server/api/late_changes_api.hpp"
#include "server/api/links_api.hpp"
#include "server/api/list_progress_api.hpp"
#include "server/api/lists_api.hpp"
#include "server/api/live_api.hpp"
#include "server/api/parts_api.hpp"
#include "server/api/passes_api.hpp"
#include "server/api/plan_api.hpp"
#include "server/api/programs_api.hpp"
#include "server/api/quotas_api.hpp"
#include "server/api/report_api.hpp"
#include "server/api/scans_api.hpp"
#include "server/api/seats_api.hpp"
#include "server/api/second_factor_api.hpp"
#include "server/api/sessions_api.hpp"
#include "server/api/sheets_api.hpp"
#include "server/api/supplement_api.hpp"
#include "server/api/system_api.hpp"
#include "server/api/tokens_api.hpp"
#include "server/api/web_pages.hpp"

namespace kinhmoi::api {
namespace {

using enum net::Method;
using P = Permission;

constexpr std::size_t no_body = 0;
constexpr std::size_t small = 16 * 1024;         // a form
constexpr std::size_t batch = 256 * 1024;        // a hundred scans, 500 codes
constexpr std::size_t paper = 64 * 1024;         // a document's metadata, with its recipients
constexpr std::size_t list_of_ids = 512 * 1024;  // 5,000 member agencies and a form
constexpr std::size_t plan = 16 * 1024 * 1024;   // a whole ceremony
constexpr std::size_t rows = 4 * 1024 * 1024;    // a draft: thousands of persons
constexpr std::size_t sheet = 16 * 1024 * 1024;  // an imported sheet as cells

constexpr Special unlimited = Special::unlimited;
constexpr Special fresh = Special::fresh;
constexpr Special file = Special::file;

// clang-format off
constexpr RouteRow table[] = {
    // --- system
    {get,   "/",             P::anyone, no_body, get_start_page},
    {get,   "/start.css",    P::anyone, no_body, get_start_style},
    {get,   "/icon.svg",     P::anyone, no_body, get_icon, unlimited},
    {get,   "/api/v1/openapi.yaml", P::anyone, no_body, get_openapi},
    {get,   "/healthz",      P::anyone, no_body, get_health},
    {get,   "/readyz",       P::anyone, no_body, get_readiness},
    {get,   "/metrics",      P::read_metrics, no_body, get_metrics},
    {get,   "/api/v1/backups", P::manage_backups, no_body, get_backups},
    {post,  "/api/v1/backups", P::manage_backups, no_body, begin_backup},

    // --- pages: built by server/web
    {get,   "/door",           P::anyone, no_body, add_slash},
    {get,   "/door/",          P::anyone, no_body, get_app,      unlimited},
    {get,   "/door/{file}",    P::anyone, no_body, get_web_file, unlimited},
    {get,   "/agency",         P::anyone, no_body, add_slash},
    {get,   "/agency/",        P::anyone, no_body, get_app,      unlimited},
    {get,   "/console",        P::anyone, no_body, add_slash},
    {get,   "/console/",       P::anyone, no_body, get_app,      unlimited},
    {get,   "/sign-in",        P::anyone, no_body, get_access,   unlimited},
    {get,   "/activate",       P::anyone, no_body, get_access,   unlimited},
    {get,   "/assets/{file}",  P::anyone, no_body, get_web_file, unlimited},

    // --- accounts: sessions, activation, passwords
    {get,   "/api/v1/session",         P::signed_in, no_body, get_session},
    {post,  "/api/v1/session",         P::anyone,    small,   sign_in},
    {del,   "/api/v1/session",         P::signed_in, no_body, sign_out},
    {post,  "/api/v1/activation/peek", P::anyone,    small,   peek_activation},
    {post,  "/api/v1/activation",      P::anyone,    small,   activate},
    {post,  "/api/v1/activation/redeem", P::signed_in, small, redeem_activation},
    {post,  "/api/v1/password",        P::signed_in, small,   change_password},
    {post,  "/api/v1/session/prove",         P::signed_in, small,   prove_session},
    {get,   "/api/v1/second-factor",         P::signed_in, no_body, get_second_factor},
    {post,  "/api/v1/second-factor",         P::signed_in, no_body, enrol_second_factor, fresh},
    {post,  "/api/v1/second-factor/confirm", P::signed_in, small,   confirm_second_factor},
    {post,  "/api/v1/second-factor/off",     P::signed_in, small,   switch_off_second_factor},
    // accounts: API tokens of the caller
    {get,   "/api/v1/tokens",          P::signed_in, no_body, list_tokens},
    {post,  "/api/v1/tokens",          P::signed_in, small,   create_token, fresh},
    {del,   "/api/v1/tokens/{token}",  P::signed_in, no_body, revoke_token},
    // accounts: administration
    {get,   "/api/v1/accounts",                    P::manage_accounts, no_body, list_accounts},
    {get,   "/api/v1/accounts/{account}",          P::manage_accounts, no_body, get_account},
    {patch, "/api/v1/accounts/{account}",          P::manage_accounts, small,   change_account, fresh},
    {get,   "/api/v1/accounts/{account}/sessions", P::manage_accounts, no_body, list_sessions},
    {del,   "/api/v1/accounts/{account}/sessions", P::signed_in,       no_body, end_sessions},
    {get,   "/api/v1/accounts/{account}/tokens",         P::manage_accounts, no_body, list_account_tokens},
    {del,   "/api/v1/accounts/{account}/tokens/{token}", P::manage_accounts, no_body, revoke_account_token},
    {del,   "/api/v1/accounts/{account}/second-factor", P::manage_accounts, no_body, reset_second_factor, fresh},
    // accounts: links that make accounts
    {get,   "/api/v1/links",                               P::manage_accounts, no_body, list_links},
    {post,  "/api/v1/links",                               P::manage_accounts, small,   create_link, fresh},
    {del,   "/api/v1/links/{link}",                        P::manage_accounts, no_body, revoke_link},
    {get,   "/api/v1/events/{event}/invited-agencies",     P::manage_event,    no_body, list_invited_agencies},
    {get,   "/api/v1/events/{event}/invited-agency-totals", P::manage_event,   no_body, get_invited_totals},
    {get,   "/api/v1/events/{event}/access-links",         P::manage_event,    no_body, list_access_links},
    {post,  "/api/v1/events/{event}/access-links",         P::manage_event,    small,   create_access_link},
    {del,   "/api/v1/events/{event}/access-links/{link}",  P::manage_event,    no_body, revoke_access_link},
    // accounts: who did what
    {get,   "/api/v1/audit",              P::read_audit,   no_body, list_audit},
    {get,   "/api/v1/events/{event}/log", P::manage_event, no_body, list_event_log},

    // --- events: agencies, programs, events, sites, groups, quotas, …
    {get,   "/api/v1/agencies",          P::read_agencies,   no_body, list_agencies},
    {post,  "/api/v1/agencies",          P::manage_agencies, list_of_ids, create_agency},
    {get,   "/api/v1/agencies/{agency}", P::read_agencies,   no_body, get_agency},
    {put,   "/api/v1/agencies/{agency}", P::manage_agencies, list_of_ids, put_agency},
    {del,   "/api/v1/agencies/{agency}", P::manage_agencies, no_body, delete_agency},
    {get,   "/api/v1/programs",           P::read_event,   no_body, list_programs},
    {post,  "/api/v1/programs",           P::create_event, small,   create_program},
    {get,   "/api/v1/programs/{program}", P::read_event,   no_body, get_program},
    {put,   "/api/v1/programs/{program}", P::create_event, small,   put_program},
    {del,   "/api/v1/programs/{program}", P::create_event, no_body, delete_program},
    {get,   "/api/v1/events",            P::read_event,      no_body, list_events},
    {post,  "/api/v1/events",            P::create_event,    small,   create_event},
    {get,   "/api/v1/events/{event}",    P::read_event,      no_body, get_event},
    {put,   "/api/v1/events/{event}",    P::manage_event,    small,   put_event},
    {del,   "/api/v1/events/{event}",    P::manage_event,    no_body, delete_event},
    {post,  "/api/v1/events/{event}/copy", P::manage_event, small,  copy_event},
    // events: the whole ceremony in one document
    {get,   "/api/v1/events/{event}/plan", P::manage_event, no_body, get_plan},
    {put,   "/api/v1/plan",                P::create_event, plan,    put_plan},
    {post,  "/api/v1/plan/check",          P::create_event, plan,    check_plan},
    // events: their parts
    {get,   "/api/v1/events/{event}/sites", P::read_event, no_body, get_parts<Site>},
    {post,  "/api/v1/events/{event}/sites", P::manage_event, small, post_part<Site>},
    {get,   "/api/v1/sites/{site}", P::read_event, no_body, get_part<Site>},
    {put,   "/api/v1/sites/{site}", P::manage_event, small, put_part<Site>},
    {del,   "/api/v1/sites/{site}", P::manage_event, no_body, delete_part<Site>},
    {get,   "/api/v1/events/{event}/gates", P::read_event, no_body, get_parts<Gate>},
    {post,  "/api/v1/events/{event}/gates", P::manage_event, small, post_part<Gate>},
    {get,   "/api/v1/gates/{gate}", P::read_event, no_body, get_part<Gate>},
    {put,   "/api/v1/gates/{gate}", P::manage_event, small, put_part<Gate>},
    {del,   "/api/v1/gates/{gate}", P::manage_event, no_body, delete_part<Gate>},
    {get,   "/api/v1/events/{event}/groups", P::read_event, no_body, get_parts<ParticipantGroup>},
    {post,  "/api/v1/events/{event}/groups", P::manage_event, list_of_ids, post_part<ParticipantGroup>},
    {get,   "/api/v1/groups/{group}", P::read_event, no_body, get_part<ParticipantGroup>},
    {put,   "/api/v1/groups/{group}", P::manage_event, list_of_ids, put_part<ParticipantGroup>},
    {del,   "/api/v1/groups/{group}", P::manage_event, no_body, delete_part<ParticipantGroup>},
    {get,   "/api/v1/events/{event}/quotas", P::read_quotas, no_body, get_quotas},
    {post,  "/api/v1/events/{event}/quotas", P::manage_event, small, post_part<Quota>},
    {get,   "/api/v1/quotas/{quota}", P::read_quotas, no_body, get_part<Quota>},
    {put,   "/api/v1/quotas/{quota}", P::manage_event, small, put_part<Quota>},
    {del,   "/api/v1/quotas/{quota}", P::manage_event, no_body, delete_part<Quota>},
    {get,   "/api/v1/events/{event}/contacts", P::read_event, no_body, get_parts<Contact>},
    {post,  "/api/v1/events/{event}/contacts", P::manage_event, small, post_part<Contact>},
    {get,   "/api/v1/contacts/{contact}", P::read_event, no_body, get_part<Contact>},
    {put,   "/api/v1/contacts/{contact}", P::manage_event, small, put_part<Contact>},
    {del,   "/api/v1/contacts/{contact}", P::manage_event, no_body, delete_part<Contact>},
    {get,   "/api/v1/events/{event}/tasks", P::read_event, no_body, get_parts<Task>},
    {post,  "/api/v1/events/{event}/tasks", P::manage_event, list_of_ids, post_part<Task>},
    {get,   "/api/v1/tasks/{task}", P::read_event, no_body, get_part<Task>},
    {put,   "/api/v1/tasks/{task}", P::manage_event, list_of_ids, put_part<Task>},
    {del,   "/api/v1/tasks/{task}", P::manage_event, no_body, delete_part<Task>},
    {get,   "/api/v1/events/{event}/documents", P::read_event, no_body, get_parts<Document>},
    {post,  "/api/v1/events/{event}/documents", P::manage_event, paper, post_part<Document>},
    {get,   "/api/v1/documents/{document}", P::read_event, no_body, get_part<Document>},
    {put,   "/api/v1/documents/{document}", P::manage_event, paper, put_part<Document>},
    {del,   "/api/v1/documents/{document}", P::manage_event, no_body, delete_part<Document>},
    {get,   "/api/v1/events/{event}/document-files", P::read_event, no_body, list_document_files},
    {post,  "/api/v1/documents/{document}/file", P::manage_event, document_file_max_bytes, put_document_file, file},
    {get,   "/api/v1/documents/{document}/file", P::read_event, no_body, get_document_file},
    {del,   "/api/v1/documents/{document}/file", P::manage_event, no_body, remove_document_file},
    {get,   "/api/v1/events/{event}/streams", P::read_event, no_body, get_parts<Livestream>},
    {post,  "/api/v1/events/{event}/streams", P::manage_event, small, post_part<Livestream>},
    {get,   "/api/v1/streams/{stream}", P::read_event, no_body, get_part<Livestream>},
    {put,   "/api/v1/streams/{stream}", P::manage_event, small, put_part<Livestream>},
    {del,   "/api/v1/streams/{stream}", P::manage_event, no_body, delete_part<Livestream>},
    {get,   "/api/v1/events/{event}/quota-sums", P::read_report,  no_body, get_quota_sums},
    {post,  "/api/v1/quotas/{quota}/expand",     P::manage_event, small,   expand_quota},
    {get,   "/api/v1/events/{event}/extensions", P::read_quotas,  no_body, list_extensions},
    {post,  "/api/v1/events/{event}/extensions", P::decide_list,  small,   grant_extension},

    // --- lists: delegate lists, delegates, late changes
    {get,   "/api/v1/events/{event}/lists",            P::read_list,   no_body, get_lists},
    {get,   "/api/v1/events/{event}/list-totals",      P::read_list,   no_body, get_list_totals},
    {get,   "/api/v1/events/{event}/reminders",        P::decide_list, no_body, get_reminders},
    {post,  "/api/v1/events/{event}/seats",            P::decide_list, list_of_ids, post_seats},
    {get,   "/api/v1/lists/{list}",                    P::read_list,   no_body, get_list},
    {put,   "/api/v1/lists/{list}/draft",              P::edit_list,   rows,    put_draft},
    {post,  "/api/v1/lists/{list}/submit",             P::edit_list,   small,   submit_list},
    {post,  "/api/v1/lists/{list}/return",             P::decide_list, small,   return_list},
    {post,  "/api/v1/lists/{list}/approve",            P::decide_list, rows,    approve_list},
    {post,  "/api/v1/lists/{list}/lock",               P::decide_list, no_body, lock_list},
    {post,  "/api/v1/lists/{list}/unlock",             P::decide_list, no_body, unlock_list},
    {get,   "/api/v1/lists/{list}/versions",           P::read_list,   no_body, get_list_versions},
    {get,   "/api/v1/lists/{list}/versions/{version}", P::read_list,   no_body, get_list_version},
    {get,   "/api/v1/lists/{list}/differences",        P::read_list,   no_body, get_list_differences},
    {get,   "/api/v1/lists/{list}/attendance",         P::read_list,   no_body, get_list_attendance},
    {post,  "/api/v1/events/{event}/import/text",      P::edit_list,   sheet,   read_import_text},
    {post,  "/api/v1/events/{event}/import/check",     P::edit_list,   sheet,   check_import},
    {post,  "/api/v1/events/{event}/import/apply",     P::edit_list,   sheet,   apply_import},
    {get,   "/api/v1/events/{event}/delegates",        P::read_delegate, no_body, get_delegates},
    {get,   "/api/v1/events/{event}/duplicates",       P::read_delegate, no_body, get_duplicates},
    {get,   "/api/v1/delegates/{delegate}",            P::read_delegate, no_body, get_delegate},
    {patch, "/api/v1/delegates/{delegate}",            P::decide_list,     small, patch_delegate},
    {get,   "/api/v1/delegates/{delegate}/history",    P::read_delegate, no_body, get_delegate_history},
    {post,  "/api/v1/delegates/{delegate}/substitute", P::change_delegate, small, substitute_delegate},
    {post,  "/api/v1/delegates/{delegate}/withdraw",   P::change_delegate, small, withdraw_delegate},
    {post,  "/api/v1/delegates/{delegate}/answer",     P::change_delegate, small, answer_for_delegate},
    {post,  "/api/v1/delegates/{delegate}/excuse",     P::change_delegate, small, excuse_delegate},
    {del,   "/api/v1/delegates/{delegate}/excuse",     P::change_delegate, no_body, unexcuse_delegate},
    {del,   "/api/v1/delegates/{delegate}/person",     P::decide_list,   no_body, erase_delegate_person, fresh},
    {get,   "/api/v1/events/{event}/late-changes",             P::read_list,   no_body, get_late_changes},
    {post,  "/api/v1/late-changes/{late_change}/accept",       P::decide_list, small,   accept_late_change},
    {post,  "/api/v1/late-changes/{late_change}/refuse",       P::decide_list, small,   refuse_late_change},

    // --- passes: issue, images, keys, the public page of a pass
    {get,   "/api/v1/events/{event}/passes",       P::read_passes,   no_body, list_passes},
    {post,  "/api/v1/events/{event}/passes",       P::manage_passes, list_of_ids, issue_event_passes},
    {get,   "/api/v1/events/{event}/pass-totals",  P::read_passes,   no_body, get_pass_totals},
    {post,  "/api/v1/events/{event}/badges",       P::read_passes,   list_of_ids, post_badges},
    {get,   "/api/v1/delegates/{delegate}/pass",   P::read_passes,   no_body, get_delegate_pass},
    {get,   "/api/v1/passes/{pass}/qr.svg",        P::read_passes,   no_body, get_pass_svg},
    {get,   "/api/v1/passes/{pass}/qr.png",        P::read_passes,   no_body, get_pass_png},
    {post,  "/api/v1/passes/{pass}/reissue",       P::manage_passes, small,   reissue_pass},
    {post,  "/api/v1/passes/{pass}/revoke",        P::manage_passes, small,   revoke_pass},
    {post,  "/api/v1/lists/{list}/invited",        P::manage_passes, small,   mark_list_invited},
    {get,   "/api/v1/events/{event}/keys",         P::manage_keys,   no_body, list_keys},
    {post,  "/api/v1/events/{event}/keys/rotate",  P::manage_keys,   small,   rotate_key, fresh},
    {post,  "/api/v1/keys/{key}/compromise",       P::manage_keys,   small,   compromise_key, fresh},
    // passes: what a delegate's own camera opens
    {get,   "/P/{digits}",   P::anyone, no_body, open_pass},
    {get,   "/moi",          P::anyone, no_body, get_invitation},
    {get,   "/moi/qr.svg",   P::anyone, no_body, get_invitation_qr},
    {get,   "/moi.css",      P::anyone, no_body, get_invitation_style},
    {get,   "/D/{document}", P::anyone, no_body, get_document_page},
    {get,   "/D/{document}/file", P::anyone, no_body, get_public_document_file},

    // --- doors: devices, snapshots, scans, incidents
    {get,   "/api/v1/events/{event}/doors", P::read_doors,   no_body, list_doors},
    {post,  "/api/v1/events/{event}/doors", P::manage_doors, small,   offer_door},
    {del,   "/api/v1/doors/{device}",       P::manage_doors, no_body, revoke_door},
    {post,  "/api/v1/door/enrol",           P::anyone,       small,   enrol_door},
    {post,  "/api/v1/door/hello",           P::scan,         small,   greet_door},
    {get,   "/api/v1/door/snapshot",        P::scan,         no_body, get_door_snapshot},
    {get,   "/api/v1/door/changes",         P::scan,         no_body, get_door_changes},
    {post,  "/api/v1/door/scans",           P::scan,         small,   post_scan},
    {post,  "/api/v1/door/scans/batch",     P::scan,         batch,   post_scans},
    {post,  "/api/v1/door/walk-ins",        P::scan,         small,   post_walk_in},
    // doors: what organizers see of them
    {get,   "/api/v1/events/{event}/scans",      P::read_doors,   no_body, list_scans},
    {post,  "/api/v1/events/{event}/scans",      P::manage_doors, small,   post_organizer_undo},
    {post,  "/api/v1/events/{event}/supplements", P::manage_doors, batch,  post_supplement},
    {post,  "/api/v1/events/{event}/guests",      P::manage_doors, small,  post_guest},
    {get,   "/api/v1/events/{event}/quarantine", P::manage_doors, no_body, list_quarantine},
    {get,   "/api/v1/events/{event}/incidents",  P::read_doors,   no_body, list_incidents},
    {post,  "/api/v1/incidents/{incident}/resolve", P::manage_doors, small, resolve_incident},

    // --- reports: counters, live pages, tables
    {get,   "/api/v1/events/{event}/report",     P::read_report, no_body, get_report},
    {get,   "/api/v1/events/{event}/report.csv", P::read_report, no_body, get_report_csv},
    {get,   "/api/v1/events/{event}/report.xlsx",    P::read_report,   no_body, get_report_xlsx},
    {get,   "/api/v1/events/{event}/delegates.xlsx", P::read_delegate, no_body, get_delegates_xlsx},
    {get,   "/api/v1/events/{event}/delegates.csv",  P::read_delegate, no_body, get_delegates_csv},
    {get,   "/api/v1/events/{event}/live",          P::read_report, no_body, watch_event},
    {get,   "/api/v1/events/{event}/live/snapshot", P::read_report, no_body, get_live_snapshot},
};
// clang-format on

}  // namespace

std::span<const RouteRow> routes() {
    return table;
}

}  // namespace kinhmoi::api
