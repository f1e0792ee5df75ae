-- Reports that staff search for, among the newest $5 (by number), the newest first; one more than a page tells that
-- there are others. $1 and $2 as of the part `shown`; $3 how many, $4 after how many; $6 and on: three words with their
-- three spellings each, as LIKE patterns ('%' for none), looked for in the text, the address, the name of whoever works
-- on it and the answers to the topic's questions.
-- name: find_reports
-- record: Report
SELECT {Report r} FROM report r
JOIN (SELECT a.id, a.text || ' ' || a.address || ' ' || a.taken_name || ' ' || a.details AS said FROM report a) s ON s.id = r.id
WHERE r.id > (SELECT COALESCE(MAX(m.id), 0) FROM report m) - CAST($5 AS BIGINT)
  AND {part shown $1 $2}
  AND (CAST($6 AS TEXT) = '%' OR s.said LIKE CAST($6 AS TEXT) OR s.said LIKE CAST($7 AS TEXT)
    OR s.said LIKE CAST($8 AS TEXT))
  AND (CAST($9 AS TEXT) = '%' OR s.said LIKE CAST($9 AS TEXT) OR s.said LIKE CAST($10 AS TEXT)
    OR s.said LIKE CAST($11 AS TEXT))
  AND (CAST($12 AS TEXT) = '%' OR s.said LIKE CAST($12 AS TEXT) OR s.said LIKE CAST($13 AS TEXT)
    OR s.said LIKE CAST($14 AS TEXT))
ORDER BY r.id DESC LIMIT $3 OFFSET $4;

-- The one with this number ($3), however old. $1 and $2 as above.
-- name: find_number
-- record: Report
SELECT {Report r} FROM report r
WHERE r.id = CAST($3 AS BIGINT) AND {part shown $1 $2};

-- All of an author's ($3), by their index. $1 and $2 as above, $4 how many, $5 after how many.
-- name: find_of_author
-- record: Report
SELECT {Report r} FROM report r
WHERE r.person_id = CAST($3 AS BIGINT) AND r.person_id <> 0
  AND {part shown $1 $2}
ORDER BY r.id DESC LIMIT $4 OFFSET $5;
