# A duty officer composes a notice: screens, questions, what is wrong and what to check.

compose-head-real = 🔴 <b>REAL NOTICE</b>
compose-head-drill = 🎓 <b>DRILL</b>
compose-foot-drill = 🎓 <b>This is a DRILL.</b> It can never become a real notice.

compose-in-private = Notices are composed in a private chat with the bot, so that nobody is disturbed here. Open it. If it is open already, write /notice there.
compose-link = Compose { MESSENGER($channel, form: "in") }

compose-start = <b>What are you doing?</b>
compose-path-real = 🔴 Real notice
compose-path-drill = 🎓 Drill
compose-drafts = Your drafts: { $count }. Press one to go on.
compose-draft-button = { $drill ->
    [yes] 🎓 DRILL No. { $number }
   *[no] No. { $number }
} · { $kind }{ $state ->
    [pending] , waits
   *[draft] {""}
}
compose-close = Close
compose-closed = Closed. The drafts are still there, in /notice.
compose-back = ← Back
compose-more = More → { $page } of { $pages }
compose-done = Done
compose-words-to-warn = This looks like a notice. I kept your words and will ask about them later. First press a button.
compose-words-kept = I kept your words and will ask about them later. First press a button.
compose-press = Press a button: what is to be changed?
compose-ask-loose = What is this? Nothing is lost, press one.
compose-changed-meanwhile = ⚠️ This draft was changed while you were looking at it. Check it and press again.
compose-meanwhile-text = ⚠️ The text was changed while you were writing. The draft now says: “{ $text }”
compose-meanwhile-todo = ⚠️ The draft was changed while you were writing. What people are to do is now: “{ $text }”
compose-loose-text = It is the new text
compose-loose-more-text = Add it to the text
compose-loose-todo = It is the new advice
compose-loose-more-todo = Add it to the advice
compose-loose-place = It is the place
compose-gone = This notice is not among the drafts any more. Here are those that are.
compose-toast-gone = It cannot be changed any more.
compose-templates = What has happened? Choose a ready text or write a word, for example “ice”. Or write your own.
compose-templates-drill = What is supposed to have happened? Choose a ready text or write a word, for example “ice”. Or write your own.
compose-own = ✏️ My own, without a template
# Words that correct a notice, with commas.
compose-words-not = not
compose-words-but = but
compose-words-without = without, remove, except, minus
compose-words-lasts = until, till, by
compose-words-only = only
compose-words-also = and, also, add, plus
compose-corrected-until = ✏️ The time is changed.
compose-until-in-words = ✏️ In the text, too, the old time is replaced by the new one.
compose-corrected-area = ✏️ The place is changed. Please check it.
compose-near-template = It seems to be one of these. I will ask for the rest (where, until when, in which words) next.
compose-no-template = There is no ready text about “{ $said }”. Here are all.
compose-ask-kind = What is the notice about?
compose-ask-severity = <b>{ $kind }.</b> How dangerous is it?
compose-ask-delete = Delete draft No. { $number }? { $kind } { $names }
compose-delete-yes = Yes, delete
compose-deleted = Draft No. { $number } is deleted.
compose-not-deleted = No. { $number } could not be deleted: it is no draft any more.

# The summary
compose-title = <b>No. { $number }</b> · { $state ->
    [pending] waits for a second officer. If you change it, it is a draft again.
   *[draft] draft
}
compose-linked = { $link ->
    [updates] News on notice No. { $number }
    [corrects] Corrects notice No. { $number }
    [ends] All clear for notice No. { $number }
   *[withdraws] Takes back notice No. { $number }
}
compose-returned = ↩️ Returned: { $why }
compose-line-kind = { $kind }. <b>{ $severity }</b>
compose-line-nowhere = 📍 No place yet
compose-line-region = 📍 The whole region
compose-line-where = 📍 { $names }
compose-line-item = 📍 { $what }
compose-line-more = 📍 and { $count } more
compose-line-inside = On the map { $km2 } km², in it: { $names }
compose-no-settlement = no settlement at all
compose-names-more = { $names } and { $count } more
compose-item-circle = { $radius } around a point, { $near }
compose-item-polygon = { $count ->
    [one] an area on the map, { $count } point
   *[other] an area on the map, { $count } points
}
compose-item-street = { $settlement }, { $street }: { $houses }
compose-all-houses = all houses
compose-metres = { $count } m
compose-kilometres = { $count } km
compose-line-no-text = ✏️ No text yet
compose-line-todo = <b>What to do:</b> { $todo }
compose-line-no-todo = What to do: not said
compose-line-languages = Also in other languages: { $names }
compose-line-until = In force until: { $at }
compose-line-send = ⏰ To be sent: { $at }
compose-button-raise = ⬆️ Raise severity
compose-button-wake = 🔔 Wake them
compose-line-wake = 🔔 Wakes those who have quiet hours, too
compose-line-repeat = 🔁 Again every { $minutes } min
compose-line-answers = Buttons: { $names }
compose-line-files = { $count ->
    [one] 📎 { $count } file
   *[other] 📎 { $count } files
}
compose-line-no-contacts = ☎️ No phones
compose-missing = <b>Missing:</b>
compose-complete = ✅ Everything is there. Look at what people will see, then send it for approval.
compose-not-yet = It cannot be sent yet:

compose-button-where = 📍 Where
compose-button-text = ✏️ Text
compose-button-gap = ✏️ Answer the questions
compose-button-todo = What to do
compose-button-until = Until when
compose-button-more = More…
compose-button-check = 👁 Check
compose-button-submit = ✅ For approval
compose-later = Later
compose-button-kind = About
compose-button-severity = Danger
compose-button-send = When to send
compose-button-answers = Answer buttons
compose-button-files = Pictures, files
compose-button-repeat = Repeat
compose-button-contacts = { $on ->
    [yes] Without phones
   *[no] With phones
}
compose-button-delete = 🗑 Delete

# Words
compose-ask-text = What has happened? Write it shortly and simply. Language: { $language }.
compose-ask-todo = What are people to do? Write it in your own words or take the ready advice. Language: { $language }.
compose-now = <b>Now:</b>
compose-advice = <b>Ready advice:</b> { $text }
compose-take-advice = Take the ready advice
compose-ask-gap = <b>{ $question }</b>{ $left ->
    [1] {""}
   *[other] {" "}(questions left: { $left })
 }
compose-fault-gap = Words are needed here. Write one sentence.
compose-fault-phone = This is no phone number. Write digits, for example 112.
compose-no-todo = No advice
compose-no-language = Without this language
compose-fault-words = Words are needed here. For example: “The water is rising fast. Go to higher ground.”
compose-fault-long = Too long: { $count } characters, at most { $most } are possible. The text is as it was. Write a shorter one.
compose-fault-no-words = There are no words in this: people would not understand what has happened. The text before stays. Write it in words.
compose-help-gone = The button “I need help” is gone: nobody watches it for such notices.
compose-repeat-gone = Such notices are not repeated; that is switched off.

# Time
compose-ask-until = Until when is it in force? Press, or write “until 18:00”, “tomorrow 8:00”, “25.11 08:00”.
compose-hours = { $count ->
    [24] 24 hours
    [72] 3 days
   *[other] { $count } hours
}
compose-ask-send = When is it to be sent? Write “18:00”, “tomorrow 8:00”, “25.11 08:00”. Or as soon as it is approved.
compose-send-now = As soon as approved
compose-fault-time-unknown = I do not understand the time. Write “until 18:00”, “tomorrow 8:00”, “25.11 08:00”, “in 3 hours”.
compose-fault-time-past = That time is past, it is { $now } now. If you mean tomorrow, write “tomorrow 8:00”.
compose-fault-time-far = That is more than a month away. Check day and month.
compose-fault-time-no-time = There is a day but no time. Write, for example, “25.11 08:00”.
compose-fault-time-no-such = There is no such day or hour. Write, for example, “25.11 08:00”.

# Answers, repeating, files
compose-ask-answers = Which buttons are to stand under the notice? A tap switches one on or off.
compose-ask-answers-no-desk = Which buttons are to stand under the notice? A tap switches one on or off. “I need help” is missing: nobody watches it for such notices.
compose-ask-repeat = Say it again while it is in force? Everybody gets it again after this time.
compose-minutes = { $count ->
    [60] Every hour
    [120] Every 2 hours
    [180] Every 3 hours
   *[other] Every { $count } min
}
compose-never = Do not repeat
compose-contacts-on = Phones will stand at the end of the notice.
compose-contacts-off = The phones are gone.
compose-ask-files = Send a picture or document, at most { $most }. Files now: { $count }.
compose-no-files = Without files
compose-replaced = Something else stands there now. It was:
compose-replaced-words = { $language }: “{ $text }”
compose-button-undo = ↩️ Bring back what was there
compose-brought-back = What was there before is back.
compose-toast-no-undo = This was changed since, it cannot be brought back.
compose-files-added = The file is added.
compose-fault-files-none = A file is needed here. Send a picture or document, or press “Back”.
compose-fault-files-kind = A notice takes pictures and documents. No voice messages, videos or stickers.
compose-fault-files-big = The file is too big. At most { $megabytes } MB.
compose-fault-files-many = At most { $most } files. The others were not taken.

# Where
compose-ask-where = <b>Where is it?</b> Write names with commas: “Сосновинка, Журавлиха and Новые Плёсы”. Or send a point on the map. Or press a button.
compose-where-region = The whole region
compose-where-municipalities = Districts
compose-where-drawn = An area on the map
compose-where-streets = Streets and houses
compose-where-remove = Take something away
compose-where-map = 🗺 Show on the map
compose-where-more = One more place
compose-where-clear = Take everything away
compose-ask-municipalities = Press those that you need. A tap switches one on or off.
compose-ask-items = What is to be taken away?
compose-fault-where = I do not understand where it is. Write a name, send a point on the map or numbers: “60.31 63.52”.
compose-fault-name = I do not know this place: “{ $name }”. Check the spelling.
compose-fault-except = Nothing was added: “{ $words }” – a place cannot be taken out of an area. Name everything that belongs to it, with commas, or draw the area on the map.
compose-fault-inside = Not changed: { $names } is inside the area and cannot be taken out of it. Remove what it belongs to and name the rest, or draw the area on the map.
compose-fault-names-many = Too many names at once. A whole district is easier.
compose-ask-which = There are several places called “{ $name }”. Which one?
compose-ask-alike = I do not know this place: “{ $name }”. Did you mean one of these?
compose-ask-only = Only "{ $name }" was understood. Take all of it?
compose-fault-rest = These words will not be part of the area: “{ $words }”. { $outage ->
    [yes] Streets and houses are added by the button “Streets and houses”.
   *[no] Only outages are divided into streets. A part of a settlement can be shown by a point with a distance, or drawn.
}
compose-fault-streets-unread = Nothing was added: I did not understand “{ $words }”. Write streets like this: “Sosnovinka: Lesnaya 1–15, 20; Shkolnaya”, or press “Streets and houses”.
compose-which-all = All of them
compose-which-none = None of these
compose-ask-radius = Point { $place }. How far around it? Press, or write “700 m”, “1.5 km”.
compose-fault-radius = I do not understand the distance. Write 50 m to 100 km: “700 m”, “1.5 km”.
compose-fault-circles = There are { $most } points already. Better draw an area on the map.

compose-ask-drawing = Send the points of the border one after the other: a place on the map or numbers “60.31 63.52” (latitude first). Or send GeoJSON, as text or as a file.
compose-ask-points = { $count ->
    [one] There is { $count } point. Send the next one. At least three are needed.
   *[other] There are { $count } points. Send the next one, or press “Done” when there are three at least.
}
compose-draw-undo = Without the last one
compose-fault-point = I do not understand the point. Send a place on the map or two numbers: “60.31 63.52”, latitude first.
compose-fault-document = Such a file cannot be read. GeoJSON is needed: a .geojson or .json file.
compose-fault-unread = The file could not be had. Send it again, or paste it as text.
compose-reading = Reading the file…
compose-mended = ⚠️ The line crossed itself near { $at }. We mended it: { $count ->
    [one] it is { $count } area now
   *[other] it is { $count } areas now
}. Look at the map below: is that what you mean?
compose-mend-keep = Yes, keep it
compose-mend-drop = No, I will draw it anew
compose-map = This is the area of No. { $number } on the map.
compose-refused-map = { $at ->
    [none] The picture shows the line as it came.
   *[other] The fault is near { $at }. The picture shows the line as it came.
 }

drawn-text-long = The text is too big. Make the area simpler: a thousand points are enough.
drawn-no-json = This is no GeoJSON: it cannot be read. Copy all of it, from the first bracket to the last.
drawn-no-polygon = There is no area in this GeoJSON (Polygon or MultiPolygon).
drawn-many-rings = Too many areas: { $what }. At most 20.
drawn-many-points = Too many points: { $what }. At most a thousand. Make the line simpler.
drawn-ring-points = Too few points: an area needs three different ones at least.
drawn-ring-range = There are no such coordinates on Earth. Latitude first, then longitude: “60.31 63.52”.
drawn-ring-flat = These points lie on one line, that is no area.
drawn-ring-detailed = One area has too many points. Simplify the line: a thousand are enough.
drawn-ring-tangled = The line crosses itself too often or is hatched: nobody can tell what is inside. Draw the edge of the area alone.
drawn-no-numbers = There are no numbers in the coordinates: { $what }
drawn-swapped = Latitude and longitude seem to be swapped: the area is somewhere else. Swap them.
drawn-outside = This place is not in our region. Check the coordinates.
drawn-radius = This distance cannot be used.
drawn-holes = ⚠️ There were holes in the area. We ignore them: the notice goes there, too.
drawn-tiny = ⚠️ The area is very small, less than a block. Is that right?
drawn-huge = ⚠️ The area is more than half of the region. Is that right?
drawn-outside-partly = ⚠️ A part of the area is outside our region.

# Streets
compose-ask-town = In which settlement? Write its name.
compose-ask-street = <b>{ $settlement }.</b> Which street? With houses at once, if you like: “Лесная: 1–15, 20”.
compose-ask-houses = <b>{ $street }.</b> Which houses? For example “1–15, 20, 22к2”, “odd 1–15”, “all”.
compose-fault-street = I do not understand the street. Write one name: “Лесная” or “переулок Садовый”.
compose-fault-houses-unknown = I do not understand the houses: “{ $part }”. Write, for example, “1–15, 20, 22к2”, “even 2–40”.
compose-fault-houses-reversed = The other way round: “{ $part }”. The smaller number first: “1–15”.
compose-fault-houses-many = The list is too long. The whole street is easier: “all”.
compose-fault-streets-many = There are { $most } streets already. Better take the whole settlement.
house-odd = odd
house-even = even

# Checking
compose-ask-check = How do you want to check it? Only those see a trial to whom you send it.
compose-check-here = 👁 Show what people see
compose-check-mine = A trial to me, in all messengers
compose-check-operators = A trial to the operators
compose-trial = <b>TRIAL. Sent to nobody.</b> Language: { $language }{ $falls ->
    [yes] . There is no text in it, the Russian one is shown.
   *[no] {""}
}
compose-trial-drill = <b>DRILL. There is no danger. TRIAL, sent to nobody.</b> Language: { $language }{ $falls ->
    [yes] . There is no text in it, the Russian one is shown.
   *[no] {""}
}
compose-toast-trial = This is a trial, the button does nothing.
compose-seen-here = This is what people will see. It was a trial.
compose-seen-mine = The trial was sent to you in all messengers.
compose-seen-operators = The trial was sent to the operators' chat.

# Submitting
compose-ask-word = To send the drill for approval, write the word “DRILL”.
compose-fault-word = That is another word. Nothing was sent. Write “DRILL” or press “Back”.
compose-submitted = ✅ No. { $number } waits for a second officer. Until it is approved, nobody gets anything.
compose-not-submitted = It could not be sent for approval: it is no draft any more.
compose-open-again = Open
compose-all-drafts = My drafts

compose-lacks-calm = ❗ No drill now: there is a real notice in force there, { $what }. Wait until it is over.
compose-lacks-area = ❗ Where it is.
compose-lacks-text = ❗ The text in Russian.
compose-lacks-named = ❗ { $question }
compose-lacks-gap-text = ❗ There is still “…” in the text ({ $language }). Fill it in: “{ $around }”
compose-lacks-gap-todo = ❗ There is still “…” in the advice ({ $language }). Fill it in: “{ $around }”
compose-lacks-until = ❗ Until when it is in force.
compose-lacks-until-past = ❗ Its end is past. Change “Until when”.
compose-lacks-send-past = ❗ The time to send it is past. Change “When to send”.
compose-lacks-order = ❗ It ends before it is sent. Change one of both.
compose-lacks-desk = ❗ The button “I need help” does not fit: nobody watches it. Take it away.
compose-lacks-repeat = ❗ Such notices are not repeated. Switch that off.

compose-warn-soon = ⚠️ It ends in less than half an hour, at { $at }.
compose-warn-desk-closed = ⚠️ Nobody watches “I need help” at that time, so it is not shown.
compose-warn-late = 🌙 { $count } people are asleep, and its time ends at { $at }: they will not get it at all.
compose-warn-below = ⚠️ Nobody gets it. { $count } are subscribed, but only to what is graver.
compose-warn-nobody = ⚠️ Nobody is subscribed: nobody will get it.
compose-warn-alike = ⚠️ There is a similar one: No. { $number }, { $names }.
compose-keep-language = The translation is right, keep it
compose-warn-left-out = ⚠️ { $language } will not be sent: { $why ->
    [gap] there is a gap “…”
   *[stale] the Russian text has changed since
}. These readers get the Russian text.
compose-warn-language = ⚠️ There is no text in { $language }: the Russian one is sent.
compose-warn-todo = ⚠️ It does not say what to do.
compose-warn-gap = ⚠️ There is still “…” in the text: something had to be filled in.
compose-warn-long = ⚠️ Long: { $count } characters. On a phone people read up to a thousand.
compose-warn-hard-sentence = ⚠️ A long sentence: “{ $what }…” Make it several.
compose-warn-hard-word = ⚠️ A difficult word: “{ $what }”.
compose-warn-hard-officialese = ⚠️ Officialese: “{ $what }”. Say it as you would to a neighbour.
compose-warn-hard-shouted = ⚠️ Words in capitals are hard to read: “{ $what }”.
compose-warn-border = ⚠️ { $metres } m to the border: { $name }. The notice does not go there. Is that right?
compose-warn-sliver = ⚠️ It just crosses the border: { $name }. Is that right?

# Words that are written instead of pressing. With commas.
# Around a distance: "2 km around Sosnovinka".
compose-words-around = radius, around, within, of, from, the, a, in, centre
compose-words-until = until, till, by, at, to
compose-everywhere-words = everywhere, whole region, the whole region
compose-words-within = in
compose-words-today = today
compose-words-tomorrow = tomorrow
compose-words-after = overmorrow
compose-words-morning = am, a.m
compose-words-evening = pm, p.m
compose-words-night = at night
compose-words-by-8 = morning, the morning
compose-words-by-12 = noon, midday, lunch
compose-words-by-18 = evening, the evening
compose-words-by-24 = midnight, the end of the day, end of the day
compose-words-minute = minute, minutes, min
compose-words-hour = hour, hours, h
compose-words-day = day, days, d
compose-words-month-1 = jan
compose-words-month-2 = feb
compose-words-month-3 = march
compose-words-month-4 = april
compose-words-month-5 = may
compose-words-month-6 = june
compose-words-month-7 = july
compose-words-month-8 = aug
compose-words-month-9 = sep
compose-words-month-10 = oct
compose-words-month-11 = nov
compose-words-month-12 = dec
compose-words-drill = drill
compose-words-km = km, kilometre, kilometres, kilometer, kilometers
compose-words-m = m, metre, metres, meter, meters

# Beginnings of words that nobody says aloud.
plain-officialese = aforementioned, hereby, in accordance with, pursuant, utilis, utiliz, commenc, in the event of, prior to
