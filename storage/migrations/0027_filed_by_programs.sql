-- What other programs filed already: a repeated request gives the same number (docs/decisions/0056). Hashes and numbers.
CREATE TABLE api_seen (
    client TEXT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    report_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (client, key)
);
CREATE INDEX api_seen_at ON api_seen (at);
CREATE INDEX api_seen_report ON api_seen (report_id);
-- What programs read and filed leaves the log of acts before the rest of it.
CREATE INDEX audit_channel ON audit (channel, at);
