-- Chats that organisations connected by a code (docs/decisions/0044), over what the region's files say.
-- Municipalities: JSON list of codes, [] for all that no other chat of the organisation has.
CREATE TABLE connection (
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    organisation TEXT NOT NULL,
    municipalities TEXT NOT NULL DEFAULT '[]',
    person_id BIGINT NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    connected_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, chat)
);

-- Codes that connect a chat: only what they hash to is kept, and a day longer than they count.
CREATE TABLE connect_code (
    code_hash TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    municipalities TEXT NOT NULL DEFAULT '[]',
    person_id BIGINT NOT NULL DEFAULT 0,
    expires_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL DEFAULT 0
);
