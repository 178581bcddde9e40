// SPDX-License-Identifier: Apache-2.0
// libpng writing into memory.
#include "qr/png_file.hpp"

#include <png.h>

#include <cassert>
#include <new>
#include <stdexcept>

namespace kinhmoi::qr {
namespace {

// libpng is C: an exception thrown by a callback would pass through its frames. So append only
// notes that memory ran out, and fail leaves by longjmp into write_image, which owns no C++ object.
struct Sink {
    std::vector<std::uint8_t>* out;
    bool is_full = false;
};

void append(png_structp png, png_bytep bytes, png_size_t count) {
    auto* sink = static_cast<Sink*>(png_get_io_ptr(png));
    try {
        sink->out->insert(sink->out->end(), bytes, bytes + count);
    } catch (const std::bad_alloc&) {
        sink->is_full = true;
    }
}

void no_flush(png_structp) {}
void be_quiet(png_structp, png_const_charp) {}
[[noreturn]] void fail(png_structp png, png_const_charp) {
    png_longjmp(png, 1);
}

bool write_image(png_structp png, png_infop info, Sink& sink, const std::uint8_t* rows,
                 std::uint32_t side) {
    if (setjmp(png_jmpbuf(png)) != 0) return false;
    png_set_write_fn(png, &sink, append, no_flush);
    png_set_IHDR(png, info, side, side, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (std::uint32_t y = 0; y < side; ++y) png_write_row(png, rows + y * ((side + 7) / 8));
    png_write_end(png, info);
    return !sink.is_full;
}

}  // namespace

std::vector<std::uint8_t> png_file(std::span<const std::uint8_t> rows, std::uint32_t side) {
    assert(rows.size() == std::size_t{side} * ((side + 7) / 8));
    std::vector<std::uint8_t> out;
    Sink sink{&out};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, fail, be_quiet);
    if (png == nullptr) throw std::bad_alloc();
    png_infop info = png_create_info_struct(png);
    const bool is_written = info != nullptr && write_image(png, info, sink, rows.data(), side);
    png_destroy_write_struct(&png, &info);
    if (!is_written) throw std::runtime_error("libpng cannot write the picture");
    return out;
}

}  // namespace kinhmoi::qr
