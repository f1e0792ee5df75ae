-- What grows and what is looked for: see docs/decisions/0019.
-- GENERATED … STORED becomes VIRTUAL for SQLite. ALTER TABLE … SET is left out there (storage/migrate.py).

-- A row is final as soon as it has a moment for it, so that what is not final is `finished_at = 0`.
UPDATE outbox SET finished_at = CASE WHEN due_at > 0 THEN due_at WHEN created_at > 0 THEN created_at ELSE 1 END
WHERE state > 1 AND finished_at = 0;

-- No index speaks of state, attempts or claimed_at: a claim changes nothing that is indexed, and PostgreSQL writes it
-- into the same page without touching an index. Two columns that seldom change say what the old predicates said.
ALTER TABLE outbox ADD COLUMN open_slot TEXT GENERATED ALWAYS AS (
    CASE WHEN op = 'put' AND slot <> '' AND state = 0 AND attempts = 0 AND parts_done = 0 THEN slot END
) STORED;
ALTER TABLE outbox ADD COLUMN given_up_why TEXT GENERATED ALWAYS AS (CASE WHEN state = 6 THEN why END) STORED;
DROP INDEX outbox_live;
DROP INDEX outbox_lane;
DROP INDEX outbox_chat;
DROP INDEX outbox_waiting_put;
DROP INDEX outbox_given_up;
DROP INDEX outbox_notice;
CREATE INDEX outbox_live ON outbox (channel, id) WHERE finished_at = 0;
-- What waits in a chat, and what of it still has a text: for order, and for whoever wants to be forgotten.
CREATE INDEX outbox_chat ON outbox (channel, chat, id) WHERE (finished_at = 0 OR body <> '');
CREATE INDEX outbox_report ON outbox (report_id) WHERE report_id <> 0 AND body <> '';
-- One row a slot waits untouched; a newer put goes into it (storage/writing.py).
CREATE UNIQUE INDEX outbox_waiting_put ON outbox (channel, chat, open_slot) WHERE open_slot IS NOT NULL;
CREATE INDEX outbox_given_up ON outbox (channel, given_up_why, id) WHERE given_up_why IS NOT NULL;
CREATE INDEX outbox_notice ON outbox (notice_id) WHERE notice_id <> 0 AND finished_at = 0;

-- Most of what is sent belongs to no report.
DROP INDEX sent_message_report;
CREATE INDEX sent_message_report ON sent_message (report_id) WHERE report_id <> 0;

-- Dead rows are cleared by number, not by share: a fifth of ten million would be two million, just after a notice to
-- everybody. Room in each page for the next state of its rows.
ALTER TABLE outbox SET (
    fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_cost_delay = 0
);
ALTER TABLE timer SET (
    fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0
);
ALTER TABLE dialogue SET (
    fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0
);
