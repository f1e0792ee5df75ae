-- What the command line asks for.

-- $1 the last id that was read (0 at first), $2 how many; by id, so that a large table goes out in pages.
-- name: reports_page
-- record: Report
SELECT {Report r} FROM report r WHERE r.id > $1 ORDER BY r.id LIMIT CAST($2 AS BIGINT);
