// SPDX-License-Identifier: Apache-2.0
#include "server/api/pass_json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "qr/qr_image.hpp"
#include "qr/short_number.hpp"
#include "server/usecase/invitation.hpp"

namespace kinhmoi::api {
namespace {

constexpr double smallest_module_mm = 0.5;
constexpr int largest_mm = 300;
constexpr int largest_scale = 64;
constexpr const char* qr_title = "Mã QR tham dự";

Failure bad_parameter(std::string name, Message message) {
    Message whole{"Tham số " + name + " " + message.vi, name + " " + message.en};
    return Failure(FailureKind::invalid, std::move(whole),
                   {{"?" + name, "out_of_range", std::move(message)}});
}

Result<qr::QrLevel> level_of(const Call& call) {
    const auto level = call.request.query_value("level");
    if (!level || *level == "M") return qr::QrLevel::M;
    if (*level == "Q") return qr::QrLevel::Q;
    return bad_parameter("level", {"phải là M hoặc Q.", "must be M or Q."});
}

/// A whole number from the query within bounds; nothing when it is not asked for.
Result<std::optional<int>> number_of(const Call& call, const char* name, int min, int max) {
    const auto text = call.request.query_value(name);
    if (!text) return std::optional<int>();
    int value = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, value);
    if (error == std::errc{} && stop == end && value >= min && value <= max)
        return std::optional<int>(value);
    const std::string range = std::to_string(min);
    const std::string most = std::to_string(max);
    return bad_parameter(name, {"phải là số nguyên từ " + range + " đến " + most + ".",
                                "must be a whole number from " + range + " to " + most + "."});
}

Result<qr::QrSymbol> symbol_of(const Services& services, const Call& call,
                               const store::PassRow& row) {
    if (!usecase::is_current(row)) {
        return Failure(FailureKind::gone,
                       {"Thẻ này đã huỷ nên không có mã QR. Đề nghị cấp lại thẻ.",
                        "This pass is revoked and has no code. Issue it anew."});
    }
    const auto level = level_of(call);
    if (!level) return level.error();
    return qr::make_symbol(pass_link(services, row.pass), *level);
}

net::Response picture(std::string bytes, const char* type) {
    net::Response response = net::Response::text(std::move(bytes));
    response.content_type = type;
    return response;
}

}  // namespace

PassView pass_view(store::ReadTx& tx, store::PassRow row) {
    std::string label = usecase::label_of_pass(tx, row);
    return {std::move(row), std::move(label)};
}

std::string pass_link(const Services& services, const Pass& pass) {
    const std::string& url = services.public_url;
    return qr::pass_url(std::string_view(url).substr(url.find("://") + 3), usecase::code_of(pass));
}

Json pass_json(const Services& services, const PassView& view) {
    const Pass& pass = view.row.pass;
    const bool is_current = usecase::is_current(view.row);
    return {
        {"id", to_text(pass.id)},
        {"delegate", to_text(pass.delegate)},
        {"short_number", qr::format_short_number({pass.short_number})},
        {"issue", pass.issue},
        {"url", is_current ? Json(pass_link(services, pass)) : Json(nullptr)},
        {"state", is_current ? "current" : "revoked"},
        {"party_size", pass.party_size},
        {"is_minor", pass.is_minor},
        {"label", view.label},
        {"issued_at", rfc3339(pass.issued_at)},
    };
}

Result<net::Response> pass_svg(const Services& services, const Call& call,
                               const store::PassRow& row) {
    const auto symbol = symbol_of(services, call, row);
    if (!symbol) return symbol.error();
    const int modules = symbol->size + 2 * qr::quiet_zone_modules;
    const auto mm = number_of(call, "mm", static_cast<int>(std::ceil(modules * smallest_module_mm)),
                              largest_mm);
    if (!mm) return mm.error();
    qr::SvgOptions options{qr_title, std::nullopt};
    if (*mm) options.side_mm = **mm;
    return picture(qr::render_svg(*symbol, options), "image/svg+xml; charset=utf-8");
}

Result<net::Response> pass_png(const Services& services, const Call& call,
                               const store::PassRow& row) {
    const auto symbol = symbol_of(services, call, row);
    if (!symbol) return symbol.error();
    const auto scale = number_of(call, "scale", 1, largest_scale);
    if (!scale) return scale.error();
    const auto bytes = qr::render_png(*symbol, scale->value_or(8));
    return picture(std::string(bytes.begin(), bytes.end()), "image/png");
}

std::vector<DelegateId> chosen_delegates(ObjectReader& in, std::size_t most) {
    std::vector<DelegateId> chosen;
    const std::size_t faults = in.faults().list().size();
    const auto texts = in.texts("delegates", {36, 36}, most);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto id = parse_id<DelegateId>(texts[i]);
        if (!id)
            in.fault_at("delegates", i, "not_an_id",
                        {"không phải mã định danh hợp lệ.", "is not a valid identifier."});
        else if (std::find(chosen.begin(), chosen.end(), *id) == chosen.end())
            chosen.push_back(*id);
    }
    if (in.has("delegates") && texts.empty() && in.faults().list().size() == faults)
        in.fault("delegates", "empty",
                 {"phải có ít nhất một đại biểu.", "must name at least one delegate."});
    return chosen;
}

Result<const qr::MasterKey*> signing_master_key(const Services& services) {
    if (services.master_key) return services.master_key;
    return Failure(
        FailureKind::unavailable,
        {"Máy chủ chưa có khoá chính nên không ký được thẻ. Đề nghị quản trị viên đặt lại tệp khoá "
         "chính đã cất giữ (hoặc tạo tệp mới bằng lệnh “kinhmoi key new-master”), rồi khởi động "
         "lại máy chủ.",
         "The server has no master key, so passes cannot be signed. Put the kept master key file "
         "back (or make a new one with \"kinhmoi key new-master\") and restart the server."});
}

}  // namespace kinhmoi::api
