// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/scan_answer.hpp"

#include <algorithm>

#include "common/domain/name_table.hpp"
#include "server/store/rows/admission_rows.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/store/rows/site_rows.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr NamedValue<Storing> storing_names[] = {
    {Storing::fresh, "new"},
    {Storing::same, "same"},
    {Storing::conflict, "conflict"},
    {Storing::quarantined, "quarantined"},
};

/// "10:41" as clocks in the zone show it.
std::string clock_time(Instant at, const std::string& time_zone) {
    return rfc3339_local(at, time_zone).substr(11, 5);
}

void add_names(store::ReadTx& tx, const std::string& time_zone, ScanAnswer& answer) {
    DecisionNames names;
    const Decision& decision = answer.decision;
    if (decision.first_in) {
        names.first_in_time = clock_time(decision.first_in->at, time_zone);
        if (const auto gate = store::load_gate(tx, decision.first_in->gate))
            names.first_in_gate = gate->name;
    }
    if (decision.right_site) {
        if (const auto site = store::load_site(tx, *decision.right_site))
            names.right_site = site->name;
    }
    answer.message = decision_message(decision, names);
    answer.first_in_gate = std::move(names.first_in_gate);
    answer.right_site_name = std::move(names.right_site);
}

/// Why a record of a pass that would have been let through has no effect.
Message why_not_recorded(QuarantineReason reason) {
    switch (reason) {
        case QuarantineReason::wrong_epoch:
            return {"máy này đã được đăng ký lại", "this phone was enrolled anew"};
        case QuarantineReason::revoked_device:
            return {"máy này đã bị thu hồi", "this phone was revoked"};
        case QuarantineReason::outside_window:
            return {"ngoài thời gian sử dụng của máy", "outside this phone's time window"};
        case QuarantineReason::unknown_pass:
            return {"không có thẻ này trong danh sách", "no such pass is listed"};
        case QuarantineReason::conflicting_copy:
            return {"mã lượt quét đã được dùng", "its scan id is used already"};
        default:
            return {"sai cửa hoặc dữ liệu của máy không hợp lệ",
                    "another gate, or impossible data from this phone"};
    }
}

}  // namespace

const char* name_of(Storing storing) {
    return name_in(storing_names, storing);
}

ScanAnswer decided_answer(store::ReadTx& tx, const std::string& time_zone, const Scan& scan,
                          const Decision& decision) {
    ScanAnswer answer;
    answer.scan = scan.id;
    answer.pass = scan.pass;
    answer.decision = decision;
    add_names(tx, time_zone, answer);
    return answer;
}

ScanAnswer stored_answer(store::ReadTx& tx, const std::string& time_zone,
                         const store::LedgerRow& row) {
    const StoredScan& stored = row.stored;
    ScanAnswer answer;
    answer.scan = stored.scan.id;
    answer.stored = Storing::same;
    answer.seq = stored.seq;
    answer.pass = stored.scan.pass;
    Decision& decision = answer.decision;
    decision.verdict = stored.verdict;
    decision.check = row.check;
    if (stored.scan.overridden && stored.verdict == Verdict::admitted)
        decision.overridden = stored.scan.overridden->refused;
    const auto pass = store::load_pass(tx, *stored.scan.pass);
    if (!pass) return answer;
    const auto admission = store::load_admission(tx, *stored.scan.pass);
    const bool speaks_of_first =
        stored.verdict == Verdict::already_in || stored.verdict == Verdict::repeat;
    if (admission && speaks_of_first) decision.first_in = admission->state.first_in;
    if (stored.verdict == Verdict::wrong_site) decision.right_site = pass->pass.site;
    if (admission && is_party(pass->pass))
        decision.room = std::max(0, pass->pass.party_size - admission->state.inside);
    add_names(tx, time_zone, answer);
    return answer;
}

ScanAnswer without_green(ScanAnswer answer, QuarantineReason reason) {
    if (!answer.decision.accepted()) return answer;
    answer.decision = {};
    answer.decision.verdict = Verdict::check;
    answer.first_in_gate.clear();
    answer.right_site_name.clear();
    const Message why = why_not_recorded(reason);
    answer.message = {"Chưa ghi nhận được lượt quét này (" + why.vi +
                          "). Đề nghị dùng danh sách giấy và báo người phụ trách.",
                      "This scan was not recorded (" + why.en +
                          "). Use the paper list and tell the person in charge."};
    return answer;
}

ScanAnswer unreadable_answer() {
    ScanAnswer answer;
    answer.decision.verdict = Verdict::unknown;
    answer.message = decision_message(answer.decision, {});
    return answer;
}

}  // namespace kinhmoi::usecase
