-- What the clock's ticks ask for.

-- Reports that somebody must be reminded of: (in working hours) a first answer, or after it the solution or the next
-- word, is due before $1; or no answer yet, dangerous, held by nobody and filed before $2; none that was reminded of
-- after $3. $4 how many at most, the urgent first. $5 JSON list of the statuses in which a word is awaited from the
-- staff; $6 those in which its author said that it is not solved: such a danger is waited for like a new one.
-- Columns: handlers.clock.remind.LateReport.
-- name: reminders
SELECT r.id, r.organisation, r.team, r.topic, r.settlement, r.municipality, r.danger, r.created_at,
    CASE WHEN r.answered_at = 0 THEN r.first_due_at ELSE r.due_at END AS due,
    SUBSTR(r.text, 1, 200), SUBSTR(r.address, 1, 200), r.reminded_at, r.taken_by, r.taken_name
FROM report r
WHERE r.status IN {words $5} AND r.reminded_at <= $3
  AND ((r.answered_at = 0 AND r.first_due_at > 0 AND r.first_due_at <= CAST($1 AS BIGINT))
       OR (r.answered_at > 0 AND r.due_at > 0 AND r.due_at <= CAST($1 AS BIGINT))
       OR (r.answered_at = 0 AND r.danger >= 1 AND r.taken_by = 0 AND r.created_at <= CAST($2 AS BIGINT))
       OR (r.status IN {words $6} AND r.danger >= 1 AND r.taken_by = 0 AND r.updated_at <= CAST($2 AS BIGINT)))
ORDER BY r.danger DESC, due, r.id LIMIT $4;

-- $1 JSON list of ids, $2 when they were reminded of.
-- name: mark_reminded
UPDATE report SET reminded_at = $2 WHERE id IN {ints $1};
