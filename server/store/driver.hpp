// SPDX-License-Identifier: Apache-2.0
// What a database driver must offer: prepared statements by position. Implemented by sqlite/; used
// through tx.hpp. Parameters are written $1 $2 … in order, so one set of queries serves every
// driver.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kinhmoi::store {

/// What went wrong below us. The writer decides by this, never by error text.
enum class Fault {
    constraint,  ///< UNIQUE, CHECK, NOT NULL, foreign key: the statement alone was undone
    misuse,      ///< bad SQL, wrong parameter count, a value of another shape than asked for
    full,        ///< no space left (or a quota, or a file size limit)
    io,          ///< the disk failed
    corrupt,     ///< the file is damaged, or is not ours
    busy,        ///< another connection holds what we need
    other,       ///< out of memory and the like
};

/// Infrastructure faults throw this. Nobody but the writer and the last catch should look inside.
class StoreError : public std::runtime_error {
public:
    StoreError(Fault fault, const std::string& what) : std::runtime_error(what), fault_(fault) {}
    Fault fault() const { return fault_; }

private:
    Fault fault_;
};

/// Whether the bytes of a bound value outlive the statement's run.
enum class Keep { copy, borrow };

/// One prepared statement. Parameters count from 1 ($1), columns from 0.
class Statement {
public:
    virtual ~Statement() = default;

    virtual int parameter_count() const = 0;
    /// It cannot change the database.
    virtual bool only_reads() const = 0;
    virtual void bind_null(int at) = 0;
    virtual void bind_int(int at, std::int64_t value) = 0;
    virtual void bind_real(int at, double value) = 0;
    virtual void bind_text(int at, std::string_view value, Keep keep) = 0;
    virtual void bind_blob(int at, std::span<const std::uint8_t> value, Keep keep) = 0;

    /// True: a row stands ready. False: finished.
    virtual bool step() = 0;
    /// Ends the run, forgets the bound values and gives the statement back to its connection.
    virtual void reset() noexcept = 0;

    virtual int column_count() const = 0;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t int_at(int column) const = 0;
    virtual double real_at(int column) const = 0;
    /// Views stay valid until the next step() or reset().
    virtual std::string_view text_at(int column) const = 0;
    virtual std::span<const std::uint8_t> blob_at(int column) const = 0;
};

/// One connection, used by one thread at a time.
class Connection {
public:
    virtual ~Connection() = default;

    /// A statement that is free to bind, prepared once per SQL text and kept. Asked again for the
    /// same text while the first is still running, it lends a second one. Give back with reset().
    virtual Statement& prepare(std::string_view sql) = 0;
    /// Rows that the last INSERT, UPDATE or DELETE touched.
    virtual std::int64_t changes() const = 0;
};

}  // namespace kinhmoi::store
