-- The team of the centre whose chat has a report's card; '' for the admin chat.
ALTER TABLE report ADD COLUMN team TEXT NOT NULL DEFAULT '';
