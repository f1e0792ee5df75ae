# Что с моим сообщением: состояние, список, ответы, «решено / не решено».

button-solved = 👍 Решено
button-unsolved = 👎 Не решено
button-partly = 🌓 Частично
button-no = 👎 Нет
button-star = { $n } ⭐
button-look-again = Рассмотреть ещё раз
button-withdraw = Отозвать
button-withdraw-yes = Да, отозвать
button-all-reports = Все мои сообщения
button-report-open = 🟡 № { $number } { $topic }
button-report-closed = ⚪ № { $number } { $topic }
button-report-silent = ◽ № { $number } { $topic }
button-report-about = № { $number } · { $about }

status-head =
    <b>№ { $number }</b> · { $topic }
    Сейчас: { $state }
status-none-yet = Вы нам ещё ничего не отправили. Напишите, что случилось и где, можно с фото: передадим и пришлём ответ сюда.
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
line-silent = • Закрыто, потому что вы не ответили: { $at }
line-rated = • Вы оценили: { $stars } из 5, { $at }
line-silenced = • Ваши сообщения перестали принимать: { $at }
line-not-solved = • Вы сказали, что не решено: { $at }
line-partly = • Вы сказали, что решено частично: { $at }
line-rejected = • Не приняли: { $at }
line-referred = • Сказали, кто за это отвечает: { $at }
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
corrected-heading = ✏️ <b>Исправление к ответу по № { $number }</b>{ $about }
corrected-at = <i>Исправлено: { $at }</i>
answer-is-it-solved = <b>Проблема решена?</b> Можно и написать: «решено», «частично» или «нет».
answer-asks-later = <i>Спросим вас, решено ли, после этого срока: { $day }. Сделают раньше — напишите «решено».</i>
report-about = («{ $words }»)
interim-heading = 💬 <b>Пока сообщаем по № { $number }</b>{ $about }
prolonged-heading = ⏳ <b>Срок по № { $number } перенесли</b>{ $about }. Вот почему:
interim-until = Следующий ответ — не позже: { $at }.
promise-is-it-solved = Вам обещали по <b>№ { $number }</b>{ $about }: { $day }. Проблема решена?
question-heading = ❓ <b>Вопрос по № { $number }</b>{ $about }
question-how-to-answer = Ответьте следующим сообщением: словами, фото или местом.

change-taken = 🔧 <b>№ { $number }</b>{ $about } взяли в работу.
change-rejected = <b>№ { $number }</b>{ $about } не приняли. Вот почему:
change-referred = <b>№ { $number }</b>{ $about }: это решаем не мы, поэтому здесь сообщение закрыто. Вот кто за это отвечает и как к ним обратиться:
referred-phone = Телефон: { $phone }
referred-site = Сайт: { $site }
referred-address = Адрес: { $address }
referred-hours = Когда отвечают: { $hours }
change-transferred = ➡️ <b>№ { $number }</b>{ $about } передали: { $organisation }. Ответ придёт сюда же.
change-closing = ✅ По <b>№ { $number }</b>{ $about } всё сделали.
change-closed = <b>№ { $number }</b>{ $about } закрыли.
change-merged = <b>№ { $number }</b>{ $about } объединили с похожим сообщением. Ответ придёт и вам, под номером { $number }.
change-reopened = 🔁 <b>№ { $number }</b>{ $about } снова в работе. Ответ придёт сюда же.

solved-thanks = Рады, что помогло. Сообщение № { $number } закрыто. Спасибо, что сказали!
solved-stars = Оцените, как вам помогли: нажмите или напишите цифру от 1 до 5.
# Оценка словом, пока на экране звёзды.
stars-words-1 = ужасно, ужас, кошмар, отвратительно, очень плохо, хуже некуда, безобразно, безобразие, позор, никуда не годится
stars-words-2 = плохо, неважно, слабо, слабенько, не очень, так себе работа, плоховато, неудовлетворительно, не понравилось
stars-words-3 = так себе, средне, средненько, удовлетворительно, терпимо, сойдёт, ни шатко ни валко
stars-words-4 = нормально, норм, хорошо, неплохо, не плохо, вполне, хорошая работа, понравилось, хорошо сделали
stars-words-5 = отлично, супер, класс, классно, замечательно, прекрасно, великолепно, превосходно, здорово, идеально, шикарно, блестяще, молодцы, очень хорошо, лучше не бывает, на высоте, на отлично, всё отлично, высший балл
stars-words-beside = всё, все, в целом, вообще, просто, ну, да, спасибо, большое, сделали, сработали, помогли, работа, работали, ребята, быстро, вы, было, очень, прямо, сделано, оценка, ставлю, я, так
stars-thanks = Спасибо! № { $number } закрыто, ваша оценка: { $stars } из 5.
unsolved-what = № { $number } снова в работе. <b>Что осталось не так?</b> Нажмите или напишите своими словами, можно с фото.
unsolved-reason-nothing = Ничего не сделали
unsolved-reason-badly = Сделали плохо
unsolved-reason-elsewhere = Сделали не там
unsolved-reason-again = Снова сломалось
silenced-now = 🔇 До { $until } мы не принимаем ваши сообщения. Причина: { $why }
    Если опасно для людей — пишите и звоните 112: такое передадим сразу. Предупреждения и ответы приходят как раньше.
silenced-still = 🔇 Это не отправлено: до { $until } мы не принимаем ваши сообщения. Причина: { $why }
    Черновик сохранён. Если опасно для людей — так и напишите и звоните 112: такое передадим сразу.
partly-what = № { $number } снова в работе. <b>Что ещё нужно сделать?</b> Напишите или пришлите фото.
unsolved-passed = Передали ваши слова. № { $number } снова в работе. Можно дописать или прислать фото.
partly-passed = Передали ваши слова. № { $number } снова в работе, пока не доделают. Можно дописать или прислать фото.
silence-is-it-solved = Неделю назад вам ответили по <b>№ { $number }</b>{ $about }. Проблема решена?
named-is-it-solved = Срок, который вам называли по <b>№ { $number }</b>{ $about }, прошёл. Проблема решена?
morning-is-it-solved = Ночью вам ответили по <b>№ { $number }</b>{ $about }. Проблема решена?
silence-closed = Вы не ответили, поэтому № { $number }{ $about } мы закрыли без вашей оценки. Если не решено — нажмите кнопку или откройте № { $number } в «Моих сообщениях»: месяц его можно вернуть в работу.
silent-too-late = № { $number } закрыто больше месяца назад. Напишите, пожалуйста, что сейчас не так и где: передадим как новое сообщение.
