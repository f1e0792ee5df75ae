# Собранная карточка: когда сообщений так много, что отдельные карточки завалили бы чат.

gathered-title = 📬 <b>{ $count ->
    [one] Ещё { $count } сообщение
    [few] Ещё { $count } сообщения
   *[many] Ещё { $count } сообщений
}</b>
gathered-numbers = № { $numbers }
gathered-danger = 🚨 <b>Опасно для людей: { $count }</b>. { $numbers }
gathered-at = № { $number }, { $what }
gathered-rest = ещё { $count }
gathered-topics = <b>О чём:</b> { $counts }
gathered-places = <b>Где:</b> { $counts }
gathered-page = <i>Страница { $page } из { $pages }</i>
gathered-line = <b>№ { $number }</b> · { $topic } · { $place }
gathered-line-danger = 🚨 <b>№ { $number }</b> · { $topic } · { $place }
gathered-how = Нажмите номер, чтобы открыть. Ответить можно и сразу: «№ { $number } ваш ответ».
gathered-number-first = Напишите, на какое вы отвечаете: «№ 123 ваш ответ». Никому пока не отправили. Одним ответом всем сразу: /queue, там выберите тему и нажмите «Ответить всем».
