-- SPDX-License-Identifier: Apache-2.0
-- The ledger is written first, what follows from it later: a scan appends one row, which also holds
-- the fold of its pass after it. Keys, admissions and the doors' feed are brought up to the ledger in
-- batches, in their own order, before anybody asks for them (rows/ledger_settling.cpp).

-- Where scans come from: one row an enrolment at its gate. Of an organizer's records the device and
-- the epoch are nil.
CREATE TABLE scan_sources (
    id INTEGER PRIMARY KEY,
    event_id BLOB NOT NULL,
    device_id BLOB NOT NULL CHECK (length(device_id) = 16),
    epoch BLOB NOT NULL CHECK (length(epoch) = 8),
    gate_id BLOB NOT NULL CHECK (length(gate_id) = 16),
    UNIQUE (device_id, epoch, gate_id)
) STRICT;
INSERT INTO scan_sources (event_id, device_id, epoch, gate_id)
SELECT DISTINCT event_id, device_id, epoch, gate_id FROM scans;

-- seq is the server's order of arrival. previous_seq chains the scans of one pass, newest first. No
-- second index and no CHECK: words are those of common/domain, and every row is read back as such.
CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY,
    scan_id BLOB NOT NULL,
    source INTEGER NOT NULL,
    dseq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    by_organizer INTEGER NOT NULL,
    text TEXT NOT NULL, -- what was read; empty when it was exactly the pass's own current code
    pass_id BLOB,
    issue INTEGER NOT NULL,
    undoes BLOB,
    direction TEXT NOT NULL,
    count INTEGER NOT NULL,
    escort_seen INTEGER NOT NULL,
    wall_ms INTEGER NOT NULL,
    mono_ms INTEGER NOT NULL,
    offset_ms INTEGER NOT NULL,
    floor_ms INTEGER NOT NULL,
    list_version INTEGER NOT NULL,
    list_age_s INTEGER,
    mode TEXT NOT NULL,
    local_verdict TEXT,
    override_refused TEXT,
    override_reason TEXT,
    received_at INTEGER NOT NULL,
    effective_at INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    check_reason TEXT, -- of verdict check
    previous_seq INTEGER,
    -- the fold after this scan, as in admissions; of settled rows nobody reads it
    is_news INTEGER NOT NULL DEFAULT 0, -- the fold changed: doors must hear of it
    inside INTEGER NOT NULL DEFAULT 0,
    present INTEGER NOT NULL DEFAULT 0,
    visits INTEGER NOT NULL DEFAULT 0,
    was_overridden INTEGER NOT NULL DEFAULT 0,
    open_undos INTEGER NOT NULL DEFAULT 0,
    first_in INTEGER,
    last_move INTEGER,
    last_key INTEGER
) STRICT;
INSERT INTO ledger (seq, scan_id, source, dseq, kind, by_organizer, text, pass_id, issue, undoes,
    direction, count, escort_seen, wall_ms, mono_ms, offset_ms, floor_ms, list_version, list_age_s,
    mode, local_verdict, override_refused, override_reason, received_at, effective_at, verdict,
    check_reason, previous_seq)
SELECT s.seq, s.scan_id, o.id, s.dseq, s.kind, s.by_organizer, s.text, s.pass_id, s.issue, s.undoes,
    s.direction, s.count, s.escort_seen, s.wall_ms, s.mono_ms, s.offset_ms, s.floor_ms,
    s.list_version, s.list_age_s, s.mode, s.local_verdict, s.override_refused, s.override_reason,
    s.received_at, s.effective_at, s.verdict, s.check_reason, s.previous_seq
FROM scans s JOIN scan_sources o
    ON o.device_id = s.device_id AND o.epoch = s.epoch AND o.gate_id = s.gate_id
ORDER BY s.seq;

CREATE TABLE scan_ids (
    scan_id BLOB PRIMARY KEY CHECK (length(scan_id) = 16),
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO scan_ids (scan_id, seq) SELECT scan_id, seq FROM ledger ORDER BY scan_id;

-- Not unique: a second row of one number is the alarm of a cloned phone.
CREATE TABLE scan_numbers (
    source INTEGER NOT NULL,
    dseq INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (source, dseq, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO scan_numbers (source, dseq, seq)
SELECT source, dseq, seq FROM ledger ORDER BY source, dseq, seq;

-- One row a pass that was ever scanned: the state of the fold, see admission.hpp. first_in, last_move
-- and last_key are seqs of the scans that made them.
CREATE TABLE settled_admissions (
    pass_id BLOB PRIMARY KEY CHECK (length(pass_id) = 8),
    event_id BLOB NOT NULL,
    last_seq INTEGER NOT NULL, -- head of the chain through scans.previous_seq
    inside INTEGER NOT NULL,
    present INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    was_overridden INTEGER NOT NULL,
    open_undos INTEGER NOT NULL,
    first_in INTEGER,
    last_move INTEGER,
    last_key INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO settled_admissions
SELECT a.pass_id, a.event_id, a.last_seq, a.inside, a.present, a.visits, a.was_overridden,
    a.open_undos, f.seq, m.seq, k.seq
FROM admissions a
LEFT JOIN scan_ids f ON f.scan_id = a.first_in_scan
LEFT JOIN scan_ids m ON m.scan_id = a.last_move_scan
LEFT JOIN scan_ids k ON k.scan_id = a.last_key_scan
ORDER BY a.pass_id;

DROP TABLE admissions;
ALTER TABLE settled_admissions RENAME TO admissions;
DROP TABLE scans;
ALTER TABLE ledger RENAME TO scans;

-- Up to which seq all of the above is settled.
CREATE TABLE ledger_mark (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL
) STRICT;
INSERT INTO ledger_mark (id, seq) SELECT 1, COALESCE(MAX(seq), 0) FROM scans;
