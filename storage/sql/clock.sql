-- What the clock's ticks ask for.

-- Reports that somebody must be reminded of: no answer yet and (in working hours) due before $1, or dangerous,
-- held by nobody and filed before $2; none that was reminded of after $3. $4 how many at most, the urgent first. $5 JSON
-- list of the statuses in which a first answer is awaited from the staff.
-- (id, organisation, topic, settlement, municipality, danger, created_at, first_due_at, text, address)
-- name: reminders
SELECT r.id, r.organisation, r.topic, r.settlement, r.municipality, r.danger, r.created_at, r.first_due_at,
    SUBSTR(r.text, 1, 200), SUBSTR(r.address, 1, 200)
FROM report r
WHERE r.answered_at = 0 AND r.status IN {words $5} AND r.reminded_at <= $3
  AND ((r.first_due_at > 0 AND r.first_due_at <= CAST($1 AS BIGINT))
       OR (r.danger >= 1 AND r.taken_by = 0 AND r.created_at <= CAST($2 AS BIGINT)))
ORDER BY r.danger DESC, r.first_due_at, r.id LIMIT $4;

-- $1 JSON list of ids, $2 now.
-- name: mark_reminded
UPDATE report SET reminded_at = $2 WHERE id IN {ints $1};
