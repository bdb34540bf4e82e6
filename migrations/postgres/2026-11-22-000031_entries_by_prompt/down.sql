DROP INDEX entries_by_prompt;
