# Notices: kinds, severity, what a citizen sees.

kind-flood = High water and ice
kind-weather = Weather
kind-fire = Fires
kind-threat = Accidents and threats
kind-water = Water
kind-heat = Heating
kind-power = Power
kind-gas = Gas
kind-roads = Roads
kind-ecology = Air and environment
kind-health = Diseases and animals
kind-people = People and schools
kind-rumour = Rumours refuted
kind-news = News of the centre
kind-danger = Danger

severity-1 = For your information
severity-2 = Take care
severity-3 = Danger
severity-4 = Danger to life

notice-drill = <b>DRILL. There is no danger.</b>
notice-heading-alert = { $emoji } <b>{ $severity }. { $kind }</b>
notice-heading-corrected = { $emoji } <b>CORRECTED. { $severity }. { $kind }</b>
notice-heading-not-you = ✅ <b>This does not concern you: { $kind }</b>
notice-heading-updated = { $emoji } <b>New. { $severity }. { $kind }</b>
notice-heading-repeated = { $emoji } <b>Said again. { $grave ->
    [yes] Still dangerous.
   *[no] Still in force.
} { $severity }. { $kind }</b>
notice-heading-ended = ✅ <b>All clear. { $kind }</b>
notice-heading-lifted = ℹ️ <b>The source has taken its warning back. { $kind }</b>
notice-heading-withdrawn = ✅ <b>FALSE ALARM: { $kind }</b>
notice-link-corrected = This corrects notice No. { $number }. What stands below is right.
notice-link-not-you = Notice No. { $number } came to you by mistake. It is not about your places.
notice-link-updated = This replaces notice No. { $number }.
notice-link-repeated = Notice No. { $number } once more: as before, nothing new.
notice-link-ended = Notice No. { $number } is not in force any more.
notice-link-withdrawn = Notice No. { $number } was a mistake, this danger does not exist. We are sorry.
notice-about = It said: “{ $text }”
notice-also = <b>Something else is in force where you are:</b>
notice-also-grave = ❗ <b>There is danger. Another notice is in force where you are:</b>
notice-also-line = { $emoji } No. { $number }. { $severity }. { $kind }
notice-where = 📍 { $names }
notice-on-map = a place on the map
notice-todo = <b>What to do:</b> { $todo }
notice-until = In force until { $until }
notice-from-until = In force: from { $begins } until { $until }
notice-contact = ☎️ { $name }: { $phone }
notice-source-contact = ☎️ The source: { $contact }
notice-source-web = More: { $web }
notice-official = Notice No. { $number }. It does not replace sirens and the official warning system.
notice-official-two = Notices No. { $number } and No. { $other }. They do not replace sirens and the official warning system.
notice-near-place = 📌 Near your place: { $names }

answer-safe = I am safe
answer-help = I need help
answer-what = What should I do?
answer-away = I am not there now
said-safe = we are safe, we are fine, all is well, everything is fine, all good here
said-help = help, help us, help me, we need help, please come, save us
said-what = what to do, what should we do, where to go, where should we go
said-away = we are not there, we left, i left, i am away, we are away

officer-refused = Notices are the work of the centre's duty officers. If you have something to report, write to the bot in a private message.
officer-refused-toast = Only the centre's duty officers can do this.
