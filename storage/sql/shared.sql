-- What the intake and the delivery need besides intake.sql and outbox.sql.

-- $1 JSON list of [kind, key]: the timers that are still there.
-- name: timers_among
-- quick: yes
-- record: Timer
SELECT {Timer t} FROM timer t WHERE (t.kind, t.key) IN {pairs $1};

-- A command: a timer ($1 kind, $2 key) rings at $3 with the data $4, unless it stands with one of the words $5.
-- name: timer_moves
INSERT INTO timer (kind, key, due_at, data) VALUES ($1, $2, $3, $4)
ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at, data = excluded.data
WHERE NOT timer.data IN {words $5};

-- What waits, light, by id: (id, chat, lane, share, slot, due_at, expires_at, text, notice_id, counted), see
-- delivery.backlog.Waiting; lanes 1, 4 and 5 say one text to many. Not what a stopped notice holds back. $1 channel,
-- $2 after this id, $3 how many, $4 JSON list of the states in which a notice is said. The id is a cursor within one look
-- at the start only, before anybody else writes.
-- name: outbox_backlog
SELECT id, chat, lane, share, CASE WHEN op IN ('put', 'delete') THEN slot ELSE '' END, due_at, expires_at,
    CASE WHEN lane IN (1, 4, 5) THEN random_id ELSE 0 END, notice_id,
    CASE WHEN purpose = 'notice' THEN notice_id ELSE 0 END, created_at,
    CASE WHEN op = 'delete' OR (op = 'ack' AND body = '') THEN 1 ELSE 0 END, deaths
FROM outbox WHERE channel = $1 AND finished_at = 0 AND state = 0 AND id > $2
    AND (notice_id = 0 OR notice_id IN (SELECT n.id FROM notice n WHERE n.state IN {words $4}))
ORDER BY id LIMIT $3;

-- A person cannot be reached any more. $1 channel, $2 user, $3 at, $4 why.
-- name: account_unreachable
UPDATE account SET unreachable_at = $3, unreachable_why = $4
WHERE channel = $1 AND user_id = $2 AND unreachable_at = 0;

-- Files whose bytes are not here yet, the oldest first. $1 after this id, $2 how many.
-- name: files_to_fetch
-- record: StoredFile
SELECT {StoredFile a} FROM attachment a WHERE a.path = '' AND a.id > $1 ORDER BY a.id LIMIT $2;

-- $1 id, $2 the path, or "-reason" where it cannot be had.
-- name: file_fetched
UPDATE attachment SET path = $2 WHERE id = $1;

-- $1 id, $2 its size on the disk, in bytes.
-- name: file_sized
UPDATE attachment SET size = $2 WHERE id = $1;

-- What a person sent: how many files were taken, their bytes, and how many were refused for being too many.
-- $1 person, $2 since, $3 before this id.
-- name: files_of_day
SELECT CAST(COALESCE(SUM(CASE WHEN path LIKE '-%' THEN 0 ELSE 1 END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN path LIKE '-%' THEN 0 ELSE size END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN path = '-quota' THEN 1 ELSE 0 END), 0) AS BIGINT)
FROM attachment WHERE person_id = $1 AND person_id <> 0 AND created_at > $2 AND id < $3;


-- (1,) while there is something left to prune. $1: final, or seen, before this.
-- name: prune_outbox_left
SELECT 1 FROM outbox WHERE finished_at <> 0 AND finished_at < $1 LIMIT 1;

-- name: prune_outbox_bodies_left
SELECT 1 FROM outbox WHERE finished_at <> 0 AND finished_at < $1 AND body <> '' LIMIT 1;

-- name: prune_seen_left
SELECT 1 FROM seen_update WHERE at < $1 LIMIT 1;

-- $1 JSON list of ids.
-- name: persons_among
-- record: Person
SELECT {Person p} FROM person p WHERE p.id IN {ints $1};

-- (id,) of reports that were over before $1 and still hold something personal, $2 at most.
-- name: reports_to_retire
SELECT id FROM report WHERE closed_at > 0 AND closed_at < $1 AND retired = 0 ORDER BY closed_at, id LIMIT $2;

-- (path,) of their files. The same parameters.
-- name: files_to_retire
SELECT f.path FROM attachment f WHERE f.path <> '' AND f.report_id IN (
    SELECT id FROM report WHERE closed_at > 0 AND closed_at < $1 AND retired = 0 ORDER BY closed_at, id LIMIT $2
);

-- A command: of these reports ($1, JSON list of ids) topic, place name, states and times stay, for counting. What goes
-- is what storage/records.py marks as personal.
-- name: retire_reports
DELETE FROM attachment_copy WHERE attachment_id IN (SELECT f.id FROM attachment f WHERE f.report_id IN {ints $1});
DELETE FROM attachment WHERE report_id IN {ints $1};
DELETE FROM hook_event WHERE report_id <> 0 AND report_id IN {ints $1};
DELETE FROM api_seen WHERE report_id IN {ints $1};
UPDATE report_event SET {retired ReportEvent} WHERE report_id IN {ints $1};
UPDATE report SET {retired Report}, retired = 1 WHERE id IN {ints $1};

-- What was sent, by key, in pages, for pruning: (channel, chat, message id, whether it may go). $1 sent before this;
-- after $2 channel, $3 chat, $4 message id; $5 how many. It stays while somebody may still come back to it: the cards
-- of a report until the report is retired (an answer is a reply to its card; who is forgotten has it blanked), all else
-- that was said of a report while it is open, and what a notice said while the notice may be corrected.
-- name: sent_page
SELECT s.channel, s.chat, s.message_id, CASE WHEN s.sent_at < $1
    AND NOT EXISTS (
        SELECT 1 FROM report r WHERE r.id = s.report_id AND s.report_id <> 0 AND r.retired = 0
            AND (s.purpose = 'card' OR r.closed_at = 0 OR r.closed_at >= $1)
    )
    AND NOT EXISTS (
        SELECT 1 FROM notice n WHERE n.id = s.event_id AND s.purpose IN ('notice', 'notice_public', 'notice_late', 'notice_mark')
            AND (n.until >= $1 OR n.updated_at >= $1)
    )
THEN 1 ELSE 0 END
FROM (
    SELECT * FROM sent_message WHERE (channel, chat, message_id) > ($2, $3, $4)
    ORDER BY channel, chat, message_id LIMIT $5
) s ORDER BY s.channel, s.chat, s.message_id;

-- A command. $1 JSON list of [channel, chat, message id].
-- name: prune_sent
DELETE FROM sent_message WHERE (channel, chat, message_id) IN {triples $1};

-- (id,) of a notice that was over before $1, and so was all that follows it, of which is still known who was told.
-- name: notices_with_recipients
SELECT n.id FROM notice n
WHERE n.until < $1 AND n.updated_at < $1
    AND NOT EXISTS (
        SELECT 1 FROM notice l WHERE l.linked_id = n.id AND l.linked_id <> 0 AND (l.until >= $1 OR l.updated_at >= $1)
    )
    AND EXISTS (SELECT 1 FROM recipient r WHERE r.notice_id = n.id)
ORDER BY n.id LIMIT 1;

-- A command. $1 notice, $2 how many at most.
-- name: prune_recipients
DELETE FROM recipient WHERE (notice_id, person_id, channel) IN (
    SELECT c.notice_id, c.person_id, c.channel FROM recipient c WHERE c.notice_id = $1 LIMIT $2
);
