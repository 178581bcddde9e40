-- SPDX-License-Identifier: Apache-2.0
-- One row an admission. SQLite builds a table of the words each time it checks an IN of more than
-- two; with a chain of OR the whole insert costs less than half.

CREATE TABLE new_door_changes (
    seq INTEGER PRIMARY KEY,
    event_id BLOB NOT NULL,
    topic TEXT NOT NULL CHECK (topic = 'admission' OR topic = 'pass' OR topic = 'key'
                               OR topic = 'incident' OR topic = 'event'),
    pass_id BLOB,  -- pass, admission
    subject BLOB   -- incident id
) STRICT;
INSERT INTO new_door_changes (seq, event_id, topic, pass_id, subject)
SELECT seq, event_id, topic, pass_id, subject FROM door_changes;
DROP TABLE door_changes;
ALTER TABLE new_door_changes RENAME TO door_changes;
CREATE INDEX door_changes_by_event ON door_changes (event_id);
