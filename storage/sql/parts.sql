-- What statements share. `r` is the report.

-- What is shown to somebody: $1 1 for every report, else $2 JSON list of organisations' codes, of "ORGANISATION/MUNICIPALITY"
-- and of teams' codes with an "@" before them.
-- part: shown
(CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2} OR '@' || r.team IN {texts $2}
  OR r.organisation || '/' || r.municipality IN {texts $2})

-- Where it is: $1 settlement, municipality, '-' for neither of both known, a team with an "@" before it, or '' for
-- anywhere.
-- part: placed
(CAST($1 AS TEXT) = '' OR r.settlement = CAST($1 AS TEXT) OR r.municipality = CAST($1 AS TEXT)
  OR '@' || r.team = CAST($1 AS TEXT)
  OR (CAST($1 AS TEXT) = '-' AND r.settlement = '' AND r.municipality = ''))

-- What waits: $1 and $2 as of `shown`, $3 JSON list of the statuses that wait, $4 topic or '', $5 as of `placed`.
-- part: waiting
r.status IN {words $3} AND {part shown $1 $2}
  AND (CAST($4 AS TEXT) = '' OR r.topic = CAST($4 AS TEXT)) AND {part placed $5}

-- Words of the place in two spellings, as LIKE patterns, or ''.
-- part: spoken
(CAST($1 AS TEXT) = '' OR (r.address || ', ' || r.text) LIKE CAST($1 AS TEXT) ESCAPE '!'
  OR (r.address || ', ' || r.text) LIKE CAST($2 AS TEXT) ESCAPE '!')

-- 0 for what is overdue, else 1: $1 now, $2 JSON list of the statuses in which a first answer is awaited from the staff.
-- part: in_time
CASE WHEN r.answered_at = 0 AND r.status IN {words $2} AND r.first_due_at BETWEEN 1 AND CAST($1 AS BIGINT) THEN 0
  WHEN r.answered_at > 0 AND r.due_at BETWEEN 1 AND CAST($1 AS BIGINT) THEN 0
  ELSE 1 END

-- What an answer to all who wait goes to: not dangerous and still without a first word. $1 topic, $2 as of `placed`, $3
-- written since, $4 and $5 as of `shown`, $6 JSON list of the statuses that wait.
-- part: in_storm
r.topic = $1 AND r.closed_at = 0 AND r.created_at >= $3 AND r.answered_at = 0 AND r.danger = 0 AND r.chat <> ''
  AND r.status IN {words $6} AND {part shown $4 $5} AND {part placed $2}
