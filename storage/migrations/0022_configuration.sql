-- What the node that leads was told: the sum of its settings and its region's folder (bot/configuration.py). A node that
-- waits compares its own with it. One row; it counts while `epoch` is the lead's (table lead).
CREATE TABLE lead_told (
    name TEXT PRIMARY KEY,
    epoch BIGINT NOT NULL,
    configuration TEXT NOT NULL
);
