-- What an officer who composes a notice asks for.

-- $1 officer's key: drafts and submitted notices that he wrote or changed, the newest first. $2 JSON list of
-- their states, $3 person: whose own they are, though others have changed them since.
-- name: compose_mine
-- record: Notice
SELECT {Notice n} FROM notice n
WHERE n.state IN {words $2} AND (n.hands LIKE '%"' || CAST($1 AS TEXT) || '"%' OR (n.author = $3 AND n.author <> 0))
ORDER BY n.updated_at DESC, n.id DESC LIMIT 30;

-- $1 kind, $2 drill, $3 now, $4 but not this id, $5 JSON list of states: notices that wait, are under way
-- or in force.
-- name: compose_alike
-- record: Notice
SELECT {Notice n} FROM notice n
WHERE n.state IN {words $5} AND n.kind = $1 AND n.drill = $2 AND n.ended_at = 0
  AND n.until > $3 AND n.id <> $4 AND n.link NOT IN ('ends', 'withdraws')
ORDER BY n.id DESC LIMIT 50;

-- $1 file id: a file that was read and is not needed any more. A command.
-- name: compose_forget_file
DELETE FROM attachment WHERE id = $1 AND report_id = 0 AND event_id = 0;
