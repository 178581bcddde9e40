// SPDX-License-Identifier: Apache-2.0
// Passes over HTTP: issuing and pictures for those who print them, the page for those who hold one.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/document_rows.hpp"
#include "tests/support/test_server.hpp"

namespace kinhmoi::test {
namespace {

using api::Json;

struct PassesApi : testing::Test {
    PassesApi() {
        server.write([this](store::WriteTx& tx) {
            world = make_world(tx, "mot");
            const World other = make_world(tx, "hai");
            // Theirs is not signed by any key: here passes come from the API.
            tx.execute("DELETE FROM passes");
            organizer_id = make_account(tx, "ban-to-chuc", Role::organizer, {}, {world.event});
            administrator_id = make_account(tx, "quan-tri", Role::administrator);
            clerk_id = make_account(tx, "can-bo", Role::clerk, world.agency);
            stranger_id = make_account(tx, "co-quan-khac", Role::clerk, other.agency);
        });
        event = "/api/v1/events/" + to_text(world.event);
        pass_of_delegate = "/api/v1/delegates/" + to_text(world.delegate) + "/pass";
    }
    /// The pass of the one delegate.
    Json issue() {
        auto organizer = server.client_of(organizer_id);
        const Reply reply = organizer.post(event + "/passes", Json::object());
        EXPECT_EQ(reply.status, 200u) << reply.body;
        return organizer.get(pass_of_delegate).json();
    }
    /// "/P/<digits>" of what the QR holds.
    static std::string path_in(const Json& pass) {
        const std::string url = pass["url"];
        return url.substr(url.find("/P/"));
    }
    static std::string read_qr(const std::string& picture, const std::string& file_name) {
        const Folder folder;
        const std::filesystem::path file = folder.path() / file_name;
        std::ofstream(file, std::ios::binary) << picture;
        FILE* pipe = ::popen(("zbarimg --raw -q --nodbus " + file.string()).c_str(), "r");
        std::string text;
        char part[512];
        while (pipe && std::fgets(part, sizeof part, pipe)) text += part;
        if (pipe) ::pclose(pipe);
        while (!text.empty() && text.back() == '\n') text.pop_back();
        return text;
    }

    TestServer server;
    World world;
    AccountId organizer_id, administrator_id, clerk_id, stranger_id;
    std::string event, pass_of_delegate;
};

TEST_F(PassesApi, AreIssuedOnceAndShown) {
    auto organizer = server.client_of(organizer_id);
    const Json first = organizer.post(event + "/passes", Json::object()).json();
    EXPECT_EQ(first, Json({{"issued", 1},
                           {"already", 0},
                           {"changed", 0},
                           {"skipped_lists", 0},
                           {"skipped_delegates", 0}}));
    const Json list = {{"list", to_text(world.list)}};
    EXPECT_EQ(organizer.post(event + "/passes", list).json()["already"], 1);
    const Json one = {{"delegate", to_text(world.delegate)}};
    EXPECT_EQ(organizer.post(event + "/passes", one).json()["already"], 1);

    const Json pass = organizer.get(pass_of_delegate).json();
    EXPECT_EQ(pass["label"], "Nguyễn Mẫu An");
    EXPECT_EQ(pass["state"], "current");
    EXPECT_EQ(pass["issue"], 1);
    EXPECT_EQ(pass["party_size"], 1);
    EXPECT_EQ(pass["is_minor"], false);
    EXPECT_EQ(std::string(pass["short_number"]).size(), 9u);
    const std::string host = "127.0.0.1:" + std::to_string(server.app().port());
    EXPECT_TRUE(std::string(pass["url"]).starts_with("HTTPS://" + host + "/P/"));
    EXPECT_EQ(path_in(pass).size(), 3u + 187u);
    const Json page = organizer.get(event + "/passes?limit=1").json();
    EXPECT_EQ(page["items"], Json::array({pass}));
    EXPECT_TRUE(page["next_cursor"].is_null());
}

TEST_F(PassesApi, WhoMayWhat) {
    const Json pass = issue();
    const std::string picture = "/api/v1/passes/" + std::string(pass["id"]) + "/qr.svg";
    auto clerk = server.client_of(clerk_id);
    EXPECT_EQ(clerk.get(event + "/passes").json()["items"].size(), 1u);
    EXPECT_EQ(clerk.get(picture).status, 200u);
    EXPECT_EQ(clerk.post(event + "/passes", Json::object()).status, 403u);
    auto stranger = server.client_of(stranger_id);
    EXPECT_EQ(stranger.get(event + "/passes").status, 404u);
    EXPECT_EQ(stranger.get(picture).status, 404u);
    EXPECT_EQ(stranger.get(pass_of_delegate).status, 404u);
    EXPECT_EQ(server.client().get(picture).status, 401u);
}

TEST_F(PassesApi, FaultsAreNamed) {
    issue();
    auto organizer = server.client_of(organizer_id);
    const Json both = {{"list", to_text(world.list)}, {"delegate", to_text(world.delegate)}};
    EXPECT_EQ(organizer.post(event + "/passes", both).status, 422u);
    EXPECT_EQ(organizer.post(event + "/passes", {{"lists", "x"}}).status, 422u);
    const std::string pass =
        "/api/v1/passes/" + std::string(organizer.get(pass_of_delegate).json()["id"]);
    EXPECT_EQ(organizer.post(pass + "/reissue", Json::object()).status, 422u);
    for (const char* query : {"?level=L", "?level=m", "?mm=20", "?mm=24.5", "?mm=301", "?mm="})
        EXPECT_EQ(organizer.get(pass + "/qr.svg" + query).status, 422u) << query;
    EXPECT_EQ(organizer.get(pass + "/qr.svg?level=L").json()["message"]["vi"],
              "Tham số level phải là M hoặc Q.");
    const Json spoilt = {{"delegates", {to_text(world.delegate), std::string(36, 'x')}}};
    const auto fault = organizer.post(event + "/passes", spoilt).json()["faults"][0];
    EXPECT_EQ(fault["path"], "/delegates/1");
    for (const char* query : {"?scale=0", "?scale=65", "?scale=x"})
        EXPECT_EQ(organizer.get(pass + "/qr.png" + query).status, 422u) << query;
    EXPECT_EQ(organizer.get("/api/v1/passes/0000000000000000/qr.svg").status, 404u);
    EXPECT_EQ(organizer.get("/api/v1/passes/zz/qr.svg").status, 404u);
}

TEST_F(PassesApi, PicturesReadBack) {
    if (std::system("command -v zbarimg >/dev/null") != 0)
        GTEST_SKIP() << "zbarimg is not installed";
    const Json pass = issue();
    auto organizer = server.client_of(organizer_id);
    const std::string base = "/api/v1/passes/" + std::string(pass["id"]);
    const Reply png = organizer.get(base + "/qr.png?scale=4&level=Q");
    ASSERT_EQ(png.status, 200u) << png.body;
    EXPECT_EQ(png.header("content-type"), "image/png");
    EXPECT_EQ(read_qr(png.body, "qr.png"), pass["url"]);
    const Reply svg = organizer.get(base + "/qr.svg?mm=40");
    ASSERT_EQ(svg.status, 200u) << svg.body;
    EXPECT_EQ(svg.header("content-type"), "image/svg+xml; charset=utf-8");
    EXPECT_NE(svg.body.find("width=\"40mm\""), std::string::npos) << svg.body.substr(0, 200);
    EXPECT_EQ(svg.body.find("<script"), std::string::npos);
    EXPECT_EQ(svg.body.find("An"), std::string::npos) << "no name in a picture";
}

TEST_F(PassesApi, TheCameraSeesTheInvitation) {
    const Json pass = issue();
    HttpClient camera = server.client();
    const Reply opened = camera.get(path_in(pass));
    EXPECT_EQ(opened.status, 303u);
    EXPECT_EQ(opened.header("location"), "/moi");
    EXPECT_EQ(opened.body, "");
    const std::string cookie = opened.header("set-cookie");
    EXPECT_TRUE(cookie.starts_with("pass="));
    EXPECT_TRUE(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=900")) << cookie;
    EXPECT_EQ(cookie.find(path_in(pass).substr(3, 17)), std::string::npos);
    EXPECT_EQ(cookie.find(std::string(pass["id"])), std::string::npos);

    const Reply page = camera.get("/moi");
    EXPECT_EQ(page.status, 200u);
    EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(page.header("cache-control"), "no-store");
    EXPECT_EQ(page.header("referrer-policy"), "no-referrer");
    EXPECT_TRUE(page.header("content-security-policy").starts_with("default-src 'none'"));
    for (const std::string& wanted :
         {std::string("Nguyễn Mẫu An"), std::string("Lễ thử mot"), std::string("Điểm cầu chính"),
          std::string(pass["short_number"]), std::string("tel:111"),
          std::string("<link rel=\"stylesheet\" href=\"/moi.css\">")})
        EXPECT_NE(page.body.find(wanted), std::string::npos) << wanted;
    for (const char* secret : {"Chuyên viên", "<script", "<style", "style="})
        EXPECT_EQ(page.body.find(secret), std::string::npos) << secret;
    EXPECT_EQ(page.body.find(path_in(pass).substr(3, 17)), std::string::npos);

    const Reply qr = camera.get("/moi/qr.svg");
    EXPECT_EQ(qr.status, 200u);
    EXPECT_EQ(qr.header("content-type"), "image/svg+xml; charset=utf-8");
    EXPECT_EQ(camera.get("/moi.css").header("content-type"), "text/css; charset=utf-8");
}

TEST_F(PassesApi, EveryFailureLooksTheSame) {
    const std::string good = path_in(issue());
    std::string flipped = good;
    flipped.back() = flipped.back() == '0' ? '1' : '0';
    std::string other_kid = good;
    other_kid[3 + 4] = other_kid[3 + 4] == '0' ? '1' : '0';
    HttpClient camera = server.client();
    const Reply first = camera.get("/P/1");
    EXPECT_EQ(first.status, 404u);
    const std::vector<std::string> paths = {"/P/1",
                                            "/P/abc",
                                            "/P/" + std::string(187, '9'),
                                            "/P/" + std::string(187, '0'),
                                            flipped,
                                            other_kid,
                                            good + "0",
                                            good.substr(0, good.size() - 1),
                                            "/moi"};
    const std::uint64_t commits = server.app().store().stats().commits;
    for (const std::string& path : paths) {
        const Reply reply = camera.get(path);
        EXPECT_EQ(reply.status, 404u) << path;
        EXPECT_EQ(reply.body, first.body) << path;
        EXPECT_EQ(reply.header("set-cookie"), "") << path;
    }
    EXPECT_EQ(server.app().store().stats().commits, commits);
}

TEST_F(PassesApi, LookingChangesNothing) {
    const std::string path = path_in(issue());
    const std::uint64_t commits = server.app().store().stats().commits;
    for (int i = 0; i < 10; ++i) {
        HttpClient preview = server.client();
        EXPECT_EQ(preview.get(path).status, 303u);
        EXPECT_EQ(preview.get("/moi").status, 200u);
        EXPECT_EQ(preview.get("/moi/qr.svg").status, 200u);
        EXPECT_EQ(preview.raw("HEAD", path, {}).status, 303u);
    }
    EXPECT_EQ(server.app().store().stats().commits, commits);
}

TEST_F(PassesApi, AHandleEndsAndCannotBeForged) {
    const Json pass = issue();
    HttpClient camera = server.client();
    camera.get(path_in(pass));
    const std::string cookie = camera.cookie();
    for (std::size_t at = 5; at < cookie.size(); at += 7) {
        std::string forged = cookie;
        forged[at] = forged[at] == '0' ? '1' : '0';
        camera.use_cookie(forged);
        EXPECT_EQ(camera.get("/moi").status, 404u) << at;
    }
    camera.use_cookie(cookie);
    EXPECT_EQ(camera.get("/moi").status, 200u);
    server.clock().advance(15 * minute_ms - 1);
    EXPECT_EQ(camera.get("/moi").status, 200u);
    server.clock().advance(1);
    EXPECT_EQ(camera.get("/moi").status, 404u);
}

TEST_F(PassesApi, AReplacedPassSaysSoWithoutData) {
    const Json pass = issue();
    auto organizer = server.client_of(organizer_id);
    const std::string base = "/api/v1/passes/" + std::string(pass["id"]);
    HttpClient camera = server.client();
    camera.get(path_in(pass));
    const Json anew = organizer.post(base + "/reissue", {{"reason", "Mất thẻ"}}).json();
    EXPECT_EQ(anew["issue"], 2);
    EXPECT_NE(anew["url"], pass["url"]);
    EXPECT_NE(anew["short_number"], pass["short_number"]);
    for (const char* path : {"/moi", "/moi/qr.svg"}) {
        const Reply reply = camera.get(path);
        EXPECT_EQ(reply.status, 410u);
        EXPECT_NE(reply.body.find("Thẻ này đã được thay bằng thẻ khác"), std::string::npos);
        EXPECT_EQ(reply.body.find("Mẫu"), std::string::npos);
        EXPECT_EQ(reply.body.find("Lễ thử"), std::string::npos);
    }
    camera.get(path_in(anew));
    EXPECT_EQ(camera.get("/moi").status, 200u);

    const Json revoked = organizer.post(base + "/revoke", {{"reason", "Thu hồi"}}).json();
    EXPECT_EQ(revoked["state"], "revoked");
    EXPECT_TRUE(revoked["url"].is_null());
    EXPECT_EQ(camera.get("/moi").status, 410u);
    EXPECT_EQ(organizer.get(base + "/qr.svg").status, 410u);
    EXPECT_EQ(organizer.get(base + "/qr.png").status, 410u);
}

TEST_F(PassesApi, KeysRotateAndAStolenOneStillOpensWhatWeIssued) {
    const Json pass = issue();
    auto administrator = server.client_of(administrator_id);
    const Json keys = administrator.get(event + "/keys").json()["items"];
    ASSERT_EQ(keys.size(), 1u);
    const Reply rotated = administrator.post(event + "/keys/rotate", Json::object());
    EXPECT_EQ(rotated.status, 201u) << rotated.body;
    HttpClient camera = server.client();
    EXPECT_EQ(camera.get(path_in(pass)).status, 303u) << "a retired key's passes stay valid";
    const std::string kid = keys[0]["kid"].dump();
    const Json stolen =
        administrator.post("/api/v1/keys/" + kid + "/compromise", Json::object()).json();
    EXPECT_EQ(stolen["state"], "compromised");
    EXPECT_EQ(camera.get(path_in(pass)).status, 303u);
    EXPECT_EQ(camera.get("/moi").status, 200u) << "word for word what we issued";
    for (const char* wrong : {"0", "-1", "65536", "1x", "999"})
        EXPECT_EQ(
            administrator.post("/api/v1/keys/" + std::string(wrong) + "/compromise", Json::object())
                .status,
            404u)
            << wrong;
    EXPECT_EQ(server.client_of(organizer_id).get(event + "/keys").status, 403u);
}

TEST_F(PassesApi, AMissingMasterKeySaysWhatToDo) {
    const Json pass = issue();
    const qr::MasterKey* key = server.app().services().master_key;
    // The io thread is idle between requests of this one client.
    server.app().services().master_key = nullptr;
    auto organizer = server.client_of(organizer_id);
    const std::string base = "/api/v1/passes/" + std::string(pass["id"]);
    const Reply refused = organizer.post(event + "/passes", Json::object());
    EXPECT_EQ(refused.status, 503u);
    EXPECT_EQ(refused.json()["kind"], "unavailable");
    EXPECT_NE(refused.body.find("key new-master"), std::string::npos);
    EXPECT_EQ(organizer.post(base + "/reissue", {{"reason", "Mất thẻ"}}).status, 503u);
    EXPECT_EQ(organizer.get(base + "/qr.svg").status, 200u) << "what was signed stays";
    server.app().services().master_key = key;
}

TEST_F(PassesApi, TheApprovedAreNotedAsInvited) {
    auto organizer = server.client_of(organizer_id);
    const std::string path = "/api/v1/lists/" + to_text(world.list) + "/invited";
    EXPECT_EQ(organizer.post(path, Json::object()).json()["invited"], 1);
    EXPECT_EQ(organizer.post(path, Json::object()).json()["invited"], 0);
}

TEST_F(PassesApi, TextIsShownAsText) {
    server.write([this](store::WriteTx& tx) {
        auto delegate = *store::load_delegate(tx, world.delegate);
        delegate.person.full_name = "<script>alert('x')</script> & \"Mẫu\"";
        store::update_delegate(tx, delegate);
    });
    HttpClient camera = server.client();
    camera.get(path_in(issue()));
    const std::string page = camera.get("/moi").body;
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_NE(page.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Mẫu&quot;"),
              std::string::npos);
}

TEST_F(PassesApi, ADocumentsCodeOpensItsPage) {
    const std::string path = "/D/" + to_text(world.document);
    HttpClient camera = server.client();
    EXPECT_EQ(camera.get(path).status, 404u) << "no QR leads to this one";
    server.write([this](store::WriteTx& tx) {
        auto document = *store::load_document(tx, world.document);
        document.has_access_qr = true;
        document.symbol = "GM-UBND";
        document.subject = "Mời dự <Lễ thử>";
        document.issuer = world.agency;
        document.signer_name = "Nguyễn Mẫu Ký";
        store::update(tx, document);
    });
    const Reply page = camera.get(path);
    EXPECT_EQ(page.status, 200u);
    for (const char* wanted :
         {"/GM-UBND", "Mời dự &lt;Lễ thử&gt;", "Đơn vị Thử mot", "không phải mã tham dự"})
        EXPECT_NE(page.body.find(wanted), std::string::npos) << wanted;
    EXPECT_EQ(page.body.find("Nguyễn"), std::string::npos);
    EXPECT_EQ(camera.get("/D/x").status, 404u);
}

}  // namespace
}  // namespace kinhmoi::test
