# /now «Что сейчас» и /info: памятки.

menu-now = Что сейчас

now-title = <b>Сейчас для ваших мест действует: { $count ->
    [one] { $count } оповещение
    [few] { $count } оповещения
   *[many] { $count } оповещений
}</b>
now-title-region = <b>Сейчас в регионе действует: { $count ->
    [one] { $count } оповещение
    [few] { $count } оповещения
   *[many] { $count } оповещений
}</b>
now-nothing = ✅ <b>Для ваших мест сейчас нет ни одного действующего оповещения.</b>
now-nothing-region = ✅ <b>В регионе сейчас нет ни одного действующего оповещения.</b>
now-nothing-there = ✅ <b>Сейчас действующих оповещений нет: { $name }.</b>
now-title-there = <b>Сейчас действуют оповещения: { $name }</b>
now-nothing-else = Видите опасность — звоните 112. Хотите сообщить о проблеме — просто напишите. Ниже можно проверить слух и почитать памятки.
now-name-places = Это по всему региону. Назовите свои места, и мы покажем только то, что касается вас: напишите «оповещения».
now-until = № { $number }. Действует: до { $until }
now-button-open = № { $number } { $what }
now-about = Оповещение № { $number }: целиком выше.
# Действовало ещё до того, как человек начал получать оповещения.
already-in-force = Это оповещение уже действует: вышло { $since }.
already-more = Действует ещё { $count ->
    [one] { $count } оповещение
    [few] { $count } оповещения
   *[many] { $count } оповещений
}: нажмите «Что сейчас».
now-files = К оповещению № { $number }
now-drill = УЧЕНИЯ
now-toast-over = Это оповещение уже не действует
now-button-files = Картинка
now-button-alerts = Подписки

info-title = <b>Памятки.</b> О чём рассказать?
info-group = <b>{ $group }</b>
info-none = Памяток пока нет. Если опасно, звоните 112.
info-card-title = <b>{ $title }</b>
info-button-card = 📖 { $title }
info-button-more = Подробнее
button-info = Памятки
