-- Outbox rows that say two near-equal notices to one person (docs/decisions/0047): numbers only.
CREATE TABLE two_in_one (
    row_id BIGINT PRIMARY KEY,
    notice_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL
);
CREATE INDEX two_in_one_notice ON two_in_one (notice_id);
CREATE INDEX two_in_one_other ON two_in_one (other_id);
