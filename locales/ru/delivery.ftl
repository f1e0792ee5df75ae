# /delivery: как уходят сообщения. И тревоги о самой программе.

dlv-channel = { $channel ->
    [telegram] Telegram
    [vk] ВКонтакте
   *[other] { $channel }
}

dlv-title = <b>Доставка</b>
dlv-channel-ok = ✅ { $channel }: работает
dlv-channel-paused = ⏸ { $channel }: мессенджер просит подождать до { $until }
dlv-channel-held = ⏸ { $channel }: мессенджер до { $until } запретил { $what }
dlv-channel-troubled = ⚠️ { $channel }: перебои, { $why }
dlv-channel-starting = ⏳ { $channel }: соединяемся
dlv-channel-down = ⛔ { $channel }: не работает, { $why }, началось { $since }
dlv-channel-stopped = ⛔ { $channel }: мессенджер не пускает бота, проверьте ключ доступа

dlv-waiting = <b>Ждут отправки</b>
dlv-none-waits = Ничего не ждёт отправки.
dlv-line-waiting = { $channel }, { $lane ->
    [ack] отклики на кнопки
    [alert] срочные оповещения
    [person] жителям
    [operators] в чат сотрудников
    [notice] оповещения
    [digest] сводки
   *[other] { $lane }
}: { $count }, самое старое ждёт { $oldest }
dlv-stuck = <b>Не уходят дольше пяти минут</b>
dlv-line-stuck = { $channel }, { $why }: { $count }, с { $at }
dlv-given-up = <b>Не отправили</b>
dlv-line-given-up = { $channel }, { $why }: { $count }, последнее { $at }

dlv-earlier = <b>Больше месяца назад</b>
dlv-line-earlier = { $channel }: отправлено { $sent }, не дошло { $lost }

dlv-why-none = причина неизвестна
dlv-why-network = нет связи
dlv-why-no-answer = мессенджер не отвечает
dlv-why-connectionerror = нет связи
dlv-why-connecttimeout = нет связи
dlv-why-readtimeout = мессенджер не отвечает
dlv-why-server = у мессенджера сбой
dlv-why-server-error = у мессенджера сбой
dlv-why-not-json = у мессенджера сбой
dlv-why-vk-failed = у мессенджера сбой
dlv-why-conflict = с этим ключом работает ещё одна программа
dlv-why-too-many = мессенджер просит писать реже
dlv-why-rate = мессенджер просит писать реже
dlv-why-flood = мессенджер просит писать реже
dlv-why-unknown = могло дойти, но ответа не было
dlv-why-restart = программу остановили во время отправки
dlv-why-late = не успели за сутки
dlv-why-file = файл не удалось получить
dlv-why-database = база данных не отвечала
dlv-why-paused = мессенджер запретил писать на время
dlv-why-held-send = новые сообщения
dlv-why-held-edit = изменение отправленного
dlv-why-held-delete = удаление сообщений
dlv-why-held-ack = отклики на кнопки
dlv-why-held-upload = загрузку файлов
dlv-why-held-together = несколько сообщений за раз
dlv-why-stopped = мессенджер не пускает бота
dlv-why-stuck = запись не заканчивается
dlv-why-storagefull = нет места на диске
dlv-why-storageerror = ошибка базы данных
dlv-why-low = мало места
dlv-why-other = мессенджер отказал и не объяснил почему

dlv-button-refresh = 🔄 Обновить
dlv-button-retry = 🔁 Повторить: { $why }
dlv-button-drop = Убрать
dlv-button-drop-sure = Убрать насовсем: { $count }

dlv-ask-drop = Убрать { $count ->
    [one] { $count } неотправленное сообщение
    [few] { $count } неотправленных сообщения
   *[many] { $count } неотправленных сообщений
} ({ $channel }, { $why })? Их никто не получит.
dlv-retried = { $who } отправляет ещё раз: { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}.
dlv-dropped = { $who } убирает { $count ->
    [one] { $count } неотправленное сообщение
    [few] { $count } неотправленных сообщения
   *[many] { $count } неотправленных сообщений
}.
dlv-toast-retried = Отправим ещё раз: { $count }
dlv-toast-dropped = Убрали: { $count }
dlv-toast-nothing = Повторять или убирать здесь уже нечего.
dlv-not-here = Это открывается только в общем чате сотрудников.

alarm-channel-bad = ⛔ <b>{ $channel } не работает.</b> Причина: { $why }. Началось { $since }. Сообщения подождут и уйдут, когда связь вернётся. Подробнее: /delivery
alarm-channel-well = ✅ <b>{ $channel } снова работает.</b> Не работало { $lasted }, началось { $since }.
alarm-method-bad = ⛔ <b>{ $channel } на время запретил { $why }.</b> Началось { $since }. Это подождёт, остальное работает. Подробнее: /delivery
alarm-method-well = ✅ <b>{ $channel } снова разрешает { $why }.</b> Запрет длился { $lasted }, начался { $since }.
alarm-disk-bad = ⛔ <b>На диске почти нет места.</b> Осталось меньше 500 МБ. Администратору: освободите место, иначе бот не сможет принимать сообщения.
alarm-disk-well = ✅ <b>Места на диске снова хватает.</b>
alarm-database-bad = ⛔ <b>База данных не принимает записи.</b> Причина: { $why }. Началось { $since }. Новые сообщения подождут в мессенджерах. Администратору: проверьте диск и базу данных.
alarm-database-well = ✅ <b>База данных снова работает.</b> Записи не шли { $lasted }, началось { $since }.
