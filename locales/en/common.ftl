# Shared: dates, words on buttons, the public names of a report's states.

date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
moment-today = today at { $time }
moment-tomorrow = tomorrow at { $time }
moment-yesterday = yesterday at { $time }
moment-date = { $date } at { $time }

channel-name = { MESSENGER($channel) }
# A messenger that has no file messenger-….ftl of its own.
messenger-other = { $channel }
messenger-other-in = in { $channel }
messenger-other-from = from { $channel }
list-or = { $rest } or { $last }
list-and = { $rest } and { $last }

language-name = English

yes = Yes
no = No
back = ← Back
cancel = Cancel
more = More →
done = Done
earlier = Earlier →
later = ← Later

typed-words = You can write: { $words }.
typed-which = I did not understand what to do. Write one of these: { $words }.
typed-word = “{ $word }”
typed-or = { $words } or { $last }
typed-link = { $label }: { $url }
# What people answer besides a button's label. Separated by commas; they count only by themselves.
typed-yes = yes, yes yes, yep, yeah, i agree, agree, agreed, i consent, confirm, correct, all correct, right, sure
typed-no = no, nope, not now, do not, don't, i do not agree, i don't agree, not solved
typed-send = send, send it, submit
typed-back = back, go back
typed-done = done, finish, that is all
typed-other = other, another, something else
typed-more = more, next
typed-quit = never mind, nevermind, forget it, start over, start again, from the beginning, changed my mind, i changed my mind, cancel, stop, delete it, just kidding, i was joking, wrong chat, not for you, that was not for you, sent by mistake
typed-undo = bring it back, restore, undo
typed-check = check, check it, is it true, is that true, is this true
typed-append = add to, add it, one more photo, another photo, here is another photo
typed-drop = do not send, don't send, no need, not needed, false alarm, already fixed
typed-wait = wait, hold on, one moment, just a moment, one second
typed-forget = forget me, delete me, forget about me
typed-okay = ok, okay, fine, all right, alright, go ahead, go
typed-beside = it, now, then, just, well, so, my, report, message, you
typed-urge = faster, quickly, hurry
typed-polite = please, thanks, thank you
typed-numbers = one, two, three, four, five, six, seven, eight, nine, ten
typed-marks = ones, twos, threes, fours, fives
typed-number-beside = of, out, star, stars, points, number

status-new = passed on, waiting for an answer
status-accepted = being worked on
status-needs-info = waiting for your answer
status-answered = answered
status-transferred = handed to another organisation, being worked on
status-referred = not ours, you were told who answers
status-rejected = not accepted
status-merged = joined with a similar report
status-withdrawn = withdrawn by its author
status-closed = closed
status-silent = closed without a word of its author
status-reopened = being worked on again
