# What is wrong with the settings: shown by `otklik check` and at the start.

settings-bad-proxy = a proxy's address begins with http://, https://, socks4:// or socks5://.
settings-bad-http-proxy = only a proxy of http:// or https:// will do here, not SOCKS.
settings-bad-database = a database address is needed: sqlite:///data/otklik.db or postgresql://name:password@server/database.
settings-bad-url = an address is needed that begins with https:// (or http://).
settings-bad-chat = "{ $value }" is no chat. Write { LIST($examples, by: "or") }.
settings-unknown-messenger = "{ $value }": there is no such messenger. There are: { $known }. Write { LIST($examples, by: "or") }.
settings-without-token = { $value }: this messenger is not switched on here, nothing would arrive. Set { $token }, or take the address away.
settings-bad-officer = "{ $value }" is no account. Write { $example }; a comma leads on to the next person.
settings-not-one-of = there is no such value. Possible: { $choices }.
settings-out-of-range = the number does not fit: it must be { $limit }.
settings-not-a-number = a number is needed here.
settings-messenger-pair = { $other } is set, but { MESSENGER($messenger) } does not work without this one. Set both or none.
settings-misspelt = there is no such setting. Did you mean { $near }?
settings-open-quote = a quote is never closed{ $name ->
    [none] {""}
   *[other] {" "}({ $name })
 }. Close it in this very line or take it out.
settings-after-quote = there is more after the closing quote{ $name ->
    [none] {""}
   *[other] {" "}({ $name })
 }. Leave one value in quotes in the line.
settings-no-equals = there is no "=" in this line{ $name ->
    [none] {""}
   *[other] {" "}after { $name }
 }. Write NAME=value.
settings-bad-line = this line cannot be read. Write NAME=value, without spaces in the name; a comment begins with #.
settings-twice = { $name } is set in line { $first } already, and to something else. Keep one of the lines.
settings-unknown-name = the value of { $name } has ${ "{" }NAME{ "}" }, and that variable is set neither above in this file nor in the environment. Set it above or write the value itself.
settings-unreadable = the file cannot be read{ $why ->
    [rights] : no rights. Let the program read it.
    [encoding] : it is not UTF-8. Save it in that encoding: in Notepad "Save as", encoding UTF-8.
    [folder] : it is a folder and has to be a file. Remove it and make the file: otklik init.
   *[other] . It must be plain text in UTF-8.
 }
settings-fictional = with real messengers ({ $channels }) the fictional region does not run. Make your own: otklik init.
settings-no-folder = there is no folder { $path }. Make a region: otklik init.
settings-bad-broadcast = “{ $value }” is no channel. Write { LIST($examples, by: "or") }.
settings-not-alone = DUTY_OFFICERS names { $count } officers, so a second one approves. Take ONE_OFFICER away, or name one officer only.
settings-no-alerts = there is no folder { $path }. Create it, or take the setting away.
settings-no-file = there is no file { $path }. Check the path, or take the setting away.
settings-bad-network = “{ $value }” is no address and no network. Write 10.0.0.5 or 10.0.0.0/24, several with commas.
settings-bad-files-url = needed like this: s3://bucket/prefix?endpoint=https://address&amp;region=name (prefix, endpoint and region may be left out; no name or password here).
settings-files-key = FILES_URL needs a key and its secret: FILES_KEY and FILES_SECRET.
settings-pair = { $other } is set, but nothing can be signed without this one. Set both or none.
console-lookalikes = "{ $word }" has Cyrillic letters that look like Latin ones: { $letters }. Type this word anew in Latin letters.
