# Предупреждения извне (CAP 1.2): что в них не так, что с ними стало.

cap-too-large = файл слишком большой: { $size } КБ, а можно { $limit } КБ
cap-no-xml = это не XML: { $reason }
cap-doctype = в файле есть DOCTYPE. Это опасно, такие файлы не читаются
cap-too-deep = вложено больше { $limit } уровней
cap-too-many = больше { $limit } элементов
cap-namespace = это не предупреждение CAP 1.2: начинается с { $tag }, а нужно { $wanted }
cap-unknown-element = элемента { $name } здесь не бывает
cap-order = элемент { $name } стоит не на своём месте
cap-missing = нет обязательного элемента
cap-twice = { $count } раза, а можно один
cap-empty = пусто
cap-not-text = внутри должен быть только текст
cap-bad-word = «{ $value }» не бывает. Бывает: { $words }
cap-bad-id = «{ $value }» — не так: нельзя пробелы, запятые, знаки < и &
cap-bad-time = «{ $value }» — не так. Нужно: 2026-11-25T20:00:00+05:00, без Z и долей секунды
cap-bad-number = «{ $value }» — не число
cap-bad-language = «{ $value }» — не язык. Нужно: ru-RU
cap-no-references = { $kind } должен ссылаться на прежнее предупреждение
cap-bad-reference = ссылка «{ $value }» — не так. Нужно: отправитель,номер,время
cap-refers-to-itself = предупреждение ссылается само на себя: { $triple }
cap-refers-later = ссылка { $triple } позже самого предупреждения ({ $sent })
cap-no-info = в предупреждении { $kind } не сказано, что случилось (нет info)
cap-expires-before = кончается ({ $value }) раньше, чем начинается ({ $other } { $begins })
cap-bad-point = «{ $value }» — не точка. Нужно: широта,долгота
cap-few-points = у многоугольника точек: { $count }, а нужно хотя бы четыре
cap-open-polygon = многоугольник не замкнут: начинается с { $first }, кончается на { $last }
cap-bad-circle = «{ $value }» — не круг. Нужно: широта,долгота радиус в километрах
cap-ceiling-alone = потолок без высоты (altitude)
cap-no-feed = это не лента Atom или RSS и не предупреждение CAP: { $tag }
cap-fault-line = { $where ->
    [none] { $line ->
        [0] { $what }
       *[other] строка { $line }: { $what }
     }
   *[other] { $where }: { $what }
 }
