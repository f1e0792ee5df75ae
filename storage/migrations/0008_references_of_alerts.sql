-- What each alert from outside refers to, kept for every alert ever read; and what an alert said, to know it again.

CREATE TABLE cap_reference (
    sender TEXT NOT NULL,
    identifier TEXT NOT NULL,
    moment TEXT NOT NULL,
    by_sender TEXT NOT NULL,
    by_identifier TEXT NOT NULL,
    by_moment TEXT NOT NULL,
    kind TEXT NOT NULL,
    drill BIGINT NOT NULL DEFAULT 0,
    own BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (sender, identifier, moment, by_sender, by_identifier, by_moment)
);
CREATE INDEX cap_reference_by ON cap_reference (by_sender, by_identifier, by_moment);

ALTER TABLE cap_alert ADD COLUMN digests TEXT NOT NULL DEFAULT '';
