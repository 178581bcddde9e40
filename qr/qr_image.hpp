// SPDX-License-Identifier: Apache-2.0
// QR symbols of passes and documents, as SVG and as PNG; libqrencode and libpng.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qr/pass_payload.hpp"

namespace kinhmoi::qr {

/// Modules of light border that readers need on each side. Part of every image made here.
constexpr int quiet_zone_modules = 4;

/// Error correction: M on screens, Q on paper and badges. There is no L on purpose.
enum class QrLevel { M, Q };

/// "HTTPS://<HOST>/P/<187 digits>", upper case, so that QR packs it well.
std::string pass_url(std::string_view host, const PassCode& code);
/// "HTTPS://<HOST>/D/<UUID>", upper case.
std::string document_url(std::string_view host, const DocumentId& document);

/// A square of modules without its quiet zone.
struct QrSymbol {
    int size = 0;                       ///< modules a side: 21, 25, … 177
    std::vector<std::uint8_t> modules;  ///< row by row, 1 = dark

    bool is_dark(int x, int y) const {
        return modules[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) +
                       static_cast<std::size_t>(x)] != 0;
    }
};

/// The smallest symbol that holds text. Throws std::length_error when none does (over 1,600 bytes).
QrSymbol make_symbol(std::string_view text, QrLevel level);

struct SvgOptions {
    std::string title;  ///< read aloud; say nothing personal ("Mã QR tham dự")
    std::optional<double>
        side_mm;  ///< width and height with the quiet zone; none: the page decides
};
/// A standalone <svg> element: white ground, one black path, no script and no style.
std::string render_svg(const QrSymbol& symbol, const SvgOptions& options);
/// A 1-bit grey PNG file; pixels_per_module is 1..64.
std::vector<std::uint8_t> render_png(const QrSymbol& symbol, int pixels_per_module);

}  // namespace kinhmoi::qr
