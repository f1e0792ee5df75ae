-- Codes that join accounts are kept as what they hash to, as those that connect a chat. They count for ten minutes: the ones
-- of before go, and whoever types one hears that it does not fit.
DELETE FROM join_code;
ALTER TABLE join_code RENAME COLUMN code TO code_hash;
