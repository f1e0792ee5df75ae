# What another system that answers is told (docs/back-office.md): why a row was not taken.
outside-unknown = There is no report № { $number }, or another organisation works on it.
outside-name-taken = Another act has come under the name “{ $name }” before. Give this row a name of its own.
outside-wrong-move = This cannot be done with report № { $number } any more: it is { $status ->
        [none] in another state
       *[other] now “{ $status }”
    }.
outside-pending = The same is about to be done with report № { $number }. Try again in a minute.
outside-no-text = There is no text: the author of report № { $number } waits for one.
outside-no-files = Files cannot go with such a row: only words go to the author.
outside-not-answered = The author of report № { $number } has not been told anything yet. Write what was done, then it can be closed.
outside-no-office = The region has no organisation “{ $to }”.
outside-past = The day that the answer to № { $number } promises is over.
outside-no-chat = There is no staff chat (ADMIN_CHAT): nobody could stop the answer.
outside-fault = The program could not do this row and has kept it aside. The administrator sees it in “otklik faults list”.
