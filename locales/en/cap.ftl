# Alerts from outside (CAP 1.2): what is wrong with them, what became of them.

cap-too-large = the file is too large: it has more than { $limit } KB
cap-no-xml = this is not XML, or the file is cut off
cap-doctype = the file has a DOCTYPE. That is dangerous, such files are not read
cap-too-deep = nested deeper than { $limit } levels
cap-too-many = more than { $limit } elements
cap-too-hard = it could not be read: too complex. Look at the source yourself
cap-deadly = the program stopped over it twice and does not read it again. Look at the source yourself and call the technician
cap-namespace = this is not a CAP 1.2 alert: it begins with { $tag }, needed is { $wanted }
cap-unknown-element = there is no element { $name } here
cap-order = the element { $name } is not in its place
cap-missing = a required element is missing
cap-twice = there are { $count } of it, only one is allowed
cap-empty = it is empty
cap-not-text = only text may be inside
cap-bad-word = there is no "{ $value }". Possible: { $words }
cap-bad-id = "{ $value }" is not right: no spaces, commas, < or &
cap-bad-time = "{ $value }" is not right. Needed: 2026-11-25T20:00:00+05:00, without Z and fractions of a second
cap-odd-year = “{ $value }” is of no such year and was left out
cap-far-end = “{ $value }” is too far away: it means “no end”
cap-bad-number = "{ $value }" is not a number
cap-bad-language = "{ $value }" is not a language. Needed: en-US
cap-no-references = { $kind } has to refer to an earlier alert
cap-bad-reference = the reference "{ $value }" is not right. Needed: sender,identifier,sent
cap-refers-to-itself = the alert refers to itself: { $triple }
cap-refers-later = the reference { $triple } is later than the alert itself ({ $sent })
cap-no-info = the alert ({ $kind }) does not say what has happened (no info)
cap-older = written as CAP { $version }, read as 1.2
cap-onset-after = it begins ({ $value }) no earlier than it ends ({ $end }); the beginning was left out
cap-stray-comma = a comma too many in a reference: “{ $value }”
cap-empty-polygon = the polygon is empty and was left out
cap-rounded-lon = the longitude is a little over 180: “{ $value }”, taken as 180
cap-expires-before = it ends ({ $value }) before it begins ({ $other } { $begins })
cap-bad-point = "{ $value }" is not a point. Needed: latitude,longitude
cap-few-points = the polygon has { $count } points, at least four are needed
cap-open-polygon = the polygon is not closed: it begins at { $first } and ends at { $last }
cap-bad-circle = "{ $value }" is not a circle. Needed: latitude,longitude radius in kilometres
cap-ceiling-alone = a ceiling without an altitude
cap-no-feed = this is neither an Atom or RSS feed nor a CAP alert: { $tag }
cap-bad-feed = the feed is faulty: what it holds cannot be told
cap-no-link = the entry of the feed holds no alert and no link to one
cap-not-fetched = could not be fetched: { $why }
cap-unsigned = it is not signed, and this source has to sign. Check with the source
cap-bad-signature = the signature does not fit: the text was changed, or somebody else signed it. Do not trust it, check with the source
cap-signed-elsewhere = what was signed is not what the alert says. Do not trust it, check with the source
cap-certificate-useless = the source's certificate cannot be read, so the signature cannot be checked. Call the technician
cap-certificate-over = the source's certificate held until { $until }. The signature fits, but check with the source and ask it for a new certificate
cap-fault-line = { $where ->
    [none] { $line ->
        [0] { $what }
       *[other] line { $line }: { $what }
     }
   *[other] { $where }: { $what }
 }

# Words of an event that tell what it is about (small letters, by commas).
# Words by which a cancellation says that the alarm was a mistake, and those that say that another takes its place.
cap-words-mistaken = error, mistake, false alarm, sent by accident, erroneous
cap-words-not = not, no, without
cap-words-replaced = replac, supersed, upgrad, new warning, stronger

cap-no-event = without a name
cap-taken-back = The source has taken this alert back.
cap-replaced = The source has replaced this warning by another. See the newer notice.

cap-note-twin = The same words for the same place are in force already: notice No. { $number }. They do not go out twice by themselves.
cap-note-several = The alert has several parts in one language ({ $count }). They were put together: check them.
cap-note-no-russian = There is no Russian text. Everybody gets the text in "{ $language }".
cap-note-unknown-severity = It does not say how dangerous. "Take care" was chosen.
cap-note-unknown-certainty = It does not say how likely this is.
cap-note-unknown-kind = It is not clear what kind of danger this is. The text has no advice of ours, only the source's words: check it.
cap-note-altitude = It is about heights from { $feet } feet, for aviation as it seems. Decide whether people need it.
cap-note-huge = The place is larger than any region. Check where it is.
cap-note-blocks-areas = The languages name different places; all are taken. { $said }
cap-note-blocks-severity = The languages differ in severity; the highest is taken. { $said }
cap-note-blocks-times = The languages name different times; the longest is taken. { $said }
cap-note-mended-lightly = { $where }: { $what }
cap-note-mended-reading = Not read, done without it: { $where }: { $what }
cap-note-more-mended-lightly = More such small faults: { $count }.
cap-note-more-mended-reading = More faults in the alert: { $count }. Not all of it was read: please check.
cap-note-changed-words = An alert of this number has come before with other words. Compare them.
cap-note-foreign = It refers to another sender's alert. We leave that one alone: decide whether they belong together.
cap-note-partly-over = One part says that it is over, another does not. Check it.
cap-note-long = The text is longer than { $limit } characters and was cut.
cap-note-no-area = It does not say where.
cap-note-unplaced = Not found on the map: { $names }.
cap-note-swapped = Latitude and longitude seem to be exchanged: on the map it is not here, exchanged it is: { $names }. Check where it is.
cap-note-heavy = { $why ->
    [shapes] There are more than 300 shapes; none was looked at. Check where it is.
    [points] The shapes have more than 20,000 points; none was looked at. Check where it is.
    [crossings] The shapes cross each other too often and were not taken. Check where it is.
    [names] There are more than 300 names; the rest was not looked for. Check where it is.
   *[other] The place is too complex to be worked out in the time there is. Check where it is.
 }
cap-note-guessed = The place was found by words, check it: { $names }.
cap-note-mended = Shape { $number } ("{ $name }") { $why ->
    [crosses] crosses itself near { $at }
   *[other] is drawn wrongly near { $at }
 }. We mended it. { $ground } In the picture the dashed line is what came.
cap-note-refused = Shape { $number } ("{ $name }") cannot be used: { $why ->
    [points] it has fewer than three different points
    [range] there are no such coordinates on Earth
    [detailed] it has too many points, more than 5000
    [tangled] the line crosses itself too often or is hatched, nobody can tell what is inside
   *[other] all of its points lie on one line, near { $at }
 }.
cap-note-more-lines = More shapes with faults: { $count }.
cap-note-file = The file "{ $name }" was not attached: { $why ->
    [more] only one can be
    [type] it is neither a picture (JPEG, PNG) nor a PDF
    [nothing] there is neither an address nor the file itself
    [at-once] the notice did not wait for it
    [end] an all-clear carries no files
    [timeout] it did not come within 20 seconds
    [too-large] it is larger than 10 MB
    [digest] its checksum is wrong: it was replaced or broken
    [private] its address leads into an internal network
    [not-https] its address is without https
    [bad-address] the address is none
    [base64] it is written wrongly in the alert
    [http] the source's server did not give it
   *[other] it could not be fetched
 }.
cap-note-no-expiry = It does not say until when. 24 hours were chosen.
cap-note-no-expiry-old = It does not say until when, and it was written long ago. A day from its beginning was set: check whether it is still true.
cap-note-clock = The source's clock is { $minutes } min ahead: it says "{ $sent }".
cap-note-old = The source wrote this { $minutes } min ago ({ $sent }), or its clock is behind.
cap-note-again = This alert came before (notice № { $number }), now it is different.
cap-note-refers = It refers to No. { $number }, though it calls itself new (Alert). Decide whether it replaces that one.
cap-note-unknown-reference = It updates an alert that we did not have.
cap-note-several-live = It updates several at once: № { $numbers }. The new one is linked to the last.
cap-note-moved-away = It is not in our region any more. For those who got № { $number } this is the all-clear.
cap-note-cancel-several = It takes several back at once: № { $numbers }.
cap-note-cancel-more = No. { $numbers } is also about something that the source does not name. Decide whether all of it is over.

cap-dropped = Notice № { $number } had not been sent, it was dropped.
cap-not-dropped = Notice № { $number } had not been sent, but an officer has worked on it. Decide what to do with it.

cap-told-draft = 📥 <b>{ $source }: { $event }</b>
    Notice № { $number } waits for approval.
cap-told-exercise = 📥 <b>DRILL. { $source }: { $event }</b>
    Drill notice № { $number } waits for approval. Only those who joined drills get it.
cap-told-sent = 📤 <b>{ $source }: { $event }</b>
    Notice № { $number } goes out at once: this is how the source is set up.
cap-told-console = 📤 <b>{ $event }</b>
    Notice № { $number } was approved at the console: { $name }.
cap-told-question = ❓ <b>{ $source }: { $event }</b>
    Notice № { $number } is ready, but it is not clear where it is. Without a place nobody gets it.
cap-told-again = 🔁 { $source } has sent the same again with a new time: { $event }. This is notice № { $earlier }. There will be no second one.
cap-told-stranger = ⚠️ An alert came from an unknown sender { $sender }: { $event }. It was not accepted. If this sender is to be trusted, name it in notices.toml.
cap-told-cancel = 📥 <b>{ $source } takes back notice № { $earlier }</b>
    The message about it, № { $number }, waits for approval.
cap-told-cancel-sent = 📤 <b>{ $source } has taken back notice № { $earlier }</b>
    Sending was stopped. Whoever got it now gets № { $number }.
cap-told-cancel-none = ❓ { $source } takes an alert back, but nothing like it is in force here: { $event }. Check that all is right: /notices
cap-told-cancel-several = ❓ { $source } takes an alert back, and it is not clear which: several fit. Nothing was done, decide yourself: /notices
cap-told-cancel-foreign = ❓ { $source } cancels an alert of another sender: { $event }. Nothing was done, decide yourselves: /notices
cap-told-cancel-late = ❓ { $source } cancels an alert, but has written a newer one since. The newer one stays in force. Check it: /notices
cap-told-held = ℹ️ { $source } sent an alert that it has cancelled or replaced already: { $event }. Nobody gets it.
cap-told-over = ❓ { $source } says that a danger is over, but we warned nobody of it: { $event }. Nothing goes out. Check it: /notices
cap-told-dropped = 📥 { $source } took an alert back before it was sent.
cap-told-bad = { $source ->
    [none] ⚠️ <b>Not accepted: { $name }</b>
   *[other] ⚠️ <b>Not accepted from the source "{ $source }": { $name }</b>
 }
cap-told-bad-line = • { $line }
cap-told-bad-more = { $count ->
    [one] … and { $count } fault more
   *[other] … and { $count } faults more
 }
cap-told-feed-bad = ⚠️ The source "{ $source }" has not answered since { $since }: { $why }. No alerts come from there.
cap-told-feed-well = ✅ The source "{ $source }" answers again.

cap-chosen = <b>Where:</b> { $names }
cap-chosen-none = <b>Where:</b> choose below
cap-button-end = All-clear of № { $number }
cap-button-done = For approval
cap-button-not-ours = Not here
cap-button-more = More ▶
cap-button-back = ◀ Back
cap-place-done = The place was chosen by { $name }.
cap-place-dropped = Dropped by { $name }.
cap-toast-no-place = Choose a place first.
cap-toast-over = This is decided already.

cap-outcome-draft = Accepted: notice № { $number } waits for an officer.
cap-outcome-sent = Accepted: notice № { $number } is being sent.
cap-outcome-exercise = Accepted: drill notice № { $number } waits for an officer.
cap-outcome-same = This alert was here before.{ $number ->
    [none] {""}
   *[other] {" "}Notice № { $number }.
 }
cap-outcome-again = The same with a new time is there already: notice № { $number }. There will be no second one.
cap-outcome-stranger = Not accepted: no source in notices.toml has this sender.
cap-outcome-test = This is a test (Test): nobody is shown it.
cap-outcome-internal = This is for systems, or a draft (System, Draft): nobody is shown it.
cap-outcome-private = This is not for everybody (Restricted, Private): it is not sent.
cap-outcome-receipt = This answers an alert (Ack, Error), there is nothing to send.
cap-outcome-expired = Not accepted: it is over already.
cap-outcome-nowhere = This is not in our region.
cap-outcome-cancel = Accepted: cancellation № { $number } waits for an officer.
cap-outcome-cancel-none = There is nothing to take back: no such alert is in force. The officers were told.
cap-outcome-cancel-several = It is not clear what to take back: several fit. Nothing was done, the officers were told.
cap-outcome-cancel-foreign = It cancels an alert of another sender. Nothing was done, the officers were told.
cap-outcome-cancel-late = The source has said something newer since. Nothing was done, the officers were told.
cap-outcome-held = The source has cancelled or replaced this alert already. It does not go out.
cap-outcome-over = It ends what we warned nobody of. It does not go out, the officers were told.
cap-outcome-dropped = Dropped: this alert had not been sent yet.
cap-outcome-unplaced = Not accepted: it is not clear where it is. Without a place it can go to nobody.
cap-outcome-bad = Not accepted: the file has faults.

cap-feed-why-network = no connection
cap-feed-why-timeout = no answer within 20 seconds
cap-feed-why-too-large = the answer is too large
cap-feed-why-too-hard = its answer is too complex to be read
cap-feed-why-not-https = it sends us on to an address without https
cap-feed-why-private = its address leads into a private network (if that is meant, notices.toml needs inside = true)
cap-feed-why-bad-address = it sends on to an address that is none
cap-feed-why-hops = it sends us in circles
cap-feed-why-status = refuses, code { $code }
cap-feed-why-document = it answers with something else: neither a feed nor an alert

cap-out-headline = { $drill ->
    [drill] DRILL. {""}
   *[other] {""}
 }{ $link ->
    [ends] All-clear. { $kind }
    [lifted] The source has taken its warning back. { $kind }
    [withdraws] FALSE ALARM. { $kind }
   *[other] { $severity }. { $kind }
 }
cap-out-feed = Notices: { $name }
cap-out-file = { $kind ->
    [document] A document of the notice
   *[picture] A picture of the notice
 }
