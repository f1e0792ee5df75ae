-- What the operators' handlers ask for.

-- $1 id.
-- name: event_by_id
-- record: ReportEvent
SELECT {ReportEvent e} FROM report_event e WHERE e.id = $1;

-- How many wait: $1 1 for all organisations, else $2 a JSON list of codes; $3 topic or ''; $4 settlement,
-- municipality or ''.
-- name: queue_count
SELECT COUNT(*) FROM report r
WHERE r.status IN ('new', 'accepted', 'needs_info', 'transferred', 'reopened')
  AND (CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2})
  AND (CAST($3 AS TEXT) = '' OR r.topic = CAST($3 AS TEXT))
  AND (CAST($4 AS TEXT) = '' OR r.settlement = CAST($4 AS TEXT) OR r.municipality = CAST($4 AS TEXT));

-- The same parameters, $5 now, $6 how many, $7 after how many: danger first, then the overdue, the oldest first.
-- name: queue_page
-- record: Report
SELECT {Report r} FROM report r
WHERE r.status IN ('new', 'accepted', 'needs_info', 'transferred', 'reopened')
  AND (CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2})
  AND (CAST($3 AS TEXT) = '' OR r.topic = CAST($3 AS TEXT))
  AND (CAST($4 AS TEXT) = '' OR r.settlement = CAST($4 AS TEXT) OR r.municipality = CAST($4 AS TEXT))
ORDER BY r.danger DESC,
  CASE WHEN r.answered_at = 0 AND r.status <> 'needs_info' AND r.first_due_at BETWEEN 1 AND CAST($5 AS BIGINT) THEN 0
       WHEN r.answered_at > 0 AND r.due_at BETWEEN 1 AND CAST($5 AS BIGINT) THEN 0
       ELSE 1 END,
  r.created_at, r.id
LIMIT $6 OFFSET $7;

-- (topic, how many wait), the most first; parameters as of queue_count.
-- name: queue_topics
SELECT r.topic, COUNT(*) FROM report r
WHERE r.status IN ('new', 'accepted', 'needs_info', 'transferred', 'reopened')
  AND (CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2})
  AND (CAST($3 AS TEXT) = '' OR r.topic = CAST($3 AS TEXT))
  AND (CAST($4 AS TEXT) = '' OR r.settlement = CAST($4 AS TEXT) OR r.municipality = CAST($4 AS TEXT))
GROUP BY r.topic ORDER BY COUNT(*) DESC, r.topic;

-- (settlement, or where none is known municipality, how many wait), the most first; parameters as of queue_count.
-- name: queue_places
SELECT w.place, COUNT(*) FROM (
  SELECT CASE WHEN r.settlement <> '' THEN r.settlement ELSE r.municipality END AS place FROM report r
  WHERE r.status IN ('new', 'accepted', 'needs_info', 'transferred', 'reopened')
    AND (CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2})
    AND (CAST($3 AS TEXT) = '' OR r.topic = CAST($3 AS TEXT))
    AND (CAST($4 AS TEXT) = '' OR r.settlement = CAST($4 AS TEXT) OR r.municipality = CAST($4 AS TEXT))
) w
GROUP BY w.place ORDER BY COUNT(*) DESC, w.place;
