// SPDX-License-Identifier: Apache-2.0
// Values in and out of a transaction, and what undoes one.
#include "tests/unit/store/fixture.hpp"

namespace kinhmoi::store::test {
namespace {

class TxTest : public testing::Test {
protected:
    Folder folder_;
    std::unique_ptr<Store> store_ = must_create(settings_in(folder_.path()));
};

TEST_F(TxTest, every_type_comes_back_as_it_went) {
    store_->write_now([](WriteTx& tx) {
        const auto event = tx.new_id<EventId>();
        const PassId pass{{1, 2, 3, 4, 5, 6, 7, 8}};
        const std::vector<std::uint8_t> blob{0, 255, 7};
        const std::array<std::uint8_t, 3> triple{9, 8, 7};
        const std::string text = "Đại biểu\0x";
        auto rows = tx.query("SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14",
                             42, std::int64_t{-1} << 62, true, 2.5, text, std::string_view{}, event,
                             pass, blob, triple, Instant{123}, std::optional<int>{},
                             std::optional<int>{5}, std::vector<std::uint8_t>{});
        ASSERT_TRUE(rows.next());
        int number;
        std::int64_t big;
        bool flag;
        double real;
        std::string text_out, empty_text = "x";
        EventId event_out;
        PassId pass_out;
        std::vector<std::uint8_t> blob_out, empty_blob{1};
        std::array<std::uint8_t, 3> triple_out;
        Instant at;
        std::optional<int> none = 1, five;
        rows.read(number, big, flag, real, text_out, empty_text, event_out, pass_out, blob_out,
                  triple_out, at, none, five, empty_blob);
        EXPECT_EQ(number, 42);
        EXPECT_EQ(big, std::int64_t{-1} << 62);
        EXPECT_TRUE(flag);
        EXPECT_EQ(real, 2.5);
        EXPECT_EQ(text_out, text);
        EXPECT_EQ(empty_text, "");
        EXPECT_EQ(event_out, event);
        EXPECT_EQ(pass_out, pass);
        EXPECT_EQ(blob_out, blob);
        EXPECT_EQ(triple_out, triple);
        EXPECT_EQ(at, Instant{123});
        EXPECT_EQ(none, std::nullopt);
        EXPECT_EQ(five, 5);
        EXPECT_TRUE(empty_blob.empty());
        EXPECT_FALSE(rows.next());
        EXPECT_FALSE(rows.next()) << "a finished query must not start over";
    });
}

TEST_F(TxTest, ids_sort_in_the_order_they_were_made_over_all_transactions) {
    std::vector<EventId> made;
    for (int job = 0; job < 3; ++job) {
        store_->write_now([&made](WriteTx& tx) {
            for (int i = 0; i < 5'000; ++i) made.push_back(tx.new_id<EventId>());
        });
    }
    EXPECT_EQ(std::adjacent_find(made.begin(), made.end(), std::greater_equal<>()), made.end());
}

TEST_F(TxTest, a_query_keeps_values_whose_variables_are_gone) {
    store_->write_now([](WriteTx& tx) {
        auto rows = [&tx] {
            const std::string gone(200, 'x');
            return tx.query("SELECT $1 UNION ALL SELECT $1", gone);
        }();
        int seen = 0;
        while (rows.next()) {
            EXPECT_EQ(rows.get<std::string>(0), std::string(200, 'x'));
            ++seen;
        }
        EXPECT_EQ(seen, 1 + 1);
    });
}

TEST_F(TxTest, the_same_query_may_run_inside_itself) {
    store_->write_now([](WriteTx& tx) {
        for (int id = 1; id <= 3; ++id) add_note(tx, id, "n");
        int pairs = 0;
        const char* sql = "SELECT id FROM notes ORDER BY id";
        auto outer = tx.query(sql);
        while (outer.next()) {
            auto inner = tx.query(sql);
            while (inner.next()) ++pairs;
        }
        EXPECT_EQ(pairs, 9);
    });
}

TEST_F(TxTest, sql_built_at_the_same_address_is_not_mistaken_for_the_last) {
    store_->write_now([](WriteTx& tx) {
        std::string sql = "SELECT 1";
        for (const char digit : {'1', '2', '3'}) {
            sql.back() = digit;
            auto rows = tx.query(sql);
            ASSERT_TRUE(rows.next());
            EXPECT_EQ(rows.get<int>(0), digit - '0');
        }
    });
}

TEST_F(TxTest, misuse_throws) {
    store_->write_now([](WriteTx& tx) {
        const auto fault = [](auto f) -> std::optional<Fault> {
            try {
                f();
            } catch (const StoreError& error) {
                return error.fault();
            }
            return std::nullopt;
        };
        EXPECT_EQ(fault([&] { tx.query("SELECT $1"); }), Fault::misuse) << "a parameter is missing";
        EXPECT_EQ(fault([&] { tx.query("SELECT 1", 2); }), Fault::misuse) << "one too many";
        EXPECT_EQ(fault([&] { tx.query("SELEKT"); }), Fault::misuse);
        EXPECT_EQ(fault([&] { tx.query("SELECT \"not a column\""); }), Fault::misuse);
        EXPECT_EQ(fault([&] { tx.execute("ATTACH ':memory:' AS other"); }), Fault::misuse);
        auto rows = tx.query("SELECT NULL, 300, x'0102'");
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(fault([&] { rows.get<int>(0); }), Fault::misuse);
        EXPECT_EQ(fault([&] { rows.get<std::uint8_t>(1); }), Fault::misuse);
        EXPECT_EQ(fault([&] { rows.get<PassId>(2); }), Fault::misuse);
        EXPECT_EQ(fault([&] {
                      int a;
                      rows.read(a);
                  }),
                  Fault::misuse);
        add_note(tx, 1, "a");
        EXPECT_EQ(fault([&] { add_note(tx, 1, "b"); }), Fault::constraint);
        EXPECT_EQ(tx.execute("UPDATE notes SET body = $1", "c"), 1);
        EXPECT_EQ(tx.execute("UPDATE notes SET body = $1 WHERE id = $2", "c", 99), 0);
    });
    EXPECT_EQ(count_notes(*store_), 1);
    EXPECT_EQ(store_->health().state, HealthState::ok);
}

TEST_F(TxTest, a_refusal_undoes_the_job_and_is_answered) {
    const auto answer = store_->write_now([](WriteTx& tx) -> Result<int> {
        add_note(tx, 1, "gone");
        return refusal();
    });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), refusal());
    EXPECT_EQ(count_notes(*store_), 0);
}

TEST_F(TxTest, an_exception_undoes_the_job_and_is_rethrown) {
    EXPECT_THROW(store_->write_now([](WriteTx& tx) {
        add_note(tx, 1, "gone");
        throw std::domain_error("bug");
    }),
                 std::domain_error);
    EXPECT_EQ(count_notes(*store_), 0);
    store_->write_now([](WriteTx& tx) { add_note(tx, 1, "kept"); });
    EXPECT_EQ(count_notes(*store_), 1);
}

TEST_F(TxTest, a_job_that_ends_the_transaction_fails_and_the_store_goes_on) {
    EXPECT_THROW(store_->write_now([](WriteTx& tx) { tx.execute("COMMIT"); }), StoreRefusal);
    store_->write_now([](WriteTx& tx) { add_note(tx, 1, "kept"); });
    EXPECT_EQ(count_notes(*store_), 1);
    EXPECT_EQ(store_->health().state, HealthState::ok);
}

TEST_F(TxTest, a_reader_sees_the_last_commit_and_cannot_write) {
    for (int id = 1; id <= 50; ++id) {
        store_->write_now([id](WriteTx& tx) { add_note(tx, id, "n"); });
        ASSERT_EQ(count_notes(*store_), id);
    }
    EXPECT_THROW(store_->read_now([](ReadTx& tx) { tx.query("DELETE FROM notes").next(); }),
                 StoreError);
    EXPECT_EQ(count_notes(*store_), 50);
}

TEST_F(TxTest, now_never_goes_back_and_ids_follow_it) {
    folder_.path();
    store_.reset();
    auto steps =
        std::make_shared<std::vector<std::int64_t>>(std::vector<std::int64_t>{50, 90, 70, 95});
    auto at = std::make_shared<std::size_t>(0);
    sqlite::Environment skewed = environment();
    skewed.clock = [steps, at] { return Instant{(*steps)[std::min((*at)++, steps->size() - 1)]}; };
    auto opened = sqlite::open(settings_in(folder_.path()), skewed);
    ASSERT_TRUE(opened);
    std::vector<std::int64_t> seen;
    for (int n = 0; n < 3; ++n)
        seen.push_back((*opened)->write_now([](WriteTx& tx) { return tx.now().ms; }));
    EXPECT_EQ(seen, (std::vector<std::int64_t>{90, 90, 95}));
    const auto id = (*opened)->write_now([](WriteTx& tx) { return tx.new_id<EventId>(); });
    EXPECT_EQ(id.bytes[5], 95);
    EXPECT_EQ(id.bytes[6] >> 4, 7);
}

}  // namespace
}  // namespace kinhmoi::store::test
