// SPDX-License-Identifier: Apache-2.0
// Refusals are values: a Result<T> is a T or a Failure. Infrastructure faults throw; bugs assert.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <utility>
#include <vector>

namespace kinhmoi {

/// A sentence for a person, in both languages of the product.
struct Message {
    std::string vi;
    std::string en;
    bool operator==(const Message&) const = default;
};

/// Why something was refused. api/failure_status.cpp maps each kind to one HTTP status.
enum class FailureKind {
    malformed,        ///< the request itself cannot be read (bad JSON, wrong type)
    invalid,          ///< readable, but one or more fields break a rule; see faults
    unauthenticated,  ///< no or unknown credential
    forbidden,        ///< known caller, not allowed
    step_up,          ///< known caller, allowed after giving the password again
    not_found,        ///< does not exist, or not for this caller
    conflict,         ///< its state does not allow this
    changed,          ///< somebody else changed it since the caller read it (If-Match)
    over_quota,       ///< an exact maximum would be passed
    late,             ///< the deadline has passed
    gone,             ///< a one-time code or link that was used, revoked or has expired
    too_large,        ///< more bytes or rows than allowed
    rate_limited,     ///< too many attempts
    busy,             ///< a bounded queue is full: try again
    unavailable,      ///< the store has stopped writing
};

/// One fault of one field. path is a JSON pointer into the body that was sent
/// ("/rows/3/full_name").
struct FieldFault {
    std::string path;
    std::string code;  ///< stable, snake_case
    Message message;
    bool operator==(const FieldFault&) const = default;
};

/// A refusal. Not an aggregate on purpose: an aggregate here would let a Result<std::string> be
/// built as a Failure from a plain string (boost::system::result, 1.81).
class Failure {
public:
    /// Only for Result::error(), which must be able to return one when there is none.
    Failure() = default;
    Failure(FailureKind kind, Message message, std::vector<FieldFault> faults = {})
        : kind_(kind), message_(std::move(message)), faults_(std::move(faults)) {}

    FailureKind kind() const { return kind_; }
    const Message& message() const { return message_; }
    const std::vector<FieldFault>& faults() const { return faults_; }
    bool operator==(const Failure&) const = default;

private:
    FailureKind kind_ = FailureKind::unavailable;
    Message message_;
    std::vector<FieldFault> faults_;
};

template <class T>
using Result = boost::system::result<T, Failure>;

/// "malformed", "over_quota", … : the word the API uses.
const char* kind_name(FailureKind kind);

/// Called by Result::value() on a refusal nobody looked at: a bug, so it throws std::logic_error.
[[noreturn]] void throw_exception_from_error(const Failure& failure,
                                             const boost::source_location& where);

}  // namespace kinhmoi
