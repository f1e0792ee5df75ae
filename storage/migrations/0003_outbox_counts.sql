-- How many rows of the outbox came to which end, where the rows themselves are gone: by the UTC day (ms of its
-- beginning) on which they were final. `state` is storage.records.OutboxState.
CREATE TABLE outbox_count (
    day_at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    lane BIGINT NOT NULL,
    state BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (day_at, channel, lane, state)
);

-- Texts leave some hundred at a time, without looking at the millions of rows whose text has gone already.
CREATE INDEX outbox_bodies ON outbox (finished_at) WHERE finished_at <> 0 AND body <> '';
