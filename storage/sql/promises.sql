-- Days that answers promised.

-- The open one of a report ($1).
-- name: promise_open
-- quick: yes
-- record: Promise
SELECT {Promise p} FROM promise p WHERE p.report_id = $1 AND p.state = '' ORDER BY p.due_at DESC LIMIT 1;

-- Of a person's ($1) reports.
-- name: promises_of
-- record: Promise
SELECT {Promise p} FROM promise p JOIN report r ON r.id = p.report_id WHERE r.person_id = $1 ORDER BY p.event_id;

-- A command: what became of the open ones of a report ($1). $2 the outcome of those whose day has not passed at $3, ''
-- to leave them; $4 the outcome of the others.
-- name: promises_decide
UPDATE promise SET state = CASE WHEN due_at > CAST($3 AS BIGINT) THEN CAST($2 AS TEXT) ELSE CAST($4 AS TEXT) END,
    decided_at = CASE WHEN due_at > CAST($3 AS BIGINT) AND CAST($2 AS TEXT) = '' THEN 0 ELSE CAST($3 AS BIGINT) END
WHERE report_id = $1 AND state = '';

-- (organisation, outcome, count) of all that was promised.
-- name: promises_count
SELECT p.organisation, p.state, COUNT(*) FROM promise p GROUP BY p.organisation, p.state ORDER BY p.organisation, p.state;
