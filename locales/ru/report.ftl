# Как житель пишет сообщение: вопросы, проверка, согласие, отправка, дополнения.

button-send = ✅ Отправить
button-topic = Изменить тему
button-place-set = Указать место
button-place-change = Изменить место
button-place-unknown = Не знаю точно
button-town-unknown = Не знаю
button-add-to = Дополнить № { $number }
button-undo = Вернуть
button-to-draft = Вернуться к черновику
button-consent = Даю согласие
button-no-consent = Не сейчас
button-more = Дополнить
button-reports = Мои сообщения
button-new-message = Это новое сообщение
button-same-message = Это о том же
button-about-else = Это о другом

collect-full = Сообщение уже очень длинное, больше слов в него не поместится: последнее не добавили. Отправьте то, что есть, а остальное пришлите следующим сообщением.
collect-not-understood = Такое я пока не умею принимать. Напишите словами, пришлите фото, видео, файл, голосовое или место.
collect-attached = [вложение: { $name ->
    [unreadable] прочитать его не удалось
   *[other] { $thing }
 }]
attached-thing = { $kind ->
    [album] альбом с фотографиями
    [article] статья
    [audio] музыка
    [audio_playlist] подборка музыки
    [call] звонок
    [checklist] список дел
    [contact] контакт
    [dice] кубик
    [event] мероприятие
    [game] игра
    [gift] подарок
    [giveaway] розыгрыш
    [group_call_in_progress] групповой звонок
    [invoice] счёт
    [link] ссылка
    [market] товар
    [market_album] подборка товаров
    [mini_app] приложение
    [money_request] просьба перевести деньги
    [money_transfer] перевод денег
    [narrative] сюжет
    [note] заметка
    [page] страница
    [paid_media] платные фотографии или видео
    [podcast] подкаст
    [poll] опрос
    [rich_message] сообщение с оформлением
    [sticker] стикер
    [story] история
    [video_message] видеосообщение
    [wall] запись со стены
    [wall_reply] комментарий
   *[other] что-то незнакомое боту
}

draft-what = <b>Что случилось?</b> Напишите в двух словах.
draft-where =
    <b>Где это?</b>
    Если вы сейчас там, нажмите внизу кнопку с 📍. Или напишите адрес.
draft-which-town = <b>В каком это городе или посёлке?</b> Выберите или напишите название, если его нет на кнопках.
draft-which-place = <b>Какое место вы имеете в виду?</b> Выберите или напишите название, если его нет на кнопках.
draft-check = <b>Проверьте, всё ли верно</b>
draft-still-here = <b>Вы начали писать и не отправили.</b> Отправить или ещё что-то добавить?
draft-dropped = Прошли сутки, а вы не отправили сообщение и не дали согласия. Мы его удалили. Если нужно — напишите снова.
second-is-it =
    Вы уже начали: «{ $begun }»
    А теперь пишете: «{ $came }»
    <b>Это новое сообщение?</b>
waiting-goes-on = <b>Осталось то, что вы начали раньше.</b> Продолжим?
whose-words = Вы написали: «{ $words }»
whose-is-it-solved = Это о № { $number } («{ $about }»). <b>Проблема решена?</b>
whose-which = <b>О каком это сообщении?</b>
draft-place-point = 📍 Точка на карте: { $place }
draft-place-point-only = 📍 Точка на карте
draft-place-words = 📍 { $place }
draft-place-none = 📍 Место не указано
draft-photos = { $count ->
    [one] 📷 { $count } фотография
    [few] 📷 { $count } фотографии
    [many] 📷 { $count } фотографий
   *[other] 📷 { $count } фотографии
}
draft-voices = { $count ->
    [one] 🎤 { $count } голосовое
    [few] 🎤 { $count } голосовых
    [many] 🎤 { $count } голосовых
   *[other] 🎤 { $count } голосового
}
draft-files = { $count ->
    [one] 📎 { $count } файл
    [few] 📎 { $count } файла
    [many] 📎 { $count } файлов
   *[other] 📎 { $count } файла
}
draft-topic = Тема: { $topic }
draft-outside = Похоже, это место не { $within }. Отправить всё равно можно: посмотрим и подскажем.

topic-other = Другое
topics-choose = <b>О чём сообщение?</b> Выберите тему.

place-unknown-words = не знаю, не знаю точно, не знаю место, не знаю места, не знаю где, не знаю где это, не знаю адрес, не знаю адреса, место не знаю, адрес не знаю, адреса не знаю, точно не знаю, не помню, нет адреса, без адреса, нет места, везде, не могу сказать, don't know, i don't know, not sure, no address, everywhere

consent-given = ✅ Вы дали согласие { $at }.
consent-refused = Хорошо. Ничего из написанного мы не сохранили. Когда захотите, напишите снова. Телефоны на случай беды:
consent-withdrawn = Согласие отозвано. Новых сообщений мы не примем, пока вы не дадите его снова. Уже отправленные останутся в работе. Их можно удалить кнопкой ниже.

sent-number = ✅ Готово. Ваше сообщение — <b>№ { $number }</b>. Мы передали его тем, кто за это отвечает.
sent-unsent = ⚠️ Вы написали об опасном, поэтому мы не стали ждать и передали сообщение дежурным. Его номер — <b>№ { $number }</b>.
sent-danger = Если опасность ещё есть, звоните:
sent-due = Первый ответ должен прийти { $due } или раньше.

adding-ask = Напишите, что добавить к № { $number }. Можно фото, голосовое или место.
adding-draft-first = Сначала закончим начатое. Если это о том же — нажмите «Дополнить № { $number }».
adding-too-late = Сообщение № { $number } уже закрыто, добавить к нему нельзя. Можно отправить это как новое.
added-as-reply = Передали ваш ответ по № { $number }. Спасибо!
added-more = Добавили к № { $number }. Можно прислать ещё.
added-after-answer = Передали. № { $number } снова в работе. Можно прислать ещё.
added-done = Хорошо. Как только будет ответ, напишем.
edited-added = Вы исправили написанное. Передали исправление по № { $number }.
draft-file-replaced = 📎 Файл заменён на новый.

addition-as-reply = 💬 <b>№ { $number }: автор ответил на вопрос</b>
addition-more = ➕ <b>№ { $number }: автор добавил</b>
addition-after-answer = 🔁 <b>№ { $number }: автор написал после ответа, сообщение снова в работе</b>
addition-edited = ✏️ <b>№ { $number }: автор исправил текст</b>
addition-file-replaced = 📎 <b>№ { $number }: автор заменил файл в своём сообщении</b>
addition-taken-back = ↩️ <b>№ { $number }: последнее дополнение было о другом.</b> Автор пришлёт его отдельным сообщением.
addition-address = Место: { $address }
addition-point = Место: { $lat }, { $lon }

cancel-dropped = Отменили. Если нажали случайно, можно вернуть.
cancel-nothing-kept = Отменили.
cancel-question = Хорошо, не будем. Всё осталось, как было.
cancel-nothing = Отменять нечего. Напишите, что случилось, или нажмите кнопку внизу.
