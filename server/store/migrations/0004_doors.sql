-- SPDX-License-Identifier: Apache-2.0
-- Signing keys, passes, door devices, the scan ledger and what follows from it.
-- The check-in path touches as few pages as it can: one appended row, two unique keys, one admission.

CREATE TABLE signing_keys (
    kid INTEGER PRIMARY KEY CHECK (kid BETWEEN 1 AND 65535),
    event_id BLOB NOT NULL REFERENCES events (id),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    sealed_private_key BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'retired', 'compromised')),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX signing_keys_by_event ON signing_keys (event_id);

-- One pass a seat: of a delegate, or of a party when party_id is set (then the delegate leads it).
CREATE TABLE passes (
    id BLOB PRIMARY KEY CHECK (length(id) = 8),
    event_id BLOB NOT NULL REFERENCES events (id),
    delegate_id BLOB NOT NULL REFERENCES delegates (id),
    party_id BLOB REFERENCES parties (id),
    quota_id BLOB NOT NULL REFERENCES quotas (id),
    site_id BLOB NOT NULL REFERENCES sites (id),
    group_id BLOB NOT NULL REFERENCES participant_groups (id),
    kid INTEGER NOT NULL,
    issue INTEGER NOT NULL CHECK (issue BETWEEN 1 AND 255),
    is_minor INTEGER NOT NULL CHECK (is_minor IN (0, 1)),
    party_size INTEGER NOT NULL CHECK (party_size BETWEEN 1 AND 10000),
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    short_number INTEGER NOT NULL CHECK (short_number BETWEEN 0 AND 99999999),
    issued_at INTEGER NOT NULL,
    min_issue INTEGER NOT NULL, -- issues below are revoked; 0: none
    UNIQUE (event_id, short_number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX passes_by_delegate ON passes (delegate_id);
CREATE INDEX passes_by_party ON passes (party_id) WHERE party_id IS NOT NULL;

CREATE TABLE revocations (
    pass_id BLOB NOT NULL REFERENCES passes (id),
    min_issue INTEGER NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) <= 500),
    PRIMARY KEY (pass_id, min_issue, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    site_id BLOB NOT NULL REFERENCES sites (id),
    gate_id BLOB NOT NULL REFERENCES gates (id),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 64),
    epoch BLOB NOT NULL CHECK (length(epoch) = 8),
    secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    enrolled_at INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    revoked_at INTEGER,
    -- as the device last told in hello
    last_seen_at INTEGER,
    queue_length INTEGER,
    list_version INTEGER,
    list_age_s INTEGER,
    offset_ms INTEGER,
    app_version TEXT NOT NULL CHECK (length(app_version) <= 64)
) STRICT;
CREATE INDEX devices_by_event ON devices (event_id);

CREATE TABLE enrolment_codes (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    event_id BLOB NOT NULL REFERENCES events (id),
    gate_id BLOB NOT NULL REFERENCES gates (id),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 64),
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    device_id BLOB REFERENCES devices (id)
) STRICT;

-- The append-only ledger. seq is the server's order of arrival. previous_seq chains the scans of one
-- pass, newest first, from admissions.last_seq: a refold walks it without another index.
CREATE TABLE scans (
    seq INTEGER PRIMARY KEY,
    scan_id BLOB NOT NULL UNIQUE CHECK (length(scan_id) = 16),
    event_id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    epoch BLOB NOT NULL CHECK (length(epoch) = 8),
    dseq INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('reading', 'undo', 'walk_in')),
    by_organizer INTEGER NOT NULL CHECK (by_organizer IN (0, 1)),
    text TEXT NOT NULL, -- what was read; empty when it was exactly the pass's own current code
    pass_id BLOB,
    issue INTEGER NOT NULL,
    undoes BLOB,
    gate_id BLOB NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    count INTEGER NOT NULL,
    escort_seen INTEGER NOT NULL CHECK (escort_seen IN (0, 1)),
    wall_ms INTEGER NOT NULL,
    mono_ms INTEGER NOT NULL,
    offset_ms INTEGER NOT NULL,
    floor_ms INTEGER NOT NULL,
    list_version INTEGER NOT NULL,
    list_age_s INTEGER,
    mode TEXT NOT NULL CHECK (mode IN ('online', 'offline', 'timeout')),
    local_verdict TEXT,
    override_refused TEXT,
    override_reason TEXT,
    received_at INTEGER NOT NULL,
    effective_at INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    check_reason TEXT, -- of verdict check
    previous_seq INTEGER
) STRICT;
CREATE INDEX scans_by_device ON scans (device_id, epoch, dseq);

-- Kept for 7 days, for a person to look at. The same scan may stand here and never in scans.
CREATE TABLE quarantine (
    seq INTEGER PRIMARY KEY,
    scan_id BLOB NOT NULL CHECK (length(scan_id) = 16),
    event_id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    epoch BLOB NOT NULL,
    dseq INTEGER NOT NULL,
    reason TEXT NOT NULL,
    verdict TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    content TEXT NOT NULL CHECK (length(content) <= 4000), -- the record as sent, JSON
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    UNIQUE (scan_id, content_hash)
) STRICT;
CREATE INDEX quarantine_by_event ON quarantine (event_id, received_at);
CREATE INDEX quarantine_by_device ON quarantine (device_id, epoch, dseq);

-- One row a pass that was ever scanned: the state of the fold, see admission.hpp.
CREATE TABLE admissions (
    pass_id BLOB PRIMARY KEY CHECK (length(pass_id) = 8),
    event_id BLOB NOT NULL,
    last_seq INTEGER NOT NULL, -- head of the chain through scans.previous_seq
    inside INTEGER NOT NULL,
    present INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    was_overridden INTEGER NOT NULL CHECK (was_overridden IN (0, 1)),
    first_in_at INTEGER,
    first_in_gate BLOB,
    first_in_device BLOB,
    first_in_scan BLOB,
    last_move_at INTEGER,
    last_move_gate BLOB,
    last_move_device BLOB,
    last_move_scan BLOB,
    last_move_direction TEXT,
    last_key_at INTEGER,
    last_key_device BLOB,
    last_key_epoch BLOB,
    last_key_dseq INTEGER,
    last_key_scan BLOB,
    open_undos INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE incidents (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    event_id BLOB NOT NULL REFERENCES events (id),
    incident_key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    pass_id BLOB,
    device_id BLOB NOT NULL,
    gate_id BLOB NOT NULL,
    scans TEXT NOT NULL,        -- ids, joined by \n, oldest first
    also_devices TEXT NOT NULL, -- ids, joined by \n
    opened_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'resolved', 'withdrawn')),
    resolved_at INTEGER,
    resolved_by BLOB,
    note TEXT NOT NULL CHECK (length(note) <= 1000)
) STRICT;
CREATE INDEX incidents_by_event ON incidents (event_id, state);
CREATE INDEX incidents_by_pass ON incidents (pass_id);

-- What doors must hear of, in order: the version of a door's list is the newest seq it has seen.
CREATE TABLE door_changes (
    seq INTEGER PRIMARY KEY,
    event_id BLOB NOT NULL,
    topic TEXT NOT NULL CHECK (topic IN ('pass', 'key', 'admission', 'incident', 'event')),
    pass_id BLOB,  -- pass, admission
    subject BLOB   -- incident id
) STRICT;
