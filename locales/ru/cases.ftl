# Одна беда — одно дело: что уже известно на этом месте, кто за ним следит, кому ответить.

known-heading = <b>Об этом уже знают:</b>
known-case = • { $topic }, { $where }. Сообщили { $age } назад, { $state }. { $people ->
    [one] Пишет { $people } человек.
    [few] Пишут { $people } человека.
   *[many] Пишут { $people } человек.
 }
known-somewhere = рядом
known-metres = примерно в { $metres } м
known-notice = ⚠️ Здесь сейчас: { $kind }, до { $until }. Следить? Напишем, когда закончится.
known-notice-street = ⚠️ На вашей улице сейчас: { $kind }, до { $until }. Следить? Напишем, когда закончится.
known-after = № { $number } уже у сотрудников. <b>Похоже, об этом пишут и другие:</b>
button-same-trouble = Это то же самое
button-same-where = Это то же самое: { $where }
button-follow-notice = Следить за оповещением
button-leave = Не следить
toast-follows-notice = Напишем, когда закончится
toast-case-over = С этим уже разобрались, ваше сообщение остаётся отдельным
follows-notice = Когда закончится, мы вам напишем. Ваше сообщение пока не отправлено: его можно отправить или отменить.

followed = ✅ <b>Ваше сообщение — № { $number }.</b> Его присоединили к тому, что уже известно. Ваши слова и фото увидят сотрудники, ответ придёт и вам.
followed-left = Вы больше не следите. Ответа по № { $number } не будет. Если проблема вернётся, напишите снова.
status-followed = присоединено к известному: { $state }
line-followed = • Присоединили к тому, что уже известно: { $at }

case-state-new = ждёт ответа
case-state-accepted = в работе
case-state-needs-info = уточняют
case-state-answered = ответ дан
case-state-transferred = передано, в работе
case-state-rejected = не принято
case-state-merged = объединено с другим
case-state-withdrawn = отозвано
case-state-closed = закрыто
case-state-reopened = снова в работе

card-people = 👥 Пишут об этом: { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
 }
card-line-followed = 🔗 { $at }, автор сам присоединился к № { $other }
card-line-again = 🔁 { $at }, снова пишут { $people } чел.
followed-says = ➕ <b>О том же, что и № { $case }</b>, пишет ещё один человек (№ { $number }):
followed-more = ➕ <b>К № { $case }</b>: добавляет автор № { $number }:

whom-ask = Ответ на { $report }: { $words }. <b>За этим следят и другие. Кому отправить?</b>
whom-again = Ответ на { $report } ещё не ушёл: { $words }. <b>Кому отправить?</b> Если не выбрать, он не уйдёт никому.
whom-not-sent = Ответ по № { $number }: <b>не отправлено</b>, никто не выбрал, кому. Напишите его ещё раз, если он нужен.
op-button-to-all = Всем ({ $count })
op-button-to-author = Только автору
op-toast-to-all = Уйдёт всем
op-toast-to-author = Уйдёт только автору
delivery-people = <b>получили { $sent } из { $of }</b>{ $missed ->
    [no] {""}
   *[other] , не дошло: { $failed }
 }
op-people-missed = Ответ по № { $number }: получили { $sent } из { $of }, до остальных не дошло: { $failed }.

op-button-same = № { $number }, { $where }, { $age }{ $people ->
    [1] {""}
   *[other] , { $people } чел.
 }
op-button-people = 👥 Кто ещё ({ $count })
op-button-apart = 🔁 Отделить
op-toast-nobody-follows = За этим больше никто не следит
people-title = 👥 <b>О том же, что и № { $number }, пишут:</b>
people-line = • № { $number }: { $words }
said-next = 🔁 <b>Теперь главное — № { $number }</b>: автор № { $other } забрал своё сообщение. С ним остаются ещё { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
 }

said-again = 🔁 <b>Снова { $count ->
    [one] пишет { $count } человек
    [few] пишут { $count } человека
   *[many] пишут { $count } человек
 }</b> о том, что было в № { $number }. Оно снова в работе.
again-told = 🔁 <b>№ { $number }</b>{ $about } снова в работе: об этом опять пишут люди.
line-again = • Об этом снова пишут, вернули в работу: { $at }

followed-not-solved = 🔁 <b>№ { $case }: не решено</b>, говорит автор № { $number }, который за этим следит.
followed-taken-back = ↩️ Автор № { $number } забрал то, что дописал к № { $case }: это о другом.
