-- SPDX-License-Identifier: Apache-2.0
-- Which file belongs to a document. The bytes lie in the data folder, under the name of their SHA-256.

CREATE TABLE document_files (
    document_id BLOB PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    media_type TEXT NOT NULL CHECK (length(media_type) BETWEEN 1 AND 100),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    uploaded_at INTEGER NOT NULL,
    uploaded_by BLOB NOT NULL
) STRICT;
