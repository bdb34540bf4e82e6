-- Which entries answer a prompt: for the list of one prompt's answers, and for what is offered next (R59). Few entries answer one.
CREATE INDEX entries_by_prompt ON entries (patient_id, prompt_mark, authored_at, id) WHERE prompt_mark IS NOT NULL;
