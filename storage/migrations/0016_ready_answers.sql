-- Answers that staff saved to be used again: no name, no address, no long number is in them (gaps stand there).
CREATE TABLE ready_answer (
    id BIGINT PRIMARY KEY,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Who is not heard for a time, and why; he was told.
CREATE TABLE silenced (
    person_id BIGINT PRIMARY KEY,
    until_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    by_staff BIGINT NOT NULL DEFAULT 0,
    by_name TEXT NOT NULL DEFAULT '',
    at BIGINT NOT NULL,
    told_at BIGINT NOT NULL DEFAULT 0
);
