-- Set on captures that were not received here: when they were imported, and as JSON what from.
ALTER TABLE captures ADD COLUMN imported_at INTEGER;
ALTER TABLE captures ADD COLUMN imported_from TEXT;
