# Что с моим сообщением: состояние, список, ответы, «решено / не решено».

button-solved = 👍 Решено
button-unsolved = 👎 Не решено
button-look-again = Рассмотреть ещё раз
button-withdraw = Отозвать
button-withdraw-yes = Да, отозвать
button-all-reports = Все мои сообщения
button-report-open = 🟡 № { $number } { $topic }
button-report-closed = ⚪ № { $number } { $topic }
button-report-about = № { $number } · { $about }

status-head =
    <b>№ { $number }</b> · { $topic }
    Сейчас: { $state }
status-none-yet = Вы нам ещё ничего не писали. Напишите, что случилось и где, можно с фото: передадим и пришлём ответ сюда.
status-which = <b>О каком сообщении вы спрашиваете?</b>
status-not-sent-yet = <b>Это сообщение ещё не отправлено</b>, поэтому ответа пока нет.
status-how = Напишите номер цифрами, например: статус 123
status-no-such = Сообщения с таким номером нет.
status-foreign = <b>№ { $number }</b>: { $state }
status-not-yours = Подробности видит только тот, кто его отправил.
status-later = Вы спросили о многих чужих сообщениях. Попробуйте минут через десять.
status-earlier = { $count ->
    [one] … и ещё { $count } запись раньше
    [few] … и ещё { $count } записи раньше
    [many] … и ещё { $count } записей раньше
   *[other] … и ещё { $count } записи раньше
}

line-filed = • Вы отправили: { $at }
line-taken = • Взяли в работу: { $at }
line-reply = • Вы ответили: { $at }
line-added = • Вы добавили: { $at }
line-edited = • Вы исправили: { $at }
line-question = • Вас спросили: { $at }
line-answer = • <b>Ответ</b>: { $at }
line-interim = • <b>Пока ответили</b>: { $at }
line-reopened = • Снова взяли в работу: { $at }
line-closing = • Считают решённым: { $at }
line-closed = • Закрыто: { $at }
line-not-solved = • Вы сказали, что не решено: { $at }
line-rejected = • Не приняли: { $at }
line-transferred = • Передали в другую организацию: { $at }
line-withdrawn = • Вы отозвали: { $at }
line-merged = • Объединили с похожим сообщением: { $at }

reports-list = <b>Ваши сообщения</b>, новые сверху. Нажмите, чтобы открыть.
reports-none = Здесь пока ничего нет. Напишите, что случилось.

withdraw-sure = Отозвать № { $number }? Заниматься им перестанут.
withdraw-done = Вы отозвали № { $number }. Если проблема вернётся — напишите снова.

answer-heading = 💬 <b>Ответ по № { $number }</b>{ $about }
answer-point = 📍 { $lat }, { $lon }
    https://yandex.ru/maps/?pt={ $lon },{ $lat }&z=16&l=map
answer-signature = <i>{ $name }</i>
answer-is-it-solved = Проблема решена? Можно и написать: «решено» или «не решено».
report-about = («{ $words }»)
interim-heading = 💬 <b>Пока сообщаем по № { $number }</b>{ $about }
interim-until = Следующий ответ — не позже: { $at }.
question-heading = ❓ <b>Вопрос по № { $number }</b>{ $about }
question-how-to-answer = Ответьте следующим сообщением: словами, фото или местом.

change-taken = 🔧 <b>№ { $number }</b>{ $about } взяли в работу.
change-rejected = <b>№ { $number }</b>{ $about } не приняли. Вот почему:
change-transferred = ➡️ <b>№ { $number }</b>{ $about } передали: { $organisation }. Ответ придёт сюда же.
change-closing = ✅ По <b>№ { $number }</b>{ $about } всё сделали.
change-closed = <b>№ { $number }</b>{ $about } закрыли.
change-merged = <b>№ { $number }</b>{ $about } объединили с похожим сообщением № { $other }. Ответ придёт и вам.
change-reopened = 🔁 <b>№ { $number }</b>{ $about } снова в работе. Ответ придёт сюда же.

solved-thanks = Рады, что помогло. Сообщение № { $number } закрыто. Спасибо, что сказали!
unsolved-what = № { $number } снова в работе. <b>Что осталось не так?</b> Напишите или пришлите фото.
unsolved-passed = Передали ваши слова. № { $number } снова в работе. Можно дописать или прислать фото.
silence-is-it-solved = Неделю назад вам ответили по <b>№ { $number }</b>{ $about }. Проблема решена?
silence-closed = Вы не ответили, поэтому № { $number }{ $about } мы закрыли. Если не решено — нажмите кнопку, и мы откроем снова.
