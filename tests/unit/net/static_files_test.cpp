// SPDX-License-Identifier: Apache-2.0
// Which form of a file is sent, when nothing is, and that a folder is never left.
#include "server/net/static_files.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

namespace kinhmoi::net::static_files_test {
namespace {

namespace fs = std::filesystem;

constexpr StaticFile table[] = {
    {"/access/index.html", {"<p>", "\"h\""}, {"h-br", "\"h1\""}, {"h-gz", "\"h2\""}},
    {"/assets/a.js", {"plain", "\"a\""}, {"brotli", "\"a1\""}, {"gzip", "\"a2\""}},
    {"/assets/b.png", {"picture", "\"b\""}, {}, {}},
    {"/assets/c.wasm", {"wasm", "\"c\""}, {}, {"wasm-gz", "\"c2\""}},
};

std::string field(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers())
        if (key == name) return value;
    return {};
}

Request asking(std::vector<std::pair<std::string, std::string>> headers = {}) {
    Request request;
    request.headers = std::move(headers);
    return request;
}

TEST(StaticFiles, TheBestCodingThatTheClientTakes) {
    struct Case {
        const char* path;
        const char* accepts;  // null: says nothing
        const char* body;
        const char* coding;
    };
    const Case cases[] = {
        {"/assets/a.js", nullptr, "plain", ""},
        {"/assets/a.js", "", "plain", ""},
        {"/assets/a.js", "gzip, deflate, br, zstd", "brotli", "br"},
        {"/assets/a.js", "BR", "brotli", "br"},
        {"/assets/a.js", "gzip;q=1.0, br;q=0.1", "brotli", "br"},
        {"/assets/a.js", "br;q=0, gzip", "gzip", "gzip"},
        {"/assets/a.js", "br;q=0.000 , gzip ; Q=0.5", "gzip", "gzip"},
        {"/assets/a.js", "br ; q=0, gzip;q=0", "plain", ""},
        {"/assets/a.js", "*", "brotli", "br"},
        {"/assets/a.js", "*;q=0", "plain", ""},
        {"/assets/a.js", "br;q=0, *", "gzip", "gzip"},
        {"/assets/a.js", "*;q=0, gzip", "gzip", "gzip"},
        {"/assets/a.js", "gzip;q=0.001", "gzip", "gzip"},
        {"/assets/a.js", "deflate, identity", "plain", ""},
        {"/assets/a.js", "brotli, xbr, brx, gzip2", "plain", ""},
        {"/assets/a.js", ",;q=0,,", "plain", ""},
        {"/assets/b.png", "gzip, br", "picture", ""},
        {"/assets/c.wasm", "gzip, br", "wasm-gz", "gzip"},
    };
    const StaticFiles files{std::span(table)};
    for (const Case& c : cases) {
        SCOPED_TRACE(std::string(c.path) + " " + (c.accepts ? c.accepts : "-"));
        const auto response =
            files.answer(c.accepts ? asking({{"accept-encoding", c.accepts}}) : asking(), c.path);
        ASSERT_TRUE(response);
        EXPECT_EQ(response->status, 200u);
        EXPECT_EQ(response->body, c.body);
        EXPECT_EQ(field(*response, "Content-Encoding"), c.coding);
        EXPECT_EQ(field(*response, "Vary"), "Accept-Encoding");
    }
    // Two fields are one list.
    const auto both = files.answer(
        asking({{"accept-encoding", "identity"}, {"accept-encoding", "br"}}), "/assets/a.js");
    EXPECT_EQ(both->body, "brotli");
}

TEST(StaticFiles, EveryFormHasItsOwnTagAndWhatIsThereIsNotSentAgain) {
    struct Case {
        const char* has;
        const char* accepts;
        unsigned status;
        const char* etag;
    };
    const Case cases[] = {
        {"\"a1\"", "br", 304, "\"a1\""},
        {"\"a2\"", "gzip", 304, "\"a2\""},
        {"\"a\"", "", 304, "\"a\""},
        {"\"a\"", "br", 200, "\"a1\""},  // the same file in another form is another one
        {"\"a1\"", "", 200, "\"a\""},
        {"\"x\", \"a1\" ,\"y\"", "br", 304, "\"a1\""},
        {"W/\"a1\"", "br", 304, "\"a1\""},
        {"*", "br", 304, "\"a1\""},
        {"a1", "br", 200, "\"a1\""},
        {"\"a11\"", "br", 200, "\"a1\""},
        {"", "br", 200, "\"a1\""},
    };
    const StaticFiles files{std::span(table)};
    for (const Case& c : cases) {
        SCOPED_TRACE(c.has);
        const auto response = files.answer(
            asking({{"accept-encoding", c.accepts}, {"if-none-match", c.has}}), "/assets/a.js");
        ASSERT_TRUE(response);
        EXPECT_EQ(response->status, c.status);
        EXPECT_EQ(field(*response, "ETag"), c.etag);
        EXPECT_EQ(field(*response, "Vary"), "Accept-Encoding");
        EXPECT_EQ(response->body.empty(), c.status == 304);
        EXPECT_EQ(response->content_type.empty(), c.status == 304);
        EXPECT_NE(field(*response, "Cache-Control"), "");
    }
}

TEST(StaticFiles, HashedNamesAreKeptForEverOthersAreAskedForAgain) {
    const StaticFiles files{std::span(table)};
    EXPECT_EQ(field(*files.answer(asking(), "/assets/a.js"), "Cache-Control"),
              "public, max-age=31536000, immutable");
    EXPECT_EQ(field(*files.answer(asking(), "/access/index.html"), "Cache-Control"), "no-cache");
}

TEST(StaticFiles, OnlyWholePathsAreFound) {
    const StaticFiles files{std::span(table)};
    for (const char* path : {"", "/", "/assets", "/assets/", "/assets/a.j", "/assets/a.jsx",
                             "assets/a.js", "/assets/A.js", "//assets/a.js", "/zzz", "/a"})
        EXPECT_FALSE(files.answer(asking(), path)) << path;
    for (const StaticFile& file : table) EXPECT_TRUE(files.answer(asking(), file.path));
    EXPECT_TRUE(StaticFiles().empty());
    EXPECT_FALSE(StaticFiles().answer(asking(), "/assets/a.js"));
}

TEST(StaticFiles, TypesByTheEndOfTheName) {
    EXPECT_EQ(content_type_of("/x/index.html"), "text/html; charset=utf-8");
    EXPECT_EQ(content_type_of("/x/a-B_1.js"), "text/javascript; charset=utf-8");
    EXPECT_EQ(content_type_of("/x/a.css"), "text/css; charset=utf-8");
    EXPECT_EQ(content_type_of("/x/reader.wasm"), "application/wasm");
    EXPECT_EQ(content_type_of("/door/manifest.webmanifest"),
              "application/manifest+json; charset=utf-8");
    EXPECT_EQ(content_type_of("/x/a.svg"), "image/svg+xml");
    EXPECT_EQ(content_type_of("/x/a.png"), "image/png");
    EXPECT_EQ(content_type_of("/x/html"), "application/octet-stream");
}

class Folder : public testing::Test {
protected:
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "kinhmoi-files-XXXXXX").string();
        root_ = ::mkdtemp(pattern.data());
        fs::create_directories(root_ / "pages" / "assets");
        write("pages/assets/a.js", "one");
        write("pages/.hidden", "secret");
        write("secret.txt", "secret");
    }
    ~Folder() override { fs::remove_all(root_); }
    void write(const std::string& name, const std::string& text) {
        std::ofstream(root_ / name, std::ios::binary) << text;
    }
    std::optional<Response> get(std::string_view path) {
        return StaticFiles(root_ / "pages").answer(asking({{"if-none-match", "*"}}), path);
    }

    fs::path root_;
};

TEST_F(Folder, IsReadAnewAndKeptByNobody) {
    const auto first = get("/assets/a.js");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->body, "one");
    EXPECT_EQ(first->content_type, "text/javascript; charset=utf-8");
    EXPECT_TRUE(first->headers().empty()) << "the edge's no-store must stand";
    write("pages/assets/a.js", std::string(300'000, 'x') + "two");
    EXPECT_EQ(get("/assets/a.js")->body, std::string(300'000, 'x') + "two");
    fs::remove(root_ / "pages/assets/a.js");
    EXPECT_FALSE(get("/assets/a.js"));
}

TEST_F(Folder, IsNeverLeft) {
    fs::create_symlink(root_ / "secret.txt", root_ / "pages/link.txt");
    fs::create_symlink(root_, root_ / "pages/up");
    fs::create_symlink("a.js", root_ / "pages/assets/alias.js");
    ASSERT_EQ(::mkfifo((root_ / "pages/pipe").c_str(), 0600), 0);
    for (const char* path :
         {"/../secret.txt", "/assets/../../secret.txt", "/./assets/a.js", "/link.txt",
          "/up/secret.txt", "/assets/alias.js", "/.hidden", "/assets", "/assets/", "/", "",
          "//assets/a.js", "/assets//a.js", "/assets/a.js/", "/pipe", "/assets/a.js\\x",
          "/assets/..%2f..%2fsecret.txt", "/%2e%2e/secret.txt", "/assets/ a.js"})
        EXPECT_FALSE(get(path)) << path;
    EXPECT_FALSE(get(std::string_view("/assets/a.js\0.png", 17)));
    EXPECT_FALSE(get((root_ / "secret.txt").string()));
    EXPECT_TRUE(get("/assets/a.js"));
}

}  // namespace
}  // namespace kinhmoi::net::static_files_test
