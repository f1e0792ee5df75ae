-- What other systems have done with reports (docs/decisions/0057): each act of theirs once, under their own name for it.
-- outcome: 'done', or why it was refused; what was refused may come again. digest: of all that the act says.
CREATE TABLE outside_act (
    client TEXT NOT NULL,
    act TEXT NOT NULL,
    report_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL DEFAULT 0,
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (client, act)
);
CREATE INDEX outside_act_at ON outside_act (at);
