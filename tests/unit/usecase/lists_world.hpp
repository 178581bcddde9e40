// SPDX-License-Identifier: Apache-2.0
// A ceremony with a quota of 5 adults and one of 50 pupils for one agency, and who may ask.
#pragma once

#include <string>
#include <vector>

#include "server/store/rows/agency_rows.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/store/rows/group_rows.hpp"
#include "server/store/rows/list_rows.hpp"
#include "server/store/rows/quota_rows.hpp"
#include "server/store/rows/site_rows.hpp"
#include "server/usecase/lists.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/world.hpp"

namespace kinhmoi::test {

/// The clock of a TestStore stands at 20/5/2026 08:00 local; lists are due on 25/5/2026 inclusive.
struct ListsWorld {
    ListsWorld() {
        store.write([this](store::WriteTx& tx) { fill(tx); });
        organizer.role = Role::administrator;
    }

    ListId adults() const { return store::list_id_of(adult_quota); }
    ListId pupils() const { return store::list_id_of(pupil_quota); }

    /// Saves rows on top of what is there.
    auto save(const ListId& list, int revision, std::vector<usecase::DraftRow> rows) {
        return store.write([this, list, revision, rows](store::WriteTx& tx) {
            return usecase::save_draft(tx, clerk, list, revision, rows);
        });
    }
    auto submit(const ListId& list, int revision) {
        return store.write([this, list, revision](store::WriteTx& tx) {
            return usecase::submit_list(tx, clerk, list, revision);
        });
    }
    auto detail(const ListId& list, const Actor& actor) {
        return store.read([&](store::ReadTx& tx) { return usecase::list_detail(tx, actor, list); });
    }

    static usecase::DraftRow adult(const std::string& name, const std::string& phone = {}) {
        usecase::DraftRow row;
        row.person.full_name = name;
        row.person.phone = phone;
        return row;
    }
    static usecase::DraftRow pupil(const std::string& name) {
        usecase::DraftRow row;
        row.person.full_name = name;
        row.person.organization = "Trường Giả Định 21";
        row.person.leader_name = "Nguyễn Mẫu Ước";
        row.person.leader_phone = "0500 000 100";
        row.person.age_band = AgeBand::from_7_to_15;
        row.person.consents.guardian_attend = Answer::yes;
        row.person.consents.child_attend = Answer::yes;
        return row;
    }
    static std::vector<usecase::DraftRow> adults_of(int count) {
        std::vector<usecase::DraftRow> rows;
        for (int i = 0; i < count; ++i)
            rows.push_back(adult("Lê Mẫu " + std::string(1, static_cast<char>('A' + i)),
                                 "050000030" + std::to_string(i)));
        return rows;
    }

    TestStore store;
    EventId event;
    SiteId site;
    AgencyId agency, other_agency;
    QuotaId adult_quota, pupil_quota, other_quota;
    Actor organizer, clerk, stranger;

private:
    AgencyId make_agency(store::WriteTx& tx, const char* code) {
        Agency made;
        made.id = tx.new_id<AgencyId>();
        made.code = code;
        made.name = std::string("Đơn vị Thử ") + code;
        made.kind = "department";
        made.level = "province";
        store::insert(tx, made);
        return made.id;
    }
    QuotaId make_quota(store::WriteTx& tx, const GroupId& group, const AgencyId& of, int max) {
        Quota quota;
        quota.id = tx.new_id<QuotaId>();
        quota.event = event;
        quota.site = site;
        quota.group = group;
        quota.agency = of;
        quota.max = max;
        store::insert(tx, quota);
        return quota.id;
    }
    void fill(store::WriteTx& tx) {
        agency = make_agency(tx, "a");
        other_agency = make_agency(tx, "b");
        Event made;
        made.id = event = tx.new_id<EventId>();
        made.code = "le";
        made.title = "Lễ thử";
        made.status = EventStatus::open;
        made.starts_at = tx.now() + 9 * day_ms;
        made.ends_at = made.starts_at + 3 * hour_ms;
        made.deadline = Deadline{{2026, 5, 25}, std::nullopt, true};
        store::insert(tx, made);
        Site place;
        place.id = site = tx.new_id<SiteId>();
        place.event = event;
        place.code = "chinh";
        place.name = "Điểm cầu chính";
        store::insert(tx, place);
        ParticipantGroup grown, young;
        grown.id = tx.new_id<GroupId>();
        grown.event = young.event = event;
        grown.code = "g05";
        grown.name = grown.badge_label = "Doanh nghiệp lớn";
        young.id = tx.new_id<GroupId>();
        young.code = "g09";
        young.ordinal = 1;
        young.name = young.badge_label = "Học sinh";
        young.is_minors = true;
        young.pass_mode = PassMode::party;
        store::insert(tx, grown);
        store::insert(tx, young);
        adult_quota = make_quota(tx, grown.id, agency, 5);
        pupil_quota = make_quota(tx, young.id, agency, 50);
        other_quota = make_quota(tx, grown.id, other_agency, 5);
        clerk = actor_of(tx, make_account(tx, "can-bo", Role::clerk, agency));
        stranger = actor_of(tx, make_account(tx, "can-bo-khac", Role::clerk, other_agency));
    }
};

}  // namespace kinhmoi::test
