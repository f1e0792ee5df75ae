# Дежурные: одобрить, остановить, исправить, отбой, ложная тревога, список оповещений.

notice-state = { $state ->
    [draft] черновик
    [pending] ждёт второго дежурного
    [approved] одобрено, ждёт своего времени
    [going] одобрено, об отправке ниже
    [sending] отправляется
    [sent] отправлено
    [morning] ждёт утра: у всех тихие часы
    [rejected] отклонено
    [stopped] остановлено
    [expired] не успели: время вышло
    [cancelled] отменено
    [ended] больше не действует
    [outdated] вернулось автору
   *[other] { $state }
}

approve-preview = <i>👁 № { $number }. Так увидит житель: { $meaning }, { $language }</i>
approve-meaning-alert = оповещение
approve-meaning-corrected = кого это касается и кто получил раньше
approve-meaning-not-you = кого это больше не касается
approve-meaning-updated = новое
approve-meaning-repeated = повтор
approve-meaning-ended = отбой
approve-meaning-withdrawn = ложная тревога

approve-title = { $link ->
    [repeats] <b>Повтор № { $times } оповещения № { $other }</b>
   *[other] <b>Оповещение № { $number }</b>
}{ $link ->
    [updates] {" "}(новое к № { $other })
    [corrects] {" "}(исправляет № { $other })
    [ends] {" "}(отбой к № { $other })
    [withdraws] {" "}(ложная тревога: отменяет № { $other })
   *[none] {""}
}: { $state }
approve-title-drill = { $link ->
    [repeats] 🎓 <b>УЧЕНИЯ. Повтор № { $times } оповещения № { $other }</b>
   *[other] 🎓 <b>УЧЕНИЯ. Оповещение № { $number }</b>
}{ $link ->
    [updates] {" "}(новое к № { $other })
    [corrects] {" "}(исправляет № { $other })
    [ends] {" "}(отбой к № { $other })
    [withdraws] {" "}(ложная тревога: отменяет № { $other })
   *[none] {""}
}: { $state }
approve-what = { $ending ->
    [ends] ✅ Отбой. { $kind }. 📍 { $names }
    [withdraws] ✅ Ложная тревога. { $kind }. 📍 { $names }
    [lifted] ℹ️ Источник снял предупреждение. { $kind }. 📍 { $names }
   *[none] { $emoji } { $severity }. { $kind }. 📍 { $names }
}
approve-nowhere = место не указано
approve-counting = 👥 Считаем, сколько людей получит…
approve-nobody = 👥 Не получит никто
approve-reach = 👥 Получат: <b>{ $count }</b> ({ $by })
approve-messenger = { $channel } { $count } ≈ { $lasts }
approve-groups = Уже не касается: { $removed } · касается и дальше: { $kept } · касается впервые: { $added }
approve-near = 📌 Из них рядом со своей точкой: { $count }
approve-nowhere-named = 📍 Из них не назвали места: { $count }. Там ли они, неизвестно.
approve-held = 🌙 Сейчас тихие часы, получат утром: { $count }
approve-post = 📣 { MESSENGER($channel) }: по одному это { $lasts }. В канал пост уйдёт первым, и его прочтут сразу.
approve-no-post = 📣 { MESSENGER($channel) }: по одному это { $lasts }. Быстро там можно только постом в канале, а канала у бота нет (NOTICE_CHANNELS).
approve-late = 🌙 Не получат вовсе, спят до конца срока: { $count }
approve-below = Подписаны на это, но только если опаснее: { $count }
lasts-seconds = { $seconds } с
lasts-minutes = { $minutes } мин { $seconds } с
lasts-hours = { $hours } ч { $minutes } мин
approve-send-at = ⏰ Отправить: { $at }
approve-until = Действует до: { $at }
approve-scheduled = Передумали? Убрать его можно до этого времени: /notices, «Не отправлены».
approve-repeat = 🔁 Повторять, пока действует: каждые { $minutes } мин

approve-author = ✍️ Написал(а): { $who }
approve-source = источник { $code }
approve-submitter = Отправил(а) на одобрение: { $who }
approve-seen = 👀 { $who } смотрит с { $at }
approve-missing = ⚠️ Не могу написать лично: { $who }. Позвоните им. Пусть откроют бота и нажмут «Начать».
approve-nobody-to-call = ⚠️ Позвать некого: другого дежурного в этом чате нет. Позвоните ему и добавьте в чат.
approve-all-hands = ⚠️ Эту версию правили все дежурные, одобрить некому. Пусть один поправит её и отправит снова: тогда одобрит другой.
approve-escalated = 🆘 <b>Дежурные не отвечают { $minutes } мин.</b> Найдите их или решите сами, если вы дежурный.
approve-source-lifted = ⛔ { $who } в { $at }: это предупреждение отменено. Нужно ли оно ещё?
approve-source-replaced = ⛔ { $who } в { $at }: об этом пришло новое. Проверьте, какое верно.
approve-who-may = Одобрить может любой дежурный, кроме тех, кто писал, правил или отправлял эту версию.
approve-alone-may = Дежурный один (настройка ONE_OFFICER): опасное для жизни может одобрить и автор.

approve-button-yes = ✅ Одобрить и отправить
approve-button-later = ✅ Одобрить
approve-button-return = ↩️ Вернуть
approve-button-reject = ✖️ Отклонить
approve-button-seen = 👀 Вижу, смотрю
approve-button-reopen = ↩️ Открыть снова

approve-done-approve = ✅ Одобрил(а) { $who } в { $at }
approve-done-alone = ✅ Одобрил(а) один дежурный, { $who }, в { $at }. Второго по правилам не потребовалось.
approve-done-return = ↩️ Вернул(а) { $who } в { $at }
approve-done-reject = ✖️ Отклонил(а) { $who } в { $at }
approve-done-reopen = ✏️ Открыл(а) снова { $who } в { $at }
approve-done-change = ✏️ { $who } меняет текст с { $at }. Ждём новую версию.
approve-done-drop = 🗑 Убрал(а) { $who } в { $at }
approve-done-outdate = ↩️ Вернулось автору в { $at }, одобрить нельзя.
approve-done-expire = ⌛ Время вышло в { $at }, никто не решил. Не отправлено.
approve-why = Почему: { $why }
approve-answered = <b>Оповещение № { $number }</b>
approve-expired = ⌛ Оповещение № { $number }: время вышло, не отправлено.

approve-call = 🚨 <b>Нужно ваше решение.</b> Отправил(а): { $who }
approve-call-drill = 🎓 <b>УЧЕНИЯ. Нужно ваше решение.</b> Отправил(а): { $who }

approve-ask-approve = { $who }, чтобы отправить № { $number }, ответьте на это сообщение числом: сколько людей получит. Число стоит в оповещении после «Получат».
approve-drill-word = учения
approve-ask-word = { $who }, это учения. Чтобы отправить № { $number }, ответьте на это сообщение словом «учения».
approve-ask-nobody = Коллега
approve-ask-return = { $who }, что исправить в № { $number }? Ответьте на это сообщение.
approve-ask-reject = { $who }, почему отклоняете № { $number }? Ответьте на это сообщение.
approve-why-in-words = Напишите, пожалуйста, словами.
approve-wrong-number = Число не то. Ничего не отправлено. Посмотрите, сколько стоит после «Получат», и напишите ещё раз.
approve-wrong-word = Слово не то. Ничего не отправлено. Напишите «учения» или оставьте как есть.

approve-toast-shown = Это только образец.
approve-toast-none = Такого оповещения нет.
approve-toast-old = Оповещение № { $number } уже другое: { $state }. Ничего не сделано.
approve-toast-own = Вы писали или отправляли эту версию. Решает другой дежурный.
approve-toast-counting = Считаем людей. Нажмите ещё раз через пару секунд.
approve-toast-too-late = Время вышло. Верните и поправьте срок.
approve-toast-approved = Оповещение № { $number } одобрено.
approve-toast-later = Оповещение № { $number } одобрено, уйдёт { $at }.
approve-toast-returned = Оповещение № { $number } вернули автору.
approve-toast-rejected = Оповещение № { $number } отклонено.
approve-toast-seen = Записали: вы смотрите. 5 минут никого не зовём.
approve-toast-mended = Оповещение № { $number }: новая версия. Решает другой дежурный.

chain-changed = { $why ->
    [newer] № { $number } уже заменено: действует № { $other }.
    [ended] По № { $number } уже отбой: № { $other }.
    [withdrawn] № { $number } уже отменено как ложная тревога: № { $other }.
   *[over] Срок № { $number } уже кончился.
}
chain-warn = ⛔ { $line } Одобрить это нельзя.
chain-warn-same = ⚠️ Слова, место и срок те же, что в № { $number }: ничего не изменено.
chain-warn-paused = ⏸ Пока это ждёт решения, № { $number } не повторяем.
chain-what = № { $number } ({ $kind })
chain-warn-drill = ⛔ Там действует настоящее: { $what }. Учения начнутся, когда оно кончится.
chain-warn-also = ⚠️ Там действует и другое: { $what }. Людям скажем об этом первым.
start-drill-held = ⏸ Учения № { $number } ждут: там действует настоящее оповещение № { $other }. Начнём, когда оно кончится.
chain-back = ↩️ <b>Оповещение № { $number } вернулось автору.</b>
chain-back-how = Никто его не получил. Посмотрите ещё раз, что сказать людям.
chain-button-relink = { $link ->
    [ends] Отбой к № { $other }
    [corrects] Исправить № { $other }
   *[updates] Обновить № { $other }
}
chain-button-new = Как новое оповещение
chain-not-submitted = Оповещение № { $number } на одобрение не отправлено.
chain-toast-back = { $why ->
    [newer] Нельзя: № { $number } уже заменено, действует № { $other }. Вернули автору.
    [ended] Нельзя: по № { $number } уже отбой, № { $other }. Вернули автору.
    [withdrawn] Нельзя: № { $number } уже отменено, № { $other }. Вернули автору.
   *[over] Нельзя: срок № { $number } уже кончился. Вернули автору.
}
chain-toast-gone = Оно тоже больше не действует. Откройте /notices.

progress-line = { $channel }: { $sent } из { $total }
progress-line-going = { $channel }: { $sent } из { $total }, { $speed } в секунду, осталось ≈ { $left }
progress-nothing-yet = Начинаем отправку…
progress-nobody = 👥 Не получил никто
progress-failed = Не дошло: { $count }
progress-failed-line = · { $channel }, { $why }: { $count }
progress-outcome-unreachable = человек недоступен
progress-outcome-rejected = мессенджер не принял
progress-outcome-expired = время вышло
progress-outcome-given-up = не получилось отправить
progress-outcome-dropped = не отправляли: оповещение отменено
progress-why-blocked = заблокировал бота
progress-why-deactivated = удалил свою страницу
progress-why-not-found = никогда не писал боту или ушёл
progress-why-forbidden = запретил писать
progress-button-stop = ⏸ Остановить
progress-button-stop-sure = Да, остановить
progress-button-stop-no = Нет
progress-button-go-on = ▶️ Продолжить
progress-button-go-on-sure = ▶️ Да, отправлять дальше
progress-ask-go-on = { $link ->
    [corrects] Исправление
    [ends] Отбой
   *[other] Новое
} к № { $number } уже есть: № { $other }, { $state }, { $who }. Всё равно отправлять № { $number } дальше, как было?
progress-ask-stop = Остановить отправку № { $number }?
progress-stopped = ⏸ <b>Отправка № { $number } остановлена.</b> { $who }, { $at }
progress-toast-stopped = Остановлено.
progress-toast-going = Отправляем дальше.
progress-toast-over = Оповещение № { $number } больше не действует, дальше не отправляем.

history-title = <b>Кто что сделал</b>
history-actor = { $actor ->
    [clock] бот
    [console] консоль
   *[source] источник
}
history-submit = { $at } на одобрение: { $who }
history-change = { $at } меняет: { $who }
history-approve = { $at } одобрил(а): { $who }
history-approve-alone = { $at } одобрил(а) один дежурный: { $who }
history-return = { $at } вернул(а): { $who }
history-reject = { $at } отклонил(а): { $who }
history-reopen = { $at } открыл(а) снова: { $who }
history-seen = { $at } смотрит: { $who }
history-stop = { $at } остановил(а): { $who }
history-go-on = { $at } продолжил(а): { $who }
history-expire = { $at } время вышло
history-over = { $at } срок кончился
history-drop = { $at } убрал(а): { $who }
history-withdraw = { $at } ложная тревога: { $who }
history-updates = { $at } вместо него № { $other }
history-corrects = { $at } исправлено в № { $other }
history-ends = { $at } отбой: № { $other }
history-repeat = { $at } бот: повтор оповещения № { $other }, как было одобрено
history-repeated = { $at } бот: повтор № { $other }
history-paused = { $at } бот: повтор ждёт, пока не решено про № { $other }
history-held = { $at } учения ждут: действует № { $other }
history-called = { $at } бот зовёт дежурных
history-escalated = { $at } никто не решил, бот сообщил: { $other }
history-outdate = { $at } вернулось автору.
history-source-lifted = { $at } источник отменил: { $who }
history-source-replaced = { $at } источник прислал новое: { $who }
history-why = ({ $why })

over-title = ⌛ <b>{ $count ->
    [one] Больше не действует { $count } оповещение
    [few] Больше не действуют { $count } оповещения
   *[many] Больше не действуют { $count } оповещений
}</b>
over-line = № { $number }: срок кончился. Если опасность осталась, отправьте новое.
over-missed = ⚠️ Не получили: { $count }.
over-nobody = ⚠️ Его не получил никто: { $count } человек так и не узнали.
over-line-expired = № { $number }: { $state }. Его получили не все или никто.

after-button-fix = ✏️ Исправить
after-button-update = 🆕 Обновить
after-button-end = ✅ Отбой
after-button-false = 🚫 Ложная тревога
after-button-open-draft = Открыть черновик
after-button-private = Открыть бота
after-button-end-sure = На одобрение
after-button-end-change = Изменить текст
after-draft-corrects = ✏️ Исправление к № { $other }: черновик № { $number }. Поправьте место или текст.
after-draft-updates = 🆕 Новое к № { $other }: черновик № { $number }.
after-draft-ends = ✅ Отбой к № { $other }: черновик № { $number }.
after-draft-new = Черновик № { $number }.
after-in-private = { $who }, черновик № { $number } ждёт вас в личных сообщениях с ботом.
after-ask-end = Отбой к № { $number }. Его получат те, кто получил само оповещение. Всё верно?
after-end-submitted = Отбой № { $number } ждёт второго дежурного.
after-ended-danger = Опасность миновала. Спасибо, что были внимательны. (Отбой к оповещению № { $number }.)
after-ended-outage = Работы закончены. (Отбой к оповещению № { $number }.) Если у вас всё ещё нет, ответьте кнопкой внизу.
after-withdrawn = Оповещение № { $number } было ошибкой: этой опасности нет. Простите, что побеспокоили.
after-false-word = ложная тревога
after-ask-false = { $who }, оповещение № { $number } сразу остановится, и все, кто его получил, узнают, что это ошибка. Чтобы подтвердить, ответьте на это сообщение: { $word }
after-wrong-word = Не те слова. Ничего не сделано. Напишите «ложная тревога» или оставьте как есть.
after-withdrawn-done = Оповещение № { $number } отменено, людям сообщает № { $other }.
after-withdrawn-told = ⚠️ { $who }: оповещение № { $number } — ложная тревога. Людям уходит № { $other }.
after-toast-newer = Оповещение № { $number } уже не действует: вместо него № { $other }.
after-toast-over = Оповещение № { $number }: { $state }. Здесь уже ничего не изменить.
after-toast-pending = Оповещение № { $number } уже есть: { $state }.
after-toast-no-base = Оповещение № { $number } сообщает об отмене, за основу его не взять.

notices-title = <b>Оповещения: { $which ->
    [force] сейчас действуют
    [drafts] ещё не отправлены
   *[all] все
}</b> ({ $count })
notices-none = Здесь пусто.
notices-entry = { $times ->
    [none] <b>№ { $number }</b>
   *[other] <b>Повтор № { $times } оповещения № { $number }</b>
} · { $state } · { $at }
notices-entry-drill = { $times ->
    [none] 🎓 <b>УЧЕНИЯ № { $number }</b>
   *[other] 🎓 <b>УЧЕНИЯ. Повтор № { $times } оповещения № { $number }</b>
} · { $state } · { $at }
notices-numbers = Дошло: { $sent } · не дошло: { $failed } · ждёт: { $waiting }
notices-button-open = № { $number }{ $times ->
    [none] {""}
   *[other] {", повтор "}{ $times }
}
notices-filter = { $which ->
    [force] Действуют
    [drafts] Не отправлены
   *[all] Все
}
notices-button-edit = ✏️ Изменить
notices-button-base = 📋 Взять за основу
notices-button-drop = 🗑 Убрать
notices-button-drop-sure = Да, убрать
notices-ask-drop = Убрать оповещение № { $number }? Его никто не получит.
notices-ask-change = Изменить № { $number }? Если оно ждало одобрения, одобрять придётся заново.
notices-dropped = 🗑 Оповещение № { $number } убрано. { $who }
