-- What the guessing of topics learns from (bot/learning).

-- A page of reports, the newest first, with what their history says of topics: (id, person, topic, text, danger,
-- unsent, answered_at, kind, data), a row for each line of kind "filed" or "topic", in their order; kind '' where there is none.
-- $1 before this id, $2 how many reports. Whoever was forgotten has left no text and no data.
-- name: topics_page
SELECT r.id, r.person_id, r.topic, r.text, r.danger, r.unsent, r.answered_at, COALESCE(e.kind, ''), COALESCE(e.data, '{}')
FROM (
    SELECT id, person_id, topic, text, danger, unsent, answered_at FROM report WHERE id < $1
    ORDER BY id DESC LIMIT CAST($2 AS BIGINT)
) r LEFT JOIN report_event e ON e.report_id = r.id AND e.kind IN ('filed', 'topic')
ORDER BY r.id DESC, e.id;
