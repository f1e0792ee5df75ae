-- What other systems do with reports (handlers/outside, bot/back_office).

-- One act of a client. $1 its code, $2 its own name for the act.
-- name: outside_act
-- record: KeptOutsideAct
SELECT {KeptOutsideAct a} FROM outside_act a WHERE a.client = $1 AND a.act = $2;

-- Several of them. $2 JSON list of names.
-- name: outside_acts_among
-- record: KeptOutsideAct
SELECT {KeptOutsideAct a} FROM outside_act a WHERE a.client = $1 AND a.act IN {texts $2};

-- "client || ''" is for the planner: by the index of its names all that it ever did would be walked through.
-- What of a client's acts since $2 is about to go, the oldest first. $1 its code, $3 JSON list of the kinds of lines that
-- wait, $4 how many.
-- name: outside_pending
-- record: ReportEvent
SELECT {ReportEvent e} FROM outside_act a JOIN report_event e ON e.id = a.event_id
WHERE a.client || '' = CAST($1 AS TEXT) AND a.at >= $2 AND e.delivery = '' AND e.kind IN {words $3} ORDER BY e.id LIMIT $4;

-- (delivery, how many) of those lines.
-- name: outside_counts
SELECT e.delivery, COUNT(*) FROM outside_act a JOIN report_event e ON e.id = a.event_id
WHERE a.client || '' = CAST($1 AS TEXT) AND a.at >= $2 AND e.kind IN {words $3} GROUP BY e.delivery ORDER BY e.delivery;

-- A command: what was refused before $1 and what was done before $2 is known no more.
-- name: prune_outside
DELETE FROM outside_act WHERE at < $2 OR (at < $1 AND outcome NOT IN ('done', 'already'));
