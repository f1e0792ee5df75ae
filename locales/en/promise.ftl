# A promised day: the words that name one in an answer, kept apart by commas; of weekdays and months the beginning.

promise-words-until = by, until, till, before
promise-words-at = on, in
promise-words-within = within, in, in the next, during the next
promise-words-weekday-1 = monday
promise-words-weekday-2 = tuesday
promise-words-weekday-3 = wednesday
promise-words-weekday-4 = thursday
promise-words-weekday-5 = friday
promise-words-weekday-6 = saturday
promise-words-weekday-7 = sunday
promise-words-numbers = 1 one a an, 2 two, 3 three, 4 four, 5 five, 6 six, 7 seven, 8 eight, 9 nine, 10 ten, 14 fourteen, 20 twenty, 30 thirty
promise-words-working = working, business
promise-words-minute = minute, minutes, min
promise-words-hour = hour, hours
promise-words-day = day, days
promise-words-week = week, weeks
promise-words-month = month, months
promise-words-year = year, years
promise-words-end = end
promise-words-coming = next, coming
promise-words-this = this
promise-words-of-month = th
promise-words-either = or, to
promise-words-new = new
promise-words-same-day = during the day, within the day, in the course of the day
promise-words-weekend = at the weekend, on the weekend, this weekend
# Beginnings of words of opening hours: "call before 18:00" is no term.
promise-words-hours = open, call, hours, daily, weekday, break, lunch, phone
# The endings of words of the past: "finished".
promise-words-past = ed
promise-words-short = mon monday, tue tuesday, wed wednesday, thu thursday, fri friday, sat saturday, sun sunday, hrs hours, mins minutes
