# How a citizen writes a report: questions, check, consent, sending, additions.

button-send = ✅ Send
button-topic = Change the topic
button-place-set = Tell the place
button-place-change = Change the place
button-place-unknown = I am not sure
button-skip = Skip
button-details = Change the answers
button-town-unknown = I do not know
button-add-to = Add to № { $number }
button-undo = Bring it back
button-to-draft = Back to my draft
button-consent = I agree
button-no-consent = Not now
button-more = Add something
button-reports = My reports
button-new-message = This is a new report
button-apart = { $topic } by itself, too
button-to-new-message = To the new report
button-same-message = It is about the same
button-back-to-work = Bring № { $number } back to work
button-just-add = Just add this
button-about-else = It is about something else
button-place-is = Correct the place: { $place }

collect-full = Your report is very long already, no more words fit in: the last message was not added. Send what there is, and write the rest as another report.
collect-full-files = Your report has { $count ->
    [one] { $count } file
   *[other] { $count } files
} already, no more fit in: the last ones were not added. Send what there is, and the others as another report.
collect-not-understood = I cannot take this yet. Write in words, or send a photo, a video, a file, a voice message or a place.
collect-attached = [attached: { $name ->
    [unreadable] could not be read
   *[other] { $thing }
 }]
attached-thing = { $kind ->
    [album] a photo album
    [article] an article
    [audio] music
    [audio_playlist] a music collection
    [call] a call
    [checklist] a to-do list
    [contact] a contact
    [dice] a die
    [event] an event
    [game] a game
    [gift] a gift
    [giveaway] a prize draw
    [group_call_in_progress] a group call
    [invoice] a bill
    [link] a link
    [market] a product
    [market_album] a product collection
    [mini_app] an app
    [money_request] a request for money
    [money_transfer] a money transfer
    [narrative] a collection of stories
    [note] a note
    [page] a page
    [paid_media] paid photos or videos
    [podcast] a podcast
    [poll] a poll
    [rich_message] a message with formatting
    [sticker] a sticker
    [story] a story
    [video_message] a video message
    [wall] a post
    [wall_reply] a comment
   *[other] something that the bot does not know
}

draft-what = <b>What has happened?</b> Write a few words.
draft-where =
    <b>Where is it?</b>
    If you are there now, press the button with 📍 below. Or write the address.
draft-which-town = <b>Which town or village is it in?</b> Choose it, or write its name if there is no button for it.
draft-which-place = <b>Which place do you mean?</b> Choose it, or write its name if there is no button for it.
details-ask = <b>{ $ask }</b>
details-line = ▫️ { $ask } <b>{ $said }</b>
# They stand between the word and the number: “bus no 12”. With commas.
details-number-words = №, no, number, n
# A number with such a word is no answer: “bus 20 minutes late”. Each form, with commas.
details-units = minute, minutes, min, hour, hours, day, days, week, weeks, month, months, year, years, time, times, rouble, roubles, people, metre, metres, km
# In their order, from the first.
details-refused = does not matter, doesnt matter, i forgot, do not remember, dont remember, none of your business, skip
details-ordinals = first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth
draft-place-of = If this is the place of your report No. { $number }, press “Add to № { $number }”.
draft-what-wrong = <b>What is to be changed?</b> Write what is right, or press a button.
draft-before-sending = To send it, please answer this question first.
draft-check = <b>Please check that all is right</b>
draft-still-here = <b>You began to write and have not sent it.</b> Send it, or add something more?
draft-still-danger-consent = ⚠️ <b>You wrote of danger and have not sent it. Nobody has got it yet.</b> We pass it to the officers on duty once you press “Send” and agree. Do not wait: help comes when you call 112.
draft-still-danger-place = ⚠️ <b>You wrote of danger and have not sent it. Nobody has got it yet.</b> Say where it is and send it: we pass it to the officers on duty. Do not wait: help comes when you call 112.
draft-still-danger = ⚠️ <b>You wrote of danger and have not sent it. Nobody has got it yet.</b> Send it, and we pass it to the officers on duty. Do not wait: help comes when you call 112.
draft-dropped = A day has passed: you have not sent the report and gave no consent. We deleted it. Write again if you need to.
second-is-it =
    You began with: “{ $begun }”
    Now you write: “{ $came }”
    <b>Is this a new report?</b>
second-whose =
    You are writing a new report. But these words may also be about one that you sent: “{ $came }”
    <b>What does it belong to?</b>
second-whose-files =
    You are writing a new report. But this may also be about one that you sent.
    <b>What does it belong to?</b>
# So one goes on about the same place.
also-words = and also, also, and another thing, besides, one more thing, and
two-joints = and, also, and also, besides, plus
two-turns = but, now, however
two-troubles = There are two troubles here, and different people deal with them. As it is, all goes in one report. Press “{ $topic } by itself, too”, and a second one goes with the same words.
two-troubles-apart = <b>Check the first one.</b> The second, “{ $topic }”, comes right after it.
solved-what-is-left = <b>You also write of something else. Shall we pass it on as a report of its own?</b>
waiting-goes-on = <b>Here is what you began before.</b> Shall we go on?
whose-words = You wrote: “{ $words }”
whose-is-it-solved = This is about № { $number } (“{ $about }”). <b>Is it solved?</b>
whose-is-it-back = Is this about № { $number } (“{ $about }”)? It is closed already. <b>Shall it go back to work?</b>
whose-which = <b>Which report is this about?</b>
draft-place-point = 📍 Point on the map: { $place }
draft-place-point-only = 📍 Point on the map
draft-place-words = 📍 { $place }
draft-place-none = 📍 No place given
draft-photos = { $count ->
    [one] 📷 { $count } photo
   *[other] 📷 { $count } photos
}
draft-voices = { $count ->
    [one] 🎤 { $count } voice message
   *[other] 🎤 { $count } voice messages
}
draft-files = { $count ->
    [one] 📎 { $count } file
   *[other] 📎 { $count } files
}
draft-topic = Topic: { $topic }
draft-outside = This place does not seem to be { $within }. You can send it all the same: we will have a look.

topic-other = Something else
right-words = right, correct, true, good, fine
right-but = except, but, only
wrong-place-words = address, place, street, house, town, village
wrong-topic-words = topic
topic-of-words = about, of
topic-change-words = change the topic, change topic, wrong topic, the topic is, topic
place-again-doubt = after all, wait, no wait, still
topic-change-beside = to, it, is, please
topic-wrong-words = wrong topic, the topic is wrong, another topic, not about that
topics-choose = <b>What is it about?</b> Choose a topic.

town-not-listed = mine is not there, not in the list, it is not in the list
place-vague-words = in the yard, the yard, my yard, our yard, at home, my house, our house, near my house, near the house, in the building, here, right here, where i live, on my street, on our street, nearby
place-vague = There are many houses and yards. Please write the street and the house, so that people come to the right one.
place-unknown-words = don't know, i don't know, do not know, not sure, i am not sure, no address, no place, everywhere, не знаю

consent-given = ✅ You agreed { $at }.
consent-how = To send it, press “I agree” or write “I agree”. If you do not want to, press “Not now”.
consent-why = Without your consent we may not pass your report on: with it we keep what you wrote and how to reply to you. What for and how long is said below. If you do not want that, press “Not now”, and we keep nothing.
asked-consent = consent, personal data, my data, privacy, what is this, why
consent-refused = All right. We have kept nothing of what you wrote. Write again whenever you like. Phones for an emergency:
consent-withdrawn = Your consent is withdrawn. We take no new reports until you give it again. Those already sent stay at work. You can delete them with the button below.

sent-number = ✅ Done. Your report is <b>№ { $number }</b>. We have passed it to those who are responsible.
sent-unsent = ⚠️ You wrote of danger, so we did not wait and passed your report to the officers on duty. Its number is <b>№ { $number }</b>.
sent-danger = If the danger is still there, call:
sent-danger-told = The officers on duty have been told. Do not wait for their answer: help comes when you call 112.
sent-due = A first answer should come { $due } or earlier.

adding-ask = Write what to add to № { $number }. A photo, a voice message or a place will do too.
adding-draft-first = Let us finish what you have begun. If it is about the same, press “Add to № { $number }”.
adding-too-late = Report № { $number } is closed already and takes nothing more. You can send this as a new one.
adding-back-or-new = Report № { $number } is closed already. You can bring it back to work or send this as a new one.
added-as-reply = We have passed on your answer about № { $number }. Thank you!
added-more = Added to № { $number }. You can send more.
added-corrected = ✅ Corrected the place of № { $number }: { $place }. You can send more.
added-topic = ✅ Corrected the topic of № { $number }: { $topic }. You can send more.
place-anew-which = Where is № { $number } really? Write the town, the street and the house.
topic-anew-which = What is № { $number } really about? Write two or three words, for example “pavements” or “heating”.
added-after-answer = Passed on. № { $number } is being worked on again. You can send more.
added-done = All right. We will write as soon as there is an answer.
edited-moved = You changed what you wrote. We have passed the correction on for № { $number }. The place is now: { $place }.
edited-added = You changed what you wrote. We have passed the correction on for № { $number }.
draft-file-replaced = 📎 The file is replaced by the new one.

addition-as-reply = 💬 <b>№ { $number }: the author answered the question</b>
addition-more = ➕ <b>№ { $number }: the author added</b>
addition-after-answer = 🔁 <b>№ { $number }: the author wrote after the answer, it is back to work</b>
addition-when-over = 🔁 <b>№ { $number }: the author writes of it again, the closed report is back to work</b>
addition-edited = ✏️ <b>№ { $number }: the author corrected the text</b>
addition-file-replaced = 📎 <b>№ { $number }: the author replaced a file in the message</b>
addition-taken-back = ↩️ <b>№ { $number }: the last addition was about something else.</b> The author will send it as a report of its own.
addition-files = <i>📎 { $count ->
    [one] and { $count } more file
   *[other] and { $count } more files
}: the button on the card</i>
addition-address = Place: { $address }
addition-point = Place: { $lat }, { $lon }
addition-moved = 📍 <b>№ { $number }: its author corrected the place</b>
addition-place-again = The place is again: { $place }
addition-place-was = The place was corrected, it was: { $place }

cancel-dropped = Cancelled. If that was a slip, you can bring it back.
cancel-nothing-kept = Cancelled.
cancel-question = All right. Everything stays as it was.
cancel-nothing = There is nothing to cancel. Write what has happened, or press a button below.
