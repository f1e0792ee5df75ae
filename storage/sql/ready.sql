-- Ready answers that staff saved.

-- All of them, the newest first.
-- name: ready_answers
-- record: ReadyAnswer
SELECT {ReadyAnswer a} FROM ready_answer a ORDER BY a.id DESC LIMIT 200;

-- Whether a person ($1) is not heard for a time.
-- name: silenced_of
-- record: Silenced
SELECT {Silenced s} FROM silenced s WHERE s.person_id = $1;
