# /now and /info: what is in force, cards of explanation.

menu-now = What is on

now-title = <b>In force for your places now: { $count ->
    [one] { $count } notice
   *[other] { $count } notices
}</b>
now-title-region = <b>In force in the region now: { $count ->
    [one] { $count } notice
   *[other] { $count } notices
}</b>
now-nothing = ✅ <b>No notice is in force for your places now.</b>
now-nothing-region = ✅ <b>No notice is in force in the region now.</b>
now-nothing-there = ✅ <b>No warning is in force there now: { $name }.</b>
now-title-there = <b>Warnings in force now: { $name }</b>
now-nothing-else = If you see a danger, call 112. If you want to report a problem, just write. Below you can check a rumour and read what to do in dangers.
now-name-places = This is for the whole region. Name your places, and we show only what concerns you: write “warnings”.
now-until = No. { $number }. In force until { $until }
now-button-open = No. { $number } { $what }
now-about = Notice No. { $number }: the whole text is above.
# It was in force before this person began to get notices.
already-in-force = This notice is already in force: it was sent { $since }.
already-more = { $count ->
    [one] { $count } more notice is in force
   *[other] { $count } more notices are in force
}: press “What is on”.
now-files = With notice No. { $number }
now-drill = DRILL
now-toast-over = This notice is not in force any more
now-button-files = Picture
now-button-alerts = Subscriptions

info-title = <b>What to know.</b> What about?
info-group = <b>{ $group }</b>
info-none = There are no cards yet. If it is dangerous, call 112.
info-card-title = <b>{ $title }</b>
info-button-card = 📖 { $title }
info-button-more = More
button-info = What to know
