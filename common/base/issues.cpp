// SPDX-License-Identifier: Apache-2.0
#include "common/base/issues.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace kinhmoi {
namespace {

using enum IssueCode;
constexpr Severity info = Severity::info;
constexpr Severity warning = Severity::warning;
constexpr Severity error = Severity::error;

// In the order of the enumeration, which issue_text() relies on and a test checks.
// clang-format off
constexpr std::array table{
    IssueText{bom_removed, "bom_removed", info,
        "Đã bỏ dấu BOM ở đầu tệp; không cần làm gì.", "The byte order mark was removed; nothing to do."},
    IssueText{crlf, "crlf", info,
        "Tệp xuống dòng kiểu Windows; không cần làm gì.", "The file has Windows line ends; nothing to do."},
    IssueText{delimiter_semicolon, "delimiter_semicolon", info,
        "Các cột ngăn cách bằng dấu chấm phẩy; không cần làm gì.", "Columns are separated by semicolons; nothing to do."},
    IssueText{delimiter_tab, "delimiter_tab", info,
        "Các cột ngăn cách bằng phím Tab; không cần làm gì.", "Columns are separated by tabs; nothing to do."},
    IssueText{encoding_utf16, "encoding_utf16", info,
        "Tệp ở bảng mã UTF-16, đã chuyển sang Unicode dựng sẵn; không cần làm gì.", "The file was UTF-16 and was converted; nothing to do."},
    IssueText{encoding_windows_1258, "encoding_windows_1258", warning,
        "Tệp ở bảng mã Windows-1258, đã chuyển sang Unicode; đề nghị đọc lại họ tên.", "The file was Windows-1258 and was converted; please read the names again."},
    IssueText{encoding_windows_1252, "encoding_windows_1252", warning,
        "Tệp ở bảng mã Tây Âu (Windows-1252), đã chuyển sang Unicode; đề nghị đọc lại họ tên.", "The file was Windows-1252 and was converted; please read the names again."},
    IssueText{encoding_tcvn3, "encoding_tcvn3", warning,
        "Tệp ở bảng mã TCVN3 (ABC), đã chuyển sang Unicode; đề nghị đọc lại họ tên.", "The file was TCVN3 (ABC) and was converted; please read the names again."},
    IssueText{encoding_vni, "encoding_vni", warning,
        "Tệp ở bảng mã VNI, đã chuyển sang Unicode; đề nghị đọc lại họ tên.", "The file was VNI and was converted; please read the names again."},
    IssueText{merged_header, "merged_header", info,
        "Tiêu đề bảng gồm hai dòng, đã ghép lại; đề nghị xem cột có đúng không.", "The heading has two rows, which were joined; please check the columns."},
    IssueText{header_alias, "header_alias", info,
        "Tên cột khác mẫu, đã hiểu theo nghĩa gần nhất; đề nghị xem cột có đúng không.", "A heading differs from the form and was matched by meaning; please check the column."},
    IssueText{header_missing, "header_missing", error,
        "Không tìm thấy dòng tiêu đề. Đề nghị thêm dòng “STT, Họ và tên, Chức vụ, Đơn vị công tác, Điện thoại, Ghi chú” phía trên danh sách.", "No heading row was found. Please add “STT, Họ và tên, Chức vụ, Đơn vị công tác, Điện thoại, Ghi chú” above the list."},
    IssueText{name_column_missing, "name_column_missing", error,
        "Không tìm thấy cột họ và tên. Đề nghị đặt tên cột là “Họ và tên”.", "There is no column of names. Please name that column “Họ và tên”."},
    IssueText{column_unknown, "column_unknown", info,
        "Cột này không có trong mẫu nên không được nhập; không cần làm gì nếu không cần dữ liệu của cột.", "This column is not part of the form and was not read; nothing to do unless it is needed."},
    IssueText{column_repeated, "column_repeated", warning,
        "Hai cột cùng một nội dung; chỉ nhập cột đứng trước. Đề nghị xoá cột thừa nếu cột trước không đúng.", "Two columns mean the same; only the first was read. Remove the wrong one."},
    IssueText{sensitive_column_dropped, "sensitive_column_dropped", warning,
        "Cột này chứa dữ liệu cá nhân không được thu thập; đã bỏ toàn bộ cột và không lưu bản nào. Đề nghị không gửi dữ liệu này.", "This column holds personal data that is never collected; it was dropped and no copy is kept. Please do not send it."},
    IssueText{minors_column_dropped, "minors_column_dropped", info,
        "Với trẻ em chỉ thu thập dữ liệu tối thiểu; cột này không được nhập. Không cần làm gì.", "Only the least data is collected about children; this column was not read. Nothing to do."},
    IssueText{minors_form, "minors_form", warning,
        "Biểu này là biểu dành cho trẻ em nhưng nhóm thành phần thì không; đã áp dụng cách nhập cho trẻ em. Đề nghị chọn đúng nhóm thành phần.", "This is the children's form but the group is not a children's group; it was read as a children's form. Please choose the right group."},
    IssueText{sheet_empty, "sheet_empty", error,
        "Danh sách không có người nào. Đề nghị kiểm tra đã chọn đúng tệp, đúng trang tính.", "The list has nobody in it. Please check that the right file and sheet were chosen."},
    IssueText{sheet_too_large, "sheet_too_large", error,
        "Danh sách quá lớn (tối đa 20.000 dòng, 64 cột). Đề nghị chia thành nhiều tệp.", "The list is too large (at most 20,000 rows and 64 columns). Please split it."},
    IssueText{unicode_nfc_applied, "unicode_nfc_applied", info,
        "Đã chuyển chữ sang Unicode dựng sẵn; không cần làm gì.", "Letters were composed (Unicode NFC); nothing to do."},
    IssueText{whitespace_trimmed, "whitespace_trimmed", info,
        "Đã bỏ khoảng trắng thừa; không cần làm gì.", "Extra spaces were removed; nothing to do."},
    IssueText{invisible_char_removed, "invisible_char_removed", info,
        "Đã bỏ ký tự ẩn; không cần làm gì.", "Invisible characters were removed; nothing to do."},
    IssueText{confusable_eth_fixed, "confusable_eth_fixed", info,
        "Đã thay chữ “Ð” (không phải chữ Việt) bằng chữ “Đ”; không cần làm gì.", "The Icelandic letter Ð was replaced by Đ; nothing to do."},
    IssueText{multiline_cell, "multiline_cell", info,
        "Ô có nhiều dòng, đã ghép thành một dòng; không cần làm gì.", "A cell of several lines was joined into one; nothing to do."},
    IssueText{legacy_tcvn3_decoded, "legacy_tcvn3_decoded", warning,
        "Dòng này gõ bằng TCVN3 (ABC), đã chuyển sang Unicode; đề nghị đọc lại.", "This row was typed in TCVN3 (ABC) and was converted; please read it again."},
    IssueText{legacy_vni_decoded, "legacy_vni_decoded", warning,
        "Dòng này gõ bằng VNI, đã chuyển sang Unicode; đề nghị đọc lại.", "This row was typed in VNI and was converted; please read it again."},
    IssueText{legacy_windows_1258_decoded, "legacy_windows_1258_decoded", warning,
        "Dòng này ở bảng mã Windows-1258, đã chuyển sang Unicode; đề nghị đọc lại.", "This row was in Windows-1258 and was converted; please read it again."},
    IssueText{encoding_loss, "encoding_loss", error,
        "Chữ có dấu đã mất (thành dấu “?”), không khôi phục được. Đề nghị nhập lại hoặc lưu tệp ở dạng “CSV UTF-8”.", "Accented letters were lost (they became “?”) and cannot be restored. Please type them again or save the file as “CSV UTF-8”."},
    IssueText{formula_prefix, "formula_prefix", warning,
        "Ô bắt đầu bằng dấu của công thức (=, +, -, @); chỉ được giữ như chữ. Đề nghị xoá nếu không cần.", "The cell begins like a formula (=, +, -, @) and is kept as plain text. Please remove it if it is not needed."},
    IssueText{text_too_long, "text_too_long", error,
        "Nội dung quá dài. Đề nghị viết ngắn lại.", "The text is too long. Please shorten it."},
    IssueText{phone_reformatted, "phone_reformatted", info,
        "Số điện thoại đã viết lại theo dạng thống nhất; không cần làm gì.", "The phone number was written in the common form; nothing to do."},
    IssueText{phone_leading_zero_restored, "phone_leading_zero_restored", info,
        "Đã thêm lại số 0 ở đầu số điện thoại; không cần làm gì.", "The leading 0 of the phone number was restored; nothing to do."},
    IssueText{phone_multiple, "phone_multiple", warning,
        "Có nhiều số điện thoại; chỉ giữ số đầu tiên. Đề nghị kiểm tra.", "There are several phone numbers; only the first is kept. Please check."},
    IssueText{phone_missing, "phone_missing", warning,
        "Chưa có số điện thoại. Vẫn nhập được; đề nghị bổ sung nếu có.", "There is no phone number. The row can be kept; please add one if there is any."},
    IssueText{phone_unrecoverable, "phone_unrecoverable", error,
        "Số điện thoại không đọc được (bảng tính đã làm mất chữ số). Đề nghị định dạng cột là “Văn bản” rồi nhập lại.", "The phone number cannot be read (the spreadsheet lost digits). Please format the column as text and type it again."},
    IssueText{phone_wrong_length, "phone_wrong_length", error,
        "Số điện thoại thừa hoặc thiếu chữ số. Đề nghị kiểm tra: di động 10 số, cố định 11 số.", "The phone number has too many or too few digits: 10 for mobiles, 11 for land lines. Please check."},
    IssueText{phone_wrong_prefix, "phone_wrong_prefix", error,
        "Đầu số điện thoại không có ở Việt Nam. Đề nghị kiểm tra; số nước ngoài bắt đầu bằng dấu +.", "No Vietnamese number begins like this. Please check; foreign numbers begin with +."},
    IssueText{phone_old_11_digit, "phone_old_11_digit", error,
        "Số di động 11 số đã ngừng dùng từ năm 2018. Đề nghị nhập số 10 số.", "Mobile numbers of 11 digits ended in 2018. Please give the number of 10 digits."},
    IssueText{email_invalid, "email_invalid", warning,
        "Địa chỉ thư điện tử không đúng dạng nên không được giữ. Đề nghị kiểm tra.", "The e-mail address is malformed and was not kept. Please check."},
    IssueText{date_excel_serial, "date_excel_serial", info,
        "Ngày ở dạng số của bảng tính, đã đổi thành ngày; không cần làm gì.", "The date was a spreadsheet serial number and was converted; nothing to do."},
    IssueText{date_month_first, "date_month_first", warning,
        "Ngày viết theo kiểu tháng trước; đã hiểu là ngày/tháng/năm. Đề nghị kiểm tra.", "The date was written month first; it was read as such. Please check."},
    IssueText{date_two_digit_year, "date_two_digit_year", info,
        "Năm chỉ có hai chữ số, đã hiểu là 20xx. Đề nghị kiểm tra.", "The year has two digits and was read as 20xx. Please check."},
    IssueText{date_invalid, "date_invalid", warning,
        "Ngày không có trong lịch hoặc không đọc được. Đề nghị nhập dạng 29/5/2026.", "The date does not exist or cannot be read. Please write 29/5/2026."},
    IssueText{date_year_missing, "date_year_missing", warning,
        "Ngày thiếu năm. Đề nghị nhập dạng 29/5/2026.", "The date has no year. Please write 29/5/2026."},
    IssueText{date_after_deadline, "date_after_deadline", warning,
        "Ngày đăng ký sau hạn gửi danh sách. Đề nghị kiểm tra hoặc báo đơn vị tổ chức.", "The date is after the deadline. Please check, or tell the organizer."},
    IssueText{honorific_split, "honorific_split", info,
        "Danh xưng đã tách khỏi họ tên; không cần làm gì.", "The form of address was separated from the name; nothing to do."},
    IssueText{rank_split, "rank_split", info,
        "Cấp bậc đã tách khỏi họ tên; không cần làm gì.", "The rank was separated from the name; nothing to do."},
    IssueText{name_case_fixed, "name_case_fixed", info,
        "Họ tên viết toàn chữ hoa hoặc chữ thường, đã viết lại chữ cái đầu. Đề nghị đọc lại.", "The name was all capitals or all small letters and was capitalised. Please read it again."},
    IssueText{name_missing, "name_missing", error,
        "Dòng chưa có họ tên. Đề nghị nhập họ tên hoặc xoá dòng.", "The row has no name. Please type one or delete the row."},
    IssueText{name_too_short, "name_too_short", warning,
        "Họ tên chỉ có một chữ. Đề nghị nhập đủ họ, đệm và tên.", "The name is a single word. Please give the full name."},
    IssueText{organization_missing, "organization_missing", warning,
        "Chưa có đơn vị công tác. Đề nghị bổ sung.", "There is no organization. Please add one."},
    IssueText{ditto_expanded, "ditto_expanded", info,
        "“-nt-” đã thay bằng nội dung của dòng trên; không cần làm gì.", "“-nt-” was replaced by the text of the row above; nothing to do."},
    IssueText{ditto_without_source, "ditto_without_source", error,
        "“-nt-” nhưng dòng trên không có nội dung. Đề nghị nhập đầy đủ.", "“-nt-”, but the row above has nothing. Please type it out."},
    IssueText{stt_repeated, "stt_repeated", info,
        "Số thứ tự bị lặp; không cần làm gì.", "The ordinal number is repeated; nothing to do."},
    IssueText{extra_columns, "extra_columns", warning,
        "Dòng có thêm ô ngoài các cột của bảng; phần thừa không được nhập. Đề nghị kiểm tra.", "The row has cells beyond the table's columns; they were not read. Please check."},
    IssueText{missing_columns, "missing_columns", warning,
        "Dòng bị thiếu cột. Đề nghị kiểm tra và bổ sung.", "The row ends too early. Please check and complete it."},
    IssueText{substitute_noted, "substitute_noted", warning,
        "Ghi chú nói là dự thay người khác. Đề nghị dùng chức năng “Cử người dự thay” nếu người kia đã có trong danh sách.", "The note says this person replaces another. Please use substitution if the other person is on the list."},
    IssueText{tone_placement_variant, "tone_placement_variant", info,
        "Họ tên chỉ khác cách đặt dấu (hòa/hoà) so với một dòng khác.", "The name differs from another row only in where the tone mark stands (hòa/hoà)."},
    IssueText{duplicate_of, "duplicate_of", error,
        "Trùng người với một dòng phía trên. Đề nghị xoá một dòng.", "The same person stands on a row above. Please delete one of them."},
    IssueText{duplicate_possible_of, "duplicate_possible_of", warning,
        "Có thể trùng người với một dòng phía trên. Đề nghị kiểm tra.", "This may be the person of a row above. Please check."},
    IssueText{already_listed, "already_listed", info,
        "Người này đã có trong danh sách; sẽ không thêm lần nữa.", "This person is already on the list and will not be added again."},
    IssueText{possibly_listed, "possibly_listed", warning,
        "Người này có thể đã có trong danh sách. Đề nghị kiểm tra trước khi thêm.", "This person may already be on the list. Please check before adding."},
    IssueText{same_person_in_other_group, "same_person_in_other_group", warning,
        "Người này đã có ở nhóm thành phần khác; mỗi người chỉ có một thẻ và một chỗ. Đề nghị giữ một nhóm.", "This person is in another group already; one person has one pass and one seat. Please keep one group."},
    IssueText{quota_exceeded, "quota_exceeded", error,
        "Vượt chỉ tiêu của nhóm thành phần. Đề nghị bớt người hoặc xin thêm chỉ tiêu.", "This passes the group's quota. Please remove someone or ask for a larger quota."},
    IssueText{quota_exceeded_approximate, "quota_exceeded_approximate", warning,
        "Vượt chỉ tiêu dự kiến của nhóm thành phần; cần đơn vị tổ chức đồng ý.", "This passes the group's approximate quota; the organizer has to agree."},
    IssueText{group_unknown, "group_unknown", error,
        "Tiêu đề nhóm không khớp nhóm thành phần nào. Đề nghị chọn nhóm cho các dòng bên dưới.", "The heading matches no group of the event. Please choose the group of the rows below."},
    IssueText{group_missing, "group_missing", error,
        "Chưa biết dòng này thuộc nhóm thành phần nào. Đề nghị chọn nhóm.", "The group of this row is not known. Please choose one."},
    IssueText{total_differs, "total_differs", warning,
        "Tổng số ghi trong bảng khác số dòng đại biểu. Đề nghị kiểm tra.", "The total in the table differs from the number of delegate rows. Please check."},
    IssueText{age_band_missing, "age_band_missing", error,
        "Chưa có nhóm tuổi. Đề nghị chọn: dưới 7 tuổi; từ đủ 7 đến dưới 16 tuổi; từ đủ 16 tuổi. Không nhập ngày sinh.", "There is no age band. Please choose under 7, 7 to 15, or 16 and over. Do not give a birth date."},
    IssueText{age_band_unclear, "age_band_unclear", error,
        "Nhóm tuổi không rõ. Đề nghị chọn: dưới 7 tuổi; từ đủ 7 đến dưới 16 tuổi; từ đủ 16 tuổi. Không nhập ngày sinh.", "The age band is unclear. Please choose under 7, 7 to 15, or 16 and over. Do not give a birth date."},
    IssueText{consent_guardian_missing, "consent_guardian_missing", error,
        "Chưa có đồng ý của cha mẹ hoặc người giám hộ. Đề nghị bổ sung trước khi gửi.", "The parent's or guardian's consent is missing. Please obtain it before sending."},
    IssueText{consent_child_missing, "consent_child_missing", error,
        "Trẻ từ đủ 7 tuổi phải tự đồng ý. Đề nghị bổ sung trước khi gửi.", "A child of 7 or more must consent too. Please obtain it before sending."},
    IssueText{consent_unclear, "consent_unclear", warning,
        "Nội dung đồng ý không rõ, đã hiểu là không đồng ý. Đề nghị ghi “Có” hoặc “Không”.", "The consent is unclear and was read as a refusal. Please write “Có” or “Không”."},
    IssueText{school_missing, "school_missing", error,
        "Chưa có tên trường. Đề nghị bổ sung.", "The school is missing. Please add it."},
    IssueText{party_leader_missing, "party_leader_missing", error,
        "Chưa có người phụ trách của trường. Đề nghị bổ sung.", "The responsible teacher is missing. Please add one."},
};
// clang-format on

}  // namespace

const IssueText& issue_text(IssueCode code) {
    return table.at(static_cast<std::size_t>(code));
}

std::optional<IssueCode> find_issue(std::string_view name) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const IssueText& row) { return row.name == name; });
    if (found == table.end()) return std::nullopt;
    return found->code;
}

std::string_view severity_name(Severity severity) {
    constexpr std::array<std::string_view, 3> names{"info", "warning", "error"};
    return names.at(static_cast<std::size_t>(severity));
}

Message issue_message(IssueCode code) {
    const IssueText& row = issue_text(code);
    return {std::string(row.vi), std::string(row.en)};
}

}  // namespace kinhmoi
