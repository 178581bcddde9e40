-- SPDX-License-Identifier: Apache-2.0
-- Agencies, programs and events with all that an organizer sets up.
-- Ids: 16-byte UUIDs. Times: UTC milliseconds. Dates: 'YYYY-MM-DD'. Lists of short lines: joined by \n.
-- A deadline is three columns: due_on, minute_of_day (NULL: whole day), is_inclusive.

CREATE TABLE agencies (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    short_name TEXT NOT NULL CHECK (length(short_name) <= 100),
    aliases TEXT NOT NULL CHECK (length(aliases) <= 4000),
    kind TEXT NOT NULL CHECK (length(kind) <= 64),
    level TEXT NOT NULL CHECK (length(level) <= 64),
    parent_id BLOB REFERENCES agencies (id),
    is_set INTEGER NOT NULL CHECK (is_set IN (0, 1)),
    search_key TEXT NOT NULL,  -- accent-free code, name, short name and aliases
    sort_key BLOB NOT NULL     -- the name, CLDR vi
) STRICT;
CREATE INDEX agencies_by_sort ON agencies (sort_key, id);

CREATE TABLE agency_members (
    set_id BLOB NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    member_id BLOB NOT NULL REFERENCES agencies (id),
    PRIMARY KEY (set_id, member_id)
) STRICT;

CREATE TABLE programs (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
    name_variants TEXT NOT NULL CHECK (length(name_variants) <= 4000),
    from_year INTEGER,
    to_year INTEGER
) STRICT;

CREATE TABLE events (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
    program_id BLOB REFERENCES programs (id),
    kind TEXT NOT NULL CHECK (length(kind) <= 64),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
    status TEXT NOT NULL CHECK (status IN ('planned', 'open', 'closed')),
    time_zone TEXT NOT NULL CHECK (length(time_zone) <= 64),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER,
    is_time_tentative INTEGER NOT NULL CHECK (is_time_tentative IN (0, 1)),
    host_agency_id BLOB REFERENCES agencies (id),
    lead_agency_id BLOB REFERENCES agencies (id),
    reception_agency_id BLOB REFERENCES agencies (id),
    receiving_agency_id BLOB REFERENCES agencies (id),
    receiving_unit_id BLOB REFERENCES agencies (id),
    expected_total INTEGER CHECK (expected_total >= 0),
    is_expected_total_approximate INTEGER NOT NULL CHECK (is_expected_total_approximate IN (0, 1)),
    due_on TEXT,
    minute_of_day INTEGER CHECK (minute_of_day BETWEEN 0 AND 1439),
    is_inclusive INTEGER NOT NULL CHECK (is_inclusive IN (0, 1)),
    late_policy TEXT NOT NULL CHECK (late_policy IN ('refuse', 'flag', 'approve')),
    doors_open_at INTEGER,
    doors_close_at INTEGER,
    allows_reentry INTEGER NOT NULL CHECK (allows_reentry IN (0, 1)),
    door_name_policy TEXT NOT NULL CHECK (door_name_policy IN ('short', 'full')),
    retention_minors_days INTEGER NOT NULL CHECK (retention_minors_days BETWEEN 1 AND 365),
    retention_adults_days INTEGER NOT NULL CHECK (retention_adults_days BETWEEN 1 AND 3650),
    notes TEXT NOT NULL CHECK (length(notes) <= 4000)
) STRICT;

-- The agencies an event's plan names, whether or not anything of the event refers to them yet.
CREATE TABLE event_agencies (
    event_id BLOB NOT NULL REFERENCES events (id),
    agency_id BLOB NOT NULL REFERENCES agencies (id),
    PRIMARY KEY (event_id, agency_id)
) STRICT;

CREATE TABLE sites (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    role TEXT NOT NULL CHECK (role IN ('main', 'relay')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    venue TEXT NOT NULL CHECK (length(venue) <= 300),
    address TEXT NOT NULL CHECK (length(address) <= 500),
    relays_from_id BLOB REFERENCES sites (id),
    chair_group_id BLOB REFERENCES participant_groups (id),
    capacity INTEGER CHECK (capacity >= 0),
    ordinal INTEGER NOT NULL,
    UNIQUE (event_id, code)
) STRICT;

CREATE TABLE gates (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    site_id BLOB NOT NULL REFERENCES sites (id),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    UNIQUE (event_id, code)
) STRICT;
CREATE INDEX gates_by_site ON gates (site_id);

CREATE TABLE participant_groups (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
    badge_label TEXT NOT NULL CHECK (length(badge_label) BETWEEN 1 AND 100),
    principal_inviter_id BLOB REFERENCES agencies (id),
    is_minors INTEGER NOT NULL CHECK (is_minors IN (0, 1)),
    is_vulnerable INTEGER NOT NULL CHECK (is_vulnerable IN (0, 1)),
    is_press INTEGER NOT NULL CHECK (is_press IN (0, 1)),
    is_chair INTEGER NOT NULL CHECK (is_chair IN (0, 1)),
    legal_basis TEXT NOT NULL CHECK (legal_basis IN ('state_duty', 'consent')),
    pass_mode TEXT NOT NULL CHECK (pass_mode IN ('individual', 'party')),
    UNIQUE (event_id, code)
) STRICT;

CREATE TABLE group_members (
    group_id BLOB NOT NULL REFERENCES participant_groups (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    agency_id BLOB NOT NULL REFERENCES agencies (id),
    PRIMARY KEY (group_id, agency_id)
) STRICT;

CREATE TABLE quotas (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    site_id BLOB NOT NULL REFERENCES sites (id),
    group_id BLOB NOT NULL REFERENCES participant_groups (id),
    agency_id BLOB NOT NULL REFERENCES agencies (id),
    unit TEXT NOT NULL CHECK (unit IN ('person', 'organization')),
    min_units INTEGER CHECK (min_units >= 0),
    max_units INTEGER CHECK (max_units >= 0),
    is_approximate INTEGER NOT NULL CHECK (is_approximate IN (0, 1)),
    invitation_mode TEXT NOT NULL CHECK (invitation_mode IN ('invite', 'summon', 'propose')),
    due_on TEXT,
    minute_of_day INTEGER CHECK (minute_of_day BETWEEN 0 AND 1439),
    is_inclusive INTEGER NOT NULL CHECK (is_inclusive IN (0, 1)),
    seats_per_unit INTEGER CHECK (seats_per_unit > 0),
    text TEXT NOT NULL CHECK (length(text) <= 500),
    UNIQUE (event_id, site_id, group_id, agency_id)
) STRICT;
CREATE INDEX quotas_by_agency ON quotas (agency_id, event_id);

CREATE TABLE extensions (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    agency_id BLOB NOT NULL REFERENCES agencies (id),
    due_on TEXT NOT NULL,
    minute_of_day INTEGER CHECK (minute_of_day BETWEEN 0 AND 1439),
    is_inclusive INTEGER NOT NULL CHECK (is_inclusive IN (0, 1)),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    granted_at INTEGER NOT NULL,
    granted_by BLOB NOT NULL
) STRICT;
CREATE INDEX extensions_by_agency ON extensions (event_id, agency_id, granted_at);

CREATE TABLE documents (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    type TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 64),
    role TEXT NOT NULL CHECK (length(role) <= 64),
    number INTEGER,
    symbol TEXT NOT NULL CHECK (length(symbol) <= 64),
    issued_on TEXT,
    place TEXT NOT NULL CHECK (length(place) <= 100),
    issuer_id BLOB REFERENCES agencies (id),
    title TEXT NOT NULL CHECK (length(title) <= 300),
    subject TEXT NOT NULL CHECK (length(subject) <= 1000),
    bases TEXT NOT NULL CHECK (length(bases) <= 4000),
    replaces_type TEXT NOT NULL CHECK (length(replaces_type) <= 64),
    attached_to TEXT NOT NULL CHECK (length(attached_to) <= 64),
    authority_lines TEXT NOT NULL CHECK (length(authority_lines) <= 1000),
    signer_name TEXT NOT NULL CHECK (length(signer_name) <= 200),
    recipients TEXT NOT NULL CHECK (length(recipients) <= 8000),
    has_access_qr INTEGER NOT NULL CHECK (has_access_qr IN (0, 1)),
    UNIQUE (event_id, code)
) STRICT;

CREATE TABLE contacts (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    agency_id BLOB REFERENCES agencies (id),
    form_of_address TEXT NOT NULL CHECK (length(form_of_address) <= 64),
    rank TEXT NOT NULL CHECK (length(rank) <= 64),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    position TEXT NOT NULL CHECK (length(position) <= 300),
    phone TEXT NOT NULL CHECK (length(phone) <= 32),
    purpose TEXT NOT NULL CHECK (length(purpose) <= 500),
    UNIQUE (event_id, code)
) STRICT;

CREATE TABLE tasks (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    agency_id BLOB REFERENCES agencies (id),
    role TEXT NOT NULL CHECK (role IN ('lead', 'cooperating')),
    point TEXT NOT NULL CHECK (length(point) <= 16),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
    status TEXT NOT NULL CHECK (status IN ('assigned', 'in_progress', 'done')),
    due_on TEXT,
    UNIQUE (event_id, code)
) STRICT;

CREATE TABLE task_cooperators (
    task_id BLOB NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    agency_id BLOB NOT NULL REFERENCES agencies (id),
    PRIMARY KEY (task_id, agency_id)
) STRICT;

CREATE TABLE livestreams (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    operator_name TEXT NOT NULL CHECK (length(operator_name) <= 300),
    url TEXT NOT NULL CHECK (length(url) <= 1000),
    UNIQUE (event_id, code)
) STRICT;
