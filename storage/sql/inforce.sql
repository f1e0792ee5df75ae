-- What citizens ask about notices that were said: what is in force, whether something is ours, what people answered.

-- Notices that hold now, drills too, the gravest first. $1 now, $2 JSON list of the states that hold.
-- name: inforce_notices
-- quick: yes
-- record: Notice
SELECT {Notice n} FROM notice n
WHERE n.state IN {words $2} AND n.ended_at = 0 AND n.until > $1 AND n.link NOT IN ('ends', 'withdraws')
ORDER BY n.severity DESC, n.started_at DESC, n.id DESC LIMIT 200;

-- What was said to people since then, the newest first. $1 started from this time on.
-- name: inforce_said_since
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.started_at >= $1 AND n.started_at > 0 ORDER BY n.id DESC LIMIT 200;

-- What stands now of the matter of a notice: the newest of its chain that holds, else the notice itself; what says that
-- something is over is only itself. $1 notice, $2 now, $3 JSON list of the states that hold.
-- name: notice_standing
-- record: Notice
WITH RECURSIVE family (id) AS (
    SELECT CAST($1 AS BIGINT)
    UNION
    SELECT CASE WHEN n.id = f.id THEN n.linked_id ELSE n.id END
    FROM family f JOIN notice n ON (n.id = f.id AND n.linked_id <> 0) OR (n.linked_id = f.id AND n.linked_id <> 0)
)
SELECT {Notice n} FROM notice n
WHERE n.id = $1 OR (
    n.id IN (SELECT id FROM family) AND n.state IN {words $3} AND n.ended_at = 0 AND n.until > $2
    AND n.link NOT IN ('ends', 'withdraws')
    AND NOT EXISTS (SELECT 1 FROM notice o WHERE o.id = $1 AND o.link IN ('ends', 'withdraws'))
)
ORDER BY CASE WHEN n.state IN {words $3} AND n.ended_at = 0 AND n.until > $2 THEN 0 ELSE 1 END, n.id DESC LIMIT 1;

-- $1 notice, $2 person.
-- name: response_of
-- quick: yes
-- record: NoticeResponse
SELECT {NoticeResponse r} FROM notice_response r WHERE r.notice_id = $1 AND r.person_id = $2;

-- (answer, area, count), the most first; answers to a repeat are answers to what it repeats. $1 notice.
-- name: response_counts
SELECT r.answer, r.area, COUNT(*) FROM notice_response r
WHERE r.notice_id = (SELECT CASE WHEN n.link = 'repeats' THEN n.linked_id ELSE n.id END FROM notice n WHERE n.id = $1)
GROUP BY r.answer, r.area ORDER BY COUNT(*) DESC, r.answer, r.area;

-- Calls for help (handlers.reports.status.HELP) that nobody has taken or answered, the oldest first. $1 filed before
-- this, $2 and after this, $3 JSON list of the statuses in which a first answer is awaited from the staff.
-- name: help_untaken
-- record: Report
SELECT {Report r} FROM report r
WHERE r.status IN {words $3} AND r.danger = 2 AND r.taken_by = 0
    AND r.answered_at = 0 AND r.created_at <= $1 AND r.created_at > $2
ORDER BY r.id LIMIT 500;

-- What a person ($1) was told of, or is about to be: not what could not reach him.
-- name: inforce_told
-- record: Recipient
SELECT {Recipient r} FROM recipient r LEFT JOIN outbox o ON o.id = r.row_id
WHERE r.person_id = $1 AND r.held = 0 AND (o.id IS NULL OR o.state IN (0, 1, 2, 6))
ORDER BY r.notice_id, r.channel;

-- The notice that this person was told of last in this messenger. $1 person, $2 channel.
-- name: told_last
-- quick: yes
-- record: Recipient
SELECT {Recipient r} FROM recipient r WHERE r.person_id = $1 AND r.channel = $2 AND r.held = 0
ORDER BY r.notice_id DESC LIMIT 1;

-- The same as the notice itself.
-- name: told_last_notice
-- quick: yes
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.id = (
    SELECT r.notice_id FROM recipient r WHERE r.person_id = $1 AND r.channel = $2 AND r.held = 0
    ORDER BY r.notice_id DESC LIMIT 1
);
