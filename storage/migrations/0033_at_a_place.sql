-- What is known around a point, by its status: what is over there is looked for at each report, and hardly ever found. The
-- newest first: of hundreds of reports of one house those behind the first sixty are passed over.
DROP INDEX report_point;
CREATE INDEX report_point ON report (topic, status, lat, lon, closed_at, created_at DESC, person_id)
    WHERE lat IS NOT NULL;
-- Beside a point only those reports of its town are compared that have none: of a storm's thousands a few.
CREATE INDEX report_without_point ON report (topic, settlement, created_at) WHERE closed_at = 0 AND lat IS NULL;
