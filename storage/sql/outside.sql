-- What other systems do with reports (handlers/outside, bot/back_office).

-- One act of a client. $1 its code, $2 its own name for the act.
-- name: outside_act
-- record: KeptOutsideAct
SELECT {KeptOutsideAct a} FROM outside_act a WHERE a.client = $1 AND a.act = $2;

-- Several of them. $2 JSON list of names.
-- name: outside_acts_among
-- record: KeptOutsideAct
SELECT {KeptOutsideAct a} FROM outside_act a WHERE a.client = $1 AND a.act IN {texts $2};

-- A command: what was refused before $1 and what was done before $2 is known no more.
-- name: prune_outside
DELETE FROM outside_act WHERE at < $2 OR (at < $1 AND outcome NOT IN ('done', 'already'));
