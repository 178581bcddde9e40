// SPDX-License-Identifier: Apache-2.0
// The fifteen columns that hold a person, to and from the domain.
#include "server/store/rows/person_columns.hpp"

#include "server/store/rows/columns.hpp"

namespace kinhmoi::store {
namespace {

template <class Enum>
std::optional<std::string> word(const std::optional<Enum>& value) {
    if (!value) return std::nullopt;
    return name_of(*value);
}

std::optional<Answer> answer_at(const Rows& rows, int column) {
    const auto text = rows.get<std::optional<std::string>>(column);
    if (!text) return std::nullopt;
    return word_of(&parse_answer, *text);
}

}  // namespace

PersonWords::PersonWords(const Person& person)
    : age_band(word(person.age_band)),
      guardian_attend(word(person.consents.guardian_attend)),
      child_attend(word(person.consents.child_attend)),
      photo(word(person.consents.photo)),
      named(word(person.consents.named)) {}

Person person_at(const Rows& rows, int first) {
    Person person;
    person.full_name = rows.get<std::string>(first);
    person.honorific = rows.get<std::string>(first + 1);
    person.rank = rows.get<std::string>(first + 2);
    person.position = rows.get<std::string>(first + 3);
    person.organization = rows.get<std::string>(first + 4);
    person.phone = rows.get<std::string>(first + 5);
    person.email = rows.get<std::string>(first + 6);
    person.note = rows.get<std::string>(first + 7);
    if (const auto band = rows.get<std::optional<std::string>>(first + 8))
        person.age_band = word_of(&parse_age_band, *band);
    person.leader_name = rows.get<std::string>(first + 9);
    person.leader_phone = rows.get<std::string>(first + 10);
    person.consents.guardian_attend = answer_at(rows, first + 11);
    person.consents.child_attend = answer_at(rows, first + 12);
    person.consents.photo = answer_at(rows, first + 13);
    person.consents.named = answer_at(rows, first + 14);
    return person;
}

}  // namespace kinhmoi::store
