-- Times are milliseconds since the epoch. Rows of the hot tables are narrow: bytes live once in `bodies`.
-- Columns that name a body hold its row number (NULL: empty), without a foreign key: checking it would cost on every hot write.

CREATE TABLE settings (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The only broadcast: one row per changed thing and transaction, written in that transaction.
-- `ref` is a row number, or for entities the text `<provider>/<kind>/<id>`.
CREATE TABLE changes (
  seq  INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  ref  ANY NOT NULL
) STRICT;

-- `refs` counts the columns that name a body, up to where it is kept for good: see store/bodies.ts.
CREATE TABLE bodies (
  id    INTEGER PRIMARY KEY,
  hash  INTEGER NOT NULL, -- the first 48 bits of its SHA-256; equality is decided by the bytes
  refs  INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX bodies_by_hash ON bodies (hash);

-- Documents that a provider keeps: persons, applications. `number` orders ids that are numbers.
CREATE TABLE entities (
  provider   TEXT NOT NULL,
  kind       TEXT NOT NULL,
  id         TEXT NOT NULL,
  number     INTEGER,
  title      TEXT NOT NULL,
  data       TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (provider, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entities_in_order ON entities (provider, kind, number, id);

CREATE TABLE registrations (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  provider   TEXT NOT NULL,
  account    TEXT NOT NULL,
  url        TEXT NOT NULL,
  settings   TEXT NOT NULL,
  policy     TEXT NOT NULL, -- what differs from the provider's
  enabled    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX registrations_by_account ON registrations (provider, account);

CREATE TABLE events (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  provider   TEXT NOT NULL,
  trigger    TEXT NOT NULL,
  origin     TEXT NOT NULL,
  data       INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- `due_at` is set exactly while the delivery waits: the queue's index holds nothing else.
CREATE TABLE deliveries (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id        INTEGER NOT NULL,
  registration_id INTEGER NOT NULL,
  sync_id         INTEGER,
  provider        TEXT NOT NULL,
  trigger         TEXT NOT NULL,
  origin          TEXT NOT NULL,
  subject         TEXT NOT NULL,
  url             TEXT NOT NULL,
  message_id      TEXT NOT NULL,
  published_at    INTEGER NOT NULL,
  payload         INTEGER NOT NULL,
  status          TEXT NOT NULL,
  attempt_count   INTEGER NOT NULL DEFAULT 0,
  last_outcome    TEXT,
  last_status     INTEGER,
  last_error      TEXT,
  latency_ms      REAL,
  deadline_ms     INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  due_at          INTEGER,
  expires_at      INTEGER NOT NULL,
  settled_at      INTEGER,
  replay_of       INTEGER,
  -- Set on replays only: another target, and the bytes to send again as they were.
  target          TEXT,
  kept_headers    TEXT,
  kept_body       INTEGER
) STRICT;
CREATE INDEX deliveries_due ON deliveries (registration_id, sync_id, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_by_status ON deliveries (status, id);
CREATE INDEX deliveries_by_registration ON deliveries (registration_id, id);
CREATE INDEX deliveries_by_trigger ON deliveries (provider, trigger, id);
CREATE INDEX deliveries_by_sync ON deliveries (sync_id, id) WHERE sync_id IS NOT NULL;
CREATE INDEX deliveries_by_replayed ON deliveries (replay_of) WHERE replay_of IS NOT NULL;

-- Written before the first byte leaves (`outcome` NULL), completed when it is over: what may have been sent is always on record.
CREATE TABLE attempts (
  delivery_id        INTEGER NOT NULL,
  number             INTEGER NOT NULL,
  started_at         INTEGER NOT NULL,
  deadline_at        INTEGER NOT NULL,
  ended_at           INTEGER,
  outcome            TEXT,
  error              TEXT,
  url                TEXT NOT NULL,
  request_headers    TEXT NOT NULL,
  request_body       INTEGER, -- NULL: empty
  status_code        INTEGER,
  interim            TEXT,
  response_headers   TEXT,
  response_body      INTEGER,
  -- Only where the call went on after its outcome was decided.
  closed_at          INTEGER,
  late_status        INTEGER,
  response_size      INTEGER, -- bytes that came; the body holds at most the first of them
  PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;

-- `answered` is the position in `respond`, whose last answer stays.
CREATE TABLE inboxes (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT NOT NULL UNIQUE,
  verify        TEXT,
  respond       TEXT NOT NULL,
  answered      INTEGER NOT NULL DEFAULT 0,
  capture_count INTEGER NOT NULL DEFAULT 0,
  created_at    INTEGER NOT NULL
) STRICT;

-- What a list shows comes first: SQLite reads a row from its start, and the columns at the end can be long.
CREATE TABLE captures (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  inbox_id        INTEGER NOT NULL,
  received_at     INTEGER NOT NULL,
  size            INTEGER NOT NULL,
  answer_status   INTEGER,
  verdict_ok      INTEGER,
  verdict_summary TEXT,
  fault           TEXT,
  method          TEXT NOT NULL,
  target          TEXT NOT NULL,
  http_version    TEXT NOT NULL,
  peer            TEXT NOT NULL,
  duration_ms     REAL NOT NULL,
  body            INTEGER, -- NULL: empty
  answer_body     INTEGER,
  answer_headers  TEXT,
  headers         TEXT NOT NULL,
  verdict         TEXT
) STRICT;
CREATE INDEX captures_by_inbox ON captures (inbox_id, id);

-- A full sync. `cursor` is the id of the last document that was looked at; the counts are kept by the transactions that move its deliveries.
CREATE TABLE syncs (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  registration_id INTEGER NOT NULL,
  provider        TEXT NOT NULL,
  status          TEXT NOT NULL,
  interval_ms     INTEGER NOT NULL,
  batch_size      INTEGER NOT NULL,
  total           INTEGER NOT NULL,
  cursor          TEXT,
  exhausted       INTEGER NOT NULL DEFAULT 0, -- no documents are left to look at
  looked_at       INTEGER NOT NULL DEFAULT 0,
  skipped         INTEGER NOT NULL DEFAULT 0,
  messages        INTEGER NOT NULL DEFAULT 0,
  sent            INTEGER NOT NULL DEFAULT 0,
  acknowledged    INTEGER NOT NULL DEFAULT 0,
  failed          INTEGER NOT NULL DEFAULT 0,
  last_start_at   INTEGER,
  created_at      INTEGER NOT NULL,
  ended_at        INTEGER
) STRICT;
CREATE INDEX syncs_by_registration ON syncs (registration_id, id);
