-- SPDX-License-Identifier: Apache-2.0
-- Accounts and every credential. Secrets are stored as SHA-256 only; passwords as Argon2id strings.

CREATE TABLE accounts (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    username TEXT NOT NULL UNIQUE CHECK (length(username) BETWEEN 3 AND 64),
    display_name TEXT NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
    role TEXT NOT NULL CHECK (role IN ('administrator', 'organizer', 'clerk', 'reader')),
    agency_id BLOB REFERENCES agencies (id),
    password_hash TEXT NOT NULL CHECK (length(password_hash) <= 256),
    is_disabled INTEGER NOT NULL CHECK (is_disabled IN (0, 1)),
    created_at INTEGER NOT NULL,
    last_login_at INTEGER,
    CHECK ((role = 'clerk') = (agency_id IS NOT NULL))
) STRICT;
CREATE INDEX accounts_by_agency ON accounts (agency_id);

-- The events an organizer or reader may see.
CREATE TABLE account_events (
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    event_id BLOB NOT NULL REFERENCES events (id),
    PRIMARY KEY (account_id, event_id)
) STRICT;

CREATE TABLE sessions (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account_id);

CREATE TABLE tokens (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;
CREATE INDEX tokens_by_account ON tokens (account_id);

-- One-time links and codes that make an account: a first administrator, an organizer, a clerk.
CREATE TABLE activation_links (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    role TEXT NOT NULL CHECK (role IN ('administrator', 'organizer', 'clerk', 'reader')),
    agency_id BLOB REFERENCES agencies (id),
    event_id BLOB REFERENCES events (id),
    note TEXT NOT NULL CHECK (length(note) <= 300),
    created_at INTEGER NOT NULL,
    created_by BLOB,
    expires_at INTEGER NOT NULL,
    opened_at INTEGER,
    used_at INTEGER,
    used_by BLOB,
    revoked_at INTEGER,
    CHECK ((role = 'clerk') = (agency_id IS NOT NULL))
) STRICT;
CREATE INDEX activation_links_by_event ON activation_links (event_id);

-- Who did, saw or exported what. Append-only; each entry carries the hash of the one before it.
CREATE TABLE audit_log (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL CHECK (length(actor) <= 100),
    action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 64),
    event_id BLOB,
    subject TEXT NOT NULL CHECK (length(subject) <= 200),
    detail TEXT NOT NULL CHECK (length(detail) <= 1000),
    request_id TEXT NOT NULL CHECK (length(request_id) <= 64),
    previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_log_by_event ON audit_log (event_id, seq);
