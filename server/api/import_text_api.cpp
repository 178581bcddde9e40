// SPDX-License-Identifier: Apache-2.0
// A file's bytes come as base64 inside JSON: that keeps the one rule by which other sites are
// refused (changes are JSON). Nothing of the file is kept.
#include "server/api/import_text_api.hpp"

#include <sodium.h>

#include "common/base/csv.hpp"
#include "common/base/limits.hpp"
#include "server/api/lists_json.hpp"
#include "server/api/respond.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

struct TextFile {
    TextEncoding encoding = TextEncoding::utf8;
    CsvTable table;
};

std::optional<std::string> from_base64(const std::string& text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    auto* out = reinterpret_cast<unsigned char*>(bytes.data());
    if (sodium_base642bin(out, bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

Result<std::string> data_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    std::string text = in.raw_text("data", {0, limits::sheet_bytes * 4 / 3 + 4});
    in.finish();
    if (in.faults().any()) return in.failure();
    return text;
}

Result<TextFile> read_file(store::ReadTx& tx, const Actor& actor, const EventId& event,
                           const std::string& data) {
    if (!store::find_event(tx, actor, event)) return usecase::no_such_event();
    const auto bytes = from_base64(data);
    if (!bytes)
        return usecase::fault_at("/data", "not_base64",
                                 {"không đúng dạng base64.", "is not base64."});
    auto decoded = decode_text(*bytes);
    if (!decoded) return decoded.error();
    auto table = split_csv(decoded->text);
    if (!table) return table.error();
    return TextFile{decoded->encoding, std::move(*table)};
}

}  // namespace

asio::awaitable<net::Response> read_import_text(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    auto data = data_of(call);
    if (!data) co_return problem(data.error(), call.request_id());
    const auto question = [actor = call.actor, id = *event, text = std::move(*data)](
                              store::ReadTx& tx) { return read_file(tx, actor, id, text); };
    const auto file = co_await services.store.read(question);
    co_return answer(call, file, [](const TextFile& found) {
        return Json{{"encoding", encoding_name(found.encoding)},
                    {"rows", found.table.rows},
                    {"first_lines", found.table.first_lines}};
    });
}

}  // namespace kinhmoi::api
