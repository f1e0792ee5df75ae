-- Of what is known around a point the newest is wanted: hundreds of reports of one house come newest first, so that
-- those behind the first sixty are passed over.
DROP INDEX report_point;
CREATE INDEX report_point ON report (topic, status, lat, lon, closed_at, created_at DESC, person_id)
    WHERE lat IS NOT NULL;
