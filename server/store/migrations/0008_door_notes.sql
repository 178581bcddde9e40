-- SPDX-License-Identifier: Apache-2.0
-- What the door should know of a delegate: "Xe lăn", "Phiên dịch".

ALTER TABLE delegates ADD COLUMN door_note TEXT NOT NULL DEFAULT '' CHECK (length(door_note) <= 40);
