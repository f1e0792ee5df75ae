-- What a citizen's subscriptions and places ask for, and how two accounts become one person and two again.

-- $1 person.
-- name: subscription_of
-- quick: yes
-- record: Subscription
SELECT {Subscription s} FROM subscription s WHERE s.person_id = $1;

-- (id,) of a person's reports, two at most: whether there is one, and no other. $1 person.
-- name: first_reports_of
-- quick: yes
SELECT r.id FROM report r WHERE r.person_id = $1 ORDER BY r.id LIMIT 2;

-- $1 person.
-- name: subscription_areas_of
-- quick: yes
-- record: SubscriptionArea
SELECT {SubscriptionArea a} FROM subscription_area a WHERE a.person_id = $1 ORDER BY a.area;

-- $1 person; the oldest first.
-- name: places_of
-- quick: yes
-- record: Place
SELECT {Place p} FROM place p WHERE p.person_id = $1 ORDER BY p.id;

-- $1 what the code hashes to.
-- name: join_code
-- record: JoinCode
SELECT {JoinCode c} FROM join_code c WHERE c.code_hash = $1;

-- What a person ($1) has been told in notices, for the file that he may ask for.
-- name: recipients_of
-- record: Recipient
SELECT {Recipient r} FROM recipient r WHERE r.person_id = $1 ORDER BY r.notice_id, r.channel;

-- $1 person.
-- name: responses_of
-- record: NoticeResponse
SELECT {NoticeResponse r} FROM notice_response r WHERE r.person_id = $1 ORDER BY r.notice_id;

-- $1 person.
-- name: join_codes_of
-- record: JoinCode
SELECT {JoinCode c} FROM join_code c WHERE c.person_id = $1;

-- What waits for a person's morning. $1 person, $2 channel.
-- name: held_of
-- record: Recipient
SELECT {Recipient r} FROM recipient r WHERE r.person_id = $1 AND r.channel = $2 AND r.held <> 0 ORDER BY r.notice_id;

-- The notices that wait for it, the gravest first. The same parameters.
-- name: notices_held_for
-- record: Notice
SELECT {Notice n} FROM notice n WHERE n.id IN (
    SELECT r.notice_id FROM recipient r WHERE r.person_id = $1 AND r.channel = $2 AND r.held <> 0
) ORDER BY n.severity DESC, n.id;

-- A command: codes that are no good any more ($1 now) and the earlier ones of a person ($2).
-- name: drop_join_codes
DELETE FROM join_code WHERE expires_at <= $1 OR person_id = $2;

-- A command: everything of one person ($1) becomes another's ($2): the same human wrote from two messengers.
-- $3 JSON list of the statuses of open reports.
-- name: join_persons
UPDATE report SET person_id = $2 WHERE person_id = $1;
UPDATE report_event SET actor = $2
WHERE actor = $1 AND report_id IN (SELECT r.id FROM report r WHERE r.person_id = $2);
UPDATE attachment SET person_id = $2
WHERE person_id = $1 AND report_id IN (SELECT r.id FROM report r WHERE r.person_id = $2);
UPDATE report SET taken_by = $2
WHERE taken_by = $1 AND status IN {words $3};
UPDATE dialogue SET person_id = $2 WHERE person_id = $1;
UPDATE connection SET person_id = $2 WHERE person_id = $1;
UPDATE connect_code SET person_id = $2 WHERE person_id = $1;
UPDATE place SET person_id = $2 WHERE person_id = $1;
DELETE FROM subscription_area WHERE person_id = $1;
DELETE FROM subscription WHERE person_id = $1;
DELETE FROM recipient WHERE person_id = $1 AND EXISTS (
    SELECT 1 FROM recipient o
    WHERE o.notice_id = recipient.notice_id AND o.channel = recipient.channel AND o.person_id = $2
);
UPDATE recipient SET person_id = $2 WHERE person_id = $1;
DELETE FROM notice_response WHERE person_id IN ($1, $2) AND EXISTS (
    SELECT 1 FROM notice_response o
    WHERE o.notice_id = notice_response.notice_id AND o.person_id IN ($1, $2)
        AND o.person_id <> notice_response.person_id
        AND (o.at > notice_response.at OR (o.at = notice_response.at AND o.person_id = $2))
);
UPDATE notice_response SET person_id = $2 WHERE person_id = $1;
UPDATE notice SET author = $2 WHERE author = $1;
UPDATE notice SET hands = REPLACE(hands, '"p:' || CAST(CAST($1 AS BIGINT) AS TEXT) || '"',
    '"p:' || CAST(CAST($2 AS BIGINT) AS TEXT) || '"')
WHERE hands LIKE '%"p:' || CAST(CAST($1 AS BIGINT) AS TEXT) || '"%';
DELETE FROM join_code WHERE person_id IN ($1, $2);

-- A command: what a person ($1) said in one messenger ($3) is another's ($2) again.
-- name: part_persons
UPDATE report SET person_id = $2 WHERE person_id = $1 AND channel = $3;
UPDATE report_event SET actor = $2
WHERE actor = $1 AND report_id IN (SELECT r.id FROM report r WHERE r.person_id = $2 AND r.channel = $3);
UPDATE attachment SET person_id = $2
WHERE person_id = $1 AND report_id IN (SELECT r.id FROM report r WHERE r.person_id = $2 AND r.channel = $3);
UPDATE dialogue SET person_id = $2 WHERE person_id = $1 AND channel = $3;
UPDATE recipient SET person_id = $2 WHERE person_id = $1 AND channel = $3;

-- A command: both halves of a person ($1, $2) stay hands of the notices that he had a hand in: neither may approve.
-- name: part_hands
UPDATE notice SET hands = REPLACE(hands, '"p:' || CAST(CAST($1 AS BIGINT) AS TEXT) || '"',
    '"p:' || CAST(CAST($1 AS BIGINT) AS TEXT) || '", "p:' || CAST(CAST($2 AS BIGINT) AS TEXT) || '"')
WHERE hands LIKE '%"p:' || CAST(CAST($1 AS BIGINT) AS TEXT) || '"%';
