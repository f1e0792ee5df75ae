# Чат сотрудников: карточки, ответы, кнопки.

op-somebody = сотрудник

# -- карточка -----------------------------------------------------------------------------
card-danger = 🚨 <b>ОПАСНО ДЛЯ ЛЮДЕЙ</b>
card-danger-kind = 🚨 <b>{ $kind }. ОПАСНО ДЛЯ ЛЮДЕЙ</b>
card-kind-gas = Газ
card-kind-fire = Пожар
card-kind-water = Вода
card-kind-ice = Лёд
card-kind-electricity = Электричество
card-kind-shaft = Открытый люк или яма
card-kind-collapse = Обрушение
card-kind-health = Угроза здоровью
card-kind-animals = Животные
card-kind-object = Подозрительный предмет или угроза
card-kind-trapped = Человек не может выбраться
card-unsent = ✋ <i>Не отправлено автором: передано из-за опасности</i>
card-title = <b>№ { $number }</b> · { $topic }
card-no-topic = тема не определена
card-no-organisation = организация не определена
card-organisation = 🏢 { $name }
card-organisation-phone = 🏢 { $name }, { $phone }
card-place = 📍 { $place }
card-no-place = 📍 место не указано
card-map = <a href="https://yandex.ru/maps/?pt={ $lon },{ $lat }&amp;z=16&amp;l=map">на карте ({ $lat }, { $lon })</a>
card-transcript = 🎙 <i>{ $text }</i>
card-own-contact = { $contact } (его собственный номер)
card-files = 📎 { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[many] { $count } файлов
}
card-voices = 🎙 { $count ->
    [one] { $count } голосовое
    [few] { $count } голосовых
   *[many] { $count } голосовых
}
card-files-refused = не взято, слишком много за день: { $count }
card-author-reports = 👤 { $nth }-е сообщение автора{ $open ->
    [0] {""}
   *[other] , ещё открыто: { $open }
}
card-language = 🌐 Автор пишет { $language ->
    [en] по-английски
    [ru] по-русски
   *[other] на другом языке ({ $language })
}, ответ лучше дать так же
card-filed-program = из «{ $name }», { $at }
card-filed = { MESSENGER($channel, form: "from") }, { $at }
card-notes = 🗒 заметок: { $count }
card-status = Состояние: <b>{ $status }</b>
card-taken = занимается { $who }, до { $until }
card-due-first = ⏳ Первый ответ: { $at }
card-due-first-late = ⏰ <b>Первый ответ просрочен: ждали { $at }</b>
card-due-solve = ⏳ Решить: { $at }
card-due-solve-late = ⏰ <b>Срок решения прошёл: { $at }</b>
card-only-files = (только файлы)
card-earlier = <i>Раньше: { $count ->
    [one] ещё { $count } запись
    [few] ещё { $count } записи
   *[many] ещё { $count } записей
}</i>
card-copy = <i>Копия карточки, как было в { $at }</i>
card-private = <i>Здесь только посмотреть. Ответить можно в чате сотрудников: № { $number } и текст ответа.</i>
card-private-shift = <i>Ответьте на это сообщение, и ответ уйдёт автору. Заметка для своих начинается с //.</i>
card-blank = <b>№ { $number }</b>
    Стёрто по просьбе автора
card-refused = ⚠️ № { $number }: мессенджер не принял карточку целиком. Причина: { $why }. Отвечать можно как обычно: ответом на это сообщение.
staff-message-refused = ⚠️ Мессенджер не принял сообщение для этого чата целиком. Причина: { $why }. Что ждёт вас, покажут команды /queue и /notices.
card-moved = 🗂 № { $number } теперь у вас: передал(а) { $who }
card-gone = <b>№ { $number }</b> передано: { $to }
card-handed = ➡️ Вам передали сообщение № { $number }
card-handed-because = <i>Почему: { $because }</i>
card-handed-due = Ответить до: { $at }
card-came-back = ↩️ № { $number } больше не у организации: отвечает центр

card-line-answer = 💬 { $at }, { $who }: { $text }
card-line-interim = 💬 { $at }, { $who }, пока не решено: { $text }
card-line-until = <i>следующий ответ до: { $at }</i>
card-line-reopened = 🔁 { $at }, { $who }: снова в работу
card-line-question = ❓ { $at }, { $who }: { $text }
card-line-rejected = 🚫 { $at }, { $who } отклоняет: { $text }
card-line-referred = 🏢 { $at }, { $who }: не наш вопрос, автору сказали, кто отвечает: { $text }
card-line-closing = ✅ { $at }, { $who }: автора спросили, решено ли
card-line-team = 🗂 { $at }, { $who }: передано, теперь — { $to }
card-line-transferred = ➡️ { $at }, { $who }: передано, теперь отвечает { $to }{ $because ->
    [none] {""}
   *[other] . <i>Почему: { $because }</i>
 }
card-line-assigned = 👉 { $at }, { $who } поручает: { $to }
card-line-released = ↩️ { $at }, { $who } возвращает поручение
card-line-released-late = ↩️ { $at }, поручение не начали, сообщение снова свободно
card-line-reply = ✍️ { $at }, автор ответил: { $text }
card-line-added = ➕ { $at }, автор добавил: { $text }
card-line-edited = ✏️ { $at }, автор исправил: { $text }
card-line-closing-words = ✅ { $at }, { $who } считает, что решено: { $text }
card-line-not-solved-words = 🔁 { $at }, автор: не решено: { $text }
card-line-not-solved = 🔁 { $at }, автор: не решено
card-line-partly = 🌓 { $at }, автор: решено частично
card-line-partly-words = 🌓 { $at }, автор: решено частично: { $text }
card-line-silent-unasked = 💤 { $at }, закрыто само: возражений после ответа не было
card-line-silent = 💤 { $at }, закрыто: автор не ответил
card-line-silenced = 🔇 { $at }, { $who }: сообщения автора не принимаем { $days } дн.: { $text }
card-line-rated = ⭐ { $at }, оценка автора: { $stars } из 5
card-line-closed = 🏁 { $at }, закрыто
card-line-closed-words = 🏁 { $at }, автор: решено: { $text }
card-line-withdrawn = ↩️ { $at }, автор отозвал сообщение
card-line-merged = 🔗 { $at }, { $who }: объединено с № { $other }
card-line-late = <i>уже после закрытия</i>

delivery-grace = <i>вот-вот уйдёт</i>
delivery-whom = <i>ждёт вашего слова, кому отправить</i>
delivery-waiting-program = <i>ждёт, пока «{ $name }» прочтёт</i>
delivery-waiting = <i>ещё не доставлено</i>
delivery-cancelled = <i>отправку отменили</i>
delivery-read = <i>прочитано в «{ $name }» { $at }</i>
delivery-delivered = <i>доставлено { $at }</i>
delivery-failed = <b>не доставлено: { $why }</b>
delivery-left-out = <b>{ $count ->
    [one] { $count } файл не передан
    [few] { $count } файла не переданы
   *[many] { $count } файлов не переданы
  }</b>

why-blocked = человек закрыл боту доступ
why-deactivated = аккаунт удалён или заблокирован
why-forbidden = человек не разрешает боту писать
why-unreachable = человеку нельзя написать
why-rejected = мессенджер не принял сообщение
why-expired = не успели отправить вовремя
why-given-up = не вышло после нескольких попыток
why-dropped = отправку остановили вручную
why-too-long = слишком длинный текст
why-kicked = бота удалили из чата
why-not-found = такого собеседника нет, или он никогда не писал боту
why-no-rights = у бота здесь нет прав
why-empty = в сообщении ничего нет
why-no-file = файл не удалось получить
why-file-missing = файл не удалось получить
why-bad-file = мессенджер не принял файл
why-bad-album = мессенджер не принял файлы вместе
why-file-refused = мессенджер не принял файл
why-photo-refused = мессенджер не принял фотографию: она слишком большая, слишком длинная или повреждена
why-voice-forbidden = человек не принимает голосовые и видеосообщения, напишите ему словами
why-too-big = файл слишком большой для этого мессенджера
why-captioned = сообщение с файлом нельзя изменить
why-edited-gone = сообщения, которое меняли, больше нет
why-not-editable = сообщение уже нельзя изменить
why-replied-gone = сообщения, на которое отвечали, больше нет
why-no-reply = сообщения, на которое отвечали, больше нет
why-too-old = кнопку нажали слишком давно
why-too-late = сообщение уже нельзя изменить
why-not-modified = ничего не изменилось
why-already-gone = сообщения уже нет
why-not-deletable = сообщение уже нельзя удалить
why-marks = мессенджер не понял оформление
why-keyboard = мессенджер не принял кнопки
why-bot-features = в сообществе выключены возможности ботов
why-said-already = сообщение уже отправлено
why-unauthorized = ключ бота не подходит
why-no-such-bot = ключ бота не подходит
why-token = ключ бота не подходит
why-confirmation = мессенджер просит подтвердить вход
why-script = мессенджер не понял запрос
why-bad-id = мессенджер не знает этого получателя
why-bad-request = мессенджер не понял запрос
why-no-access = у бота нет доступа к этой переписке
why-not-allowed = мессенджер не разрешает это здесь
why-too-many-posts = в сообщении слишком много пересланного
why-intent = человек не подписан на такие сообщения
why-intent-limit = мессенджер просит писать реже
why-captcha = мессенджер подозревает спам и просит подождать
why-limit = мессенджер просит писать реже
why-spam = мессенджер подозревает спам и просит подождать
why-unreadable = сообщение не удалось подготовить
why-upload = файл не удалось загрузить
why-migrated = чат переехал
why-other = мессенджер отказал и не объяснил почему

report-state-new = новое
report-state-accepted = в работе
report-state-needs-info = ждём ответа автора
report-state-answered = ответ дан
report-state-transferred = передано
report-state-rejected = отклонено
report-state-referred = не наш вопрос, автору сказали, кто отвечает
report-state-merged = объединено
report-state-withdrawn = отозвано автором
report-state-closed = закрыто
report-state-silent-unasked = закрыто, возражений не было
report-state-silent = закрыто, автор не ответил
report-state-reopened = не решено, снова в работе

# -- полностью ----------------------------------------------------------------------------
full-title = <b>№ { $number } полностью</b>
full-line-answer = 💬 <b>{ $who }</b>, { $at }:
    { $text }
full-line-interim = 💬 <b>{ $who }</b>, { $at }, пока не решено:
    { $text }
full-line-question = ❓ <b>{ $who }</b>, { $at }:
    { $text }
full-line-silenced = 🔇 <b>{ $who }</b>, { $at }, сообщения автора не принимаем:
    { $text }
full-line-note = 🗒 <b>{ $who }</b>, { $at }, заметка:
    { $text }
full-line-reply = ✍️ <b>Автор</b>, { $at }:
    { $text }
full-line-added = ✍️ <b>Автор</b>, { $at }, дополнение:
    { $text }
full-line-edited = ✏️ <b>Автор</b>, { $at }, исправил:
    { $text }
full-line-referred = 🏢 <b>{ $who }</b>, { $at }, не наш вопрос:
    { $text }
full-line-rejected = 🚫 <b>{ $who }</b>, { $at }, отклоняет:
    { $text }

files-title = 📎 <b>№ { $number }</b>: { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[many] { $count } файлов
} автора

# -- кнопки -------------------------------------------------------------------------------
op-button-take = 🙋 Взять
op-button-release = Отпустить
op-button-ask = ❓ Спросить
op-button-reject = 🚫 Отклонить
op-button-close = ✅ Закрыть
op-button-topic = Тема
op-button-hand = ➡️ Передать
op-button-assign = 👉 Поручить коллеге
op-colleague-on-shift = { $who } · на смене
op-button-refer = 🏢 Не наш вопрос
op-button-refer-own = ✍️ Напишу сам
op-button-refer-send = ✅ Отправить автору
op-button-refer-drop = Не отправлять
op-button-prolong = ⏳ Продлить срок
op-button-ready = 📄 Готовые ответы
op-button-team = 🗂 В другой отдел
op-button-history = 📜 Вся история
op-button-of-author = 👤 Другие сообщения автора
op-button-silence = 🔇 Не принимать от автора
op-button-days = { $days ->
    [one] на { $days } день
    [few] на { $days } дня
   *[many] на { $days } дней
}
op-button-hear = 🔊 Снова принимать (до { $until })
op-button-save-ready = 💾 Сохранить последний ответ
op-button-drop-ready = 🗑 { $title }
op-button-more-acts = ⋯ Ещё
op-button-full = Полностью
op-button-files = 📎 { $count }
op-button-back = ← Назад
op-button-undo = Отменить отправку
op-button-keep = Оставить как было
op-button-interim = Ещё не решено
op-button-as-answer = Это ответ, а не вопрос
op-toast-answer = Уйдёт как ответ
op-button-promise = 📅 Обещать: { $day }
op-button-mend = ✍️ Поправить
op-button-as-is = Отправить как есть
op-button-until = { $days ->
    [1] Завтра
    [7] Через неделю
    [one] Через { $days } день
    [few] Через { $days } дня
   *[many] Через { $days } дней
}
op-button-reopen = 🔁 Вернуть в работу
op-button-open = № { $number }
op-button-by-topic = Тема
op-button-by-place = Место
op-button-all-teams = Все отделы
op-button-own-team = Наш отдел
op-button-all = Показать всё

hand-because-place = Другая территория
hand-because-topic = Не та тема
hand-because-help = Нужна их помощь
op-reason-duplicate = Уже есть такое сообщение
op-reason-not-ours = Не наша территория
op-reason-no-details = Мало сведений
op-reason-spam = Спам
op-reason-other = Другая причина, напишу сам

# Причина, которую прочтёт автор.
rejected-because-not-ours = Это место не на нашей территории, здесь мы помочь не можем.
rejected-because-no-details = Нам не хватило сведений, чтобы помочь. Напишите, пожалуйста, ещё раз: что случилось и где.
rejected-because-spam = Это похоже на рекламу или рассылку, поэтому мы не стали это рассматривать.

op-toast-no-report = Такого сообщения здесь нет.
op-toast-over = Работа уже закончена: { $status }.
op-toast-took = № { $number } у вас на 30 минут.
op-toast-yours = Уже у вас. Продлили на 30 минут.
op-toast-taken = Занимается { $who }, до { $until }.
op-toast-assigned = № { $number } поручили: { $who }.
op-toast-his-already = Уже занимается { $who }.
op-toast-no-colleagues = Поручить некому: за неделю больше никто не работал с сообщениями, и на смене никого нет.
op-toast-no-colleague = Этого коллеги в списке больше нет.
op-toast-no-office = Этого ведомства в списке больше нет.
op-toast-released = Отпустили. Теперь может взять любой.
op-toast-prompt-open = Напишите ответом на сообщение бота ниже.
op-toast-undone = Отправка отменена.
op-toast-kept = Оставили как было.
op-toast-too-late = Поздно, уже ушло.
op-toast-soon = Сделаем через 10 секунд, пока можно отменить.
op-toast-interim = Хорошо. Уйдёт через 10 секунд.
op-toast-held = Ждём { $minutes } минут. Исправьте сообщение или ответьте на это.
op-toast-program = Автор пишет через «{ $name }», предупредить его отсюда нельзя.
op-toast-heard = Снова принимаем.
op-toast-saved = Сохранили как готовый.
op-toast-saved-already = Такой готовый ответ уже есть.
op-toast-dropped = Убрали.
op-toast-asked = Автора уже спросили, ждём.
op-toast-topic = Теперь тема: { $topic }
op-toast-old-button = Эта кнопка больше не работает.
op-toast-no-files = Файлов больше нет.
op-toast-files-private = Файлы пришли вам в личный чат со мной.
op-toast-files-below = Файлы будут ниже, под карточкой.

# -- ответы -------------------------------------------------------------------------------
will-go-time = { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
   *[many] { $seconds } секунд
}
will-go-minutes = { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}
will-go-answer = Ответ на { $report }: { $words } уйдёт через { $time }.
will-go-interim = Ответ на { $report }: { $words } уйдёт через { $time }. Спрашивать, решено ли, не будем.
will-go-when = Когда ждать следующего ответа? Нажмите или ответьте на это сообщение: «до 5 декабря».
will-go-until = Следующий ответ обещаем не позже: { $at }. Тогда и напомним.
will-go-by-mark = В конце вопросительный знак: подождём ответа автора, «решено ли» спрашивать не будем.
will-go-question = Вопрос по { $report }: { $words } уйдёт через { $time }.
will-go-rejected = { $report } отклоним через { $time }, автор получит вашу причину: { $words }
will-go-referred = { $report } через { $time } закроем: не наш вопрос. Автор прочтёт: { $words }
will-go-closing = { $report }: через { $time } напишем автору, что всё сделано, и спросим, решено ли.{ $words }
will-go-transferred = { $report } передадим через { $time }: { $to }. Автору сообщим.{ $because ->
    [none] {" "}Почему? Нажмите или ответьте на это сообщение словами.
   *[other] {" "}Почему: { $because }.
 }
will-go-reopened = { $report } вернём в работу через { $time }. Автору сообщим.
will-go-silenced = От автора { $report } через { $time } перестанем принимать сообщения на { $days } дн., он прочтёт: { $words }
will-go-merged = { $report } присоединим к № { $other } через { $time }. Автору сообщим, ответ получат оба.
will-go-edited = ✏️ Исправили, уйдёт уже так.
will-correct = ✏️ Ответ на { $report } уже ушёл. Через 10 секунд автор прочтёт его так: «{ $words }»
will-go-plain = 💡 Похоже на отписку: { $what }.
will-go-mend = Ждём, пока поправите: измените своё сообщение или ответьте на это новым текстом. Не поправите — уйдёт как есть.
excuse-no-date = нет срока
excuse-empty = пустые слова («{ $words }»)
excuse-officialese = канцелярит («{ $words }»)
excuse-long = слишком длинно
will-go-program = Автор прочтёт это в программе «{ $name }».
will-go-program-question = Автор прочтёт это в программе «{ $name }», ответ придёт сюда, если программа умеет его передать.
will-go-who = Сотрудник: { $who }
will-go-too = На это же сообщение сейчас отвечает и { $who }.
will-go-held = Этим сообщением сейчас занимается { $who }.
will-go-over = Само сообщение останется как есть: { $status }.

assigned-you = 👉 <b>Вам поручили № { $number }</b> · { $topic }
    Поручает: { $who }. Начните смену — дам его первым. Не можете — нажмите «Отпустить».
assigned-moved = № { $number } теперь у другого сотрудника: { $who }.
assigned-in-group = 👉 <b>{ $who }</b>, вам поручили № { $number }.

prompt-ask = ❓ { $who }, напишите вопрос автору № { $number } ответом на это сообщение. Передумали? Ответьте /cancel
prompt-reject = 🚫 { $who }, напишите причину для автора № { $number } ответом на это сообщение. Передумали? Ответьте /cancel
refer-preview = 🏢 № { $number } — не наш вопрос? Автор получит это, и сообщение закроется:
prompt-referred = 🏢 { $who }, кто отвечает за то, о чём пишет автор № { $number }, и как к ним обратиться? Напишите ответом на это сообщение: автор прочтёт ваши слова, и сообщение закроется.{ $listed ->
    [no] {" "}Список ведомств пуст: впишите их в файл other_offices.toml в папке региона, и они появятся здесь кнопками.
   *[yes] {""}
 } Передумали? Ответьте /cancel
prompt-close = ✅ { $who }, автор № { $number } ждёт ответа. Что ему сказать? Напишите ответом на это сообщение. Передумали? Ответьте /cancel
prompt-prolong = ⏳ { $who }, до какого дня продлить № { $number } и почему? Автор это прочтёт. Например: «Ждём деталь, заменим до 5 декабря». Ответьте на это сообщение. Передумали? Ответьте /cancel
prompt-silence = 🔇 { $who }, почему не принимать сообщения от автора № { $number }? Он это прочтёт. Ответьте на это сообщение. Передумали? Ответьте /cancel
prompt-gap = 📄 { $who }, ответ на № { $number } почти готов: «{ $text }». Напишите, что вставить: { $what }. Несколько — с новой строки, по порядку. Ответьте на это сообщение. Передумали? Ответьте /cancel
prompt-join = 🔗 { $who }, с каким сообщением объединить № { $number }? Ответьте на это сообщение его номером. Передумали? Ответьте /cancel
join-no-number = Напишите, пожалуйста, один номер, например: 123
join-itself = № { $number } — это оно само. Нужен номер другого сообщения.
join-no-report = Сообщения № { $number } здесь нет. Напишите, пожалуйста, другой номер.
join-over = № { $number } уже не в работе, присоединять к нему нельзя. Напишите, пожалуйста, другой номер.
join-merged = № { $number } само присоединено к № { $into }. Напишите, пожалуйста, этот номер.
join-has-joined = К № { $own } уже присоединены другие. Сделайте наоборот: присоедините № { $number } к № { $own }.
join-no-edit = Номер так не исправить. Нажмите «Отменить отправку» и выберите «Уже есть такое» ещё раз.
op-no-moment = Не вышло понять, когда. Напишите день, например: до 5 декабря. Автору эти слова не ушли.
op-prolong-how = Напишите и причину, и день, например: «Ждём деталь, заменим до 5 декабря». Автору эти слова не ушли.
said-not-solved = 🔁 <b>№ { $number }: автор говорит, что не решено</b>
said-partly = 🌓 <b>№ { $number }: автор говорит, что решено частично</b>
promise-passed = 📅 <b>№ { $number }: обещанный срок вышел</b>.
said-apart = 🔁 <b>№ { $number } снова отдельно</b>: автор № { $other } забрал своё сообщение
said-not-solved-words = Пишет: «{ $words }»

# -- готовые ответы -----------------------------------------------------------------------
# Как называются пропуски, которые бот заполняет сам.
ready-gap-street = улица, адрес, место, street, address, place
ready-gap-number = номер, number
ready-name-street = улица
ready-name-number = номер телефона
ready-list = <b>Готовые ответы</b>. Выбрать — под карточкой: «Ещё», «Готовые ответы».
ready-none = Готовых ответов пока нет. Сохраните свой: под карточкой «Ещё», «Готовые ответы», «Сохранить последний ответ».
ready-line = <b>{ $title }</b>
    { $text }
ready-saved = 💾 Сохранили как готовый: «{ $text }». Если в нём осталось что-то об этом человеке, уберите его по /templates.
ready-gone = Этого готового ответа больше нет. Автору ничего не ушло.
ready-gaps-left = Не хватает: { $what }. Напишите каждое с новой строки, по порядку. Автору эти слова не ушли.

# -- поиск --------------------------------------------------------------------------------
find-how = Напишите, что искать: номер, слова, улицу или кто занимается. Например: /find снег Лесная
find-title = <b>Нашлось по «{ $words }»</b>, новые сверху
find-of-author = <b>Все сообщения этого автора</b>, новые сверху
find-none = Ничего не нашлось. Ищем среди последних 10 000 сообщений: попробуйте короче, например одно слово или улицу.
find-over = Поиск устарел. Напишите /find ещё раз.

op-words-notice = стоп, остановить, останови, остановите, отбой, отмена, отменить, ложная тревога, одобряю, одобрить, согласен, согласна, отклонить, отклоняю, вернуть, возвращаю, исправить, обновить, продолжить
op-notice-buttons = «{ $word }» — ничего не сделано. Нажмите кнопку под оповещением; если её нет, найдите его в /notices.
op-removed = Вы удалили своё сообщение, поэтому ответ на № { $number } не отправили.
op-removed-late = Ответ на № { $number } уже ушёл, удалить его у автора нельзя. Если в нём ошибка, напишите ещё один ответ.
op-edit-number = Вы исправили номер на № { $other }. Ответ на № { $number } остановили, он не ушёл. Напишите, пожалуйста, заново: № { $other } и текст.
op-two-numbers = Вы отвечаете на № { $number }, а написали № { $other }. Никому не отправили. Напишите, пожалуйста, ещё раз.
op-other-team = № { $number } ведёт другой отдел: { $team }. Передать его вам могут там или в главном чате: «⋯ Ещё» → «🗂 В другой отдел».
team-none = Главный чат
op-toast-team = № { $number } передано: { $team }
op-toast-team-shut = «{ $team }»: бота нет в чате этого отдела
op-no-report = Сообщения № { $number } здесь нет.
op-no-command = Такой команды нет, и автору это не ушло. Что умею: /help
op-unknown-command = Команды { $word } нет. Что умею: /help
op-unknown-command-near = Команды { $word } нет. Может быть, { $near }? Что умею: /help
op-private-command = Команда { $word } работает в личном чате со мной. Что умею здесь: /help
command-words-left-staff = То, что пришло вместе с командой { $command }, я не учёл.
op-nobody = № { $number }: автор попросил стереть свои данные, ответить некому.
op-over = № { $number }: { $status }. Автору это не ушло.
op-not-sent = № { $number }: { $status }. Ответ не отправили.
op-not-passed = Это не ушло жителю (№ { $number }): { $what }. Напишите, пожалуйста, словами.
op-reason-in-words = Причину нужно написать словами, без файлов.
op-album-late = Остальные файлы опоздали: ответ на № { $number } уже ушёл. Пришлите их ещё раз.
op-edit-late = Ответ на № { $number } уже ушёл, правка до автора не дойдёт. Напишите ещё один ответ.
op-edit-cancelled = Отправку отменили, правка ничего не меняет. Чтобы ответить на № { $number }, напишите заново.
op-not-delivered = ⚠️ № { $number }: до автора не дошло. Причина: { $why }.
op-files-left-out = ⚠️ № { $number }: ответ доставлен, но без файлов. Пошлите их другим способом.
op-files-over-quota = 📎 № { $number }: часть файлов не взята, от этого человека слишком много файлов за день. Слова сообщения целы.
# Слова, которыми останавливают ответ; после которых ничего не нужно; которыми говорят, кому он. Через запятую.
op-words-stop = отменить отправку, отмени, отмени отправку, не отправляй, не отправляйте, не отправлять, не надо, не нужно, стой, подожди, ошибка, ошибся, ошиблась, не туда, cancel, stop
op-words-aside = ок, окей, ok, ага, угу, да, так, ясно, понятно, понял, поняла, принято, хорошо, спасибо, спс, отправь, отправить, отправляй, верно, правильно
op-words-bot = статистика, отчет, сводка, список, карточка, карта, история, сообщения, смена
op-words-acts = взять, возьми, передать, передай, закрой, закрыть, отклонить, отклони, отпустить, отпусти, поручить, поручи, продлить, продли, спросить, спроси, открой, покажи, показать, объединить, объедини
op-words-for-me = «{ $word }» автору не ушло: похоже, это вы сказали мне. Нажмите кнопку под карточкой. Если это ответ автору, ответьте этими словами на карточку.
op-number-for-me = «{ $word }» автору не ушло. Чтобы открыть сообщение, напишите «№ { $word }». Если это ответ автору, ответьте этим на карточку.
op-words-all = всем, всем им, отправить всем, для всех
op-words-author = автору, только автору, ему, только ему, ей, только ей, одному, отправить автору
op-stopped = Ответ на № { $number } не отправили.
op-aside = «{ $word }» автору № { $number } не ушло: это вы сказали мне. Ответ уйдёт сам, остановить его можно словом «отмена».
op-aside-whom = «{ $word }» автору № { $number } не ушло. Сначала скажите, кому отправить ответ: «всем» или «автору».
op-no-words = Это не ушло жителю (№ { $number }): в ответе нет слов. Напишите, пожалуйста, словами.
op-nothing-to-cancel = Отменять нечего: ничего не ждёт отправки. Автору эти слова не ушли.

op-help = <b>Что здесь можно написать</b>

    <b>Ответить человеку</b>: ответьте на карточку или напишите «№ 123 текст». Можно с фото и файлами. Ответ уйдёт через 10 секунд: его можно отменить, исправить или отметить «Ещё не решено».
    <b>Заметка для своих</b>: начните с // — автор её не увидит.
    <b>Моя смена</b>: /shift — сообщения по одному в вашем личном чате со мной
    <b>Найти</b>: /find и слова, улица или номер
    <b>Готовые ответы</b>: /templates и «Ещё» под карточкой
    <b>Поручить коллеге, ответить «не наш вопрос»</b>: «Ещё» под карточкой
    <b>Очередь</b>: /queue
    <b>Открыть карточку</b>: «№ 123»
    <b>Как уходят сообщения</b>: /delivery
    <b>Чаты организаций</b>: /connect — подключить кодом, отключить
    <b>Оповещения</b>: /notice — составить, /notices — список

    Остальное делают кнопки под карточкой. Обычный разговор бот не трогает.

op-help-private = <b>Что здесь можно</b>

    <b>Моя смена</b>: /shift — я даю сообщения по одному, вы отвечаете прямо здесь
    <b>Очередь</b>: /queue
    <b>Посмотреть карточку</b>: «№ 123»
    <b>Как уходят сообщения</b>: /delivery

    Без смены отвечать людям и нажимать кнопки под карточкой нужно в чате сотрудников, где видят коллеги. Написать самому, как житель: /report

refuse-stranger = Это могут делать только сотрудники в своём чате. Если вы сотрудник, напишите, пожалуйста, туда.
refuse-stranger-toast = Это могут делать только сотрудники.
refuse-anonymous = Напишите, пожалуйста, от своего имени, а не от имени группы: в ответе нужно знать, кто его дал.
refuse-anonymous-toast = Нажмите, пожалуйста, от своего имени.

# -- бота добавили в чат ------------------------------------------------------------------
joined-setup = Здравствуйте! Чтобы этот чат стал чатом сотрудников, допишите в файл .env строку

    <b>{ $line }</b>

    и запустите бота заново.

    Это чат организации? Тогда файл менять не нужно: попросите у центра код и напишите здесь /connect и код.
joined-ready = Здравствуйте! Сюда будут приходить сообщения жителей. Что можно написать: /help
chat-migrated = У этого чата теперь другой номер. Бот работает дальше, но исправьте строку в файле .env: <b>{ $line }</b>
