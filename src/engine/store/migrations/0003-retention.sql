-- How many deliveries belong to an event: it goes with the last of them.
ALTER TABLE events ADD COLUMN refs INTEGER NOT NULL DEFAULT 0;
UPDATE events SET refs = counted.refs
  FROM (SELECT event_id, count(*) AS refs FROM deliveries GROUP BY event_id) AS counted WHERE counted.event_id = events.id;
CREATE INDEX events_of_nobody ON events (id) WHERE refs = 0;
