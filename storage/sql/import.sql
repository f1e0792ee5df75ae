-- Subscribers as a table: `otklik subscribers import` and `export`.

-- $1 JSON list of [channel, user id].
-- name: persons_listed
-- record: Person
SELECT {Person p} FROM person p
WHERE p.id IN (SELECT a.person_id FROM account a WHERE (a.channel, a.user_id) IN {pairs $1});

-- The same parameters.
-- name: subscriptions_listed
-- record: Subscription
SELECT {Subscription s} FROM subscription s
WHERE s.person_id IN (SELECT a.person_id FROM account a WHERE (a.channel, a.user_id) IN {pairs $1});

-- (greatest person id of the console's range,). $1 where it begins.
-- name: console_person
SELECT COALESCE((SELECT id FROM person WHERE id >= $1 ORDER BY id DESC LIMIT 1), 0);

-- $1 JSON list of person ids.
-- name: clear_areas
DELETE FROM subscription_area WHERE person_id IN {ints $1};

-- (person,) of those with a subscription. $1 after this one, $2 how many.
-- name: subscribers_page
SELECT s.person_id FROM subscription s WHERE s.person_id > $1 ORDER BY s.person_id LIMIT CAST($2 AS BIGINT);

-- (person, channel, user, language, kinds) of all their accounts. $1 JSON list of person ids.
-- name: subscribers_among
SELECT a.person_id, a.channel, a.user_id, p.language, s.kinds FROM account a
JOIN person p ON p.id = a.person_id JOIN subscription s ON s.person_id = a.person_id
WHERE a.person_id IN {ints $1} ORDER BY a.person_id, a.channel, a.user_id;

-- (person, area). $1 JSON list of person ids.
-- name: areas_among
SELECT a.person_id, a.area FROM subscription_area a WHERE a.person_id IN {ints $1} ORDER BY a.person_id, a.area;
