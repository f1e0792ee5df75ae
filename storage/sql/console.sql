-- What the command line asks for.

-- $1 the last id that was read (0 at first), $2 how many; by id, so that a large table goes out in pages.
-- name: reports_page
-- record: Report
SELECT {Report r} FROM report r WHERE r.id > $1 ORDER BY r.id LIMIT CAST($2 AS BIGINT);

-- (bytes,) that the database takes up.
-- name: database_size
-- engine: sqlite
SELECT c.page_count * s.page_size FROM pragma_page_count() c, pragma_page_size() s;

-- name: database_size
-- engine: postgres
SELECT pg_database_size(current_database());

-- (how many,) tables, of whomever.
-- name: tables_count
-- engine: sqlite
SELECT COUNT(*) FROM sqlite_master WHERE type = 'table';

-- name: tables_count
-- engine: postgres
SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema');

-- (key,) of every timer of this kind. $1 kind.
-- name: timer_keys
SELECT key FROM timer WHERE kind = $1;

-- (how many,)
-- name: reports_count
SELECT COUNT(*) FROM report;
