// SPDX-License-Identifier: Apache-2.0
// The rules of a delegate: what a person's row may hold, and the keys and labels made of it.
#include "common/domain/delegate.hpp"

#include <algorithm>
#include <array>

#include "common/base/limits.hpp"
#include "common/base/phone.hpp"
#include "common/base/text.hpp"
#include "common/domain/name_table.hpp"

namespace kinhmoi {
namespace {

constexpr NamedValue<DelegateStatus> statuses[] = {
    {DelegateStatus::nominated, "nominated"}, {DelegateStatus::approved, "approved"},
    {DelegateStatus::invited, "invited"},     {DelegateStatus::accepted, "accepted"},
    {DelegateStatus::declined, "declined"},   {DelegateStatus::substituted, "substituted"},
    {DelegateStatus::cancelled, "cancelled"},
};
constexpr NamedValue<AgeBand> age_band_names[] = {
    {AgeBand::under_7, "under_7"},
    {AgeBand::from_7_to_15, "7_to_15"},
    {AgeBand::from_16, "16_plus"},
};
constexpr NamedValue<Answer> answer_names[] = {
    {Answer::no, "no"},
    {Answer::yes, "yes"},
    {Answer::not_applicable, "not_applicable"},
};

constexpr std::size_t phone_length = 32;  // as typed; E.164 needs 16

struct TextField {
    const char* path;
    std::string Person::*text;
    std::size_t max;  ///< code points
    bool for_minors;
};
constexpr std::array<TextField, 10> text_fields{{
    {"full_name", &Person::full_name, limits::person_name, true},
    {"honorific", &Person::honorific, limits::rank_or_honorific, false},
    {"rank", &Person::rank, limits::rank_or_honorific, false},
    {"position", &Person::position, limits::short_text, false},
    {"organization", &Person::organization, limits::short_text, true},
    {"phone", &Person::phone, phone_length, false},
    {"email", &Person::email, limits::email, false},
    {"note", &Person::note, limits::note_text, false},
    {"leader_name", &Person::leader_name, limits::person_name, true},
    {"leader_phone", &Person::leader_phone, phone_length, true},
}};

/// What somebody at the desk does, never what a child suffers from.
constexpr std::array<std::string_view, 5> child_door_notes{"", "Xe lăn", "Phiên dịch", "Cần hỗ trợ",
                                                           "Lên sân khấu"};

bool is_e164(std::string_view text) {
    if (text.size() < 9 || text.size() > 16 || text.front() != '+') return false;
    return std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != text.npos)
        return false;
    const auto domain = text.substr(at + 1);
    return domain.find('.') != domain.npos && domain.front() != '.' && domain.back() != '.' &&
           text.find_first_of(" ,;<>") == text.npos;
}

class FaultList {
public:
    void add(const char* path, const char* code, const char* vi, const char* en) {
        list_.push_back({path, code, {vi, en}});
    }
    void add_length(const TextField& field) {
        const std::string max = std::to_string(field.max);
        list_.push_back({field.path,
                         "too_long",
                         {"dài quá " + max + " ký tự. Đề nghị viết gọn lại.",
                          "is longer than " + max + " characters. Shorten it."}});
    }
    std::vector<FieldFault> take() { return std::move(list_); }

private:
    std::vector<FieldFault> list_;
};

void judge_phone(FaultList& faults, const char* path, const std::string& phone) {
    if (phone.empty() || is_e164(phone)) return;
    faults.add(path, "phone_unreadable",
               "không phải số điện thoại. Đề nghị nhập lại hoặc để trống.",
               "is not a phone number. Enter it again or leave it empty.");
}

void judge_child(FaultList& faults, const Person& person) {
    if (person.organization.empty())
        faults.add("organization", "required", "thiếu tên trường của trẻ em.",
                   "the child's school is missing.");
    if (person.leader_name.empty())
        faults.add(
            "leader_name", "required",
            "thiếu tên trưởng đoàn: người lớn phụ trách và giữ thẻ của đoàn.",
            "the leader is missing: the adult who answers for the party and holds its pass.");
    if (!person.age_band)
        faults.add("age_band", "required", "thiếu nhóm tuổi (dưới 7, từ 7 đến 15, từ 16).",
                   "the age band is missing (under 7, 7 to 15, 16 or older).");
    if (person.consents.guardian_attend != Answer::yes)
        faults.add("consents/guardian_attend", "consent_required",
                   "chưa có đồng ý tham dự của cha mẹ hoặc người giám hộ.",
                   "a parent or guardian has not agreed to the attendance.");
    if (!person.age_band) return;
    if (person.age_band == AgeBand::under_7) {
        if (person.consents.child_attend.value_or(Answer::not_applicable) != Answer::not_applicable)
            faults.add("consents/child_attend", "not_applicable",
                       "trẻ dưới 7 tuổi không phải tự đồng ý. Đề nghị chọn \"không áp dụng\".",
                       "a child under 7 is not asked. Choose \"not applicable\".");
    } else if (person.consents.child_attend != Answer::yes) {
        faults.add("consents/child_attend", "consent_required",
                   "trẻ từ 7 tuổi phải tự đồng ý tham dự.",
                   "a child of 7 or older must agree to attend.");
    }
}

void judge_adult(FaultList& faults, const Person& person) {
    const char* vi = "chỉ dùng cho trẻ em. Đề nghị để trống.";
    const char* en = "is for children only. Leave it empty.";
    if (person.age_band) faults.add("age_band", "not_for_adults", vi, en);
    if (person.consents.guardian_attend)
        faults.add("consents/guardian_attend", "not_for_adults", vi, en);
    if (person.consents.child_attend) faults.add("consents/child_attend", "not_for_adults", vi, en);
}

/// E.164 where the text is a phone number, else what was typed: a fault will point at it.
std::string normalized_phone(const std::string& text) {
    std::string cleaned = clean(text);
    if (cleaned.empty() || is_e164(cleaned)) return cleaned;
    const auto parsed = parse_phone(cleaned);
    if (parsed.number && !parsed.number->e164.empty()) return parsed.number->e164;
    return cleaned;
}

/// The first code point of a word, with the marks that a decomposed text may carry.
std::string_view first_letter(std::string_view word) {
    std::size_t end = 1;
    while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) ++end;
    return word.substr(0, end);
}

}  // namespace

const char* name_of(DelegateStatus status) {
    return name_in(statuses, status);
}
std::optional<DelegateStatus> parse_delegate_status(std::string_view text) {
    return value_in(statuses, text);
}
const char* name_of(AgeBand band) {
    return name_in(age_band_names, band);
}
std::optional<AgeBand> parse_age_band(std::string_view text) {
    return value_in(age_band_names, text);
}
const char* name_of(Answer answer) {
    return name_in(answer_names, answer);
}
std::optional<Answer> parse_answer(std::string_view text) {
    return value_in(answer_names, text);
}

bool holds_seat(DelegateStatus status) {
    return status == DelegateStatus::approved || status == DelegateStatus::invited ||
           status == DelegateStatus::accepted || status == DelegateStatus::declined;
}

bool is_live(DelegateStatus status) {
    return status == DelegateStatus::nominated || holds_seat(status);
}

Person normalized(Person person) {
    for (const TextField& field : text_fields) person.*field.text = clean(person.*field.text);
    person.phone = normalized_phone(person.phone);
    person.leader_phone = normalized_phone(person.leader_phone);
    if (person.age_band == AgeBand::under_7 && !person.consents.child_attend)
        person.consents.child_attend = Answer::not_applicable;
    return person;
}

Person without_forbidden(Person person, const ParticipantGroup& group) {
    if (!group.is_minors) return person;
    for (const TextField& field : text_fields) {
        if (!field.for_minors) (person.*field.text).clear();
    }
    return person;
}

std::vector<FieldFault> person_faults(const Person& person, const ParticipantGroup& group) {
    FaultList faults;
    if (person.full_name.empty())
        faults.add("full_name", "required", "thiếu họ tên.", "the name is missing.");
    for (const TextField& field : text_fields) {
        const std::string& text = person.*field.text;
        if (text_length(text) > field.max) faults.add_length(field);
        if (group.is_minors && !field.for_minors && !text.empty())
            faults.add(field.path, "not_for_minors",
                       "không thu thập với trẻ em (Luật Bảo vệ dữ liệu cá nhân, Luật Trẻ em). "
                       "Đề nghị để trống; số điện thoại liên hệ là của trưởng đoàn.",
                       "is not collected about children (data protection and children's laws). "
                       "Leave it empty; the phone to call is the leader's.");
    }
    if (!group.is_minors) judge_phone(faults, "phone", person.phone);
    judge_phone(faults, "leader_phone", person.leader_phone);
    if (!group.is_minors && !person.email.empty() && !is_email(person.email))
        faults.add("email", "email_unreadable",
                   "không phải địa chỉ thư điện tử. Đề nghị nhập lại hoặc để trống.",
                   "is not an e-mail address. Enter it again or leave it empty.");
    if (group.is_minors) judge_child(faults, person);
    else judge_adult(faults, person);
    return faults.take();
}

std::optional<FieldFault> door_note_fault(const std::string& note, bool is_minor) {
    if (text_length(note) > limits::door_note)
        return FieldFault{"door_note",
                          "too_long",
                          {"dài quá 40 ký tự. Đề nghị viết gọn lại.",
                           "is longer than 40 characters. Shorten it."}};
    const bool is_known =
        std::find(child_door_notes.begin(), child_door_notes.end(), note) != child_door_notes.end();
    if (!is_minor || is_known) return std::nullopt;
    return FieldFault{
        "door_note",
        "not_about_children",
        {"của trẻ em chỉ được chọn: Xe lăn, Phiên dịch, Cần hỗ trợ, Lên sân khấu.",
         "of a child may only be one of: Xe lăn, Phiên dịch, Cần hỗ trợ, Lên sân khấu."}};
}

std::string identity_of(const Person& person) {
    const std::string name = identity_key(person.full_name);
    if (name.empty()) return {};
    return name + '|' + (person.phone.empty() ? agency_key(person.organization) : person.phone);
}

std::string short_name(std::string_view full_name) {
    const auto words = words_of(full_name);
    if (words.empty()) return {};
    std::string out = words.front();
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        out += ' ';
        out += first_letter(words[i]);
        out += '.';
    }
    if (words.size() > 1) out += ' ' + words.back();
    return out;
}

std::string door_label(const Person& person, bool is_minor, bool full_name_allowed, int number) {
    if (is_minor) {
        const std::string party =
            person.organization.empty() ? "Đoàn thiếu nhi" : person.organization;
        return party + " – số " + std::to_string(number);
    }
    return full_name_allowed ? person.full_name : short_name(person.full_name);
}

std::string party_key(const Person& person) {
    return agency_key(person.organization) + '|' + identity_key(person.leader_name);
}

}  // namespace kinhmoi
