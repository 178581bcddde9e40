-- SPDX-License-Identifier: Apache-2.0
-- The authenticator app of an account, with its secret sealed under the master key, and the one-time
-- recovery codes as SHA-256. When a session last proved the password: dangerous verbs want it fresh.

CREATE TABLE second_factors (
    account_id BLOB PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    sealed_secret BLOB NOT NULL CHECK (length(sealed_secret) = 76),
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER, -- none: shown to its owner, not yet asked for at sign-in
    last_step INTEGER -- the step of time of the last code accepted: no code opens twice
) STRICT;

CREATE TABLE recovery_codes (
    account_id BLOB NOT NULL REFERENCES second_factors (account_id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
    PRIMARY KEY (account_id, code_hash)
) STRICT;

ALTER TABLE sessions ADD COLUMN proven_at INTEGER NOT NULL DEFAULT 0;

-- What stands on a letter beside the QR of a link, to be typed by hand.
ALTER TABLE activation_links ADD COLUMN typed_hash BLOB CHECK (length(typed_hash) = 32);
CREATE UNIQUE INDEX activation_links_by_typed_hash ON activation_links (typed_hash);
