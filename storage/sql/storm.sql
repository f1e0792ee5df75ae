-- One answer to all who wait of a topic and place (handlers.operator.storm).

-- $1 id.
-- name: storm_by_id
-- record: StormAnswer
SELECT {StormAnswer s} FROM storm_answer s WHERE s.id = $1;

-- How many it goes to; the parameters of the part `in_storm`.
-- name: storm_count
SELECT COUNT(*) FROM report r WHERE {part in_storm $1 $2 $3 $4 $5 $6};

-- The next of them: $7 after this one, $8 how many at most.
-- name: storm_next
-- record: Report
SELECT {Report r} FROM report r
WHERE {part in_storm $1 $2 $3 $4 $5 $6} AND r.id > $7
ORDER BY r.id LIMIT $8;

-- (id,) of those of these reports ($1, JSON list of ids) that others follow. $2 JSON list of the status of joined ones.
-- name: cases_followed
SELECT DISTINCT m.merged_into FROM report m
WHERE m.merged_into IN {ints $1} AND m.merged_into <> 0 AND m.status IN {words $2} ORDER BY m.merged_into;
