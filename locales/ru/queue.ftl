# Очередь и напоминания.

queue-title = <b>В очереди { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}</b>
queue-empty = В очереди пусто. Все сообщения разобраны 👍
queue-empty-filtered = По этому отбору в очереди пусто.
queue-topic = Тема: { $topic }
queue-place = Место: { $place }
queue-with-words = Слова: «{ $words }»
queue-no-place = место не указано
list-outdated = Этот список убран: автор одного из сообщений попросил стереть свои данные. Новый: /queue
queue-words = «{ $words }»
queue-in-words = место словами или не указано
queue-waiting = ждёт { $span }
queue-fresh = только что
queue-pick-topic = Какую тему показать?
queue-pick-place = Какое место показать?
queue-not-here = Очередь открывается в чате сотрудников: напишите /queue там.
queue-by-team = 🗂 { $team }
queue-team = отдел: { $team }
queue-line-danger = 🚨 <b>№ { $number }</b> · { $topic }
    { $place } · { $waiting } · { $status }
queue-line-late = ⏰ <b>№ { $number }</b> · { $topic }
    { $place } · { $waiting } · { $status }
queue-line-plain = <b>№ { $number }</b> · { $topic }
    { $place } · { $waiting } · { $status }

span-moment = меньше минуты
span-minutes = { $count } мин
span-hours = { $count } ч
span-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}

remind-title = ⏰ <b>Ждут ответа</b>
remind-danger = 🚨 { $count ->
    [one] { $count } опасное
    [few] { $count } опасных
   *[many] { $count } опасных
}
remind-late = Просрочено: { $count }
remind-near = Срок в ближайшие полчаса: { $count }
remind-rest = И ещё { $count }. Все: /queue
remind-line-danger = 🚨 <b>№ { $number }</b> · { $topic }, { $place } · ждёт { $waiting }
remind-line-late = <b>№ { $number }</b> · { $topic }, { $place } · просрочено на { $late }
remind-line-near = № { $number } · { $topic }, { $place } · до { $at }
remind-holder = занимается { $who }
