-- What the operators' handlers ask for.

-- $1 id.
-- name: event_by_id
-- quick: yes
-- record: ReportEvent
SELECT {ReportEvent e} FROM report_event e WHERE e.id = $1;

-- How many wait: $1 to $5 as of the part `waiting`, $6 and $7 as of `spoken`.
-- name: queue_count
SELECT COUNT(*) FROM report r
WHERE {part waiting $1 $2 $3 $4 $5} AND {part spoken $6 $7};

-- The same parameters, $6 now, $7 how many, $8 after how many, $9 JSON list of the statuses in which a first answer is
-- awaited from the staff: danger first, then the overdue, the oldest first.
-- name: queue_page
-- record: Report
SELECT {Report r} FROM report r
WHERE {part waiting $1 $2 $3 $4 $5} AND {part spoken $10 $11}
ORDER BY r.danger DESC, {part in_time $6 $9}, r.created_at, r.id
LIMIT $7 OFFSET $8;

-- (topic, how many wait), the most first; parameters as of queue_count.
-- name: queue_topics
SELECT r.topic, COUNT(*) FROM report r
WHERE {part waiting $1 $2 $3 $4 $5} AND {part spoken $6 $7}
GROUP BY r.topic ORDER BY COUNT(*) DESC, r.topic;

-- (settlement, or where none is known municipality, how many wait), the most first; parameters as of queue_count.
-- name: queue_places
SELECT w.place, COUNT(*) FROM (
  SELECT CASE WHEN r.settlement <> '' THEN r.settlement ELSE r.municipality END AS place FROM report r
  WHERE {part waiting $1 $2 $3 $4 $5} AND {part spoken $6 $7}
) w
GROUP BY w.place ORDER BY COUNT(*) DESC, w.place;

-- Reports that still have to come in sight in a chat, the dangerous first, the oldest first. $1 how Report.unshown
-- names the chat, $2 and $3 as of the part `shown`; $4 how many at most.
-- Columns: handlers.operator.gather_view.ListedReport.
-- name: unshown_reports
SELECT r.id, r.organisation, r.team, r.topic, r.settlement, r.municipality, r.danger, r.status, r.updated_at,
    SUBSTR(r.text, 1, 200), SUBSTR(r.address, 1, 200) FROM report r
WHERE r.unshown <> 0 AND (r.unshown & CAST($1 AS BIGINT)) <> 0
  AND {part shown $2 $3}
ORDER BY r.danger DESC, r.id LIMIT $4;

-- $1 JSON list of ids: the same columns and order.
-- name: listed_reports
SELECT r.id, r.organisation, r.team, r.topic, r.settlement, r.municipality, r.danger, r.status, r.updated_at,
    SUBSTR(r.text, 1, 200), SUBSTR(r.address, 1, 200) FROM report r
WHERE r.id IN {ints $1} ORDER BY r.danger DESC, r.id;

-- A command: these reports are in sight. $1 JSON list of ids, $2 how Report.unshown names the chat.
-- name: mark_shown
UPDATE report SET unshown = unshown - CAST($2 AS BIGINT)
WHERE id IN {ints $1} AND (unshown & CAST($2 AS BIGINT)) <> 0;

-- A command: reports that are not over of all teams but these ($1, JSON list of codes) go back to the admin chat; those
-- that wait come in sight there. $2 JSON list of the statuses that wait, $3 of those that are not over.
-- name: teams_return
UPDATE report SET
  unshown = CASE WHEN status IN {words $2} AND (carded & 1) = 0 THEN (unshown & 2) | 1 ELSE unshown & 3 END,
  carded = carded & 3, team = ''
WHERE team <> '' AND team NOT IN {texts $1} AND status IN {words $3};

-- A command: cards that wait for this chat ($1 channel, $2 chat) are put somewhere else. $3 now.
-- name: cards_left
UPDATE outbox SET state = 7, why = 'moved', finished_at = $3
WHERE channel = $1 AND chat = $2 AND finished_at = 0 AND state = 0 AND lane = 3 AND purpose IN ('card', 'gathered');

-- (id, how many its author wrote before it, how many others of his are open, how many people besides him follow it, the
-- status of the case that it was joined to or '') of reports. $1 JSON list of ids, $2 JSON list of the open statuses,
-- $3 of the one of joined reports. Columns: handlers.reports.loads.AuthorCounts.
-- name: authors_of_reports
SELECT r.id,
    (SELECT COUNT(*) FROM report o WHERE o.person_id = r.person_id AND o.id < r.id),
    (SELECT COUNT(*) FROM report o WHERE o.person_id = r.person_id AND o.id <> r.id AND o.status IN {words $2}),
    (SELECT COUNT(DISTINCT m.person_id) FROM report m
        WHERE m.merged_into = r.id AND m.merged_into <> 0 AND m.status IN {words $3}
            AND m.person_id NOT IN (0, r.person_id)),
    COALESCE((SELECT c.status FROM report c WHERE c.id = r.merged_into AND r.status IN {words $3}), '')
FROM report r WHERE r.id IN {ints $1} AND r.person_id <> 0;

-- Reports that were joined to this one ($1), the oldest first. $2 JSON list of the status that says so.
-- name: reports_joined
-- record: Report
SELECT {Report r} FROM report r
WHERE r.status IN {words $2} AND r.merged_into = $1 AND r.merged_into <> 0 ORDER BY r.id LIMIT 200;

-- Copies of the cards of reports ($1, JSON list of ids), of each report and chat the newest first: the one with the
-- greatest number in its slot; sent_at is renewed by every edit. Columns: handlers.reports.loads.CardCopy.
-- name: card_copies
SELECT s.report_id, s.channel, s.chat, s.slot, s.sent_at FROM sent_message s
WHERE s.report_id IN {ints $1} AND s.report_id <> 0 AND s.purpose = 'card' AND s.slot LIKE 'card:%:%'
ORDER BY LENGTH(s.slot) DESC, s.slot DESC;

-- Cards in a private chat ($1 channel, $2 chat) that were sent or edited after $3 (UTC ms). Columns as above.
-- name: cards_at_desk
SELECT s.report_id, s.channel, s.chat, s.slot, s.sent_at FROM sent_message s
WHERE s.channel = $1 AND s.chat = $2 AND s.slot LIKE 'card:%' AND s.sent_at > CAST($3 AS BIGINT)
ORDER BY s.slot LIMIT 500;

-- What a person ($1) has taken, of the statuses $2 (JSON list).
-- name: reports_held
-- record: Report
SELECT {Report r} FROM report r WHERE r.status IN {words $2} AND r.taken_by = $1 ORDER BY r.id LIMIT 200;

-- $1 JSON list of ids.
-- name: reports_among
-- record: Report
SELECT {Report r} FROM report r WHERE r.id IN {ints $1} ORDER BY r.id;

-- name: events_of_reports
-- record: ReportEvent
SELECT {ReportEvent e} FROM report_event e WHERE e.report_id IN {ints $1} ORDER BY e.id;

-- name: files_of_reports
-- record: StoredFile
SELECT {StoredFile f} FROM attachment f WHERE f.report_id IN {ints $1} ORDER BY f.id;

-- (count,) of messages of a share that wait in an operators' chat. $1 channel, $2 chat, $3 lane, $4 share.
-- name: waiting_of_share
SELECT COUNT(*) FROM outbox WHERE channel = $1 AND chat = $2 AND lane = $3 AND share = $4
    AND (finished_at = 0 OR body <> '') AND finished_at = 0 AND state < 2;

-- Lists that stand in the operators' chats (handlers.reports.lists).
-- name: lists_kept
-- record: Setting
SELECT {Setting s} FROM setting s WHERE SUBSTR(s.name, 1, 9) = 'gathered:' ORDER BY s.name;

-- Lists of gathered cards that are older than any use. $1 the name before which they go.
-- name: prune_gathered
DELETE FROM setting WHERE SUBSTR(name, 1, 9) = 'gathered:' AND name < CAST($1 AS TEXT);

-- What its author was sent of a line ($2) of a report's ($1) history, the oldest first.
-- name: sent_of_event
-- record: SentMessage
SELECT {SentMessage s} FROM sent_message s JOIN report r ON r.id = s.report_id
WHERE s.report_id = CAST($1 AS BIGINT) AND s.report_id <> 0 AND s.event_id = CAST($2 AS BIGINT)
  AND s.channel = r.channel AND s.chat = r.chat
ORDER BY s.sent_at, s.message_id;

-- To whom a report may be given: whoever acted on reports since $1, and who is on shift now. $2 1 for all of them, else
-- those who acted on reports of the organisation $3; of shifts those that may have its reports. An account a row, of
-- whoever is on shift first, then the latest. Columns: handlers.operator.assign.Colleague.
-- name: colleagues
SELECT a.person_id, a.channel, a.user_id, a.name,
  CASE WHEN a.unreachable_at = 0 AND EXISTS (
    SELECT 1 FROM dialogue d WHERE d.channel = a.channel AND d.chat = a.user_id AND d.user_id = a.user_id
  ) THEN 1 ELSE 0 END,
  w.on_shift, w.organisations, w.organisation
FROM (
  SELECT e.actor AS person_id, 0 AS on_shift, MAX(e.at) AS at,
    COUNT(DISTINCT r.organisation) AS organisations, MAX(r.organisation) AS organisation
  FROM report_event e JOIN report r ON r.id = e.report_id
  WHERE e.actor_name <> '' AND e.actor <> 0 AND e.at > CAST($1 AS BIGINT)
    AND (CAST($2 AS BIGINT) = 1 OR r.organisation = CAST($3 AS TEXT))
  GROUP BY e.actor
  UNION ALL
  SELECT s.person_id, 1, s.began_at, 0, '' FROM shift s
  WHERE s.began_at > 0 AND s.ended_at = 0
    AND (s.scope = '*' OR (',' || s.scope || ',') LIKE ('%,' || CAST($3 AS TEXT) || ',%'))
) w
JOIN account a ON a.person_id = w.person_id
WHERE a.name <> ''
ORDER BY w.on_shift DESC, w.at DESC, a.person_id, a.channel, a.user_id
LIMIT 200;

-- Reports of $1 (person) in the messenger $2 with something that did not arrive since $3; $4 how many at most.
-- name: reports_missed
-- record: Report
SELECT {Report r} FROM report r
WHERE r.person_id = $1 AND r.channel = $2 AND EXISTS (
  SELECT 1 FROM report_event e WHERE e.report_id = r.id AND e.delivery = 'failed' AND e.delivery_at >= $3
) ORDER BY r.id DESC LIMIT $4;
