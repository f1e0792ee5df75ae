# /delivery: как уходят сообщения. И тревоги о самой программе.

dlv-channel = { MESSENGER($channel) }

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
dlv-stranded = <b>Мессенджеры, к которым бот не подключён</b>
dlv-line-stranded = ⛔ { $channel }: ждут отправки { $count }. Администратору: верните ключ доступа в настройки и перезапустите бота, и всё, что не устарело, уйдёт.
dlv-held = <b>Чаты, которые не принимают сообщения</b>
dlv-line-held = ⛔ { $chat } ({ $channel }): { $why }, с { $since }. Ждут отправки: { $count }. { $mend }
dlv-stuck = <b>Не уходят дольше пяти минут</b>
dlv-line-stuck = { $channel }, { $why }: { $count }, с { $at }
dlv-given-up = <b>Не отправили</b>
dlv-line-given-up = { $channel }, { $why }: { $count }, последнее { $at }
dlv-refused = <b>Мессенджер не принял за последние сутки</b>
dlv-line-refused = { $channel }, { $why }: { $count }, последнее { $at }

dlv-earlier = <b>Больше месяца назад</b>
dlv-line-earlier = { $channel }: отправлено { $sent }, не дошло { $lost }

dlv-why-none = причина неизвестна
dlv-why-network = нет связи
dlv-why-no-answer = мессенджер не отвечает
dlv-why-connectionerror = нет связи
dlv-why-connecttimeout = нет связи
dlv-why-readtimeout = мессенджер не отвечает
dlv-why-proxyerror = прокси не отвечает или не пускает
dlv-why-sslerror = не проходит проверка сертификата
dlv-why-valueerror = ответ не читается
dlv-why-jsondecodeerror = ответ не читается
dlv-why-server = у мессенджера сбой
dlv-why-server-error = у мессенджера сбой
dlv-why-old-server = сервер Bot API старый и так не умеет: обновите его
dlv-why-not-json = у мессенджера сбой
dlv-why-conflict = с этим ключом работает ещё одна программа
dlv-why-too-many = мессенджер просит писать реже
dlv-why-rate = мессенджер просит писать реже
dlv-why-flood = мессенджер просит писать реже
dlv-why-unknown = могло дойти, но ответа не было
dlv-why-restart = программу остановили во время отправки
dlv-why-late = не успели за сутки
dlv-why-file = файл не удалось получить
dlv-why-database = база данных не отвечала
dlv-why-broken = внутренняя ошибка бота
dlv-why-paused = мессенджер запретил писать на время
dlv-why-held-send = новые сообщения
dlv-why-held-edit = изменение отправленного
dlv-why-held-delete = удаление сообщений
dlv-why-held-keyboard = кнопки под сообщениями (в сообществе выключены возможности ботов: как включить, скажет otklik check; люди пока пишут слова)
dlv-why-held-ack = отклики на кнопки
dlv-why-held-upload = загрузку файлов
dlv-why-held-together = несколько сообщений за раз
dlv-why-stopped = мессенджер не пускает бота
dlv-why-stuck = запись не заканчивается
dlv-why-silent = база данных не отвечает
dlv-why-storagefull = нет места на диске
dlv-why-storageerror = ошибка базы данных
dlv-why-low = мало места
dlv-why-backup-room = мало места на диске
dlv-why-backup-folder = в папку для копий нельзя писать
dlv-why-backup-tool = программы для копий PostgreSQL здесь нет, или она старше сервера
dlv-why-backup-broken = копия вышла повреждённой
dlv-why-backup-failed = копия не получилась
dlv-why-reading-damaged = файл версии повреждён или не от этой программы
dlv-why-reading-missing = версии, выбранной вручную, здесь нет
dlv-why-reading-earlier = выбранную вручную версию выучила другая версия программы
dlv-why-kicked = бота удалили из чата
dlv-why-not-found = такого чата нет, или бота в нём нет
dlv-why-no-rights = боту нельзя писать в этот чат
dlv-why-no-access = у бота нет доступа к этому чату
dlv-why-topic = темы группы закрыты для бота
dlv-why-forbidden = боту не разрешили писать
dlv-why-blocked = боту закрыли доступ
dlv-why-not-ready = мессенджер ещё обрабатывает файл
dlv-why-upload = файл не удалось загрузить в мессенджер
dlv-why-too-long = слишком длинное сообщение
dlv-why-bad-request = мессенджер не понял запрос
dlv-why-files-no-bucket = в хранилище нет такого бакета
dlv-why-files-refused = хранилище не принимает ключ
dlv-why-files-away = хранилище не отвечает
dlv-why-files-other = хранилище отвечает не так, как нужно
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
alarm-stranded-bad = ⛔ <b>{ $channel }: бот не подключён, а сообщения туда ждут отправки: { $count }.</b> Администратору: верните ключ доступа в настройки и перезапустите бота, и всё, что не устарело, уйдёт. Подробнее: /delivery
alarm-stranded-well = ✅ <b>{ $channel }: сообщений, которым некуда уйти, больше нет.</b>
alarm-task-bad = ⛔ <b>Часть бота не работает: { $task }.</b> Началось { $since }. Бот пробует снова и снова, остальное работает. Администратору: причина в журнале, строка work.failed.
alarm-task-well = ✅ <b>Снова работает: { $task }.</b> Не работало { $lasted }, началось { $since }.
alarm-task-name = { $task ->
    [receive] приём сообщений из { $channel }
    [admit] вход в { $channel }
    [send] отправка сообщений в { $channel }
    [timers] напоминания и сроки
    [files] загрузка файлов
    [audience] рассылка оповещений
    [administrators] список сотрудников
    [inbox] приём предупреждений
    [folder] папка с предупреждениями
    [reading] выученные темы
    [job] работа по расписанию
   *[other] внутренняя работа
}
alarm-chat-bad = ⛔ <b>{ $chat } ({ $channel }) не принимает сообщения бота.</b> Причина: { $why }. Началось { $since }. { $mend } Ничего не потеряно: карточки подождут и придут сами.
alarm-team-bad = ⛔ <b>{ $chat } ({ $channel }) не принимает сообщения бота.</b> Причина: { $why }. Началось { $since }. { $mend } Сообщения отдела теперь ведёт главный чат: карточки приходят сюда.
alarm-chat-well = ✅ <b>{ $chat } ({ $channel }) снова принимает сообщения бота.</b> Не принимал { $lasted }, началось { $since }. Всё, что ждало, уже идёт туда.
chat-name-staff = Чат сотрудников
chat-name-own = Чат «{ $organisation }»
chat-name-alarms = Чат для тревог
chat-mend-kicked = Добавьте бота в чат снова.
chat-mend-not-found = Проверьте, на месте ли чат, и добавьте в него бота.
chat-mend-no-rights = Разрешите боту писать в этот чат: сделайте его администратором.
chat-mend-no-access = Добавьте бота в чат снова и дайте ему доступ ко всем сообщениям.
chat-mend-topic = Откройте в группе общую тему или сделайте бота администратором с правом управлять темами.
chat-mend-other = Проверьте, что бот состоит в этом чате и может в нём писать.
alarm-disk-bad = ⛔ { $code ->
    [closed] <b>В папку с данными бота нельзя писать.</b> Фото и файлы жителей подождут в мессенджере, но не вечно. Администратору: проверьте диск и права на папку DATA_DIR, потом <b>otklik check</b>.
   *[other] <b>На диске почти нет места.</b> Осталось меньше 500 МБ. Администратору: освободите место, иначе бот не сможет принимать сообщения.
 }
alarm-disk-well = ✅ <b>На диск снова можно писать, места хватает.</b>
alarm-backup-bad = ⛔ <b>Ночью не сделана копия базы данных.</b> Причина: { $why }. Администратору: проверьте место и папку для копий, потом <b>otklik backup</b>.
alarm-backup-well = ✅ <b>Копия базы данных снова сделана.</b>
alarm-files-bad = ⛔ <b>Хранилище файлов недоступно.</b> Причина: { $why }. Началось { $since }. Сообщения и ответы идут как обычно. Новые файлы пока только на этой машине, прежние, которых на ней нет, подождут. Администратору: <b>otklik check</b>
alarm-files-well = ✅ <b>Хранилище файлов снова работает.</b> Перерыв: { $lasted }.
alarm-configuration-bad = ⚠️ <b>Машины бота настроены по-разному.</b> Если работу примет другая, бот ответит иначе, чем сейчас. Администратору: сравните файл .env, папку региона и версию программы на обеих машинах, исправьте и перезапустите бота там, где исправили.
alarm-configuration-well = ✅ <b>Машины бота снова настроены одинаково.</b>
alarm-behind-bad = ⛔ <b>База данных отстала: в ней { $count ->
    [one] нет { $count } сообщения, номер которого уже выдан
    [few] нет { $count } сообщений, номера которых уже выданы
   *[many] нет { $count } сообщений, номера которых уже выданы
}.</b> Так бывает, если базу восстановили из копии или запасная база не успела всё получить. Новые номера бот даст дальше прежних, повторов не будет. Администратору: проверьте, нет ли базы новее этой, а у PostgreSQL включите синхронную копию (synchronous_mode).
alarm-behind-well = ✅ <b>Номера сообщений в базе данных снова идут подряд с выданными.</b>
alarm-reading-bad = ⛔ <b>Бот не может пользоваться тем, чему научился на исправлениях тем.</b> Причина: { $why }. Сообщения принимаются как обычно, темы определяет то, что было в программе. Администратору: <b>otklik reading list</b>
alarm-reading-well = ✅ <b>Выученные темы снова в порядке.</b>
alarm-database-bad = ⛔ <b>База данных не принимает записи.</b> Причина: { $why }. Началось { $since }. Новые сообщения подождут в мессенджерах. Администратору: проверьте диск и базу данных.
alarm-database-well = ✅ <b>База данных снова работает.</b> Записи не шли { $lasted }, началось { $since }.
