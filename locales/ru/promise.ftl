# Обещанный срок: какими словами его называют в ответе. Через запятую; у дней недели и месяцев — начало слова.

promise-words-until = до, к, ко, не позднее, не позже, by, until, till, before
promise-words-at = в, во, на, on, in
promise-words-within = в течение, в течении, в течений, через, не позднее чем через, не позже чем через, в срок, ближайшие, в ближайшие
promise-words-weekday-1 = понедельник
promise-words-weekday-2 = вторник
promise-words-weekday-3 = сред
promise-words-weekday-4 = четверг
promise-words-weekday-5 = пятниц
promise-words-weekday-6 = суббот
promise-words-weekday-7 = воскресен
promise-words-numbers = 1 один одного одной одну, 2 два двух две пару пара, 3 три трёх, 4 четыре четырёх, 5 пять пяти, 6 шесть шести, 7 семь семи, 8 восемь восьми, 9 девять девяти, 10 десять десяти, 14 четырнадцать четырнадцати, 15 пятнадцать пятнадцати, 20 двадцать двадцати, 30 тридцать тридцати
promise-words-working = рабоч
promise-words-hour = час, часа, часов, часам, часу, ч
promise-words-day = день, дня, дней, дню, сутки, суток, дн
promise-words-week = неделя, неделю, недели, недель, неделе
promise-words-month = месяц, месяца, месяцев, месяце
promise-words-year = год, года, году, лет
promise-words-end = конц
promise-words-coming = следующ, будущ
promise-words-this = эт, текущ, нынешн
promise-words-of-month = числа
promise-words-either = или, либо, то, по
promise-words-new = нов
promise-words-same-day = в течение дня, в течении дня, в течение рабочего дня, в течение сегодняшнего дня
promise-words-weekend = в выходные, на выходных, в эти выходные, в ближайшие выходные
# Начала слов о часах работы: «звоните до 18:00» — не срок.
promise-words-hours = работа, звон, прием, прин, открыт, обращ, ежедневн, будн, график, режим, перерыв, обед
# Концы слов о прошлом: «сделали», «приехала».
promise-words-past = ил, ал, ел, ыл, ял, ла, ло, ли, лся, лась, лось, лись, ено, ены, ена
