// SPDX-License-Identifier: Apache-2.0
// Fills a data folder for the benchmark: one event that is on now, 256 doors, and N delegates with
// passes. Only the passes that the load will show are really signed; the others hold random bytes
// of the same size, which the check-in never reads.
//   seed DATA_FOLDER DELEGATES SHOWN FEED
#include <algorithm>
#include <fstream>
#include <iostream>

#include "qr/pass_digits.hpp"
#include "qr/secrets.hpp"
#include "qr/short_number.hpp"
#include "qr/signature.hpp"
#include "server/app.hpp"
#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/delegate_rows.hpp"
#include "server/store/rows/device_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/key_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/pass_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/store/sqlite/sqlite_store.hpp"
#include "server/usecase/passes.hpp"

using namespace kinhmoi;

namespace {

constexpr int device_count = 256;
constexpr int batch = 5'000;
constexpr std::uint32_t short_number_step = 7;  // spreads them over the seven digits

struct SeededPlace {
    Event event;
    Site site;
    Gate gate;
    ParticipantGroup group;
    Quota quota;
};

SeededPlace make_place(store::WriteTx& tx) {
    SeededPlace place;
    Agency agency;
    agency.id = tx.new_id<AgencyId>();
    agency.code = "bench";
    agency.name = "Đơn vị Thử";
    store::insert(tx, agency);
    place.event.id = tx.new_id<EventId>();
    place.event.code = "bench";
    place.event.title = "Lễ thử tải";
    place.event.status = EventStatus::open;
    place.event.starts_at = tx.now();
    place.event.doors_open_at = tx.now() + -7 * day_ms;
    place.event.doors_close_at = tx.now() + 30 * day_ms;
    place.event.allows_reentry = true;
    store::insert(tx, place.event);
    place.site = {.id = tx.new_id<SiteId>(),
                  .event = place.event.id,
                  .code = "main",
                  .name = "Điểm cầu chính"};
    store::insert(tx, place.site);
    place.gate = {tx.new_id<GateId>(), place.event.id, place.site.id, "gate", "Cửa 1"};
    store::insert(tx, place.gate);
    place.group.id = tx.new_id<GroupId>();
    place.group.event = place.event.id;
    place.group.code = "all";
    place.group.name = place.group.badge_label = "Đại biểu";
    store::insert(tx, place.group);
    place.quota.id = tx.new_id<QuotaId>();
    place.quota.event = place.event.id;
    place.quota.site = place.site.id;
    place.quota.group = place.group.id;
    place.quota.agency = agency.id;
    store::insert(tx, place.quota);
    return place;
}

void make_devices(store::WriteTx& tx, const SeededPlace& place, std::ofstream& feed) {
    feed << device_count << " " << to_text(place.gate.id) << "\n";
    for (int i = 0; i < device_count; ++i) {
        DoorDevice device;
        device.id = tx.new_id<DeviceId>();
        device.event = place.event.id;
        device.site = place.site.id;
        device.gate = place.gate.id;
        device.label = "Máy " + std::to_string(i);
        tx.random_bytes(device.epoch.bytes);
        device.enrolled_at = device.valid_from = tx.now() + -day_ms;
        device.valid_until = tx.now() + 30 * day_ms;
        const qr::Secret token = qr::make_token(qr::TokenKind::device);
        store::insert_device(tx, device, qr::hash_secret(token.text()));
        feed << token.text() << " " << to_text(device.epoch) << "\n";
    }
}

void make_delegate(store::WriteTx& tx, const SeededPlace& place, const qr::PrivateKey& key,
                   std::uint32_t number, bool is_shown, std::ofstream& feed) {
    Delegate delegate;
    delegate.id = tx.new_id<DelegateId>();
    delegate.event = place.event.id;
    delegate.quota = place.quota.id;
    delegate.site = place.site.id;
    delegate.group = place.group.id;
    delegate.agency = place.quota.agency;
    delegate.person.full_name = "Nguyễn Mẫu An";
    delegate.person.organization = "Hội Mẫu Thử số " + std::to_string(number % 1000);
    delegate.status = DelegateStatus::approved;
    delegate.ordinal = static_cast<int>(number);
    delegate.created_at = delegate.updated_at = tx.now();
    store::insert_delegate(tx, delegate);

    store::PassRow row;
    Pass& pass = row.pass;
    tx.random_bytes(pass.id.bytes);
    pass.event = place.event.id;
    pass.delegate = delegate.id;
    pass.quota = place.quota.id;
    pass.site = place.site.id;
    pass.group = place.group.id;
    pass.kid = 1;
    pass.short_number = qr::make_short_number(number * short_number_step).value;
    pass.issued_at = tx.now();
    tx.random_bytes(pass.signature);
    if (is_shown) {
        const auto code = qr::sign_pass({pass.kid, pass.id, pass.issue, 0}, pass.event, key);
        std::copy(code.begin() + qr::pass_body_bytes, code.end(), pass.signature.begin());
        feed << qr::to_digits(code) << "\n";
    }
    store::insert_pass(tx, row);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    const std::filesystem::path folder = argv[1];
    const auto total = static_cast<std::uint32_t>(std::stoul(argv[2]));
    const auto shown = static_cast<std::uint32_t>(std::stoul(argv[3]));
    std::filesystem::create_directories(folder);
    store::sqlite::Settings settings;
    settings.path = Config{.data_folder = folder}.database_file();
    const store::sqlite::Environment environment{
        system_now, [](std::span<std::uint8_t> out) { qr::random_bytes(out); }};
    if (const auto made = store::sqlite::create(settings, environment); !made) {
        std::cerr << made.error().message().en << "\n";
        return 1;
    }
    auto store = std::move(*store::sqlite::open(settings, environment));
    std::ofstream feed(argv[4]);
    std::array<std::uint8_t, 32> seed;
    qr::random_bytes(seed);
    const qr::KeyPair pair = qr::make_key_pair(seed);
    const SeededPlace place = store->write_now([&](store::WriteTx& tx) {
        SeededPlace made = make_place(tx);
        make_devices(tx, made, feed);
        store::insert_key(
            tx,
            {{1, made.event.id, pair.public_key, qr::KeyState::active}, {0}, tx.now(), tx.now()});
        return made;
    });
    const std::uint32_t every = std::max<std::uint32_t>(1, total / shown);
    for (std::uint32_t done = 0; done < total; done += batch) {
        store->write_now([&](store::WriteTx& tx) {
            for (std::uint32_t n = done; n < std::min(total, done + batch); ++n)
                make_delegate(tx, place, pair.private_key, n, n % every == 0, feed);
            return true;
        });
    }
    store->stop();
}
