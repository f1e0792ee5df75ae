-- What is on its way out, and what was given up: for /delivery, /metrics and the alarms.
-- Given up is storage.records.OutboxState 6; acknowledgements are too late by then and are left out.

-- (channel, lane, count, earliest created_at) of what is not final.
-- name: delivery_waiting
SELECT channel, lane, COUNT(*), MIN(created_at) FROM outbox WHERE finished_at = 0 AND state < 2
GROUP BY channel, lane ORDER BY channel, lane;

-- (channel, count) of what is not final, of messengers that are not run. $1 JSON list of those that are. Messenger by
-- messenger, each by one step in the index: what the others have on their way may be millions.
-- name: outbox_stranded
WITH RECURSIVE there (channel) AS (
    SELECT MIN(o.channel) FROM outbox o WHERE o.finished_at = 0
    UNION ALL
    SELECT (SELECT MIN(o.channel) FROM outbox o WHERE o.finished_at = 0 AND o.channel > there.channel)
    FROM there WHERE there.channel IS NOT NULL
)
SELECT t.channel, (SELECT COUNT(*) FROM outbox o WHERE o.channel = t.channel AND o.finished_at = 0 AND o.state < 2)
FROM there t WHERE t.channel IS NOT NULL AND t.channel NOT IN {texts $1} ORDER BY t.channel;

-- (channel, why, count, earliest created_at) of what was tried in vain and still waits. $1: created before this.
-- name: delivery_stuck
SELECT channel, why, COUNT(*), MIN(created_at) FROM outbox
WHERE finished_at = 0 AND state < 2 AND attempts > 0 AND created_at < $1 AND lane > 0
GROUP BY channel, why ORDER BY COUNT(*) DESC, channel, why;

-- (channel, why, count, latest finished_at) of what was given up.
-- name: delivery_given_up
SELECT channel, why, COUNT(*), MAX(finished_at) FROM outbox WHERE given_up_why IS NOT NULL AND lane > 0
GROUP BY channel, why ORDER BY COUNT(*) DESC, channel, why;

-- (channel, why, count, latest finished_at) of what was refused for good and whose sender does not hear of it by a
-- tick, nor a notice by its counts. $1: since then.
-- name: delivery_refused
SELECT channel, why, COUNT(*), MAX(finished_at) FROM outbox
WHERE finished_at >= $1 AND finished_at <> 0 AND state = 4 AND lane > 0 AND op <> 'ack' AND "then" = ''
    AND (notice_id = 0 OR purpose <> 'notice')
GROUP BY channel, why ORDER BY COUNT(*) DESC, channel, why;

-- (channel, chat, count) of what waits in this lane. $1 lane.
-- name: delivery_of_chats
SELECT channel, chat, COUNT(*) FROM outbox WHERE finished_at = 0 AND lane = $1 GROUP BY channel, chat;

-- What was given up and may be said again. $1 channel, $2 why, $3 now, $4 how many, $5 JSON list of the
-- states in which a notice holds. Not what a notice said that does not hold any more, nor what is too late, nor a screen
-- of a dialogue that has gone on, nor an older state of a message that is shown already or has a newer one on its way.
-- name: delivery_again
-- record: OutboxRow
SELECT {OutboxRow o} FROM outbox o
WHERE o.channel = $1 AND o.given_up_why = $2 AND o.lane > 0 AND o.op IN ('send', 'put', 'call')
    AND (o.body <> '' OR o.text_id <> 0 OR o.op = 'call')
    AND (o.notice_id = 0 OR o.notice_id IN (SELECT w.id FROM notice w WHERE w.state IN {words $5} AND w.ended_at = 0))
    AND (o.purpose <> 'notice_late' OR o.event_id IN (
        SELECT w.id FROM notice w WHERE w.state IN {words $5} AND w.ended_at = 0
    ))
    AND o.purpose NOT IN ('screen', 'notice_mark') AND (o.expires_at = 0 OR o.expires_at > $3)
    AND (o.op IN ('send', 'call') OR o.parts_done > 0 OR NOT (
        EXISTS (
            SELECT 1 FROM sent_message s WHERE s.channel = o.channel AND s.chat = o.chat AND s.slot = o.slot
                AND s.slot <> ''
        )
        OR EXISTS (
            SELECT 1 FROM outbox n WHERE n.channel = o.channel AND n.chat = o.chat
                AND (n.finished_at = 0 OR n.body <> '') AND n.finished_at = 0 AND n.slot = o.slot
        )
        OR EXISTS (
            SELECT 1 FROM outbox n WHERE n.given_up_why IS NOT NULL AND n.channel = o.channel AND n.chat = o.chat
                AND n.slot = o.slot AND n.id > o.id
        )
    ))
ORDER BY o.id LIMIT $4;

-- (count,) of what dropping would drop. $1 channel, $2 why, $3 given up until then.
-- name: delivery_droppable
SELECT COUNT(*) FROM outbox WHERE channel = $1 AND given_up_why = $2 AND lane > 0 AND finished_at <= $3;

-- A command. $1 channel, $2 why, $3 given up until then.
-- name: delivery_drop
UPDATE outbox SET state = 7 WHERE channel = $1 AND given_up_why = $2 AND lane > 0 AND finished_at <= $3;

-- A command: said again by rows of their own. $1 JSON list of ids.
-- name: delivery_repeated
UPDATE outbox SET state = 7, why = 'repeated', body = '' WHERE state = 6 AND id IN {ints $1};

-- (channel, lane, state, count) of rows that are gone; acknowledgements are left out.
-- name: outbox_gone
SELECT channel, lane, state, CAST(SUM(count) AS BIGINT) FROM outbox_count WHERE lane > 0
GROUP BY channel, lane, state ORDER BY channel, lane, state;

-- (count,) of faults that were not retried with success yet.
-- name: faults_count
SELECT COUNT(*) FROM fault WHERE solved_at = 0;

-- A command: cards that wait for a chat which is no operators' chat any more go to the admin chat, the newest state of
-- each; not what belongs to a card that was put there, nor one that the admin chat has or waits for already.
-- $1 JSON list of [channel, chat]: the operators' chats of today, $2 and $3 channel and chat of the admin chat, $4 now.
-- name: outbox_readdress
UPDATE outbox SET state = 7, why = 'moved', finished_at = $4
WHERE finished_at = 0 AND state = 0 AND lane = 3 AND purpose IN ('card', 'gathered')
    AND (channel, chat) NOT IN {pairs $1}
    AND (
        EXISTS (
            SELECT 1 FROM sent_message s WHERE s.channel = outbox.channel AND s.chat = outbox.chat AND s.slot <> ''
                AND s.slot IN (outbox.slot, 'card:' || CAST(outbox.report_id AS TEXT))
        )
        OR op = 'put' AND EXISTS (
            SELECT 1 FROM sent_message s WHERE s.channel = $2 AND s.chat = $3 AND s.slot = outbox.slot
        )
        OR op = 'put' AND EXISTS (
            SELECT 1 FROM outbox o
            WHERE o.op = 'put' AND o.finished_at = 0 AND o.state = 0 AND o.lane = 3 AND o.slot = outbox.slot
                AND (o.channel = $2 AND o.chat = $3 OR o.id > outbox.id AND (o.channel, o.chat) NOT IN {pairs $1})
        )
    );
UPDATE outbox SET channel = $2, chat = $3, due_at = $4
WHERE finished_at = 0 AND state = 0 AND lane = 3 AND purpose IN ('card', 'gathered')
    AND (channel, chat) NOT IN {pairs $1};
