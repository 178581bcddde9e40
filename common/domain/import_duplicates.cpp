// SPDX-License-Identifier: Apache-2.0
#include "common/domain/import_duplicates.hpp"

#include <optional>

#include "common/base/text.hpp"

namespace kinhmoi {
namespace {

enum KeyKind : std::size_t { name_phone, name_organization, folded_phone, bare_name, key_kinds };

/// One key of each kind; empty where the person lacks what it is made of.
std::vector<std::string> keys_of(const Person& person, bool is_minor) {
    std::vector<std::string> keys(key_kinds);
    if (person.full_name.empty()) return keys;
    const std::string name = identity_key(person.full_name);
    keys[bare_name] = "n\n" + name;
    if (!person.organization.empty()) {
        keys[name_organization] = "o\n" + name + "\n" + agency_key(person.organization);
    }
    // A child's phone is the teacher's, which many children share.
    if (is_minor || person.phone.empty()) return keys;
    keys[name_phone] = "p\n" + name + "\n" + person.phone;
    keys[folded_phone] = "f\n" + search_key(person.full_name) + "\n" + person.phone;
    return keys;
}

/// Nothing but a name: all that can be compared is the name.
bool is_bare(const Person& person) {
    return person.phone.empty() && person.organization.empty();
}

enum class Likeness { none, possible, certain };

Likeness likeness(const Person& a, const Person& b, KeyKind shared, bool is_minor) {
    if (shared == name_phone) return Likeness::certain;
    if (shared == folded_phone) return Likeness::possible;
    if (shared == bare_name) {
        if (!is_bare(a)) return Likeness::none;
        return is_bare(b) ? Likeness::certain : Likeness::possible;
    }
    const bool one_phone_unknown = a.phone.empty() || b.phone.empty();
    return is_minor || one_phone_unknown ? Likeness::certain : Likeness::possible;
}

}  // namespace

DuplicateFinder::DuplicateFinder(const std::vector<KnownPerson>& known)
    : known_(known), known_taken_(known.size(), false) {
    for (std::size_t i = 0; i < known.size(); ++i) {
        const bool is_minor = known[i].person.age_band.has_value();
        for (std::string& key : keys_of(known[i].person, is_minor)) {
            if (!key.empty()) known_by_key_.emplace(std::move(key), i);
        }
    }
}

bool DuplicateFinder::match_known(ImportRecord& record, const std::vector<std::string>& keys) {
    std::optional<std::size_t> possible;
    for (std::size_t kind = 0; kind < key_kinds; ++kind) {
        if (kind == bare_name && !is_bare(record.person)) continue;
        const auto [first, last] = known_by_key_.equal_range(keys[kind]);
        for (auto at = first; at != last; ++at) {
            if (known_taken_[at->second]) continue;
            const KnownPerson& known = known_[at->second];
            const Likeness like =
                likeness(record.person, known.person, static_cast<KeyKind>(kind), record.is_minor);
            if (like == Likeness::possible) possible = at->second;
            if (like != Likeness::certain) continue;
            known_taken_[at->second] = true;
            record.known_id = known.id;
            record.issues.push_back({IssueCode::already_listed, ImportField::full_name});
            if (known.group_code != record.group_code) {
                record.issues.push_back(
                    {IssueCode::same_person_in_other_group, ImportField::full_name});
            }
            return true;
        }
    }
    if (possible) record.issues.push_back({IssueCode::possibly_listed, ImportField::full_name});
    return false;
}

void DuplicateFinder::remember(const std::vector<std::string>& keys, std::size_t record) {
    for (const std::string& key : keys) {
        if (!key.empty()) by_key_.try_emplace(key, record);
    }
}

void DuplicateFinder::judge(ImportRecord& record, const std::vector<ImportRecord>& before) {
    const std::vector<std::string> keys = keys_of(record.person, record.is_minor);
    Likeness best = Likeness::none;
    std::size_t other = 0;
    for (std::size_t kind = 0; kind < key_kinds; ++kind) {
        const auto found = by_key_.find(keys[kind]);
        if (found == by_key_.end()) continue;
        Likeness like = likeness(record.person, before[found->second].person,
                                 static_cast<KeyKind>(kind), record.is_minor);
        // Two children of one name in one school, two names without anything else: nobody here
        // can know.
        const bool cannot_tell = record.is_minor || kind == bare_name;
        if (cannot_tell && like == Likeness::certain) like = Likeness::possible;
        if (like <= best) continue;
        best = like;
        other = found->second;
    }
    remember(keys, before.size());
    if (best != Likeness::certain && match_known(record, keys)) return;
    if (best == Likeness::none) return;
    const ImportRecord& first = before[other];
    if (best == Likeness::possible) {
        record.issues.push_back(
            {IssueCode::duplicate_possible_of, ImportField::full_name, first.ordinal});
        return;
    }
    record.duplicate_of = first.ordinal;
    if (lower_case(record.person.full_name) != lower_case(first.person.full_name)) {
        record.issues.push_back({IssueCode::tone_placement_variant, ImportField::full_name});
    }
    record.issues.push_back({IssueCode::duplicate_of, ImportField::full_name, first.ordinal});
    if (first.group_code != record.group_code) {
        record.issues.push_back({IssueCode::same_person_in_other_group, ImportField::full_name});
    }
}

}  // namespace kinhmoi
