# The talk with a citizen: beginning, menu, help, small things.

menu-report = Report a problem
menu-place = 📍 Send my place
menu-reports = My reports
menu-help = Help
menu-placeholder = What has happened?

greeting-how = A voice message will do too. Send the place with the button below, or write the address.

small-talk-greetings = hello, hello there, hi, hi there, hey, good morning, good day, good afternoon, good evening, greetings, здравствуйте, привет
small-talk-thanks = thanks, thanks a lot, thank you, thank you very much, many thanks, bye, goodbye, спасибо
small-talk-agreed = great, fine, all right, ok, okay, yes, no, agree, send, back, go back, done, next, more, хорошо, ок
asked-who-beside = and, but, so, please, tell me, excuse me, sorry
asked-who = are you the city hall, are you the police, who reads this, does anybody read this, where does this go
asked-you = who made you, how old are you, your name, do you like, do you love
asked-how-here = without a photo, by voice, without an address
asked-anonymous = anonymous, anonymously, who sees, who reads, who will see, my name, my neighbour know
told-anonymous = You need not give your name or phone. What you write is read by those who solve the problem. Other residents see neither your words nor who you are.
asked-bot = are you a bot, are you a robot, is this a bot, are you human, are you a human
told-bot = A bot writes to you, and people of the centre read what you send and answer it. Write what happened, and the answer comes here.
asked-free = free of charge, is it free, how much is it, what does it cost, do i have to pay
told-free = It is free of charge.
asked-hours = when are you open, what are your hours, your hours, opening hours, working hours, are you open on weekends, do you work on weekends, are you open at night
hours-of-work = You can write at any time: messages reach us at night and at weekends, too. We answer on working days from { $opens } to { $closes }.
says-nothing = i do not know, i dont know, maybe, perhaps, well, nothing, later
contact-words = phone, telephone, number, my, mail, email, address, passport, call, me, back, on, at, please, contact, is, write
contacts-not-needed = We need no telephone, mail or passport: the answer will come here, in this chat. Write what happened and where.
small-talk-hello = Hello! Write what has happened, and we will pass it to those who are responsible.
small-talk-welcome = You are welcome! If something happens, write to us.
small-talk-welcome-solved = You are welcome! About № { $number }{ $about }: is it solved?
solved-when-known = All right. Once you have seen for yourself, say whether it is solved: № { $number }{ $about }.
# Nothing more is wanted: all of the message is made of such words.
asked-stop = do not send, don t send, stop sending, no more messages, no more warnings, unsubscribe, unsubscribe me
asked-stop-beside = me, us, any, more, anything, please, messages, warnings, your, these, to, at, all, it
# What was withdrawn is wanted back.
asked-back = take it back, bring it back, give it back, restore, undo, i changed my mind, changed my mind, by mistake, i was wrong
asked-back-beside = please, my, the, report, it, no, sorry, i, withdrew, was, again
once-more = No. { $number } was withdrawn, and nobody can take it up again. Here is the same once more: send it, and it is a new report.
points-there = here, there, this is it, this place, right here
nudge-words = well, and, so, hey, and so
reminds-us = do not forget, don t forget
reminds-us-beside = about us, about me, us, me, please
# A joke or a song is wished for; a prayer; nothing but a sign of fire. Nothing is told.
asked-fun = joke, a joke, sing, a song, dance, a story, a poem, a riddle, talk with me, let us chat, i am bored, bored
asked-fun-beside = tell, me, us, please, some, funny, good, new, another, bot
asked-prayer = god, oh god, my god, oh my god, lord, lord have mercy, have mercy, bless us, amen, god bless, god bless us
danger-signs = 🔥, 🚨, 🌊, 💥, 🧨, 🚒, 🚑
kind-word-fun = I can neither joke nor sing: I pass reports on to those who mend and clean. If something has happened, write what and where.
kind-word-prayer = We are here. If something has happened, write what and where, and we pass it on. If it is an emergency right now, call 112.
kind-word-sign = If something burns or somebody needs help, call 112. Write in words what has happened and where, and we pass it on.
asked-forget = delete my data, delete everything, forget me, withdraw my consent
asked-whether = when
asked-if = is there, are there, will there, is it true
asked-coming = will, is there, are there, expected, coming, going to
asked-events = flood, flooding, storm, thunderstorm, hurricane, evacuation, outage, outages, cut off, danger, alarm
asked-state = number of my report, reference number, at what stage, status of my report
# Whether a notice concerns them.
# When an outage ends; the message says nothing else.
asked-when-back = when will it be back, when is it back, when will it be on, until when, for how long, how long
asked-when-back-beside = and, so, please, tell me, the, water, power, heating, gas, be, is, it
asked-for-me = is it for me, is this for me, is it about us, does it concern me, does this concern me, does it concern us, is my house affected, is my street affected, are we affected
asked-where-beside = and, what, about, how, in, is, it
asked-number-words = number, report, my, about, what, the, is, of
wished-beside = now, already, again, finally, it, is, all, good, yes, thanks
asked-state-idle = what, about, when, how, the, my, status, report, there, news, is, any
asked-state-words = status of, when, how long, what about, any news
small-talk-angry = We see that you are angry. Write what has happened and where: a person will read it.
small-talk-angry-kept = We see that you are angry. Your words have not been sent to anybody. Write what has happened and where: a person will read it. If you have written everything already, press the button.
asked-rude = idiots, idiot, stupid, fuck, fuck you, fuck off, fucking, shit, bullshit, damn, hell, useless, shame
asked-rude-beside = you, your, all, the, this, bot, are, is, on, of, what, a
small-talk-alive = We are here. Write what happened.
group-write-privately = The bot does not read this chat. Write to it in private: { $link }
consent-nothing-kept = There is nothing to send yet: without your consent we kept nothing of what you wrote. Please write once more what happened, send it and press “I agree”.
small-talk-agreed-to = 👌 If anything happens, write to us.
person-answers = People answer here: operators read every report. Write what happened in your own words, or say it, and a person's answer comes here.
stop-what = <b>What shall we do?</b> We can stop sending warnings. We can delete all that we keep about you.

help-how =
    <b>How to report a problem</b>

    Write what has happened. Add a photo if you have one. Tell the place: with the button 📍 below or in words. Sometimes we ask one thing more, which you can skip. We show you the result and ask whether it is right.
help-commands =
    <b>A few words that you can write as well</b>

    “my reports”: what became of what you wrote
    “in force”: which notices hold now
    “cards”: what to do in dangers
    “warnings” and “my places”: what to warn you of, and where
    “my data”, “change language”, “cancel”
help-contacts = <b>If it is dangerous, call:</b>
unknown-command = There is no such command. Just write what has happened, or press a button below.
unknown-command-near = There is no such command. Did you mean “{ $near }”? Or just write what has happened.
command-words-left = Something came along with “{ $command }”, and I did not take it. To report a problem, please send it as a message of its own, without a command.

appeal-link = <a href="{ $url }">Make an official appeal</a>

danger-call =
    ⚠️ <b>This sounds dangerous. Call 112 first.</b>
    Get to a safe place. You can write to us afterwards.
danger-call-kind =
    ⚠️ <b>{ $line }</b>
    <b>Call { $phones } first.</b> You can write to us later.
danger-advice = <b>{ $line }</b>
danger-or = { $first } or { $next }
danger-nobody-consent = ⚠️ <b>Nobody has got your report yet.</b> We pass it to the officers on duty once you agree. Do not wait: help comes when you call 112, and that needs no consent.
danger-line-gas = Light no fire and touch no switches. Open the windows and go outside.
danger-line-fire = Go outside and close the door behind you. Stay low in smoke. Do not use the lift.
danger-line-water = Go higher up. Do not go into the water after somebody: throw a rope or something that floats.
danger-line-ice = Do not go onto the ice. Shout to lie down and crawl back, reach out a pole or a rope.
danger-line-electricity = Stay ten paces away from the wire and the pole. Touch nothing there and keep others away.
danger-line-shaft = Stay away from the edge and do not climb down. Keep others away.
danger-line-collapse = Move well away: more may fall. Do not go inside.
danger-line-health = Do not leave the person alone. On the phone they say what to do until the ambulance comes.
danger-line-animals = Do not run or wave your arms. Back away slowly, take children by the hand. Show a bite to a doctor today.
danger-line-object = Do not touch it or go near. Move away behind a building and take others with you.
danger-line-trapped = Do not force your way out: it is dangerous. If it is somebody else, stay and talk with them.
danger-line-scald = Move well away: there is boiling water below, and the ground may give way. Do not step there; take children and dogs away.
danger-contact = { $name }: { $phone }
danger-phone = { $phone }

language-choose = Which language shall we speak?
language-set = All right, we speak English.

toast-old-button = This button no longer works
toast-already-sent = Already sent, number { $number }
toast-thanks = Thank you!
toast-not-yours = This button no longer works
toast-reopened = Opened again
toast-state = № { $number }: { $state }
toast-is-over = № { $number } is closed already
toast-export = Collecting the file

# When people write "112" or "call an ambulance": all of the message is such words.
phones-or-write = If nobody’s life is in danger, write here what happened and where.
asked-help = help, help us, help me, save us
asked-phones = i feel very bad, i feel ill, my heart hurts, i cannot breathe, i am dying, ambulance, call an ambulance, firemen, fire brigade, police, call the police, rescue, emergency, emergency number, emergency numbers, emergency phones, sos
asked-phones-signs = 🆘
asked-phones-beside = god, oh god, for god s sake, call, please, urgent, urgently, need, i, a, an, the, help, quick, number, phone, give, me, what, is
phones-call = <b>We send nobody ourselves. Call:</b>

# "Withdraw my report": a short message with such words.
asked-despair = want to die, kill myself, do not want to live, don't want to live, suicide
asked-violence = beats me, is beating me, hits me, i am beaten, threatens to kill
# Somebody is threatened; not this where it is said with what: a court, a cut-off (handlers/reports/anger.txt).
asked-threatened = threatens me, is threatening me
distress-despair = <b>You need help now, and we do not read messages at once.</b> Please call 112: the call is free, they will listen and help. If you are under eighteen: 8-800-2000-122, free and without a name. Stay with somebody whom you trust.
distress-violence = <b>Call 112 or 102 now.</b> If you cannot speak, go where there are people. A child can also call 8-800-2000-122, free and without a name. We send nobody ourselves and do not read messages at once.
distress-threat = <b>If somebody's life is in danger, call 112 or 102 now:</b> the call is free and answered at once. If you are threatened, go where there are people. We send nobody ourselves and do not read messages at once.
asked-withdraw = delete my report, delete the report, remove my report, sent by mistake, by mistake, i deleted the message, i deleted my message, withdraw, cancel my report, cancel the report, take it back, take my report back, close my report, not relevant any more, no longer needed, no longer relevant, not needed any more, i confirm the withdrawal
asked-work = they came, they are here, they are working, they are repairing, nobody is here, nobody came, nobody comes, are they coming, on their way
asked-work-beside = yet, still, already, now, and, so, well, thanks
asked-appeal = official appeal, official complaint, official answer, written answer, tell the mayor, tell the governor, write to the mayor, write to the governor
asked-office-how = how do i get, how can i get, how to get, where do i get, how do i apply for, where do i apply for, how to apply for
asked-office-what = pension, passport, benefits, benefit, allowance, certificate
offices-others = <b>Problems are reported here:</b> roads, light, water, rubbish and so on. Pensions, benefits, passports and certificates are given by the state services (Gosuslugi), the MFC and the Social Fund. We cannot make them out here, nor hand on a personal letter to the mayor or the governor.
