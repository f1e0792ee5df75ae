-- Of years of reports other programs find their own organisation's, those that they brought, and the lines of a past day
-- without reading the others (docs/decisions/0067).
CREATE INDEX report_organisation ON report (organisation, created_at, id);
CREATE INDEX report_program ON report (channel, created_at, id) WHERE substr(channel, 1, 8) = 'open311:';
CREATE INDEX report_event_at ON report_event (at, id);
-- When a webhook's next attempt is due, however many wait.
CREATE INDEX outbox_hooks ON outbox (channel, due_at) WHERE finished_at = 0 AND substr(channel, 1, 5) = 'hook:';
