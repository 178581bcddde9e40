// SPDX-License-Identifier: Apache-2.0
// The lists' world with a master key, and short ways to approve people and give them passes.
#pragma once

#include <algorithm>

#include "qr/key_ring.hpp"
#include "qr/pass_digits.hpp"
#include "qr/secrets.hpp"
#include "server/store/rows/key_rows.hpp"
#include "server/usecase/list_decisions.hpp"
#include "server/usecase/passes.hpp"
#include "server/usecase/substitution.hpp"
#include "tests/unit/usecase/lists_world.hpp"

namespace kinhmoi::test {

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message().en);
    return std::move(*result);
}

struct PassesWorld : ListsWorld {
    PassesWorld() { qr::random_bytes(master_key.fill()); }

    /// Submits these rows and says yes to all, or to the first `yes` of them.
    void approve(const ListId& list, std::vector<usecase::DraftRow> rows, std::size_t yes = 1'000) {
        must(save(list, 0, std::move(rows)));
        must(submit(list, 1));
        usecase::Approval approval;
        if (yes < delegates(list).size()) {
            approval.delegates.emplace();
            for (std::size_t i = 0; i < yes; ++i)
                approval.delegates->push_back(delegates(list)[i].id);
        }
        approve_waiting(list, approval);
    }
    void approve_waiting(const ListId& list, const usecase::Approval& approval = {}) {
        store.write([&](store::WriteTx& tx) {
            must(usecase::approve_list(tx, organizer, list, approval));
        });
    }
    std::vector<Delegate> delegates(const ListId& list) {
        return store.read([&](store::ReadTx& tx) { return store::delegates_of_list(tx, list); });
    }
    Result<usecase::IssueOutcome> issue(const ListId& list) {
        return store.write([&](store::WriteTx& tx) {
            return usecase::issue_passes(tx, organizer, list, master_key);
        });
    }
    Result<store::PassRow> pass_of(const DelegateId& delegate) {
        return store.read(
            [&](store::ReadTx& tx) { return usecase::find_pass_of(tx, organizer, delegate); });
    }
    Result<store::PassRow> reissue(const PassId& id) {
        return store.write([&](store::WriteTx& tx) {
            return usecase::reissue_pass(tx, organizer, id, "Mất thẻ", master_key);
        });
    }
    Result<store::PassRow> revoke(const PassId& id) {
        return store.write(
            [&](store::WriteTx& tx) { return usecase::revoke_pass(tx, organizer, id, "Thu hồi"); });
    }
    usecase::ChangeOutcome substitute(const DelegateId& id, const usecase::DraftRow& row) {
        return store.write([&](store::WriteTx& tx) {
            return must(usecase::substitute(tx, organizer, id, row.person, "Bận công tác"));
        });
    }
    void withdraw(const DelegateId& id) {
        store.write([&](store::WriteTx& tx) {
            must(usecase::withdraw(tx, organizer, id, "Bận công tác"));
        });
    }
    /// As a door or the page of a pass judges the pass's code now.
    qr::PassJudgement judged(const Pass& pass) {
        const qr::KeyRing ring(
            store.read([](store::ReadTx& tx) { return store::all_key_records(tx); }));
        return qr::judge_digits(qr::to_digits(usecase::code_of(pass)), ring);
    }

    qr::MasterKey master_key;
};

}  // namespace kinhmoi::test
