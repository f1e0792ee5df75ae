# What another system that answers is told (docs/back-office.md): why a row was not taken.
outside-unknown = There is no report № { $number }, or another organisation works on it.
outside-name-taken = Another act has come under the name “{ $name }” before. Give this row a name of its own.
outside-wrong-move = This cannot be done with report № { $number } any more: it is { $status ->
        [none] in another state
       *[other] now “{ $status }”
    }.
outside-pending = The same is about to be done with report № { $number }. Try again in a minute.
outside-no-text = There is no text: the author of report № { $number } waits for one.
outside-no-files = Files cannot go with such a row: only words go to the author.
outside-not-answered = The author of report № { $number } has not been told anything yet. Write what was done, then it can be closed.
outside-no-office = The region has no organisation “{ $to }”.
outside-past = The day that the answer to № { $number } promises is over.
outside-no-chat = There is no staff chat (ADMIN_CHAT): nobody could stop the answer.
outside-fault = The program could not do this row and has kept it aside. The administrator sees it in “otklik faults list”.

# What is wrong with a row by itself. { $field }: how its column is called there.
outside-row-empty = Empty: “{ $field }”.
outside-row-kind = “{ $field }”: the word “{ $value }” means nothing. Write it into back-office.toml.
outside-row-report = “{ $field }”: “{ $value }” is no number of a report.
outside-row-garbled = “{ $field }”: other signs stand where letters should be. They seem to have been lost when the text was exported: look at its encoding.
outside-row-to-author = “{ $field }”: “{ $value }” is not understood. Write 1 (for the author alone) or 0.
outside-row-long = “{ $field }”: too long, { $most } characters at most.
outside-row-no-until = “{ $field }”: there is no day. An interim answer needs the day on which you write again.
outside-row-until = “{ $field }”: “{ $value }” is no date. How dates are written stands in back-office.toml.
outside-row-far = “{ $field }”: that day is more than a year away.
outside-row-office = “{ $field }”: the region has no organisation “{ $value }”. Write its name into back-office.toml.
outside-row-many-files = “{ $field }”: too many files, { $most } at most.
outside-row-path = “{ $field }”: “{ $value }” is no name of a file. The file has to lie beside the table.
outside-row-name = “{ $field }”: a row's name has { $most } characters at most and does not begin with “#”.
outside-row-no-file = “{ $field }”: there is no file “{ $value }” beside it.
outside-row-large-file = “{ $field }”: the file “{ $value }” is too large.
outside-row-address = “{ $field }”: the file at “{ $value }” cannot be fetched. It has to be a public https address.
outside-row-link = “{ $field }”: “{ $value }” is no address of a file on the web.
outside-row-open-quote = A quote in this row is not closed.
outside-row-wide = There are more cells than in the header. Perhaps the sign between cells stands within a text.
outside-row-no-object = This is no object with fields.
outside-row-other-names = There is a field that does not exist here.
outside-row-no-text-value = Values are texts, numbers or lists of texts.

# Why nothing of a table can be read.
outside-table-encoding = The text cannot be read as { $encoding }.
outside-table-empty = The table is empty.
outside-table-workbook = This is a workbook of Excel or LibreOffice and no CSV table. Save it as CSV.
outside-table-holes = There are zero bytes in the file: it seems that it was not written to its end. Lay it down once more.
outside-table-columns = Columns are missing: { $missing }. The table has: { $header }. Write the right ones into back-office.toml.
outside-table-twice = A column is there twice: { $twice }. It is not clear which to read: leave one.
outside-table-long = Too many rows: { $most } at a time at most.
outside-table-json = This is no JSON list.
outside-table-kind = Not in this form: send rows as JSON (application/json) or a table (text/csv).
outside-table-bytes = The table is too large: { $most } MB at most.

# What staff are told of a table: whose it is, what was not taken. The two columns are added to the file in errors/.
outside-head = { $file ->
    [none] { $client }
   *[other] { $client }, file { $file }
}
outside-told = { $head }: rows taken — { $taken }, not taken — { $refused }.
outside-told-unread = { $head }: it could not be read and lies in the folder errors.
outside-line = Line { $line }: { $why }
outside-told-rest = And { $count } more.
outside-told-mend = These rows lie in the folder errors. Mend them and lay the file down again: what was taken does not go twice.
outside-column-line = Line of the file
outside-column-why = Why it was not taken

# What another system does with a report.
outside-kind-accepted = take
outside-kind-interim = interim answer
outside-kind-answered = answer
outside-kind-needs-info = question
outside-kind-transferred = hand over
outside-kind-rejected = reject
outside-kind-closing = ask whether it is solved

# Many came at once: one message in place of one for each.
outside-many-begins = { $head }: answers from outside have come — { $count }. They go to their authors now, and are not shown here one by one.
outside-many = { $head }: answers from outside. Taken — { $taken }, done before — { $again }, not taken — { $refused }.
outside-many-kind = { $kind } — { $count }
outside-many-go = Each goes 10 seconds after it was taken. What was delivered stands on the cards.
outside-button-stop = ✋ Stop what has not gone
outside-toast-stopping = Stopping
outside-stopped = { $client }: stopped — { $stopped }, gone before — { $gone }.

# Alarms about the watched folder. { $code }: what lies there.
alarm-outsidehangs-bad = ⛔ <b>The folder with answers cannot be opened.</b> The disk where it lies does not answer; it began { $since }. Answers of other systems are not read, everything else works. For the administrator: look at BACK_OFFICE_DIR and the network to that disk.
alarm-outsidehangs-well = ✅ <b>The folder with answers can be opened again.</b> It could not for { $lasted }. All that lies there is read.
alarm-outsideclosed-bad = ⛔ <b>Answers of another system are not read: { $code }.</b> It began { $since }. The file cannot be opened, or not be taken out of the folder. For the administrator: give the bot the rights to folder and file; the log says why, line back_office.trouble.
alarm-outsideclosed-well = ✅ <b>Answers of another system are read again.</b> They were not for { $lasted }.
alarm-outsidestrange-bad = ⚠️ <b>A file in the folder with answers that nobody will read: { $code }.</b> It has lain there for more than an hour. The bot reads tables .csv and .json, and the files that their rows name. Save the table as CSV, take away what does not belong there.
alarm-outsidestrange-well = ✅ <b>No more files in the folder with answers that do not belong there.</b>

# The same of the folder with alerts.
alarm-alertfolderhangs-bad = ⛔ <b>The folder with alerts cannot be opened.</b> The disk where it lies does not answer; it began { $since }. No alerts come from there, everything else works. For the administrator: look at NOTICE_FOLDER and the network to that disk.
alarm-alertfolderhangs-well = ✅ <b>The folder with alerts can be opened again.</b> It could not for { $lasted }. All that lies there is read.
alarm-alertfolderclosed-bad = ⛔ <b>Alerts of the folder are not read: { $code }.</b> It began { $since }. The file cannot be opened, or not be taken out of the folder. For the administrator: give the bot the rights to folder and file; the log says why, line folder.trouble.
alarm-alertfolderclosed-well = ✅ <b>Alerts of the folder are read again.</b> They were not for { $lasted }.
