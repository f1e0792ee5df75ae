-- The sender's statements. States are storage.records.OutboxState: 0 waiting, 1 claimed, above that final.
-- What is not final has indexes of its own, taken only for a condition that says `finished_at = 0`; whatever makes a
-- row final sets finished_at. No index speaks of state, so that a claim touches none (migration 0004).

-- $1 JSON list of ids, $2 now: those that still waited, now ours. Each row is given to one caller only.
-- A notice's row only while the notice is being sent ($3, JSON list of states), so that a stop holds here; what is said
-- late of one only while it is in force ($4, JSON list of states): it was written, perhaps, while its end or a stop was.
-- name: outbox_claim_many
-- quick: yes
-- record: OutboxRow
UPDATE outbox SET state = 1, claimed_at = $2, attempts = attempts + 1
WHERE id IN {ints $1} AND state = 0
    AND (notice_id = 0 OR notice_id IN (SELECT n.id FROM notice n WHERE n.state IN {words $3}))
    AND (purpose <> 'notice_late'
        OR EXISTS (SELECT 1 FROM notice n WHERE n.id = outbox.event_id AND n.ended_at = 0 AND n.state IN {words $4}))
RETURNING {OutboxRow};

-- What is said late of a notice that has ended meanwhile is not said any more. $1 JSON list of ids, $2 now, $3 state, $4 why.
-- name: outbox_late_over
UPDATE outbox SET state = $3, why = $4, finished_at = $2
WHERE id IN {ints $1} AND state = 0 AND purpose = 'notice_late'
    AND EXISTS (SELECT 1 FROM notice n WHERE n.id = outbox.event_id AND n.ended_at <> 0);

-- $1 channel: claimed rows. After a start their outcome is unknown.
-- name: outbox_claimed
-- record: OutboxRow
SELECT {OutboxRow o} FROM outbox o WHERE o.channel = $1 AND o.finished_at = 0 AND o.state = 1
ORDER BY o.id;

-- The program ended while these were claimed. $1 JSON list of ids.
-- name: outbox_died
UPDATE outbox SET deaths = deaths + 1 WHERE id IN {ints $1} AND state < 2;

-- (chat, share, at, messages) of what went to each chat since a moment, and of what is under way, the oldest first.
-- $1 channel, $2 since. `id > 0` says nothing but by which index: that of chats has all that still has its words, a day's.
-- name: outbox_lately
SELECT chat, share, finished_at AS at, CASE WHEN parts_done > 1 THEN parts_done ELSE 1 END FROM outbox
WHERE channel = $1 AND finished_at <> 0 AND finished_at >= $2 AND state = 2 AND op NOT IN ('ack', 'delete')
UNION ALL
SELECT chat, share, claimed_at, 1 FROM outbox
WHERE channel = $1 AND finished_at = 0 AND id > 0 AND state = 1 AND claimed_at >= $2 AND op NOT IN ('ack', 'delete')
ORDER BY 3;

-- What became of a row; one that is final stays as it is. $1 id, $2 state, $3 due_at, $4 attempts, $5 unknowns, $6 parts_done, $7 finished_at
-- (0 unless final), $8 why, $9 chat. A row that waits again keeps attempts above 0: only rows that were never
-- tried take over a newer put (index outbox_waiting_put). A row whose person was forgotten meanwhile has lost its text
-- (forget_waiting): it is dropped where it would wait again.
-- name: outbox_conclude
-- quick: yes
UPDATE outbox SET due_at = $3, attempts = $4, unknowns = $5, parts_done = $6, chat = $9, claimed_at = 0,
    state = CASE WHEN why = 'forgotten' AND CAST($2 AS BIGINT) = 0 THEN 7 ELSE CAST($2 AS BIGINT) END,
    finished_at = CASE WHEN why = 'forgotten' AND CAST($2 AS BIGINT) = 0 THEN claimed_at ELSE CAST($7 AS BIGINT) END,
    why = CASE WHEN why = 'forgotten' AND CAST($2 AS BIGINT) = 0 THEN why ELSE CAST($8 AS TEXT) END
WHERE id = $1 AND state < 2;

-- A put that its chat would not take counts as never tried, so that a newer state goes into it; not where one waits
-- beside it already, nor where it may have arrived. $1 id.
-- name: outbox_untried
UPDATE outbox SET attempts = 0
WHERE id = $1 AND op = 'put' AND slot <> '' AND state = 0 AND parts_done = 0 AND unknowns = 0 AND NOT EXISTS (
    SELECT 1 FROM outbox n WHERE n.channel = outbox.channel AND n.chat = outbox.chat
        AND n.open_slot IS NOT NULL AND n.open_slot = outbox.slot AND n.id <> outbox.id
);

-- Claimed rows that were not tried after all wait again. $1 JSON list of ids.
-- name: outbox_release
UPDATE outbox SET state = CASE WHEN why = 'forgotten' THEN 7 ELSE 0 END,
    finished_at = CASE WHEN why = 'forgotten' THEN claimed_at ELSE 0 END, claimed_at = 0
WHERE id IN {ints $1} AND state = 1;

-- $1 channel, $2 JSON list of [chat, slot].
-- name: sent_by_slot
-- quick: yes
-- record: SentMessage
SELECT {SentMessage s} FROM sent_message s WHERE s.channel = $1 AND s.slot <> '' AND (s.chat, s.slot) IN {pairs $2};

-- $1 channel, $2 chat, $3 message id.
-- name: sent_by_message
-- quick: yes
-- record: SentMessage
SELECT {SentMessage s} FROM sent_message s WHERE s.channel = $1 AND s.chat = $2 AND s.message_id = $3;

-- A slot's message is not there any more: a new one may take the slot. $1 channel, $2 chat, $3 slot.
-- name: sent_slot_leave
-- quick: yes
UPDATE sent_message SET slot = '' WHERE channel = $1 AND chat = $2 AND slot = $3 AND slot <> '';

-- (channel, lane, count, earliest due_at) of what is not final.
-- name: outbox_depths
SELECT channel, lane, COUNT(*), MIN(due_at) FROM outbox WHERE finished_at = 0 AND state < 2 GROUP BY channel, lane;

-- (count,) of messages sent to this chat since. $1 channel, $2 chat, $3 since when.
-- name: outbox_later_in_chat
SELECT COUNT(*) FROM outbox
WHERE channel = $1 AND chat = $2 AND state = 2 AND finished_at >= $3 AND finished_at <> 0
    AND op NOT IN ('ack', 'delete');

-- $1: texts of rows that were final before this are emptied, $2 at most at a time.
-- name: prune_outbox_bodies
UPDATE outbox SET body = '' WHERE id IN (
    SELECT id FROM outbox WHERE finished_at <> 0 AND finished_at < $1 AND body <> '' ORDER BY finished_at LIMIT $2
);

-- A command. $1: rows that were final before this go, $2 at most at a time; how many they were is kept.
-- name: prune_outbox
INSERT INTO outbox_count (day_at, channel, lane, state, count)
SELECT finished_at - finished_at % 86400000, channel, lane, state, COUNT(*) FROM outbox
WHERE id IN (
    SELECT id FROM outbox WHERE finished_at <> 0 AND finished_at < $1 ORDER BY finished_at, id LIMIT $2
)
GROUP BY finished_at - finished_at % 86400000, channel, lane, state
ON CONFLICT (day_at, channel, lane, state) DO UPDATE SET count = outbox_count.count + excluded.count;
DELETE FROM two_in_one WHERE row_id IN (
    SELECT id FROM outbox WHERE finished_at <> 0 AND finished_at < $1 ORDER BY finished_at, id LIMIT $2
);
DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox WHERE finished_at <> 0 AND finished_at < $1 ORDER BY finished_at, id LIMIT $2
);

-- $1: updates seen before this are forgotten, $2 at most at a time.
-- name: prune_seen
DELETE FROM seen_update WHERE (channel, bot, key) IN (
    SELECT channel, bot, key FROM seen_update WHERE at < $1 ORDER BY at LIMIT $2
);

-- A command: a group has a new id. $1 channel, $2 the old chat, $3 the new one. What waits goes there; a put
-- whose slot waits there already is dropped. Sent messages stay: their ids mean other messages in the new chat.
-- name: migrate_chat
UPDATE outbox SET state = 7, why = 'migrated',
    finished_at = CASE WHEN due_at > 0 THEN due_at WHEN created_at > 0 THEN created_at ELSE 1 END
WHERE channel = $1 AND chat = $2 AND open_slot IS NOT NULL AND open_slot IN (
    SELECT o.open_slot FROM outbox o WHERE o.channel = $1 AND o.chat = $3 AND o.open_slot IS NOT NULL
);
UPDATE outbox SET chat = $3 WHERE channel = $1 AND chat = $2 AND (finished_at = 0 OR body <> '')
    AND finished_at = 0 AND state < 2;
DELETE FROM connection WHERE channel = $1 AND chat = $3
    AND EXISTS (SELECT 1 FROM connection c WHERE c.channel = $1 AND c.chat = $2);
UPDATE connection SET chat = $3 WHERE channel = $1 AND chat = $2;
UPDATE dialogue SET chat = $3 WHERE channel = $1 AND chat = $2
    AND user_id NOT IN (SELECT d.user_id FROM dialogue d WHERE d.channel = $1 AND d.chat = $3);
