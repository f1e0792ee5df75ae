-- How often the program ended while a row was on its way: such rows are sent again more often than those that a messenger left
-- unanswered, and after some deaths one at a time.
ALTER TABLE outbox ADD COLUMN deaths BIGINT NOT NULL DEFAULT 0;
