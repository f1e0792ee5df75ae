# The queue and reminders.

queue-title = <b>{ $count ->
    [one] { $count } report
   *[other] { $count } reports
} waiting</b>
queue-empty = Nothing is waiting. All reports are dealt with 👍
queue-empty-filtered = Nothing is waiting under this filter.
queue-topic = Topic: { $topic }
queue-place = Place: { $place }
queue-with-words = Words: “{ $words }”
queue-no-place = no place given
list-outdated = This list was taken away: the author of a report in it had all data erased. A new one: /queue
queue-words = “{ $words }”
queue-in-words = place in words, or none
queue-waiting = waits { $span }
queue-fresh = just now
queue-pick-topic = Which topic?
queue-pick-place = Which place?
queue-not-here = The queue opens in the operators' chat: write /queue there.
queue-by-team = 🗂 { $team }
queue-team = team: { $team }
queue-line-danger = 🚨 <b>№ { $number }</b> · { $topic }
    { $place } · { $waiting } · { $status }
queue-line-late = ⏰ <b>№ { $number }</b> · { $topic }
    { $place } · { $waiting } · { $status }
queue-line-plain = <b>№ { $number }</b> · { $topic }
    { $place } · { $waiting } · { $status }

span-moment = less than a minute
span-minutes = { $count } min
span-hours = { $count } h
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

remind-title = ⏰ <b>Waiting for an answer</b>
remind-danger = 🚨 { $count } dangerous
remind-late = Late: { $count }
remind-near = Due within half an hour: { $count }
remind-rest = And { $count } more. All: /queue
remind-line-danger = 🚨 <b>№ { $number }</b> · { $topic }, { $place } · waiting { $waiting }
remind-line-late = <b>№ { $number }</b> · { $topic }, { $place } · late by { $late }
remind-line-near = № { $number } · { $topic }, { $place } · until { $at }
remind-holder = taken by { $who }
