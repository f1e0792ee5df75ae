# “Is it true?”: a text is compared with our notices.

# Words that tell nothing, and words of the lines that all our notices have. With commas; people do not see them.
rumour-empty-words = the, a, an, and, or, but, that, this, it, is, are, was, were, be, to, of, in, on, at, by, for, from, with, as, so, not, no, there, here, we, you, they, i, he, she, who, which, where, when, will, now, today, tomorrow, yesterday, urgent, attention, forward, share, please, say, says, said, write, writes, wrote, written, told, true, untrue, really, people, hello, fact, do, does, done, has, have, had, been
rumour-fixed-words = in force until, what to do, new, corrected, all clear, today, tomorrow, yesterday, January, February, March, April, May, June, July, August, September, October, November, December, a place on the map, near your place, cancelled

rumour-ask = <b>Is it true?</b> Forward the message or paste its text here. We compare it with our notices.
rumour-draft-first = You are writing a report. Send or cancel it first, then we check the rumour.
rumour-words-needed = We can only compare words. Send the text.
rumour-too-short = These are too few words to compare. Send the whole text.

rumour-ours = { $holds ->
    [yes] ✅ <b>This is our notice No. { $number } of { $date }.</b>
   *[no] ⚠️ <b>This is our notice No. { $number } of { $date }, but it does not hold now.</b>
}
rumour-ours-refuting = ✅ <b>This is our notice No. { $number } of { $date }.</b> It refutes a rumour.
rumour-drill = 🎓 <b>This is our drill notice No. { $number } of { $date }.</b> It was a drill.
rumour-alike = ⚠️ <b>It is like our notice No. { $number } of { $date }, but it is another text.</b> Trust what we said.
rumour-alike-changed = ⚠️ <b>It is like our notice No. { $number } of { $date }, but somebody changed it.</b> Our text does not have: { $foreign }. Trust what we said.
rumour-refuted = 🛑 <b>This is not true.</b> We refuted it on { $date }, notice No. { $number }.
rumour-alike-refuted = 🛑 <b>It is like a rumour that we refuted on { $date }, notice No. { $number }.</b> Compare it with what we said.
rumour-is-end = It is an all-clear: what it is about is over. For other dangers, write “in force”.
rumour-is-lifted = The source has taken its warning back. It does not say whether the danger is over.
rumour-is-withdrawal = It takes a false alarm back: there was no such danger. For other dangers, write “in force”.
rumour-none = 🤷 <b>We have not said this.</b> It need not be untrue, but better do not pass it on. For what is in force, write “in force”.
rumour-there = We did not say just that. But this is in force there now: { $name }.
rumour-none-danger = If you see a danger yourself, call first:
rumour-we-said = We said: “{ $text }”
rumour-in-force = It is in force until { $until }.
rumour-expired = It was in force until { $until }, which is over.
rumour-withdrawn = <b>It was withdrawn: a false alarm.</b> For other dangers, write “in force”.
rumour-ended = It is over: the all-clear came on { $date } (No. { $number }).
rumour-lifted = On { $date } its source took it back; No. { $number } says what holds now.
rumour-replaced = It is out of date. The new one is No. { $number }: “{ $text }”
rumour-over = It is not in force any more.
rumour-pass-offer = Shall we pass it to the officers on duty to be checked?

rumour-button-open = Open No. { $number }
button-rumour = Is it true?
button-rumour-check = Check whether it is true
button-rumour-again = Check another
button-rumour-pass = Pass it to the officers
button-rumour-no = No need
rumour-thanks = All right. Do not pass on what you are not sure of.
rumour-mark = ❓ Somebody asks whether this is true:
