-- Who leads among several nodes on one database (docs/decisions/0053). One row; times by the database's clock, UTC ms.
-- renewed_at: 0 where the lead is kept by its lock alone; asked_at: somebody asked the node to let go of it;
-- server: when the server that it was renewed on had started, which tells it from others and from itself restarted.
CREATE TABLE lead (
    name TEXT PRIMARY KEY,
    epoch BIGINT NOT NULL DEFAULT 0,
    node TEXT NOT NULL DEFAULT '',
    since BIGINT NOT NULL DEFAULT 0,
    renewed_at BIGINT NOT NULL DEFAULT 0,
    asked_at BIGINT NOT NULL DEFAULT 0,
    server BIGINT NOT NULL DEFAULT 0
);
