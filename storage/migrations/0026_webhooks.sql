-- What happened, for other programs: by webhooks and GET /open311/v2/events (docs/decisions/0055).
CREATE TABLE hook_event (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    report_id BIGINT NOT NULL,
    notice_id BIGINT NOT NULL,
    organisation TEXT NOT NULL,
    was_organisation TEXT NOT NULL,
    drill BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX hook_event_at ON hook_event (at);
CREATE INDEX hook_event_report ON hook_event (report_id) WHERE report_id <> 0;
