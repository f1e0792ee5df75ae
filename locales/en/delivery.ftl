# /delivery: how messages get out. And alarms about the service itself.

dlv-channel = { MESSENGER($channel) }

dlv-title = <b>Delivery</b>
dlv-channel-ok = ✅ { $channel }: works
dlv-channel-paused = ⏸ { $channel }: the messenger asks us to wait until { $until }
dlv-channel-held = ⏸ { $channel }: until { $until } the messenger forbids { $what }
dlv-channel-troubled = ⚠️ { $channel }: interrupted, { $why }
dlv-channel-starting = ⏳ { $channel }: connecting
dlv-channel-down = ⛔ { $channel }: does not work, { $why }, began { $since }
dlv-channel-stopped = ⛔ { $channel }: the messenger refuses the bot, check the access key

dlv-waiting = <b>Waiting to be sent</b>
dlv-none-waits = Nothing waits to be sent.
dlv-line-waiting = { $channel }, { $lane ->
    [ack] button responses
    [alert] urgent warnings
    [person] to citizens
    [operators] to the staff chat
    [notice] notices
    [digest] digests
   *[other] { $lane }
}: { $count }, the oldest waits { $oldest }
dlv-stranded = <b>Messengers that the bot is not connected to</b>
dlv-line-stranded = ⛔ { $channel }: { $count } waiting to be sent. For the administrator: put the access key back into the settings and restart the bot, and all that is not too late will go.
dlv-held = <b>Chats that take no messages</b>
dlv-line-held = ⛔ { $chat } ({ $channel }): { $why }, since { $since }. Waiting to be sent: { $count }. { $mend }
dlv-stuck = <b>Not going out for over five minutes</b>
dlv-line-stuck = { $channel }, { $why }: { $count }, since { $at }
dlv-given-up = <b>Not sent</b>
dlv-line-given-up = { $channel }, { $why }: { $count }, the last one { $at }
dlv-refused = <b>Not taken by the messenger in the last day</b>
dlv-line-refused = { $channel }, { $why }: { $count }, the last one { $at }

dlv-earlier = <b>More than a month ago</b>
dlv-line-earlier = { $channel }: sent { $sent }, not delivered { $lost }

dlv-why-none = reason unknown
dlv-why-network = no connection
dlv-why-no-answer = the messenger does not answer
dlv-why-connectionerror = no connection
dlv-why-connecttimeout = no connection
dlv-why-readtimeout = the messenger does not answer
dlv-why-proxyerror = the proxy does not answer or does not let us through
dlv-why-sslerror = the certificate does not hold
dlv-why-valueerror = the answer cannot be read
dlv-why-jsondecodeerror = the answer cannot be read
dlv-why-server = the messenger has a fault
dlv-why-server-error = the messenger has a fault
dlv-why-old-server = the Bot API server is old and cannot do it: update it
dlv-why-not-json = the messenger has a fault
dlv-why-conflict = another program works with this key
dlv-why-too-many = the messenger asks us to write less often
dlv-why-rate = the messenger asks us to write less often
dlv-why-flood = the messenger asks us to write less often
dlv-why-unknown = may have arrived, but there was no answer
dlv-why-restart = the program was stopped while sending
dlv-why-late = not done within a day
dlv-why-file = a file could not be had
dlv-why-database = the database did not answer
dlv-why-broken = an internal fault of the bot
dlv-why-paused = the messenger forbids writing for a while
dlv-why-held-send = new messages
dlv-why-held-edit = changing what was sent
dlv-why-held-delete = deleting messages
dlv-why-held-keyboard = buttons under messages (bot features are off in the community: otklik check says how to switch them on; people write words meanwhile)
dlv-why-held-ack = reactions to buttons
dlv-why-held-upload = uploading files
dlv-why-held-together = several messages at once
dlv-why-stopped = the messenger refuses the bot
dlv-why-stuck = a write does not end
dlv-why-silent = the database does not answer
dlv-why-storagefull = the disk is full
dlv-why-storageerror = database error
dlv-why-low = little room
dlv-why-backup-room = too little room on the disk
dlv-why-backup-folder = the folder for copies cannot be written
dlv-why-backup-tool = PostgreSQL's program for copies is not here, or older than the server
dlv-why-backup-broken = the copy came out damaged
dlv-why-backup-failed = the copy did not work out
dlv-why-reading-damaged = the version's file is damaged, or none of this program
dlv-why-reading-missing = the version that was chosen by hand is not here
dlv-why-reading-earlier = another version of the program learned the version that was chosen by hand
dlv-why-kicked = the bot was removed from the chat
dlv-why-not-found = there is no such chat, or the bot is not in it
dlv-why-no-rights = the bot may not write in this chat
dlv-why-no-access = the bot has no access to this chat
dlv-why-topic = the group's topics are closed for the bot
dlv-why-forbidden = the bot is not allowed to write
dlv-why-blocked = the bot was blocked
dlv-why-not-ready = the messenger is still working on the file
dlv-why-upload = the file could not be brought to the messenger
dlv-why-too-long = the message is too long
dlv-why-bad-request = the messenger did not understand the request
dlv-why-files-no-bucket = the store has no such bucket
dlv-why-files-refused = the store refuses the key
dlv-why-files-away = the store does not answer
dlv-why-files-other = the store does not answer as it should
dlv-why-other = the messenger refused and did not say why

dlv-button-refresh = 🔄 Refresh
dlv-button-retry = 🔁 Retry: { $why }
dlv-button-drop = Drop
dlv-button-drop-sure = Drop for good: { $count }

dlv-ask-drop = Drop { $count ->
    [one] { $count } unsent message
   *[other] { $count } unsent messages
} ({ $channel }, { $why })? Nobody will get them.
dlv-retried = { $who } sends again: { $count ->
    [one] { $count } message
   *[other] { $count } messages
}.
dlv-dropped = { $who } drops { $count ->
    [one] { $count } unsent message
   *[other] { $count } unsent messages
}.
dlv-toast-retried = Will be sent again: { $count }
dlv-toast-dropped = Dropped: { $count }
dlv-toast-nothing = There is nothing left here to retry or drop.
dlv-not-here = This opens only in the common staff chat.

alarm-channel-bad = ⛔ <b>{ $channel } does not work.</b> Reason: { $why }. Began { $since }. Messages wait and will go out when the connection is back. More: /delivery
alarm-channel-well = ✅ <b>{ $channel } works again.</b> It did not work for { $lasted }, began { $since }.
alarm-method-bad = ⛔ <b>{ $channel } forbids { $why } for a while.</b> Began { $since }. That waits, everything else works. More: /delivery
alarm-method-well = ✅ <b>{ $channel } allows { $why } again.</b> It was forbidden for { $lasted }, began { $since }.
alarm-stranded-bad = ⛔ <b>{ $channel }: the bot is not connected, and messages wait to go there: { $count }.</b> For the administrator: put the access key back into the settings and restart the bot, and all that is not too late will go. More: /delivery
alarm-stranded-well = ✅ <b>{ $channel }: no messages wait for it in vain any more.</b>
alarm-task-bad = ⛔ <b>A part of the bot does not work: { $task }.</b> It began { $since }. The bot tries again and again, everything else works. For the administrator: the log says why, line work.failed.
alarm-task-well = ✅ <b>Works again: { $task }.</b> It did not work for { $lasted }, since { $since }.
alarm-task-name = { $task ->
    [receive] receiving messages from { $channel }
    [admit] signing in to { $channel }
    [send] sending messages to { $channel }
    [timers] reminders and deadlines
    [files] loading files
    [audience] sending notices out
    [administrators] the list of staff
    [inbox] receiving warnings
    [folder] the folder of warnings
    [reading] learned topics
    [job] planned work
   *[other] internal work
}
alarm-chat-bad = ⛔ <b>{ $chat } ({ $channel }) does not take the bot's messages.</b> Reason: { $why }. It began { $since }. { $mend } Nothing is lost: the cards wait and will come by themselves.
alarm-team-bad = ⛔ <b>{ $chat } ({ $channel }) does not take the bot’s messages.</b> Reason: { $why }. It began { $since }. { $mend } The team’s reports are the staff chat’s now: the cards come here.
alarm-chat-well = ✅ <b>{ $chat } ({ $channel }) takes the bot's messages again.</b> It did not for { $lasted }, beginning { $since }. All that has waited is on its way there.
chat-name-staff = The staff chat
chat-name-own = The chat of “{ $organisation }”
chat-name-alarms = The chat for alarms
chat-mend-kicked = Add the bot to the chat again.
chat-mend-not-found = Check that the chat is still there, and add the bot to it.
chat-mend-no-rights = Let the bot write in this chat: make it an administrator.
chat-mend-no-access = Add the bot to the chat again and give it access to all messages.
chat-mend-topic = Open the group's General topic, or make the bot an administrator who may manage topics.
chat-mend-other = Check that the bot is in this chat and may write there.
alarm-disk-bad = ⛔ { $code ->
    [closed] <b>Nothing can be written to the bot's folder of data.</b> People's photos and files wait in the messenger, but not for ever. For the administrator: check the disk and the rights of the folder DATA_DIR, then <b>otklik check</b>.
   *[other] <b>The disk is almost full.</b> Less than 500 MB are left. For the administrator: make room, or the bot will not be able to take messages.
 }
alarm-disk-well = ✅ <b>The disk can be written to again and has enough room.</b>
alarm-backup-bad = ⛔ <b>No copy of the database was made this night.</b> Reason: { $why }. For the administrator: look at the room and the folder for copies, then <b>otklik backup</b>.
alarm-backup-well = ✅ <b>A copy of the database was made again.</b>
alarm-files-bad = ⛔ <b>The store of files is not to be had.</b> Reason: { $why }. Began { $since }. Messages and answers go as usual. New files are on this machine alone for now; earlier ones that are not here will wait. For the administrator: <b>otklik check</b>
alarm-files-well = ✅ <b>The store of files works again.</b> It was away for { $lasted }.
alarm-configuration-bad = ⚠️ <b>The bot's machines have different settings.</b> If another one takes over, the bot will answer otherwise than now. Administrator: compare the file .env, the region's folder and the program's version on both machines, mend them and restart the bot where you did.
alarm-configuration-well = ✅ <b>The bot's machines have equal settings again.</b>
alarm-behind-bad = ⛔ <b>The database is behind: it lacks { $count ->
    [one] { $count } report whose number was given out
   *[other] { $count } reports whose numbers were given out
}.</b> That happens when it was restored from a copy, or when a standby database had not received everything. New numbers go on behind the earlier ones, none is given twice. Administrator: see whether there is a newer database than this one; with PostgreSQL, turn on the synchronous copy (synchronous_mode).
alarm-behind-well = ✅ <b>The database's report numbers are level with those given out again.</b>
alarm-reading-bad = ⛔ <b>The bot cannot use what it learned from corrections of topics.</b> Reason: { $why }. Messages are taken as usual, what came with the program guesses the topics. For the administrator: <b>otklik reading list</b>
alarm-reading-well = ✅ <b>The learned topics are well again.</b>
alarm-database-bad = ⛔ <b>The database takes no records.</b> Reason: { $why }. Began { $since }. New messages wait in the messengers. For the administrator: check the disk and the database.
alarm-database-well = ✅ <b>The database works again.</b> Nothing was written for { $lasted }, began { $since }.
