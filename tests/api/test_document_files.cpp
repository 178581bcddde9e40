// SPDX-License-Identifier: Apache-2.0
// Files of documents over HTTP: what is taken, who gets it, and what a full disk does; and erased
// persons whom a restored database brings back.
#include <gtest/gtest.h>

#include <fstream>

#include "common/domain/document_file.hpp"
#include "server/app_erasures.hpp"
#include "server/files/erasure_list.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi {
namespace {

using api::Json;
using store::WriteTx;

const std::string pdf = "%PDF-1.7\n" + std::string(100'000, 'x');

class DocumentFilesApi : public testing::Test {
protected:
    DocumentFilesApi() {
        server_.write([this](WriteTx& tx) {
            own_ = test::make_world(tx, "mot");
            foreign_ = test::make_world(tx, "hai");
            organizer_ = test::make_account(tx, "to-chuc", Role::organizer, {}, {own_.event});
            clerk_ = test::make_account(tx, "don-vi", Role::clerk, own_.agency, {own_.event});
            stranger_ = test::make_account(tx, "don-vi-khac", Role::clerk, foreign_.agency,
                                           {foreign_.event});
        });
    }

    static std::string path_of(const test::World& world) {
        return "/api/v1/documents/" + to_text(world.document) + "/file";
    }
    test::Reply put(const std::string& path, const std::string& type, const std::string& bytes) {
        test::HttpClient client = server_.client_of(organizer_);
        return client.raw("POST", path,
                          {{"Cookie", client.cookie()},
                           {"Sec-Fetch-Site", "same-origin"},
                           {"Content-Type", type}},
                          bytes);
    }
    test::Reply get(const AccountId& account, const std::string& path) {
        return server_.client_of(account).get(path);
    }

    test::TestServer server_;
    test::World own_;
    test::World foreign_;
    AccountId organizer_;
    AccountId clerk_;
    AccountId stranger_;
};

TEST_F(DocumentFilesApi, GoUpAndComeDownAsTheyWere) {
    const test::Reply made =
        put(path_of(own_) + "?name=Gi%E1%BA%A5y%20m%E1%BB%9Di.pdf", "application/pdf", pdf);
    ASSERT_EQ(made.status, 201u) << made.body;
    EXPECT_EQ(made.json()["name"], "Giấy mời.pdf");
    EXPECT_EQ(made.json()["bytes"], pdf.size());

    const test::Reply down = get(clerk_, path_of(own_));
    EXPECT_EQ(down.status, 200u);
    EXPECT_EQ(down.body, pdf);
    EXPECT_EQ(down.header("content-type"), "application/pdf");
    EXPECT_EQ(down.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(down.header("content-disposition"),
              "attachment; filename=\"document.pdf\"; "
              "filename*=UTF-8''Gi%E1%BA%A5y%20m%E1%BB%9Di.pdf");
    const Json listed =
        get(clerk_, "/api/v1/events/" + to_text(own_.event) + "/document-files").json();
    EXPECT_EQ(listed["items"].size(), 1u);

    const test::Reply replaced = put(path_of(own_), "image/png", "\x89PNG\r\n\x1a\n");
    ASSERT_EQ(replaced.status, 201u) << replaced.body;
    EXPECT_EQ(get(clerk_, path_of(own_)).header("content-type"), "image/png");
    EXPECT_EQ(server_.client_of(clerk_).del(path_of(own_)).status, 403u);
    EXPECT_EQ(server_.client_of(organizer_).del(path_of(own_)).status, 204u);
    EXPECT_EQ(get(clerk_, path_of(own_)).status, 404u);
}

TEST_F(DocumentFilesApi, OthersGetNothing) {
    ASSERT_EQ(put(path_of(own_), "application/pdf", pdf).status, 201u);
    EXPECT_EQ(get(stranger_, path_of(own_)).status, 404u);
    EXPECT_EQ(server_.client().get(path_of(own_)).status, 401u);
    EXPECT_EQ(put(path_of(foreign_), "application/pdf", pdf).status, 404u);
    const auto folder = server_.folder() / "files";
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1)
        << "what is refused is not written";
}

TEST_F(DocumentFilesApi, ThePublicSeeOnlyWhatAQrLeadsTo) {
    ASSERT_EQ(put(path_of(own_), "application/pdf", pdf).status, 201u);
    const std::string page = "/D/" + to_text(own_.document);
    const auto show = [&](bool is_public) {
        server_.write([&](WriteTx& tx) {
            tx.execute("UPDATE documents SET has_access_qr = $1 WHERE id = $2", is_public,
                       own_.document);
        });
    };
    show(false);
    EXPECT_EQ(server_.client().get(page + "/file").status, 404u);
    show(true);
    EXPECT_EQ(server_.client().get(page + "/file").body, pdf);
    EXPECT_NE(server_.client().get(page).body.find(page + "/file"), std::string::npos);
    EXPECT_EQ(server_.client().get("/D/" + to_text(foreign_.document) + "/file").status, 404u);
    EXPECT_EQ(server_.client().get("/D/x/file").status, 404u);
}

TEST_F(DocumentFilesApi, OnlyKnownKindsThatAreWhatTheySay) {
    const std::string page = "<html><script>alert(1)</script></html>";
    EXPECT_EQ(put(path_of(own_), "application/pdf", page).status, 422u);
    EXPECT_EQ(put(path_of(own_), "text/html", page).status, 422u);
    EXPECT_EQ(put(path_of(own_), "image/png", pdf).status, 422u);
    EXPECT_EQ(put(path_of(own_), "application/json", "{}").status, 422u);
    EXPECT_EQ(put(path_of(own_), "application/pdf", "").status, 422u);
    EXPECT_EQ(get(clerk_, path_of(own_)).status, 404u);
    test::HttpClient client = server_.client_of(organizer_);
    const auto from = [&](const char* site) {
        return client
            .raw("POST", path_of(own_),
                 {{"Cookie", client.cookie()},
                  {"Sec-Fetch-Site", site},
                  {"Content-Type", "application/pdf"}},
                 pdf)
            .status;
    };
    EXPECT_EQ(from("cross-site"), 403u);
    EXPECT_EQ(from("same-origin"), 201u);
}

TEST_F(DocumentFilesApi, TwentyMebibytesAndNotAByteMore) {
    std::string bytes = pdf;
    bytes.resize(document_file_max_bytes, 'x');
    EXPECT_EQ(put(path_of(own_), "application/pdf", bytes).status, 201u);
    bytes += 'x';
    EXPECT_EQ(put(path_of(own_), "application/pdf", bytes).status, 413u);
}

TEST_F(DocumentFilesApi, ADamagedFileIsNotSent) {
    const std::string hash = put(path_of(own_), "application/pdf", pdf).json()["sha256"];
    std::ofstream(server_.folder() / "files" / hash) << "%PDF-1.7 changed";
    EXPECT_EQ(get(clerk_, path_of(own_)).status, 410u);
}

TEST(Disk, ThatIsLowIsToldAndThatIsFullTakesNoLargeFile) {
    const struct {
        std::uint64_t free_bytes;
        const char* word;
        unsigned status;
    } cases[] = {{500ull << 20, "ok", 404},
                 {(500ull << 20) - 1, "low", 404},
                 {200ull << 20, "low", 404},
                 {(200ull << 20) - 1, "full", 503}};
    for (const auto& test : cases) {
        test::TestServer server(test::TestServer::wide_limits(), {}, test.free_bytes);
        const AccountId id = server.make_account_with_password("quan-tri", Role::administrator);
        test::HttpClient client = server.client_of(id);
        const test::Reply ready = client.get("/readyz");
        EXPECT_EQ(ready.status, 200u) << "people go on working";
        EXPECT_EQ(ready.json()["disk"], test.word);
        EXPECT_NE(client.get("/metrics")
                      .body.find("kinhmoi_disk_free_bytes " + std::to_string(test.free_bytes)),
                  std::string::npos);
        const auto put = [&](std::size_t size) {
            return client
                .raw("POST", "/api/v1/documents/0190b8c1-0000-7000-8000-000000000001/file",
                     {{"Cookie", client.cookie()},
                      {"Sec-Fetch-Site", "same-origin"},
                      {"Content-Type", "application/pdf"}},
                     std::string(size, 'x'))
                .status;
        };
        EXPECT_EQ(put((1u << 20) + 1), test.status) << test.word;
        EXPECT_EQ(put(1u << 20), 404u) << "small things are still taken";
    }
}

TEST(Erasures, ARestoredDatabaseBringsNobodyBack) {
    test::TestServer server;
    const test::World world = server.write([](WriteTx& tx) { return test::make_world(tx, "mot"); });
    const AccountId id = server.make_account_with_password("quan-tri", Role::administrator);
    const auto set_person = [&](const char* name) {
        server.write([&](WriteTx& tx) {
            tx.execute(
                "UPDATE delegates SET full_name = $1, erased_at = NULL, status = 'cancelled'"
                " WHERE id = $2",
                name, world.delegate);
        });
    };
    const auto name = [&] {
        return server.read([&](store::ReadTx& tx) {
            auto rows = tx.query("SELECT full_name FROM delegates WHERE id = $1", world.delegate);
            EXPECT_TRUE(rows.next());
            return rows.get<std::string>(0);
        });
    };
    set_person("Lý Mẫu An");
    Config config;
    config.data_folder = server.folder();
    EXPECT_EQ(count_come_back(server.app().store(), config), 0);
    const std::string person = "/api/v1/delegates/" + to_text(world.delegate) + "/person";
    ASSERT_EQ(server.client_of(id).del(person).status, 200u);
    EXPECT_EQ(name(), "");
    EXPECT_EQ(files::ErasureList(config.erasures_file()).read(), std::vector{world.delegate})
        << "beside the database before the answer";
    EXPECT_EQ(count_come_back(server.app().store(), config), 0);

    set_person("Lý Mẫu An");  // as an older copy of the database would
    EXPECT_EQ(count_come_back(server.app().store(), config), 1);
    EXPECT_EQ(erase_again(server.app().store(), config), 1);
    EXPECT_EQ(name(), "");
    EXPECT_EQ(erase_again(server.app().store(), config), 0);
}

}  // namespace
}  // namespace kinhmoi
