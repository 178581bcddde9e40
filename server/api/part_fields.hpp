// SPDX-License-Identifier: Apache-2.0
// The JSON fields of everything that belongs to one event, named once for both directions
// (fields.hpp).
#pragma once

#include <concepts>

#include "common/domain/document.hpp"
#include "common/domain/participant_group.hpp"
#include "common/domain/quota.hpp"
#include "common/domain/site.hpp"
#include "server/api/fields.hpp"

namespace kinhmoi::api {

template <class T, class Part>
concept Is = std::same_as<std::remove_const_t<T>, Part>;

template <class Fields>
void visit_part(Fields& f, Is<Site> auto& site) {
    f.text("code", site.code, {1, 64});
    f.word("role", site.role, parse_site_role, SiteRole::main);
    f.text("name", site.name, {1, 300});
    f.text("venue", site.venue, {0, 300});
    f.text("address", site.address, {0, 500});
    f.reference("relays_from", site.relays_from);
    f.reference("chair_group", site.chair_group);
    f.number("capacity", site.capacity, 0, 1'000'000);
    f.integer("ordinal", site.ordinal, 0, 1'000'000, 0);
}

template <class Fields>
void visit_part(Fields& f, Is<Gate> auto& gate) {
    f.reference("site", gate.site);
    f.text("code", gate.code, {1, 64});
    f.text("name", gate.name, {1, 100});
}

template <class Fields>
void visit_part(Fields& f, Is<ParticipantGroup> auto& group) {
    f.text("code", group.code, {1, 64});
    f.integer("ordinal", group.ordinal, 0, 1'000'000, 0);
    f.text("name", group.name, {1, 500});
    f.text("badge_label", group.badge_label, {0, 100});
    f.reference("principal_inviter", group.principal_inviter);
    f.boolean("is_minors", group.is_minors, false);
    f.boolean("is_vulnerable", group.is_vulnerable, false);
    f.boolean("is_press", group.is_press, false);
    f.boolean("is_chair", group.is_chair, false);
    f.word("legal_basis", group.legal_basis, parse_legal_basis, LegalBasis::state_duty);
    f.word("pass_mode", group.pass_mode, parse_pass_mode, default_pass_mode(group.is_minors));
    f.references("member_agencies", group.member_agencies);
    if constexpr (Fields::reads) {
        if (group.badge_label.empty()) group.badge_label = neutral_badge_label;
    }
}

template <class Fields>
void visit_part(Fields& f, Is<Quota> auto& quota) {
    f.reference("site", quota.site);
    f.reference("group", quota.group);
    f.reference("agency", quota.agency);
    f.word("unit", quota.unit, parse_quota_unit, QuotaUnit::person);
    f.number("min", quota.min, 0, 1'000'000);
    f.number("max", quota.max, 0, 1'000'000);
    f.boolean("is_approximate", quota.is_approximate, false);
    f.word("invitation_mode", quota.invitation_mode, parse_invitation_mode, InvitationMode::invite);
    f.deadline("deadline", quota.deadline);
    f.number("seats_per_unit", quota.seats_per_unit, 1, 100'000);
    f.text("text", quota.text, {0, 500});
}

template <class Fields>
void visit_part(Fields& f, Is<Contact> auto& contact) {
    f.text("code", contact.code, {1, 64});
    f.reference("agency", contact.agency);
    f.text("form_of_address", contact.form_of_address, {0, 64});
    f.text("rank", contact.rank, {0, 64});
    f.text("name", contact.name, {1, 200});
    f.text("position", contact.position, {0, 300});
    f.phone("phone", contact.phone);
    f.text("purpose", contact.purpose, {0, 500});
}

template <class Fields>
void visit_part(Fields& f, Is<Task> auto& task) {
    f.text("code", task.code, {1, 64});
    f.reference("agency", task.agency);
    f.choice("role", task.role, {"lead", "cooperating"});
    f.references("cooperating_agencies", task.cooperating_agencies);
    f.text("point", task.point, {0, 16});
    f.multiline("text", task.text, {1, 4000});
    f.choice("status", task.status, {"assigned", "in_progress", "done"});
    f.date("due_on", task.due_on);
}

template <class Fields>
void visit_part(Fields& f, Is<Document> auto& document) {
    f.text("code", document.code, {1, 64});
    f.text("type", document.type, {1, 64});
    f.choice("role", document.role, {"invitation", "legal_basis", "attachment"});
    f.number("number", document.number, 0, 1'000'000);
    f.text("symbol", document.symbol, {0, 64});
    f.date("issued_on", document.issued_on);
    f.text("place", document.place, {0, 100});
    f.reference("issuer", document.issuer);
    f.text("title", document.title, {0, 300});
    f.text("subject", document.subject, {0, 1000});
    f.texts("bases", document.bases, {1, 64}, 50);
    f.text("replaces_type", document.replaces_type, {0, 64});
    f.text("attached_to", document.attached_to, {0, 64});
    f.texts("authority_lines", document.authority_lines, {1, 200}, 3);
    f.text("signer_name", document.signer_name, {0, 200});
    f.texts("recipients", document.recipients, {1, 300}, 26);
    f.boolean("has_access_qr", document.has_access_qr, false);
}

template <class Fields>
void visit_part(Fields& f, Is<Livestream> auto& stream) {
    f.text("code", stream.code, {1, 64});
    f.text("name", stream.name, {1, 200});
    f.text("operator_name", stream.operator_name, {0, 300});
    f.text("url", stream.url, {0, 1000});
}

}  // namespace kinhmoi::api
