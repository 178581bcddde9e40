// SPDX-License-Identifier: Apache-2.0
// A transaction as use cases and rows/ see it: ask, change, and know what time it is. Synchronous,
// confined to the thread that runs it, never kept. Calls the driver and nothing else.
#pragma once

#include <array>
#include <concepts>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/time.hpp"
#include "server/store/changes.hpp"
#include "server/store/driver.hpp"

namespace kinhmoi::store {

using Clock = std::function<Instant()>;
/// Fills the bytes with unpredictable ones.
using Random = std::function<void(std::span<std::uint8_t>)>;

namespace detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_fixed_id = false;
template <class Tag, std::size_t N>
inline constexpr bool is_fixed_id<FixedId<Tag, N>> = true;
template <class T>
inline constexpr bool is_byte_array = false;
template <std::size_t N>
inline constexpr bool is_byte_array<std::array<std::uint8_t, N>> = true;

template <class T>
void bind(Statement& statement, int at, const T& value, Keep keep) {
    if constexpr (is_optional<T>) {
        if (value) bind(statement, at, *value, keep);
        else statement.bind_null(at);
    } else if constexpr (std::same_as<T, std::nullopt_t>) {
        statement.bind_null(at);
    } else if constexpr (std::integral<T>) {
        if (!std::in_range<std::int64_t>(+value))
            throw StoreError(Fault::misuse, "integer too large");
        statement.bind_int(at, static_cast<std::int64_t>(value));
    } else if constexpr (std::floating_point<T>) {
        statement.bind_real(at, value);
    } else if constexpr (std::same_as<T, Instant>) {
        statement.bind_int(at, value.ms);
    } else if constexpr (is_fixed_id<T>) {
        statement.bind_blob(at, value.bytes, keep);
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
        statement.bind_text(at, value, keep);
    } else {
        static_assert(std::convertible_to<const T&, std::span<const std::uint8_t>>,
                      "no SQL form for this type; enums are named by their row file");
        statement.bind_blob(at, value, keep);
    }
}

template <class... A>
Statement& prepare_bound(Connection& connection, [[maybe_unused]] Keep keep, std::string_view sql,
                         const A&... args) {
    Statement& statement = connection.prepare(sql);
    try {
        if (statement.parameter_count() != static_cast<int>(sizeof...(A)))
            throw StoreError(Fault::misuse, "wrong number of parameters: " + std::string(sql));
        int at = 0;
        (bind(statement, ++at, args, keep), ...);
    } catch (...) {
        statement.reset();
        throw;
    }
    return statement;
}

}  // namespace detail

/// The answer to a query. Resets its statement when it goes; do not keep one past the transaction.
class Rows {
public:
    explicit Rows(Statement& statement) : statement_(&statement) {}
    Rows(Rows&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
    Rows& operator=(Rows&&) = delete;
    ~Rows() {
        if (statement_) statement_->reset();
    }

    /// Moves to the next row; false after the last.
    bool next() { return statement_->step(); }

    bool only_reads() const { return statement_->only_reads(); }
    bool is_null(int column) const { return statement_->is_null(column); }

    /// The value of a column, counted from 0. T: integers, bool, double, std::string, Instant, a
    /// FixedId, std::vector<uint8_t>, std::array<uint8_t, N>, std::optional of these, and
    /// std::string_view (valid until next()). A NULL without optional, or a blob of another size
    /// than T's, throws StoreError(misuse).
    template <class T>
    T get(int column) const {
        if constexpr (detail::is_optional<T>) {
            if (is_null(column)) return std::nullopt;
            return get<typename T::value_type>(column);
        } else {
            if (is_null(column)) throw_shape(column, "is NULL");
            return get_value<T>(column);
        }
    }

    /// Every column from the first on, in order. All columns must be asked for.
    template <class... T>
    void read(T&... out) const {
        if (statement_->column_count() != static_cast<int>(sizeof...(T)))
            throw_shape(statement_->column_count(), "is not the number of columns read");
        int column = 0;
        ((out = get<T>(column++)), ...);
    }

private:
    [[noreturn]] static void throw_shape(int column, const char* what) {
        throw StoreError(Fault::misuse, "column " + std::to_string(column) + " " + what);
    }

    template <class T>
    T get_value(int column) const {
        if constexpr (std::same_as<T, bool>) {
            return statement_->int_at(column) != 0;
        } else if constexpr (std::integral<T>) {
            const std::int64_t value = statement_->int_at(column);
            if (!std::in_range<T>(value)) throw_shape(column, "is out of range");
            return static_cast<T>(value);
        } else if constexpr (std::floating_point<T>) {
            return static_cast<T>(statement_->real_at(column));
        } else if constexpr (std::same_as<T, Instant>) {
            return Instant{statement_->int_at(column)};
        } else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view>) {
            return T(statement_->text_at(column));
        } else if constexpr (std::same_as<T, std::vector<std::uint8_t>>) {
            const auto bytes = statement_->blob_at(column);
            return T(bytes.begin(), bytes.end());
        } else if constexpr (detail::is_fixed_id<T>) {
            return T{get_value<std::array<std::uint8_t, T::size>>(column)};
        } else {
            static_assert(detail::is_byte_array<T>, "no C++ form for this column");
            const auto bytes = statement_->blob_at(column);
            T out{};
            if (bytes.size() != out.size()) throw_shape(column, "is a blob of another size");
            std::copy(bytes.begin(), bytes.end(), out.begin());
            return out;
        }
    }

    Statement* statement_;
};

class ReadTx;

/// What the writer remembers from job to job, and what it has put off writing. A statement need not
/// know: before each one that is not raw, what was put off is written, and before each change what
/// was read is forgotten.
class Memory {
public:
    virtual ~Memory() = default;
    virtual void before_statement(ReadTx& tx, bool is_change) = 0;
    /// Writes what was put off. tx: a WriteTx.
    virtual void settle(ReadTx& tx) = 0;
    /// Nothing is put off: a reader sees everything.
    virtual bool is_settled() const = 0;
    /// So much is put off that it should be written now.
    virtual bool is_due() const = 0;
    /// Something was rolled back: what is remembered may never have been.
    virtual void lose() noexcept = 0;
};

/// A consistent view of the last commit. Always use a named function of rows/ to ask.
class ReadTx {
public:
    ReadTx(Connection& connection, Instant now) : ReadTx(connection, now, nullptr) {}
    ReadTx(const ReadTx&) = delete;
    ReadTx& operator=(const ReadTx&) = delete;

    /// The one time of this transaction.
    Instant now() const { return now_; }

    /// Runs a SELECT, or an INSERT/UPDATE/DELETE … RETURNING inside a WriteTx. Such a change is
    /// complete only after the first next().
    template <class... A>
    Rows query(std::string_view sql, const A&... args) {
        Rows rows = raw_query(sql, args...);
        tell_memory(rows);
        return rows;
    }

    /// The same past the memory: only for statements that ask nothing of what is put off and change
    /// nothing of what is remembered.
    template <class... A>
    Rows raw_query(std::string_view sql, const A&... args) {
        return Rows(detail::prepare_bound(connection_, Keep::copy, sql, args...));
    }

    /// The writer's; a reader has none.
    Memory* memory() const { return memory_; }

protected:
    ReadTx(Connection& connection, Instant now, Memory* memory)
        : connection_(connection), memory_(memory), now_(now) {}

    void tell_memory(const Rows& rows) {
        if (memory_) memory_->before_statement(*this, !rows.only_reads());
    }

    Connection& connection_;

private:
    Memory* memory_;
    Instant now_;
};

/// The one writer's transaction. What it did stays only if its job succeeds and the group commits.
class WriteTx : public ReadTx {
public:
    /// ids: of the writer, so that rows sort by id in the order they were made.
    WriteTx(Connection& connection, Instant now, const Random& random, UuidSequence& ids,
            Memory* memory = nullptr)
        : ReadTx(connection, now, memory), random_(random), ids_(ids) {}

    /// Runs a change to its end. Returns how many rows it touched (meaningless for DDL).
    template <class... A>
    std::int64_t execute(std::string_view sql, const A&... args) {
        Rows rows(detail::prepare_bound(connection_, Keep::borrow, sql, args...));
        tell_memory(rows);
        return run(rows);
    }

    /// See raw_query.
    template <class... A>
    std::int64_t raw_execute(std::string_view sql, const A&... args) {
        Rows rows(detail::prepare_bound(connection_, Keep::borrow, sql, args...));
        return run(rows);
    }

    /// A part of the job that can be undone alone: between begin_part() and one of the others.
    void begin_part() { raw_execute("SAVEPOINT part"); }
    void keep_part() { raw_execute("RELEASE part"); }
    void undo_part() {
        raw_execute("ROLLBACK TO part");
        raw_execute("RELEASE part");
        if (memory()) memory()->lose();
    }

    /// Note here what caches and live pages must hear of once this has committed.
    Changes& changes() { return changes_; }

    void random_bytes(std::span<std::uint8_t> out) { random_(out); }

    /// A new UUIDv7, greater than all that this store's writer has made since it was opened.
    template <class IdType>
    requires(IdType::size == 16) IdType new_id() {
        std::array<std::uint8_t, 8> random;
        random_(random);
        return IdType{ids_.next(now(), random)};
    }

private:
    std::int64_t run(Rows& rows) {
        while (rows.next()) {
        }
        return connection_.changes();
    }

    const Random& random_;
    UuidSequence& ids_;
    Changes changes_;
};

}  // namespace kinhmoi::store
