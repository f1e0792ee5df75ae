# Как пишут улицы и дома: слова, которые программа понимает. Через запятую; первое слово — как мы пишем сами.

street-kind-street = улица, ул, улице, улицы, улицу
street-kind-lane = переулок, пер, переулка, переулке
street-kind-avenue = проспект, просп, пр-т, пр-кт, проспекта, проспекте
street-kind-passage = проезд, пр-д, проезда, проезде
street-kind-boulevard = бульвар, бул, б-р, бульвара, бульваре
street-kind-square = площадь, пл, площади
street-kind-embankment = набережная, наб, набережной
street-kind-highway = шоссе, ш
street-kind-dead-end = тупик, туп, тупика
street-kind-block = микрорайон, мкр, мкрн, микрорайона, микрорайоне
street-kind-quarter = квартал, кв-л, квартала

house-words = дом, дома, д, домов, дому, номер, №
house-part-k = корпус, корп, кор, к
house-part-s = строение, стр, с
house-words-odd = нечётные, нечетные, нечётная, нечетная, нечётных, нечетных, нечет, нечёт, неч
house-words-even = чётные, четные, чётная, четная, чётных, четных, чет, чёт
house-words-all = все, вся, весь, все дома, вся улица
house-words-side = сторона, стороны, номера
house-words-from = с, от
house-words-to = по, до
house-words-and = и
