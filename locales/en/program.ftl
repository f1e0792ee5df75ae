# What the program says about itself.

fault-apology = We could not process your message. It is not lost: we have kept it and will look into it. You can write again. If it is dangerous, call 112.
alarm-fault = ⚠️ One message could not be processed. It is kept. For the administrator: <b>otklik faults list</b> shows what happened, <b>otklik faults retry</b> tries again.
file-unnamed = { $kind ->
    [photo] photo
    [video] video
    [voice] voice message
    [audio] recording
   *[other] no name
  }
file-not-passed = 📎 The file “{ $name }” was not passed on: { $why ->
    [too-big] it is too big
    [voice-forbidden] the person takes no voice and video messages
    [no-rights] the bot may not send such files here
    [photo-refused] the messenger did not take the photo
    [bad-file] the messenger did not take it
    [file-refused] the messenger did not take it
    [program] the author's program cannot show it
    [disk] the bot's disk is full
    [quota] too many files in one day
    [failed] it could not be downloaded
    [no-file] it could not be read
    [empty-file] it is empty
   *[other] the messenger did not give it out
  }.
files-over-quota = 📎 Some files of your report № { $number } were not taken: too many files in one day. The report itself is accepted. Send the rest tomorrow, or describe it in words.

menu-command-report = report a problem
menu-command-status = what about my report
menu-command-reports = all my reports
menu-command-now = what is in force now
menu-command-info = what to do in dangers
menu-command-alerts = what to be warned of
menu-command-places = my places on the map
menu-command-help = help and phones
menu-command-language = change the language
menu-command-privacy = my data
menu-command-cancel = cancel what was begun
