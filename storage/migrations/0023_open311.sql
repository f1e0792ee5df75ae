-- Others ask for reports by when they were written and by when they changed last (docs/decisions/0052).
CREATE INDEX report_created ON report (created_at, id);
CREATE INDEX report_updated ON report (updated_at, id);
