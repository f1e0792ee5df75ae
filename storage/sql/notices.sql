-- What the officers' handlers ask for, and what their acts do to many rows at once.

-- $1 notice id.
-- name: notice_by_id
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.id = $1;

-- $1 notice id; its history, the oldest first.
-- name: notice_events
-- record: NoticeEvent
SELECT {NoticeEvent e} FROM notice_event e WHERE e.notice_id = $1 ORDER BY e.id;

-- $1 notice id; how its messages fared.
-- name: notice_counts
-- record: NoticeCount
SELECT {NoticeCount c} FROM notice_count c WHERE c.notice_id = $1 ORDER BY c.channel, c.outcome, c.why;

-- What still waits of a notice is not said any more, and counted as dropped. $1 notice id, $2 now.
-- name: notice_drop
INSERT INTO notice_count (notice_id, channel, outcome, why, count)
SELECT o.notice_id, o.channel, 'dropped', 'notice', COUNT(*) FROM outbox o
WHERE o.notice_id = $1 AND o.notice_id <> 0 AND o.state IN (0, 1) AND o.state = 0 AND CAST($2 AS BIGINT) > 0
GROUP BY o.notice_id, o.channel
ON CONFLICT (notice_id, channel, outcome, why) DO UPDATE SET count = notice_count.count + excluded.count;
UPDATE outbox SET state = 7, finished_at = $2, why = 'notice'
WHERE notice_id = $1 AND notice_id <> 0 AND state IN (0, 1) AND state = 0;
