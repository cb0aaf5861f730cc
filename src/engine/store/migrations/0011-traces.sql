-- The trace that a delivery was raised in (JSON); most are raised in none.
ALTER TABLE deliveries ADD COLUMN trace TEXT;
