-- SPDX-License-Identifier: Apache-2.0
-- Delegate lists with their versions, delegates, parties and late changes.

-- One a quota, under the quota's own id; made when something is first saved. Until then a list is
-- an empty draft that needs no row.
CREATE TABLE delegate_lists (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    quota_id BLOB NOT NULL UNIQUE REFERENCES quotas (id) CHECK (quota_id = id),
    agency_id BLOB NOT NULL REFERENCES agencies (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'locked')),
    revision INTEGER NOT NULL,
    version INTEGER NOT NULL,
    is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
    submitted_at INTEGER,
    submitted_by BLOB,
    decided_at INTEGER,
    return_reason TEXT NOT NULL CHECK (length(return_reason) <= 1000),
    is_overrun_accepted INTEGER NOT NULL CHECK (is_overrun_accepted IN (0, 1)),
    is_late_accepted INTEGER NOT NULL CHECK (is_late_accepted IN (0, 1)),
    persons INTEGER NOT NULL,              -- what the draft holds, in the quota's terms
    organizations INTEGER NOT NULL,
    largest_organization INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX delegate_lists_by_event ON delegate_lists (event_id, agency_id);

CREATE TABLE list_versions (
    list_id BLOB NOT NULL REFERENCES delegate_lists (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    submitted_by BLOB NOT NULL,
    is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
    row_count INTEGER NOT NULL,
    PRIMARY KEY (list_id, version)
) STRICT;

-- The rows of the draft (version 0) and of every submitted version.
CREATE TABLE list_rows (
    list_id BLOB NOT NULL REFERENCES delegate_lists (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    row_id BLOB NOT NULL CHECK (length(row_id) = 16),
    full_name TEXT NOT NULL CHECK (length(full_name) <= 200),
    honorific TEXT NOT NULL CHECK (length(honorific) <= 64),
    rank TEXT NOT NULL CHECK (length(rank) <= 64),
    position TEXT NOT NULL CHECK (length(position) <= 300),
    organization TEXT NOT NULL CHECK (length(organization) <= 300),
    phone TEXT NOT NULL CHECK (length(phone) <= 32),
    email TEXT NOT NULL CHECK (length(email) <= 254),
    note TEXT NOT NULL CHECK (length(note) <= 1000),
    age_band TEXT CHECK (age_band IN ('under_7', '7_to_15', '16_plus')),
    leader_name TEXT NOT NULL CHECK (length(leader_name) <= 200),
    leader_phone TEXT NOT NULL CHECK (length(leader_phone) <= 32),
    guardian_attend TEXT CHECK (guardian_attend IN ('no', 'yes', 'not_applicable')),
    child_attend TEXT CHECK (child_attend IN ('no', 'yes', 'not_applicable')),
    photo TEXT CHECK (photo IN ('no', 'yes', 'not_applicable')),
    named TEXT CHECK (named IN ('no', 'yes', 'not_applicable')),
    identity_key TEXT NOT NULL, -- equal for the same person however typed; empty without a name
    erased_at INTEGER,
    PRIMARY KEY (list_id, version, row_id)
) STRICT;
CREATE INDEX list_rows_by_row ON list_rows (row_id);

CREATE TABLE parties (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    quota_id BLOB NOT NULL REFERENCES quotas (id),
    party_key TEXT NOT NULL CHECK (length(party_key) <= 700),
    name TEXT NOT NULL CHECK (length(name) <= 300),
    leader_name TEXT NOT NULL CHECK (length(leader_name) <= 200),
    leader_phone TEXT NOT NULL CHECK (length(leader_phone) <= 32),
    erased_at INTEGER,
    UNIQUE (quota_id, party_key)
) STRICT;
CREATE INDEX parties_by_event ON parties (event_id);

CREATE TABLE delegates (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    quota_id BLOB NOT NULL REFERENCES quotas (id),
    site_id BLOB NOT NULL REFERENCES sites (id),
    group_id BLOB NOT NULL REFERENCES participant_groups (id),
    agency_id BLOB NOT NULL REFERENCES agencies (id),
    list_id BLOB REFERENCES delegate_lists (id),
    party_id BLOB REFERENCES parties (id),
    full_name TEXT NOT NULL CHECK (length(full_name) <= 200),
    honorific TEXT NOT NULL CHECK (length(honorific) <= 64),
    rank TEXT NOT NULL CHECK (length(rank) <= 64),
    position TEXT NOT NULL CHECK (length(position) <= 300),
    organization TEXT NOT NULL CHECK (length(organization) <= 300),
    phone TEXT NOT NULL CHECK (length(phone) <= 32),
    email TEXT NOT NULL CHECK (length(email) <= 254),
    note TEXT NOT NULL CHECK (length(note) <= 1000),
    age_band TEXT CHECK (age_band IN ('under_7', '7_to_15', '16_plus')),
    leader_name TEXT NOT NULL CHECK (length(leader_name) <= 200),
    leader_phone TEXT NOT NULL CHECK (length(leader_phone) <= 32),
    guardian_attend TEXT CHECK (guardian_attend IN ('no', 'yes', 'not_applicable')),
    child_attend TEXT CHECK (child_attend IN ('no', 'yes', 'not_applicable')),
    photo TEXT CHECK (photo IN ('no', 'yes', 'not_applicable')),
    named TEXT CHECK (named IN ('no', 'yes', 'not_applicable')),
    status TEXT NOT NULL CHECK (status IN ('nominated', 'approved', 'invited', 'accepted',
                                           'declined', 'substituted', 'cancelled')),
    ordinal INTEGER NOT NULL,
    seat TEXT NOT NULL CHECK (length(seat) <= 64),
    is_walk_in INTEGER NOT NULL CHECK (is_walk_in IN (0, 1)),
    excused_at INTEGER,
    excuse TEXT NOT NULL CHECK (length(excuse) <= 500),
    substitutes_for_id BLOB REFERENCES delegates (id),
    substituted_by_id BLOB REFERENCES delegates (id),
    search_key TEXT NOT NULL,   -- accent-free name and organization
    sort_key BLOB NOT NULL,     -- given name first, CLDR vi
    identity_key TEXT NOT NULL, -- equal for the same person however typed
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    erased_at INTEGER
) STRICT;
CREATE INDEX delegates_by_quota ON delegates (quota_id, ordinal);
CREATE INDEX delegates_by_sort ON delegates (event_id, sort_key, id);
CREATE INDEX delegates_by_identity ON delegates (event_id, identity_key);
CREATE INDEX delegates_by_list ON delegates (list_id);
CREATE INDEX delegates_by_party ON delegates (party_id);
CREATE INDEX delegates_by_agency ON delegates (agency_id, event_id);

CREATE TABLE late_changes (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    list_id BLOB NOT NULL REFERENCES delegate_lists (id),
    delegate_id BLOB NOT NULL REFERENCES delegates (id),
    kind TEXT NOT NULL CHECK (kind IN ('substitute', 'withdraw')),
    full_name TEXT NOT NULL CHECK (length(full_name) <= 200),
    honorific TEXT NOT NULL CHECK (length(honorific) <= 64),
    rank TEXT NOT NULL CHECK (length(rank) <= 64),
    position TEXT NOT NULL CHECK (length(position) <= 300),
    organization TEXT NOT NULL CHECK (length(organization) <= 300),
    phone TEXT NOT NULL CHECK (length(phone) <= 32),
    email TEXT NOT NULL CHECK (length(email) <= 254),
    note TEXT NOT NULL CHECK (length(note) <= 1000),
    age_band TEXT CHECK (age_band IN ('under_7', '7_to_15', '16_plus')),
    leader_name TEXT NOT NULL CHECK (length(leader_name) <= 200),
    leader_phone TEXT NOT NULL CHECK (length(leader_phone) <= 32),
    guardian_attend TEXT CHECK (guardian_attend IN ('no', 'yes', 'not_applicable')),
    child_attend TEXT CHECK (child_attend IN ('no', 'yes', 'not_applicable')),
    photo TEXT CHECK (photo IN ('no', 'yes', 'not_applicable')),
    named TEXT CHECK (named IN ('no', 'yes', 'not_applicable')),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    state TEXT NOT NULL CHECK (state IN ('requested', 'accepted', 'refused')),
    requested_at INTEGER NOT NULL,
    requested_by BLOB NOT NULL,
    decided_at INTEGER,
    decided_by BLOB,
    decision_note TEXT NOT NULL CHECK (length(decision_note) <= 1000),
    erased_at INTEGER
) STRICT;
CREATE INDEX late_changes_by_event ON late_changes (event_id, id);
CREATE INDEX late_changes_by_delegate ON late_changes (delegate_id);
-- One open request a person.
CREATE UNIQUE INDEX late_changes_open ON late_changes (delegate_id) WHERE state = 'requested';

-- The history of one delegate.
CREATE INDEX audit_log_by_subject ON audit_log (subject, seq);
