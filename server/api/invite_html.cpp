// SPDX-License-Identifier: Apache-2.0
#include "server/api/invite_html.hpp"

#include <cstdio>

#include "common/base/phone.hpp"
#include "qr/short_number.hpp"
#include "server/api/html.hpp"

namespace kinhmoi::api {
namespace {

std::string clock_time(Instant at, const std::string& zone) {
    const std::int64_t local = at.ms + utc_offset_ms(zone, at);
    const std::int64_t minute = ((local % day_ms + day_ms) % day_ms) / minute_ms;
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(minute / 60),
                  static_cast<int>(minute % 60));
    return text;
}

std::string day_text(CivilDate date) {
    return weekday_vi(date) + ", " + long_date_vi(date);
}

/// "08:00 – 11:30, thứ Sáu, ngày 29 tháng 5 năm 2026 (dự kiến)"
std::string time_text(const usecase::Invitation& view) {
    const CivilDate day = local_date(view.time_zone, view.starts_at);
    std::string text = clock_time(view.starts_at, view.time_zone);
    const bool ends_that_day = view.ends_at && local_date(view.time_zone, *view.ends_at) == day;
    if (ends_that_day) text += " – " + clock_time(*view.ends_at, view.time_zone);
    text += ", " + day_text(day);
    if (view.ends_at && !ends_that_day)
        text += ", đến " + clock_time(*view.ends_at, view.time_zone) + ", " +
                day_text(local_date(view.time_zone, *view.ends_at));
    if (view.is_time_tentative) text += " (dự kiến)";
    return text;
}

std::string line(const char* tag, const char* css_class, std::string_view text) {
    if (text.empty()) return {};
    return std::string("<") + tag + " class=\"" + css_class + "\">" + html_escape(text) + "</" +
           tag + ">\n";
}

/// A term with finished HTML; nothing for none.
std::string term(const char* name, const std::string& html) {
    if (html.empty()) return {};
    return std::string("<dt>") + name + "</dt>\n<dd>" + html + "</dd>\n";
}

std::string link(const std::string& target, const std::string& text) {
    return "<a href=\"" + html_escape(target) + "\">" + html_escape(text) + "</a>";
}

std::string paragraph(const std::string& html) {
    return html.empty() ? "" : "<p>" + html + "</p>";
}

std::string place_html(const usecase::Invitation& view) {
    std::string html = paragraph("<strong>" + html_escape(view.venue) + "</strong>");
    if (view.venue.empty()) html.clear();
    if (view.site_name != view.venue) html += paragraph(html_escape(view.site_name));
    return html + paragraph(html_escape(view.address));
}

std::string notes_html(const std::string& notes) {
    std::string html;
    for (std::size_t begin = 0; begin < notes.size();) {
        const std::size_t end = std::min(notes.find('\n', begin), notes.size());
        html += paragraph(html_escape(std::string_view(notes).substr(begin, end - begin)));
        begin = end + 1;
    }
    return html;
}

std::string contacts_html(const usecase::Invitation& view) {
    std::string html;
    for (const auto& contact : view.contacts) {
        html += "<p>" + html_escape(contact.name);
        if (!contact.position.empty())
            html += "<span class=\"minor\">" + html_escape(contact.position) + "</span>";
        if (!contact.purpose.empty())
            html += "<span class=\"minor\">" + html_escape(contact.purpose) + "</span>";
        if (!contact.phone.empty())
            html += "<span class=\"phone\">" +
                    link("tel:" + contact.phone, phone_display(contact.phone)) + "</span>";
        html += "</p>";
    }
    return html;
}

bool is_web_address(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("http://");
}

std::string streams_html(const usecase::Invitation& view) {
    std::string html;
    for (const auto& stream : view.streams)
        html += paragraph(is_web_address(stream.url) ? link(stream.url, stream.name)
                                                     : html_escape(stream.name));
    return html;
}

std::string owner_html(const usecase::Invitation& view) {
    std::string html = line("p", "owner", view.label);
    if (view.badge_label != view.label) html += line("p", "badge", view.badge_label);
    if (view.party_size > 1)
        html += line("p", "party", "Đoàn gồm " + std::to_string(view.party_size) + " người");
    return html;
}

constexpr const char* photo_notice =
    "<p class=\"notice\">Buổi lễ có thể được chụp ảnh, ghi hình, truyền trực tuyến. Đề nghị không "
    "chụp ảnh, không đăng hình trẻ em khi chưa có sự đồng ý của trẻ và cha mẹ hoặc người giám "
    "hộ.</p>\n";

net::Response short_page(const char* title, const char* text_vi, const char* text_en,
                         unsigned status) {
    const std::string main = line("h1", "title", title) + line("p", "say", text_vi) +
                             "<p lang=\"en\" class=\"en\">" + text_en + "</p>\n";
    return page(title, main, status);
}

}  // namespace

net::Response invitation_page(const usecase::Invitation& view) {
    const std::string number = qr::format_short_number({view.short_number});
    std::string main = "<p class=\"kicker\">Trân trọng kính mời</p>\n";
    main += owner_html(view);
    main += "<p class=\"kicker\">tham dự</p>\n" + line("h1", "title", view.event_title);
    main +=
        "<figure>\n<img src=\"/moi/qr.svg\" width=\"320\" height=\"320\" alt=\"Mã QR tham dự\">\n"
        "<figcaption>Số thẻ <strong>" +
        number +
        "</strong></figcaption>\n</figure>\n"
        "<p class=\"say\">Đề nghị Quý đại biểu đưa mã này cho tổ lễ tân khi đến.</p>\n"
        "<p lang=\"en\" class=\"en\">Please show this code at the entrance.</p>\n";
    main += "<dl>\n" + term("Thời gian", paragraph(html_escape(time_text(view)))) +
            term("Địa điểm", place_html(view)) +
            term("Vị trí ngồi", paragraph(html_escape(view.seat))) +
            term("Lưu ý", notes_html(view.notes)) + term("Xem trực tuyến", streams_html(view)) +
            term("Liên hệ", contacts_html(view)) + "</dl>\n";
    main += photo_notice;
    return page("Giấy mời – " + view.event_title, main);
}

net::Response no_such_pass_page() {
    return short_page(
        "Không mở được thẻ",
        "Đề nghị Quý đại biểu quét lại mã QR trên thẻ. Nếu vẫn không mở được, đề nghị "
        "liên hệ cơ quan đã cử đại biểu hoặc tổ lễ tân.",
        "This code does not open a pass. Please scan it again, or ask the reception.", 404);
}

net::Response replaced_pass_page() {
    return short_page("Thẻ này đã được thay bằng thẻ khác",
                      "Đề nghị Quý đại biểu dùng thẻ mới. Nếu chưa nhận được, đề nghị liên hệ cơ "
                      "quan đã cử đại biểu hoặc tổ lễ tân.",
                      "This pass was replaced by another one. Please use the new pass.", 410);
}

}  // namespace kinhmoi::api
