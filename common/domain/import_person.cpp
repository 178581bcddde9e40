// SPDX-License-Identifier: Apache-2.0
#include "common/domain/import_person.hpp"

#include <array>

#include "common/base/limits.hpp"
#include "common/domain/import_names.hpp"

namespace kinhmoi {
namespace {

/// In a note, as search_key makes it: this person comes in place of another.
constexpr std::array<std::string_view, 8> substitute_words{"du thay",  "hop thay", "di thay",
                                                           "cu thay",  "thay the", "thay dong chi",
                                                           "thay d/c", "thay ong"};

void read_name(CellReader& cells, ImportRecord& record, bool from_tcvn3) {
    std::string typed = cells.text(ImportField::full_name, limits::cell_text);
    if (!cells.has(ImportField::full_name)) {
        const std::string family = cells.text(ImportField::family_name, limits::cell_text);
        const std::string given = cells.text(ImportField::given_name, limits::cell_text);
        typed = family.empty() || given.empty() ? family + given : family + " " + given;
    }
    if (typed.empty()) return;  // too long, and said so
    const SplitName name = split_name(typed, from_tcvn3);
    if (!name.honorific.empty()) cells.note(IssueCode::honorific_split, ImportField::full_name);
    if (!name.rank.empty()) cells.note(IssueCode::rank_split, ImportField::full_name);
    if (name.case_fixed) cells.note(IssueCode::name_case_fixed, ImportField::full_name);
    if (text_length(name.full_name) > limits::person_name) {
        cells.note(IssueCode::text_too_long, ImportField::full_name);
        return;
    }
    if (name.full_name.find(' ') == std::string::npos) {
        cells.note(IssueCode::name_too_short, ImportField::full_name);
    }
    record.person.full_name = name.full_name;
    record.person.honorific = name.honorific;
    record.person.rank = name.rank;
}

/// Under 7 the guardian decides alone; from 7 the child must agree too.
void judge_consents(CellReader& cells, const Person& person) {
    if (person.consents.guardian_attend != Answer::yes) {
        cells.note(IssueCode::consent_guardian_missing, ImportField::consent_guardian);
    }
    const bool asks_child = person.age_band && *person.age_band != AgeBand::under_7;
    if (asks_child && person.consents.child_attend != Answer::yes) {
        cells.note(IssueCode::consent_child_missing, ImportField::consent_child);
    }
}

}  // namespace

bool has_full_name(const CellReader& cells) {
    return cells.filled(ImportField::full_name) || cells.filled(ImportField::family_name) ||
           cells.filled(ImportField::given_name);
}

void read_adult(CellReader& cells, ImportRecord& record, const ImportOptions& options,
                bool from_tcvn3) {
    Person& person = record.person;
    read_name(cells, record, from_tcvn3);
    const std::string honorific = cells.text(ImportField::honorific, limits::rank_or_honorific);
    const std::string rank = cells.text(ImportField::rank, limits::rank_or_honorific);
    if (!honorific.empty()) person.honorific = honorific;
    if (!rank.empty()) person.rank = rank;
    person.position =
        cells.text_or_ditto(ImportField::position, limits::short_text, &Person::position);
    person.organization =
        cells.text_or_ditto(ImportField::organization, limits::short_text, &Person::organization);
    person.phone = cells.phone(ImportField::phone, &Person::phone);
    if (!cells.filled(ImportField::organization) && cells.has(ImportField::organization)) {
        cells.note(IssueCode::organization_missing, ImportField::organization);
    }
    person.email = cells.email();
    record.registered_on = cells.date(ImportField::registered_on, options.deadline);
    person.note = cells.text(ImportField::note, limits::note_text);
    const std::string note = search_key(person.note);
    for (const std::string_view word : substitute_words) {
        if (note.find(word) == std::string::npos) continue;
        cells.note(IssueCode::substitute_noted, ImportField::note);
    }
}

void read_minor(CellReader& cells, const ImportRecord* above, ImportRecord& record,
                bool from_tcvn3) {
    read_name(cells, record, from_tcvn3);
    Person& person = record.person;
    person.honorific.clear();
    person.rank.clear();
    person.age_band = cells.age_band();
    person.organization =
        cells.text_or_ditto(ImportField::organization, limits::short_text, &Person::organization);
    if (!cells.filled(ImportField::organization)) {
        cells.note(IssueCode::school_missing, ImportField::organization);
    }
    person.leader_name =
        cells.text_or_ditto(ImportField::leader_name, limits::person_name, &Person::leader_name);
    if (!cells.filled(ImportField::leader_name)) {
        cells.note(IssueCode::party_leader_missing, ImportField::leader_name);
    }
    person.leader_phone = cells.phone(ImportField::leader_phone, &Person::leader_phone);
    const Consents none;
    const Consents& before = above ? above->person.consents : none;
    Consents& consents = person.consents;
    consents.guardian_attend = cells.answer(ImportField::consent_guardian, before.guardian_attend);
    consents.child_attend = cells.answer(ImportField::consent_child, before.child_attend);
    consents.photo = cells.answer(ImportField::consent_photo, before.photo);
    consents.named = cells.answer(ImportField::consent_named, before.named);
    judge_consents(cells, person);
}

}  // namespace kinhmoi
