# What is wrong with a region's folder: shown by `otklik check` and at the start. The line's beginning names file, line and key.

region-missing-folder = there is no such folder. Make a region: otklik init.
region-missing-file = there is no such file. Make it; storage/fictional is a pattern.
region-not-utf8 = the file is not UTF-8. Save it in this encoding: in Notepad "Save as", encoding UTF-8; in Excel "Save as", type "CSV UTF-8".
region-unwritable = the text has a sign that nobody sees and that cannot be stored. Delete this value and type it anew.
region-unreadable = the file cannot be read: { $reason }.
region-bad-toml = a mistake in writing: { $kind ->
    [equals] between a key and its value there has to be "="
    [value] the value is not written like this. A text stands in straight quotes "…", a fraction has a point, a date is 2026-01-31
    [quote] a quote is not closed
    [array] a comma, a quote or the closing bracket "]" is missing in a list
    [table] a comma, a quote or the closing bracket "{ "}" }" is missing
    [key] the line does not begin with a key, or there is a comma before the closing bracket
    [letters] there are letters in the key that are not Latin
    [head] a square bracket is not closed
    [twice] this key is there already, further up. Take one of them away
    [backslash] the sign "\" does not stand in quotes
   *[other] check quotes, brackets, commas and dates in this line and just above
 }.{ $shown ->
    [none] {""}
   *[other] {" "}Now: { $shown }
 }{ $example ->
    [none] {""}
   *[other] {" "}Write: { $example }
 }
region-bad-json = this is not JSON. Look at quotes, brackets and commas in this line and just above.
region-unknown-key = there is no key "{ $value }".{ $near ->
    [none] {" "}Take it away.
   *[other] {" "}Did you mean "{ $near }"?
 }
region-missing-key = the key is missing. Add it, for example: { $example }
region-empty = the value is empty. Fill it in.
region-wrong-kind = something else is needed here: { $kind ->
    [text] a text in quotes
    [number] a number
    [flag] true or false
    [list] a list in square brackets
    [words] a list of words in quotes
    [table] a table of key = value
   *[tables] at least one entry in double square brackets
 }. For example: { $example }
region-bad-number = the number must be from { $low } to { $high }.
region-bad-code = "{ $value }" does not fit: a code is up to 32 Latin letters, digits, "_" and "-".
region-double-code = the code "{ $value }" stands above already. Give another one.
region-bad-chat = "{ $value }" is no chat. Write { LIST($examples, by: "or") }.
region-chat-without-token = { $value }: this messenger is not switched on here, cards would not arrive. Set { $token }, or take the chat away.
region-bad-phone = "{ $value }" is no phone number.
region-bad-language = "{ $value }" is no language. Two letters are needed: ru, en.
region-no-russian = the Russian text (ru) is missing. Add it.
region-bad-time = "{ $value }" is no time. Write 09:00.
region-bad-date = "{ $value }" is no date. Write 2026-01-01.
region-bad-day = "{ $value }" is no day of the week. Possible: { $days }.
region-hours-order = closing ({ $closes }) must be later than opening ({ $opens }).
region-ladder-order = each step comes no earlier than the one before: operator, organisation, centre, head.
region-bad-zone = there is no time zone "{ $value }". Write Europe/Moscow or Asia/Yekaterinburg.
region-too-many-questions = there are too many questions: a topic has { $most } at most.
region-too-many-answers = there are too many answers: { $most } fit on buttons.
region-answers-differ = the languages have different numbers of answers.
region-too-long = this is too long: { $longest } characters at most.
region-no-way-to-reach = nothing says how to reach it. At least one is needed: phone, site or address.
region-bad-url = "{ $value }" is no address. It begins with https://.
region-source-inside = "{ $value }" leads into a private network. If that is meant, add the line inside = true to the source.
region-no-organisation = there is no organisation "{ $value }" in organisations.toml.{ $near ->
    [none] {" "}Add it.
   *[other] {" "}Did you mean "{ $near }"?
 }
region-no-kind = “{ $value }” is no kind of trouble. A name, a colon and words are needed: "dirty: dirt wash".
region-no-group = there is no group "{ $value }" in this file. Groups are the blocks [[groups]].{ $near ->
    [none] {" "}Add it.
   *[other] {" "}Did you mean "{ $near }"?
 }
region-no-municipality = there is no municipality "{ $value }".{ $near ->
    [none] {" "}Add it.
   *[other] {" "}Did you mean "{ $near }"?
 }
region-no-topic = there is no topic "{ $value }" in topics.toml.{ $near ->
    [none] {" "}Add it or remove the code.
   *[other] {" "}Did you mean "{ $near }"?
 }
region-no-settlement = there is no settlement "{ $value }" in settlements.csv.{ $near ->
    [none] {" "}Add it or remove the code.
   *[other] {" "}Did you mean "{ $near }"?
 }
region-bad-house = "{ $value }" is no house. It looks like this: "5", "12a" or "1-15".
region-answers-nothing = it does not say what the organisation or the team answers for. Name topics or a place (municipalities, settlements, houses).
region-answers-tie = "{ $other }" answers for this already: { $topic ->
    [none] all topics
   *[other] the topic "{ $topic }"
 }, { $kind ->
    [region] the whole region
    [municipality] municipality { $place }
    [settlement] settlement { $place }
   *[house] house: { $place }
 }. Leave one organisation, or narrow one of them by place, words or hours.
region-team-chat-taken = { $value } is the chat of another team or organisation: { $other }. Give the team a chat of its own.
region-team-chat-admin = { $value } is ADMIN_CHAT. Give the team a chat of its own or remove the team: the staff chat gets all that no team takes.
region-team-tie = the team "{ $other }" takes this already: { $topic ->
    [none] all topics
   *[other] the topic "{ $topic }"
 }, { $kind ->
    [region] the whole region
    [municipality] municipality { $place }
    [settlement] settlement { $place }
   *[house] house: { $place }
 }. Take it from one team, or narrow one of them by topic or place.
region-no-header = the first line has to name the columns: { $columns }.
region-double-column = the column "{ $value }" is there twice. Take one away.
region-bad-rows = no line has as many columns as the first one (it has { $count }). Check that the same sign stands between columns everywhere: a comma, a semicolon or a tab.
region-missing-column = the column "{ $value }" is missing. These are needed: { $columns }.
region-unknown-column = there is no column "{ $value }".{ $near ->
    [none] {" "}Take it away.
   *[other] {" "}Did you mean "{ $near }"?
 }
region-no-rows = there is not a single row. Add settlements.
region-open-quote = a quote is never closed. Close it or take it out.
region-bad-row = the row has not as many columns as the first one. Look at its commas and quotes.
region-bad-point = "{ $value }" is no coordinate. Degrees are needed, for example 60.31.
region-outside = { $name } lies outside the border of { $municipality }. Look at the coordinates (latitude first) and the code.
region-outside-most = { $count } of { $all } settlements lie outside the borders of their municipalities, the first is { $name }. It looks as if municipalities.geojson is a map of another place, or the codes in the column municipality are mixed up.
region-swapped-points = latitude and longitude are in each other's place in the whole file. The column lat needs the latitude, lon the longitude: swap the names of the columns.
region-projected-points = the coordinates are not degrees but metres of a map. Degrees of WGS 84 are needed, for example 60.31 and 63.52.
region-swapped-point = { $name }: latitude and longitude seem to be in each other's place. First comes lat (latitude), then lon (longitude).
region-no-features = there is no list of features. A GeoJSON FeatureCollection is needed.
region-not-polygon = a border is needed: Polygon or MultiPolygon.
region-not-closed = the border is not closed: its last point must repeat the first.
region-bad-geometry = the border is wrong: { $kind ->
    [empty] it has no points
    [numbers] some of its coordinates are no numbers
    [crosses] its line crosses itself{ $place ->
        [none] {""}
       *[other] {" "}near { $place } (latitude, longitude)
     }
    [hole] a hole lies outside of it or cuts it into pieces
    [nested] its parts lie one in another or are repeated
    [short] it has too few points
   *[other] no border can lie so
 }. Mend it in a map program (in QGIS: "Fix geometries") and save it again.
region-json-too-deep = brackets are nested too deep, or numbers are too long: this is no map. Save the file from a map program again.
region-projected-borders = the coordinates are not degrees but metres of a map{ $crs ->
    [none] {""}
   *[other] {" "}({ $crs })
 }. Save the file in degrees, WGS 84 (EPSG:4326): in QGIS "Export → Save Features As…".
region-swapped-borders = latitude and longitude are in each other's place: GeoJSON has longitude first. Swap them in the whole file (in QGIS: "Swap X and Y coordinates").
region-over-180 = the border goes over the 180th meridian in one piece. Cut it there: two parts in one MultiPolygon, longitudes from −180 to 180 (in GDAL: ogr2ogr -wrapdateline).
region-no-such-word = “{ $value }” is not possible here. Possible: { $words }.{ $near ->
    [none] {""}
   *[other] {" "}Perhaps you meant “{ $near }”.
 }
region-gap-unknown = the text has the gap “{"{"}{ $value }{"}"}”, and there is no question for it. Add one to [gaps], or take another: { $words }.{ $near ->
    [none] {""}
   *[other] {" "}Perhaps you meant “{ $near }”.
 }
region-gap-apart = the text must have the same gaps in every language. Language { $language } differs: { $value }.
region-gap-brace = a stray curly bracket. A gap is written like this: {"{"}phone{"}"}.
region-gap-name = “{ $value }” is no name for a gap: small Latin letters, digits and “_”, beginning with a letter.
region-kind-sign = “{ $value }” is no sign. One picture is needed, for example 🌊.
region-no-kinds = all kinds of notices are taken away. Leave at least one.
region-source-sender = "{ $value }" is no CAP sender: no spaces, commas, < or &
region-source-certificate = "{ $value }": there is no such certificate file beside this one, or it is no certificate in PEM
region-bad-client = "{ $value }" will not do: a program's code is small letters, digits and "-", 32 at most.
region-bad-variable = here stands the name of an environment variable, not the key itself. A name is capital letters, digits and "_". Example: OPEN311_KEY_INCIDENT
region-bad-network = "{ $value }" is no network and no address. Example: 10.0.0.0/8
region-no-client = there is no program "{ $value }" with the right "answer" in integrations.toml.{ $near ->
    [none] {" "}Add it, or give it this right.
   *[other] {" "}Did you mean "{ $near }"?
 }
region-no-kind-column = it is not said which column holds what was done. Add "kind" or, where the table has nothing but answers, the line kind = "answered" before [tables.columns]
region-no-report-column = it is not said which column holds the report's number. Add the line: report = "Name of the column"
region-no-encoding = there is no encoding "{ $value }". Usually it is "cp1251" or "utf-8"; it may be left out: it is found out.
region-bad-delimiter = "{ $value }" will not do: one sign stands between cells. Example: delimiter = ";"
region-bad-date-form = "{ $value }" will not do: a date is written with DD, MM, YYYY (or YY), a time with hh, mm, ss. Example: "DD.MM.YYYY hh:mm"
region-word-twice = "{ $value }" stands here twice and means different things.
region-and-more = and { $count } more { $count ->
    [one] mistake
   *[other] mistakes
 } of this kind further on in this file.
