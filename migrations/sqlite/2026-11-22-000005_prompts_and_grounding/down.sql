DROP TABLE practices;
DROP TABLE hidden_prompts;
