-- Emergency notices: subscriptions and places, notices and their audience, answers, alerts that were read.

CREATE TABLE subscription (
    person_id BIGINT PRIMARY KEY,
    kinds BIGINT NOT NULL DEFAULT 0,
    least BIGINT NOT NULL DEFAULT 2,
    extreme BIGINT NOT NULL DEFAULT 1,
    drills BIGINT NOT NULL DEFAULT 0,
    quiet_from BIGINT NOT NULL DEFAULT -1,
    quiet_to BIGINT NOT NULL DEFAULT -1,
    channel TEXT NOT NULL DEFAULT '',
    updated_at BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE subscription_area (
    person_id BIGINT NOT NULL,
    area TEXT NOT NULL,
    PRIMARY KEY (person_id, area)
);
CREATE INDEX subscription_area_area ON subscription_area (area, person_id);

CREATE TABLE place (
    id BIGINT PRIMARY KEY,
    person_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    lon DOUBLE PRECISION NOT NULL,
    radius_m BIGINT NOT NULL,
    settlement TEXT NOT NULL DEFAULT '',
    municipality TEXT NOT NULL DEFAULT '',
    street TEXT NOT NULL DEFAULT '',
    house TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX place_person ON place (person_id);
CREATE INDEX place_point ON place (lat, lon, person_id, id);

CREATE TABLE join_code (
    code TEXT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL,
    channel TEXT NOT NULL,
    user_id TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE notice (
    id BIGINT PRIMARY KEY,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    severity BIGINT NOT NULL,
    drill BIGINT NOT NULL,
    content TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 0,
    link TEXT NOT NULL DEFAULT '',
    linked_id BIGINT NOT NULL DEFAULT 0,
    source TEXT NOT NULL DEFAULT '',
    hands TEXT NOT NULL DEFAULT '[]',
    author BIGINT NOT NULL DEFAULT 0,
    author_name TEXT NOT NULL DEFAULT '',
    submitter_name TEXT NOT NULL DEFAULT '',
    approver_name TEXT NOT NULL DEFAULT '',
    until BIGINT NOT NULL DEFAULT 0,
    send_at BIGINT NOT NULL DEFAULT 0,
    repeat_min BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL DEFAULT 0,
    updated_at BIGINT NOT NULL DEFAULT 0,
    submitted_at BIGINT NOT NULL DEFAULT 0,
    approved_at BIGINT NOT NULL DEFAULT 0,
    started_at BIGINT NOT NULL DEFAULT 0,
    finished_at BIGINT NOT NULL DEFAULT 0,
    ended_at BIGINT NOT NULL DEFAULT 0,
    count_wanted BIGINT NOT NULL DEFAULT 0,
    counted TEXT NOT NULL DEFAULT '',
    cursor TEXT NOT NULL DEFAULT '',
    expanded BIGINT NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT ''
);
CREATE INDEX notice_state ON notice (state, id);
-- What is in force: few rows, asked for by everybody who writes /now.
CREATE INDEX notice_in_force ON notice (until) WHERE ended_at = 0;
CREATE INDEX notice_linked ON notice (linked_id) WHERE linked_id <> 0;
CREATE INDEX notice_count_wanted ON notice (id) WHERE count_wanted <> 0;

CREATE TABLE notice_text (
    id BIGINT PRIMARY KEY,
    notice_id BIGINT NOT NULL,
    variant TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX notice_text_variant ON notice_text (notice_id, variant);

CREATE TABLE recipient (
    notice_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    rank BIGINT NOT NULL,
    variant TEXT NOT NULL DEFAULT '',
    row_id BIGINT NOT NULL DEFAULT 0,
    held BIGINT NOT NULL DEFAULT 0,
    at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (notice_id, person_id, channel)
);
CREATE INDEX recipient_person ON recipient (person_id, notice_id);
CREATE INDEX recipient_held ON recipient (person_id) WHERE held <> 0;

CREATE TABLE notice_count (
    notice_id BIGINT NOT NULL,
    channel TEXT NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (notice_id, channel, outcome, why)
);

CREATE TABLE notice_event (
    id BIGINT PRIMARY KEY,
    notice_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    actor TEXT NOT NULL DEFAULT '',
    actor_name TEXT NOT NULL DEFAULT '',
    data TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX notice_event_notice ON notice_event (notice_id, id);

CREATE TABLE notice_response (
    notice_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    area TEXT NOT NULL DEFAULT '',
    report_id BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (notice_id, person_id)
);

CREATE TABLE cap_alert (
    sender TEXT NOT NULL,
    identifier TEXT NOT NULL,
    sent TEXT NOT NULL,
    notice_id BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    source TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (sender, identifier, sent)
);
CREATE INDEX notice_response_person ON notice_response (person_id);
CREATE INDEX cap_alert_notice ON cap_alert (notice_id) WHERE notice_id <> 0;

ALTER TABLE outbox ADD COLUMN notice_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN text_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_notice ON outbox (notice_id) WHERE notice_id <> 0 AND state IN (0, 1);
