# Subscriptions: what to be warned of and where, quiet hours, one more messenger, the morning's digest.

menu-alerts = 🔔 Alerts

alerts-title = 🔔 <b>What we warn you of</b>
alerts-for-later = Write these names once more when you are subscribed: { $names }.
alerts-for = Press “Subscribe”, and we will warn you of: { $names }.
alerts-where = 📍 Where: { $names }
alerts-what = 🗂 What: { $kinds }
alerts-least = ❗ How serious: { $only ->
    [yes] only “{ $severity }”
   *[no] “{ $severity }” and worse
}
alerts-quiet = 🌙 Quiet hours: { $begins } to { $ends }. Danger comes at night, too; the rest in the morning.
alerts-no-quiet = 🌙 No quiet hours: we write at any time.
alerts-extreme-on = ⚠️ “Danger to life” always comes.
alerts-extreme-off = ⚠️ “Danger to life” does not come by itself: you said no.
alerts-only-extreme = Only of the worst: “Danger to life”. Of nothing else until you subscribe.
alerts-nothing = Of nothing. Even if your life is in danger, we will not write.
alerts-places = 📌 And near your places: { $names }
alerts-drills-on = 🎓 You get drills, too.
alerts-channel = 📱 We write { $channel ->
    [all] in all your messengers
   *[other] { MESSENGER($channel, form: "in") }
}.
alerts-whole-region = the whole region
alerts-in-region = in our region
alerts-done = All right. You can change it at any time: write “warnings”.
alerts-words-later = <i>You cannot write an answer here until you have finished your report. The buttons work.</i>
alerts-page-before = ← Before
alerts-page-after = More →

button-subscribe = 🔔 Subscribe
button-unsubscribe = Unsubscribe
button-where = 📍 Where
button-kinds = 🗂 What
button-least = ❗ How serious
button-quiet = 🌙 Quiet hours
button-extreme-off = Not even “Danger to life”
button-extreme-on = ⚠️ Send “Danger to life”
button-extreme-keep = No, keep sending
button-extreme-sure = Yes, not even that
button-drills-on = 🎓 Join drills
button-drills-off = 🎓 No drills
button-places = 📌 My places
button-channel = 📱 Where it comes
button-is-report = This is a report
button-warn-here = 🔔 Warn me about this place

alerts-subscribed = ✅ <b>You are subscribed.</b> If it gets dangerous, we write to you.
alerts-subscribed-whole = ✅ <b>You are subscribed: we write of every danger { $within }.</b> Tell us where you live, and nothing else will come.
alerts-consent-first = First answer: "I agree" or "Not now". Then write this once more.
alerts-subscribed-without =
    ✅ <b>You are subscribed without consent.</b> We keep no points on the map and no addresses. If you name your town, we keep its name alone, to know what to warn you of.
alerts-unsubscribed = We write no more, except of the worst.
alerts-extreme-again = ✅ If there is danger to life, we write to you.
alerts-extreme-sure = { $rest ->
    [none] ⚠️ <b>Not even “Danger to life”?</b> If water comes to your house or a storm begins, you will not hear of it from us. Sirens and radio remain.
   *[some] ⚠️ <b>No “Danger to life” that you are not subscribed to?</b> You will hear of the worst from us only if it is of the kinds that you chose.
}
alerts-extreme-stopped = All right, it does not come by itself. If you change your mind, press “Undo”.
alerts-drills-joined = ✅ Drills will come, too. Their first and last words are “DRILL. There is no danger”.
alerts-drills-left = No more drills.

# -- where --------------------------------------------------------------------------------
alerts-whole-words = whole region, the whole region, everywhere, all
where-now = 📍 <b>We warn you for:</b> { $names }
where-how = Choose by button or write a name. Several at once are fine.
where-ask = Write the name of your town or village. Or send your place with the 📍 button below.
where-towns = <b>{ $name }</b>
where-all-of-it = All of it
where-added = ✅ Added: { $names }
where-dropped = No more warnings for: { $names }
where-was-not = We do not warn you of that place anyway: { $names }
where-is-last = You have no other place: { $names }. Without it we write of everything dangerous: { $whole }. You can name a new place or unsubscribe.
button-area-back = Bring back: { $name }
where-from-words = from, except, without
where-to-words = to, in
where-off-words = remove, delete, stop, unsubscribe, not
where-on-words = add, subscribe, moved, live
where-list-words = and, or, also, both, in, for, about, the, please
where-both-words = both, both of them, both places, all of them, all three, here and there
where-which = “{ $text }”: which of these?
where-unknown = We have found no such name: “{ $text }”.
where-outside = This place is not { $within }. We cannot warn you about it.
button-from-list = Choose from the list
button-more-places = Add another
button-undo-area = Remove: { $name }

# -- what ---------------------------------------------------------------------------------
kinds-now = 🗂 <b>We warn you of:</b> { $kinds }. Press to add or remove.
kinds-none = 🗂 <b>Nothing is chosen.</b> Only “Danger to life” will come, unless you said no to it.
least-how = ❗ <b>How serious must it be?</b> The lower the line, the more seldom we write.
least-1 = Everything, even for information
least-2 = “Caution” and worse
least-3 = “Danger” and worse
least-4 = Only “Danger to life”

# -- quiet hours --------------------------------------------------------------------------
asked-warnings = notifications, alerts, warnings
asked-told = want to know, keep me informed, let me know, inform me
# Warnings are wanted of one place alone.
asked-only-own = receive only about, only send me about, send me only, tell me only about, only about my street
asked-subscribe = subscribe, subscribe me, i want to subscribe
asked-warnings-wish = send, want, subscribe, turn on
asked-kinds = storm, storms, flood, floods, water, power, gas, heating, weather, all notifications, kinds
asked-kinds-beside = only, about, no, all, without, change, add, remove, not
asked-night = at night, night, asleep, sleep, wake
asked-undisturbed = do not disturb, don t disturb
asked-quiet = quiet hours, do not wake me, don't wake me
asked-fewer = only important, only the worst, less, fewer, too many, too often
asked-moved = moved, live now
asked-own-place = home, dacha, work, place
quiet-how = Choose the hours or write your own, for example: <b>23-7</b>
quiet-hours = { $begins } – { $ends }
quiet-never = No quiet hours
quiet-name-words = quiet hours
quiet-never-words = no, none, never, off, no quiet hours, remove, cancel, without
quiet-hour-words = one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve
quiet-evening-words = pm
quiet-morning-words = am
quiet-night-words = night
quiet-beside-words = from, to, till, until, and, quiet, hours, better
# With these, one hour is enough to know that quiet hours are meant.
quiet-bound-words = not before, not earlier than, not after, not later than, only after, only before
quiet-midnight-words = midnight
quiet-not-understood = We did not understand from when to when. Write two numbers with a dash: <b>23-7</b>
quiet-kept = ✅ Kept.

# -- one more messenger -------------------------------------------------------------------
button-join = I have { MESSENGER($channel) }, too
button-join-which = I have others, too
button-open-other = Open { MESSENGER($channel) }
button-have-code = Enter a code from there
button-join-yes = Yes, it is my code
button-join-no = No, not mine
button-split = Separate
button-split-yes = Yes, separate
button-split-no = No, keep
join-code =
    📱 <b>Let us join your messengers</b>

    Your code: <b>{ $code }</b>
    Open our bot { MESSENGER($channel, form: "in") } and write this code there. It counts for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } and only once.

    Tell nobody: whoever enters it sees your reports.
join-which = 📱 <b>Where else do you write to our bot?</b> Reports, places and subscriptions will be one.
join-ask = Write the code that our bot gave you. It has eight letters and digits.
join-sure =
    <b>This code was given { MESSENGER($channel, form: "in") }. Did you get it yourself?</b>

    If somebody sent it to you, do not join: he would see your reports and places.
join-wrong = This code does not fit: it is wrong, old or used. You have { $left ->
    [one] { $left } try
   *[other] { $left } tries
} left.
join-pause = Too many wrong codes. Try again in ten minutes with a new code.
join-same = This code has to be entered not here but where else you write to our bot.
join-already = { MESSENGER($channel) } was joined to you already. To join another account from there, press “Separate” first.
join-other-full = Whoever got this code has { LIST($names, by: "and") } joined already. “Separate” has to be pressed there first.
join-gone = Whoever got this code is not with us any more.
join-done = ✅ <b>Joined with { MESSENGER($channel) }.</b> Your reports, places and subscriptions are one now.
join-consent-again = We will ask for your consent again when it is needed.
join-told = 📱 <b>Joined to you: { LIST($names, by: "and") }.</b> Your reports, places and subscriptions are one now. It was not you? Press “Separate”.
channel-how = 📱 <b>Where shall alerts come?</b>
channel-choice = { $channel ->
    [all] All
   *[other] { MESSENGER($channel) }
}
split-sure = <b>{ $count ->
    [2] Separate the messengers?
   *[other] Separate { LIST($names, by: "and") }?
}</b> Each keeps its own reports and places; the subscription stays with all. A new code joins them again.
split-done = ✅ Separated. Here is only what was here.
split-told = 📱 The messengers were separated { MESSENGER($channel, form: "from") }. Your reports and the subscription are still here. To look, write “warnings”.
split-not-joined = You have one messenger, there is nothing to separate.

# -- the offer and the morning ------------------------------------------------------------
offer-text = 🔔 Shall we warn you when it gets dangerous near you: water, storm, no heating or power?
offer-later = All right. If you change your mind, press “Alerts” below.
button-offer-later = Not now
morning-title = ☀️ <b>Good morning! { $count ->
    [one] While it was quiet, { $count } alert came. It is still in force:
   *[other] While it was quiet, { $count } alerts came. They are still in force:
}</b>
morning-rest = { $count ->
    [one] And { $count } more. To see all, write “in force”.
   *[other] And { $count } more. To see all, write “in force”.
}
morning-official = This does not replace sirens and the official warning system.
