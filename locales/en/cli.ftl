# The command line: otklik …

cli-about = Otklik: a control centre's bots for { LIST($messengers, by: "and") }.
cli-usage = Usage:
cli-arguments = arguments
cli-options = options
cli-commands = commands
cli-command = COMMAND
cli-help = show this help
cli-yes-words = yes, y

cli-run = run the bots that have a token (with none: the sandbox)
cli-sandbox = run the sandbox: an invented region and emulated messengers on a page in the browser
cli-init = ask a few questions and write .env and a region's folder
cli-check = check settings, region, database, tokens and rights; say how to mend them
cli-migrate = bring the database up to this version of the program
cli-lead = which of several machines on one database is at work, and handing over
cli-faults = messenger updates that could not be handled
cli-reading = what the program learned when the staff corrected topics
cli-restore = bring the database back from a copy
cli-backup = save a copy of the database
cli-export = write data into a table

cli-no-command = there is no command "{ $name }".{ $near ->
    [none] {" "}The commands: otklik --help
   *[other] {" "}Did you mean "{ $near }"? The commands: otklik --help
 }
cli-bad-arguments = not understood: { $reason }. Help: { $command } --help
arguments-required = not given: { $names }
arguments-one-of = give one of these: { $names }
arguments-unknown = too much: "{ $names }"
arguments-choice = { $names }: "{ $value }" will not do. There is: { $choices }
arguments-no-value = { $names } needs a value
arguments-needless-value = { $names } takes no value: "{ $value }"
arguments-together = { $names } and { $value } do not go together
arguments-bad-value = { $names }: "{ $value }" will not do
arguments-ambiguous = { $names } may mean several things: { $choices }
arguments-other = this line
cli-database = database: { $reason }
system-missing = no such file or folder
system-rights = no rights
system-read-only = the disk can only be read
system-room = the disk is full
system-folder = this is a folder, a file is needed
system-no-folder = this is a file, a folder is needed
system-exists = it exists already
system-busy = another program is using it
system-name = such a name will not do
system-disk = the disk cannot be read or written, look at it
system-files = too many files are open
system-address = this machine has no such address, or the network is not ready yet
system-network = no connection
system-other = the system refused, code { $code }
database-in-use = another running Otklik holds it. Stop that one or wait until it is done.
database-newer = a newer program wrote it: this program does not know version { $found } of the database (its own is { $known }). Update the program.
database-unreachable = the server takes no connections. Check that it runs, and the address in DATABASE_URL.
database-silent = the server did not answer in time. Check the network and the address in DATABASE_URL.
database-login = the server does not let us in. Check name and password in DATABASE_URL, and pg_hba.conf on the server.
database-absent = the server has no such database. Create it or mend the name in DATABASE_URL.
database-starting = the server is starting or stopping. Wait a moment.
database-connections = the server has no connection left. Otklik needs four.
database-full = there is no room left for it on the disk. Make room.
database-read-only = it is open for reading only: this is a standby, or the file may not be written.
database-rights = the database's user lacks rights. Let the server's administrator make it the owner of database and tables, or give the rights back (GRANT).
database-tables = it does not have the tables. If it is being restored from a copy, wait for the end; otherwise: otklik migrate
database-others = it has another program's tables (or is still being restored from a copy). Name one of our own in DATABASE_URL: a new file, or an empty database of the server.
database-locked = another program is using it. Wait, or close that one.
database-damaged = the file is damaged or no database. Put a copy back.
database-disk = the disk does not let its file be read or written. Check that it has room and is not mounted for reading only.
database-closed-file = { $path } cannot be opened. Check the folder and its rights.
database-folder = { $path } is a folder, and a file is needed. Correct DATABASE_URL.
database-address = the address in DATABASE_URL cannot be read. Special characters of a password are written with a percent sign: @ as %40, / as %2F.
database-scheme = the address in DATABASE_URL has to be sqlite:///file.db or postgresql://name:password@host/database
database-no-host = none of the servers in DATABASE_URL is right: target_session_attrs={ $wanted } is asked for.
database-pooler = a connection pooler in transaction mode stands before it. It has to be in session mode (pool_mode = session), or give the address of the server itself.
database-encoding = its encoding is { $found }; it has to be UTF8. Create the database anew with ENCODING UTF8.
database-old-sqlite = SQLite { $found } is too old; { $needed } or newer is needed.
database-value = one of the values does not fit into it.
database-other = it refused.{ $state ->
    [none] {""}
   *[other] {" "}Its code: { $state }.
 }
cli-no-database = there is no database { $path } yet. otklik run or otklik migrate makes it.
cli-migrate-first = the database is of an earlier version (missing: { $names }). First: otklik migrate
cli-exists = { $path } is there already. Give another name.
cli-no-folder = there is no folder { $path }. Make it.
cli-no-file = there is no file { $path }.

cli-run-sandbox = There is no token, so this is the sandbox. Your own region in it: otklik sandbox --region FOLDER. For real bots: otklik init
cli-run-standby = be one of several machines on one database: wait until it is needed (as STANDBY=true)
cli-sandbox-region = try a region of your own: its folder
cli-sandbox-staff = where the staff's chat is: { LIST($messengers, by: "or") }
cli-sandbox-own = Region: { $name } (folder { $folder }). The messengers are not real, nothing leaves this machine.
cli-sandbox-open = open the page in the browser at once

cli-migrated = Applied: { $names }
cli-migrated-nothing = The database is up to date.

cli-backup-path = a new file for the copy
cli-backup-done = a copy was made by other means: remember that there is one
cli-backup-noted = Noted: a good copy was made just now.
cli-backed-up = The copy is in { $path } ({ $size } MB). It holds personal data: keep it safe.

cli-restore-path = the copy: otklik-….db or otklik-….dump
cli-restore-yes = replace the present database (its file stays beside under another name)
cli-restore-running = a running program holds the database. Stop it first: systemctl stop otklik
cli-restore-exists = the database { $path } is there already. To replace it with the copy: --yes. The present one stays beside under another name.
cli-restore-not-empty = there are tables in this database. A copy comes back into an empty one only: make a new one (createdb --owner=otklik --encoding=UTF8 --template=template0 NAME), name it in DATABASE_URL and try again.
cli-restore-itself = { $path } is the present database itself.
cli-restore-aside = The earlier database was put aside: { $path }
cli-restore-store-away = The store of files does not answer: whom to forget was taken from this machine alone. The next start asks it again.
cli-restored = { $reports ->
    [one] The database is back: { $reports } report
   *[other] The database is back: { $reports } reports
 }, the next one gets No. { $number }. { $erased ->
    [0] Nobody had to be forgotten once more.
    [one] { $erased } person was forgotten once more, having asked for it after the copy.
   *[other] { $erased } persons were forgotten once more, having asked for it after the copy.
 }

copy-no-tool = there is no { $tool } on this machine. In Debian and Ubuntu it is in the package postgresql-client. If you make copies yourself: otklik backup --done
copy-old-tool = { $tool } here is version { $found }, the server is version { $server }: only the same one or a newer one can copy it. Install postgresql-client-{ $server }
copy-old-restore = a newer program made this copy, the { $tool } here cannot read it. Install a newer postgresql-client.
copy-tool = { $tool } failed (code { $exit }). Check DATABASE_URL, the rights of the database's user, and that the server answers.
copy-tool-room = { $tool }: the disk is full
copy-tool-rights = { $tool }: the database's user lacks rights. Make it the owner of the database: ALTER DATABASE … OWNER TO … Nothing was changed.
copy-tool-read-only = { $tool }: the database is open for reading only, most likely a standby. Put the primary into DATABASE_URL. Nothing was changed.
copy-exists = { $path } exists already. Choose another name.
copy-unwritable = { $path }: the copy cannot be written: { $why }
copy-no-room = too little room in { $path }: { $needed } MB are needed, { $free } MB are free
copy-damaged = the copy { $path } is damaged. Take another one. Nothing was changed.
copy-not-ours = { $path } is no copy of this database: another file, or a copy for the other engine. Nothing was changed.
copy-newer = a newer program made the copy { $path } (change { $found }, this one knows { $known }). Update the program. Nothing was changed.

cli-lead-action = status: who is at work and who stands by; give: hand the work over to the machine that stands by
cli-lead-nobody = Nobody is at work on this database.
cli-lead-alone = A program is at work that was started without STANDBY=true: no other can take over from it.
cli-lead-node = At work: { $node }, since { $since }, lead no. { $epoch }.
cli-lead-renewed = Last sign of life { $seconds } s ago.
cli-lead-waiting = Standing by: { $names }.
cli-lead-one-waits = Another program stands by.
cli-lead-none-waits = Nobody stands by.
cli-lead-given = { $node } is at work now, lead no. { $epoch }.
cli-lead-not-given = the work was not handed over: look at "otklik lead status" and at the logs of both machines
cli-lead-no-node = there is nobody at work who could hand over: look at "otklik lead status"
cli-lead-no-standby = nobody stands by, so nobody would go on: start "otklik run --standby" on the other machine first
cli-faults-action = list: show them; retry: try them once more
cli-faults-none = Nothing was left unhandled.
cli-faults-id = id
cli-faults-at = when
cli-faults-channel = messenger
cli-faults-key = its number
cli-faults-tries = tries
cli-faults-error = error
cli-faults-retried = Tried: { $tried }, solved: { $solved }.

cli-export-what = what to write: reports, or notices (their journal)
cli-export-path = a new CSV file
cli-exported-journal = { $count ->
    [one] { $count } line of the journal
   *[other] { $count } lines of the journal
 } written to { $path }. The file names the officers: keep it as a document.
cli-exported = { $count ->
    [one] { $count } report
   *[other] { $count } reports
 } written to { $path }. The file holds personal data: keep it safe.

cli-check-mend = mend what can be mended without asking

check-settings = settings
check-staff = staff
check-region = region
check-database = database
check-settings-good = all are read
check-no-tokens = there are no tokens: only the sandbox works
check-officers = { $count ->
    [one] { $count } duty officer is named
   *[other] { $count } duty officers are named
 }
check-no-admin-chat = there is no chat of the staff (ADMIN_CHAT): reports are kept, but nobody sees them
check-no-admin-chat-mend = add the bot to a group and set ADMIN_CHAT to { LIST($examples, by: "or") }
check-no-officers = no duty officers are named (DUTY_OFFICERS): the chat's administrators may send notices
check-few-officers = there is one duty officer: no notice can be sent, another one always has to approve it
check-few-administrators = administrators in the chat: { $count }. One writes a notice, another approves it
check-few-officers-mend = name a second duty officer in DUTY_OFFICERS, or make one more colleague an administrator of the chat
check-officers-unknown = the messenger does not say who leads the chat: see to it that there are at least two administrators
check-one-officer = ONE_OFFICER: an officer may approve a danger to life by himself
check-no-public-url = our notices for other systems (/feed.atom) are off: PUBLIC_URL is not set
check-no-public-url-mend = if they are wanted, write the web server's address from outside into PUBLIC_URL: https://…
check-signing-good = our alerts for other systems are signed, the certificate holds until { $until }
check-signing-soon = our certificate for signing holds until { $until }
check-signing-soon-mend = get a new one and replace the file CAP_CERTIFICATE, together with the key
check-signing-closed = the files CAP_KEY and CAP_CERTIFICATE cannot be read, so our alerts for other systems are not published
check-signing-closed-mend = give the program the right to read them
check-signing-bad = signing fails, so our alerts for other systems are not published: { $why ->
    [pair] key and certificate do not belong together
    [key] the key cannot be read or has a password
    [kind] keys of this kind do not fit, needed is RSA or EC
   *[other] the certificate cannot be read
 }
check-signing-bad-mend = needed are a key without a password and its certificate, PEM files
check-place-good = { $setting }: the bot may write to { $chat }
check-place-unknown = { $setting }: the messenger does not say whether the bot may write to { $chat }
check-place-bad = { $setting }: the bot may not write to { $chat }
check-place-mend = add the bot to { $chat }; in a channel make it an administrator who may post
check-region-good = { $name }: settlements { $settlements }, topics { $topics }
check-unanswered = topic "{ $topic }": in places nobody answers, and such reports go to the centre. These are { $places }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
 }
check-unanswered-mend = add answers in organisations.toml, or an organisation to the topic
check-open-mark = the text { $key } has a place that is not filled in
check-open-mark-mend = look for words in square brackets in region.toml and write your own{ $language ->
    [none] {""}
   *[other] {", "}or delete the whole part [legal.{ $language }]: then the Russian text is read
 }
check-foreign-messengers = Public bodies in Russia may be barred from informing citizens through foreign messengers. Ask a lawyer what applies to you
check-database-new = { $path } will be made at the first start
check-database-no-room = { $path } cannot be made: no right to write there
check-database-in-use = a running otklik run holds the database
check-database-bad = it does not open: { $reason }
check-database-mend = look at DATABASE_URL, and whether the database runs
check-database-pending = changes not applied: { $names }
check-database-migrate = otklik run applies them by itself; apart from it: otklik migrate
check-database-good = it opens and has this version
check-backups = copies
check-backups-good = every night, in { $path }
check-backups-same-disk = every night, in { $path }: on the same disk. For copies on another one there is BACKUP_DIR
check-backups-missing = there is no folder { $path } (BACKUP_DIR): there will be no copies
check-backups-missing-mend = make it, or mount its disk
check-backups-closed = the folder { $path } (BACKUP_DIR) cannot be written: there will be no copies
check-backups-closed-mend = let the program write there
check-backups-no-tool = there is no pg_dump here: the program makes no copies by itself
check-backups-no-tool-mend = install postgresql-client, or make copies yourself and note each one: otklik backup --done
check-files = files
check-files-closed = nothing can be written to { $path } (DATA_DIR): people's photos and files will not be kept
check-files-closed-mend = let the program write there, or set another folder in DATA_DIR
check-files-damaged = { $path }: { $count ->
    [one] { $count } line cannot be read
   *[other] { $count } lines cannot be read
 }
check-files-damaged-mend = { $file ->
    [forgotten] here are those who asked to be forgotten: bring the file back from a copy if there is one, else take these lines out
   *[other] take these lines out: the database knows the numbers as well
 }
check-files-good = what people send is kept in bucket { $bucket }: writing, reading and removing work
check-files-bad = { $code ->
    [no-bucket] the store has no bucket { $bucket }
    [refused] the store refuses the key FILES_KEY, or does not let it write, read and remove in bucket { $bucket }
    [away] the store { $endpoint ->
        [none] {""}
       *[other] { $endpoint }{" "}
      }does not answer
   *[other] the store does not answer FILES_URL as it should
  }: files stay on this machine alone
check-files-bad-mend = { $code ->
    [no-bucket] make the bucket in the store, or mend its name in FILES_URL
    [refused] check FILES_KEY and FILES_SECRET, and what the key may do in the store
    [away] check the endpoint in FILES_URL, and the network to it
   *[other] check endpoint and region in FILES_URL
  }
check-files-open = the store is reached by http://: files and answers go over the network in the open
check-files-open-mend = put an address with https:// into FILES_URL, unless the network to the store is yours alone
check-files-one-node = FILES_URL is not set: this node cannot see the files that another node fetched
check-files-one-node-mend = set up a store with the S3 API, and set FILES_URL to the same on all nodes
check-refused = the messenger refused the token
check-refused-mend = look at the token in .env
check-no-answer = the messenger does not answer
check-no-answer-mend = look at the network, the API address and the proxy
check-no-faults = All is well. Do read the lines with "!".
check-faults = { $count ->
    [one] To be mended: { $count } line with "x".
   *[other] To be mended: { $count } lines with "x".
 }

init-name = Name of the region or town, without the word "centre" (for example, Zaraysk or Ozyorsk District)
init-centre-instead = This looks like the name of a centre, not of a place. The region will be called so, too; change it in region.toml, part [name].
init-centre = What your centre is called, so the bot names itself to citizens (for example, Zaraysk Control Centre)
init-name-in = How to say where it is, in Russian (for example, в Зарайске; Enter: "in our region")
init-name-whole = And of the whole region (for example, весь Зарайск; Enter: "the whole region")
init-own-centre = Control centre: { $name }
init-municipality = Municipality that the settlements belong to (for example, Zaraysk town district)
init-time-zone = Time zone (for example, Europe/Moscow or Asia/Yekaterinburg)
init-phone = Phone of the centre's duty officer, which citizens will see (for example, 8-800-100-20-30)
init-settlements = a CSV file of settlements: name,lat,lon[,municipality]
init-settlements-how = Settlements, one a line: name, latitude, longitude. Or the name of a CSV file (for example, places.csv). An empty line ends them.
init-settlements-kept = From the last time: { $places }
init-settlement = Settlement (for example, Sosnovinka, 60.42, 63.31)
init-organisations = a CSV file of organisations: for,name,phone (what it answers for: heat, or "Heating and hot water")
init-answerers-how = Who answers for what. Name the organisation and its phone. An empty line: the centre itself. The word "next": the centre for all the rest. You can change it later in organisations.toml and topics.toml.
init-answerer = { $asks } (for example, { $example })
init-rest-words = next, дальше
init-bad-answerer = "{ $value }" does not fit. Write a name, then a phone. For example: { $example }
init-bad-answerers = { $path }, line { $line }: { $reason ->
    [open-quote] a quote is not closed. Close it or take it away.
    [for] it is not known what the organisation answers for. In the column for you can write: { $words }.
   *[columns] the columns for and name are needed (what it answers for, its name), phone if you like.
 }
init-admin-chat = The staff's chat (for example, { LIST($examples, by: "or") }; Enter leaves it out)
init-folder = the region's folder (region)
init-force = overwrite what is there
init-overwrite = { $path } is there already. Overwrite? [yes/no]
init-exists = { $path } is there already. To overwrite it: --force
init-missing = { $flag } has no answer
init-bad-flag = { $flag }: { $reason }
init-needed = an answer is needed.
init-bad-zone = there is no time zone "{ $value }". In Russia there are: Europe/Kaliningrad, Europe/Moscow, Europe/Samara, Asia/Yekaterinburg, Asia/Omsk, Asia/Novosibirsk, Asia/Krasnoyarsk, Asia/Irkutsk, Asia/Yakutsk, Asia/Vladivostok, Asia/Magadan, Asia/Kamchatka.
init-bad-phone = "{ $value }" is no phone number. For example: 8-800-100-20-30
init-bad-settlement = "{ $value }" does not fit. Write name, latitude, longitude. For example: Sosnovinka, 60.42, 63.31
init-bad-csv = { $path }, line { $line }: { $reason ->
    [open-quote] a quote is never closed. Close it or take it out.
    [point] there is no name here, or the coordinates are no degrees. For example: Sosnovinka,60.42,63.31
   *[columns] the columns name, lat, lon (a name, coordinates in degrees) are needed; municipality may be there, too.
 }
init-recalled = Your earlier answers ({ $path }) stand in square brackets: Enter keeps them.
init-kept = what you answered is kept in { $path } (tokens are not). Run otklik init again: the answers will be offered.
init-greets = The bot will greet citizens like this: "{ $greeting }"
init-files = The folder { $folder }:
init-file-region-toml = name, working hours, phones, texts for citizens, danger words
init-file-topics-toml = what citizens write about: topics, deadlines, words
init-file-organisations-toml = who answers: names, phones, chats of their own
init-file-answers-toml = the words by which an answer sounds like an excuse
init-file-other_offices-toml = who answers for what is not yours: write it in yourselves
init-file-back-office-toml = how answers of another system are read, if they come as tables
init-file-notices-toml = notices: what to do, ready texts, cards of explanation
init-file-settlements-csv = settlements: code,name,municipality,lat,lon (latitude first, then longitude)
init-file-municipalities-csv = municipalities: code,name
init-file-municipalities-geojson = borders of municipalities, if you have them: put the file here (properties code and name, longitude first), municipalities.csv is then not needed
init-done = Done. Write your own into { $folder }/region.toml (words in square brackets), then: otklik check. To try it: otklik sandbox --region { $folder }
init-owner = Only the superuser can read .env. To let the service read it: chown root:otklik .env && chmod 640 .env
init-centre-words = centre, center, цур, мцу, еддс, центр
init-dangers-head = Such words by kind of danger: each kind has its own advice to citizens.
init-duty = Duty officer of the control centre

init-legal-greeting = Hello! This is { $centre }. Write to the bot what has happened, with a photo if you like. We will pass it to those who are responsible and send you the answer.
init-legal-consent =
    <b>Consent to the processing of personal data</b>

    <b>Who:</b> [fill in the organisation's full name and address], { $phone }.
    <b>What:</b> your number in the messenger, the text of your report, photos, address and place on the map.
    <b>What for:</b> to deal with your report, to answer you and to warn you of danger.
    <b>Passed on to:</b> the organisation that solves the problem. [fill in who else, or take this away]
    <b>How long:</b> [fill in the time].
    <b>How to withdraw:</b> write “delete my data” and we delete your data. Or write to [fill in the address].

    The law: Federal Law No. 152-FZ of 27 July 2006, On Personal Data.
init-legal-appeal = A report in the bot is not an official appeal under Law No. 59-FZ. If you need an official, signed answer, send an appeal here:
init-legal-appeal-url = [fill in the address of the page where appeals are made]

cli-channel-refused = { $channel } refuses us. Check the token; otklik check says more.
cli-port-taken = The address { $address } is taken or not allowed. Set another HTTP_PORT (0: no web server).
cli-sandbox-page = In a few seconds open { $url } in a browser. To stop: Ctrl+C

cli-notice = take a CAP 1.2 alert from a file, as if a source had sent it
cli-notice-path = the file with the alert
cli-notice-approve = approve it at once in this name (it is logged)
cli-notice-bad-name = after --approve comes the name of whoever approves, up to 60 characters
cli-notice-waits = The alert is written down. The running program has not answered yet: what became of it is said in the staff chat.

cli-subscribers = bring in or take out the subscribers of notices
cli-subscribers-action = import or export
cli-subscribers-path = CSV file: channel,chat_id,language,area,kinds
cli-subscribers-imported = { $count ->
    [one] { $count } subscriber was imported.
   *[other] { $count } subscribers were imported.
 }
cli-subscribers-exported = { $count ->
    [one] { $count } subscriber was exported
   *[other] { $count } subscribers were exported
 }: { $path }. The file holds personal data, keep it safe.
cli-subscribers-encoding = { $path }: text in UTF-8 is needed. In Excel choose "Save as", type "CSV UTF-8"
cli-subscribers-empty = { $path } is empty. The first line has to name the columns { $columns } (channel and chat_id are required)
cli-subscribers-header = { $path }: the first line has to name the columns { $columns } (channel and chat_id are required), but it says: { $found }
cli-subscribers-fault = { $column ->
    [none] { $path }:{ $line }: { $what }
   *[other] { $path }:{ $line }: { $column }: { $what }
 }
cli-row-open-quote = a quote is never closed. Close it or take it out
cli-row-cells = { $count } cells, but { $wanted } columns
cli-row-channel = "{ $value }" is not a messenger. Possible: { $words }
cli-row-chat = "{ $value }" is not a person's number in a messenger
cli-row-language = there is no language "{ $value }". There are: { $words }
cli-row-area = there is no place "{ $value }" in the region.{ $near ->
    [none] {""}
   *[other] {" "}Perhaps "{ $near }"?
 }
cli-row-area-several = there are several places called "{ $value }". Give a code: { $words }
cli-row-kind = there is no kind "{ $value }".{ $near ->
    [none] {""}
   *[other] {" "}Perhaps "{ $near }"?
 } There are: { $words }
cli-row-twice = this person was in line { $line } already

check-answering = who answers
check-sources = sources of alerts
check-source-no-way = the source "{ $code }" has no address, and there is no folder: its alerts have no way in
check-source-no-way-mend = put url into notices.toml, or set NOTICE_FOLDER
check-source-anybody = the source "{ $code }" sends without an officer, but its senders are not named: anybody will do
check-source-anybody-mend = put senders into notices.toml
check-source-never = the source "{ $code }": certainty is empty, nothing goes out without an officer
check-source-at-once = the source "{ $code }" sends without an officer: "{ $severity }" and above
check-source-certificate = the certificate of the source "{ $code }" cannot be read: nothing of it can be taken
check-source-certificate-mend = ask the source for a PEM file with its certificate
check-source-certificate-soon = the certificate of the source "{ $code }" holds until { $until }; after that all of it waits for an officer
check-source-certificate-soon-mend = ask for a new one and add it to the same file
check-source-certificate-anybody = the source "{ $code }" has a certificate but no senders: only what comes by its address has to be signed
check-folder-closed = nothing can be written into the folder { $path }: alerts could not be filed away
check-folder-closed-mend = give the program the right to read and write there
check-folder-shared = the node at work reads the folder { $path }; what is laid on another one's disk is read by nobody
check-folder-shared-mend = let it be a share that all nodes mount
check-folder-nobody = there is a folder for alerts, but no source comes by it
check-folder-nobody-mend = add a source without url to notices.toml

# otklik back-office
cli-back-office = try a file of answers of another system without sending anything
cli-outside-action = try: read the file and show what it would do
cli-outside-path = a CSV table or a JSON list
cli-outside-client = the code in integrations.toml of the program whose file it is
cli-outside-no-client = there is no program "{ $client }" with the right "answer" in integrations.toml. There are: { $clients ->
    [none] none
   *[other] { $clients }
 }.
cli-outside-which = whose file is it? Say --client CODE. There are: { $clients ->
    [none] no programs with the right "answer" in integrations.toml
   *[other] { $clients }
 }.
cli-outside-remark = sounds like an excuse: { $what }
cli-outside-tried = Rows that can be taken: { $good }. Passed over: { $skipped }. Not read: { $bad }. Nothing was sent.
check-outside = Answers from outside
check-outside-nobody = there is a folder BACK_OFFICE_DIR, but nobody may answer
check-outside-nobody-mend = give a program the right "answer" in { $file }, or take BACK_OFFICE_DIR away
check-outside-no-map = it is not said how tables of the program "{ $client }" are read: their columns have to have our names
check-outside-no-map-mend = describe its columns in { $file } (docs/back-office.md)
check-outside-all = the program "{ $client }" may answer reports of all organisations
check-outside-good = may answer: { $count } (tables described: { $maps })
