# Оповещения: виды, важность, что видит житель.

kind-flood = Паводок и лёд
kind-weather = Погода
kind-fire = Пожары
kind-threat = Аварии и угрозы
kind-water = Вода
kind-heat = Тепло
kind-power = Свет
kind-gas = Газ
kind-roads = Дороги
kind-ecology = Воздух и экология
kind-health = Болезни и животные
kind-people = Люди и школы
kind-rumour = Опровержение слухов
kind-news = Новости центра
kind-danger = Опасность

severity-1 = К сведению
severity-2 = Осторожно
severity-3 = Опасно
severity-4 = Опасно для жизни

notice-drill = <b>УЧЕНИЯ. Опасности нет.</b>
notice-heading-alert = { $emoji } <b>{ $severity }. { $kind }</b>
notice-heading-corrected = { $emoji } <b>ИСПРАВЛЕНО. { $severity }. { $kind }</b>
notice-heading-not-you = ✅ <b>Вас это не касается: { $kind }</b>
notice-heading-updated = { $emoji } <b>Новое. { $severity }. { $kind }</b>
notice-heading-repeated = { $emoji } <b>Повтор. { $grave ->
    [yes] Всё ещё опасно.
   *[no] Всё ещё действует.
} { $severity }. { $kind }</b>
notice-heading-ended = ✅ <b>Отбой. { $kind }</b>
notice-heading-lifted = ℹ️ <b>Источник снял предупреждение. { $kind }</b>
notice-heading-withdrawn = ✅ <b>ЛОЖНАЯ ТРЕВОГА: { $kind }</b>
notice-link-corrected = Исправляет оповещение № { $number }. Верно то, что написано ниже.
notice-link-not-you = Оповещение № { $number } пришло вам по ошибке. Оно не о ваших местах.
notice-link-updated = Заменяет оповещение № { $number }.
notice-link-repeated = Повтор оповещения № { $number }: всё так же, ничего нового.
notice-link-ended = Оповещение № { $number } больше не действует.
notice-link-withdrawn = Оповещение № { $number } было ошибкой, этой опасности нет. Просим прощения.
notice-about = Было сказано: «{ $text }»
notice-also = <b>Там, где вы, действует другое:</b>
notice-also-grave = ❗ <b>Опасность есть. Там, где вы, действует другое оповещение:</b>
notice-also-line = { $emoji } № { $number }. { $severity }. { $kind }
notice-where = 📍 { $names }
notice-on-map = место на карте
notice-todo = <b>Что делать:</b> { $todo }
notice-until = Действует: до { $until }
notice-from-until = Действует: с { $begins } до { $until }
notice-contact = ☎️ { $name }: { $phone }
notice-source-contact = ☎️ Источник предупреждения: { $contact }
notice-source-web = Подробнее: { $web }
notice-official = Оповещение № { $number }. Оно не заменяет сирены и официальную систему оповещения.
notice-official-two = Оповещения № { $number } и № { $other }. Они не заменяют сирены и официальную систему оповещения.
notice-near-place = 📌 Рядом с вашей точкой: { $names }

answer-safe = Я в безопасности
answer-help = Нужна помощь
answer-what = Что делать?
answer-away = Я сейчас не там
# То же другими словами, если оповещение было последним, что пришло.
said-safe = мы в безопасности, у нас всё в порядке, у меня всё в порядке, всё в порядке, у нас всё хорошо, у нас всё нормально, с нами всё хорошо, со мной всё хорошо, с нами всё в порядке, у нас спокойно, у нас тихо, у нас сухо, живы, живы здоровы, все живы, мы живы, жив, жива, нас не затопило, нас не топит, нам ничего не грозит, мы в порядке, я в порядке
said-help = помогите, помоги, спасите, на помощь, нам нужна помощь, мне нужна помощь, нужна ваша помощь, требуется помощь, помогите нам, помогите мне, нас надо спасать, заберите нас, заберите меня, вывезите нас, приезжайте за нами
said-what = а что делать, что нам делать, что мне делать, что же делать, и что делать, куда бежать, куда идти, куда ехать, куда нам идти, куда нам ехать, а куда бежать, а куда идти, как быть, что с собой брать, что брать с собой
said-away = я не там, мы не там, меня там нет, нас там нет, мы уехали, я уехала, я уехал, мы сейчас не там, мы в городе, я в городе, я в отъезде, мы в отъезде, мы не дома, я не дома, я не в деревне, мы давно уехали

officer-refused = Оповещениями занимаются дежурные центра. Если у вас есть что сообщить, напишите об этом боту в личные сообщения.
officer-refused-toast = Это могут только дежурные центра.
