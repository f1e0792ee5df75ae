-- One answer to all who wait of a topic and place (handlers.operator.storm).

-- $1 id.
-- name: storm_by_id
-- record: StormAnswer
SELECT {StormAnswer s} FROM storm_answer s WHERE s.id = $1;

-- Reports that wait for a first word and are not dangerous: $1 topic, $2 settlement, municipality, '-' for neither of
-- both known, or ''; $3 written since, $4 1 for all organisations, else $5 a JSON list of codes, $6 JSON list of the
-- statuses that wait.
-- name: storm_count
SELECT COUNT(*) FROM report r
WHERE r.topic = $1 AND r.closed_at = 0 AND r.created_at >= $3 AND r.answered_at = 0 AND r.danger = 0 AND r.chat <> ''
    AND r.status IN {words $6} AND (CAST($4 AS BIGINT) = 1 OR r.organisation IN {texts $5} OR r.organisation || '/' || r.municipality IN {texts $5})
    AND (CAST($2 AS TEXT) = '' OR r.settlement = CAST($2 AS TEXT) OR r.municipality = CAST($2 AS TEXT)
        OR (CAST($2 AS TEXT) = '-' AND r.settlement = '' AND r.municipality = ''));

-- The next of them: $7 after this one, $8 how many at most.
-- name: storm_next
-- record: Report
SELECT {Report r} FROM report r
WHERE r.topic = $1 AND r.closed_at = 0 AND r.created_at >= $3 AND r.answered_at = 0 AND r.danger = 0 AND r.chat <> ''
    AND r.status IN {words $6} AND (CAST($4 AS BIGINT) = 1 OR r.organisation IN {texts $5} OR r.organisation || '/' || r.municipality IN {texts $5})
    AND (CAST($2 AS TEXT) = '' OR r.settlement = CAST($2 AS TEXT) OR r.municipality = CAST($2 AS TEXT)
        OR (CAST($2 AS TEXT) = '-' AND r.settlement = '' AND r.municipality = ''))
    AND r.id > $7
ORDER BY r.id LIMIT $8;

-- (id,) of those of these reports ($1, JSON list of ids) that others follow. $2 JSON list of the status of joined ones.
-- name: cases_followed
SELECT DISTINCT m.merged_into FROM report m
WHERE m.merged_into IN {ints $1} AND m.merged_into <> 0 AND m.status IN {words $2} ORDER BY m.merged_into;
