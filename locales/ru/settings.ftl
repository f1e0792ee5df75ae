# Что не так с настройками: показывают `otklik check` и запуск.

settings-bad-proxy = адрес прокси начинается с http://, https://, socks4:// или socks5://.
settings-bad-http-proxy = здесь подходит только прокси http:// или https://, не SOCKS.
settings-bad-database = нужен адрес базы: sqlite:///data/otklik.db или postgresql://имя:пароль@сервер/база.
settings-bad-url = нужен адрес, который начинается с https:// (или http://).
settings-bad-chat = «{ $value }» — не чат. Нужно так: { LIST($examples, by: "or") }.
settings-unknown-messenger = «{ $value }»: такого мессенджера нет. Есть: { $known }. Нужно так: { LIST($examples, by: "or") }.
settings-without-token = { $value }: этот мессенджер здесь не включён, сообщения туда не дойдут. Задайте { $token } или уберите этот адрес.
settings-bad-officer = «{ $value }» — не учётная запись. Нужно так: { $example }; следующий человек — через запятую.
settings-not-one-of = такого значения нет. Можно: { $choices }.
settings-out-of-range = число не подходит: должно быть { $limit }.
settings-not-a-number = здесь нужно число.
settings-messenger-pair = задано { $other }, но без этого { MESSENGER($messenger) } не работает. Задайте и то и другое или ничего.
settings-misspelt = такой настройки нет. Возможно, вы имели в виду { $near }.
settings-open-quote = кавычка не закрыта{ $name ->
    [none] {""}
   *[other] {" "}({ $name })
 }. Закройте её в этой же строке или уберите.
settings-after-quote = после закрывающей кавычки есть лишнее{ $name ->
    [none] {""}
   *[other] {" "}({ $name })
 }. Оставьте в строке одно значение в кавычках.
settings-no-equals = в строке нет знака «=»{ $name ->
    [none] {""}
   *[other] {" "}после { $name }
 }. Нужно так: ИМЯ=значение.
settings-bad-line = эта строка не читается. Нужно так: ИМЯ=значение, без пробелов в имени; пояснение начинается с #.
settings-twice = { $name } уже задано в строке { $first }, и по-другому. Оставьте одну строку.
settings-unknown-name = в значении { $name } есть ${ "{" }ИМЯ{ "}" }, а такая переменная не задана ни выше в файле, ни в окружении. Задайте её выше или впишите само значение.
settings-unreadable = файл не читается{ $why ->
    [rights] : нет прав. Дайте программе право читать его.
    [encoding] : он не в UTF-8. Сохраните его в этой кодировке: в Блокноте «Сохранить как», кодировка UTF-8.
    [folder] : это папка, а нужен файл. Уберите её и создайте файл: otklik init.
   *[other] . Он должен быть обычным текстом в UTF-8.
 }
settings-fictional = с настоящими мессенджерами ({ $channels }) придуманный регион не работает. Создайте свой: otklik init.
settings-no-folder = папки { $path } нет. Создайте регион: otklik init.
settings-bad-broadcast = «{ $value }» — не канал. Нужно так: { LIST($examples, by: "or") }.
settings-not-alone = дежурных в DUTY_OFFICERS { $count }, значит, одобряет второй. Уберите ONE_OFFICER или оставьте в DUTY_OFFICERS одного.
settings-no-alerts = папки { $path } нет. Создайте её или уберите настройку.
settings-no-file = файла { $path } нет. Проверьте путь или уберите настройку.
settings-bad-network = «{ $value }» — не адрес и не сеть. Нужно так: 10.0.0.5 или 10.0.0.0/24, несколько — через запятую.
settings-bad-files-url = нужно так: s3://бакет/папка?endpoint=https://адрес&amp;region=регион (папку, endpoint и region можно опустить; имя и пароль сюда не пишут).
settings-files-key = для FILES_URL нужны ключ и его секрет: FILES_KEY и FILES_SECRET.
settings-pair = задано { $other }, а без этого подписывать нечем. Задайте и то и другое или ничего.
console-lookalikes = В «{ $word }» есть русские буквы, похожие на латинские: { $letters }. Наберите это слово заново латинскими.
