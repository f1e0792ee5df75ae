-- What other programs ask for (handlers/open311, bot/web/open311.py). Whose author is forgotten, and what is past its
-- time, is never there. Parameters that several of these have: $1 and $2 from and to, UTC ms; $3 JSON list of statuses;
-- $4 the gravest danger that is shown; $5 1 for the reports of all organisations, else $6 a JSON list of codes.
-- "r.status || ''" is for the planner: by the index over the states all that ever was would be walked through; it is the
-- time that tells few apart. Where it does not, as few are of these organisations, "open311_numbers" finds them first.

-- part: open311_shown
r.person_id <> 0 AND r.retired = 0 AND r.status || '' IN {words $1} AND r.danger <= $2

-- part: open311_whose
(CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2} OR r.channel = CAST($3 AS TEXT))

-- part: open311_about
(CAST($1 AS BIGINT) = 1 OR r.topic IN {texts $2}) AND (CAST($3 AS TEXT) = '' OR r.municipality = CAST($3 AS TEXT))

-- By when they were written, the newest first. $7 1 for all topics, else $8 a JSON list of codes; $9 a municipality or
-- ''; $10 how many; $11 after how many; $12 the channel whose reports are shown whosever they are, or ''.
-- name: open311_by_creation
-- record: Report
SELECT {Report r} FROM report r
WHERE r.created_at BETWEEN $1 AND $2 AND {part open311_shown $3 $4} AND {part open311_whose $5 $6 $12}
  AND {part open311_about $7 $8 $9}
ORDER BY r.created_at DESC, r.id DESC LIMIT $10 OFFSET $11;

-- By when they changed last, otherwise the same; $12 written not later than this; $13 that channel.
-- name: open311_by_update
-- record: Report
SELECT {Report r} FROM report r
WHERE r.updated_at BETWEEN $1 AND $2 AND r.created_at <= $12 AND {part open311_shown $3 $4}
  AND {part open311_whose $5 $6 $13} AND {part open311_about $7 $8 $9}
ORDER BY r.updated_at DESC, r.id DESC LIMIT $10 OFFSET $11;

-- (number,) of reports of these organisations, and of this channel: of each at most $4. $1 JSON list of codes, $2 and $3
-- written from and to, $5 a channel of another program, or ''.
-- name: open311_numbers
SELECT f.id FROM (
    SELECT r.id AS id FROM report r WHERE r.organisation IN {words $1} AND r.created_at BETWEEN $2 AND $3 LIMIT $4
) f
UNION
SELECT f.id FROM (
    SELECT r.id AS id FROM report r
    WHERE r.channel = CAST($5 AS TEXT) AND substr(r.channel, 1, 8) = 'open311:' AND r.created_at BETWEEN $2 AND $3
    LIMIT $4
) f;

-- As open311_by_creation, among those found so. $5 JSON list of numbers; $6 1 for all topics, else $7; $8 a municipality
-- or ''; $9 how many; $10 after how many.
-- name: open311_few_by_creation
-- record: Report
SELECT {Report r} FROM report r
WHERE r.id IN {ints $5} AND r.created_at BETWEEN $1 AND $2 AND {part open311_shown $3 $4}
  AND {part open311_about $6 $7 $8}
ORDER BY r.created_at DESC, r.id DESC LIMIT $9 OFFSET $10;

-- As open311_by_update, likewise.
-- name: open311_few_by_update
-- record: Report
SELECT {Report r} FROM report r
WHERE r.id IN {ints $5} AND r.updated_at BETWEEN $1 AND $2 AND {part open311_shown $3 $4}
  AND {part open311_about $6 $7 $8}
ORDER BY r.updated_at DESC, r.id DESC LIMIT $9 OFFSET $10;

-- part: open311_told
e.kind IN {words $1} AND NOT (e.kind IN {words $2} AND e.delivery IN {texts $3})

-- Lines of histories, the oldest first. $7 JSON list of the kinds that are told; $8 JSON list of those that are told only
-- once they went out; $9 JSON list of the deliveries that say they did not; $10 how many; $11 after how many; $12 written
-- not later than this; $13 that channel. CROSS: SQLite starts with the lines.
-- name: open311_updates
-- record: ReportEvent
SELECT {ReportEvent e} FROM report_event e CROSS JOIN report r
WHERE r.id = e.report_id AND e.at BETWEEN $1 AND $2 AND r.created_at <= $12 AND {part open311_shown $3 $4}
  AND {part open311_whose $5 $6 $13} AND {part open311_told $7 $8 $9}
ORDER BY e.at, e.id LIMIT $10 OFFSET $11;

-- Those of reports found so. $5 JSON list of numbers; $6 to $10: the kinds, and so on.
-- name: open311_few_updates
-- record: ReportEvent
SELECT {ReportEvent e} FROM report r JOIN report_event e ON e.report_id = r.id
WHERE r.id IN {ints $5} AND e.at BETWEEN $1 AND $2 AND {part open311_shown $3 $4} AND {part open311_told $6 $7 $8}
ORDER BY e.at, e.id LIMIT $9 OFFSET $10;

-- (report, file) of the first picture of each of these reports' own files. $1 JSON list of ids.
-- name: open311_pictures
SELECT f.report_id, MIN(f.id) FROM attachment f
WHERE f.report_id IN {ints $1} AND f.event_id = 0 AND f.kind = 'photo' AND f.path <> '' AND f.path NOT LIKE '-%'
GROUP BY f.report_id;

-- (line, file) of the first picture of each of these lines of histories. $1 JSON list of ids.
-- name: open311_line_pictures
SELECT f.event_id, MIN(f.id) FROM attachment f
WHERE f.event_id IN {ints $1} AND f.event_id <> 0 AND f.kind = 'photo' AND f.path <> '' AND f.path NOT LIKE '-%'
GROUP BY f.event_id;

-- What a program's request of this key has filed. $1 client, $2 key.
-- name: api_seen
-- record: ApiSeen
SELECT {ApiSeen a} FROM api_seen a WHERE a.client = $1 AND a.key = $2;

-- $1: is there anything from before it?
-- name: prune_api_seen_left
SELECT 1 FROM api_seen WHERE at < $1 LIMIT 1;

-- A command: $1 from before this, $2 so many.
-- name: prune_api_seen
DELETE FROM api_seen WHERE (client, key) IN (SELECT a.client, a.key FROM api_seen a WHERE a.at < $1 LIMIT $2);

-- What programs read and filed is kept for its time only: the same two.
-- name: prune_open311_audit_left
SELECT 1 FROM audit WHERE at < $1 AND channel = 'open311' LIMIT 1;

-- name: prune_open311_audit
DELETE FROM audit WHERE id IN (SELECT a.id FROM audit a WHERE a.at < $1 AND a.channel = 'open311' LIMIT $2);
