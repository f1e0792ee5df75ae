# How streets and houses are written: words that the program understands. With commas; the first is how we write it.

street-kind-street = street, st, str, ul, ulitsa, ulitse, ulica, ulice
street-kind-lane = lane, ln, per, pereulok
street-kind-avenue = avenue, ave, av, prospekt, pr-t
street-kind-passage = passage, drive
street-kind-boulevard = boulevard, blvd
street-kind-square = square, sq, ploshchad
street-kind-embankment = embankment, emb
street-kind-highway = highway, hwy, road, rd
street-kind-dead-end = close, cul-de-sac
street-kind-block = microdistrict, mkr
street-kind-quarter = quarter
street-kind-tract = tract
street-kind-alley = alley
street-kind-line = line
street-kind-allotments = SNT, snt, allotments, garden society
street-kind-garages = GSK, gsk, garage society

house-words = house, houses, no, nos, dom, house number, plot, uchastok
house-part-k = building, bld, bldg, block
house-part-s = structure
house-words-odd = odd
house-words-even = even
house-words-all = all, all houses, whole street
house-words-side = side, numbers
house-words-many = houses
house-words-perhaps-many = buildings
house-words-from = from
house-words-to = to
house-words-and = and
