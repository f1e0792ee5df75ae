# "Answer all": one first answer to all who wait of a topic and place.

op-button-storm = 💬 Answer all
storm-toast-topic = Choose a topic first
storm-toast-over = This answer was sent or cancelled before
storm-over = This answer was sent or cancelled before. A new one: "Answer all" in the queue.
storm-words-only = Words are needed, no longer than { $longest } characters and without files. Reply to the question again.
storm-what = { $topic }, { $place }
storm-everywhere = all places
storm-ask = 💬 { $who }, what shall all be told who wait: { $what }? Reply to this message with the text. Changed your mind? Just do not reply.
storm-since = since { $at }
storm-since-all = however old
storm-preview = 💬 <b>An answer to all who wait for a first one</b>: { $what }, { $since }. Reports: { $count }. Dangerous ones are not among them: they are answered one by one.
storm-preview-how = It is an interim answer: the reports stay at work. "New ones, too": whoever writes later gets the same.
storm-button-since = { $hours ->
    [0] However old
    [3] Of 3 hours
   *[other] Of a day
 }
storm-button-send = Send ({ $count })
storm-button-auto = New ones, too: { $hours } h
storm-button-end = End it
storm-dropped = Not sent.
storm-runs = 💬 <b>All are being answered</b>: { $what }. Answered so far: { $count }.
storm-runs-until = 💬 <b>All are being answered, new ones until { $until }</b>: { $what }. Answered so far: { $count }.
storm-ended = ✅ <b>All were answered</b>: { $what }. Answers: { $count }.
