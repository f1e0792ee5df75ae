-- What the intake asks for every group of updates.

-- $1 channel, $2 bot, $3 JSON list of keys: those that were seen before.
-- name: seen_among
-- quick: yes
SELECT key FROM seen_update WHERE channel = $1 AND bot = $2 AND key IN {texts $3};

-- $1 channel, $2 JSON list of user ids.
-- name: accounts_among
-- quick: yes
-- record: Account
SELECT {Account a} FROM account a WHERE a.channel = $1 AND a.user_id IN {texts $2};

-- The same parameters.
-- name: persons_of_accounts
-- quick: yes
-- record: Person
SELECT {Person p} FROM person p
WHERE p.id IN (SELECT a.person_id FROM account a WHERE a.channel = $1 AND a.user_id IN {texts $2});

-- $1 JSON list of [channel, chat, user id].
-- name: dialogues_among
-- quick: yes
-- record: Dialogue
SELECT {Dialogue d} FROM dialogue d WHERE (d.channel, d.chat, d.user_id) IN {triples $1};

-- $1 now, $2 how many at most; the oldest first.
-- name: timers_due
-- record: Timer
SELECT {Timer t} FROM timer t WHERE t.due_at <= $1 ORDER BY t.due_at, t.kind, t.key LIMIT $2;

-- When the next timer is due; no row without one.
-- name: next_timer
SELECT due_at FROM timer ORDER BY due_at LIMIT 1;

-- $1 name.
-- name: setting
-- quick: yes
-- record: Setting
SELECT {Setting s} FROM setting s WHERE s.name = $1;

-- $1 how the names begin, taken literally ("cursor:").
-- name: settings_like
-- record: Setting
SELECT {Setting s} FROM setting s WHERE SUBSTR(s.name, 1, LENGTH($1)) = $1 ORDER BY s.name;

-- (table, greatest id) of every table in storage.ids.COUNTED, below the console's range (CONSOLE_BASE).
-- name: last_ids
SELECT 'person', COALESCE((SELECT id FROM person WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'report', COALESCE((SELECT id FROM report WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'report_event', COALESCE((SELECT id FROM report_event WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'attachment', COALESCE((SELECT id FROM attachment WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'outbox', COALESCE((SELECT id FROM outbox WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'fault', COALESCE((SELECT id FROM fault WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'audit', COALESCE((SELECT id FROM audit WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'place', COALESCE((SELECT id FROM place WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'notice', COALESCE((SELECT id FROM notice WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'notice_text', COALESCE((SELECT id FROM notice_text WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'notice_event', COALESCE((SELECT id FROM notice_event WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0)
UNION ALL
SELECT 'ready_answer', COALESCE((SELECT id FROM ready_answer WHERE id < 4503599627370496 ORDER BY id DESC LIMIT 1), 0);
