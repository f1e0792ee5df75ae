-- Work through the queue in private chats (docs/decisions/0038).

-- $1 person.
-- name: shift_of
-- record: Shift
SELECT {Shift s} FROM shift s WHERE s.person_id = $1;

-- All shifts that go on, or of whose end the group has not been told yet.
-- name: shifts
-- record: Shift
SELECT {Shift s} FROM shift s WHERE s.began_at > 0 ORDER BY s.began_at, s.person_id;

-- The report that comes next on a desk. $1 to $5 as of the part `waiting`, the statuses those in which staff are
-- awaited; $6 now; $7 JSON list of reports to pass over; $8 JSON list of those statuses in which an answered report is
-- to be answered again; $9 whose desk: what he has already comes before what nobody has, whatever topic and place he
-- chose, but after a danger; not where something of his is about to go out, a line of the kinds in $10, JSON list.
-- name: desk_next
-- record: Report
SELECT {Report r} FROM report r
WHERE r.status IN {words $3} AND {part shown $1 $2}
  AND (r.answered_at = 0 OR r.status IN {words $8} OR r.due_at BETWEEN 1 AND CAST($6 AS BIGINT))
  AND ((r.taken_by = CAST($9 AS BIGINT) AND r.taken_until > CAST($6 AS BIGINT) AND NOT EXISTS (
      SELECT 1 FROM report_event e WHERE e.report_id = r.id AND e.actor = CAST($9 AS BIGINT) AND e.delivery = ''
        AND e.kind IN {words $10}))
    OR ((r.taken_by = 0 OR r.taken_until <= CAST($6 AS BIGINT))
      AND (CAST($4 AS TEXT) = '' OR r.topic = CAST($4 AS TEXT))
      AND {part placed $5}))
  AND r.id NOT IN {ints $7}
ORDER BY r.danger DESC,
  CASE WHEN r.taken_by = CAST($9 AS BIGINT) AND r.taken_until > CAST($6 AS BIGINT) THEN 0 ELSE 1 END,
  {part in_time $6 $3}, r.created_at, r.id
LIMIT 1;

-- (how many wait, of these dangerous, of these overdue, of these held by somebody); parameters as of desk_next to $6.
-- name: desk_counts
SELECT COUNT(*),
  COALESCE(SUM(CASE WHEN r.danger > 0 THEN 1 ELSE 0 END), 0),
  COALESCE(SUM(1 - {part in_time $6 $3}), 0),
  COALESCE(SUM(CASE WHEN r.taken_by <> 0 AND r.taken_until > CAST($6 AS BIGINT) THEN 1 ELSE 0 END), 0)
FROM report r
WHERE {part waiting $1 $2 $3 $4 $5};
