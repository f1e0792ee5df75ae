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

-- Notices that follow this one, the oldest first. $1 notice id.
-- name: notices_linked
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.linked_id = $1 AND n.linked_id <> 0 ORDER BY n.id;

-- $1 JSON list of [channel, user id]: those that wrote to the bot.
-- name: accounts_at
-- record: Account
SELECT {Account a} FROM account a WHERE (a.channel, a.user_id) IN {pairs $1} ORDER BY a.channel, a.user_id;

-- $1 JSON list of notice ids.
-- name: notices_among
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.id IN {ints $1} ORDER BY n.id;
