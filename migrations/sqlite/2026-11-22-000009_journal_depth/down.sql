DROP TABLE own_prompts;
DROP TABLE steps;
DROP INDEX entries_by_addends;
ALTER TABLE entries DROP COLUMN put_away;
