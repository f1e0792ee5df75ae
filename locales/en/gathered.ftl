# The gathered card: when so many reports come that cards of their own would flood the chat.

gathered-title = 📬 <b>{ $count ->
    [one] { $count } more report
   *[other] { $count } more reports
}</b>
gathered-numbers = № { $numbers }
gathered-danger = 🚨 <b>Danger to people: { $count }</b>. { $numbers }
gathered-at = № { $number }, { $what }
gathered-rest = { $count } more
gathered-topics = <b>About:</b> { $counts }
gathered-places = <b>Where:</b> { $counts }
gathered-page = <i>Page { $page } of { $pages }</i>
gathered-line = <b>№ { $number }</b> · { $topic } · { $place }
gathered-line-danger = 🚨 <b>№ { $number }</b> · { $topic } · { $place }
gathered-how = Press a number to open it. Or answer right away: “№ { $number } your answer”.
gathered-number-first = Write which one you answer: “№ 123 your answer”. Nothing was sent yet. One answer to all at once: /queue, choose the topic there and press “Answer all”.
