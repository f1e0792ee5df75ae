# What another system that answers is told (docs/back-office.md): why a row was not taken.
outside-unknown = Сообщения № { $number } нет, или его ведёт другая организация.
outside-name-taken = Под именем «{ $name }» уже пришло другое действие. Дайте этой строке своё имя.
outside-wrong-move = С сообщением № { $number } этого уже не сделать: оно { $status ->
        [none] в другом состоянии
       *[other] сейчас в состоянии «{ $status }»
    }.
outside-pending = То же самое с сообщением № { $number } уже вот-вот будет сделано. Повторите через минуту.
outside-no-text = Нет текста: автор сообщения № { $number } его ждёт.
outside-no-files = К такой строке нельзя приложить файлы: автору уходят только слова.
outside-not-answered = Автору сообщения № { $number } ещё ничего не ответили. Напишите, что сделано, тогда его можно закрыть.
outside-no-office = Организации «{ $to }» в регионе нет.
outside-past = Срок, который обещает ответ на № { $number }, уже прошёл.
outside-no-chat = Не настроен чат сотрудников (ADMIN_CHAT): ответ некому остановить.
outside-fault = Программа не справилась с этой строкой и отложила её. Администратор увидит её в «otklik faults list».
