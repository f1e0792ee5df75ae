# "My shift": work through the queue in the private chat.

shift-title = <b>My shift</b>
shift-waiting = Waiting for an answer: { $count }.
shift-waiting-danger = Dangerous: { $count }.
shift-waiting-late = Overdue: { $count }.
shift-what = I will hand you reports one at a time: the dangerous first, then the overdue, then the oldest. While one is yours nobody else gets it. Write the answer right here.
shift-how = <i>Write the answer right here. A note for colleagues begins with //. The report is yours for 10 minutes.</i>
shift-how-own = <i>Write the answer right here. A note for colleagues begins with //. The report is yours until you let it go.</i>
shift-pick = Which ones?
shift-all = Everything
shift-empty = Nothing else is waiting now. As soon as something comes I will send it.
shift-empty-skipped = Nothing else is waiting but what you passed over: { $count }. As soon as something comes I will send it.
shift-nothing = There is no report with you now, so these words went to nobody. Press "Next" or reply to a card.
shift-lost = Meanwhile № { $number } was taken by a colleague: { $who }. Your words did not go out. If they are needed, reply to the card, or press "Next".
shift-forwarded = I do not pass on what was forwarded. Please write it in your own words.
shift-press = "{ $word }" is a button, and the words went to nobody. Please press it below the card or the answer.
shift-cancelled = All right, we will not ask.
shift-over = <b>The shift is over. Thank you!</b>
shift-over-silent = <b>The shift is over: nothing was heard of you for two hours.</b> What was with you is free again.
shift-done = Answers: { $answered }, passed over: { $passed }, in { $span }.
shift-left = You passed over: { $numbers }
shift-off = The shift is over. Begin again?
shift-off-written = These words went to nobody: you are not on shift. Begin a shift and reply to the card here, or answer in the staff's chat.
shift-off-after = These words went to nobody: your shift is over. If they are an answer to a citizen, begin a shift or answer in the staff chat. If you want to report something yourself, press "This is a report".
shift-in-private = The shift goes on in your private chat with me: one report at a time, no noise in this chat.

shift-line-on = 👥 On shift: { $who }
shift-line-nobody = 👥 Nobody is on shift
shift-line-off = { $who } went off shift: answers { $answered }, passed over { $passed }
shift-line-done = Dealt with since the last time: { $count }
shift-line-waiting = Waiting for an answer: { $count }{ $danger ->
    [0] {""}
   *[other] , dangerous: { $danger }
}{ $late ->
    [0] {""}
   *[other] , overdue: { $late }
}

shift-button-begin = Begin the shift
shift-button-next = Next
shift-button-off = End the shift
shift-button-again = Show what I passed over
shift-button-link = Open my shift

# Words that mean these buttons, with commas between them.
shift-words-next = next, skip, the next one, another
shift-words-find = find, search
shift-words-off = end the shift, end shift, off shift, enough

shift-toast-began = You are on shift.
shift-toast-off = The shift is over already.
