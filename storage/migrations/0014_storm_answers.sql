-- One answer to all who wait of a topic and place, and to those who write until a moment (docs/decisions/0040).
CREATE TABLE storm_answer (
    id BIGINT PRIMARY KEY,
    state TEXT NOT NULL,
    chat TEXT NOT NULL,
    everything BIGINT NOT NULL DEFAULT 0,
    organisations TEXT NOT NULL DEFAULT '[]',
    topic TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    since BIGINT NOT NULL DEFAULT 0,
    until BIGINT NOT NULL DEFAULT 0,
    text TEXT NOT NULL DEFAULT '',
    actor BIGINT NOT NULL DEFAULT 0,
    actor_name TEXT NOT NULL DEFAULT '',
    cursor BIGINT NOT NULL DEFAULT 0,
    told BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL DEFAULT 0,
    ended_at BIGINT NOT NULL DEFAULT 0
);
