# Командная строка: otklik …

cli-about = «Отклик»: боты центра управления для { LIST($messengers, by: "and") }.
cli-usage = Как писать:
cli-arguments = что указать
cli-options = дополнительно
cli-commands = команды
cli-command = КОМАНДА
cli-help = показать эту справку
cli-yes-words = да, д, y, yes

cli-run = запустить ботов, у которых есть токен (без токенов — песочницу)
cli-sandbox = запустить песочницу: придуманный регион и ненастоящие мессенджеры на странице в браузере
cli-init = задать несколько вопросов и создать .env и папку региона
cli-check = проверить настройки, регион, базу, токены и права; сказать, как исправить
cli-migrate = привести базу данных к этой версии программы
cli-lead = какая из машин на одной базе сейчас работает, и передача работы
cli-faults = сообщения мессенджеров, которые не удалось обработать
cli-reading = чему программа научилась, когда сотрудники исправляли темы
cli-backup = сохранить копию базы данных
cli-restore = вернуть базу данных из копии
cli-export = выгрузить данные в таблицу

cli-no-command = команды «{ $name }» нет.{ $near ->
    [none] {" "}Список команд: otklik --help
   *[other] {" "}Возможно, вы имели в виду «{ $near }». Список команд: otklik --help
 }
cli-bad-arguments = не понимаю: { $reason }. Справка: { $command } --help
arguments-required = не указано: { $names }
arguments-one-of = укажите что-то одно: { $names }
arguments-unknown = лишнее: «{ $names }»
arguments-choice = { $names }: «{ $value }» не подходит. Бывает: { $choices }
arguments-no-value = после { $names } нужно значение
arguments-needless-value = после { $names } значение не нужно: «{ $value }»
arguments-together = { $names } и { $value } вместе не бывают
arguments-bad-value = { $names }: «{ $value }» не подходит
arguments-ambiguous = { $names } можно понять по-разному: { $choices }
arguments-other = эту строку
cli-database = база данных: { $reason }
system-missing = нет такого файла или папки
system-rights = нет прав
system-read-only = диск доступен только для чтения
system-room = на диске кончилось место
system-folder = это папка, а нужен файл
system-no-folder = это файл, а нужна папка
system-exists = уже есть
system-busy = занято другой программой
system-name = такое имя не подходит
system-disk = диск не читается или не пишется, проверьте его
system-files = открыто слишком много файлов
system-address = такого адреса у этой машины нет, или сеть ещё не готова
system-network = нет связи
system-other = система отказала, код { $code }
database-in-use = её уже держит другая запущенная программа Otklik. Остановите её или дождитесь, пока она закончит.
database-newer = её записала более новая программа: версии базы { $found } эта программа не знает (её собственная — { $known }). Обновите программу.
database-unreachable = сервер не принимает соединения. Проверьте, что он запущен, и адрес в DATABASE_URL.
database-silent = сервер не ответил вовремя. Проверьте сеть и адрес в DATABASE_URL.
database-login = сервер не пускает. Проверьте имя и пароль в DATABASE_URL и файл pg_hba.conf на сервере.
database-absent = на сервере её нет. Создайте её или исправьте имя в DATABASE_URL.
database-starting = сервер запускается или останавливается. Подождите немного.
database-connections = у сервера не осталось свободных соединений. Otklik нужно четыре.
database-full = для неё не осталось места на диске. Освободите место.
database-read-only = она открыта только для чтения: это запасной сервер, или нет права записи в файл.
database-rights = у пользователя базы не хватает прав. Пусть администратор сервера сделает его владельцем базы и таблиц или вернёт ему права (GRANT).
database-tables = нужных таблиц в ней нет. Если её восстанавливают из копии, дождитесь конца; иначе: otklik migrate
database-others = в ней таблицы другой программы (или её ещё восстанавливают из копии). Впишите в DATABASE_URL свою: новый файл или пустую базу на сервере.
database-locked = её занимает другая программа. Подождите или закройте её.
database-damaged = файл повреждён, или это не база данных. Верните копию.
database-disk = диск не даёт прочитать или записать её файл. Проверьте, есть ли на нём место и не открыт ли он только для чтения.
database-closed-file = { $path } не открывается. Проверьте папку и права на неё.
database-folder = { $path }: это папка, а нужен файл. Исправьте DATABASE_URL.
database-address = адрес в DATABASE_URL не читается. Особые знаки в пароле пишут через процент: @ как %40, / как %2F.
database-scheme = адрес в DATABASE_URL должен быть sqlite:///файл.db или postgresql://имя:пароль@сервер/база
database-no-host = ни один из серверов в DATABASE_URL не подходит: нужен target_session_attrs={ $wanted }.
database-pooler = между программой и базой стоит пул соединений в режиме транзакций. Нужен режим сеансов (pool_mode = session) или прямой адрес сервера.
database-encoding = её кодировка { $found }, а нужна UTF8. Создайте базу заново с ENCODING UTF8.
database-old-sqlite = SQLite { $found } слишком старая, нужна { $needed } или новее.
database-value = одно из значений в неё не помещается.
database-other = она отказала.{ $state ->
    [none] {""}
   *[other] {" "}Код отказа: { $state }.
 }
cli-no-database = базы данных { $path } ещё нет. Она появится после otklik run или otklik migrate.
cli-migrate-first = база данных от более ранней версии (не хватает: { $names }). Сначала: otklik migrate
cli-exists = { $path } уже есть. Укажите другое имя.
cli-no-folder = папки { $path } нет. Создайте её.
cli-no-file = файла { $path } нет.

cli-run-sandbox = Токенов нет, поэтому запускаю песочницу. Свой регион в ней: otklik sandbox --region ПАПКА. Настоящие боты: otklik init
cli-run-standby = быть одной из нескольких машин на одной базе и ждать, пока понадобится (как STANDBY=true)
cli-sandbox-open = сразу открыть страницу в браузере
cli-sandbox-region = попробовать свой регион: его папка
cli-sandbox-staff = где чат сотрудников: { LIST($messengers, by: "or") }
cli-sandbox-own = Регион: { $name } (папка { $folder }). Мессенджеры ненастоящие, наружу ничего не уйдёт.

cli-migrated = Применено: { $names }
cli-migrated-nothing = База данных уже в порядке.

cli-backup-path = новый файл для копии
cli-backup-done = копию сделали другие средства: запомнить, что она есть
cli-backup-noted = Записано: хорошая копия сделана сейчас.
cli-backed-up = Копия сохранена: { $path } ({ $size } МБ). В ней персональные данные, храните её бережно.

cli-restore-path = файл копии: otklik-….db или otklik-….dump
cli-restore-yes = заменить нынешнюю базу (её файл останется рядом под другим именем)
cli-restore-running = базу держит работающая программа. Сначала остановите её: systemctl stop otklik
cli-restore-exists = база { $path } уже есть. Чтобы заменить её копией: --yes. Нынешняя останется рядом под другим именем.
cli-restore-not-empty = в этой базе уже есть таблицы. Копия возвращается только в пустую: создайте новую (createdb --owner=otklik --encoding=UTF8 --template=template0 ИМЯ), впишите её в DATABASE_URL и повторите.
cli-restore-itself = { $path } — это и есть нынешняя база.
cli-restore-aside = Прежняя база отложена: { $path }
cli-restore-store-away = Хранилище файлов не отвечает: кого нужно забыть, взято только с этой машины. При следующем запуске программа спросит его снова.
cli-restored = { $reports ->
    [one] База возвращена: { $reports } сообщение
    [few] База возвращена: { $reports } сообщения
   *[many] База возвращена: { $reports } сообщений
 }, следующее получит № { $number }. { $erased ->
    [0] Забывать снова никого не пришлось.
    [one] Снова забыт { $erased } человек: он просил об этом после копии.
    [few] Снова забыты { $erased } человека: они просили об этом после копии.
   *[many] Снова забыто { $erased } человек: они просили об этом после копии.
 }

copy-no-tool = программы { $tool } на этой машине нет. В Debian и Ubuntu она в пакете postgresql-client. Если копию делаете сами: otklik backup --done
copy-old-tool = { $tool } здесь версии { $found }, а сервер версии { $server }: копию может сделать только такая же или новее. Поставьте postgresql-client-{ $server }
copy-old-restore = эту копию сделала более новая программа, здешняя { $tool } её не читает. Поставьте postgresql-client поновее.
copy-tool = { $tool } не справилась (код { $exit }). Проверьте DATABASE_URL, права пользователя базы и что сервер отвечает.
copy-tool-room = { $tool }: на диске кончилось место
copy-tool-rights = { $tool }: у пользователя базы не хватает прав. Сделайте его владельцем базы: ALTER DATABASE … OWNER TO … Ничего не изменено.
copy-tool-read-only = { $tool }: база открыта только для чтения, скорее всего это запасной сервер. Впишите в DATABASE_URL главный. Ничего не изменено.
copy-exists = { $path } уже есть. Укажите другое имя.
copy-unwritable = { $path }: копию нельзя записать: { $why }
copy-no-room = в { $path } мало места: нужно { $needed } МБ, свободно { $free } МБ
copy-damaged = копия { $path } повреждена. Возьмите другую. Ничего не изменено.
copy-not-ours = { $path } — не копия этой базы: другой файл или копия для другой СУБД. Ничего не изменено.
copy-newer = копию { $path } сделала более новая программа (изменение { $found }, а эта знает { $known }). Обновите программу. Ничего не изменено.

cli-lead-action = status — кто работает и кто ждёт, give — передать работу той машине, которая ждёт
cli-lead-nobody = На этой базе сейчас никто не работает.
cli-lead-alone = Работает программа, запущенная без STANDBY=true: другая машина её не подменит.
cli-lead-node = Работает { $node }, с { $since }, смена № { $epoch }.
cli-lead-renewed = Последний раз подала знак { $seconds } с назад.
cli-lead-waiting = Ждут наготове: { $names }.
cli-lead-one-waits = Ещё одна программа ждёт наготове.
cli-lead-none-waits = Наготове никого нет.
cli-lead-given = Теперь работает { $node }, смена № { $epoch }.
cli-lead-not-given = работа не передана: посмотрите otklik lead status и журналы обеих машин
cli-lead-no-node = передавать работу некому и не от кого: посмотрите otklik lead status
cli-lead-no-standby = наготове никого нет, работу никто не продолжит: сначала запустите otklik run --standby на другой машине
cli-faults-action = list — показать, retry — попробовать ещё раз
cli-faults-none = Необработанных сообщений нет.
cli-faults-id = №
cli-faults-at = когда
cli-faults-channel = мессенджер
cli-faults-key = номер там
cli-faults-tries = попыток
cli-faults-error = ошибка
cli-faults-retried = Попробовали: { $tried }, получилось: { $solved }.

cli-export-what = что выгрузить: reports — сообщения жителей, notices — журнал оповещений
cli-export-path = новый файл CSV
cli-exported-journal = { $count ->
    [one] Выгружена { $count } строка журнала
    [few] Выгружены { $count } строки журнала
   *[many] Выгружено { $count } строк журнала
 } в { $path }. В файле имена дежурных: храните его как документ.
cli-exported = { $count ->
    [one] Выгружено { $count } сообщение
    [few] Выгружено { $count } сообщения
   *[many] Выгружено { $count } сообщений
 }: { $path }. В файле персональные данные, храните его бережно.

cli-check-mend = исправить, что можно, не спрашивая

check-settings = настройки
check-staff = сотрудники
check-region = регион
check-database = база данных
check-settings-good = всё прочитано
check-no-tokens = токенов нет: работает только песочница
check-officers = { $count ->
    [one] назначен { $count } дежурный
    [few] назначены { $count } дежурных
   *[many] назначено { $count } дежурных
 }
check-no-admin-chat = нет чата сотрудников (ADMIN_CHAT): сообщения копятся, но их никто не видит
check-no-admin-chat-mend = добавьте бота в группу и впишите её номер в .env: { LIST($examples, by: "or") }
check-no-officers = дежурные не назначены (DUTY_OFFICERS): рассылать оповещения смогут администраторы чата
check-few-officers = дежурный один: отправить оповещение будет нельзя, одобряет всегда другой
check-few-administrators = администраторов в чате: { $count }. Оповещение пишет один, одобряет другой
check-few-officers-mend = назначьте второго дежурного в DUTY_OFFICERS или сделайте ещё одного сотрудника администратором чата
check-officers-unknown = мессенджер не говорит, кто администратор чата: проверьте сами, что их не меньше двух
check-one-officer = ONE_OFFICER: опасное для жизни дежурный может одобрить сам, без второго
check-no-public-url = наши оповещения для других систем (/feed.atom) выключены: не задан PUBLIC_URL
check-no-public-url-mend = если они нужны, впишите в PUBLIC_URL адрес веб-сервера снаружи: https://…
check-signing-good = наши оповещения для других систем подписываются, сертификат действует до { $until }
check-signing-soon = наш сертификат для подписи действует до { $until }
check-signing-soon-mend = получите новый и замените файл CAP_CERTIFICATE, вместе с ключом
check-signing-closed = файлы CAP_KEY и CAP_CERTIFICATE не читаются, поэтому наши оповещения для других систем не выходят
check-signing-closed-mend = дайте программе право их читать
check-signing-bad = подписать не выходит, поэтому наши оповещения для других систем не выходят: { $why ->
    [pair] ключ и сертификат от разных пар
    [key] ключ не читается или под паролем
    [kind] такие ключи не подходят, нужен RSA или EC
   *[other] сертификат не читается
 }
check-signing-bad-mend = нужны ключ без пароля и его сертификат, файлы PEM
check-place-good = { $setting }: боту можно писать в { $chat }
check-place-unknown = { $setting }: мессенджер не говорит, можно ли писать в { $chat }
check-place-bad = { $setting }: боту нельзя писать в { $chat }
check-place-mend = добавьте бота в { $chat }; в канале сделайте его администратором с правом публиковать
check-region-good = { $name }: населённых пунктов { $settlements }, тем { $topics }
check-unanswered = тема «{ $topic }»: кое-где никто не отвечает, такие сообщения получит центр. Это { $places }{ $more ->
    [0] {""}
   *[other] {" "}и ещё { $more }
 }
check-unanswered-mend = допишите answers в organisations.toml или organisation у темы
check-open-mark = в тексте { $key } осталось незаполненное место
check-open-mark-mend = найдите в region.toml слова в квадратных скобках и впишите своё{ $language ->
    [none] {""}
   *[other] {", "}или уберите весь раздел [legal.{ $language }]: тогда прочитают русский текст
 }
check-foreign-messengers = Государственным и муниципальным органам в России может быть запрещено информировать граждан через иностранные мессенджеры. Узнайте у юриста, что относится к вам
check-database-new = { $path } появится при первом запуске
check-database-no-room = { $path } нельзя создать: нет прав на запись
check-database-in-use = базу сейчас держит работающий otklik run
check-database-bad = не открывается: { $reason }
check-database-mend = проверьте DATABASE_URL и что база запущена
check-database-pending = не применены изменения: { $names }
check-database-migrate = otklik run применит их сам; отдельно: otklik migrate
check-database-good = открывается, версия та же
check-backups = копии
check-backups-good = каждую ночь, в { $path }
check-backups-same-disk = каждую ночь, в { $path }: на том же диске. Для копий на другом диске есть BACKUP_DIR
check-backups-missing = папки { $path } (BACKUP_DIR) нет: копий не будет
check-backups-missing-mend = создайте её или подключите диск
check-backups-closed = в папку { $path } (BACKUP_DIR) нельзя писать: копий не будет
check-backups-closed-mend = дайте программе право писать там
check-backups-no-tool = pg_dump здесь нет: сама программа копий не делает
check-backups-no-tool-mend = поставьте postgresql-client или делайте копии сами и отмечайте их: otklik backup --done
check-files = файлы
check-files-closed = в папку { $path } (DATA_DIR) нельзя писать: фото и файлы жителей не сохранятся
check-files-closed-mend = дайте программе право писать там или задайте в DATA_DIR другую папку
check-files-damaged = { $path }: { $count ->
    [one] { $count } строка не читается
    [few] { $count } строки не читаются
   *[many] { $count } строк не читаются
 }
check-files-damaged-mend = { $file ->
    [forgotten] здесь те, кто попросил забыть их данные: верните файл из копии, если она есть, иначе уберите эти строки
   *[other] уберите эти строки: номера программа знает и из базы данных
 }
check-files-good = то, что присылают люди, хранится в бакете { $bucket }: записать, прочитать и удалить получается
check-files-bad = { $code ->
    [no-bucket] в хранилище нет бакета { $bucket }
    [refused] хранилище не принимает ключ FILES_KEY или не даёт ему писать, читать и удалять в бакете { $bucket }
    [away] хранилище { $endpoint ->
        [none] {""}
       *[other] { $endpoint }{" "}
      }не отвечает
   *[other] хранилище отвечает на FILES_URL не так, как нужно
  }: файлы останутся только на этой машине
check-files-bad-mend = { $code ->
    [no-bucket] создайте бакет в хранилище или исправьте его имя в FILES_URL
    [refused] проверьте FILES_KEY и FILES_SECRET и права ключа в хранилище
    [away] проверьте endpoint в FILES_URL и сеть до него
   *[other] проверьте endpoint и region в FILES_URL
  }
check-files-open = хранилище работает по http://: по сети файлы и ответы идут открыто
check-files-open-mend = поставьте в FILES_URL адрес с https://, если сеть до хранилища не только ваша
check-files-one-node = FILES_URL не задан: файлы, которые скачал другой узел, этому узлу не видны
check-files-one-node-mend = заведите хранилище с API S3 и задайте FILES_URL на всех узлах одинаково
check-refused = мессенджер не принял токен
check-refused-mend = проверьте токен в .env
check-no-answer = мессенджер не отвечает
check-no-answer-mend = проверьте сеть, адрес API и прокси
check-no-faults = Всё в порядке. Строки с «!» прочитайте.
check-faults = { $count ->
    [one] Нужно исправить: { $count } строка с «x».
    [few] Нужно исправить: { $count } строки с «x».
   *[many] Нужно исправить: { $count } строк с «x».
 }

init-name = Название региона или города, без слов «центр» и «ЦУР» (например, Зарайск или Озёрский район)
init-centre-instead = Похоже, это название центра, а не места. Так будет называться и регион; поменять можно в region.toml, раздел [name].
init-centre = Как называется ваш центр, так бот назовёт себя жителям (например, ЦУР города Зарайска)
init-name-in = Как сказать, где это (например, в Зарайске; Enter — «в нашем регионе»)
init-name-whole = И обо всём регионе сразу (например, весь Зарайск; Enter — «весь регион»)
init-own-centre = Центр управления: { $name }
init-municipality = Муниципалитет, к которому относятся населённые пункты (например, городской округ Зарайск)
init-time-zone = Часовой пояс (например, Europe/Moscow или Asia/Yekaterinburg)
init-phone = Телефон дежурного центра, его увидят жители (например, 8-800-100-20-30)
init-settlements = файл CSV с населёнными пунктами: name,lat,lon[,municipality]
init-settlements-how = Населённые пункты: по одному в строке — название, широта, долгота. Или имя файла CSV (например, places.csv). Пустая строка — конец.
init-settlements-kept = С прошлого раза: { $places }
init-settlement = Населённый пункт (например, Сосновинка, 60.42, 63.31)
init-organisations = файл CSV с организациями: for,name,phone (за что отвечает: heat или «Отопление и горячая вода»)
init-answerers-how = Кто отвечает за что. Назовите организацию и её телефон. Пустая строка — отвечает сам центр. Слово «дальше» — остальное тоже сам центр. Всё это потом можно поправить в organisations.toml и topics.toml.
init-answerer = { $asks } (например, { $example })
init-rest-words = дальше, next
init-bad-answerer = «{ $value }» — не так. Нужно название, потом телефон. Например: { $example }
init-bad-answerers = { $path }, строка { $line }: { $reason ->
    [open-quote] кавычка не закрыта. Закройте её или уберите.
    [for] неизвестно, за что отвечает организация. В столбце for можно: { $words }.
   *[columns] нужны столбцы for и name (за что отвечает и название), можно и phone.
 }
init-admin-chat = Чат сотрудников (например, { LIST($examples, by: "or") }; Enter — пропустить)
init-folder = папка региона (region)
init-force = перезаписать, что уже есть
init-overwrite = { $path } уже есть. Перезаписать? [да/нет]
init-exists = { $path } уже есть. Чтобы перезаписать: --force
init-missing = нет ответа на вопрос { $flag }
init-bad-flag = { $flag }: { $reason }
init-needed = без ответа нельзя.
init-bad-zone = часового пояса «{ $value }» нет. В России бывают: Europe/Kaliningrad, Europe/Moscow, Europe/Samara, Asia/Yekaterinburg, Asia/Omsk, Asia/Novosibirsk, Asia/Krasnoyarsk, Asia/Irkutsk, Asia/Yakutsk, Asia/Vladivostok, Asia/Magadan, Asia/Kamchatka.
init-bad-phone = «{ $value }» — не телефон. Например: 8-800-100-20-30
init-bad-settlement = «{ $value }» — не так. Нужно: название, широта, долгота. Например: Сосновинка, 60.42, 63.31
init-bad-csv = { $path }, строка { $line }: { $reason ->
    [open-quote] кавычка не закрыта. Закройте её или уберите.
    [point] здесь нет названия, или координаты — не градусы. Нужно, например: Сосновинка,60.42,63.31
   *[columns] нужны столбцы name, lat, lon (название и координаты в градусах), можно и municipality.
 }
init-recalled = Прошлые ответы ({ $path }) стоят в квадратных скобках: Enter оставляет их.
init-kept = то, что вы ответили, сохранено в { $path } (кроме токенов). Запустите otklik init снова: ответы подставятся.
init-greets = Жителей бот встретит так: «{ $greeting }»
init-files = Папка { $folder }:
init-file-region-toml = название, часы работы, телефоны, тексты для жителей, слова об опасности
init-file-topics-toml = о чём пишут жители: темы, сроки, слова
init-file-organisations-toml = кто отвечает: названия, телефоны, свои чаты
init-file-answers-toml = слова, по которым видно отписку
init-file-other_offices-toml = кто отвечает за то, что к вам не относится: впишите сами
init-file-back-office-toml = как читать ответы из другой системы, если они приходят таблицами
init-file-notices-toml = оповещения: что делать, готовые тексты, памятки
init-file-settlements-csv = населённые пункты: code,name,municipality,lat,lon (сначала широта, потом долгота)
init-file-municipalities-csv = муниципалитеты: code,name
init-file-municipalities-geojson = границы муниципалитетов, если они у вас есть: положите файл сюда (properties code и name, сначала долгота), municipalities.csv тогда не нужен
init-done = Готово. Впишите своё в { $folder }/region.toml (слова в квадратных скобках) и проверьте: otklik check. Попробовать: otklik sandbox --region { $folder }
init-owner = .env читает только суперпользователь. Чтобы его читала и служба: chown root:otklik .env && chmod 640 .env
init-centre-words = цур, мцу, еддс, центр
init-dangers-head = Те же слова по видам опасности: у каждого вида свой совет жителю.
init-duty = Дежурный центра управления

init-legal-greeting = Здравствуйте! Это { $centre }. Напишите боту, что случилось, можно с фотографией. Мы передадим тем, кто за это отвечает, и пришлём вам ответ.
init-legal-consent =
    <b>Согласие на обработку персональных данных</b>

    <b>Кто:</b> [впишите полное название организации и её адрес], { $phone }.
    <b>Что:</b> ваш номер в мессенджере, текст сообщения, фотографии, адрес и место на карте.
    <b>Зачем:</b> чтобы рассмотреть ваше сообщение, ответить вам и предупредить об опасности.
    <b>Кому передаём:</b> организации, которая решает вопрос. [впишите, кому ещё, или уберите]
    <b>Сколько храним:</b> [впишите срок].
    <b>Как отозвать:</b> напишите «удалить мои данные» — мы удалим ваши данные. Можно и письмом: [впишите адрес].

    Закон: Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных».
init-legal-appeal = Сообщение в боте — не официальное обращение по закону № 59-ФЗ. Если нужен официальный ответ с подписью, отправьте обращение здесь:
init-legal-appeal-url = [впишите адрес страницы, где подают обращения]

cli-channel-refused = { $channel } нас не принимает. Проверьте токен, подробнее скажет otklik check.
cli-port-taken = Адрес { $address } занят или не разрешён. Задайте другой HTTP_PORT (0: без веб-сервера).
cli-sandbox-page = Через несколько секунд откройте в браузере { $url }. Остановить: Ctrl+C

cli-notice = принять предупреждение CAP 1.2 из файла, как будто его прислал источник
cli-notice-path = файл с предупреждением
cli-notice-approve = сразу одобрить от этого имени (записывается в журнал)
cli-notice-bad-name = после --approve нужно имя того, кто одобряет, до 60 знаков
cli-notice-waits = Предупреждение записано. Работающая программа ещё не ответила: что с ним стало, видно в чате сотрудников.

cli-subscribers = загрузить или выгрузить подписчиков оповещений
cli-subscribers-action = import — загрузить, export — выгрузить
cli-subscribers-path = файл CSV: channel,chat_id,language,area,kinds
cli-subscribers-imported = { $count ->
    [one] Загружен { $count } подписчик.
    [few] Загружены { $count } подписчика.
   *[many] Загружено { $count } подписчиков.
 }
cli-subscribers-exported = { $count ->
    [one] Выгружен { $count } подписчик
    [few] Выгружены { $count } подписчика
   *[many] Выгружено { $count } подписчиков
 }: { $path }. В файле персональные данные, храните его бережно.
cli-subscribers-encoding = { $path }: нужен текст в кодировке UTF-8. В Excel выберите «Сохранить как», тип «CSV UTF-8»
cli-subscribers-empty = { $path }: файл пуст. В первой строке нужны столбцы { $columns } (обязательны channel и chat_id)
cli-subscribers-header = { $path }: в первой строке нужны столбцы { $columns } (обязательны channel и chat_id), а там: { $found }
cli-subscribers-fault = { $column ->
    [none] { $path }:{ $line }: { $what }
   *[other] { $path }:{ $line }: { $column }: { $what }
 }
cli-row-open-quote = кавычка не закрыта. Закройте её или уберите
cli-row-cells = ячеек { $count }, а столбцов { $wanted }
cli-row-channel = «{ $value }» — не мессенджер. Бывает: { $words }
cli-row-chat = «{ $value }» — не номер человека в мессенджере
cli-row-language = языка «{ $value }» нет. Есть: { $words }
cli-row-area = места «{ $value }» в регионе нет.{ $near ->
    [none] {""}
   *[other] {" "}Возможно, «{ $near }»?
 }
cli-row-area-several = мест с названием «{ $value }» несколько. Укажите код: { $words }
cli-row-kind = вида «{ $value }» нет.{ $near ->
    [none] {""}
   *[other] {" "}Возможно, «{ $near }»?
 } Есть: { $words }
cli-row-twice = этот человек уже был в строке { $line }

check-answering = кто отвечает
check-sources = источники предупреждений
check-source-no-way = источник «{ $code }» без адреса, а папка не задана: его предупреждениям некуда приходить
check-source-no-way-mend = впишите url в notices.toml или задайте NOTICE_FOLDER
check-source-anybody = источник «{ $code }» рассылает без дежурного, а отправители не названы: подойдёт любой
check-source-anybody-mend = впишите senders в notices.toml
check-source-never = источник «{ $code }»: certainty пустой, без дежурного ничего не уйдёт
check-source-at-once = источник «{ $code }» рассылает без дежурного: «{ $severity }» и выше
check-source-certificate = сертификат источника «{ $code }» не читается: ничего от него не принять
check-source-certificate-mend = попросите у источника файл PEM с сертификатом
check-source-certificate-soon = сертификат источника «{ $code }» действует до { $until }; после этого всё от него ждёт дежурного
check-source-certificate-soon-mend = попросите новый и допишите его в тот же файл
check-source-certificate-anybody = у источника «{ $code }» есть сертификат, но нет senders: подпись спросят только с того, что придёт по его адресу
check-folder-closed = в папку { $path } нельзя писать: предупреждения нельзя будет убрать из неё
check-folder-closed-mend = дайте программе право читать и писать там
check-folder-shared = папку { $path } читает тот узел, который работает; положенное на диск другого никто не прочтёт
check-folder-shared-mend = пусть это будет общий диск, подключённый ко всем узлам
check-folder-nobody = папка для предупреждений задана, но ни один источник не приходит через неё
check-folder-nobody-mend = добавьте в notices.toml источник без url

# otklik back-office
cli-back-office = проверить файл с ответами из другой системы, ничего не отправляя
cli-outside-action = try — прочитать файл и показать, что из него вышло бы
cli-outside-path = таблица CSV или список JSON
cli-outside-client = код программы из integrations.toml, чей это файл
cli-outside-no-client = программы «{ $client }» с правом «answer» нет в integrations.toml. Есть: { $clients ->
    [none] ни одной
   *[other] { $clients }
 }.
cli-outside-which = чей это файл? Укажите --client КОД. Есть: { $clients ->
    [none] ни одной программы с правом «answer» в integrations.toml
   *[other] { $clients }
 }.
cli-outside-remark = похоже на отписку: { $what }
cli-outside-tried = Строк, которые можно принять: { $good }. Пропускаются: { $skipped }. Не читаются: { $bad }. Ничего не отправлено.
check-outside = Ответы извне
check-outside-nobody = папка BACK_OFFICE_DIR задана, но отвечать никому не разрешено
check-outside-nobody-mend = дайте программе право «answer» в { $file } или уберите BACK_OFFICE_DIR
check-outside-no-map = для программы «{ $client }» не сказано, как читать её таблицы: столбцы должны называться как у нас
check-outside-no-map-mend = опишите её столбцы в { $file } (docs/back-office.ru.md)
check-outside-all = программа «{ $client }» может отвечать на сообщения всех организаций
check-outside-good = могут отвечать: { $count } (описано таблиц: { $maps })
