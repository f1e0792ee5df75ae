-- One file for both engines. A table a record of storage/records.py, its columns in the order of the fields.
-- Integers are BIGINT; "BIGINT PRIMARY KEY" becomes INTEGER PRIMARY KEY for SQLite, so that it is the row's own id.

CREATE TABLE person (
    id BIGINT PRIMARY KEY,
    created_at BIGINT NOT NULL,
    language TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    consent_version TEXT NOT NULL DEFAULT '',
    consent_at BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE account (
    channel TEXT NOT NULL,
    user_id TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    unreachable_at BIGINT NOT NULL DEFAULT 0,
    unreachable_why TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (channel, user_id)
);
CREATE INDEX account_person ON account (person_id);

CREATE TABLE dialogue (
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    user_id TEXT NOT NULL,
    person_id BIGINT NOT NULL DEFAULT 0,
    step TEXT NOT NULL DEFAULT '',
    data TEXT NOT NULL DEFAULT '{}',
    screen BIGINT NOT NULL DEFAULT 0,
    screen_at BIGINT NOT NULL DEFAULT 0,
    updated_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, chat, user_id)
);
CREATE INDEX dialogue_person ON dialogue (person_id);

CREATE TABLE report (
    id BIGINT PRIMARY KEY,
    person_id BIGINT NOT NULL,
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    language TEXT NOT NULL,
    status TEXT NOT NULL,
    topic TEXT NOT NULL,
    organisation TEXT NOT NULL,
    text TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    settlement TEXT NOT NULL DEFAULT '',
    municipality TEXT NOT NULL DEFAULT '',
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    danger BIGINT NOT NULL DEFAULT 0,
    unsent BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL DEFAULT 0,
    updated_at BIGINT NOT NULL DEFAULT 0,
    first_due_at BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL DEFAULT 0,
    answered_at BIGINT NOT NULL DEFAULT 0,
    closed_at BIGINT NOT NULL DEFAULT 0,
    taken_by BIGINT NOT NULL DEFAULT 0,
    taken_name TEXT NOT NULL DEFAULT '',
    taken_until BIGINT NOT NULL DEFAULT 0,
    merged_into BIGINT NOT NULL DEFAULT 0,
    reminded_at BIGINT NOT NULL DEFAULT 0,
    carded BIGINT NOT NULL DEFAULT 0,
    unshown BIGINT NOT NULL DEFAULT 0,
    retired BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX report_unshown ON report (id) WHERE unshown <> 0;
CREATE INDEX report_to_retire ON report (closed_at) WHERE closed_at > 0 AND retired = 0;
CREATE INDEX report_person ON report (person_id, id);
-- Whole, not only over reports that are alive: SQLite would take a partial index for the very same list only.
CREATE INDEX report_status ON report (status, first_due_at);

CREATE TABLE report_event (
    id BIGINT PRIMARY KEY,
    report_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor BIGINT NOT NULL DEFAULT 0,
    actor_name TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    data TEXT NOT NULL DEFAULT '{}',
    delivery TEXT NOT NULL DEFAULT '',
    delivery_at BIGINT NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT ''
);
CREATE INDEX report_event_report ON report_event (report_id, id);

CREATE TABLE attachment (
    id BIGINT PRIMARY KEY,
    report_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    channel TEXT NOT NULL,
    handle TEXT NOT NULL,
    kind TEXT NOT NULL,
    url TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    mime TEXT NOT NULL DEFAULT '',
    size BIGINT NOT NULL DEFAULT 0,
    transcript TEXT NOT NULL DEFAULT '',
    path TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL DEFAULT 0,
    source_message TEXT NOT NULL DEFAULT ''
);
CREATE INDEX attachment_report ON attachment (report_id);
CREATE INDEX attachment_event ON attachment (event_id) WHERE event_id <> 0;
CREATE INDEX attachment_to_fetch ON attachment (id) WHERE path = '';

CREATE TABLE attachment_copy (
    attachment_id BIGINT NOT NULL,
    channel TEXT NOT NULL,
    handle TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (attachment_id, channel)
);

CREATE TABLE sent_message (
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    message_id TEXT NOT NULL,
    slot TEXT NOT NULL DEFAULT '',
    report_id BIGINT NOT NULL DEFAULT 0,
    event_id BIGINT NOT NULL DEFAULT 0,
    purpose TEXT NOT NULL DEFAULT '',
    sent_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, chat, message_id)
);
CREATE UNIQUE INDEX sent_message_slot ON sent_message (channel, chat, slot) WHERE slot <> '';
CREATE INDEX sent_message_report ON sent_message (report_id);

CREATE TABLE outbox (
    id BIGINT PRIMARY KEY,
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    lane BIGINT NOT NULL,
    op TEXT NOT NULL,
    body TEXT NOT NULL,
    slot TEXT NOT NULL DEFAULT '',
    share BIGINT NOT NULL DEFAULT 0,
    careful BIGINT NOT NULL DEFAULT 0,
    state BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL DEFAULT 0,
    expires_at BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,
    unknowns BIGINT NOT NULL DEFAULT 0,
    parts_done BIGINT NOT NULL DEFAULT 0,
    random_id BIGINT NOT NULL DEFAULT 0,
    report_id BIGINT NOT NULL DEFAULT 0,
    event_id BIGINT NOT NULL DEFAULT 0,
    purpose TEXT NOT NULL DEFAULT '',
    "then" TEXT NOT NULL DEFAULT '',
    claimed_at BIGINT NOT NULL DEFAULT 0,
    finished_at BIGINT NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT ''
);
-- What is not final yet: for the sender's pages, its depths by lane, and the order within a chat.
CREATE INDEX outbox_live ON outbox (channel, id) WHERE state IN (0, 1);
CREATE INDEX outbox_lane ON outbox (channel, state, lane, due_at, id) WHERE state IN (0, 1);
CREATE INDEX outbox_chat ON outbox (channel, chat, lane, id) WHERE state IN (0, 1);
-- One row a slot waits untouched; a newer put goes into it (storage/writing.py: STILL_WAITING).
CREATE UNIQUE INDEX outbox_waiting_put ON outbox (channel, chat, slot)
    WHERE op = 'put' AND slot <> '' AND state = 0 AND attempts = 0 AND parts_done = 0;
CREATE INDEX outbox_finished ON outbox (finished_at) WHERE finished_at <> 0;
-- What was given up: few rows, asked for often.
CREATE INDEX outbox_given_up ON outbox (channel, why, id) WHERE state = 6;
CREATE INDEX outbox_event ON outbox (event_id) WHERE event_id <> 0;

CREATE TABLE timer (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    data TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kind, key)
);
CREATE INDEX timer_due ON timer (due_at);

CREATE TABLE seen_update (
    channel TEXT NOT NULL,
    bot TEXT NOT NULL,
    key TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (channel, bot, key)
);
CREATE INDEX seen_update_at ON seen_update (at);

CREATE TABLE fault (
    id BIGINT PRIMARY KEY,
    channel TEXT NOT NULL,
    bot TEXT NOT NULL,
    key TEXT NOT NULL,
    raw TEXT NOT NULL,
    error TEXT NOT NULL,
    at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 1,
    solved_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX fault_solved ON fault (solved_at);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE audit (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    user_id TEXT NOT NULL,
    action TEXT NOT NULL,
    data TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_at ON audit (at);
