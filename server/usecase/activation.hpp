// SPDX-License-Identifier: Apache-2.0
// Using a link or code: what it is for, and the account it makes. Nobody registers alone, and
// there is no default account.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.hpp"
#include "common/domain/account.hpp"
#include "qr/secrets.hpp"
#include "server/store/tx.hpp"
#include "server/usecase/accounts.hpp"
#include "server/usecase/links.hpp"

namespace kinhmoi::usecase {

/// What a link or typed code is for, if it can still be used. Changes nothing. Failure not_found:
/// unknown; gone: used, revoked or expired.
Result<LinkView> peek_link(store::ReadTx& tx, std::string_view code);
/// Notes that a person has looked.
void note_link_opened(store::WriteTx& tx, const LinkId& id);

struct ActivationForm {
    std::string username;
    std::string display_name;
    std::string password_hash;
};
/// Makes the account and uses the link up.
Result<AccountView> activate(store::WriteTx& tx, std::string_view code, const ActivationForm& form,
                             std::string_view request_id);
/// What somebody signed in may do with a link: take its event into the account they have.
enum class Redeem {
    possible,
    sign_in_first,
    nothing_to_grant,  ///< a link without an event makes an account and does nothing else
    other_role,
    other_agency,
};
const char* name_of(Redeem redeem);
/// actor: with a nil account when nobody is signed in.
Redeem judge_redeem(const Actor& actor, const store::ActivationLink& link);
/// Grants the link's event to the actor's account and uses the link up.
Result<AccountView> redeem(store::WriteTx& tx, const Actor& actor, std::string_view code);

/// invalid, with a fault at /username, for a user name that breaks the rule.
Result<std::string> checked_username(std::string_view typed);

struct FirstAdminCode {
    qr::Secret code;  ///< "7K2M-Q4XD-9TRH-0BVN"
    Instant expires_at;
};
/// For the command line: one code that makes an administrator. Codes printed before and not used
/// yet stop working. valid_for_ms is kept within 15 minutes and 24 hours.
FirstAdminCode first_admin_code(store::WriteTx& tx, std::int64_t valid_for_ms);

}  // namespace kinhmoi::usecase
