// SPDX-License-Identifier: Apache-2.0
// QR symbols: their size, what SVG and PNG show, and that a real reader reads them back.
#include "qr/qr_image.hpp"

#include <gtest/gtest.h>
#include <png.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "qr/pass_digits.hpp"
#include "tests/unit/qr/samples.hpp"

namespace kinhmoi::qr {
namespace {

constexpr const char* host = "kinhmoi.cantho.example";

PassCode code_for(const std::string& label) {
    return sign_pass(samples::payload_for(3, label), samples::id_for<EventId>(label),
                     samples::key_for(label).private_key);
}

/// What is seen: dark or light of every module, with the quiet zone.
using Picture = std::vector<std::string>;

Picture picture_of(const QrSymbol& symbol) {
    const auto side = static_cast<std::size_t>(symbol.size + 2 * quiet_zone_modules);
    Picture picture(side, std::string(side, '.'));
    for (int y = 0; y < symbol.size; ++y)
        for (int x = 0; x < symbol.size; ++x)
            if (symbol.is_dark(x, y))
                picture[static_cast<std::size_t>(y + quiet_zone_modules)]
                       [static_cast<std::size_t>(x + quiet_zone_modules)] = '#';
    return picture;
}

TEST(QrUrl, IsUpperCase) {
    const PassCode code = code_for("url");
    EXPECT_EQ(pass_url("KinhMoi.cantho.example", code),
              "HTTPS://KINHMOI.CANTHO.EXAMPLE/P/" + to_digits(code));
    const auto document = parse_id<DocumentId>("0190b8c1-7d2e-7abc-8def-0123456789ab");
    const std::string url = document_url(host, *document);
    EXPECT_EQ(url, "HTTPS://KINHMOI.CANTHO.EXAMPLE/D/0190B8C1-7D2E-7ABC-8DEF-0123456789AB");
    EXPECT_EQ(classify_text(url, host).document, document);
    EXPECT_EQ(classify_text(pass_url(host, code), host).digits, to_digits(code));
}

TEST(QrSymbol, PassFitsTheAgreedSizes) {
    for (const std::string label : {"a", "b", "c", "d"}) {
        const std::string url = pass_url(host, code_for(label));
        EXPECT_LE(make_symbol(url, QrLevel::M).size, 41);
        EXPECT_LE(make_symbol(url, QrLevel::Q).size, 49);
        EXPECT_GT(make_symbol(url, QrLevel::Q).size, make_symbol(url, QrLevel::M).size);
    }
}

/// The longest host whose passes keep the sizes above; DESIGN.md says so to whoever chooses a name.
TEST(QrSymbol, HostMayHaveTwentySevenCharacters) {
    const PassCode code = code_for("long host");
    EXPECT_LE(make_symbol(pass_url(std::string(27, 'a'), code), QrLevel::M).size, 41);
    EXPECT_LE(make_symbol(pass_url(std::string(27, 'a'), code), QrLevel::Q).size, 49);
    EXPECT_GT(make_symbol(pass_url(std::string(28, 'a'), code), QrLevel::M).size, 41);
}

TEST(QrSymbol, LowerCaseWouldBeBigger) {
    const std::string digits = to_digits(code_for("case"));
    EXPECT_GT(make_symbol("https://" + std::string(host) + "/p/" + digits, QrLevel::M).size, 41);
}

TEST(QrSymbol, TooLongATextThrows) {
    EXPECT_THROW(make_symbol(std::string(4'000, 'a'), QrLevel::M), std::length_error);
}

/// Draws a path made of "M<x> <y>h<width>v1h-<width>z" only; empty for any other path.
Picture drawn_by(const std::string& path, std::size_t side) {
    Picture picture(side, std::string(side, '.'));
    for (std::size_t at = 0; at < path.size();) {
        unsigned x = 0, y = 0, width = 0, back = 0;
        int used = 0;
        if (std::sscanf(path.c_str() + at, "M%u %uh%uv1h-%uz%n", &x, &y, &width, &back, &used) != 4)
            return {};
        if (used == 0 || width != back) return {};
        for (std::size_t i = x; i < x + width; ++i) picture.at(y).at(i) = '#';
        at += static_cast<std::size_t>(used);
    }
    return picture;
}

TEST(QrSvg, PathDrawsExactlyTheDarkModules) {
    const QrSymbol symbol = make_symbol(pass_url(host, code_for("svg")), QrLevel::Q);
    const std::string svg = render_svg(symbol, {"Mã QR tham dự", std::nullopt});
    const std::string before =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 57 57\" role=\"img\" "
        "shape-rendering=\"crispEdges\"><title>Mã QR tham dự</title>"
        "<rect width=\"57\" height=\"57\" fill=\"#fff\"/><path fill=\"#000\" d=\"";
    const std::string after = "\"/></svg>";
    ASSERT_TRUE(svg.starts_with(before) && svg.ends_with(after)) << svg;
    const std::string path = svg.substr(before.size(), svg.size() - before.size() - after.size());
    EXPECT_EQ(drawn_by(path, 57), picture_of(symbol));
}

TEST(QrSvg, SizeInMillimetresAndEscapedTitle) {
    const QrSymbol symbol = make_symbol("A", QrLevel::M);
    const std::string svg = render_svg(symbol, {"<a> & \"b\"", 28.5});
    EXPECT_NE(svg.find(" width=\"28.5mm\" height=\"28.5mm\""), std::string::npos);
    EXPECT_NE(svg.find("<title>&lt;a&gt; &amp; &quot;b&quot;</title>"), std::string::npos);
}

/// Reads a PNG back as black and white modules of one pixel each scale.
Picture read_png(const std::vector<std::uint8_t>& file, std::size_t scale) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_memory(&image, file.data(), file.size()), 0);
    image.format = PNG_FORMAT_GRAY;
    std::vector<std::uint8_t> grey(PNG_IMAGE_SIZE(image));
    EXPECT_NE(png_image_finish_read(&image, nullptr, grey.data(), 0, nullptr), 0);
    EXPECT_EQ(image.width, image.height);
    EXPECT_EQ(image.width % scale, 0u);
    Picture picture(image.height / scale, std::string(image.width / scale, '.'));
    for (std::size_t y = 0; y < image.height; ++y)
        for (std::size_t x = 0; x < image.width; ++x) {
            const char seen = grey[y * image.width + x] == 0 ? '#' : '.';
            char& module = picture[y / scale][x / scale];
            if (y % scale == 0 && x % scale == 0) module = seen;
            EXPECT_EQ(module, seen) << x << "," << y;
        }
    return picture;
}

TEST(QrPng, ShowsExactlyTheModulesAtEveryScale) {
    const QrSymbol symbol = make_symbol(pass_url(host, code_for("png")), QrLevel::M);
    for (const int scale : {1, 3, 4, 7}) {
        const auto file = render_png(symbol, scale);
        EXPECT_EQ(read_png(file, static_cast<std::size_t>(scale)), picture_of(symbol)) << scale;
        EXPECT_EQ(file[24], 1) << "bits a pixel";
    }
}

/// Standard output of a command.
std::string output_of(const std::string& command) {
    std::string out;
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return out;
    char buffer[512];
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe))
        out.append(buffer, got);
    ::pclose(pipe);
    return out;
}

TEST(QrPng, ARealReaderReadsItBack) {
    if (output_of("command -v zbarimg").empty()) GTEST_SKIP() << "zbarimg is not installed";
    std::string folder = (std::filesystem::temp_directory_path() / "kinhmoi-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    const std::string path = folder + "/code.png";
    for (const QrLevel level : {QrLevel::M, QrLevel::Q})
        for (const int scale : {2, 4, 8})
            for (const std::string label : {"a", "b"}) {
                const PassCode code = code_for(label);
                const auto file = render_png(make_symbol(pass_url(host, code), level), scale);
                std::ofstream(path, std::ios::binary)
                    .write(reinterpret_cast<const char*>(file.data()),
                           static_cast<std::streamsize>(file.size()));
                const auto text = output_of("zbarimg --raw -q --nodbus " + path);
                EXPECT_EQ(text, pass_url(host, code) + "\n");
                EXPECT_EQ(classify_text(text, host).digits, to_digits(code));
            }
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kinhmoi::qr
