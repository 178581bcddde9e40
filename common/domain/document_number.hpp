// SPDX-License-Identifier: Apache-2.0
// The number and symbol of an official document, read from how papers cite it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kinhmoi {

/// Never a key: blank until issue, and papers misprint it.
struct DocumentNumber {
    std::optional<int> number;  ///< absent while the line reads "Số:      /GM-UBND"
    std::optional<int> year;    ///< laws and decrees: 30/2020/NĐ-CP
    std::string symbol;         ///< "QĐ-UBND", case slips corrected
    std::string type;  ///< "giay_moi", "ke_hoach", …; a symbol without a type: "cong_van"
    bool operator==(const DocumentNumber&) const = default;
};

/// "Số: 1347/QĐ-UBND", "162/KH-UbNd", "Quyết định số 347/QĐ-UBND ngày 20/6/2022"; nothing when
/// there is no symbol.
std::optional<DocumentNumber> parse_document_number(std::string_view text);

/// "Số: 05/KH-UBND", "Số:        /GM-UBND": counts below 10 take a leading zero, blanks stay blank.
std::string document_number_line(const std::optional<int>& number, std::string_view symbol);

}  // namespace kinhmoi
