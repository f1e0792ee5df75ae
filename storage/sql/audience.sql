-- Whom notices go to, and how far they have come. A notice is written out by one loop (bot/notices/audience.py).

-- A command: rows that come to one end in this transaction are counted, before outbox_conclude says so of them. What
-- is final already counts no more, so nothing is counted twice. $1 JSON list of row ids, $2 outcome, $3 why.
-- name: notice_count_add
INSERT INTO notice_count (notice_id, channel, outcome, why, count)
SELECT o.notice_id, o.channel, CAST($2 AS TEXT), CAST($3 AS TEXT), COUNT(*) FROM outbox o
WHERE o.id IN {ints $1} AND o.state < 2 AND o.notice_id <> 0 AND o.purpose = 'notice'
GROUP BY o.notice_id, o.channel
ON CONFLICT (notice_id, channel, outcome, why) DO UPDATE SET count = notice_count.count + excluded.count;
INSERT INTO notice_count (notice_id, channel, outcome, why, count)
SELECT t.other_id, o.channel, CAST($2 AS TEXT), CAST($3 AS TEXT), COUNT(*)
FROM two_in_one t JOIN outbox o ON o.id = t.row_id
WHERE t.row_id IN {ints $1} AND o.state < 2 AND o.purpose = 'notice'
GROUP BY t.other_id, o.channel
ON CONFLICT (notice_id, channel, outcome, why) DO UPDATE SET count = notice_count.count + excluded.count;

-- A command: what waits of a notice is not said any more, and counted. $1 notice, $2 now, $3 state (5 expired,
-- 7 dropped), $4 its name, $5 why. What is under way lands by itself. Whoever was to get it in one message with another
-- notice gets that one alone: it is read again from its beginning.
-- name: notice_drop
INSERT INTO notice_count (notice_id, channel, outcome, why, count)
SELECT t.other_id, o.channel, CAST($4 AS TEXT), CAST($5 AS TEXT), COUNT(*)
FROM two_in_one t JOIN outbox o ON o.id = t.row_id
WHERE t.other_id = $1 AND o.finished_at = 0 AND o.state = 0
GROUP BY t.other_id, o.channel
ON CONFLICT (notice_id, channel, outcome, why) DO UPDATE SET count = notice_count.count + excluded.count;
DELETE FROM recipient WHERE notice_id <> $1 AND notice_id IN (
    SELECT CASE WHEN t.notice_id = $1 THEN t.other_id ELSE t.notice_id END
    FROM two_in_one t JOIN outbox o ON o.id = t.row_id
    WHERE (t.notice_id = $1 OR t.other_id = $1) AND o.finished_at = 0 AND o.state = 0
) AND row_id IN (
    SELECT t.row_id FROM two_in_one t JOIN outbox o ON o.id = t.row_id
    WHERE (t.notice_id = $1 OR t.other_id = $1) AND o.finished_at = 0 AND o.state = 0
);
UPDATE notice SET cursor = '{"v": 1, "public": true, "places": {}}', expanded = 0
WHERE id <> $1 AND id IN (
    SELECT CASE WHEN t.notice_id = $1 THEN t.other_id ELSE t.notice_id END
    FROM two_in_one t JOIN outbox o ON o.id = t.row_id
    WHERE (t.notice_id = $1 OR t.other_id = $1) AND o.finished_at = 0 AND o.state = 0
);
INSERT INTO notice_count (notice_id, channel, outcome, why, count)
SELECT o.notice_id, o.channel, CAST($4 AS TEXT), CAST($5 AS TEXT), COUNT(*) FROM outbox o
WHERE o.notice_id = $1 AND o.notice_id <> 0 AND o.finished_at = 0 AND o.state = 0 AND o.purpose = 'notice'
GROUP BY o.notice_id, o.channel
ON CONFLICT (notice_id, channel, outcome, why) DO UPDATE SET count = notice_count.count + excluded.count;
UPDATE outbox SET state = $3, why = $5, finished_at = $2
WHERE notice_id = $1 AND notice_id <> 0 AND finished_at = 0 AND state = 0;
UPDATE outbox SET state = $3, why = $5, finished_at = $2
WHERE id IN (SELECT t.row_id FROM two_in_one t WHERE t.other_id = $1) AND finished_at = 0 AND state = 0;
UPDATE outbox SET state = $3, why = $5, finished_at = $2
WHERE event_id = $1 AND event_id <> 0 AND purpose = 'notice_late' AND finished_at = 0 AND state = 0;

-- A command: a notice is stopped, which no other one waits for: whoever was to get both in one message gets the other
-- one alone, and this one when it goes on. $1 notice, $2 now.
-- name: notice_part
DELETE FROM recipient WHERE notice_id IN (
    SELECT t.notice_id FROM two_in_one t WHERE t.notice_id = $1 OR t.other_id = $1
    UNION SELECT t.other_id FROM two_in_one t WHERE t.notice_id = $1 OR t.other_id = $1
) AND row_id IN (
    SELECT t.row_id FROM two_in_one t JOIN outbox o ON o.id = t.row_id
    WHERE (t.notice_id = $1 OR t.other_id = $1) AND o.finished_at = 0 AND o.state = 0
);
UPDATE notice SET cursor = '{"v": 1, "public": true, "places": {}}', expanded = 0
WHERE id <> $1 AND id IN (
    SELECT CASE WHEN t.notice_id = $1 THEN t.other_id ELSE t.notice_id END
    FROM two_in_one t JOIN outbox o ON o.id = t.row_id
    WHERE (t.notice_id = $1 OR t.other_id = $1) AND o.finished_at = 0 AND o.state = 0
);
UPDATE outbox SET state = 7, why = 'parted', finished_at = $2
WHERE id IN (SELECT t.row_id FROM two_in_one t WHERE t.notice_id = $1 OR t.other_id = $1)
    AND finished_at = 0 AND state = 0;

-- A command: what waits of a notice for a person goes into a row that says both. $1 that row, $2 notice, $3 person,
-- $4 messenger, $5 the row that waits, $6 now.
-- name: notice_join
UPDATE recipient SET row_id = $1 WHERE notice_id = $2 AND person_id = $3 AND channel = $4 AND row_id = $5;
UPDATE outbox SET state = 7, why = 'joined', finished_at = $6 WHERE id = $5 AND state = 0;

-- (person, row) of a notice that wait and were never tried, and say no other notice. $1 notice, $2 messenger, $3 JSON
-- list of person ids.
-- name: notice_joinable
SELECT r.person_id, r.row_id FROM recipient r JOIN outbox o ON o.id = r.row_id
WHERE r.notice_id = $1 AND r.channel = $2 AND r.person_id IN {ints $3} AND r.held = 0 AND o.notice_id = $1
    AND o.finished_at = 0 AND o.state = 0 AND o.attempts = 0
    AND NOT EXISTS (SELECT 1 FROM two_in_one t WHERE t.row_id = o.id);

-- (row,) of these that are so still. $1 JSON list of row ids, $2 JSON list of the states in which a notice is said.
-- name: notice_joinable_still
SELECT o.id FROM outbox o JOIN notice n ON n.id = o.notice_id
WHERE o.id IN {ints $1} AND o.finished_at = 0 AND o.state = 0 AND o.attempts = 0
    AND n.state IN {words $2} AND n.ended_at = 0
    AND NOT EXISTS (SELECT 1 FROM two_in_one t WHERE t.row_id = o.id);

-- What waits of one notice, also what is said late of it, as in outbox_backlog. $1 channel, $2 notice.
-- name: outbox_of_notice
SELECT id, chat, lane, share, CASE WHEN op IN ('put', 'delete') THEN slot ELSE '' END, due_at, expires_at,
    CASE WHEN lane IN (1, 4, 5) THEN random_id ELSE 0 END, notice_id,
    CASE WHEN purpose = 'notice' THEN notice_id ELSE 0 END, created_at,
    CASE WHEN op = 'delete' OR (op = 'ack' AND body = '') THEN 1 ELSE 0 END, deaths
FROM outbox WHERE channel = $1 AND finished_at = 0 AND state = 0 AND id IN (
    SELECT n.id FROM outbox n WHERE n.notice_id = $2 AND n.notice_id <> 0 AND n.finished_at = 0
    UNION ALL
    SELECT l.id FROM outbox l WHERE l.event_id = $2 AND l.event_id <> 0 AND l.purpose = 'notice_late' AND l.finished_at = 0
) ORDER BY id;

-- (count,) of a notice's rows that are not final. $1 notice.
-- name: notice_waiting
SELECT (SELECT COUNT(*) FROM outbox WHERE notice_id = $1 AND notice_id <> 0 AND finished_at = 0 AND state < 2)
    + (SELECT COUNT(*) FROM two_in_one t JOIN outbox o ON o.id = t.row_id
       WHERE t.other_id = $1 AND o.finished_at = 0 AND o.state < 2);

-- $1 JSON list of ids.
-- name: notice_texts_among
-- record: NoticeText
SELECT {NoticeText t} FROM notice_text t WHERE t.id IN {ints $1};

-- Notices that want to be counted, the oldest first.
-- name: audience_to_count
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.count_wanted <> 0 ORDER BY n.id;

-- Notices that are being sent, the gravest first. $1 JSON list of their states.
-- name: audience_to_send
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.state IN {words $1} ORDER BY n.severity DESC, n.id;

-- Notices that will not be sent any more, and of which something still waits: (id, state). $1 JSON list of those states.
-- name: audience_to_drop
SELECT n.id, n.state FROM notice n WHERE n.state IN {words $1} AND EXISTS (
    SELECT 1 FROM outbox o WHERE o.notice_id = n.id AND o.notice_id <> 0 AND o.finished_at = 0 AND o.state = 0
) ORDER BY n.id;

-- A command: how far a notice is written out. $1 id, $2 cursor, $3 whether all of it is.
-- name: audience_cursor
UPDATE notice SET cursor = $2, expanded = $3 WHERE id = $1;

-- A command: an earlier notice is not written out any further. $1 id.
-- name: audience_close
UPDATE notice SET expanded = 1 WHERE id = $1;

-- A command: what was counted. $1 id, $2 JSON.
-- name: audience_counted
UPDATE notice SET counted = $2, count_wanted = 0 WHERE id = $1;

-- Persons, one row an account that can be reached: (person, language, channel, user, since, kinds, least, extreme,
-- drills, quiet_from, quiet_to, preferred channel); kinds is -1 without a subscription. The oldest account first.
-- $1 JSON list of person ids.
-- name: audience_people
SELECT p.id, p.language, a.channel, a.user_id, a.created_at, COALESCE(s.kinds, -1), COALESCE(s.least, 4),
    COALESCE(s.extreme, 1), COALESCE(s.drills, 0), COALESCE(s.quiet_from, -1), COALESCE(s.quiet_to, -1),
    COALESCE(s.channel, '')
FROM person p JOIN account a ON a.person_id = p.id LEFT JOIN subscription s ON s.person_id = p.id
WHERE p.id IN {ints $1} AND a.unreachable_at = 0 ORDER BY p.id, a.created_at, a.channel, a.user_id;

-- Persons by source, in two statements each: who is for it among the next that are looked at, and (count, last
-- person) of those looked at. So no read takes long, however few are found. $1 after this person, $2 so many are looked
-- at, and for the first statement $3 a messenger in which he can be reached ('' for any), $4 how many at most.

-- (person,) of those who named an area: $5 in the first statement, $3 in the second.
-- name: audience_by_area
SELECT x.person_id FROM (
    SELECT s.person_id FROM subscription_area s WHERE s.area = $5 AND s.person_id > $1 ORDER BY s.person_id LIMIT $2
) x
WHERE CAST($3 AS TEXT) = '' OR EXISTS (
    SELECT 1 FROM account a WHERE a.person_id = x.person_id AND a.channel = $3 AND a.unreachable_at = 0
)
ORDER BY x.person_id LIMIT $4;

-- name: audience_by_area_read
SELECT COUNT(*), COALESCE(MAX(x.person_id), 0) FROM (
    SELECT s.person_id FROM subscription_area s WHERE s.area = $3 AND s.person_id > $1 ORDER BY s.person_id LIMIT $2
) x;

-- (person,) of those with a subscription and no area.
-- name: audience_without_area
SELECT x.person_id FROM (
    SELECT s.person_id FROM subscription s WHERE s.person_id > $1
    ORDER BY s.person_id LIMIT $2
) x
WHERE NOT EXISTS (SELECT 1 FROM subscription_area n WHERE n.person_id = x.person_id)
    AND (CAST($3 AS TEXT) = '' OR EXISTS (
        SELECT 1 FROM account a WHERE a.person_id = x.person_id AND a.channel = $3 AND a.unreachable_at = 0
    ))
ORDER BY x.person_id LIMIT $4;

-- name: audience_without_area_read
SELECT COUNT(*), COALESCE(MAX(x.person_id), 0) FROM (
    SELECT s.person_id FROM subscription s WHERE s.person_id > $1
    ORDER BY s.person_id LIMIT $2
) x;

-- (person,) of those who never said anything about alerts.
-- name: audience_without_subscription
SELECT x.id FROM (
    SELECT p.id FROM person p WHERE p.id > $1 ORDER BY p.id LIMIT $2
) x
WHERE NOT EXISTS (SELECT 1 FROM subscription s WHERE s.person_id = x.id)
    AND NOT EXISTS (SELECT 1 FROM subscription_area n WHERE n.person_id = x.id)
    AND (CAST($3 AS TEXT) = '' OR EXISTS (
        SELECT 1 FROM account a WHERE a.person_id = x.id AND a.channel = $3 AND a.unreachable_at = 0
    ))
ORDER BY x.id LIMIT $4;

-- name: audience_without_subscription_read
SELECT COUNT(*), COALESCE(MAX(x.id), 0) FROM (
    SELECT p.id FROM person p WHERE p.id > $1 ORDER BY p.id LIMIT $2
) x;

-- (greatest radius,) of a place.
-- name: audience_widest_place
SELECT COALESCE(MAX(radius_m), 0) FROM place;

-- Places in a box, in two statements as above. $1 south, $2 north, $3 west, $4 east; after the place at $5 latitude,
-- $6 longitude, $7 person, $8 id; $9 so many are looked at.

-- Those of them whose person can be reached in $10 ('' for any), at most $11.
-- name: audience_places
-- record: Place
SELECT {Place x} FROM (
    SELECT {Place p} FROM place p
    WHERE p.lat >= $1 AND p.lat <= $2 AND p.lon >= $3 AND p.lon <= $4
        AND p.lat >= $5 AND (p.lat, p.lon, p.person_id, p.id) > ($5, $6, $7, $8)
    ORDER BY p.lat, p.lon, p.person_id, p.id LIMIT $9
) x
WHERE CAST($10 AS TEXT) = '' OR EXISTS (
    SELECT 1 FROM account a WHERE a.person_id = x.person_id AND a.channel = $10 AND a.unreachable_at = 0
)
ORDER BY x.lat, x.lon, x.person_id, x.id LIMIT $11;

-- The last one of them that was looked at, where there may be more: (latitude, longitude, person, id). $9 is one less.
-- name: audience_places_read
SELECT p.lat, p.lon, p.person_id, p.id FROM place p
WHERE p.lat >= $1 AND p.lat <= $2 AND p.lon >= $3 AND p.lon <= $4
    AND p.lat >= $5 AND (p.lat, p.lon, p.person_id, p.id) > ($5, $6, $7, $8)
ORDER BY p.lat, p.lon, p.person_id, p.id LIMIT 1 OFFSET $9;

-- $1 JSON list of person ids.
-- name: audience_places_of
-- record: Place
SELECT {Place p} FROM place p WHERE p.person_id IN {ints $1} ORDER BY p.person_id, p.id;

-- (person,) of those who got a notice: it is sent, or perhaps, or stood in a digest. $1 notice, $2 after this person,
-- $3 how many.
-- name: audience_receivers
SELECT DISTINCT r.person_id FROM recipient r LEFT JOIN outbox o ON o.id = r.row_id
WHERE r.notice_id = $1 AND r.person_id > $2 AND r.held = 0
    AND (o.id IS NULL OR o.state IN (1, 2) OR (o.state IN (0, 6) AND (o.unknowns > 0 OR o.parts_done > 0)))
ORDER BY r.person_id LIMIT $3;

-- (person, channel, chat, rank, variant) of those who got it, among some. $1 notice, $2 JSON list of person ids.
-- name: audience_received
SELECT r.person_id, r.channel, r.chat, r.rank, r.variant FROM recipient r LEFT JOIN outbox o ON o.id = r.row_id
WHERE r.notice_id = $1 AND r.person_id IN {ints $2} AND r.held = 0
    AND (o.id IS NULL OR o.state IN (1, 2) OR (o.state IN (0, 6) AND (o.unknowns > 0 OR o.parts_done > 0)));

-- (count,) of a notice's messages that could not reach their people. $1 notice.
-- name: audience_unreachable
SELECT CAST(COALESCE(SUM(c.count), 0) AS BIGINT) FROM notice_count c
WHERE c.notice_id = $1 AND c.outcome = 'unreachable';

-- (person, variant, rank, state of the row or -1) of a notice's recipients. $1 notice, $2 after this person, $3 how many.
-- name: audience_fates
SELECT r.person_id, r.variant, r.rank, COALESCE(o.state, -1) FROM recipient r LEFT JOIN outbox o ON o.id = r.row_id
WHERE r.notice_id = $1 AND r.person_id > $2 ORDER BY r.person_id, r.channel LIMIT $3;

-- (person, channel) who are written out already. $1 notice, $2 JSON list of person ids.
-- name: audience_written
SELECT r.person_id, r.channel FROM recipient r WHERE r.notice_id = $1 AND r.person_id IN {ints $2};

-- (person, variant) of what they are told. $1 notice, $2 JSON list of person ids.
-- name: audience_told
SELECT r.person_id, r.variant FROM recipient r WHERE r.notice_id = $1 AND r.person_id IN {ints $2};

-- $1 notice.
-- name: audience_texts
-- record: NoticeText
SELECT {NoticeText t} FROM notice_text t WHERE t.notice_id = $1 ORDER BY t.id;

-- What people were shown of a notice, and of what was marked before the mark that stands there: it has the slot still.
-- $1 JSON list of [channel, chat], $2 notice.
-- name: audience_messages
-- record: SentMessage
SELECT {SentMessage m} FROM sent_message m
WHERE (m.channel, m.chat) IN {pairs $1} AND (
    (m.event_id = $2 AND m.purpose IN ('notice', 'notice_public', 'notice_late'))
    OR (m.purpose = 'notice_mark' AND m.slot = 'notice:' || CAST(CAST($2 AS BIGINT) AS TEXT))
)
ORDER BY m.sent_at, m.channel, m.chat, m.message_id;
