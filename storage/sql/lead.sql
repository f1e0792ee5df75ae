-- Who leads among several nodes on one database (storage/lead.py). Times are the database's own, UTC ms.

-- part: moment
-- engine: sqlite
CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)

-- part: moment
-- engine: postgres
CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)

-- part: server
-- engine: sqlite
0

-- part: server
-- engine: postgres
CAST(EXTRACT(EPOCH FROM pg_postmaster_start_time()) * 1000000 AS BIGINT)

-- (epoch, node, since, renewed_at, asked_at, now, 1 if it was renewed on this very server or 0); nothing before the first lead.
-- name: lead
SELECT epoch, node, since, renewed_at, asked_at, {part moment} AS moment,
    CASE WHEN server = {part server} THEN 1 ELSE 0 END AS same_server
FROM lead WHERE name = 'otklik';

-- A node takes the lead: (epoch,). $1 the node's name, $2 whether it renews it (1) or keeps it by its lock alone (0).
-- name: lead_enter
INSERT INTO lead (name, epoch, node, since, renewed_at, asked_at, server)
VALUES ('otklik', 1, $1, {part moment}, CASE WHEN CAST($2 AS BIGINT) = 1 THEN {part moment} ELSE 0 END, 0, {part server})
ON CONFLICT (name) DO UPDATE SET epoch = lead.epoch + 1, node = excluded.node, since = excluded.since,
    renewed_at = excluded.renewed_at, asked_at = 0, server = excluded.server
RETURNING epoch;

-- It still leads: (asked_at,), nothing if another has taken the lead since. $1 its epoch.
-- name: lead_renew
UPDATE lead SET renewed_at = {part moment}, server = {part server} WHERE name = 'otklik' AND epoch = $1 RETURNING asked_at;

-- It lets go. $1 its epoch.
-- name: lead_leave
UPDATE lead SET node = '', renewed_at = 0, asked_at = 0 WHERE name = 'otklik' AND epoch = $1;

-- Somebody asks whoever leads to let go.
-- name: lead_ask
UPDATE lead SET asked_at = {part moment} WHERE name = 'otklik';

-- What it was told. $1 its epoch, $2 the sum.
-- name: lead_configure
INSERT INTO lead_told (name, epoch, configuration) VALUES ('otklik', $1, $2)
ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, configuration = excluded.configuration;

-- (sum,) of the node that leads; nothing while that is a program which tells none.
-- name: lead_configuration
SELECT t.configuration FROM lead l JOIN lead_told t ON t.name = l.name AND t.epoch = l.epoch WHERE l.node <> '';
