-- What a person sent in a day is counted before each of his files is fetched.

CREATE INDEX attachment_person ON attachment (person_id, created_at) WHERE person_id <> 0;
