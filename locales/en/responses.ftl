# What a citizen answers to a notice: safe, help, what to do, away, back or not.

outage-question-water = <b>Is the water back?</b>
outage-question-heat = <b>Is the heating back?</b>
outage-question-power = <b>Is the power back?</b>
outage-question-gas = <b>Is the gas back?</b>
answer-on-water = Yes, there is water
answer-off-water = No, no water
answer-on-heat = Yes, it is warm
answer-off-heat = No, it is cold
answer-on-power = Yes, there is power
answer-off-power = No, no power
answer-on-gas = Yes, there is gas
answer-off-gas = No, no gas

answered-safe = Noted: you are safe. Thank you!
answered-safe-already = We know already that you are safe.
answered-away = Noted: you are not there. Thank you!
answered-away-already = Noted already: you are not there.
answered-on = Thank you, noted!
answered-already = Noted already, thank you!
answered-what-already = What to do is written above.
answered-help-already = We have asked where you are. See below.
answered-over = This notice is not in force any more. For what is, write “in force”.
away-change = We noted that you are not there. If you have moved or do not care for this place, change the places that we warn you about.
button-change-areas = Change places

what-heading = <b>What to do</b>
what-nothing = There is no special advice for this notice. Take care and watch for messages. If it is dangerous, call 112.

help-call =
    🆘 <b>Rescuers are called by 112. Call now.</b>
help-toast-call = Call 112
help-where = <b>Where are you?</b> Press the place button below or write the address. You may add what has happened. We pass it to the officers on duty.
help-here = I am here: { $name }
help-nowhere = I do not know where I am
help-mistake = Pressed by mistake
help-mistaken = All right, no help is needed. Nothing was passed to anybody.
help-closed = Nobody reads calls for help in the bot now, so nothing was passed to anybody. <b>Call 112.</b>
help-over = This notice is not in force any more, so nothing was passed to anybody. If you need help, <b>call 112</b>. If you want to report something, just write.
help-drill = This was a drill, so nobody was called. If you really need help, <b>call 112</b>.
help-sent = ✅ Passed to the officers on duty, number <b>{ $number }</b>. They see it first. If you have not called 112 yet, <b>call now</b>.
help-sent-placeless = ✅ Passed to the officers on duty without a place, number <b>{ $number }</b>. If you can, write the address or send your place: we add it. If you have not called 112 yet, <b>call now</b>.
help-more = Whatever you write next is passed on, too.
help-already = Your call No. { $number } has been passed to the officers on duty. If nobody has come, <b>call 112</b>. To add something, press “Add”.
help-no-longer = No help needed any more
help-taken = 🙋 Your call No. { $number } was taken by an officer of the centre. If it gets worse, call 112.
help-untaken = ⚠️ { $minutes ->
    [one] { $minutes } minute has
   *[other] { $minutes } minutes have
} passed, and nobody has taken your call No. { $number } yet. We have called the officers again. <b>Do not wait for us: call 112.</b>
help-given-up = ⚠️ Nobody has taken your call No. { $number }. We will not remind them any more. <b>Call 112.</b>
help-to-draft = Back to what I began

help-report = 🆘 Asks for help. Notice No. { $notice }: { $kind }.
help-report-placeless = Named no place.
help-report-no-consent = There is no consent to the processing of data: taken for the sake of life and health.
help-now-safe = Now writes: safe.

house-which = <b>Which house?</b> Write the street and the number: we count houses that are still without.
house-skip = I would rather not say
house-counted = Noted: { $address }. Shall we pass it on as a report?
house-counted-bare = Noted. Shall we pass it on as a report?
house-button-report = Report a problem
house-button-no = No need
house-report-water = After the all-clear (notice No. { $notice }) there is still no water.
house-report-heat = After the all-clear (notice No. { $notice }) there is still no heating.
house-report-power = After the all-clear (notice No. { $notice }) there is still no power.
house-report-gas = After the all-clear (notice No. { $notice }) there is still no gas.
house-thanks = Thank you, noted.

helpalarm-title = 🆘 <b>{ $count ->
    [one] { $count } person asks for help, and nobody has taken the call
   *[other] { $count } people ask for help, and nobody has taken their calls
}</b>
helpalarm-line = <b>No. { $number }</b> · { $place } · waits { $waiting }
helpalarm-rest = And { $count } more: /queue
helpalarm-private = Take the call in the staff chat, or phone whoever is there now.
helpalarm-take = 🙋 Take No. { $number }

responses-title = <b>What people answer to notice No. { $number }</b>
responses-none = Nobody has answered yet.
responses-line-safe = ✅ Safe: { $count }
responses-line-help = 🆘 Need help: { $count }
responses-line-what = ❓ Asked what to do: { $count }
responses-line-away = 🚶 Not there now: { $count }
responses-line-on = ✅ Back: { $count }
responses-line-off = ❌ Still without: { $count }
responses-houses = Houses still without: { $count }
responses-board = <b>By place:</b>
responses-sign-safe = ✅ { $count }
responses-sign-help = 🆘 { $count }
responses-sign-what = ❓ { $count }
responses-sign-away = 🚶 { $count }
responses-sign-on = ✅ { $count }
responses-sign-off = ❌ { $count }
responses-place = { $place }: { $answers }
responses-unknown-place = place unknown
responses-rest = and more places: { $count }
responses-button = People's answers
