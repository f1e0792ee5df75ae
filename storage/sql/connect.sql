-- Chats that organisations connected by a code.

-- All of them, the oldest first.
-- name: connections
-- record: Connection
SELECT {Connection c} FROM connection c ORDER BY c.connected_at, c.channel, c.chat;

-- $1 person: the chats that he connected.
-- name: connections_of
-- record: Connection
SELECT {Connection c} FROM connection c WHERE c.person_id = $1 AND c.person_id <> 0 ORDER BY c.connected_at, c.chat;

-- $1 person: the codes that he asked for.
-- name: connect_codes_of
-- record: ConnectCode
SELECT {ConnectCode c} FROM connect_code c WHERE c.person_id = $1 ORDER BY c.expires_at;

-- $1 what the code hashes to.
-- name: connect_code
-- record: ConnectCode
SELECT {ConnectCode c} FROM connect_code c WHERE c.code_hash = $1;

-- A command: codes that stopped counting before $1.
-- name: drop_connect_codes
DELETE FROM connect_code WHERE expires_at < $1;

-- A command: these reports have no card in an own chat of their organisation any more. $1 JSON list of organisations, and
-- of "ORGANISATION/MUNICIPALITY" where it has several chats.
-- name: own_cards_leave
UPDATE report SET carded = carded & 1, unshown = unshown & 1
WHERE (carded >= 2 OR unshown >= 2)
  AND (organisation IN {texts $1} OR organisation || '/' || municipality IN {texts $1});

-- A command: those of them that wait ($2, JSON list of statuses) come in sight in the chat that is their organisation's
-- now.
-- name: own_cards_come
UPDATE report SET unshown = (unshown & 1) + 2
WHERE status IN {words $2} AND (organisation IN {texts $1} OR organisation || '/' || municipality IN {texts $1});

-- A command: what still waits for a chat ($1, $2) that is nobody's any more is not sent there. $3 now.
-- name: own_chat_drop
UPDATE outbox SET state = 7, why = 'moved', finished_at = $3
WHERE channel = $1 AND chat = $2 AND finished_at = 0 AND state = 0 AND lane = 3;

-- A command: whose reports a shift may have is found anew at its next act, since chats have other owners now. Shifts
-- for every report ('*') stay.
-- name: shift_scopes_drop
UPDATE shift SET scope = '' WHERE scope <> '' AND scope <> '*';

-- Cards that stand in a chat ($1 channel, $2 chat), after the message $3, by the order of the key; $4 how many.
-- name: cards_in_chat
-- record: SentMessage
SELECT {SentMessage s} FROM sent_message s
WHERE s.channel = $1 AND s.chat = $2 AND s.message_id > $3 AND s.slot LIKE 'card:%' AND s.purpose = 'card'
ORDER BY s.message_id LIMIT $4;
