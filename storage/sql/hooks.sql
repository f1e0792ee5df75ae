-- What other programs are told of: the events themselves, and the outbox rows that bring them to webhooks
-- (bot/webhooks). Such a row is never claimed: a call that goes twice has one id, and whoever is called drops the second.

-- (greatest id,) of an event, 0 without one.
-- name: hook_event_last
SELECT COALESCE(MAX(id), 0) FROM hook_event;

-- $1 after this id; $2 1 for the reports of all organisations, else $3 a JSON list of codes; $4 how many; $5 the channel
-- whose reports are told whosever they are, or ''.
-- name: hook_events_after
-- record: HookEvent
SELECT {HookEvent e} FROM hook_event e
WHERE e.id > $1 AND (
    CAST($2 AS BIGINT) = 1 OR e.notice_id <> 0 OR e.organisation IN {texts $3} OR e.was_organisation IN {texts $3}
    OR (CAST($5 AS TEXT) <> '' AND EXISTS (
        SELECT 1 FROM report r WHERE r.id = e.report_id AND r.channel = CAST($5 AS TEXT)
    ))
)
ORDER BY e.id LIMIT $4;

-- $1 JSON list of ids.
-- name: hook_events_among
-- record: HookEvent
SELECT {HookEvent e} FROM hook_event e WHERE e.id IN {ints $1};

-- (report, line, file) of pictures of reports (line 0) and of what was said of them, the oldest first; those that have
-- still to be brought are among them. $1 JSON list of reports.
-- name: hook_pictures
SELECT f.report_id, f.event_id, f.id FROM attachment f
WHERE f.report_id IN {ints $1} AND f.kind = 'photo' AND f.path NOT LIKE '-%' ORDER BY f.id;

-- The events of a person's reports. $1 person.
-- name: hook_events_of
-- record: HookEvent
SELECT {HookEvent e} FROM hook_event e JOIN report r ON r.id = e.report_id
WHERE r.person_id = $1 AND e.report_id <> 0 ORDER BY e.id;

-- The rows that may be called now: of each chat (a report, a notice) the first that waits. $1 channel, $2 now, $3 how many.
-- name: hook_due
-- record: OutboxRow
SELECT {OutboxRow o} FROM outbox o
WHERE o.channel = $1 AND o.finished_at = 0 AND o.state = 0 AND o.due_at <= $2
    AND NOT EXISTS (
        SELECT 1 FROM outbox p WHERE p.channel = o.channel AND p.chat = o.chat AND p.id < o.id
            AND (p.finished_at = 0 OR p.body <> '') AND p.finished_at = 0
    )
ORDER BY o.id LIMIT $3;

-- (count,) of what waits; no row of a webhook is ever claimed. "id > 0" has the index of what is live read, and not that of
-- the chats, where what was delivered of late stands, too. $1 channel.
-- name: hook_waiting
SELECT COUNT(*) FROM outbox WHERE channel = $1 AND id > 0 AND finished_at = 0;

-- (earliest due_at that is still to come,), 0 without: what is due and does not go waits behind such a row. $1 channel,
-- $2 now.
-- name: hook_next
SELECT COALESCE(MIN(due_at), 0) FROM outbox
WHERE channel = $1 AND substr(channel, 1, 5) = 'hook:' AND finished_at = 0 AND due_at > $2;

-- The endpoint answers again: what waits for its next attempt need not wait any longer. $1 channel, $2 now.
-- name: hook_again
UPDATE outbox SET due_at = $2
WHERE channel = $1 AND substr(channel, 1, 5) = 'hook:' AND finished_at = 0 AND due_at > $2;

-- What waits is given up. $1 channel, $2 written before this, $3 now, $4 why, $5 how many.
-- name: hook_give_up
UPDATE outbox SET state = 6, why = $4, finished_at = $3 WHERE id IN (
    SELECT o.id FROM outbox o WHERE o.channel = $1 AND o.finished_at = 0 AND o.state = 0 AND o.created_at < $2
    ORDER BY o.id LIMIT $5
);

-- (1,) if the first that waits was written before $2. $1 channel.
-- name: hook_older
SELECT 1 FROM (
    SELECT o.created_at AS at FROM outbox o WHERE o.channel = $1 AND o.finished_at = 0 AND o.state = 0
    ORDER BY o.id LIMIT 1
) f WHERE f.at < $2;

-- Rows of a webhook that may be called again, the oldest first. $1 channel, $2 1 for those alone that were given up,
-- $3 and $4 written from and to, $5 a report or 0, $6 how many.
-- name: hook_replayable
-- record: OutboxRow
SELECT {OutboxRow o} FROM outbox o JOIN hook_event e ON e.id = o.event_id
WHERE o.channel = $1 AND o.finished_at <> 0 AND o.state IN (2, 6)
    AND (CAST($2 AS BIGINT) = 0 OR o.state = 6) AND o.created_at BETWEEN $3 AND $4
    AND (CAST($5 AS BIGINT) = 0 OR o.report_id = CAST($5 AS BIGINT))
ORDER BY o.id LIMIT $6;

-- (state, why, count, latest finished_at) of a webhook's rows. $1 channel.
-- name: hook_counts
SELECT state, why, COUNT(*), MAX(finished_at) FROM outbox WHERE channel = $1 GROUP BY state, why ORDER BY state, why;

-- (greatest id,) of the console's rows. $1 where they begin.
-- name: console_outbox
SELECT COALESCE(MAX(id), CAST($1 AS BIGINT)) FROM outbox WHERE id >= CAST($1 AS BIGINT);

-- $1: events that happened before this go, $2 at most at a time; the last one stays.
-- name: prune_hook_events
DELETE FROM hook_event WHERE id IN (
    SELECT e.id FROM hook_event e WHERE e.at < $1 AND e.id < (SELECT MAX(m.id) FROM hook_event m)
    ORDER BY e.at LIMIT $2
);

-- name: prune_hook_events_left
SELECT 1 FROM hook_event e WHERE e.at < $1 AND e.id < (SELECT MAX(m.id) FROM hook_event m) LIMIT 1;
