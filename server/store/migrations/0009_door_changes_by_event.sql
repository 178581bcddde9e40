-- SPDX-License-Identifier: Apache-2.0
-- The doors' feed by event, and how far each event's was cut off: a phone that has seen less must
-- take the whole list again. The newest row of an event always stays, so that versions only grow.
-- An index ends with the row's own key, seq: one column is enough.
CREATE INDEX door_changes_by_event ON door_changes (event_id);
ALTER TABLE events ADD COLUMN doors_pruned_to INTEGER NOT NULL DEFAULT 0;
