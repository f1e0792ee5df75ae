-- Work through the queue in private chats (docs/decisions/0038).

-- $1 person.
-- name: shift_of
-- record: Shift
SELECT {Shift s} FROM shift s WHERE s.person_id = $1;

-- All shifts that go on, or of whose end the group has not been told yet.
-- name: shifts
-- record: Shift
SELECT {Shift s} FROM shift s WHERE s.began_at > 0 ORDER BY s.began_at, s.person_id;

-- The report that comes next on a desk. $1 1 for every report, else those of $2, JSON list of organisations' codes;
-- $3 JSON list of the statuses in which staff are awaited; $4 topic or ''; $5 place as of queue_count; $6 now; $7 JSON
-- list of reports to pass over; $8 JSON list of those statuses in which an answered report is to be answered again.
-- name: desk_next
-- record: Report
SELECT {Report r} FROM report r
WHERE r.status IN {words $3}
  AND (CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2} OR r.organisation || '/' || r.municipality IN {texts $2})
  AND (CAST($4 AS TEXT) = '' OR r.topic = CAST($4 AS TEXT))
  AND (CAST($5 AS TEXT) = '' OR r.settlement = CAST($5 AS TEXT) OR r.municipality = CAST($5 AS TEXT)
    OR (CAST($5 AS TEXT) = '-' AND r.settlement = '' AND r.municipality = ''))
  AND (r.answered_at = 0 OR r.status IN {words $8} OR r.due_at BETWEEN 1 AND CAST($6 AS BIGINT))
  AND (r.taken_by = 0 OR r.taken_until <= CAST($6 AS BIGINT))
  AND r.id NOT IN {ints $7}
ORDER BY r.danger DESC,
  CASE WHEN r.answered_at = 0 AND r.first_due_at BETWEEN 1 AND CAST($6 AS BIGINT) THEN 0
       WHEN r.answered_at > 0 AND r.due_at BETWEEN 1 AND CAST($6 AS BIGINT) THEN 0
       ELSE 1 END,
  r.created_at, r.id
LIMIT 1;

-- (how many wait, of these dangerous, of these overdue, of these held by somebody); parameters as of desk_next to $6.
-- name: desk_counts
SELECT COUNT(*),
  COALESCE(SUM(CASE WHEN r.danger > 0 THEN 1 ELSE 0 END), 0),
  COALESCE(SUM(CASE WHEN r.answered_at = 0 AND r.first_due_at BETWEEN 1 AND CAST($6 AS BIGINT) THEN 1
    WHEN r.answered_at > 0 AND r.due_at BETWEEN 1 AND CAST($6 AS BIGINT) THEN 1 ELSE 0 END), 0),
  COALESCE(SUM(CASE WHEN r.taken_by <> 0 AND r.taken_until > CAST($6 AS BIGINT) THEN 1 ELSE 0 END), 0)
FROM report r
WHERE r.status IN {words $3}
  AND (CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2} OR r.organisation || '/' || r.municipality IN {texts $2})
  AND (CAST($4 AS TEXT) = '' OR r.topic = CAST($4 AS TEXT))
  AND (CAST($5 AS TEXT) = '' OR r.settlement = CAST($5 AS TEXT) OR r.municipality = CAST($5 AS TEXT)
    OR (CAST($5 AS TEXT) = '-' AND r.settlement = '' AND r.municipality = ''));
