// SPDX-License-Identifier: Apache-2.0
// What an administrator learns of backups, and a backup made while the server serves.
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "server/app_store.hpp"
#include "server/store/sqlite/backup.hpp"
#include "tests/support/openapi.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi::test {
namespace {

using api::Json;

class BackupsApi : public testing::Test {
protected:
    Json ask(const char* method, unsigned status = 200) {
        const Reply reply = administrator.send(method, "/api/v1/backups");
        EXPECT_EQ(reply.status, status) << reply.body;
        EXPECT_EQ(openapi().fault_of(method, "/api/v1/backups", reply.status,
                                     reply.header("content-type"), reply.body),
                  "")
            << reply.body;
        return reply.json();
    }
    /// Begins one and asks until it is done.
    Json make() {
        ask("POST", 202);
        Json state = ask("GET");
        while (!state["running_since"].is_null()) {
            std::this_thread::yield();
            state = ask("GET");
        }
        return state;
    }
    std::filesystem::path folder() const { return server.folder() / "backups"; }

    TestServer server;
    World world = server.write([](store::WriteTx& tx) { return make_world(tx, "a"); });
    HttpClient administrator = server.client_of(server.write(
        [](store::WriteTx& tx) { return make_account(tx, "quan-tri", Role::administrator); }));
};

TEST_F(BackupsApi, NoneAtFirst) {
    const Json state = ask("GET");
    EXPECT_EQ(state["folder"], folder().string());
    EXPECT_TRUE(state["copies"].empty());
    EXPECT_EQ(state["last_good"], nullptr);
    EXPECT_EQ(state["running_since"], nullptr);
    EXPECT_GT(state["free_bytes"].get<std::uint64_t>(), 0u);
    EXPECT_EQ(state["database_bytes"], std::filesystem::file_size(server.database()));
}

TEST_F(BackupsApi, OneIsMadeWhileTheServerServesAndCanBeRestored) {
    const Json state = make();
    EXPECT_EQ(state["failed"], nullptr) << state;
    ASSERT_EQ(state["copies"].size(), 1u);
    const Json copy = state["copies"][0];
    EXPECT_EQ(state["last_good"], copy);
    EXPECT_TRUE(copy["is_good"]);
    const auto file = folder() / copy["file"].get<std::string>();
    EXPECT_EQ(copy["bytes"], std::filesystem::file_size(file));
    store::sqlite::Settings settings;
    settings.path = server.database();
    const auto checked = store::sqlite::check_backup(settings, file.string() + ".manifest");
    ASSERT_TRUE(checked) << checked.error().message().en;
    EXPECT_EQ(checked->contents.rows.at("events"), 1);
}

TEST_F(BackupsApi, ADamagedCopyIsNotGood) {
    const std::string older = make()["copies"][0]["file"];
    server.clock().advance(minute_ms);
    const std::string newer = make()["copies"][0]["file"];
    ASSERT_NE(older, newer);
    std::filesystem::resize_file(folder() / newer, 4'096);
    Json state = ask("GET");
    ASSERT_EQ(state["copies"].size(), 2u);
    EXPECT_FALSE(state["copies"][0]["is_good"]);
    EXPECT_EQ(state["last_good"]["file"], older);
    std::ofstream(folder() / (older + ".manifest")) << "{}";
    state = ask("GET");
    EXPECT_EQ(state["last_good"], nullptr);
    EXPECT_EQ(state["copies"][1]["file"], older);
    EXPECT_EQ(state["copies"][1]["created_at"], nullptr);
}

TEST_F(BackupsApi, WithoutAFolderNothingBegins) {
    std::ofstream(folder()) << "a file in its place";
    const Json refusal = ask("POST", 503);
    EXPECT_EQ(refusal["kind"], "unavailable");
    EXPECT_EQ(ask("GET")["running_since"], nullptr);
}

TEST_F(BackupsApi, WhoMakesOneIsNoted) {
    make();
    const Json log = administrator.get("/api/v1/audit?action=backup.begin").json();
    EXPECT_EQ(log["items"].size(), 1u);
}

}  // namespace
}  // namespace kinhmoi::test
