-- SPDX-License-Identifier: Apache-2.0
-- A change may name several passes: settling the ledger tells of thousands at once, and a row for each
-- costs more than what it says.

ALTER TABLE door_changes RENAME COLUMN pass_id TO passes; -- ids of 8 bytes, one after another
