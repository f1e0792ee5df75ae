-- Alerts that came from outside, the feeds of our own, and people who are brought in by a list.

-- $1 sender, $2 identifier: every alert of that name, whenever it was sent.
-- name: cap_named
-- record: CapAlert
SELECT {CapAlert c} FROM cap_alert c WHERE c.sender = $1 AND c.identifier = $2 ORDER BY c.at, c.sent;

-- $1 JSON list of [sender, identifier]: every alert of these names, whenever it was sent.
-- name: cap_among
-- record: CapAlert
SELECT {CapAlert c} FROM cap_alert c WHERE (c.sender, c.identifier) IN {pairs $1} ORDER BY c.at, c.sent;

-- What was ever said about these alerts or by them, over however many steps. $1 JSON list of
-- [sender, identifier, moment].
-- name: cap_references
-- record: CapReference
WITH RECURSIVE chain (sender, identifier, moment) AS (
    SELECT sender, identifier, moment FROM cap_reference
    WHERE (sender, identifier, moment) IN {triples $1} OR (by_sender, by_identifier, by_moment) IN {triples $1}
    UNION
    SELECT
        CASE WHEN r.sender = c.sender AND r.identifier = c.identifier AND r.moment = c.moment
            THEN r.by_sender ELSE r.sender END,
        CASE WHEN r.sender = c.sender AND r.identifier = c.identifier AND r.moment = c.moment
            THEN r.by_identifier ELSE r.identifier END,
        CASE WHEN r.sender = c.sender AND r.identifier = c.identifier AND r.moment = c.moment
            THEN r.by_moment ELSE r.moment END
    FROM chain c JOIN cap_reference r
        ON (r.sender = c.sender AND r.identifier = c.identifier AND r.moment = c.moment)
        OR (r.by_sender = c.sender AND r.by_identifier = c.identifier AND r.by_moment = c.moment)
)
SELECT {CapReference r} FROM cap_reference r
WHERE (r.sender, r.identifier, r.moment) IN (SELECT sender, identifier, moment FROM chain) LIMIT 1000;

-- These notices, and all that they are linked with, over however many steps. $1 JSON list of numbers.
-- name: notices_of_chain
-- record: Notice
WITH RECURSIVE family (id) AS (
    SELECT n.id FROM notice n WHERE n.id IN {ints $1}
    UNION
    SELECT CASE WHEN n.id = f.id THEN n.linked_id ELSE n.id END
    FROM family f JOIN notice n ON (n.id = f.id AND n.linked_id <> 0) OR (n.linked_id = f.id AND n.linked_id <> 0)
)
SELECT {Notice n} FROM notice n WHERE n.id IN (SELECT id FROM family) ORDER BY n.id;

-- What is published: no drills, nothing that nobody got. $1 since when (started, or still in force now), $2 now,
-- $3 how many; the newest first.
-- name: feed_notices
-- record: Notice
SELECT {Notice n} FROM notice n
WHERE n.started_at > 0 AND n.drill = 0 AND n.link <> 'repeats'
  AND (n.started_at >= $1 OR (n.ended_at = 0 AND n.until > $2))
ORDER BY n.started_at DESC, n.id DESC LIMIT CAST($3 AS BIGINT);

-- (1,) while an alert waits to be judged. $1 now.
-- name: alerts_waiting
SELECT 1 FROM timer WHERE kind = 'n_alert' AND due_at <= $1 LIMIT 1;

-- An alert waits no longer for its file. $1 the timer's key, $2 now.
-- name: alert_file_done
UPDATE timer SET due_at = $2 WHERE kind = 'n_alert' AND key = $1 AND due_at > $2;
