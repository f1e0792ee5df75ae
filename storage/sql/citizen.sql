-- What a citizen's dialogue asks for, and how a person is forgotten.

-- Reports that a person may speak of: the open ones, the one that changed last first, then those that are over since $3.
-- $1 person, $2 JSON list of the open states, $4 a report that he names (0: none), which comes whenever it was his.
-- name: citizen_spoken_reports
-- quick: yes
-- record: Report
SELECT {Report r} FROM report r
WHERE r.person_id = $1
  AND (r.status IN {words $2} OR r.closed_at > CAST($3 AS BIGINT) OR r.id = CAST($4 AS BIGINT))
ORDER BY r.id <> CAST($4 AS BIGINT), r.closed_at > 0, r.updated_at DESC, r.id DESC LIMIT 20;

-- (settlement, rank, time): what a person has to do with, the likeliest first. Rank 1: of his reports, 2: of his
-- subscription, 3: of his places. $1 person.
-- name: towns_of_person
SELECT t.code, t.rank, t.at FROM (
  SELECT r.settlement AS code, 1 AS rank, MAX(r.created_at) AS at FROM report r
  WHERE r.person_id = $1 AND r.settlement <> '' GROUP BY r.settlement
  UNION ALL
  SELECT SUBSTR(a.area, 3) AS code, 2 AS rank, 0 AS at FROM subscription_area a
  WHERE a.person_id = $1 AND a.area LIKE 's:%'
  UNION ALL
  SELECT p.settlement AS code, 3 AS rank, p.created_at AS at FROM place p WHERE p.person_id = $1 AND p.settlement <> ''
) t ORDER BY t.rank, t.at DESC, t.code LIMIT 8;

-- A page of a person's reports, the newest first. $1 person, $2 how many, $3 how many to leave out.
-- name: citizen_reports
-- quick: yes
-- record: Report
SELECT {Report r} FROM report r WHERE r.person_id = $1
ORDER BY r.id DESC LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT);

-- $1 person.
-- name: citizen_all_reports
-- record: Report
SELECT {Report r} FROM report r WHERE r.person_id = $1 ORDER BY r.id;

-- What a person may read of the history of his reports: no internal notes, and not who of the staff gave it to whom.
-- $1 person.
-- name: citizen_history
-- record: ReportEvent
SELECT {ReportEvent e} FROM report_event e JOIN report r ON r.id = e.report_id
WHERE r.person_id = $1 AND e.kind NOT IN ('note', 'assigned') ORDER BY e.id;

-- Files that a person sent. $1 person.
-- name: citizen_files
-- record: StoredFile
SELECT {StoredFile f} FROM attachment f JOIN report r ON r.id = f.report_id
WHERE r.person_id = $1 AND f.person_id = r.person_id ORDER BY f.id;

-- $1 person.
-- name: citizen_dialogues
-- record: Dialogue
SELECT {Dialogue d} FROM dialogue d WHERE d.person_id = $1 ORDER BY d.channel, d.chat;

-- (reports, files, accounts, places) of a person. $1 person.
-- name: citizen_counts
SELECT
    (SELECT COUNT(*) FROM report r WHERE r.person_id = $1),
    (SELECT COUNT(*) FROM attachment f JOIN report r ON r.id = f.report_id
        WHERE r.person_id = $1 AND f.person_id = r.person_id),
    (SELECT COUNT(*) FROM account a WHERE a.person_id = $1),
    (SELECT COUNT(*) FROM place p WHERE p.person_id = $1);

-- Faults whose raw update may name one of a person's accounts (the digits may also be part of a longer number).
-- $1 person.
-- name: citizen_faults
-- record: Fault
SELECT {Fault f} FROM fault f JOIN account a ON a.channel = f.channel
WHERE a.person_id = $1 AND f.raw LIKE '%' || a.user_id || '%' ORDER BY f.id;

-- How a person ($1) is erased, in steps (handlers/citizen/forgetting.py): at once what others could still use, and then
-- of the rest no more than one transaction should touch. A restored copy is erased by the same statements.

-- What waits is dropped: in the person's chats and about the person's reports. What is under way is emptied and marked, so
-- that it does not wait again (outbox_conclude). All of it is found by an index (outbox_chat, outbox_report); rows whose
-- text has gone already are not looked at.
-- name: forget_waiting
UPDATE outbox SET state = CASE WHEN state = 0 THEN 7 ELSE state END, body = '', why = 'forgotten',
    finished_at = CASE
        WHEN state > 0 THEN finished_at WHEN due_at > 0 THEN due_at WHEN created_at > 0 THEN created_at ELSE 1
    END
WHERE id IN {each
    SELECT o.id FROM account a JOIN outbox o ON o.channel = a.channel AND o.chat = a.user_id
    WHERE a.person_id = $1 AND (o.finished_at = 0 OR o.body <> '') AND o.state < 2
};
UPDATE outbox SET state = CASE WHEN state = 0 THEN 7 ELSE state END, body = '', why = 'forgotten',
    finished_at = CASE
        WHEN state > 0 THEN finished_at WHEN due_at > 0 THEN due_at WHEN created_at > 0 THEN created_at ELSE 1
    END
WHERE report_id <> 0 AND body <> '' AND state < 2
    AND report_id IN {each SELECT r.id FROM report r WHERE r.person_id = $1};

-- The kinds one by one, for the key alone has no index. The count of wrong codes stays for its ten minutes: else
-- whoever guesses codes would have himself forgotten and guess on (handlers.subscriber.words.SubscriberTick.WRONG_CODES).
-- name: forget_timers
WITH RECURSIVE kinds (kind) AS (
    SELECT MIN(kind) FROM timer
    UNION ALL
    SELECT (SELECT MIN(t.kind) FROM timer t WHERE t.kind > kinds.kind) FROM kinds WHERE kinds.kind IS NOT NULL
)
DELETE FROM timer WHERE (kind, key) IN (
    SELECT k.kind, a.channel || ':' || a.user_id FROM kinds k, account a
    WHERE a.person_id = $1 AND k.kind IS NOT NULL AND k.kind <> 's_tries'
);

-- $1 person.
-- name: forget_rest
DELETE FROM setting WHERE name IN (
    'walk:' || CAST(CAST($1 AS BIGINT) AS TEXT), 'joined:' || CAST(CAST($1 AS BIGINT) AS TEXT)
);
DELETE FROM subscription WHERE person_id = $1;
DELETE FROM subscription_area WHERE person_id = $1;
DELETE FROM place WHERE person_id = $1;
DELETE FROM join_code WHERE person_id = $1;
DELETE FROM connect_code WHERE person_id = $1;
UPDATE connection SET {forgotten Connection $1} WHERE person_id = $1;
DELETE FROM shift WHERE person_id = $1;
DELETE FROM dialogue WHERE person_id = $1;
DELETE FROM account WHERE person_id = $1;
DELETE FROM person WHERE id = $1;

-- The next reports of a person ($1), $2 at most.
-- name: forget_next
-- record: Report
SELECT {Report r} FROM report r WHERE r.person_id = $1 ORDER BY r.id LIMIT $2;

-- Reports ($1 JSON list) with how many rows of theirs still hold something of the person ($2), each kind counted up to $3.
-- name: forget_weights
SELECT r.id, CAST(
    (SELECT COUNT(*) FROM (
        SELECT 1 FROM report_event e WHERE e.report_id = r.id AND ({unforgotten ReportEvent $2}) LIMIT $3
    ) c)
    + (SELECT COUNT(*) FROM (
        SELECT 1 FROM outbox o WHERE o.report_id = r.id AND o.report_id <> 0 AND o.body <> '' LIMIT $3
    ) c)
    + (SELECT COUNT(*) FROM (SELECT 1 FROM attachment f WHERE f.report_id = r.id LIMIT $3) c)
AS BIGINT)
FROM report r WHERE r.id IN {each {ints $1}} ORDER BY r.id;

-- $1 JSON list of reports, $2 at most.
-- name: forget_next_files
-- record: StoredFile
SELECT {StoredFile f} FROM attachment f WHERE f.report_id IN {each {ints $1}}
ORDER BY f.report_id, f.id LIMIT $2;

-- What stands of reports ($1 JSON list) in other chats than their author's: cards, and what was asked or said about to go.
-- name: forget_next_said
-- record: SentMessage
SELECT {SentMessage s} FROM sent_message s JOIN report r ON r.id = s.report_id
WHERE s.report_id IN {each {ints $1}} AND s.report_id <> 0
    AND (s.purpose IN ('card', 'will_go') OR s.purpose LIKE 'prompt:%') AND NOT (s.channel = r.channel AND s.chat = r.chat)
ORDER BY s.channel, s.chat, s.message_id;

-- Those of the reports ($1 JSON list) that others were joined to.
-- name: forget_followed
SELECT DISTINCT m.merged_into FROM report m WHERE m.merged_into IN {each {ints $1}} AND m.merged_into <> 0;

-- How many rows of a chat ($1, $2) are left: of the outbox below $3, of what was sent until $4; counted up to $5.
-- name: forget_chat_left
SELECT CAST(
    (SELECT COUNT(*) FROM (
        SELECT 1 FROM outbox o WHERE o.channel = $1 AND o.chat = $2 AND (o.finished_at = 0 OR o.body <> '')
            AND (o.state = 0 OR o.body <> '') AND o.id < $3 LIMIT $5
    ) c)
    + (SELECT COUNT(*) FROM (
        SELECT 1 FROM sent_message s WHERE s.channel = $1 AND s.chat = $2 AND s.sent_at <= $4 LIMIT $5
    ) c)
AS BIGINT);

-- How many notices a person ($1) was sent or answered, counted up to $2.
-- name: forget_notices_left
SELECT CAST(
    (SELECT COUNT(*) FROM (SELECT 1 FROM recipient c WHERE c.person_id = $1 LIMIT $2) c)
    + (SELECT COUNT(*) FROM (SELECT 1 FROM notice_response c WHERE c.person_id = $1 LIMIT $2) c)
AS BIGINT);

-- Lines about the person's ($1) reports that wait before they go are called off. $2 JSON list of their kinds, $3 what such a
-- line is then; $4: reports that changed before it have no line that waits.
-- name: forget_called_off
UPDATE report_event SET delivery = $3
WHERE delivery = '' AND kind IN {words $2}
    AND report_id IN {each SELECT r.id FROM report r WHERE r.person_id = $1 AND r.updated_at >= $4};

-- Reports of the person ($1) are shown as erased, and open ones leave the queue; $5 at most. $2 JSON list of the states that
-- end in state $3, $4 now.
-- name: forget_open
UPDATE report SET chat = '', text = '', address = '', unshown = 0,
    status = CASE WHEN status IN {words $2} THEN CAST($3 AS TEXT) ELSE status END,
    updated_at = CASE WHEN status IN {words $2} THEN CAST($4 AS BIGINT) ELSE updated_at END,
    closed_at = CASE WHEN status IN {words $2} THEN CAST($4 AS BIGINT) ELSE closed_at END
WHERE id IN {each SELECT r.id FROM report r WHERE r.person_id = $1 AND r.chat <> '' ORDER BY r.id LIMIT $5};

-- $1 report, $2 at most so many.
-- name: forget_some_bodies
UPDATE outbox SET body = '', why = CASE WHEN state = 1 THEN 'forgotten' ELSE why END WHERE id IN {each
    SELECT o.id FROM outbox o WHERE o.report_id = $1 AND o.report_id <> 0 AND o.body <> '' LIMIT $2
};

-- What others wrote about the person's ($1) report ($2) may name him as well: answers, questions, notes. $3 at most so many.
-- name: forget_some_lines
UPDATE report_event SET {forgotten ReportEvent $1} WHERE id IN {each
    SELECT e.id FROM report_event e WHERE e.report_id = $2 AND ({unforgotten ReportEvent $1}) LIMIT $3
};

-- $1 JSON list of files, the staff's too; and how they went into chats (that is noted under the chat's name).
-- name: forget_some_files
DELETE FROM attachment_copy WHERE attachment_id IN {each {ints $1}};
DELETE FROM attachment WHERE id IN {each {ints $1}};

-- Beside the reports ($1 JSON list) themselves: nobody is told of them any more, no request is known again.
-- name: forget_these_reports
DELETE FROM hook_event WHERE kind <> 'report.erased' AND report_id <> 0 AND report_id IN {each {ints $1}};
DELETE FROM api_seen WHERE report_id IN {each {ints $1}};

-- What stands of a person in his chat ($1, $2; $3 and $4 as above), $5 rows of each kind at most.
-- name: forget_some_of_chat
UPDATE outbox SET state = CASE WHEN state = 0 THEN 7 ELSE state END, body = '',
    why = CASE WHEN state IN (0, 1) THEN 'forgotten' ELSE why END,
    finished_at = CASE
        WHEN state > 0 THEN finished_at WHEN due_at > 0 THEN due_at WHEN created_at > 0 THEN created_at ELSE 1
    END
WHERE id IN {each
    SELECT o.id FROM outbox o WHERE o.channel = $1 AND o.chat = $2 AND (o.finished_at = 0 OR o.body <> '')
        AND (o.state = 0 OR o.body <> '') AND o.id < $3 LIMIT $5
};
DELETE FROM sent_message WHERE (channel, chat, message_id) IN (
    SELECT s.channel, s.chat, s.message_id FROM sent_message s
    WHERE s.channel = $1 AND s.chat = $2 AND s.sent_at <= $4 LIMIT $5
);

-- $1 person, $2 at most so many.
-- name: forget_some_notices
DELETE FROM recipient WHERE (notice_id, person_id, channel) IN (
    SELECT c.notice_id, c.person_id, c.channel FROM recipient c WHERE c.person_id = $1 LIMIT $2
);
DELETE FROM notice_response WHERE (notice_id, person_id) IN (
    SELECT c.notice_id, c.person_id FROM notice_response c WHERE c.person_id = $1 LIMIT $2
);
