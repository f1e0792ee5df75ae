# Что программа отвечает другим программам по Open311 (/open311/v2).

open311-key-service = Ключ выдаёт центр: напишите туда, указав программу и адреса, с которых она будет спрашивать.
open311-merged = { $status }: см. № { $number }
open311-due = Срок решения: { $date }.

open311-bad-date = { $name }: «{ $value }» — не дата. Нужно так: 2026-11-28 или 2026-11-28T21:05:00Z.
open311-bad-number = { $name }: «{ $value }» — не число.
open311-foreign-place = { $name }: «{ $value }» позже всех здешних событий. Начните сначала: с 0.
open311-bad-status = status: «{ $value }» не бывает. Можно: open, closed.
open311-no-such-code = { $name }: кода «{ $value }» здесь нет.
open311-long-span = Между { $since } и { $until } может быть не больше { $days } дней.
open311-deep-page = По страницам можно дойти только до { $most } сообщений. Дальше спрашивайте по времени: updated_after.
open311-many-numbers = service_request_id: за один раз можно спросить не больше { $most } сообщений.
open311-unknown = Такого здесь нет.
open311-no-jurisdiction = jurisdiction_id: «{ $value }» здесь не обслуживают. Можно не указывать.
open311-key-missing = Нужен ключ: заголовок «Authorization: Bearer …» или параметр api_key.
open311-key-wrong = Ключ не подходит.
open311-no-right = Этому ключу так нельзя.
open311-wrong-keys = Слишком много неверных ключей с этого адреса. Подождите десять минут.
open311-too-often = Слишком часто. Подождите и спросите снова.
open311-away = Сейчас не получается ответить. Спросите снова через несколько секунд.
open311-bad-body = Тело запроса не читается: нужна форма (UTF-8), JSON или multipart/form-data.
open311-media-type = Так присылать нельзя: нужна форма, JSON или multipart/form-data.
open311-too-large = Слишком много: больше { $most }.
open311-other-file = { $name }: файлы берутся только под именем media.
open311-method = Так здесь нельзя: другой метод.
open311-missing = { $name }: без этого нельзя.
open311-no-place = lat, long, address_string: укажите точку или адрес.
open311-bad-point = { $name }: «{ $value }» — не координата.
open311-outside = lat, long: это место не в нашем регионе.
open311-address-id = address_id: таких номеров здесь нет. Пришлите lat и long или address_string.
open311-long-text = { $name }: не больше { $most } знаков.
open311-bad-media = media_url: файл по адресу «{ $value }» взять нельзя. Нужен общедоступный https-адрес.
open311-many-media = media, media_url: не больше { $most } файлов.
open311-media-kind = media: «{ $value }» — не JPEG, PNG, HEIC, WebP и не MP4.
open311-media-large = media: «{ $value }» больше { $most } МБ.
open311-bad-key = Idempotency-Key: до 64 знаков, латинские буквы, цифры, «_» и «-».
open311-other-body = Idempotency-Key: с этим ключом уже прислано другое.
open311-silenced = account_id: сообщения этого автора центр сейчас не принимает.
open311-bad-update-id = update_id: до { $most } видимых знаков, первый не «#».
open311-taken-back = Сообщение № { $number } автор отозвал: к нему больше ничего не добавить.
open311-other-update = update_id: под этим именем уже приходило другое.
open311-first-due = Первый ответ — до { $due }.

check-open311-off = В { $file } есть программы, а Open311 выключен: ответа им не будет.
check-open311-off-mend = Поставьте OPEN311=true или уберите файл.
check-open311-key = Программа { $client }: { $why ->
    [missing] нет ключа, { $variable } не задано.
    [short] ключ в { $variable } слишком короткий.
   *[double] ключ в { $variable } уже есть у другой программы.
 } Её запросы не принимаются.
check-open311-key-mend = Задайте { $variable } в .env: не меньше { $least } знаков, например из команды openssl rand -hex 24.
check-open311-texts = Программа { $client } видит слова людей, точные места и файлы. Каждый её запрос записывается.
check-open311-address = Open311: не задан PUBLIC_URL. Адреса картинок и страниц берутся из самого запроса.
check-open311-address-mend = Задайте PUBLIC_URL, если сервис стоит за прокси.
check-open311-good = Open311 включён. Программ с ключом: { $count }. Без ключа { $public ->
    [yes] можно читать, но без слов и точных мест.
   *[no] можно узнать только список тем.
 }
