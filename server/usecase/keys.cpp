// SPDX-License-Identifier: Apache-2.0
#include "server/usecase/keys.hpp"

#include <sodium.h>

#include <array>

#include "qr/key_seal.hpp"
#include "qr/signature.hpp"
#include "server/store/rows/door_change_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/audit.hpp"
#include "server/usecase/list_context.hpp"

namespace kinhmoi::usecase {
namespace {

constexpr std::uint16_t last_kid = 65535;

KeyView view_of(const store::SigningKey& key) {
    return {key.record.kid, key.record.public_key, key.record.state, key.created_at,
            key.changed_at};
}

void note_key_change(store::WriteTx& tx, const EventId& event) {
    store::note_door_change(tx, event, store::DoorTopic::key);
    tx.changes().credentials = true;  // rings of public keys are read again
}

Result<store::SigningKey> make_key(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                   const qr::MasterKey& master_key) {
    const std::uint16_t kid = store::next_kid(tx);
    if (kid == last_kid) {
        return Failure(FailureKind::conflict, {"Máy chủ này đã dùng hết số khoá.",
                                               "This server has used up its key numbers."});
    }
    std::array<std::uint8_t, 32> seed;
    tx.random_bytes(seed);
    const qr::KeyPair pair = qr::make_key_pair(seed);
    sodium_memzero(seed.data(), seed.size());
    store::SigningKey key;
    key.record = {kid, event, pair.public_key, qr::KeyState::active};
    key.sealed_key = qr::seal_private_key(pair.private_key, master_key);
    key.created_at = tx.now();
    key.changed_at = tx.now();
    store::insert_key(tx, key);
    note_key_change(tx, event);
    audit(tx, actor, "key.make", event, std::to_string(kid));
    return key;
}

void change_state(store::WriteTx& tx, const Actor& actor, const store::SigningKey& key,
                  qr::KeyState state) {
    store::set_key_state(tx, key.record.kid, state);
    note_key_change(tx, key.record.event_id);
    audit(tx, actor, std::string("key.") + qr::key_state_name(state), key.record.event_id,
          std::to_string(key.record.kid));
}

}  // namespace

Result<std::vector<KeyView>> list_keys(store::ReadTx& tx, const Actor& actor,
                                       const EventId& event) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    std::vector<KeyView> views;
    for (const auto& key : store::keys_of_event(tx, event)) views.push_back(view_of(key));
    return views;
}

Result<OpenKey> open_signing_key(store::WriteTx& tx, const Actor& actor, const EventId& event,
                                 const qr::MasterKey& master_key) {
    auto key = store::active_key(tx, event);
    if (!key) {
        auto made = make_key(tx, actor, event, master_key);
        if (!made) return made.error();
        key = std::move(*made);
    }
    auto opened = qr::open_private_key(key->sealed_key, master_key, key->record.public_key);
    if (!opened) return opened.error();
    return OpenKey{key->record.kid, std::move(*opened)};
}

Result<KeyView> rotate_key(store::WriteTx& tx, const Actor& actor, const EventId& event,
                           const qr::MasterKey& master_key) {
    if (!store::sees_event(tx, actor, event)) return no_such_event();
    const auto old = store::active_key(tx, event);
    auto made = make_key(tx, actor, event, master_key);
    if (!made) return made.error();
    if (old) change_state(tx, actor, *old, qr::KeyState::retired);
    return view_of(*made);
}

Result<KeyView> mark_key_compromised(store::WriteTx& tx, const Actor& actor, std::uint16_t kid,
                                     const qr::MasterKey& master_key) {
    const auto key = store::load_key(tx, kid);
    if (!key || !store::sees_event(tx, actor, key->record.event_id)) {
        return Failure(FailureKind::not_found, {"Không tìm thấy khoá.", "No such key."});
    }
    if (key->record.state == qr::KeyState::compromised) return view_of(*key);
    if (key->record.state == qr::KeyState::active) {
        auto made = make_key(tx, actor, key->record.event_id, master_key);
        if (!made) return made.error();
    }
    change_state(tx, actor, *key, qr::KeyState::compromised);
    return view_of(*store::load_key(tx, kid));
}

}  // namespace kinhmoi::usecase
