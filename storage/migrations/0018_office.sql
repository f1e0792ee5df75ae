-- What its author answered to the questions of a report's topic (docs/decisions/0045): JSON, '{}' for nothing.
ALTER TABLE report ADD COLUMN details TEXT NOT NULL DEFAULT '{}';

-- Who of the staff acted lately: to whom a report can be given.
CREATE INDEX report_event_staff ON report_event (at, actor) WHERE actor_name <> '';
