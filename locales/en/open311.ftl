# What the program answers to other programs by Open311 (/open311/v2).

open311-key-service = The centre gives keys: write to it, naming your program and the addresses that it will ask from.
open311-merged = { $status }: see No. { $number }
open311-due = To be solved by { $date }.

open311-bad-date = { $name }: "{ $value }" is no date. Write 2026-11-28 or 2026-11-28T21:05:00Z.
open311-bad-number = { $name }: "{ $value }" is no number.
open311-foreign-place = { $name }: "{ $value }" is later than any event here. Begin anew with 0.
open311-bad-status = status: there is no "{ $value }". Possible: open, closed.
open311-no-such-code = { $name }: there is no code "{ $value }" here.
open311-long-span = Between { $since } and { $until } there may be { $days } days at most.
open311-deep-page = By pages you reach { $most } reports at most. Beyond, ask by time: updated_after.
open311-many-numbers = service_request_id: you can ask for { $most } reports at once at most.
open311-unknown = There is no such thing here.
open311-no-jurisdiction = jurisdiction_id: “{ $value }” is not served here. It may be left out.
open311-key-missing = A key is needed: the header "Authorization: Bearer …" or the parameter api_key.
open311-key-wrong = This key does not fit.
open311-no-right = This key may not do that.
open311-wrong-keys = Too many wrong keys from this address. Wait for ten minutes.
open311-too-often = Too often. Wait and ask again.
open311-away = There is no answer just now. Ask again in a few seconds.
open311-bad-body = The request's body cannot be read: it has to be a form (UTF-8), JSON or multipart/form-data.
open311-media-type = Not in this form: send a form, JSON or multipart/form-data.
open311-too-large = Too much: more than { $most }.
open311-other-file = { $name }: files are taken under the name media only.
open311-method = Not by this method.
open311-missing = { $name }: it is needed.
open311-no-place = lat, long, address_string: say a point or an address.
open311-bad-point = { $name }: "{ $value }" is no coordinate.
open311-outside = lat, long: this place is not in our region.
open311-address-id = address_id: there are no such numbers here. Send lat and long or address_string.
open311-long-text = { $name }: { $most } characters at most.
open311-bad-media = media_url: the file at "{ $value }" cannot be fetched. It has to be a public https address.
open311-many-media = media, media_url: { $most } files at most.
open311-media-kind = media: "{ $value }" is no JPEG, PNG, HEIC, WebP nor MP4.
open311-media-large = media: "{ $value }" is larger than { $most } MB.
open311-bad-key = Idempotency-Key: up to 64 characters, A-Z, a-z, 0-9, "_" and "-".
open311-other-body = Idempotency-Key: something else was sent under this key.
open311-silenced = account_id: the centre takes no reports of this author at present.
open311-bad-update-id = update_id: up to { $most } visible characters, the first not "#".
open311-taken-back = Report № { $number } was taken back by its author: nothing can be added to it.
open311-other-update = update_id: something else has come under this name.
open311-first-due = A first answer comes by { $due }.

check-open311-off = { $file } names programs, but Open311 is off: they get no answer.
check-open311-off-mend = Set OPEN311=true, or remove the file.
check-open311-key = Program { $client }: { $why ->
    [missing] there is no key, { $variable } is not set.
    [short] the key in { $variable } is too short.
   *[double] another program has the key in { $variable } already.
 } Its requests are not taken.
check-open311-key-mend = Set { $variable } in .env: at least { $least } characters, such as what openssl rand -hex 24 prints.
check-open311-texts = Program { $client } sees what people wrote, exact places and files. Each of its requests is noted.
check-open311-address = Open311: PUBLIC_URL is not set. Addresses of pictures and pages are taken from the request itself.
check-open311-address-mend = Set PUBLIC_URL if the service stands behind a proxy.
check-open311-good = Open311 is on. Programs with a key: { $count }. Without a key { $public ->
    [yes] one may read, without words and exact places.
   *[no] there is only the list of topics.
 }
