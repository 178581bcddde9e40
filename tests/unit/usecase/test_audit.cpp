// SPDX-License-Identifier: Apache-2.0
// The audit log's chain: every way of tampering is named by its first bad entry.
#include <gtest/gtest.h>

#include <set>

#include "server/usecase/audit.hpp"
#include "tests/support/test_store.hpp"

namespace kinhmoi {
namespace {

using store::ReadTx;
using store::WriteTx;

const EventId some_event{{1}};

class Audit : public testing::Test {
protected:
    void write(int count) {
        for (int i = 0; i < count; ++i) {
            store_.write([i](WriteTx& tx) {
                Actor actor;
                actor.account = AccountId{{7}};
                actor.request_id = "r" + std::to_string(i);
                usecase::audit(tx, actor, i % 2 ? "list.submit" : "pass.revoke",
                               i % 3 ? std::optional(some_event) : std::nullopt, "subject",
                               std::to_string(i));
            });
        }
    }
    usecase::AuditCheck check() { return store_.read(usecase::verify_audit_chain); }

    test::TestStore store_;
};

TEST_F(Audit, EmptyAndWholeChainsAreGood) {
    EXPECT_EQ(check().entries, 0);
    EXPECT_FALSE(check().first_bad);
    write(7);
    EXPECT_EQ(check().entries, 7);
    EXPECT_FALSE(check().first_bad);
    EXPECT_NE(check().head, store::AuditHash{});
}

TEST_F(Audit, TamperingIsNamed) {
    const struct {
        const char* sql;
        std::int64_t first_bad;
    } cases[] = {
        {"UPDATE audit_log SET detail = 'x' WHERE seq = 3", 3},
        {"UPDATE audit_log SET at = at + 1 WHERE seq = 1", 1},
        {"UPDATE audit_log SET actor = 'anonymous' WHERE seq = 7", 7},
        {"UPDATE audit_log SET event_id = NULL WHERE seq = 2", 2},
        // A byte moved from one field to the next.
        {"UPDATE audit_log SET subject = 'subjec', detail = 't' || detail WHERE seq = 4", 4},
        {"DELETE FROM audit_log WHERE seq = 4", 5},
        {"DELETE FROM audit_log WHERE seq = 1", 2},
        {"UPDATE audit_log SET seq = seq + 100 WHERE seq = 7", 107},
        {"UPDATE audit_log SET hash = zeroblob(32) WHERE seq = 6", 6},
    };
    for (const auto& c : cases) {
        test::TestStore fresh;
        for (int i = 0; i < 7; ++i) {
            fresh.write([i](WriteTx& tx) {
                Actor actor;
                actor.account = AccountId{{7}};
                usecase::audit(tx, actor, "list.submit", some_event, "subject", std::to_string(i));
            });
        }
        fresh.write([&](WriteTx& tx) { tx.execute(c.sql); });
        EXPECT_EQ(fresh.read(usecase::verify_audit_chain).first_bad, c.first_bad) << c.sql;
    }
}

TEST_F(Audit, HeadStandsForEverythingBeforeIt) {
    std::set<store::AuditHash> heads;
    for (const char* first : {"a", "b"}) {
        test::TestStore store;
        for (const char* detail : {first, "the same", "the same"}) {
            store.write([detail](WriteTx& tx) {
                usecase::audit(tx, {}, "list.submit", std::nullopt, "subject", detail);
            });
        }
        heads.insert(store.read(usecase::verify_audit_chain).head);
    }
    EXPECT_EQ(heads.size(), 2u);
}

TEST_F(Audit, CutOffTailShowsAgainstAKeptHead) {
    write(5);
    const auto head = check().head;
    store_.write([](WriteTx& tx) { tx.execute("DELETE FROM audit_log WHERE seq = 5"); });
    EXPECT_FALSE(check().first_bad);
    EXPECT_NE(check().head, head);
}

TEST_F(Audit, RefusedWorkLeavesNoEntry) {
    write(1);
    const auto refused = store_.write([](WriteTx& tx) -> Result<void> {
        usecase::audit(tx, {}, "list.submit", std::nullopt, "subject");
        return Failure(FailureKind::late, {"muộn", "late"});
    });
    EXPECT_FALSE(refused);
    write(1);
    EXPECT_EQ(check().entries, 2);
    EXPECT_FALSE(check().first_bad);
}

TEST_F(Audit, ListFiltersNewestFirst) {
    write(6);
    const auto seqs = [&](usecase::AuditFilter filter) {
        std::vector<std::int64_t> out;
        for (const auto& entry :
             store_.read([&](ReadTx& tx) { return usecase::list_audit(tx, filter); }))
            out.push_back(entry.seq);
        return out;
    };
    using Seqs = std::vector<std::int64_t>;
    EXPECT_EQ(seqs({}), (Seqs{6, 5, 4, 3, 2, 1}));
    EXPECT_EQ(seqs({.before = 4, .limit = 2}), (Seqs{3, 2}));
    EXPECT_EQ(seqs({.action = "list.submit"}), (Seqs{6, 4, 2}));
    EXPECT_EQ(seqs({.event = some_event}), (Seqs{6, 5, 3, 2}));
    EXPECT_EQ(seqs({.event = some_event, .action = "list.submit"}), (Seqs{6, 2}));
    EXPECT_EQ(seqs({.event = EventId{{9}}}), Seqs{});
}

TEST_F(Audit, NamesTheActor) {
    Actor door;
    door.role = Role::door;
    door.device = DeviceId{{1}};
    Actor program;
    program.account = AccountId{{2}};
    program.token = TokenId{{3}};
    const std::pair<Actor, std::string> cases[] = {
        {door, "door:" + to_text(*door.device)},
        {program, "account:" + to_text(program.account) + " token:" + to_text(*program.token)},
        {Actor{}, "anonymous"},
        {usecase::command_line_actor(), "command-line"},
    };
    for (const auto& [actor, expected] : cases) {
        store_.write([actor = actor](WriteTx& tx) {
            usecase::audit(tx, actor, "test", std::nullopt, std::string(300, 'x'));
        });
        const auto entries =
            store_.read([](ReadTx& tx) { return usecase::list_audit(tx, {.limit = 1}); });
        EXPECT_EQ(entries.at(0).actor, expected);
        EXPECT_EQ(entries.at(0).subject.size(), 200u);
    }
}

}  // namespace
}  // namespace kinhmoi
