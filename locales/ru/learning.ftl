# Чему чтение тем научилось у сотрудников: команда otklik reading.

learn-action = list — показать, use — пользоваться этой версией, reset — вернуть то, что было в программе
learn-version = номер версии; newest — самая новая, и учиться дальше
learn-which = не сказано, какой версией пользоваться. Номера покажет otklik reading list; самая новая: otklik reading use newest
learn-no-version-here = у «{ $action }» номера версии не бывает.
learn-no-such = версии «{ $version }» нет.{ $known ->
    [none] {" "}Ни одной ещё не выучено.
   *[other] {" "}Есть: { $known }
 }
learn-unusable = { $state ->
    [earlier] версию { $number } выучила другая версия программы, эта ею пользоваться не может. Ночью программа попробует выучить новую.
   *[damaged] файл версии { $number } повреждён или не от этой программы.
 }
learn-used = Темы будет определять версия { $number }. Ночью ничего учиться не будет, пока не скажете: otklik reading use newest
learn-reset = Темы будет определять то, что было в программе. Ночью ничего учиться не будет, пока не скажете: otklik reading use newest
learn-newest = Темы будет определять самая новая версия. Ночью программа учится дальше.
learn-soon = Работающая программа перейдёт на это сама, меньше чем за полминуты.
learn-in-use = { $number ->
    [builtin] Темы определяет то, что было в программе.
   *[other] Темы определяет версия { $number }.
 }
learn-by-hand = Так выбрали вручную, и ночью ничего не учится. Учиться дальше: otklik reading use newest
learn-off = Учиться запрещено настройкой LEARN_TOPICS.
learn-trouble = { $why ->
    [chosen_missing] выбранной версии { $number } здесь нет. Темы определяет то, что было в программе. Вернуть как было: otklik reading use newest
    [chosen_earlier] выбранную версию { $number } выучила другая версия программы. Темы определяет то, что было в программе. Вернуть как было: otklik reading use newest
    [chosen_damaged] файл выбранной версии { $number } повреждён или не от этой программы. Темы определяет то, что было в программе. Взять другую: otklik reading use НОМЕР; вернуть как было: otklik reading use newest
   *[damaged] файл самой новой версии повреждён или не от этой программы. Темы определяет то, что было в программе. Ночью программа попробует выучить новую версию; сразу взять другую: otklik reading use НОМЕР
 }
learn-night = Последняя ночь ({ $at }): { $outcome ->
    [better] стало лучше, записана версия { $number }.
    [same] исправлений { $corrections }, новых верных ответов нет. Всё осталось как было.
    [breaks] исправлений { $corrections }, испортилось столько же, сколько исправилось. Всё осталось как было.
    [forgets] исправлений { $corrections }, но хуже читаются обычные предложения. Всё осталось как было.
    [too_few] исправлений пока мало: { $corrections }.
    [chosen] версия выбрана вручную, ничего не училось.
   *[failed] не получилось, почему — в журнале (reading.not_learned). Всё осталось как было.
 }
learn-head-number = версия
learn-head-at = когда
learn-head-corrections = исправлений
learn-head-corrected = верно из отложенных исправлений
learn-head-own = верно из предложений программы
learn-head-state = состояние
learn-right = { $old } → { $new } из { $of }
learn-state = { $state ->
    [used] в работе
    [ready] можно взять
    [earlier] от другой версии программы
   *[damaged] файл повреждён
 }
