-- Captured requests are sent again too: as deliveries of a registration, with their own method.
ALTER TABLE deliveries ADD COLUMN method TEXT NOT NULL DEFAULT 'POST';
ALTER TABLE deliveries ADD COLUMN capture_id INTEGER; -- the captured request that it sends
ALTER TABLE attempts ADD COLUMN method TEXT NOT NULL DEFAULT 'POST';
CREATE INDEX deliveries_by_capture ON deliveries (capture_id) WHERE capture_id IS NOT NULL;

-- `source`: what `original_id` of the items names, `deliveries` or `captures`. `registration_id`: what captures go out through.
ALTER TABLE replays ADD COLUMN source TEXT NOT NULL DEFAULT 'deliveries';
ALTER TABLE replays ADD COLUMN registration_id INTEGER;
