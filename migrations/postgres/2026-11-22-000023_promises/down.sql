ALTER TABLE erasures DROP COLUMN backup_horizon;
