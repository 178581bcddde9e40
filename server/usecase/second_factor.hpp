// SPDX-License-Identifier: Apache-2.0
// The second factor of an account: enrolled by its owner, confirmed with a code, asked for after
// the right password, switched off with both, reset by an administrator.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "qr/secrets.hpp"
#include "qr/secure_bytes.hpp"
#include "server/store/tx.hpp"

namespace kinhmoi::usecase {

enum class SecondFactorState { off, pending, on };
const char* name_of(SecondFactorState state);

struct SecondFactorView {
    SecondFactorState state = SecondFactorState::off;
    std::optional<Instant> since;  ///< of the state; none when off
    std::int64_t recovery_codes_left = 0;
};
SecondFactorView get_second_factor(store::ReadTx& tx, const Actor& actor);

/// What the owner sees once, to put it into an app.
struct NewSecondFactor {
    qr::Secret secret;  ///< in groups, to be typed
    qr::Secret uri;     ///< otpauth://…, to be scanned
};
/// Pending until confirmed; an older pending one is replaced. Conflict when one is on.
/// issuer: the server's name, as the app shows it.
Result<NewSecondFactor> enrol_second_factor(store::WriteTx& tx, const Actor& actor,
                                            const qr::MasterKey* master_key,
                                            std::string_view issuer);
/// The first code of the app switches it on and ends the other sessions. The recovery codes are
/// shown once.
Result<std::vector<qr::Secret>> confirm_second_factor(store::WriteTx& tx, const Actor& actor,
                                                      std::string_view code,
                                                      const qr::MasterKey* master_key);
/// After the password was verified against proven_hash.
Result<void> switch_off_second_factor(store::WriteTx& tx, const Actor& actor,
                                      const std::string& proven_hash, std::string_view code,
                                      const qr::MasterKey* master_key);
/// By an administrator, for somebody else who lost phone and codes. Ends that person's sessions.
Result<void> reset_second_factor(store::WriteTx& tx, const Actor& actor, const AccountId& id);

/// True when the account has none, or code is of its app or one of its recovery codes; uses the
/// code up. Invalid with a fault at /code: code_required or wrong_code.
Result<void> check_second_factor(store::WriteTx& tx, const AccountId& account,
                                 const std::optional<std::string>& code,
                                 const qr::MasterKey* master_key);

/// After the password was verified against proven_hash: the session counts as fresh again.
Result<void> prove_session(store::WriteTx& tx, const Actor& actor, const std::string& proven_hash,
                           const std::optional<std::string>& code, const qr::MasterKey* master_key);

}  // namespace kinhmoi::usecase
