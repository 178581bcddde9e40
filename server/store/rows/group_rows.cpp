// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows/group_rows.hpp"

#include "server/store/rows/columns.hpp"
#include "server/store/rows/event_rows.hpp"

namespace kinhmoi::store {
namespace {

#define GROUP_COLUMNS                                                                  \
    "id, event_id, code, ordinal, name, badge_label, principal_inviter_id, is_minors," \
    " is_vulnerable, is_press, is_chair, legal_basis, pass_mode"

ParticipantGroup read_group(const Rows& rows) {
    ParticipantGroup group;
    std::string legal_basis, pass_mode;
    rows.read(group.id, group.event, group.code, group.ordinal, group.name, group.badge_label,
              group.principal_inviter, group.is_minors, group.is_vulnerable, group.is_press,
              group.is_chair, legal_basis, pass_mode);
    group.legal_basis = word_of(parse_legal_basis, legal_basis);
    group.pass_mode = word_of(parse_pass_mode, pass_mode);
    return group;
}

std::vector<ParticipantGroup> read_groups(ReadTx& tx, Rows rows) {
    std::vector<ParticipantGroup> groups;
    while (rows.next()) groups.push_back(read_group(rows));
    for (ParticipantGroup& group : groups) {
        Rows members = tx.query(
            "SELECT agency_id FROM group_members WHERE group_id = $1 ORDER BY ordinal", group.id);
        while (members.next()) group.member_agencies.push_back(members.get<AgencyId>(0));
    }
    return groups;
}

void insert_members(WriteTx& tx, const ParticipantGroup& group) {
    int ordinal = 0;
    for (const AgencyId& member : group.member_agencies) {
        tx.execute("INSERT INTO group_members (group_id, ordinal, agency_id) VALUES ($1, $2, $3)",
                   group.id, ordinal++, member);
    }
}

}  // namespace

std::optional<ParticipantGroup> load_group(ReadTx& tx, const GroupId& id) {
    auto groups = read_groups(
        tx, tx.query("SELECT " GROUP_COLUMNS " FROM participant_groups WHERE id = $1", id));
    if (groups.empty()) return std::nullopt;
    return std::move(groups.front());
}

std::optional<ParticipantGroup> find_group(ReadTx& tx, const Actor& actor, const GroupId& id) {
    auto group = load_group(tx, id);
    if (group && !sees_event(tx, actor, group->event)) return std::nullopt;
    return group;
}

std::vector<ParticipantGroup> load_groups(ReadTx& tx, const EventId& event, const Page& page) {
    const OrdinalCursor after = ordinal_cursor(page.after);
    return read_groups(
        tx, tx.query("SELECT " GROUP_COLUMNS " FROM participant_groups WHERE event_id = $1"
                     " AND (ordinal, code) > ($2, $3)"
                     " ORDER BY ordinal, code LIMIT $4",
                     event, after.ordinal, after.code, page.limit));
}

std::string cursor_of(const ParticipantGroup& group) {
    return ordinal_cursor_text(group.ordinal, group.code);
}

void insert(WriteTx& tx, const ParticipantGroup& group) {
    tx.execute("INSERT INTO participant_groups (" GROUP_COLUMNS
               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
               group.id, group.event, group.code, group.ordinal, group.name, group.badge_label,
               group.principal_inviter, group.is_minors, group.is_vulnerable, group.is_press,
               group.is_chair, name_of(group.legal_basis), name_of(group.pass_mode));
    insert_members(tx, group);
}

void update(WriteTx& tx, const ParticipantGroup& group) {
    tx.execute(
        "UPDATE participant_groups SET code = $2, ordinal = $3, name = $4, badge_label = $5,"
        " principal_inviter_id = $6, is_minors = $7, is_vulnerable = $8, is_press = $9,"
        " is_chair = $10, legal_basis = $11, pass_mode = $12 WHERE id = $1",
        group.id, group.code, group.ordinal, group.name, group.badge_label, group.principal_inviter,
        group.is_minors, group.is_vulnerable, group.is_press, group.is_chair,
        name_of(group.legal_basis), name_of(group.pass_mode));
    tx.execute("DELETE FROM group_members WHERE group_id = $1", group.id);
    insert_members(tx, group);
}

void erase(WriteTx& tx, const GroupId& id) {
    tx.execute("DELETE FROM group_members WHERE group_id = $1", id);
    tx.execute("DELETE FROM participant_groups WHERE id = $1", id);
}

}  // namespace kinhmoi::store
