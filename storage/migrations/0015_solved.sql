-- How often its author was asked whether a report is solved since the last answer, and his stars (1 to 5, 0: none).
-- What was closed because its author said nothing is "silent" from now on.

ALTER TABLE report ADD COLUMN asked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN stars BIGINT NOT NULL DEFAULT 0;

UPDATE report SET asked = 1 WHERE status = 'answered';
UPDATE report SET status = 'silent' WHERE status = 'closed' AND id IN (
    SELECT e.report_id FROM report_event e WHERE e.kind = 'closed' AND e.data LIKE '%"by": "silence"%'
        AND NOT EXISTS (
            SELECT 1 FROM report_event n WHERE n.report_id = e.report_id AND n.kind = 'closed' AND n.id > e.id
        )
);

-- A day that an answer promised, by the line of the history that did. State: '' (open), kept, broken, moved.
CREATE TABLE promise (
    event_id BIGINT PRIMARY KEY,
    report_id BIGINT NOT NULL,
    organisation TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT '',
    decided_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX promise_report ON promise (report_id, state);
