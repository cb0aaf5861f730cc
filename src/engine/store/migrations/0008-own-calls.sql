-- What an inbox got over the very connection on which one of our own attempts was sent.
ALTER TABLE captures ADD COLUMN sent_delivery INTEGER;
ALTER TABLE captures ADD COLUMN sent_attempt INTEGER;
CREATE INDEX captures_by_attempt ON captures (sent_delivery, sent_attempt) WHERE sent_delivery IS NOT NULL;
