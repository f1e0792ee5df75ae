# The words in which commands are written. Comma-separated; they count only when they stand alone.
# The canonical words (start, help …) always work and need not be repeated.

command-start = begin, menu, main menu
command-help = what can you do, how does it work
command-report = report a problem, new report
command-status = report status, what about my report
command-reports = my reports
command-language = change language, change the language, english
command-privacy = personal data, my data, consent
command-forget = forget me, delete my data, withdraw consent
command-cancel = stop
command-now = what is on, what is in force, in force
command-info = what to know, cards, information
command-alerts = subscriptions, notifications, warnings
command-places = my places, add a place
command-join = code
command-shift = my shift, on shift
command-queue = the queue
command-find = search
command-templates = ready answers
command-connect = connect chat, connect organisation
command-delivery = delivery state
command-notices = the notices
command-notice = new notice, compose a notice

# Words around a command: "I want to change the language, please".
command-around = i, slash, command, list, of, all, go, back, want, to, me, my, show, open, please, can, could, you, the, a
