-- The day that the receipt of an erasure names, so that no setting of later keeps a master key for longer (EN-6). Absent where a receipt
-- was given before it was kept.
ALTER TABLE erasures ADD COLUMN backup_horizon INTEGER;
