# One trouble, one case: what is known at this place, who follows it, whom to answer.

known-heading = <b>This is known already:</b>
known-case = • { $topic }, { $where }. Reported { $age } ago, { $state }. { $people ->
    [one] { $people } person writes of it.
   *[other] { $people } people write of it.
 }
known-notice-words = follow, follow it, i follow, follow the warning, tell me when it is over, write when it is over
known-which-filed = Which of these do you write about? Press its button.
known-which = Choose which of these you write about, or send yours by itself.
known-another = All right, it is something else. Press «Send», and it goes by itself.
known-same-words = the same, same, same here, me too, us too, too, it is the same, that is it, join, follow, same thing, same problem, same outage
known-other-words = another, other, different, not the same, not it, not that, separate, separately, something else, another one
leave-case-words = stop following, do not follow, don t follow, unfollow, leave it
known-beside-words = yes, no, it, is, its, this, that, we, i, have, our, my, one, problem, thing, a, please, here, want, to, send, mine, s, probably, i think, seems
known-somewhere = near
known-metres = about { $metres } m away
known-notice = ⚠️ Here now: { $kind }, until { $until }. Follow it? We tell you when it is over.
known-notice-street = ⚠️ In your street now: { $kind }, until { $until }. Follow it? We tell you when it is over.
status-notice = ⚠️ <b>There now: { $kind }, until { $until }</b> (notice No. { $number }).
known-after = The staff have No. { $number }. <b>It looks as if others write of the same:</b>
button-same-trouble = It is the same
button-same-where = It is the same: { $where }
button-follow-notice = Follow the warning
button-leave = Stop following
toast-follows-notice = We tell you when it is over
toast-case-over = That one is dealt with, your report stays by itself
follows-notice = We tell you when it is over. Your report is not sent yet: you can send or cancel it.

followed = ✅ <b>Your report is No. { $number }.</b> It was joined to what is known already. The staff see your words and photos, and the answer comes to you, too.
followed-left = You do not follow it any more. There will be no answer to No. { $number }. If the trouble comes back, write again.
status-followed = joined to what is known: { $state }
line-followed = • Joined to what is known already: { $at }

case-state-new = waits for an answer
case-state-accepted = being worked on
case-state-needs-info = being cleared up
case-state-answered = answered
case-state-transferred = handed over, being worked on
case-state-rejected = not accepted
case-state-merged = joined to another
case-state-withdrawn = taken back
case-state-closed = closed
case-state-reopened = being worked on again

card-people = 👥 { $count ->
    [one] { $count } person writes of it
   *[other] { $count } people write of it
 }
card-line-followed = 🔗 { $at }, its author joined it to No. { $other }
card-line-again = 🔁 { $at }, { $people } people write again
followed-says = ➕ <b>Of the same as No. { $case }</b> one more person writes (No. { $number }):
followed-more = ➕ <b>To No. { $case }</b>: the author of No. { $number } adds:

whom-ask = The answer to { $report }: { $words }. <b>Others follow this, too. Who gets it?</b>
whom-again = The answer to { $report } has not gone yet: { $words }. <b>Who gets it?</b> If nobody says, it goes to no one.
whom-not-sent = The answer to No. { $number } was not sent: nobody said who gets it. Write it again if it is wanted.
op-button-to-all = Everybody ({ $count })
op-button-to-author = The author only
op-toast-to-all = It goes to everybody
op-toast-to-author = It goes to the author only
delivery-people = <b>{ $sent } of { $of } have it</b>{ $missed ->
    [no] {""}
   *[other] , not delivered: { $failed }
 }
op-people-missed = The answer to No. { $number }: { $sent } of { $of } have it, it did not reach { $failed }.

op-button-same = No. { $number }, { $where }, { $age }{ $people ->
    [1] {""}
   *[other] , { $people } people
 }
op-button-people = 👥 Who else ({ $count })
op-button-apart = 🔁 Take apart
op-toast-nobody-follows = Nobody follows this any more
people-title = 👥 <b>Of the same as No. { $number } write:</b>
people-line = • No. { $number }: { $words }
said-next = 🔁 <b>No. { $number } is the case now</b>: the author of No. { $other } { $solved ->
    [yes] says that his is solved
   *[no] took that one back
}. With it stay { $count ->
    [one] { $count } more person
   *[other] { $count } more people
 }

said-again = 🔁 <b>{ $count ->
    [one] { $count } person writes again
   *[other] { $count } people write again
 }</b> of what was in No. { $number }. It is being worked on again.
again-told = 🔁 <b>No. { $number }</b>{ $about } is being worked on again: people write of it once more.
line-again = • People write of it again, it is back at work: { $at }

followed-not-solved = 🔁 <b>No. { $case }: not solved</b>, says the author of No. { $number }, who follows it.
followed-taken-back = ↩️ The author of No. { $number } took back what was added to No. { $case }: it is about something else.
