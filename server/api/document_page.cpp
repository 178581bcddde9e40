// SPDX-License-Identifier: Apache-2.0
#include "server/api/document_page.hpp"

#include "server/api/html.hpp"
#include "server/usecase/public_document.hpp"

namespace kinhmoi::api {
namespace {

net::Response no_such_document_page() {
    return page("Không tìm thấy tài liệu",
                "<h1 class=\"title\">Không tìm thấy tài liệu</h1>\n"
                "<p lang=\"en\" class=\"en\">No such document.</p>\n",
                404);
}

std::string line(const char* css_class, const std::string& text) {
    if (text.empty()) return {};
    return std::string("<p class=\"") + css_class + "\">" + html_escape(text) + "</p>\n";
}

}  // namespace

boost::asio::awaitable<net::Response> get_document_page(Services& services, Call& call) {
    const auto id = parse_id<DocumentId>(call.request.captures.at(0));
    if (!id) co_return no_such_document_page();
    const auto ask = [id = *id](store::ReadTx& tx) { return usecase::public_document(tx, id); };
    const auto view = co_await services.store.read(ask);
    if (!view) co_return no_such_document_page();
    const std::string& heading = view->title.empty() ? view->subject : view->title;
    std::string main = line("issuer", view->issuer) + line("number", view->number_line) +
                       "<h1 class=\"title\">" + html_escape(heading) + "</h1>\n";
    if (heading != view->subject) main += line("say", view->subject);
    main +=
        (view->has_file ? "<p><a href=\"/D/" + to_text(*id) +
                              "/file\">Tải tệp văn bản / Download the document</a></p>\n"
                        : std::string()) +
        "<p class=\"notice\">Đây là mã QR tài liệu, không phải mã tham dự. Đề nghị Quý đại biểu "
        "mang theo thẻ khi đến dự.</p>\n"
        "<p lang=\"en\" class=\"en\">This is the code of a document, not a pass.</p>\n";
    co_return page(heading, main);
}

}  // namespace kinhmoi::api
