// SPDX-License-Identifier: Apache-2.0
#include "server/api/document_files_api.hpp"

#include "server/api/edge_problem.hpp"
#include "server/api/respond.hpp"
#include "server/files/document_files.hpp"
#include "server/usecase/document_files.hpp"

namespace kinhmoi::api {
namespace {

namespace asio = boost::asio;

Failure not_taken(const char* code, Message message) {
    return Failure(FailureKind::invalid, message, {{"", code, message}});
}

/// The type of the body, which must be what its Content-Type says.
Result<FileType> type_of_body(const Call& call) {
    const auto sniffed = sniff_file_type(call.request.body);
    if (!sniffed) {
        return not_taken(
            "file_type",
            {"Tệp không phải PDF, PNG, JPEG, DOCX hay XLSX (không chứa macro). Đề nghị "
             "chọn tệp khác.",
             "The file is not a PDF, PNG, JPEG, DOCX or XLSX without macros. Choose "
             "another one."});
    }
    const auto declared = parse_media_type(call.request.header("content-type").value_or(""));
    if (declared == sniffed) return *sniffed;
    return not_taken("content_type", {"Nội dung tệp không đúng với loại tệp được khai báo.",
                                      "The file is not what its Content-Type says."});
}

Json file_json(const store::DocumentFile& file) {
    return {{"document", to_text(file.document)},     {"name", file.name},
            {"media_type", media_type_of(file.type)}, {"bytes", file.bytes},
            {"sha256", to_hex(file.sha256)},          {"uploaded_at", rfc3339(file.uploaded_at)}};
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                              (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
        if (is_plain) out += c;
        else out += {'%', hex[byte >> 4], hex[byte & 15]};
    }
    return out;
}

/// Saved, never shown in a page of ours: whatever a file holds, it does not run here.
asio::awaitable<net::Response> send(Services& services, Call& call,
                                    const store::DocumentFile& file) {
    auto bytes = co_await services.files.get(file.sha256);
    if (!bytes) co_return problem(bytes.error(), call.request_id());
    net::Response response;
    response.body = std::move(*bytes);
    response.content_type = media_type_of(file.type);
    response.set_header("Content-Disposition",
                        std::string("attachment; filename=\"document.") + extension_of(file.type) +
                            "\"; filename*=UTF-8''" + percent_encoded(file.name));
    response.set_header("Content-Security-Policy", "default-src 'none'; sandbox");
    co_return response;
}

}  // namespace

asio::awaitable<net::Response> list_document_files(Services& services, Call& call) {
    const auto event = captured<EventId>(call, 0);
    if (!event) co_return problem(event.error(), call.request_id());
    const auto question = [actor = call.actor, id = *event](store::ReadTx& tx) {
        return usecase::list_document_files(tx, actor, id);
    };
    const auto files = co_await services.store.read(question);
    co_return answer(call, files, [](const std::vector<store::DocumentFile>& found) {
        Json items = Json::array();
        for (const store::DocumentFile& file : found) items.push_back(file_json(file));
        return page_json(std::move(items), "");
    });
}

asio::awaitable<net::Response> put_document_file(Services& services, Call& call) {
    const auto id = captured<DocumentId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [actor = call.actor, document = *id](store::ReadTx& tx) {
        return usecase::may_put_document_file(tx, actor, document);
    };
    const auto allowed = co_await services.store.read(question);
    if (!allowed) co_return problem(allowed.error(), call.request_id());
    const auto type = type_of_body(call);
    if (!type) co_return problem(type.error(), call.request_id());

    usecase::NewDocumentFile file;
    file.type = *type;
    file.wanted_name = call.request.query_value("name").value_or("");
    file.bytes = static_cast<std::int64_t>(call.request.body.size());
    const auto hash = co_await services.files.put(std::move(call.request.body));
    if (!hash) co_return problem(hash.error(), call.request_id());
    file.sha256 = *hash;
    const auto job = [actor = call.actor, document = *id, file](store::WriteTx& tx) {
        return usecase::put_document_file(tx, actor, document, file);
    };
    const auto stored = co_await services.store.write(job);
    if (!stored) co_return problem(stored.error(), call.request_id());
    co_return created(file_json(*stored));
}

asio::awaitable<net::Response> get_document_file(Services& services, Call& call) {
    const auto id = captured<DocumentId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [actor = call.actor, document = *id](store::ReadTx& tx) {
        return usecase::get_document_file(tx, actor, document);
    };
    const auto file = co_await services.store.read(question);
    if (!file) co_return problem(file.error(), call.request_id());
    co_return co_await send(services, call, *file);
}

asio::awaitable<net::Response> remove_document_file(Services& services, Call& call) {
    const auto id = captured<DocumentId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, document = *id](store::WriteTx& tx) {
        return usecase::remove_document_file(tx, actor, document);
    };
    const auto removed = co_await services.store.write(job);
    co_return answer(call, removed);
}

asio::awaitable<net::Response> get_public_document_file(Services& services, Call& call) {
    const auto id = parse_id<DocumentId>(call.request.captures.at(0));
    if (!id) co_return edge_problem(404, "not_found", call.request_id());
    const auto question = [document = *id](store::ReadTx& tx) {
        return usecase::public_document_file(tx, document);
    };
    const auto file = co_await services.store.read(question);
    if (!file) co_return edge_problem(404, "not_found", call.request_id());
    co_return co_await send(services, call, *file);
}

}  // namespace kinhmoi::api
