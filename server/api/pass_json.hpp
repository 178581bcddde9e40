// SPDX-License-Identifier: Apache-2.0
// A pass as the API shows it, and its QR as a picture.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/api/json_reader.hpp"
#include "server/api/respond.hpp"
#include "server/usecase/passes.hpp"

namespace kinhmoi::api {

/// A pass with its label: what the handlers below take from one transaction.
struct PassView {
    store::PassRow row;
    std::string label;
};
PassView pass_view(store::ReadTx& tx, store::PassRow row);
/// url is null once the pass is revoked: nobody shall print a code that no door lets in.
Json pass_json(const Services& services, const PassView& view);

/// "HTTPS://<HOST>/P/<187 digits>": what the QR holds.
std::string pass_link(const Services& services, const Pass& pass);

/// Refusals: gone for a revoked pass, invalid for a query that asks for what no printer or screen
/// should show. ?level=M|Q (default M), ?mm= (svg), ?scale= pixels a module (png, default 8).
Result<net::Response> pass_svg(const Services& services, const Call& call,
                               const store::PassRow& row);
Result<net::Response> pass_png(const Services& services, const Call& call,
                               const store::PassRow& row);

/// The member "delegates", each once; none when it is absent. A fault if more than most are chosen,
/// or none are: an empty choice must not stand for everybody.
std::vector<DelegateId> chosen_delegates(ObjectReader& in, std::size_t most);

/// The master key, or unavailable with what to do.
Result<const qr::MasterKey*> signing_master_key(const Services& services);

}  // namespace kinhmoi::api
