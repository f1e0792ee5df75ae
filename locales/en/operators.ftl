# The operators' chat: cards, answers, buttons.

officer-unnamed = a duty officer ({ $messenger }, { $account })
op-somebody = a colleague

# -- the card -----------------------------------------------------------------------------
card-danger = 🚨 <b>DANGER TO PEOPLE</b>
card-danger-kind = 🚨 <b>{ $kind }. DANGER TO PEOPLE</b>
card-kind-gas = Gas
card-kind-fire = Fire
card-kind-water = Water
card-kind-ice = Ice
card-kind-electricity = Electricity
card-kind-shaft = Open manhole or pit
card-kind-collapse = Collapse
card-kind-health = Somebody’s health
card-kind-animals = Animals
card-kind-object = Suspicious object or threat
card-kind-trapped = Somebody cannot get out
card-kind-scald = Boiling water or steam from the ground
card-unsent = ✋ <i>Not sent by its author: passed on because of the danger</i>
card-title = <b>№ { $number }</b> · { $topic }
card-no-topic = no topic yet
card-no-organisation = no organisation yet
card-organisation = 🏢 { $name }
card-organisation-phone = 🏢 { $name }, { $phone }
card-place = 📍 { $place }
card-no-place = 📍 no place given
card-map = <a href="https://yandex.ru/maps/?pt={ $lon },{ $lat }&amp;z=16&amp;l=map">on the map ({ $lat }, { $lon })</a>
card-transcript = 🎙 <i>{ $text }</i>
card-own-contact = { $contact } (the author's own number)
card-files = 📎 { $count ->
    [one] { $count } file
   *[other] { $count } files
}
card-voices = 🎙 { $count ->
    [one] { $count } voice message
   *[other] { $count } voice messages
}
card-files-refused = not taken, too many in a day: { $count }
card-author-reports = 👤 Report no. { $nth } of this author{ $open ->
    [0] {""}
   *[other] , others open: { $open }
}
card-language = 🌐 The author writes in { $language ->
    [en] English
    [ru] Russian
   *[other] another language ({ $language })
}, better answer in it
card-filed-program = from { $name }, { $at }
card-filed = { MESSENGER($channel, form: "from") }, { $at }
card-notes = 🗒 notes: { $count }
card-status = State: <b>{ $status }</b>
card-taken = { $who } is on it until { $until }
card-due-first = ⏳ First answer: { $at }
card-due-first-late = ⏰ <b>First answer is late: it was due { $at }</b>
card-due-solve = ⏳ To be solved: { $at }
card-due-solve-late = ⏰ <b>Time to solve it is over: { $at }</b>
card-only-files = (files only)
card-earlier = <i>Earlier: { $count ->
    [one] { $count } more entry
   *[other] { $count } more entries
}</i>
card-copy = <i>A copy of the card, as it was at { $at }</i>
card-private = <i>For reading only. Answer in the operators' chat: № { $number } and your text.</i>
card-private-shift = <i>Reply to this message, and the answer goes to its author. A note for colleagues begins with //.</i>
card-blank = <b>№ { $number }</b>
    Erased at its author's request
card-refused = ⚠️ № { $number }: the messenger did not take the whole card. Reason: { $why }. You can answer as usual: by a reply to this message.
staff-message-refused = ⚠️ The messenger did not take the whole of a message for this chat. Reason: { $why }. What waits for you is shown by /queue and /notices.
card-moved = 🗂 № { $number } is yours now: { $who } moved it
card-gone = <b>№ { $number }</b> was handed to { $to }
card-handed = ➡️ Report № { $number } was handed to you
card-handed-because = <i>Why: { $because }</i>
card-handed-due = Answer by: { $at }
card-came-back = ↩️ № { $number } has left the organisation: the centre answers

card-line-answer = 💬 { $at }, { $who }: { $text }
card-line-interim = 💬 { $at }, { $who }, not solved yet: { $text }
card-line-until = <i>the next word by: { $at }</i>
card-line-place-was = <i>the place was: { $place }</i>
card-line-reopened = 🔁 { $at }, { $who }: back to work
card-line-question = ❓ { $at }, { $who }: { $text }
card-line-rejected = 🚫 { $at }, { $who } rejects it: { $text }
card-line-referred = 🏢 { $at }, { $who }: not ours, the author was told who answers: { $text }
card-line-closing = ✅ { $at }, { $who }: the author was asked whether it is solved
card-line-team = 🗂 { $at }, { $who }: moved, now with { $to }
card-line-transferred = ➡️ { $at }, { $who }: handed over, { $to } answers now{ $because ->
    [none] {""}
   *[other] . <i>Why: { $because }</i>
 }
card-line-assigned = 👉 { $at }, { $who } gives it to { $to }
card-line-released = ↩️ { $at }, { $who } gives it back
card-line-released-late = ↩️ { $at }, nobody began with it, it is free again
card-line-reply = ✍️ { $at }, the author answered: { $text }
card-line-added = ➕ { $at }, the author added: { $text }
card-line-edited = ✏️ { $at }, the author corrected: { $text }
card-line-closing-words = ✅ { $at }, { $who } considers it solved: { $text }
card-line-not-solved-words = 🔁 { $at }, the author: not solved: { $text }
card-line-not-solved = 🔁 { $at }, the author: not solved
card-line-partly = 🌓 { $at }, author: partly solved
card-line-partly-words = 🌓 { $at }, author: partly solved: { $text }
card-line-silent-unasked = 💤 { $at }, closed by itself: nobody objected to the answer
card-line-silent-unreached = 💤 { $at }, closed: the answer did not reach the author
card-line-silent = 💤 { $at }, closed: the author did not answer
card-line-silenced = 🔇 { $at }, { $who }: nothing is taken from the author for { $days } d.: { $text }
card-line-rated = ⭐ { $at }, the author gave { $stars } of 5
card-line-closed = 🏁 { $at }, closed
card-line-closed-words = 🏁 { $at }, the author: solved: { $text }
card-line-withdrawn = ↩️ { $at }, withdrawn by the author
card-line-merged = 🔗 { $at }, { $who }: joined with № { $other }
card-line-late = <i>after it was closed</i>

delivery-grace = <i>about to go</i>
delivery-whom = <i>waits for your word who gets it</i>
delivery-waiting-program = <i>waits until { $name } reads it</i>
delivery-waiting = <i>not delivered yet</i>
delivery-cancelled = <i>cancelled</i>
delivery-read = <i>read in { $name } { $at }</i>
delivery-delivered = <i>delivered { $at }</i>
delivery-failed = <b>not delivered: { $why }</b>
delivery-left-out = <b>{ $count ->
    [one] { $count } file was not passed on
   *[other] { $count } files were not passed on
  }</b>

why-blocked = the person blocked the bot
why-deactivated = the account is deleted or banned
why-forbidden = the person does not let the bot write
why-unreachable = the person cannot be written to
why-rejected = the messenger did not take the message
why-expired = it could not be sent in time
why-given-up = it failed several times
why-dropped = stopped by hand
why-too-long = the text is too long
why-kicked = the bot was removed from the chat
why-not-found = there is no such chat, or the person never wrote to the bot
why-no-rights = the bot has no rights here
why-empty = there is nothing in the message
why-no-file = the file could not be had
why-empty-file = the file is empty
why-file-missing = the file could not be had
why-bad-file = the messenger did not take the file
why-bad-album = the messenger did not take the files together
why-file-refused = the messenger did not take the file
why-photo-refused = the messenger did not take the photo: it is too big, too long or damaged
why-voice-forbidden = the person takes no voice and video messages, write in words
why-too-big = the file is too big for this messenger
why-captioned = a message with a file cannot be changed
why-edited-gone = the message to be changed is gone
why-not-editable = the message cannot be changed any more
why-replied-gone = the message that was replied to is gone
why-no-reply = the message that was replied to is gone
why-too-old = the button was pressed too long ago
why-too-late = the message cannot be changed any more
why-not-modified = nothing changed
why-already-gone = the message is gone already
why-not-deletable = the message cannot be deleted any more
why-marks = the messenger did not understand the formatting
why-keyboard = the messenger did not take the buttons
why-bot-features = the community has bot features switched off
why-said-already = the message was sent already
why-unauthorized = the bot's token is refused
why-no-such-bot = the bot's token is refused
why-token = the bot's token is refused
why-confirmation = the messenger asks to confirm the login
why-script = the messenger did not understand the request
why-bad-id = the messenger does not know this recipient
why-bad-request = the messenger did not understand the request
why-no-access = the bot has no access to this chat
why-not-allowed = the messenger does not allow this here
why-too-many-posts = too many forwarded posts in the message
why-intent = the person did not subscribe to such messages
why-intent-limit = the messenger asks to write less often
why-captcha = the messenger suspects spam and asks to wait
why-limit = the messenger asks to write less often
why-spam = the messenger suspects spam and asks to wait
why-unreadable = the message could not be prepared
why-upload = the file could not be uploaded
why-migrated = the chat has moved
why-other = the messenger refused and did not say why

report-state-new = new
report-state-accepted = in progress
report-state-needs-info = waiting for the author
report-state-answered = answered
report-state-transferred = handed over
report-state-rejected = rejected
report-state-referred = not ours, the author was told who answers
report-state-merged = merged
report-state-withdrawn = withdrawn by the author
report-state-closed = closed
report-state-silent-unasked = closed, nobody objected
report-state-silent = closed without a word of its author
report-state-reopened = not solved, open again

# -- in full ------------------------------------------------------------------------------
full-title = <b>№ { $number } in full</b>
full-line-answer = 💬 <b>{ $who }</b>, { $at }:
    { $text }
full-line-interim = 💬 <b>{ $who }</b>, { $at }, not solved yet:
    { $text }
full-line-question = ❓ <b>{ $who }</b>, { $at }:
    { $text }
full-line-silenced = 🔇 <b>{ $who }</b>, { $at }, nothing is taken from the author:
    { $text }
full-line-note = 🗒 <b>{ $who }</b>, { $at }, note:
    { $text }
full-line-reply = ✍️ <b>Author</b>, { $at }:
    { $text }
full-line-added = ✍️ <b>Author</b>, { $at }, added:
    { $text }
full-line-edited = ✏️ <b>The author</b>, { $at }, corrected:
    { $text }
full-line-referred = 🏢 <b>{ $who }</b>, { $at }, not ours:
    { $text }
full-line-rejected = 🚫 <b>{ $who }</b>, { $at }, rejects:
    { $text }

files-title = 📎 <b>№ { $number }</b>: { $count ->
    [one] { $count } file of the author
   *[other] { $count } files of the author
}

# -- buttons ------------------------------------------------------------------------------
op-button-take = 🙋 Take
op-button-release = Let go
op-button-ask = ❓ Ask
op-button-reject = 🚫 Reject
op-button-close = ✅ Close
op-button-topic = Topic
op-button-hand = ➡️ Hand over
op-button-assign = 👉 Give to a colleague
op-colleague-on-shift = { $who } · on shift
op-button-refer = 🏢 Not ours
op-button-refer-own = ✍️ In my own words
op-button-refer-send = ✅ Send to the author
op-button-refer-drop = Do not send
op-button-prolong = ⏳ More time
op-button-ready = 📄 Ready answers
op-button-team = 🗂 To another team
op-button-history = 📜 The whole history
op-button-of-author = 👤 The author’s other reports
op-button-silence = 🔇 Take nothing from the author
op-button-days = { $days ->
    [one] for { $days } day
   *[other] for { $days } days
}
op-button-hear = 🔊 Take messages again (until { $until })
op-button-save-ready = 💾 Save the last answer
op-button-drop-ready = 🗑 { $title }
op-button-more-acts = ⋯ More
op-button-full = In full
op-button-files = 📎 { $count }
op-button-back = ← Back
op-button-undo = Do not send
op-button-keep = Leave it as it was
op-button-interim = Not solved yet
op-button-as-answer = It is an answer, no question
op-toast-answer = Goes as an answer
op-button-promise = 📅 Promise: { $day }
op-button-mend = ✍️ Put it better
op-button-as-is = Send as it is
op-button-until = { $days ->
    [1] Tomorrow
    [7] In a week
    [one] In { $days } day
   *[other] In { $days } days
}
op-button-reopen = 🔁 Back to work
op-button-open = № { $number }
op-button-by-topic = Topic
op-button-by-place = Place
op-button-all-teams = All teams
op-button-own-team = Our team
op-button-all = Show all

hand-because-place = Another area
hand-because-topic = Not the right topic
hand-because-help = Their help is needed
op-reason-duplicate = Reported before
op-reason-not-ours = Not our area
op-reason-no-details = Not enough information
op-reason-spam = Spam
op-reason-other = Another reason, let me write it

# The reason as the author reads it.
rejected-because-not-ours = This place is outside our area, so we cannot help there.
rejected-because-no-details = We did not have enough information to help. Please write again: what happened and where.
rejected-because-spam = This looks like advertising or bulk mail, so we did not look into it.

op-toast-no-report = There is no such report here.
op-toast-over = This one is over: { $status }.
op-toast-took = № { $number } is yours for 30 minutes.
op-toast-yours = Yours already. 30 more minutes.
op-toast-taken = { $who } is on it until { $until }.
op-toast-assigned = № { $number } given to { $who }.
op-toast-his-already = { $who } has it already.
op-toast-no-colleagues = There is nobody to give it to: nobody else worked on reports this week, and nobody is on shift.
op-toast-no-colleague = This colleague is not in the list any more.
op-toast-no-office = This office is not in the list any more.
op-toast-released = Let go. Anybody may take it now.
op-toast-prompt-open = Please reply to the bot's message below.
op-toast-undone = It will not be sent.
op-toast-kept = It stays as it was.
op-toast-too-late = Too late, it has gone.
op-toast-soon = In 10 seconds; until then it can be stopped.
op-toast-interim = Good. It goes in 10 seconds.
op-toast-held = Waiting { $minutes } minutes. Edit your message or reply to this one.
op-toast-program = He writes through { $name } and cannot be warned from here.
op-toast-heard = Messages are taken again.
op-toast-saved = Saved as a ready answer.
op-toast-saved-already = There is such a ready answer.
op-toast-dropped = Taken away.
op-toast-asked = The author has been asked, we are waiting.
op-toast-topic = The topic is now: { $topic }
op-toast-old-button = This button does not work any more.
op-toast-no-files = The files are gone.
op-toast-files-private = The files are in your private chat with me.
op-toast-files-below = The files will be further down, below the card.

# -- answers ------------------------------------------------------------------------------
will-go-time = { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}
will-go-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
will-go-answer = The answer to { $report }: { $words } goes in { $time }.
will-go-interim = The answer to { $report }: { $words } goes in { $time }. We will not ask whether it is solved.
will-go-when = When will the next word come? Press, or reply to this message: “until 5 December”.
will-go-until = The next word is promised by: { $at }. You will be reminded then.
will-go-by-mark = It has a question mark and looks like a question: the author is to answer it, and is not asked whether it is solved.
will-go-question = The question about { $report }: { $words } goes in { $time }.
will-go-rejected = { $report } will be rejected in { $time }, its author gets your reason: { $words }
will-go-referred = { $report } will be closed in { $time }: not ours. The author reads: { $words }
will-go-closing = { $report }: in { $time } its author hears that it is done and is asked whether it is solved.{ $words }
will-go-transferred = { $report } will be handed over in { $time }: { $to }. Its author will be told.{ $because ->
    [none] {" "}Why? Press, or reply to this message in words.
   *[other] {" "}Why: { $because }.
 }
will-go-reopened = { $report } goes back to work in { $time }. Its author will be told.
will-go-silenced = In { $time } nothing more is taken from the author of { $report } for { $days } d., who reads: { $words }
will-go-merged = { $report } will be joined to № { $other } in { $time }. Its author will be told, and both get the answer.
will-go-day-no-such = ⚠️ There is no such day: { $day }. Change your message before the answer goes.
will-go-day-past = ⚠️ This day has passed: { $day }. If it is a slip, change your message before the answer goes.
will-go-day-weekday = ⚠️ The day of the week does not fit the date: { $day }. Correct your message before the answer goes.
will-go-edited = ✏️ Edited: this is how it goes.
will-correct = ✏️ The answer to { $report } has gone. In 10 seconds its author reads it so: “{ $words }”
will-go-plain = 💡 It sounds like an excuse: { $what }.
will-go-mend = Waiting for a better text: edit your message, or reply to this one. Otherwise it goes as it is.
excuse-no-date = no day is named
excuse-empty = empty words (“{ $words }”)
excuse-officialese = officialese (“{ $words }”)
excuse-long = too long
will-go-program = Its author will read this in { $name }.
will-go-program-question = Its author will read this in { $name }, the reply comes here if that program can pass it on.
will-go-who = By: { $who }
will-go-followers = Everybody who follows this will read it, too: { $count ->
    [one] { $count } more person
   *[other] { $count } more people
}.
will-go-author = To its author alone: whoever follows this will not read it.
will-go-too = { $who } is answering the same report just now.
will-go-held = { $who } is working on this report just now.
will-go-over = Its state stays as it is: { $status }.

assigned-you = 👉 <b>№ { $number } was given to you</b> · { $topic }
    By { $who }. Begin your shift and you get it first. Cannot do it? Press “Let go”.
assigned-moved = № { $number } is with somebody else now: { $who }.
assigned-in-group = 👉 <b>{ $who }</b>, № { $number } was given to you.

prompt-ask = ❓ { $who }, reply to this message with your question to the author of № { $number }. Changed your mind? Reply /cancel
prompt-reject = 🚫 { $who }, reply to this message with the reason for the author of № { $number }. Changed your mind? Reply /cancel
refer-preview = 🏢 № { $number } is not ours? The author gets this, and the report is closed:
prompt-referred = 🏢 { $who }, who answers for what the author of № { $number } writes of, and how are they reached? Reply to this message: the author reads your words, and the report is closed.{ $listed ->
    [no] {" "}The list of offices is empty: write them into other_offices.toml in the region's folder, and they stand here as buttons.
   *[yes] {""}
 } Changed your mind? Reply /cancel
prompt-close = ✅ { $who }, the author of № { $number } waits for an answer. What should we say? Reply to this message. Changed your mind? Reply /cancel
prompt-prolong = ⏳ { $who }, until which day does № { $number } need more time, and why? Its author reads it. For example: “We wait for a part and replace it by 5 December”. Reply to this message. Changed your mind? Reply /cancel
prompt-silence = 🔇 { $who }, why take nothing more from the author of № { $number }? The author reads it. Reply to this message. Changed your mind? Reply /cancel
prompt-gap = 📄 { $who }, the answer to № { $number } is nearly ready: “{ $text }”. What goes in: { $what }? Several: each on a line of its own, in this order. Reply to this message. Changed your mind? Reply /cancel
prompt-join = 🔗 { $who }, which report is the same as № { $number }? Reply to this message with its number. Changed your mind? Reply /cancel
join-no-number = Please write one number, for example: 123
join-itself = № { $number } is this very report. The number of another one is needed.
join-no-report = There is no report № { $number } here. Please write another number.
join-over = № { $number } is not being worked on any more, so nothing can be joined to it. Please write another number.
join-merged = № { $number } was joined to № { $into } itself. Please write that number.
join-has-joined = Others were joined to № { $own }. Do it the other way round: join № { $number } to № { $own }.
join-no-edit = The number cannot be corrected like this. Press “Do not send” and choose “Reported before” again.
op-no-moment = I did not understand when. Please write a day, for example: until 5 December. The author did not get these words.
op-prolong-how = Write both the reason and the day, for example: “We wait for a part and replace it by 5 December”. The author did not get these words.
said-not-solved = 🔁 <b>№ { $number }: its author says that it is not solved</b>
said-partly = 🌓 <b>№ { $number }: the author says that it is partly solved</b>
promise-passed = 📅 <b>№ { $number }: the promised day has passed</b>
said-apart = 🔁 <b>№ { $number } stands by itself again</b>: the author of № { $other } { $solved ->
    [yes] says that his is solved
   *[no] took that one back
}
said-not-solved-words = In these words: “{ $words }”

# -- ready answers ------------------------------------------------------------------------
# The names of gaps that the bot fills by itself.
ready-gap-street = street, address, place, улица, адрес
ready-gap-number = number, номер
ready-name-street = street
ready-name-number = phone number
ready-list = <b>Ready answers</b>. To use one: under the card, “More”, “Ready answers”.
ready-none = There are no ready answers yet. Save one of yours: under the card “More”, “Ready answers”, “Save the last answer”.
ready-line = <b>{ $title }</b>
    { $text }
ready-saved = 💾 Saved as a ready answer: “{ $text }”. If something of this person is left in it, take it away by /templates.
ready-gone = This ready answer is there no more. Nothing went to the author.
ready-gaps-left = Missing: { $what }. Write each on a line of its own, in this order. The author did not get these words.

# -- search -------------------------------------------------------------------------------
find-how = Write what to look for: a number, words, a street, a phone out of a report, or who works on it. For example: /find snow Lesnaya
find-title = <b>Found for “{ $words }”</b>, the newest first
find-of-author = <b>All reports of this author</b>, the newest first
find-none = Nothing was found. The last 10,000 reports are searched: try less, such as one word or a street.
find-over = This search is over. Write /find again.

work-words-warn = warn people, warn everybody, warn residents, alert people, alert residents, notify people, notify residents, tell the residents
work-words-queue = show the queue, show queue, open the queue, what is in the queue
# So a decision about a notice begins; its reason follows.
op-words-decide = all clear for, give the all clear, cancel the notice, correct the notice, update the notice, extend the notice, i approve, i reject, i return, recall the notice, stop the notice
op-words-notice = stop, all clear, cancel, false alarm, approve, approved, agree, reject, return, correct, update, go on, recall, withdraw
op-notice-buttons = “{ $word }”: nothing was done. Press a button below the notice; if there is none, find it in /notices.
op-removed = You deleted your message, so the answer to № { $number } was not sent.
op-removed-late = The answer to № { $number } has gone, it cannot be deleted for its author. If something in it is wrong, write another answer.
op-edit-number = You changed the number to № { $other }. The answer to № { $number } was stopped and did not go. Please write it anew: № { $other } and the text.
several-unsure = There are several numbers here, and it is not clear where the answer begins. Nothing was sent to anybody. To answer several at once: "№ 12, 13 and 14: it will be done tomorrow", with a colon. If an answer to one begins with a number: "№ 12: 5 lamps will be replaced". Send different answers one by one.
several-many = No more than { $most } numbers can be answered at once: each such answer has to be checked in time. Nothing was sent to anybody. Everybody who waits of one topic is answered by "Answer all" below /queue.
several-missing = Not here: { $numbers }. So nothing was sent to anybody. Check the numbers and write again.
several-words-only = Nothing was sent to anybody. Several at once can be answered in words only: "№ 12, 13: it will be done tomorrow". Send files and a place to each by itself.
several-edit = An answer to several numbers at once cannot be changed so. Until it has gone, stop it by the button under each number and write it anew. Later write another answer.
op-number-unread = The number could not be read. Nothing was sent to anybody. Please write it so: "№ 123 your answer".
op-reply-nowhere = These words stay here, nothing went to a citizen. To answer one, reply to the card or write "№ 123 your answer".
op-to-nobody-there = This did not go to the author of № { $number }: the last answer did not reach him, and your words look like words to colleagues. If they are an answer, reply to the card with them.
op-to-colleague = This did not go to the author of № { $number }: it seems you said it to a colleague ({ $who }). If it is an answer to the author, reply to the card with these words.
op-two-numbers = You are replying to № { $number } but wrote № { $other }. Nothing was sent. Please write it again.
op-other-team = № { $number } is with another team: { $team }. They, or the staff chat, can move it to you: “⋯ More”, “🗂 To another team”.
team-none = The staff chat
op-toast-team = № { $number } moved: { $team }
op-toast-team-shut = “{ $team }”: the bot is not in this team’s chat
op-no-report = There is no report № { $number } here.
op-no-command = There is no such command, and the author did not get this. What I can do: /help
op-unknown-command = There is no command { $word }. What I can do: /help
op-unknown-command-near = There is no command { $word }. Did you mean { $near }? What I can do: /help
op-private-command = The command { $word } works in a private chat with me. What I can do here: /help
command-words-left-staff = I did not use what came along with { $command }.
op-nobody = № { $number }: its author had all data erased, there is nobody to answer.
op-over = № { $number }: { $status }. The author did not get this.
op-not-sent = № { $number }: { $status }. The answer was not sent.
op-not-passed = This did not go to the citizen (№ { $number }): { $what }. Please write it in words.
op-reason-in-words = Please write the reason in words, without files.
op-album-late = The other files came too late: the answer to № { $number } has gone. Please send them again.
op-edit-late = The answer to № { $number } has gone, the author will not see this edit. Please write another answer.
op-edit-cancelled = This was not sent, so the edit changes nothing. To answer № { $number }, write anew.
op-not-delivered = ⚠️ № { $number }: it did not reach the author. Reason: { $why }.
op-delivered-after-all = ✅ № { $number }: its author is back, the answer has arrived.
op-files-left-out = ⚠️ № { $number }: the answer was delivered, but without files. Send them in another way.
op-files-over-quota = 📎 № { $number }: some files were not taken, this person sent too many in a day. The words of the report are whole.
# How else a number is named at the beginning of an answer; how words of what is being done begin; words for colleagues.
op-number-before = about, on, re, regarding
op-number-nouns = number, report
op-number-done = fixed, repaired, replaced, restored, removed, cleaned, cleared, done, finished, coming, crew
op-number-talk = who, what, where, when, why, which, whose, not, did, does, has, anyone, anybody, somebody, someone, please, can, could, i, me, my, you, he, she, him, her, his, they, them, author, call, called, take, took, check, colleagues, guys, again, if, maybe, says, said
# Words that stop an answer; after which nothing is to be done; that say who gets it. With commas.
op-words-stop = do not send, don't send, cancel it, stop it, wait, mistake, my mistake, wrong one, not that one
op-words-aside = ok, okay, yes, yep, right, fine, good, thanks, thank you, got it, send, send it
op-words-bot = statistics, list, card, map, history, reports, shift
op-words-acts = release, reject, assign, prolong, show
# Colleagues say this to each other of a report; nobody writes it to an author. Counts where there are no other words.
op-words-desk = mine, not mine, taken, taking it, duplicate, dup, spam, same as, not ours, wrong chat, wrong one, not for you
op-words-desk-beside = this, is, it, its, a, of, the, as, sorry, oops, i, am, to, report, number
op-words-orders = merge, reassign, unassign
op-words-desk-told = “{ $word }” did not go to the author: it sounds like a word to colleagues or to me. The buttons are under the card; a note for colleagues begins with “//”. If it is an answer for the author, please say more.
op-words-for-me = “{ $word }” did not go to the author: it seems that you said it to me. Please press the button below the card. If it is your answer, reply to the card with these words.
op-number-for-me = “{ $word }” did not go to the author. To open a report write “№ { $word }”. If it is your answer, reply to the card with it.
# A question that ends an answer and waits for nothing; what begins the words behind a question to the author that do not reply to it; what may stand before these.
op-words-no-question = any questions, more questions, other questions, further questions
op-words-behind-question = send, write, tell us, tell me, let us know, let me know, specify, describe, attach, add a, reply, call, phone, tel, our number, my number, thanks, thank you, many thanks, best regards, kind regards, regards, waiting for, we are waiting, we need, we need this, it is needed
op-words-behind-small = and, also, please, if you can, if possible
# An answer after which the day that was promised is not awaited: a refusal, or others are to be asked; what is over; and words of what is still awaited.
op-words-refusal = please contact, apply to, private property, private land, not our responsibility, not responsible for, outside our remit, refused, no grounds
op-words-over = signed, no defects, no remarks
op-words-awaits = waiting, awaiting, still, yet, not, soon, on the way, on its way, working, will
op-words-all = all, everybody, to all, to everybody
op-words-author = author, author only, the author, only the author, to the author, him, her
op-stopped = The answer to № { $number } is not sent.
op-aside = “{ $word }” did not go to the author of № { $number }: you said it to me. The answer goes by itself; “cancel” stops it.
op-aside-whom = “{ $word }” did not go to the author of № { $number }. First say who gets the answer: “all” or “author”.
op-no-words = This did not go to the citizen (№ { $number }): the answer has no words. Please write it in words.
op-nothing-to-cancel = There is nothing to cancel: nothing waits to be sent. The author did not get these words.

op-help = <b>What can be written here</b>

    <b>Answer a person</b>: reply to the card or write “№ 123 text”, with photos or files if you like. It goes after 10 seconds: until then it can be stopped, edited or marked “Not solved yet”.
    <b>A note for colleagues</b>: begin with // and the author will not see it.
    <b>My shift</b>: /shift, one report at a time in your private chat with me
    <b>Search</b>: /find and words, a street or a number
    <b>Ready answers</b>: /templates, and “More” under a card
    <b>Give it to a colleague, or say that it is not ours</b>: “More” under a card
    <b>What is waiting</b>: /queue
    <b>Open a card</b>: “№ 123”
    <b>How messages get out</b>: /delivery
    <b>Organisations' chats</b>: /connect, by a code
    <b>Emergency notices</b>: /notice to compose one, /notices for the list

    The buttons under a card do the rest. Ordinary talk is left alone.

op-help-private = <b>What can be done here</b>

    <b>My shift</b>: /shift, I hand you reports one at a time and you answer right here
    <b>What is waiting</b>: /queue
    <b>Look at a card</b>: “№ 123”
    <b>How messages get out</b>: /delivery

    Without a shift, answers and the buttons under a card belong in the operators' chat, where colleagues see them. To report something yourself: /report

refuse-stranger = Only operators can do this, in their own chat. If you are one, please write there.
refuse-stranger-toast = Only operators can do this.
refuse-anonymous = Please write under your own name, not the group's: an answer needs somebody who gave it.
refuse-anonymous-toast = Please press it under your own name.

# -- the bot was added to a chat ----------------------------------------------------------
joined-setup = Hello! To make this the operators' chat, add this line to the file .env

    <b>{ $line }</b>

    and start the bot again.

    Is this an organisation's chat? Then no file has to change: ask the centre for a code and write here /connect and the code.
joined-ready = Hello! Citizens' reports will come here. What can be written: /help
chat-migrated = This chat has a new number. The bot goes on working, but please change the line in the file .env: <b>{ $line }</b>
