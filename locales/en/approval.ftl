# Duty officers: approve, stop, correct, all-clear, false alarm, the list of notices.

notice-state = { $state ->
    [draft] draft
    [pending] waits for a second officer
    [approved] approved, waits for its time
    [going] approved, see below how it goes
    [sending] being sent
    [sent] sent
    [morning] waits for the morning: all have quiet hours
    [rejected] rejected
    [stopped] stopped
    [expired] too late: its time was over
    [cancelled] cancelled
    [ended] not in force any more
    [outdated] back with its author
   *[other] { $state }
}

approve-preview = <i>👁 № { $number }. What people will see: { $meaning }, { $language }</i>
approve-meaning-alert = the notice
approve-meaning-corrected = whom it concerns and who got it before
approve-meaning-not-you = whom it does not concern any more
approve-meaning-updated = update
approve-meaning-repeated = said again
approve-meaning-ended = all-clear
approve-meaning-withdrawn = false alarm

approve-title = { $link ->
    [repeats] <b>Repeat № { $times } of notice № { $other }</b>
   *[other] <b>Notice № { $number }</b>
}{ $link ->
    [updates] {" "}(updates № { $other })
    [corrects] {" "}(corrects № { $other })
    [ends] {" "}(ends № { $other })
    [withdraws] {" "}(false alarm: takes back № { $other })
   *[none] {""}
}: { $state }
approve-title-drill = { $link ->
    [repeats] 🎓 <b>DRILL. Repeat № { $times } of notice № { $other }</b>
   *[other] 🎓 <b>DRILL. Notice № { $number }</b>
}{ $link ->
    [updates] {" "}(updates № { $other })
    [corrects] {" "}(corrects № { $other })
    [ends] {" "}(ends № { $other })
    [withdraws] {" "}(false alarm: takes back № { $other })
   *[none] {""}
}: { $state }
approve-what = { $ending ->
    [ends] ✅ All clear. { $kind }. 📍 { $names }
    [withdraws] ✅ False alarm. { $kind }. 📍 { $names }
    [lifted] ℹ️ The source took its warning back. { $kind }. 📍 { $names }
   *[none] { $emoji } { $severity }. { $kind }. 📍 { $names }
}
approve-nowhere = no place given
approve-counting = 👥 Counting how many people get it…
approve-nobody = 👥 Nobody will get it
approve-reach = 👥 Will get it: <b>{ $count }</b> ({ $by })
approve-messenger = { $channel } { $count } ≈ { $lasts }
approve-groups = Not concerned any more: { $removed } · still concerned: { $kept } · concerned for the first time: { $added }
approve-near = 📌 Of these near a place of theirs: { $count }
approve-nowhere-named = 📍 Of these, named no place: { $count }. Whether they are there is not known.
approve-held = 🌙 Quiet hours, will get it in the morning: { $count }
approve-post = 📣 { MESSENGER($channel) }: one by one takes { $lasts }. The post in the channel goes first and is read at once.
approve-no-post = 📣 { MESSENGER($channel) }: one by one takes { $lasts }. Only a post in a channel is quick there, and the bot has no channel (NOTICE_CHANNELS).
approve-late = 🌙 Asleep until it is over, they never get it: { $count }
approve-below = Subscribed to this, but only if it is graver: { $count }
lasts-seconds = { $seconds } s
lasts-minutes = { $minutes } min { $seconds } s
lasts-hours = { $hours } h { $minutes } min
approve-send-at = ⏰ To be sent: { $at }
approve-until = In force until: { $at }
approve-scheduled = Changed your mind? It can be dropped until then: /notices, “Not sent”.
approve-repeat = 🔁 Said again while in force: every { $minutes } min

approve-author = ✍️ Written by: { $who }
approve-source = source { $code }
approve-submitter = Submitted by: { $who }
approve-seen = 👀 { $who } has been looking since { $at }
approve-missing = ⚠️ Cannot write in private to: { $who }. Call them. They should open the bot and press “Start”.
approve-nobody-to-call = ⚠️ There is nobody to call: no other duty officer is in this chat. Phone one and add them to the chat.
approve-all-hands = ⚠️ Every officer had a hand in this version, nobody can approve it. Let one of them change and submit it again: then another can.
approve-escalated = 🆘 <b>No officer has answered for { $minutes } min.</b> Find them, or decide if you are one.
approve-source-lifted = ⛔ { $who } at { $at }: this warning was cancelled. Is it still needed?
approve-source-replaced = ⛔ { $who } at { $at }: a newer one has come. Check which one is right.
approve-who-may = Any duty officer may approve it but those who wrote, changed or submitted this version.
approve-alone-may = There is one officer only (setting ONE_OFFICER): a danger to life may be approved by its author.

approve-button-yes = ✅ Approve and send
approve-button-later = ✅ Approve
approve-button-return = ↩️ Return
approve-button-reject = ✖️ Reject
approve-button-seen = 👀 I am looking
approve-button-reopen = ↩️ Open again

approve-done-approve = ✅ Approved by { $who } at { $at }
approve-done-alone = ✅ Approved by one officer alone, { $who }, at { $at }. By the rules no second one was needed.
approve-done-return = ↩️ Returned by { $who } at { $at }
approve-done-reject = ✖️ Rejected by { $who } at { $at }
approve-done-reopen = ✏️ Opened again by { $who } at { $at }
approve-done-change = ✏️ { $who } is changing it since { $at }. A new version will come.
approve-done-drop = 🗑 Dropped by { $who } at { $at }
approve-done-outdate = ↩️ Back with its author at { $at }, it cannot be approved.
approve-done-expire = ⌛ Its time was over at { $at }, nobody had decided. Not sent.
approve-why = Why: { $why }
approve-answered = <b>Notice № { $number }</b>
approve-expired = ⌛ Notice № { $number }: its time is over, it was not sent.

approve-call = 🚨 <b>Your decision is needed.</b> Submitted by: { $who }
approve-call-drill = 🎓 <b>DRILL. Your decision is needed.</b> Submitted by: { $who }

approve-ask-approve = { $who }, to send № { $number } reply to this message with a number: how many people get it. It stands in the notice after “Will get it”.
approve-drill-word = drill
approve-ask-word = { $who }, this is a drill. To send № { $number } reply to this message with the word “drill”.
approve-ask-nobody = Colleague
approve-ask-return = { $who }, what should be changed in № { $number }? Reply to this message.
approve-ask-reject = { $who }, why do you reject № { $number }? Reply to this message.
approve-why-in-words = Please write it in words.
approve-wrong-number = Not that number. Nothing was sent. Look at what stands after “Will get it” and write it again.
approve-wrong-word = Not that word. Nothing was sent. Write “drill” or leave it as it is.

approve-toast-shown = This is only a sample.
approve-toast-none = There is no such notice.
approve-toast-old = Notice № { $number } is different by now: { $state }. Nothing was done.
approve-toast-own = You wrote or submitted this version. Another officer decides.
approve-toast-counting = Counting people. Press again in a few seconds.
approve-toast-too-late = Its time is over. Return it and change the time.
approve-toast-approved = Notice № { $number } is approved.
approve-toast-later = Notice № { $number } is approved and goes out { $at }.
approve-toast-returned = Notice № { $number } went back to its author.
approve-toast-rejected = Notice № { $number } is rejected.
approve-toast-seen = Noted: you are looking. Nobody is called for 5 minutes.
approve-toast-mended = Notice № { $number }: a new version. Another officer decides.

chain-changed = { $why ->
    [newer] № { $number } has been replaced: № { $other } is in force.
    [ended] There is an all-clear to № { $number } already: № { $other }.
    [withdrawn] № { $number } was taken back as a false alarm: № { $other }.
   *[over] The time of № { $number } is over.
}
chain-warn = ⛔ { $line } This cannot be approved.
chain-warn-same = ⚠️ Words, place and time are those of № { $number }: nothing is changed.
chain-warn-paused = ⏸ While this waits for a decision, № { $number } is not said again.
chain-what = № { $number } ({ $kind })
chain-warn-drill = ⛔ Something real is in force there: { $what }. The drill begins when that is over.
chain-warn-also = ⚠️ Something else is in force there: { $what }. People are told that first.
start-drill-held = ⏸ Drill № { $number } waits: the real notice № { $other } is in force there. It begins when that is over.
chain-back = ↩️ <b>Notice № { $number } is back with its author.</b>
chain-back-how = Nobody got it. Look again at what to tell people.
chain-button-relink = { $link ->
    [ends] All-clear to № { $other }
    [corrects] Correct № { $other }
   *[updates] Update № { $other }
}
chain-button-new = As a new notice
chain-not-submitted = Notice № { $number } was not submitted.
chain-toast-back = { $why ->
    [newer] No: № { $number } has been replaced, № { $other } is in force. It is back with its author.
    [ended] No: there is an all-clear to № { $number } already, № { $other }. It is back with its author.
    [withdrawn] No: № { $number } was taken back, № { $other }. It is back with its author.
   *[over] No: the time of № { $number } is over. It is back with its author.
}
chain-toast-gone = That one is not in force any more either. Open /notices.

progress-line = { $channel }: { $sent } of { $total }
progress-line-going = { $channel }: { $sent } of { $total }, { $speed } a second, ≈ { $left } left
progress-nothing-yet = Sending begins…
progress-nobody = 👥 Nobody got it
progress-failed = Did not arrive: { $count }
progress-failed-line = · { $channel }, { $why }: { $count }
progress-outcome-unreachable = the person cannot be reached
progress-outcome-rejected = the messenger refused
progress-outcome-expired = too late
progress-outcome-given-up = could not be sent
progress-outcome-dropped = not sent: the notice was cancelled
progress-why-blocked = blocked the bot
progress-why-deactivated = deleted the account
progress-why-not-found = never wrote to the bot, or left
progress-why-forbidden = does not let the bot write
progress-button-stop = ⏸ Stop
progress-button-stop-sure = Yes, stop
progress-button-stop-no = No
progress-button-go-on = ▶️ Go on
progress-button-go-on-sure = ▶️ Yes, go on sending
progress-ask-go-on = There is { $link ->
    [corrects] a correction of
    [ends] an all-clear to
   *[other] something new about
} № { $number } already: № { $other }, { $state }, { $who }. Go on sending № { $number } as it was all the same?
progress-ask-stop = Stop sending № { $number }?
progress-stopped = ⏸ <b>Sending of № { $number } is stopped.</b> { $who }, { $at }
progress-toast-stopped = Stopped.
progress-toast-going = It goes on.
progress-toast-over = Notice № { $number } is not in force any more, it is not sent any further.

history-title = <b>Who did what</b>
history-actor = { $actor ->
    [clock] the bot
    [console] the console
   *[source] a source
}
history-submit = { $at } submitted: { $who }
history-change = { $at } changed: { $who }
history-approve = { $at } approved: { $who }
history-approve-alone = { $at } approved by one officer alone: { $who }
history-return = { $at } returned: { $who }
history-reject = { $at } rejected: { $who }
history-reopen = { $at } opened again: { $who }
history-seen = { $at } looking: { $who }
history-stop = { $at } stopped: { $who }
history-go-on = { $at } went on: { $who }
history-expire = { $at } its time was over
history-over = { $at } its time ended
history-drop = { $at } dropped: { $who }
history-withdraw = { $at } false alarm: { $who }
history-updates = { $at } replaced by № { $other }
history-corrects = { $at } corrected in № { $other }
history-ends = { $at } ended by № { $other }
history-repeat = { $at } bot: notice № { $other } once more, as it was approved
history-repeated = { $at } bot: repeat № { $other }
history-paused = { $at } bot: not said again until № { $other } is decided
history-held = { $at } the drill waits: № { $other } is in force
history-called = { $at } the bot calls the officers
history-escalated = { $at } nobody decided, the bot told { $other }
history-outdate = { $at } back with its author.
history-source-lifted = { $at } cancelled by its source: { $who }
history-source-replaced = { $at } its source sent a newer one: { $who }
history-why = ({ $why })

over-title = ⌛ <b>{ $count ->
    [one] { $count } notice is not in force any more
   *[other] { $count } notices are not in force any more
}</b>
over-line = № { $number }: its time ended. If there is still danger, send a new one.
over-missed = ⚠️ Did not get it: { $count }.
over-nobody = ⚠️ Nobody got it: { $count } people never heard.
over-line-expired = № { $number }: { $state }. Not everybody got it, or nobody.

after-button-fix = ✏️ Correct
after-button-update = 🆕 Update
after-button-end = ✅ All-clear
after-button-false = 🚫 False alarm
after-button-open-draft = Open the draft
after-button-private = Open the bot
after-button-end-sure = Submit
after-button-end-change = Change the text
after-draft-corrects = ✏️ Correction of № { $other }: draft № { $number }. Change the place or the text.
after-draft-updates = 🆕 Update of № { $other }: draft № { $number }.
after-draft-ends = ✅ All-clear of № { $other }: draft № { $number }.
after-draft-new = Draft № { $number }.
after-in-private = { $who }, draft № { $number } waits for you in your private chat with the bot.
after-ask-end = All-clear of № { $number }. It goes to those who got the notice. Is this right?
after-end-submitted = All-clear № { $number } waits for a second officer.
after-ended-danger = The danger is over. Thank you for being careful. (All-clear of notice № { $number }.)
after-ended-outage = The work is done. (All-clear of notice № { $number }.) If it is still off at your place, press the button below.
after-withdrawn = Notice № { $number } was a mistake. This danger does not exist. We are sorry for the trouble.
after-false-word = false alarm
after-ask-false = { $who }, notice № { $number } stops at once, and everybody who got it is told that it was a mistake. To confirm, reply to this message: { $word }
after-wrong-word = Not those words. Nothing was done. Write “false alarm” or leave it as it is.
after-withdrawn-done = Notice № { $number } is taken back, № { $other } tells people.
after-withdrawn-told = ⚠️ { $who }: notice № { $number } is a false alarm. № { $other } tells people.
after-toast-newer = Notice № { $number } is not in force any more: № { $other } took its place.
after-toast-over = Notice № { $number }: { $state }. Nothing can be changed here any more.
after-toast-pending = Notice № { $number } is there already: { $state }.
after-toast-no-base = Notice № { $number } calls something off, it cannot be a base.

notices-title = <b>Notices: { $which ->
    [force] in force now
    [drafts] not sent yet
   *[all] all
}</b> ({ $count })
notices-none = Nothing here.
notices-entry = { $times ->
    [none] <b>№ { $number }</b>
   *[other] <b>Repeat № { $times } of notice № { $number }</b>
} · { $state } · { $at }
notices-entry-drill = { $times ->
    [none] 🎓 <b>DRILL № { $number }</b>
   *[other] 🎓 <b>DRILL. Repeat № { $times } of notice № { $number }</b>
} · { $state } · { $at }
notices-numbers = Arrived: { $sent } · did not: { $failed } · waiting: { $waiting }
notices-button-open = № { $number }{ $times ->
    [none] {""}
   *[other] {", repeat "}{ $times }
}
notices-filter = { $which ->
    [force] In force
    [drafts] Not sent
   *[all] All
}
notices-button-edit = ✏️ Change
notices-button-base = 📋 Take as a base
notices-button-drop = 🗑 Drop
notices-button-drop-sure = Yes, drop it
notices-ask-drop = Drop notice № { $number }? Nobody will get it.
notices-ask-change = Change № { $number }? If it waited for approval, it has to be approved anew.
notices-dropped = 🗑 Notice № { $number } is dropped. { $who }
