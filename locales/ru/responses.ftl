# Что житель отвечает на оповещение: в безопасности, нужна помощь, что делать, не там, дали или нет.

outage-question-water = <b>Вода появилась?</b>
outage-question-heat = <b>Дали тепло?</b>
outage-question-power = <b>Свет появился?</b>
outage-question-gas = <b>Газ дали?</b>
answer-on-water = Да, вода есть
answer-off-water = Нет, воды нет
answer-on-heat = Да, тепло есть
answer-off-heat = Нет, холодно
answer-on-power = Да, свет есть
answer-off-power = Нет, света нет
answer-on-gas = Да, газ есть
answer-off-gas = Нет, газа нет

answered-safe = Записали: вы в безопасности. Спасибо!
answered-safe-already = Мы уже знаем, что вы в безопасности.
answered-away = Записали: вас там нет. Спасибо!
answered-away-already = Уже записали: вас там нет.
answered-on = Спасибо, записали!
answered-already = Уже записали, спасибо!
answered-what-already = Что делать, написано выше.
answered-help-already = Мы уже спросили, где вы. Ответ ниже.
answered-over = Это оповещение уже не действует. Что действует, покажем, если написать «что сейчас».
away-change = Мы записали, что вас там нет. Если вы переехали или это место вам не важно, измените места, о которых мы вас предупреждаем.
button-change-areas = Изменить места

what-heading = <b>Что делать</b>
what-nothing = Особых указаний к этому оповещению нет. Будьте внимательны и следите за сообщениями. Если опасно, звоните 112.

help-call =
    🆘 <b>Спасателей вызывает 112. Позвоните сейчас.</b>
help-toast-call = Позвоните 112
help-where = <b>Где вы?</b> Нажмите внизу кнопку 📍 или напишите адрес. Можно добавить, что случилось. Мы передадим это дежурным.
help-here = Я здесь: { $name }
help-nowhere = Не знаю, где я
help-mistake = Нажал случайно
help-mistaken = Хорошо, помощь не нужна. Никому ничего не передали.
help-closed = Сейчас дежурные не читают просьбы о помощи в боте, поэтому мы ничего никому не передали. <b>Позвоните 112.</b>
help-over = Это оповещение уже не действует, поэтому мы ничего никому не передали. Если помощь нужна, <b>позвоните 112</b>. Если хотите что-то сообщить, просто напишите.
help-drill = Это были учения, поэтому мы никого не вызвали. Если помощь нужна на самом деле, <b>позвоните 112</b>.
help-sent = ✅ Передали дежурным, номер <b>№ { $number }</b>. Они видят это первым. Если ещё не позвонили 112, <b>позвоните сейчас</b>.
help-sent-placeless = ✅ Передали дежурным без места, номер <b>№ { $number }</b>. Если можете, напишите адрес или пришлите место: мы допишем. Если ещё не позвонили 112, <b>позвоните сейчас</b>.
help-more = Что напишете дальше, тоже передадим.
help-already = Вашу просьбу № { $number } уже передали дежурным. Если никто не пришёл, <b>позвоните 112</b>. Чтобы дописать, нажмите «Дополнить».
help-no-longer = Помощь уже не нужна
help-taken = 🙋 Вашу просьбу № { $number } взял дежурный центра. Если станет хуже, звоните 112.
help-untaken = ⚠️ Прошло { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}, а вашу просьбу № { $number } ещё никто не взял. Мы снова позвали дежурных. <b>Не ждите нас: позвоните 112.</b>
help-given-up = ⚠️ Вашу просьбу № { $number } так и не взяли. Больше напоминать не будем. <b>Позвоните 112.</b>
help-to-draft = Вернуться к начатому

help-report = 🆘 Просит помощи. Оповещение № { $notice }: { $kind }.
help-report-placeless = Места не назвал.
help-report-no-consent = Согласия на обработку данных нет: принято ради жизни и здоровья человека.
help-now-safe = Теперь пишет: в безопасности.

house-which = <b>В каком доме?</b> Напишите улицу и дом: посчитаем дома, где ещё нет.
house-skip = Не скажу
house-counted = Записали: { $address }. Хотите, передадим это как сообщение о проблеме?
house-counted-bare = Записали. Хотите, передадим это как сообщение о проблеме?
house-button-report = Сообщить о проблеме
house-button-no = Не нужно
house-report-water = После отбоя (оповещение № { $notice }) воды всё ещё нет.
house-report-heat = После отбоя (оповещение № { $notice }) отопления всё ещё нет.
house-report-power = После отбоя (оповещение № { $notice }) света всё ещё нет.
house-report-gas = После отбоя (оповещение № { $notice }) газа всё ещё нет.
house-thanks = Спасибо, записали.

helpalarm-title = 🆘 <b>{ $count ->
    [one] { $count } человек просит помощи, и его просьбу никто не взял
    [few] { $count } человека просят помощи, и их просьбы никто не взял
   *[many] { $count } человек просят помощи, и их просьбы никто не взял
}</b>
helpalarm-line = <b>№ { $number }</b> · { $place } · ждёт { $waiting }
helpalarm-rest = И ещё { $count }: /queue
helpalarm-private = Возьмите просьбу в чате сотрудников или позвоните тому, кто там сейчас.
helpalarm-take = 🙋 Взять № { $number }

responses-title = <b>Что отвечают на оповещение № { $number }</b>
responses-none = Пока никто не ответил.
responses-line-safe = ✅ В безопасности: { $count }
responses-line-help = 🆘 Нужна помощь: { $count }
responses-line-what = ❓ Спросили, что делать: { $count }
responses-line-away = 🚶 Сейчас не там: { $count }
responses-line-on = ✅ Уже есть: { $count }
responses-line-off = ❌ Ещё нет: { $count }
responses-houses = Домов, где ещё нет: { $count }
responses-board = <b>По местам:</b>
responses-sign-safe = ✅ { $count }
responses-sign-help = 🆘 { $count }
responses-sign-what = ❓ { $count }
responses-sign-away = 🚶 { $count }
responses-sign-on = ✅ { $count }
responses-sign-off = ❌ { $count }
responses-place = { $place }: { $answers }
responses-unknown-place = место неизвестно
responses-rest = и ещё мест: { $count }
responses-button = Ответы людей
