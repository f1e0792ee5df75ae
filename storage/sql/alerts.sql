-- Alerts that came from outside, the feeds of our own, and people who are brought in by a list.

-- $1 sender, $2 identifier: every alert of that name, whenever it was sent.
-- name: cap_named
-- record: CapAlert
SELECT {CapAlert c} FROM cap_alert c WHERE c.sender = $1 AND c.identifier = $2 ORDER BY c.at, c.sent;

-- $1 JSON list of [sender, identifier, sent].
-- name: cap_among
-- record: CapAlert
SELECT {CapAlert c} FROM cap_alert c WHERE (c.sender, c.identifier, c.sent) IN {triples $1} ORDER BY c.at, c.sent;

-- What is published: no drills, nothing that nobody got. $1 since when (started, or still in force now), $2 now,
-- $3 how many; the newest first.
-- name: feed_notices
-- record: Notice
SELECT {Notice n} FROM notice n
WHERE n.started_at > 0 AND n.drill = 0 AND (n.started_at >= $1 OR (n.ended_at = 0 AND n.until > $2))
ORDER BY n.started_at DESC, n.id DESC LIMIT CAST($3 AS BIGINT);

-- (1,) while an alert waits to be judged. $1 now.
-- name: alerts_waiting
SELECT 1 FROM timer WHERE kind = 'n_alert' AND due_at <= $1 LIMIT 1;

-- An alert waits no longer for its file. $1 the timer's key, $2 now.
-- name: alert_file_done
UPDATE timer SET due_at = $2 WHERE kind = 'n_alert' AND key = $1 AND due_at > $2;
