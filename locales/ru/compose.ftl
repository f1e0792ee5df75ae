# Дежурный составляет оповещение: экраны, вопросы, что не так и что проверить.

compose-head-real = 🔴 <b>НАСТОЯЩЕЕ ОПОВЕЩЕНИЕ</b>
compose-head-drill = 🎓 <b>УЧЕНИЯ</b>
compose-foot-drill = 🎓 <b>Это УЧЕНИЯ.</b> Настоящим это оповещение не станет.

compose-in-private = Оповещение составляют в личном чате с ботом, чтобы здесь никому не мешать. Откройте его. Если чат уже открыт, напишите там /notice.
compose-link = Составить { MESSENGER($channel, form: "in") }

compose-start = <b>Что вы делаете?</b>
compose-path-real = 🔴 Настоящее оповещение
compose-path-drill = 🎓 Учения
compose-drafts = Ваши черновики: { $count }. Нажмите, чтобы продолжить.
compose-draft-button = { $drill ->
    [yes] 🎓 УЧЕНИЯ № { $number }
   *[no] № { $number }
} · { $kind }{ $state ->
    [pending] , ждёт
   *[draft] {""}
}
compose-close = Закрыть
compose-closed = Закрыли. Черновики остались, они в /notice.
compose-back = ← Назад
compose-more = Ещё → { $page } из { $pages }
compose-done = Готово
compose-words-to-warn = Похоже, нужно оповещение. Ваши слова сохранил и спрошу о них позже. Сначала нажмите кнопку.
compose-words-kept = Ваши слова сохранил и спрошу о них позже. Сначала нажмите кнопку.
compose-press = Нажмите кнопку: что изменить?
compose-ask-loose = Что это? Ничего не потеряно, нажмите.
compose-changed-meanwhile = ⚠️ Пока вы смотрели, этот черновик изменили. Проверьте его и нажмите ещё раз.
compose-meanwhile-text = ⚠️ Пока вы писали, текст изменили. Сейчас в черновике: «{ $text }»
compose-meanwhile-todo = ⚠️ Пока вы писали, черновик изменили. Что людям делать, сейчас сказано так: «{ $text }»
compose-loose-text = Это новый текст
compose-loose-more-text = Дописать к тексту
compose-loose-todo = Это новый совет
compose-loose-more-todo = Дописать к совету
compose-loose-place = Это место
compose-gone = Этого оповещения уже нет среди черновиков. Вот те, что есть.
compose-toast-gone = Его уже нельзя менять.
compose-templates = Что случилось? Выберите готовый текст или напишите слово, например «лёд». Или составьте своё.
compose-templates-drill = Что будто бы случилось? Выберите готовый текст или напишите слово, например «лёд». Или составьте своё.
compose-own = ✏️ Своё, без шаблона
# Слова, которыми исправляют оповещение, через запятую.
compose-words-not = не
compose-words-but = а
compose-words-without = без, убери, убрать, уберите, кроме, минус
compose-words-lasts = до, действует
compose-words-only = только, лишь
compose-words-also = и, ещё, еще, добавь, добавить, добавьте, плюс, также
compose-corrected-until = ✏️ Поменяли срок.
compose-until-in-words = ✏️ В тексте тоже заменили прежнее время на новое.
compose-corrected-area = ✏️ Поменяли место. Проверьте, всё ли верно.
compose-near-template = Похоже, это одно из этих. Остальное (где, до когда, какими словами) спрошу дальше.
compose-no-template = Готового текста про «{ $said }» нет. Вот все.
compose-ask-kind = О чём оповещение?
compose-ask-severity = <b>{ $kind }.</b> Насколько это опасно?
compose-ask-delete = Удалить черновик № { $number }? { $kind } { $names }
compose-delete-yes = Да, удалить
compose-deleted = Черновик № { $number } удалили.
compose-not-deleted = № { $number } удалить не получилось: его уже нет среди черновиков.

# Сводка
compose-title = <b>№ { $number }</b> · { $state ->
    [pending] ждёт второго дежурного. Если изменить, снова станет черновиком.
   *[draft] черновик
}
compose-linked = { $link ->
    [updates] Новое к оповещению № { $number }
    [corrects] Исправляет оповещение № { $number }
    [ends] Отбой оповещения № { $number }
   *[withdraws] Отменяет оповещение № { $number }
}
compose-returned = ↩️ Вернули: { $why }
compose-line-kind = { $kind }. <b>{ $severity }</b>
compose-line-nowhere = 📍 Место не указано
compose-line-region = 📍 Весь регион
compose-line-where = 📍 { $names }
compose-line-item = 📍 { $what }
compose-line-more = 📍 и ещё { $count }
compose-line-inside = На карте { $km2 } км², внутри: { $names }
compose-no-settlement = ни одного населённого пункта
compose-names-more = { $names } и ещё { $count }
compose-item-circle = { $radius } вокруг точки, { $near }
compose-item-polygon = { $count ->
    [one] область на карте, { $count } точка
    [few] область на карте, { $count } точки
   *[many] область на карте, { $count } точек
}
compose-item-street = { $settlement }, { $street }: { $houses }
compose-all-houses = все дома
compose-metres = { $count } м
compose-kilometres = { $count } км
compose-line-no-text = ✏️ Текста пока нет
compose-line-todo = <b>Что делать:</b> { $todo }
compose-line-no-todo = Что делать: не сказано
compose-line-languages = Есть и на других языках: { $names }
compose-line-until = Действует до: { $at }
compose-line-send = ⏰ Отправить: { $at }
compose-button-raise = ⬆️ Поднять важность
compose-button-wake = 🔔 Разбудить
compose-line-wake = 🔔 Разбудит и тех, у кого тихие часы
compose-line-repeat = 🔁 Повторять каждые { $minutes } мин
compose-line-answers = Кнопки: { $names }
compose-line-files = { $count ->
    [one] 📎 { $count } файл
    [few] 📎 { $count } файла
   *[many] 📎 { $count } файлов
}
compose-line-no-contacts = ☎️ Без телефонов
compose-missing = <b>Не хватает:</b>
compose-complete = ✅ Всё заполнено. Посмотрите, как увидят, и отправляйте на одобрение.
compose-not-yet = Пока отправить нельзя:

compose-button-where = 📍 Где
compose-button-text = ✏️ Текст
compose-button-gap = ✏️ Ответить на вопросы
compose-button-todo = Что делать
compose-button-until = До когда
compose-button-more = Ещё…
compose-button-check = 👁 Проверить
compose-button-submit = ✅ На одобрение
compose-later = Отложить
compose-button-kind = О чём
compose-button-severity = Опасность
compose-button-send = Когда отправить
compose-button-answers = Кнопки ответа
compose-button-files = Фото и файлы
compose-button-repeat = Повторять
compose-button-contacts = { $on ->
    [yes] Убрать телефоны
   *[no] Вернуть телефоны
}
compose-button-delete = 🗑 Удалить

# Слова
compose-ask-text = Что случилось? Напишите коротко и просто. Язык: { $language }.
compose-ask-todo = Что людям делать? Напишите своими словами или возьмите готовый совет. Язык: { $language }.
compose-now = <b>Сейчас:</b>
compose-advice = <b>Готовый совет:</b> { $text }
compose-take-advice = Взять готовый совет
compose-ask-gap = <b>{ $question }</b>{ $left ->
    [1] {""}
   *[other] {" "}(вопросов осталось: { $left })
 }
compose-fault-gap = Здесь нужны слова. Напишите одним предложением.
compose-fault-phone = Это не телефон. Напишите цифрами, например 112.
compose-no-todo = Ничего не советовать
compose-no-language = Убрать этот язык
compose-fault-words = Здесь нужны слова. Например: «Вода быстро прибывает. Уходите на возвышенность».
compose-fault-long = Слишком длинно: { $count } знаков, можно не больше { $most }. Прежний текст остался. Напишите короче.
compose-fault-no-words = В этом нет слов: люди не поймут, что случилось. Прежний текст остался. Напишите словами.
compose-help-gone = Кнопку «Нужна помощь» убрали: по таким оповещениям за помощью никто не следит.
compose-repeat-gone = Повтор убрали: такие оповещения не повторяют.

# Время
compose-ask-until = До какого времени действует? Нажмите или напишите: «до 18:00», «завтра 8:00», «25.11 08:00».
compose-hours = { $count ->
    [24] Сутки
    [72] 3 суток
    [3] 3 часа
   *[other] { $count } часов
}
compose-ask-send = Когда отправить? Напишите: «18:00», «завтра 8:00», «25.11 08:00». Или сразу, как одобрят.
compose-send-now = Сразу, как одобрят
compose-fault-time-unknown = Не понял время. Напишите так: «до 18:00», «завтра 8:00», «25.11 08:00», «через 3 часа».
compose-fault-time-past = Это время уже прошло, сейчас { $now }. Если речь о завтра, напишите «завтра 8:00».
compose-fault-time-far = Это больше чем через месяц. Проверьте день и месяц.
compose-fault-time-no-time = День есть, а времени нет. Напишите, например, «25.11 08:00».
compose-fault-time-no-such = Такого дня или часа нет. Напишите, например, «25.11 08:00».

# Ответы, повтор, файлы
compose-ask-answers = Какие кнопки поставить под оповещением? Нажатие включает и выключает.
compose-ask-answers-no-desk = Какие кнопки поставить под оповещением? Нажатие включает и выключает. «Нужна помощь» здесь нет: по таким оповещениям за помощью никто не следит.
compose-ask-repeat = Повторять, пока действует? Каждый получит его снова через это время.
compose-minutes = { $count ->
    [60] Каждый час
    [120] Каждые 2 часа
    [180] Каждые 3 часа
   *[other] Каждые { $count } мин
}
compose-never = Не повторять
compose-contacts-on = Телефоны будут внизу оповещения.
compose-contacts-off = Телефоны убрали.
compose-ask-files = Пришлите картинку или документ, не больше { $most }. Сейчас файлов: { $count }.
compose-no-files = Убрать все файлы
compose-replaced = Вместо этого теперь другое. Было:
compose-replaced-words = { $language }: «{ $text }»
compose-button-undo = ↩️ Вернуть, как было
compose-brought-back = Вернули, как было.
compose-toast-no-undo = Это уже изменили, вернуть нельзя.
compose-files-added = Файл добавили.
compose-fault-files-none = Здесь нужен файл. Пришлите картинку или документ, или нажмите «Назад».
compose-fault-files-kind = К оповещению можно приложить картинку или документ. Голос, видео и стикеры не подойдут.
compose-fault-files-big = Файл слишком большой. Можно до { $megabytes } МБ.
compose-fault-files-many = Можно не больше { $most } файлов. Лишние не взяли.

# Где
compose-ask-where = <b>Где это?</b> Напишите названия через запятую: «Сосновинка, Журавлиха и Новые Плёсы». Или пришлите точку на карте. Или нажмите кнопку.
compose-where-region = Весь регион
compose-where-municipalities = Районы и округа
compose-where-drawn = Область на карте
compose-where-streets = Улицы и дома
compose-where-remove = Убрать лишнее
compose-where-map = 🗺 Показать на карте
compose-where-more = Ещё место
compose-where-clear = Убрать всё
compose-ask-municipalities = Нажмите на нужные. Нажатие включает и выключает.
compose-ask-items = Что убрать?
compose-fault-where = Не понял, где это. Напишите название, пришлите точку на карте или числа: «60.31 63.52».
compose-fault-name = Не знаю такого места: «{ $name }». Проверьте, как пишется.
compose-fault-except = Ничего не добавлено: «{ $words }» — вычесть место из области нельзя. Напишите через запятую всё, что входит, или обведите область на карте.
compose-fault-inside = Не изменено: { $names } — это внутри области, отдельно не вычесть. Уберите то, во что оно входит, и назовите остальное, или обведите область на карте.
compose-fault-names-many = Слишком много названий сразу. Проще взять район целиком.
compose-ask-which = «{ $name }» есть в нескольких местах. Какое из них?
compose-ask-alike = Не знаю такого места: «{ $name }». Вы имели в виду одно из этих?
compose-ask-only = Понял только «{ $name }». Взять целиком?
compose-fault-rest = Эти слова в область не попадут: «{ $words }». { $outage ->
    [yes] Улицы и дома добавляет кнопка «Улицы и дома».
   *[no] На улицы делятся только отключения. Часть населённого пункта можно показать точкой с расстоянием или нарисовать.
}
compose-fault-streets-unread = Ничего не добавлено: не понял «{ $words }». Улицы пишите так: «Сосновинка: Лесная 1–15, 20; Школьная», или нажмите «Улицы и дома».
compose-which-all = Все
compose-which-none = Ничего из этого
compose-ask-radius = Точка { $place }. На сколько вокруг неё? Нажмите или напишите: «700 м», «1,5 км».
compose-fault-radius = Не понял расстояние. Напишите от 50 м до 100 км: «700 м», «1,5 км».
compose-fault-circles = Точек уже { $most }. Лучше обведите область на карте.

compose-ask-drawing = Присылайте точки границы одну за другой: место на карте или числа «60.31 63.52» (сначала широта). Или пришлите GeoJSON: текстом или файлом.
compose-ask-points = { $count ->
    [one] Есть { $count } точка. Пришлите следующую. Нужно хотя бы три.
    [few] Есть { $count } точки. Пришлите следующую или нажмите «Готово», когда их хотя бы три.
   *[many] Есть { $count } точек. Пришлите следующую или нажмите «Готово».
}
compose-draw-undo = Убрать последнюю
compose-fault-point = Не понял точку. Пришлите место на карте или два числа: «60.31 63.52», сначала широта.
compose-fault-document = Такой файл не прочитать. Нужен GeoJSON: файл .geojson или .json.
compose-fault-unread = Файл не удалось получить. Пришлите ещё раз или вставьте его текстом.
compose-reading = Читаем файл…
compose-mended = ⚠️ Линия пересекала сама себя около точки { $at }. Мы исправили: { $count ->
    [one] получилась { $count } область
    [few] получились { $count } области
   *[many] получилось { $count } областей
}. Посмотрите на карте ниже, это то, что нужно?
compose-mend-keep = Да, оставить так
compose-mend-drop = Нет, обведу заново
compose-map = Так область № { $number } выглядит на карте.
compose-refused-map = { $at ->
    [none] На картинке линия, как её прислали.
   *[other] Ошибка около точки { $at }. На картинке линия, как её прислали.
 }

drawn-text-long = Текст слишком большой. Упростите область: хватит до тысячи точек.
drawn-no-json = Это не GeoJSON: текст не читается. Скопируйте его целиком, от первой скобки до последней.
drawn-no-polygon = В этом GeoJSON нет ни одной области (Polygon или MultiPolygon).
drawn-many-rings = Слишком много областей: { $what }. Можно до 20.
drawn-many-points = Слишком много точек: { $what }. Можно до тысячи. Упростите линию.
drawn-ring-points = Точек мало: для области нужно хотя бы три разные.
drawn-ring-range = Таких координат на Земле нет. Сначала широта, потом долгота: «60.31 63.52».
drawn-ring-flat = Эти точки лежат на одной линии, области не получается.
drawn-ring-detailed = В одной области слишком много точек. Упростите линию: хватит до тысячи.
drawn-ring-tangled = Линия пересекает себя слишком часто или заштрихована: понять, что внутри, нельзя. Проведите только границу области.
drawn-no-numbers = В координатах не числа: { $what }
drawn-swapped = Похоже, широта и долгота переставлены: область попадает не туда. Поменяйте их местами.
drawn-outside = Это место не в нашем регионе. Проверьте координаты.
drawn-radius = Расстояние не подходит.
drawn-holes = ⚠️ В области были вырезы внутри. Мы их не учитываем: оповещение придёт и туда.
drawn-tiny = ⚠️ Область совсем маленькая, меньше квартала. Всё верно?
drawn-huge = ⚠️ Область больше половины региона. Всё верно?
drawn-outside-partly = ⚠️ Часть области вне нашего региона.

# Улицы
compose-ask-town = В каком населённом пункте? Напишите название.
compose-ask-street = <b>{ $settlement }.</b> Какая улица? Можно сразу с домами: «Лесная: 1–15, 20».
compose-ask-houses = <b>{ $street }.</b> Какие дома? Например: «1–15, 20, 22к2», «нечётные 1–15», «все».
compose-fault-street = Не понял улицу. Напишите одно название: «Лесная» или «переулок Садовый».
compose-fault-houses-unknown = Не понял дома: «{ $part }». Напишите, например: «1–15, 20, 22к2», «чётные 2–40».
compose-fault-houses-reversed = Наоборот: «{ $part }». Сначала меньший номер: «1–15».
compose-fault-houses-many = Слишком длинный список. Проще взять улицу целиком: «все».
compose-fault-streets-many = Улиц уже { $most }. Лучше взять населённый пункт целиком.
house-odd = нечётные
house-even = чётные

# Проверить
compose-ask-check = Как проверить? Пробу увидят только те, кому вы её пошлёте.
compose-check-here = 👁 Показать, как увидят
compose-check-mine = Пробу себе во все мессенджеры
compose-check-operators = Пробу операторам
compose-trial = <b>ПРОБА. Никому не отправлено.</b> Язык: { $language }{ $falls ->
    [yes] . Текста на нём нет, показываем русский.
   *[no] {""}
}
compose-trial-drill = <b>УЧЕНИЯ. Опасности нет. ПРОБА, никому не отправлено.</b> Язык: { $language }{ $falls ->
    [yes] . Текста на нём нет, показываем русский.
   *[no] {""}
}
compose-toast-trial = Это проба, кнопка ничего не делает.
compose-seen-here = Так увидят это люди. Это была проба.
compose-seen-mine = Пробу послали вам во все мессенджеры.
compose-seen-operators = Пробу послали в чат операторов.

# Отправить на одобрение
compose-ask-word = Чтобы отправить учения на одобрение, напишите слово «УЧЕНИЯ».
compose-fault-word = Это другое слово. Ничего не отправили. Напишите «УЧЕНИЯ» или нажмите «Назад».
compose-submitted = ✅ № { $number } ждёт второго дежурного. Пока он не одобрил, никто ничего не получит.
compose-not-submitted = Отправить на одобрение не получилось: оповещение уже не черновик.
compose-open-again = Открыть
compose-all-drafts = Мои черновики

compose-lacks-calm = ❗ Учения нельзя: там действует настоящее { $what }. Дождитесь, когда оно кончится.
compose-lacks-area = ❗ Где это?
compose-lacks-text = ❗ Текст на русском.
compose-lacks-named = ❗ { $question }
compose-lacks-gap-text = ❗ В тексте осталось «…» ({ $language }). Впишите, что нужно: «{ $around }»
compose-lacks-gap-todo = ❗ В совете осталось «…» ({ $language }). Впишите, что нужно: «{ $around }»
compose-lacks-until = ❗ До какого времени действует.
compose-lacks-until-past = ❗ Срок уже прошёл. Поправьте «До когда».
compose-lacks-send-past = ❗ Время отправки уже прошло. Поправьте «Когда отправить».
compose-lacks-order = ❗ Срок кончается раньше, чем оно уйдёт. Поправьте одно из двух.
compose-lacks-desk = ❗ Кнопка «Нужна помощь» здесь не подойдёт: за ней никто не следит. Уберите её.
compose-lacks-repeat = ❗ Такие оповещения не повторяют. Уберите повтор.

compose-warn-soon = ⚠️ Кончится меньше чем через полчаса, в { $at }.
compose-warn-desk-closed = ⚠️ Сейчас за кнопкой «Нужна помощь» никто не следит, её не покажем.
compose-warn-late = 🌙 { $count } человек спят, а в { $at } срок кончится: они не получат это вовсе.
compose-warn-below = ⚠️ Не получит никто. Подписаны { $count }, но только если важность выше.
compose-warn-nobody = ⚠️ Никто не подписан: оповещение никому не придёт.
compose-warn-alike = ⚠️ Похожее уже есть: № { $number }, { $names }.
compose-keep-language = Перевод верный, оставить
compose-warn-left-out = ⚠️ { $language } не отправим: { $why ->
    [gap] там пропуск «…»
   *[stale] русский текст с тех пор изменился
}. Эти читатели получат русский текст.
compose-warn-language = ⚠️ Нет текста на языке { $language }: придёт русский.
compose-warn-todo = ⚠️ Не сказано, что делать.
compose-warn-gap = ⚠️ В тексте осталось «…»: там нужно было что-то вписать.
compose-warn-long = ⚠️ Длинно: { $count } знаков. С телефона читают до тысячи.
compose-warn-hard-sentence = ⚠️ Длинное предложение: «{ $what }…» Разбейте на короткие.
compose-warn-hard-word = ⚠️ Трудное слово: «{ $what }».
compose-warn-hard-officialese = ⚠️ Казённое слово: «{ $what }». Скажите, как соседу.
compose-warn-hard-shouted = ⚠️ Слова целиком большими буквами трудно читать: «{ $what }».
compose-warn-border = ⚠️ До границы { $metres } м: { $name }. Туда оповещение не придёт. Так и нужно?
compose-warn-sliver = ⚠️ Чуть заходит за границу: { $name }. Так и нужно?

# Слова, которые пишут вместо кнопок. Через запятую.
# Вокруг расстояния: «радиус 2 км от Сосновинки», «Сосновинка, 3 км вокруг».
compose-words-around = радиус, радиусе, в радиусе, радиусом, вокруг, вокруг неё, от, из, на, в, во, около, до, по, центр, центра, посёлка, села, деревни, города, посёлок, село, деревня, город, зона, округе
compose-words-until = до, в, к, на, часа, часов, ч
compose-everywhere-words = весь регион, весь край, вся область, вся республика, весь округ, везде, всюду, повсюду, по всему региону, по всему краю, по всей области
compose-words-within = через
compose-words-today = сегодня
compose-words-tomorrow = завтра, завтрашнего, завтрашнему
compose-words-after = послезавтра
compose-words-morning = утра
compose-words-evening = дня, вечера
compose-words-night = ночи
compose-words-by-8 = утра, утру
compose-words-by-12 = обеда, обеду, полудня
compose-words-by-18 = вечера, вечеру
compose-words-by-24 = полуночи, конца дня, концу дня, конца суток
compose-words-minute = минута, минуту, минуты, минут, мин, м
compose-words-hour = час, часа, часов, ч
compose-words-day = день, дня, дней, сутки, суток, дн
compose-words-month-1 = янв
compose-words-month-2 = фев
compose-words-month-3 = мар
compose-words-month-4 = апр
compose-words-month-5 = мая, май
compose-words-month-6 = июн
compose-words-month-7 = июл
compose-words-month-8 = авг
compose-words-month-9 = сен
compose-words-month-10 = окт
compose-words-month-11 = ноя
compose-words-month-12 = дек
compose-words-drill = учения
compose-words-km = км, километр, километра, километров, километры
compose-words-m = м, метр, метра, метров, метры

# Начала слов, которых не говорят вслух.
plain-officialese = осуществля, в целях, вышеуказанн, вышеизложенн, нижеследующ, надлежащ, в связи с проведени, ввиду, во избежание, в случае возникновени, обеспечить соблюден, в установленном порядке, производится, производятся, данный, данная, данного, данной, является, являются, на территории, населению, гражданам, необходимо принять, неблагоприятн, жилищно коммунальн, водоотведени, теплоснабжени, водоснабжени, электроснабжени, газоснабжени, транспортных средств
