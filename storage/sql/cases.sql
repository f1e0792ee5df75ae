-- One trouble, one case: what is known at a place, whoever follows it, and the keys of places.

-- Reports that were written before there were keys of their places, the newest first: (id, address). $1 before this id,
-- $2 how many are looked at.
-- name: reports_to_key
SELECT r.id, r.address FROM report r WHERE r.id < $1 ORDER BY r.id DESC LIMIT $2;

-- $1 id, $2 street key, $3 house key, $4 the address of which they are: one that has changed meanwhile has its own.
-- name: report_keyed
UPDATE report SET street_key = $2, house_key = $3 WHERE id = $1 AND address = $4;

-- Open reports that may be of the same trouble as one that is being written. Columns: handlers.cases.loads.KnownCase
-- (its last one: how many people follow it besides its author). Never the person's own, nor one whose author is gone.
-- $1 person, $2 JSON list of topics, $3 written since, $4 how many at most, $5 JSON list of the statuses in which it waits for staff,
-- $6 of the one that says that a report was joined to another.

-- The columns. To hardly any report another was joined, and to look for one costs less than to count them. $1 as $6 above.
-- part: known_case
r.id, r.settlement, r.street_key, r.house_key, r.lat, r.lon, r.status, r.created_at, SUBSTR(r.text, 1, 400),
    SUBSTR(r.address, 1, 200), r.topic,
    CASE WHEN EXISTS (SELECT 1 FROM report m WHERE m.merged_into = r.id AND m.merged_into <> 0) THEN (
        SELECT COUNT(DISTINCT m.person_id) FROM report m
        WHERE m.merged_into = r.id AND m.merged_into <> 0 AND m.status IN {words $1} AND m.person_id NOT IN (0, r.person_id)
    ) ELSE 0 END

-- Which they are. $1 to $3 as above, $4 as $5 above.
-- part: known_among
c.topic IN {words $2} AND c.closed_at = 0 AND c.created_at >= $3 AND c.person_id NOT IN (0, $1) AND c.status IN {words $4}

-- At a street: $7 its key, $8 settlement, $9 house key; that house first, the newest first.
-- name: cases_at_street
-- quick: yes
SELECT {part known_case $6}
FROM report r WHERE r.id IN (
    SELECT c.id FROM report c
    WHERE c.street_key = $7 AND c.street_key <> '' AND c.settlement = $8 AND {part known_among $1 $2 $3 $5}
    ORDER BY CASE WHEN c.house_key = $9 THEN 0 ELSE 1 END, c.created_at DESC, c.id DESC LIMIT $4
)
ORDER BY CASE WHEN r.house_key = $9 THEN 0 ELSE 1 END, r.created_at DESC, r.id DESC;

-- Around a point: $7 to $10 least and greatest latitude, least and greatest longitude.
-- name: cases_near
-- quick: yes
SELECT {part known_case $6}
FROM report r WHERE r.id IN (
    SELECT c.id FROM report c
    WHERE c.lat IS NOT NULL AND c.lat BETWEEN $7 AND $8 AND c.lon BETWEEN $9 AND $10 AND {part known_among $1 $2 $3 $5}
    ORDER BY c.created_at DESC, c.id DESC LIMIT $4
)
ORDER BY r.created_at DESC, r.id DESC;

-- In a town, whatever is known of the street: $7 settlement.
-- name: cases_in_town
-- quick: yes
SELECT {part known_case $6}
FROM report r WHERE r.id IN (
    SELECT c.id FROM report c
    WHERE c.settlement = $7 AND c.settlement <> '' AND {part known_among $1 $2 $3 $5}
    ORDER BY c.created_at DESC, c.id DESC LIMIT $4
)
ORDER BY r.created_at DESC, r.id DESC;

-- The same of those that have no point.
-- name: cases_without_point
-- quick: yes
SELECT {part known_case $6}
FROM report r WHERE r.id IN (
    SELECT c.id FROM report c
    WHERE c.settlement = $7 AND c.settlement <> '' AND c.lat IS NULL AND {part known_among $1 $2 $3 $5}
    ORDER BY c.created_at DESC, c.id DESC LIMIT $4
)
ORDER BY r.created_at DESC, r.id DESC;

-- Whoever follows a case and is to be told next, each person once, by the oldest of his reports there. $1 the case,
-- $2 after this report, $3 the person of the case itself, $4 JSON list of the status of joined reports, $5 at most.
-- name: followers_to_tell
-- record: Report
SELECT {Report r} FROM report r
WHERE r.merged_into = $1 AND r.merged_into <> 0 AND r.id > $2 AND r.status IN {words $4} AND r.chat <> ''
    AND r.person_id NOT IN (0, $3) AND NOT EXISTS (
        SELECT 1 FROM report o WHERE o.person_id = r.person_id AND o.id < r.id AND o.merged_into + 0 = $1
            AND o.status IN {words $4} AND o.chat <> ''
    )
ORDER BY r.id LIMIT $5;

-- (delivery, how many) of the copies of an answer to all. $1 the case, $2 what their data have in them, for LIKE.
-- name: answer_to_all_counts
SELECT e.delivery, COUNT(*) FROM report r JOIN report_event e ON e.report_id = r.id
WHERE r.merged_into = $1 AND r.merged_into <> 0 AND e.data LIKE $2 GROUP BY e.delivery ORDER BY e.delivery;

-- A command: whoever followed a case follows another report from now on. $1 the case, $2 the other, $3 JSON list of the
-- status of joined reports.
-- name: case_moves
UPDATE report SET merged_into = $2 WHERE merged_into = $1 AND merged_into <> 0 AND id <> $2 AND status IN {words $3};

-- What was over of late at a place, and what is written there since. Columns: handlers.cases.again.PlacedReport; its
-- `over_at` is when it was closed or answered, 0 of what waits for staff. $1 topic, $2 over, or written, since then,
-- $3 JSON list of the statuses that are looked for, $4 1: they are those that wait for staff, 0: that count as over, $5 how
-- many at most.

-- The columns. $1 as $4 above.
-- part: again_case
r.id, r.person_id, r.settlement, r.street_key, r.house_key, r.lat, r.lon, r.created_at,
    CASE WHEN CAST($1 AS BIGINT) = 1 THEN 0 WHEN r.closed_at > 0 THEN r.closed_at ELSE r.answered_at END,
    SUBSTR(r.text, 1, 400), SUBSTR(r.address, 1, 200)

-- Which they are. $1 to $4 as above.
-- part: again_among
r.topic = $1 AND (r.closed_at >= $2 OR r.closed_at = 0) AND r.person_id <> 0 AND r.status IN {words $3}
    AND CASE WHEN CAST($4 AS BIGINT) = 1 THEN r.created_at WHEN r.closed_at > 0 THEN r.closed_at ELSE r.answered_at END >= $2

-- At a street: $6 its key, $7 settlement.
-- name: again_at_street
-- quick: yes
SELECT {part again_case $4}
FROM report r
WHERE r.street_key = $6 AND r.street_key <> '' AND r.settlement = $7 AND {part again_among $1 $2 $3 $4}
ORDER BY r.id DESC LIMIT $5;

-- Around a point: $6 to $9 least and greatest latitude, least and greatest longitude.
-- name: again_near
-- quick: yes
SELECT {part again_case $4}
FROM report r
WHERE r.lat IS NOT NULL AND r.lat BETWEEN $6 AND $7 AND r.lon BETWEEN $8 AND $9 AND {part again_among $1 $2 $3 $4}
ORDER BY r.id DESC LIMIT $5;
