-- Whom notices go to, and how far they have come. A notice is written out by one loop (bot/notices/audience.py).

-- A command: outcomes of one batch. $1 notice, $2 channel, $3 outcome, $4 why, $5 how many.
-- name: notice_count_add
INSERT INTO notice_count (notice_id, channel, outcome, why, count) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (notice_id, channel, outcome, why) DO UPDATE SET count = notice_count.count + excluded.count;

-- A command: what waits of a notice is not said any more, and counted. $1 notice, $2 now, $3 state (5 expired,
-- 7 dropped), $4 its name, $5 why. What is under way lands by itself.
-- name: notice_drop
INSERT INTO notice_count (notice_id, channel, outcome, why, count)
SELECT o.notice_id, o.channel, CAST($4 AS TEXT), CAST($5 AS TEXT), COUNT(*) FROM outbox o
WHERE o.notice_id = $1 AND o.notice_id <> 0 AND o.state IN (0, 1) AND o.state = 0 AND o.purpose = 'notice'
    AND CAST($2 AS BIGINT) >= 0 AND CAST($3 AS BIGINT) > 0
GROUP BY o.notice_id, o.channel
ON CONFLICT (notice_id, channel, outcome, why) DO UPDATE SET count = notice_count.count + excluded.count;
UPDATE outbox SET state = $3, why = $5, finished_at = $2
WHERE notice_id = $1 AND notice_id <> 0 AND state IN (0, 1) AND state = 0 AND CAST($4 AS TEXT) <> '';

-- What waits of one notice, as in outbox_backlog. $1 channel, $2 notice.
-- name: outbox_of_notice
SELECT id, chat, lane, share, CASE WHEN op IN ('put', 'delete') THEN slot ELSE '' END, due_at, expires_at,
    CASE WHEN lane IN (1, 4, 5) THEN random_id ELSE 0 END, notice_id,
    CASE WHEN purpose = 'notice' THEN notice_id ELSE 0 END
FROM outbox WHERE channel = $1 AND notice_id = $2 AND notice_id <> 0 AND state IN (0, 1) AND state = 0 ORDER BY id;

-- (count,) of a notice's rows that are not final. $1 notice.
-- name: notice_waiting
SELECT COUNT(*) FROM outbox WHERE notice_id = $1 AND notice_id <> 0 AND state IN (0, 1);

-- $1 JSON list of ids.
-- name: notice_texts_among
-- record: NoticeText
SELECT {NoticeText t} FROM notice_text t WHERE t.id IN {ints $1};
