# «Ответить всем»: один первый ответ всем, кто ждёт по теме и месту.

op-button-storm = 💬 Ответить всем
storm-toast-topic = Сначала выберите тему
storm-toast-over = Этот ответ уже отправлен или отменён
storm-over = Этот ответ уже отправлен или отменён. Новый: «Ответить всем» в очереди.
storm-words-only = Нужен текст, не длиннее { $longest } знаков и без файлов. Ответьте на вопрос ещё раз.
storm-what = { $topic }, { $place }
storm-everywhere = все места
storm-ask = 💬 { $who }, что ответить всем, кто ждёт: { $what }? Ответьте на это сообщение текстом. Передумали? Просто не отвечайте.
storm-since = с { $at }
storm-since-all = за всё время
storm-preview = 💬 <b>Ответ всем, кто ждёт первого ответа</b>: { $what }, { $since }. Сообщений: { $count }. Опасные сюда не входят: на них отвечают отдельно.
storm-preview-how = Это промежуточный ответ: сообщения останутся в работе. «И новым» — такой же ответ получат те, кто напишет позже.
storm-button-since = { $hours ->
    [0] За всё время
    [3] За 3 часа
   *[other] За сутки
 }
storm-button-send = Отправить ({ $count })
storm-button-auto = И новым { $hours } ч
storm-button-end = Закончить
storm-dropped = Не отправили.
storm-runs = 💬 <b>Отвечаем всем</b>: { $what }. Уже ответили: { $count }.
storm-runs-until = 💬 <b>Отвечаем всем, новым до { $until }</b>: { $what }. Уже ответили: { $count }.
storm-ended = ✅ <b>Ответили всем</b>: { $what }. Ответов: { $count }.
