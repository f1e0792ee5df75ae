-- Single things by their key, for everybody.

-- $1 person id.
-- name: person_by_id
-- quick: yes
-- record: Person
SELECT {Person p} FROM person p WHERE p.id = $1;

-- $1 channel, $2 user id.
-- name: account
-- quick: yes
-- record: Account
SELECT {Account a} FROM account a WHERE a.channel = $1 AND a.user_id = $2;

-- $1 person id; the oldest first.
-- name: accounts_of_person
-- quick: yes
-- record: Account
SELECT {Account a} FROM account a WHERE a.person_id = $1 ORDER BY a.created_at, a.channel, a.user_id;

-- $1 report id.
-- name: report_by_id
-- quick: yes
-- record: Report
SELECT {Report r} FROM report r WHERE r.id = $1;

-- $1 report id; its history, the oldest first.
-- name: report_events
-- quick: yes
-- record: ReportEvent
SELECT {ReportEvent e} FROM report_event e WHERE e.report_id = $1 ORDER BY e.id;

-- $1 report id; files of the report itself and of its history.
-- name: report_files
-- quick: yes
-- record: StoredFile
SELECT {StoredFile f} FROM attachment f WHERE f.report_id = $1 ORDER BY f.id;

-- $1 file id.
-- name: file_by_id
-- record: StoredFile
SELECT {StoredFile f} FROM attachment f WHERE f.id = $1;

-- Lines of histories. $1 JSON list of ids.
-- name: report_events_among
-- record: ReportEvent
SELECT {ReportEvent e} FROM report_event e WHERE e.id IN {ints $1};

-- $1 JSON list of file ids.
-- name: files_among
-- record: StoredFile
SELECT {StoredFile f} FROM attachment f WHERE f.id IN {ints $1} ORDER BY f.id;

-- $1 JSON list: a channel, and "CHANNEL:CHAT" for what holds in one chat alone; $2 JSON list of file ids: the handles.
-- name: file_copies
-- record: FileCopy
SELECT {FileCopy c} FROM attachment_copy c WHERE c.channel IN {texts $1} AND c.attachment_id IN {ints $2};

-- Faults that were not retried with success yet, the oldest first.
-- name: faults_open
-- record: Fault
SELECT {Fault f} FROM fault f WHERE f.solved_at = 0 ORDER BY f.id;

-- $1 fault id.
-- name: fault_by_id
-- record: Fault
SELECT {Fault f} FROM fault f WHERE f.id = $1;

-- (1,) while there are raw updates of faults that were solved before $1.
-- name: prune_faults_left
SELECT 1 FROM fault WHERE solved_at > 0 AND solved_at < $1 AND raw <> '' LIMIT 1;

-- A command: what people wrote leaves them; that there was a fault stays. $1: solved before this, $2 at most at a time.
-- name: prune_faults
UPDATE fault SET raw = '' WHERE id IN (
    SELECT id FROM fault WHERE solved_at > 0 AND solved_at < $1 AND raw <> '' ORDER BY solved_at, id LIMIT $2
);
