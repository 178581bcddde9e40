// SPDX-License-Identifier: Apache-2.0
// libqrencode makes the symbol; SVG is written here, PNG by png_file.
#include "qr/qr_image.hpp"

#include <qrencode.h>

#include <cassert>
#include <cerrno>
#include <charconv>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "qr/pass_digits.hpp"
#include "qr/png_file.hpp"

namespace kinhmoi::qr {
namespace {

std::string upper_ascii(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string escape_xml(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else out += c;
    }
    return out;
}

/// Shortest form, with a point whatever the locale.
std::string decimal(double value) {
    char digits[32];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    return std::string(digits, end);
}

/// The number of dark modules of row y from x on.
int run_length(const QrSymbol& symbol, int x, int y) {
    int length = 0;
    while (x + length < symbol.size && symbol.is_dark(x + length, y)) ++length;
    return length;
}

/// One closed rectangle a run of dark modules: small, and no hairlines between neighbours in a row.
std::string path_of(const QrSymbol& symbol) {
    std::string path;
    for (int y = 0; y < symbol.size; ++y) {
        for (int x = 0; x < symbol.size; ++x) {
            const int length = run_length(symbol, x, y);
            if (length == 0) continue;
            const std::string width = std::to_string(length);
            path += "M" + std::to_string(x + quiet_zone_modules) + " " +
                    std::to_string(y + quiet_zone_modules) + "h" + width + "v1h-" + width + "z";
            x += length;
        }
    }
    return path;
}

/// Packed rows of a 1-bit image, 1 = white, with the quiet zone.
std::vector<std::uint8_t> pixels_of(const QrSymbol& symbol, int scale) {
    const int side = (symbol.size + 2 * quiet_zone_modules) * scale;
    const auto stride = static_cast<std::size_t>((side + 7) / 8);
    std::vector<std::uint8_t> pixels(stride * static_cast<std::size_t>(side), 0xff);
    const int offset = quiet_zone_modules * scale;
    for (int y = 0; y < symbol.size * scale; ++y) {
        std::uint8_t* row = pixels.data() + static_cast<std::size_t>(y + offset) * stride;
        for (int x = 0; x < symbol.size * scale; ++x) {
            if (!symbol.is_dark(x / scale, y / scale)) continue;
            row[(x + offset) / 8] &= static_cast<std::uint8_t>(~(0x80 >> (x + offset) % 8));
        }
    }
    return pixels;
}

}  // namespace

std::string pass_url(std::string_view host, const PassCode& code) {
    return upper_ascii("https://" + std::string(host) + "/p/") + to_digits(code);
}

std::string document_url(std::string_view host, const DocumentId& document) {
    return upper_ascii("https://" + std::string(host) + "/d/" + to_text(document));
}

QrSymbol make_symbol(std::string_view text, QrLevel level) {
    const std::string terminated(text);
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(terminated.c_str(), 0,
                            level == QrLevel::M ? QR_ECLEVEL_M : QR_ECLEVEL_Q, QR_MODE_8, 1),
        &QRcode_free);
    if (!code) {
        const int error = errno;
        if (error == ERANGE) throw std::length_error("text is too long for a QR symbol");
        throw std::system_error(error, std::generic_category(), "QRcode_encodeString");
    }
    QrSymbol symbol{code->width, {}};
    const auto count =
        static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    // libqrencode keeps other facts of a module in the higher bits.
    for (std::size_t i = 0; i < count; ++i) symbol.modules.push_back(code->data[i] & 1);
    return symbol;
}

std::string render_svg(const QrSymbol& symbol, const SvgOptions& options) {
    const std::string side = std::to_string(symbol.size + 2 * quiet_zone_modules);
    std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side;
    if (options.side_mm) {
        const std::string length = decimal(*options.side_mm) + "mm";
        svg += "\" width=\"" + length + "\" height=\"" + length;
    }
    svg += "\" role=\"img\" shape-rendering=\"crispEdges\"><title>" + escape_xml(options.title);
    svg += "</title><rect width=\"" + side + "\" height=\"" + side + "\" fill=\"#fff\"/>";
    svg += "<path fill=\"#000\" d=\"" + path_of(symbol) + "\"/></svg>";
    return svg;
}

std::vector<std::uint8_t> render_png(const QrSymbol& symbol, int pixels_per_module) {
    assert(pixels_per_module >= 1 && pixels_per_module <= 64);
    const std::vector<std::uint8_t> pixels = pixels_of(symbol, pixels_per_module);
    const auto side =
        static_cast<unsigned>((symbol.size + 2 * quiet_zone_modules) * pixels_per_module);
    return png_file(pixels, side);
}

}  // namespace kinhmoi::qr
