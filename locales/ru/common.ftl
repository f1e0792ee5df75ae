# Общее: даты, ответы на кнопках, состояния сообщений для людей.

date = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
moment-today = сегодня в { $time }
moment-tomorrow = завтра в { $time }
moment-yesterday = вчера в { $time }
moment-date = { $date } в { $time }

channel-name = { MESSENGER($channel) }
# Мессенджер, о котором нет своего файла messenger-….ftl.
messenger-other = { $channel }
messenger-other-in = в { $channel }
messenger-other-from = из { $channel }
list-or = { $rest } или { $last }
list-and = { $rest } и { $last }

language-name = Русский

yes = Да
no = Нет
back = ← Назад
cancel = Отмена
more = Ещё →
done = Готово
earlier = Раньше →
later = ← Позже

typed-words = Можно написать: { $words }.
typed-which = Не понял, что сделать. Напишите одно из этого: { $words }.
typed-word = «{ $word }»
typed-or = { $words } или { $last }
typed-link = { $label }: { $url }
# Чем ещё, кроме надписи на кнопке, люди отвечают. Через запятую; считаются, только когда стоят отдельно.
typed-yes = да, да да, ага, угу, согласен, согласна, согласны, даю согласие, подтверждаю, верно, все верно, всё верно, правильно, конечно
typed-no = нет, не, не надо, не нужно, не сейчас, не согласен, не согласна, не решено
typed-send = отправить, отправляй, отправляйте, отправь, отправьте, отправляю, послать, пошли
typed-back = назад, вернуться, обратно
typed-done = готово, закончить, хватит, это всё
typed-other = другое, другая, другой, иное, прочее
typed-more = ещё, дальше, далее, больше

status-new = передано, ждёт ответа
status-accepted = в работе
status-needs-info = ждём вашего ответа
status-answered = ответ дан
status-transferred = передано в другую организацию, в работе
status-referred = не наш вопрос, сказали, кто отвечает
status-rejected = не принято
status-merged = объединено с похожим сообщением
status-withdrawn = отозвано автором
status-closed = закрыто
status-silent = закрыто без ответа автора
status-reopened = снова в работе
