-- Equal bytes that come one after the other are found in memory now: an index over hashes cost a random page on each write.
DROP INDEX bodies_by_hash;
ALTER TABLE bodies DROP COLUMN hash;

-- `refs` is exact from now on: the number of columns that name the body.
CREATE TEMP TABLE named AS
  SELECT id, count(*) AS refs FROM (
    SELECT data AS id FROM events
    UNION ALL SELECT payload FROM deliveries
    UNION ALL SELECT kept_body FROM deliveries
    UNION ALL SELECT request_body FROM attempts
    UNION ALL SELECT response_body FROM attempts
    UNION ALL SELECT body FROM captures
    UNION ALL SELECT answer_body FROM captures
  ) WHERE id IS NOT NULL GROUP BY id;
CREATE INDEX temp.named_by_id ON named (id);
UPDATE bodies SET refs = coalesce((SELECT refs FROM named WHERE named.id = bodies.id), 0);
DELETE FROM bodies WHERE refs = 0;
DROP TABLE named;

-- The pace of a sync, retries included: they start long after their deliveries were made.
ALTER TABLE attempts ADD COLUMN sync_id INTEGER; -- its delivery's
UPDATE attempts SET sync_id = (SELECT sync_id FROM deliveries WHERE id = delivery_id);
CREATE INDEX attempts_by_sync ON attempts (sync_id, started_at) WHERE sync_id IS NOT NULL;
