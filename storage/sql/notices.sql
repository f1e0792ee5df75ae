-- What the officers' handlers ask for, and what their acts do to many rows at once.

-- $1 notice id.
-- name: notice_by_id
-- quick: yes
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.id = $1;

-- $1 notice id, $2 the cursor that it had when the next chunk was chosen: the notice, if nobody has moved it. Nobody else
-- may do so until this transaction is over; SQLite has one writer at any time.
-- name: notice_unmoved
-- engine: sqlite
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.id = $1 AND n.cursor = $2;

-- name: notice_unmoved
-- engine: postgres
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.id = $1 AND n.cursor = $2 FOR UPDATE;

-- $1 notice id; its history, the oldest first.
-- name: notice_events
-- record: NoticeEvent
SELECT {NoticeEvent e} FROM notice_event e WHERE e.notice_id = $1 ORDER BY e.id;

-- $1 notice id; how its messages fared.
-- name: notice_counts
-- record: NoticeCount
SELECT {NoticeCount c} FROM notice_count c WHERE c.notice_id = $1 ORDER BY c.channel, c.outcome, c.why;

-- All notices that are linked with one over however many steps, itself too, the newest first. Ends also where links
-- run in a circle. $1 notice id.
-- name: notice_family
-- record: Notice
WITH RECURSIVE family (id) AS (
    SELECT CAST($1 AS BIGINT)
    UNION
    SELECT CASE WHEN n.id = f.id THEN n.linked_id ELSE n.id END
    FROM family f JOIN notice n ON (n.id = f.id AND n.linked_id <> 0) OR (n.linked_id = f.id AND n.linked_id <> 0)
)
SELECT {Notice n} FROM notice n WHERE n.id IN (SELECT id FROM family) ORDER BY n.id DESC;

-- $1 JSON list of [channel, user id]: those that wrote to the bot.
-- name: accounts_at
-- record: Account
SELECT {Account a} FROM account a WHERE (a.channel, a.user_id) IN {pairs $1} ORDER BY a.channel, a.user_id;

-- $1 JSON list of notice ids.
-- name: notices_among
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.id IN {ints $1} ORDER BY n.id;

-- How many notices there are. $1 JSON list of their states, $2 now, for those that have not ended; 0 for all.
-- name: notices_total
SELECT COUNT(*) FROM notice n
WHERE n.state IN {words $1}
  AND (CAST($2 AS BIGINT) = 0 OR n.ended_at = 0 AND (n.until = 0 OR n.until > CAST($2 AS BIGINT)));

-- The same parameters, $3 how many, $4 after how many; the newest first.
-- name: notices_page
-- record: Notice
SELECT {Notice n} FROM notice n
WHERE n.state IN {words $1}
  AND (CAST($2 AS BIGINT) = 0 OR n.ended_at = 0 AND (n.until = 0 OR n.until > CAST($2 AS BIGINT)))
ORDER BY n.created_at DESC, n.id DESC LIMIT CAST($3 AS BIGINT) OFFSET CAST($4 AS BIGINT);

-- $1 JSON list of notice ids: how their messages fared.
-- name: notice_counts_among
-- record: NoticeCount
SELECT {NoticeCount c} FROM notice_count c WHERE c.notice_id IN {ints $1}
ORDER BY c.notice_id, c.channel, c.outcome, c.why;
