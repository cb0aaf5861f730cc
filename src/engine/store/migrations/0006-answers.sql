-- Rules stand before `respond`, each with a strip of its own; `rules_answered` is the position in each of these.
ALTER TABLE inboxes ADD COLUMN rules TEXT NOT NULL DEFAULT '[]';
ALTER TABLE inboxes ADD COLUMN rules_answered TEXT NOT NULL DEFAULT '[]';
ALTER TABLE inboxes ADD COLUMN seed INTEGER NOT NULL DEFAULT 1;

-- Why it was answered so, and what really left where that is not simply the answer as it stands. `open`: it is being answered.
ALTER TABLE captures ADD COLUMN place INTEGER;
ALTER TABLE captures ADD COLUMN did TEXT;
ALTER TABLE captures ADD COLUMN open INTEGER NOT NULL DEFAULT 0;
ALTER TABLE captures ADD COLUMN why TEXT;
ALTER TABLE captures ADD COLUMN sent TEXT;
CREATE INDEX captures_open ON captures (id) WHERE open = 1;
