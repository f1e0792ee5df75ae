-- One trouble, one case (docs/decisions/0039): where a report is, so that equal places are equal texts. Both are filled
-- for reports of before by a job, a few hundred at a time (bot/jobs/place_keys.py); '' until then, and without a place.
ALTER TABLE report ADD COLUMN street_key TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN house_key TEXT NOT NULL DEFAULT '';

-- What is known at a street, open or closed of late; in a town; around a point.
CREATE INDEX report_street ON report (street_key, settlement, topic, closed_at) WHERE street_key <> '';
CREATE INDEX report_open_topic ON report (topic, settlement, created_at) WHERE closed_at = 0;
CREATE INDEX report_point ON report (topic, lat) WHERE lat IS NOT NULL;
-- Whoever follows a case.
CREATE INDEX report_merged ON report (merged_into, id) WHERE merged_into <> 0;
