-- What the operators' handlers ask for.

-- $1 id.
-- name: event_by_id
-- record: ReportEvent
SELECT {ReportEvent e} FROM report_event e WHERE e.id = $1;

-- How many wait: $1 1 for all organisations, else $2 a JSON list of codes; $3 JSON list of the
-- statuses that wait; $4 topic or ''; $5 settlement, municipality, '-' for
-- neither of both known, or ''.
-- name: queue_count
SELECT COUNT(*) FROM report r
WHERE r.status IN {words $3}
  AND (CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2} OR r.organisation || '/' || r.municipality IN {texts $2})
  AND (CAST($4 AS TEXT) = '' OR r.topic = CAST($4 AS TEXT))
  AND (CAST($5 AS TEXT) = '' OR r.settlement = CAST($5 AS TEXT) OR r.municipality = CAST($5 AS TEXT)
    OR (CAST($5 AS TEXT) = '-' AND r.settlement = '' AND r.municipality = ''))
  AND (CAST($6 AS TEXT) = '' OR (r.address || ', ' || r.text) LIKE CAST($6 AS TEXT) ESCAPE '!'
    OR (r.address || ', ' || r.text) LIKE CAST($7 AS TEXT) ESCAPE '!');

-- The same parameters, $6 now, $7 how many, $8 after how many, $9 JSON list of the statuses in which a first answer is
-- awaited from the staff: danger first, then the overdue, the oldest first.
-- name: queue_page
-- record: Report
SELECT {Report r} FROM report r
WHERE r.status IN {words $3}
  AND (CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2} OR r.organisation || '/' || r.municipality IN {texts $2})
  AND (CAST($4 AS TEXT) = '' OR r.topic = CAST($4 AS TEXT))
  AND (CAST($5 AS TEXT) = '' OR r.settlement = CAST($5 AS TEXT) OR r.municipality = CAST($5 AS TEXT)
    OR (CAST($5 AS TEXT) = '-' AND r.settlement = '' AND r.municipality = ''))
  AND (CAST($10 AS TEXT) = '' OR (r.address || ', ' || r.text) LIKE CAST($10 AS TEXT) ESCAPE '!'
    OR (r.address || ', ' || r.text) LIKE CAST($11 AS TEXT) ESCAPE '!')
ORDER BY r.danger DESC,
  CASE WHEN r.answered_at = 0 AND r.status IN {words $9} AND r.first_due_at BETWEEN 1 AND CAST($6 AS BIGINT) THEN 0
       WHEN r.answered_at > 0 AND r.due_at BETWEEN 1 AND CAST($6 AS BIGINT) THEN 0
       ELSE 1 END,
  r.created_at, r.id
LIMIT $7 OFFSET $8;

-- (topic, how many wait), the most first; parameters as of queue_count.
-- name: queue_topics
SELECT r.topic, COUNT(*) FROM report r
WHERE r.status IN {words $3}
  AND (CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2} OR r.organisation || '/' || r.municipality IN {texts $2})
  AND (CAST($4 AS TEXT) = '' OR r.topic = CAST($4 AS TEXT))
  AND (CAST($5 AS TEXT) = '' OR r.settlement = CAST($5 AS TEXT) OR r.municipality = CAST($5 AS TEXT)
    OR (CAST($5 AS TEXT) = '-' AND r.settlement = '' AND r.municipality = ''))
  AND (CAST($6 AS TEXT) = '' OR (r.address || ', ' || r.text) LIKE CAST($6 AS TEXT) ESCAPE '!'
    OR (r.address || ', ' || r.text) LIKE CAST($7 AS TEXT) ESCAPE '!')
GROUP BY r.topic ORDER BY COUNT(*) DESC, r.topic;

-- (settlement, or where none is known municipality, how many wait), the most first; parameters as of queue_count.
-- name: queue_places
SELECT w.place, COUNT(*) FROM (
  SELECT CASE WHEN r.settlement <> '' THEN r.settlement ELSE r.municipality END AS place FROM report r
  WHERE r.status IN {words $3}
    AND (CAST($1 AS BIGINT) = 1 OR r.organisation IN {texts $2} OR r.organisation || '/' || r.municipality IN {texts $2})
    AND (CAST($4 AS TEXT) = '' OR r.topic = CAST($4 AS TEXT))
    AND (CAST($5 AS TEXT) = '' OR r.settlement = CAST($5 AS TEXT) OR r.municipality = CAST($5 AS TEXT)
    OR (CAST($5 AS TEXT) = '-' AND r.settlement = '' AND r.municipality = ''))
    AND (CAST($6 AS TEXT) = '' OR (r.address || ', ' || r.text) LIKE CAST($6 AS TEXT) ESCAPE '!'
      OR (r.address || ', ' || r.text) LIKE CAST($7 AS TEXT) ESCAPE '!')
) w
GROUP BY w.place ORDER BY COUNT(*) DESC, w.place;

-- Reports that still have to come in sight in a chat, the dangerous first, the oldest first. $1 how Report.unshown
-- names the chat, $2 1 for all organisations, else $3 a JSON list of codes; $4 how many at most.
-- Columns: handlers.operator.gather_view.ListedReport.
-- name: unshown_reports
SELECT r.id, r.organisation, r.topic, r.settlement, r.municipality, r.danger, r.status, r.updated_at,
    SUBSTR(r.text, 1, 200), SUBSTR(r.address, 1, 200) FROM report r
WHERE r.unshown <> 0 AND (r.unshown & CAST($1 AS BIGINT)) <> 0
  AND (CAST($2 AS BIGINT) = 1 OR r.organisation IN {texts $3} OR r.organisation || '/' || r.municipality IN {texts $3})
ORDER BY r.danger DESC, r.id LIMIT $4;

-- $1 JSON list of ids: the same columns and order.
-- name: listed_reports
SELECT r.id, r.organisation, r.topic, r.settlement, r.municipality, r.danger, r.status, r.updated_at,
    SUBSTR(r.text, 1, 200), SUBSTR(r.address, 1, 200) FROM report r
WHERE r.id IN {ints $1} ORDER BY r.danger DESC, r.id;

-- A command: these reports are in sight. $1 JSON list of ids, $2 how Report.unshown names the chat.
-- name: mark_shown
UPDATE report SET unshown = unshown - CAST($2 AS BIGINT)
WHERE id IN {ints $1} AND (unshown & CAST($2 AS BIGINT)) <> 0;

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
SELECT {Report r} FROM report r WHERE r.status IN {words $2} AND r.merged_into = $1 ORDER BY r.id LIMIT 200;

-- Copies of the cards of reports ($1, JSON list of ids), the newest first. Columns: handlers.reports.loads.CardCopy.
-- name: card_copies
SELECT s.report_id, s.channel, s.chat, s.slot, s.sent_at FROM sent_message s
WHERE s.report_id IN {ints $1} AND s.report_id <> 0 AND s.purpose = 'card' AND s.slot LIKE 'card:%:%'
ORDER BY s.sent_at DESC, s.slot DESC;

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
