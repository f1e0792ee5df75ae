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
small-talk-hello = Hello! Write what has happened, and we will pass it to those who are responsible.
small-talk-welcome = You are welcome! If something happens, write to us.
small-talk-welcome-solved = You are welcome! About № { $number }{ $about }: is it solved?
small-talk-alive = We are here. Write what happened.
small-talk-agreed-to = 👌 If anything happens, write to us.
person-answers = People answer here: operators read every report. Write what happened in your own words, or say it, and a person's answer comes here.
stop-what = <b>What shall we do?</b> We can stop sending warnings. We can delete all that we keep about you.

help-how =
    <b>How to report a problem</b>

    Write what has happened. Add a photo if you have one. Tell the place: with the button 📍 below or in words. We show you the result and ask whether it is right.
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
danger-contact = { $name }: { $phone }

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
