-- One trouble, one case: what is known at a place, whoever follows it, and the keys of places.

-- Reports that were written before there were keys of their places, the newest first: (id, address). $1 before this id,
-- $2 how many are looked at.
-- name: reports_to_key
SELECT r.id, r.address FROM report r WHERE r.id < $1 ORDER BY r.id DESC LIMIT $2;

-- $1 id, $2 street key, $3 house key, $4 the address of which they are: one that has changed meanwhile has its own.
-- name: report_keyed
UPDATE report SET street_key = $2, house_key = $3 WHERE id = $1 AND address = $4;
