-- A run of replays. What is in it stands in `replay_items`, looked up downwards from `cursor`; feeding goes upwards from `fed`. The counts are
-- kept by the transactions that move its deliveries.
CREATE TABLE replays (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  status       TEXT NOT NULL,
  filter       TEXT NOT NULL,
  options      TEXT NOT NULL,
  pacing       TEXT NOT NULL,
  cursor       INTEGER NOT NULL, -- deliveries below it are still to be looked at
  selected     INTEGER NOT NULL DEFAULT 0,
  fed          INTEGER NOT NULL DEFAULT 0, -- the last original that was taken up
  next_at      INTEGER NOT NULL,
  allowed      INTEGER NOT NULL DEFAULT 0, -- step by step: how many may be taken up
  total        INTEGER NOT NULL DEFAULT 0,
  made         INTEGER NOT NULL DEFAULT 0,
  skipped      INTEGER NOT NULL DEFAULT 0,
  sent         INTEGER NOT NULL DEFAULT 0,
  unsent       INTEGER NOT NULL DEFAULT 0, -- settled without an attempt
  acknowledged INTEGER NOT NULL DEFAULT 0,
  failed       INTEGER NOT NULL DEFAULT 0,
  same         INTEGER NOT NULL DEFAULT 0,
  fixed        INTEGER NOT NULL DEFAULT 0,
  worse        INTEGER NOT NULL DEFAULT 0,
  different    INTEGER NOT NULL DEFAULT 0,
  created_at   INTEGER NOT NULL,
  ended_at     INTEGER
) STRICT;

-- `was_*`: the original's last attempt when it was taken up, so that the comparison outlives it. `reason`: why it was not replayed.
CREATE TABLE replay_items (
  replay_id    INTEGER NOT NULL,
  original_id  INTEGER NOT NULL,
  original_at  INTEGER NOT NULL,
  delivery_id  INTEGER,
  reason       TEXT,
  was_outcome  TEXT,
  was_status   INTEGER,
  was_body     TEXT, -- SHA-256
  now_outcome  TEXT,
  now_status   INTEGER,
  verdict      TEXT,
  PRIMARY KEY (replay_id, original_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX replay_items_by_verdict ON replay_items (replay_id, verdict, original_id) WHERE verdict IS NOT NULL;

ALTER TABLE deliveries ADD COLUMN replay_id INTEGER; -- the run that made it
ALTER TABLE deliveries ADD COLUMN header_edit TEXT; -- headers to set and to remove, of a replay
CREATE INDEX deliveries_by_replay ON deliveries (replay_id, id) WHERE replay_id IS NOT NULL;
