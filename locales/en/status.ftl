# What about my report: its state, the list, answers, "solved / not solved".

button-solved = 👍 Solved
button-unsolved = 👎 Not solved
button-partly = 🌓 Partly
button-no = 👎 No
button-star = { $n } ⭐
button-look-again = Look at it again
button-withdraw = Withdraw
button-withdraw-yes = Yes, withdraw
button-all-reports = All my reports
button-report-open = 🟡 № { $number } { $topic }
button-report-closed = ⚪ № { $number } { $topic }
button-report-silent = ◽ № { $number } { $topic }
button-report-about = № { $number } · { $about }

status-head =
    <b>№ { $number }</b> · { $topic }
    Now: { $state }
status-none-yet = You have not sent us anything yet. Write what happened and where, with a photo if you like: we pass it on and the answer comes here.
status-which = <b>Which report do you ask about?</b>
status-not-sent-yet = <b>This report has not been sent yet</b>, so there is no answer.
status-how = Write the number in digits, for example: status 123
status-no-such = There is no report with this number.
status-foreign = <b>№ { $number }</b>: { $state }
status-not-yours = Only whoever sent it can see the details.
status-late = The answer is late: it was due { $due }. The staff are being reminded. We will write as soon as they answer.
status-later = You have asked about many reports that are not yours. Try again in ten minutes.
status-earlier = { $count ->
    [one] … and { $count } earlier entry
   *[other] … and { $count } earlier entries
}

line-filed = • You sent it: { $at }
line-taken = • Work began: { $at }
line-reply = • You answered: { $at }
line-added = • You added: { $at }
line-edited = • You corrected: { $at }
line-question = • You were asked: { $at }
line-answer = • <b>Answer</b>: { $at }
line-interim = • <b>News</b>: { $at }
line-reopened = • Taken up again: { $at }
line-closing = • Considered solved: { $at }
line-closed = • Closed: { $at }
line-silent-unreached = • Closed, though the answer did not reach you: { $at }
line-silent = • Closed, as you did not answer: { $at }
line-rated = • You gave { $stars } of 5, { $at }
line-silenced = • Your messages are not taken for a time: { $at }
line-not-solved = • You said it is not solved: { $at }
line-partly = • You said it is partly solved: { $at }
line-rejected = • Not accepted: { $at }
line-referred = • Told who answers for it: { $at }
line-transferred = • Handed to another organisation: { $at }
line-withdrawn = • You withdrew it: { $at }
line-merged = • Joined with a similar report: { $at }

reports-list = <b>Your reports</b>, the newest first. Press one to open it.
reports-none = There is nothing here yet. Write what has happened.

withdraw-sure = Withdraw № { $number }? Nobody will work on it any more.
withdraw-done = You withdrew № { $number }. If the problem comes back, write again.

answer-heading = 💬 <b>Answer about № { $number }</b>{ $about }
answer-point = 📍 { $lat }, { $lon }
    https://yandex.ru/maps/?pt={ $lon },{ $lat }&z=16&l=map
answer-signature = <i>{ $name }</i>
corrected-heading = ✏️ <b>A correction to the answer about № { $number }</b>{ $about }
corrected-at = <i>Corrected: { $at }</i>
answer-is-it-solved = <b>Is the problem solved?</b> You can also write “solved”, “partly” or “no”.
answer-asks-later = <i>We will ask you whether it is solved after { $day }. If it is done sooner, write “solved”.</i>
report-about = (“{ $words }”)
interim-heading = 💬 <b>News about № { $number }</b>{ $about }
prolonged-heading = ⏳ <b>№ { $number } takes longer</b>{ $about }. This is why:
interim-until = The next word comes by: { $at }.
promise-is-it-solved = About <b>№ { $number }</b>{ $about } you were promised: { $day }. Is the problem solved?
question-heading = ❓ <b>A question about № { $number }</b>{ $about }
question-how-to-answer = Answer with your next message: in words, with a photo or a place.

change-taken = 🔧 Work on <b>№ { $number }</b>{ $about } has begun.
change-rejected = <b>№ { $number }</b>{ $about } was not accepted. This is why:
change-referred = <b>№ { $number }</b>{ $about }: this is not for us to solve, so it is closed here. This is who answers for it and how to reach them:
referred-phone = Phone: { $phone }
referred-site = Website: { $site }
referred-address = Address: { $address }
referred-hours = When they answer: { $hours }
change-transferred = ➡️ <b>№ { $number }</b>{ $about } was handed to: { $organisation }. The answer will come here.
change-closing = ✅ The work on <b>№ { $number }</b>{ $about } is done.
change-closed = <b>№ { $number }</b>{ $about } was closed.
change-merged = <b>№ { $number }</b>{ $about } was joined with a similar report. You will get the answer too, under № { $number }.
change-reopened = 🔁 <b>№ { $number }</b>{ $about } is being worked on again. The answer will come here.

solved-thanks = We are glad that it helped. Report № { $number } is closed. Thank you for telling us!
solved-stars = How well were you helped? Press or write a digit from 1 to 5.
stars-words-1 = terrible, awful, horrible, very bad
stars-words-2 = bad, poor, not good
stars-words-3 = so so, average, fair, okay, ok
stars-words-4 = good, well done, not bad
stars-words-5 = excellent, great, perfect, very good, wonderful, superb
stars-words-beside = it, was, is, all, just, thanks, thank, you, very, work, really
# Around a number that is a mark: "a solid four", "four plus".
stars-number-beside = a, solid, plus, minus, but, and, my, mark, rating, i give, i would give, maybe, thanks
# With these a mark is changed: "no, make it four".
stars-again-words = no, oops, rather, make it, make that, sorry, change it to
stars-thanks = Thank you! № { $number } is closed, you gave { $stars } of 5.
unsolved-what = № { $number } is being worked on again. <b>What is still wrong?</b> Press, or write in your own words, with a photo if you like.
unsolved-reason-nothing = Nothing was done
unsolved-reason-badly = It was done badly
unsolved-reason-elsewhere = In the wrong place
unsolved-reason-again = It broke again
silenced-now = 🔇 Until { $until } we do not take your messages. The reason: { $why }
    If people are in danger, write and call 112: that is passed on at once. Warnings and answers come as before.
silenced-still = 🔇 This was not sent: until { $until } we do not take your messages. The reason: { $why }
    Your draft is kept. If people are in danger, write so and call 112: that is passed on at once.
partly-what = № { $number } is being worked on again. <b>What is left to do?</b> Write, or send a photo.
unsolved-passed = We passed your words on. № { $number } is being worked on again. You can add more, or a photo.
partly-passed = We passed your words on. № { $number } is being worked on until it is finished. You can add more, or a photo.
silence-is-it-solved = A week ago you got an answer about <b>№ { $number }</b>{ $about }. Is the problem solved?
named-is-it-solved = The day that you were told for <b>№ { $number }</b>{ $about } has passed. Is the problem solved?
morning-is-it-solved = At night you got an answer about <b>№ { $number }</b>{ $about }. Is the problem solved?
silence-closed = We heard nothing from you, so we closed № { $number }{ $about } without your word. If it is not solved, press the button, or open № { $number } among your reports: for a month it can be taken up again.
silence-unreached = The answer about № { $number }{ $about } did not reach you, and we closed № { $number } without your word. To read the answer, open № { $number } among your reports. If it is not solved, press the button: for a month it can be taken up again.
silent-too-late = № { $number } was closed more than a month ago. Please write what is wrong now and where: we pass it on as a new report.
