-- Answers that staff saved to be used again: no name, no address, no long number is in them (gaps stand there).
CREATE TABLE ready_answer (
    id BIGINT PRIMARY KEY,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Until when a person's messages are not passed on, and why; he was told.
ALTER TABLE person ADD COLUMN silenced_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN silenced_why TEXT NOT NULL DEFAULT '';
