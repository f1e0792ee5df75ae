# How places are written: words by which the program finds a town, a street, a house in a text. With commas.
# Kinds of streets and houses stand in streets.ftl.

place-town-words = city, town, village, settlement, hamlet, pos, der, derevnya, selo, poselok, gorod
place-area-words = okrug, district, raion, rayon, municipal district, urban okrug, municipal okrug, municipality, area
place-town-prepositions = in, from, to, near, at, for, of, under, behind, outside, around
place-strong-prepositions = in, from, near
place-street-prepositions = on, at, along, corner of, na, po
place-here-words = our, your, this, that, the, my, another, other, every, each, main, same, which, whole, a
# Who begins so says where he lives, even in small letters.
place-we-words = we, we live, i live, i am, we are
# Whoever is visited is no street: "at Polevaya's for an appointment".
place-visited-words = to see, seen by
place-visit-words = appointment with, an appointment, consultation
# Telephones, and no houses.
place-phones = 101, 102, 103, 104, 112
place-no-answer-words = does not answer, is not answering, not answering, no answer, is busy, do not answer, will not pick up
place-named-after-words = named after
place-title-words = named after
place-size-words = big, small, new, old, upper, lower
place-street-names = Main
place-no-streets = hot line, phone line, telephone line, power line, gas line, bus line, tram line
place-between-words = between, number, at, near
place-filler-words = address, the address is, it is, this is, here, there, i, we, live, i live, we live, am, are, is, please, hello, hi, the
place-letters-said = bee, dee
place-letter-words = letter
place-slash-words = slash
place-over-river-words = bridge over, bridge across
place-flat-words = flat, apartment, apt, room, kv, kvartira, office
place-entrance-words = entrance, floor
place-counted-words = floor, bus
place-numbered-words = pole, lamp, bus, route, entrance, manhole, request, report, apartment
# After "street" they make a word of two: a number before it counts them and is no house.
place-street-things = lamps, lights, lanterns, signs, dogs, stalls, cleaners, posts
place-count-words = day, days, week, weeks, month, months, year, years, hour, hours, minute, minutes, am, pm, km, kilometres, metres, meters, people, times, children, kids, dogs, degrees, entrance, floor, floors, th, rd, nd, percent
place-measure-words = degrees, degree, temperature, celsius, people, children, rooms
place-number-words = no, nos, number
place-numbers = one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty
place-tens = twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, hundred
place-ordinals = first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth
place-ordinal-ends = st, nd, rd, th
place-counted-beginnings = storey, story, floor, room, bedroom, flat, year, month, day, hour, minute, metre, meter
place-date-prepositions = since, from, until, till, before, after
place-landmark-words = shop, store, school, pharmacy, hospital, clinic, bus stop, stop, bridge, station, market, church, post office, club, kindergarten, park, stadium, monument, cemetery, dam, garages, river, lake, pond, crossing, library, square, factory
place-landmark-prepositions = near, next to, opposite, behind, in front of, at, by, between, under, on, in, across from, along
place-beside-words = near, by, opposite, behind, beside, where, between, along
place-place-words = yard, garages, forest, field, beach, corner, building site
place-kilometre-words = km, kilometre, kilometer
place-road-letters = m, p, a, k
place-road-words = road, highway, motorway
place-at-words = at, near, at the, on
place-not-distance-words = to, from, about, over, another, only, walk
place-conjunctions = and, plus, or
# What stands behind these is left out of a place: "the district except Tikhorechensk".
place-except-words = except, except for, excluding, but not, without, minus

# When a place is corrected: "sorry, Sadovaya 12", "not 7 but 9".
place-again-words = oh, no, sorry, wrong, mistake, rather, actually, right, correct, address, place, i, mean, meant, it, is, house
place-wrong-words = wrong address, the address is wrong, wrong place, another address, forget the address, change the address
# With one of these a house alone stands in place of the one before: "rather 15a".
place-again-rather = rather, correction, sorry, i mean, mistake, no, oops
place-again-excuses = sorry, oh, i, no, it, please
place-change-words = change, replace, correct
place-change-to = to, with
place-again-not = not
place-again-but = but
place-again-then = but, it
# That the place was wrong, and the right one stands beside: "my mistake, house 7a".
place-anew-words = mistake, my mistake, typo, correction, wrong house, wrong street, wrong town, wrong address, correct address, the correct address, right address, the right address, i was wrong, i got it wrong
place-again-instead = instead
# One more house follows: "oh, and Lesnaya 15".
place-also-words = and, also, too, plus
# Asked about the house or the address: there "3" says which house. Except for what is inside a house.
place-asked-words = house, address, building
place-asked-else = floor, entrance, flat, apartment, how many, how long, when
