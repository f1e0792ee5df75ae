-- Ready answers that staff saved.

-- All of them, the newest first.
-- name: ready_answers
-- record: ReadyAnswer
SELECT {ReadyAnswer a} FROM ready_answer a ORDER BY a.id DESC LIMIT 200;
