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

language-name = Русский

yes = Да
no = Нет
back = ← Назад
cancel = Отмена
more = Ещё →
done = Готово
earlier = Раньше →
later = ← Позже

status-new = передано, ждёт ответа
status-accepted = в работе
status-needs-info = ждём вашего ответа
status-answered = ответ дан
status-transferred = передано в другую организацию, в работе
status-rejected = не принято
status-merged = объединено с похожим сообщением
status-withdrawn = отозвано автором
status-closed = закрыто
status-reopened = снова в работе
