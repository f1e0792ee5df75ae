-- Somebody of the staff who works through the queue in his private chat: see docs/decisions/0038.

CREATE TABLE shift (
    person_id BIGINT PRIMARY KEY,
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    scope TEXT NOT NULL DEFAULT '',
    topic TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    began_at BIGINT NOT NULL DEFAULT 0,
    ended_at BIGINT NOT NULL DEFAULT 0,
    report_id BIGINT NOT NULL DEFAULT 0,
    offered_at BIGINT NOT NULL DEFAULT 0,
    answered BIGINT NOT NULL DEFAULT 0,
    passed BIGINT NOT NULL DEFAULT 0,
    unsaid BIGINT NOT NULL DEFAULT 0,
    skipped TEXT NOT NULL DEFAULT '[]'
);
